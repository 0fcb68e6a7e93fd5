// @ts-check
import { lookup } from "node:dns/promises";
import process from "node:process";
import { discover } from "descope-outbound/provision";
import { stringify } from "yaml";
import { colors, fail, messageOf, print, shown, warn } from "./terminal.js";

/** Resolves a host name to its addresses. @param {string} host */
export const addresses = async (host) => (await lookup(host, { all: true })).map(({ address }) => address);

/** @param {string} url @param {{ allowPrivate?: boolean, verbose?: boolean, json?: boolean }} options */
export async function discoverCommand(url, { allowPrivate, verbose, json }) {
	/** @param {import("descope-outbound/provision").DiscoverStep} step */
	const onStep = ({ url, status, failure }) => warn(`GET ${shown(url)}: ${shown(failure ?? String(status))}`);
	try {
		const { app, notes } = await discover(url, { allowPrivate, lookup: addresses, ...(verbose && { onStep }) });
		if (json) return print(JSON.stringify({ app, notes, exitCode: 0 }));
		process.stdout.write(stringify({ apps: [{ id: "…", ...app }] }));
		printNotes(notes);
	} catch (error) {
		const notes = /** @type {{ notes?: string[] }} */ (error).notes ?? [];
		if (json) {
			process.exitCode = 1;
			return print(JSON.stringify({ error: messageOf(error), notes, exitCode: 1 }));
		}
		printNotes(notes);
		fail(error);
	}
}

/** @param {string[]} notes */
function printNotes(notes) {
	for (const note of notes) warn(`${colors.yellow("note")}: ${shown(note)}`);
}
