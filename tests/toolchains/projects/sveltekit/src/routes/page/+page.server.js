import * as emulator from "descope-outbound/emulator";
import * as outbound from "descope-outbound";
import { check } from "../../../check.js";

export async function load() {
	return { answer: await check(outbound, emulator) };
}
