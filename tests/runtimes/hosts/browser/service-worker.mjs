// @ts-check
import { cases } from "../../suite.mjs";
import { run } from "./run.mjs";
import { fail } from "./say.mjs";

// The browser stops a service worker that has no pending event.
addEventListener("message", (/** @type {any} */ event) => event.waitUntil(run(cases).catch(fail)));
