// @ts-check
// Checks whether `validate` makes the exact text that a create of the app would send.
import { texts } from "./spy.mjs";
import { validate } from "descope-outbound";
import { APP } from "../subjects/apps.mjs";
import { answer } from "./report.mjs";

validate(APP);
const made = texts.splice(0);
answer({ isMade: made.includes(JSON.stringify(APP)) });
