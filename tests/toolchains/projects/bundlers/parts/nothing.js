// @ts-check
import { OutboundApps } from "descope-outbound";

// Like a server's code in a page's bundle: everything that used it is gone.
// biome-ignore lint/correctness/noConstantCondition: bundlers know it, too
if (false) new OutboundApps();
console.log("nothing");
