// @ts-check
// Starts the module that its own URL names, and reports the page's uncaught errors.
import { fail } from "./say.mjs";

addEventListener("unhandledrejection", ({ reason }) => void fail(reason));
addEventListener("error", ({ error, message }) => void fail(error ?? message));
// With a top-level await, WebKit reports a module's error only to its importer.
import(`./${new URL(import.meta.url).search.slice(1)}.mjs`).catch(fail);
