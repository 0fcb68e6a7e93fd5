import * as emulator from "descope-outbound/emulator";
import * as outbound from "descope-outbound/inline";
import { check } from "./check.js";

check(outbound, emulator).then(console.log);
