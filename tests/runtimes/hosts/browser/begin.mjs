// @ts-check
// Begins with the module that its own address names, and tells what nobody catches in the page.
import { fail } from "./say.mjs";

addEventListener("unhandledrejection", ({ reason }) => void fail(reason));
addEventListener("error", ({ error, message }) => void fail(error ?? message));
// WebKit says of a module's error only to who imports it, if there is a top-level await.
import(`./${new URL(import.meta.url).search.slice(1)}.mjs`).catch(fail);
