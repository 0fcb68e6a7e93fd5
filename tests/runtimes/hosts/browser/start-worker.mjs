// @ts-check
import { fail } from "./say.mjs";

const worker = new Worker("/resolved/browser/hosts/browser/worker.mjs", { type: "module" });
worker.addEventListener("error", ({ message }) => fail(message ?? "the worker does not load"));
