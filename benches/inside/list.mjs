// @ts-check
// Loads all apps from an answer as the server of a project with many apps gives it: each app has null fields.
import { APP } from "../subjects/apps.mjs";
import { loaders, stubFetch } from "../subjects/creators.mjs";
import { answer, task } from "./report.mjs";
import { measure, repeatedAsync } from "./rounds.mjs";

const { size, effort } = task();
const app = { ...APP, clientSecret: undefined, logo: null, prompt: null, callbackDomain: null, tenantId: null };
const apps = Array.from({ length: size }, (_, nth) => ({ ...app, id: `OA${nth}`, name: `App ${nth}` }));
stubFetch(JSON.stringify({ apps }));
const subjects = Object.entries(loaders("https://api.descope.com"));
const batches = subjects.map(([name, load]) => [name, repeatedAsync(() => load())]);
answer(await measure(Object.fromEntries(batches), effort));
