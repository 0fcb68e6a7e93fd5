// @ts-check
import { validate } from "descope-outbound";

console.log(JSON.stringify(validate({})));
