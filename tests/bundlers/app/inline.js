// @ts-check
import { OutboundApps, OutboundError, ValidationError, validate } from "descope-outbound/inline";
import { createEmulator } from "descope-outbound/emulator";
import { check } from "./check.js";

const answer = await check({ OutboundApps, OutboundError, ValidationError, validate }, { createEmulator });
console.log(JSON.stringify(answer));
