// @ts-check
import { OutboundApps } from "descope-outbound";

// As of a server's code in a page's bundle: whatever used it is gone.
// biome-ignore lint/correctness/noConstantCondition: bundlers know it, too
if (false) new OutboundApps();
console.log("nothing");
