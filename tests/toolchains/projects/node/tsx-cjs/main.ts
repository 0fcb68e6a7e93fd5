import * as emulator from "descope-outbound/emulator";
import * as outbound from "descope-outbound";
import { check } from "./check";

check(outbound, emulator).then(console.log);
