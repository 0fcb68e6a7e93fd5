import * as emulator from "descope-outbound/emulator";
import * as outbound from "descope-outbound";
import { redirect } from "next/navigation";
import { check } from "../../check.js";

async function act() {
	"use server";
	redirect(`/said?${encodeURIComponent(await check(outbound, emulator))}`);
}

export default function Page() {
	return (
		<form action={act}>
			<button>Act</button>
		</form>
	);
}
