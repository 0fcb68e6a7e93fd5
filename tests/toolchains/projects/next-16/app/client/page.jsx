"use client";
import * as emulator from "descope-outbound/emulator";
import * as outbound from "descope-outbound";
import { useEffect } from "react";
import { check } from "../../check.js";

export default function Page() {
	useEffect(() => {
		check(outbound, emulator).then(console.log);
	}, []);
	return null;
}
