// @ts-check
// Measures one kind of work at one size.
import { validate } from "descope-outbound";
import { ANSWER, withScopes } from "../subjects/apps.mjs";
import { creators, stubFetch } from "../subjects/creators.mjs";
import { answer, task } from "./report.mjs";
import { measure, repeated, repeatedAsync } from "./rounds.mjs";

const { kind, effort, scopes, url } = task();
const app = withScopes(scopes);
if (kind === "create") stubFetch(ANSWER);
const { ours } = creators(url);
const work = kind === "validate" ? repeated(() => validate(app)) : repeatedAsync(() => ours(app));
const { work: micros } = await measure({ work }, effort);
answer({ micros, bytes: JSON.stringify(app).length });
