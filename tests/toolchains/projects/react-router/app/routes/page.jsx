import * as emulator from "descope-outbound/emulator";
import * as outbound from "descope-outbound";
import { check } from "../../check.js";

export async function loader() {
	return check(outbound, emulator);
}

export default function Page({ loaderData }) {
	return <p>{loaderData}</p>;
}
