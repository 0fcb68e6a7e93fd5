"use client";
import { useEffect } from "react";
import { check } from "../../check.js";

export default function Page() {
	useEffect(() => {
		ask().then((answer) => console.log(JSON.stringify(answer)));
	}, []);
	return null;
}

/** Imported in the browser alone: while it prerenders the page, Next does not tell where the wasm is. */
async function ask() {
	return check(await import("descope-outbound"), await import("descope-outbound/emulator"));
}
