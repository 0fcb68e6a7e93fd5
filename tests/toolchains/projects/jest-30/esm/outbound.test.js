import * as emulator from "descope-outbound/emulator";
import * as outbound from "descope-outbound";
import { check } from "./check.js";

test("descope-outbound", async () => {
	console.log(await check(outbound, emulator));
});
