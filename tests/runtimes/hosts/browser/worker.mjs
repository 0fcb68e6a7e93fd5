// @ts-check
import { cases } from "../../suite.mjs";
import { run } from "./run.mjs";

await run(cases);
