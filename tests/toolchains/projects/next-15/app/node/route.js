import * as emulator from "descope-outbound/emulator";
import * as outbound from "descope-outbound";
import { check } from "../../check.js";

export const dynamic = "force-dynamic";

export async function GET() {
	return new Response(await check(outbound, emulator));
}
