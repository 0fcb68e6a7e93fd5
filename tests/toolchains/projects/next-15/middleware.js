import * as emulator from "descope-outbound/emulator";
import * as outbound from "descope-outbound";
import { check } from "./check.js";

export const config = { matcher: "/proxied" };

export async function middleware() {
	return new Response(await check(outbound, emulator));
}
