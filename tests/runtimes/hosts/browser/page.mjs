// @ts-check
import { cases } from "../../suite.mjs";
import { ENTRY_CASES } from "./entries.mjs";
import { POLICY_CASES } from "./policies.mjs";
import { run } from "./run.mjs";

await run([...cases, ...ENTRY_CASES, ...POLICY_CASES]);
