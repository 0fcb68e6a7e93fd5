// @ts-check
import { OutboundApps, OutboundError, ValidationError, validate } from "descope-outbound";
import { createEmulator } from "descope-outbound/emulator";
import { check } from "../../../check.js";

// Else it is asked once, when it is built.
export const dynamic = "force-dynamic";

export async function GET() {
	return Response.json(await check({ OutboundApps, OutboundError, ValidationError, validate }, { createEmulator }));
}
