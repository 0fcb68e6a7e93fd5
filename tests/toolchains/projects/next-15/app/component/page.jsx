import * as emulator from "descope-outbound/emulator";
import * as outbound from "descope-outbound";
import { check } from "../../check.js";

// Without this, the component renders once, during the build.
export const dynamic = "force-dynamic";

export default async function Page() {
	return <p>{await check(outbound, emulator)}</p>;
}
