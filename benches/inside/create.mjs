// @ts-check
// A create with a stub in the place of `fetch`: all that is not the network.
import { ANSWER, APP } from "../subjects/apps.mjs";
import { creators, stubFetch } from "../subjects/creators.mjs";
import { answer, task } from "./report.mjs";
import { measure, repeatedAsync } from "./rounds.mjs";

stubFetch(ANSWER);
const subjects = Object.entries(creators("https://api.descope.com"));
const batches = subjects.map(([name, create]) => [name, repeatedAsync(() => create(APP))]);
answer(await measure(Object.fromEntries(batches), task().effort));
