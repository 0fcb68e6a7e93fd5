// @ts-check
import { OutboundError } from "descope-outbound";

console.log(JSON.stringify(new Error() instanceof OutboundError));
