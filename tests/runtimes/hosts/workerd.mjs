// @ts-check
import { report } from "../lib/report.mjs";
import { cases } from "../suite.mjs";
import { serve } from "./serve.mjs";

export default serve((context, write) => report(cases, context, [], write));
