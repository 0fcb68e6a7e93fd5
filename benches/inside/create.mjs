// @ts-check
// A create with `fetch` stubbed: everything except the network.
import { ANSWER, APP } from "../subjects/apps.mjs";
import { creators, stubFetch } from "../subjects/creators.mjs";
import { answer, task } from "./report.mjs";
import { measure, repeatedAsync } from "./rounds.mjs";

stubFetch(ANSWER);
const subjects = Object.entries(creators("https://api.descope.com"));
const batches = subjects.map(([name, create]) => [name, repeatedAsync(() => create(APP))]);
answer(await measure(Object.fromEntries(batches), task().effort));
