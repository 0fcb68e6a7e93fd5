import * as emulator from "descope-outbound/emulator";
import * as outbound from "descope-outbound";
import { check } from "./check.js";

export default {
	async fetch() {
		return new Response(await check(outbound, emulator));
	},
};
