// @ts-check
// The harness has put `suiteContext`, `writeLine` and `suiteEnded` into the page.
import { report } from "../lib/report.mjs";
import { cases } from "../suite.mjs";

const page = /** @type {any} */ (globalThis);
await report(cases, page.suiteContext, [], page.writeLine);
page.suiteEnded();
