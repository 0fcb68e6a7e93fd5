// @ts-check
import { cases } from "../../suite.mjs";
import { run } from "./run.mjs";
import { fail } from "./say.mjs";

// The browser ends a service worker that has no event to wait for.
addEventListener("message", (/** @type {any} */ event) => event.waitUntil(run(cases).catch(fail)));
