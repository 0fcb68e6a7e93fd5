// @ts-check
import { BAD, GOOD, SIZES } from "../subjects/apps.mjs";
import { disagreements, VALIDATORS } from "../subjects/validators.mjs";
import { answer, task } from "./report.mjs";
import { measure, repeated } from "./rounds.mjs";

const disagreed = [...disagreements(GOOD, true), ...disagreements(BAD, false)];
if (disagreed.length > 0) throw new Error(`the validators do not agree, as on ${disagreed.slice(0, 3).join("\n")}`);

const { effort, size } = task();
const app = SIZES.find(([name]) => name === size)?.[1];
if (app === undefined) throw new Error(`no app has the size ${size}`);

/** @type {Record<string, import("./rounds.mjs").Batch>} */
const subjects = { stringify: repeated(() => JSON.stringify(app)) };
for (const [name, { check }] of Object.entries(VALIDATORS)) subjects[name] = repeated(() => check(app));
answer(await measure(subjects, effort));
