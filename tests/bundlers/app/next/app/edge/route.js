// @ts-check
import { OutboundApps, OutboundError, ValidationError, validate } from "descope-outbound";
import { createEmulator } from "descope-outbound/emulator";
import { check } from "../../../check.js";

export const runtime = "edge";

export async function GET() {
	return Response.json(await check({ OutboundApps, OutboundError, ValidationError, validate }, { createEmulator }));
}
