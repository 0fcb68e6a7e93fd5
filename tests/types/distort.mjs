// @ts-check
// Small distortions of the installed declarations. If the proof of Response accepts one, it proves nothing.
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

/** @typedef {{what: string, from: RegExp, to: string}} Distortion */

/** @type {Distortion[]} */
export const distortions = [
	{ what: "a field is renamed", from: /\bcallbackDomain\b/g, to: "callbackHost" },
	{ what: "a field within a list is renamed", from: /\bvalue\?: string/g, to: "val?: string" },
	{ what: "a field is missing", from: /\btenantId\?: string;?/g, to: "" },
	{ what: "a field is required", from: /\bpkce\?: boolean/g, to: "pkce: boolean" },
	{ what: "a field may be undefined", from: /\bpkce\?: boolean/g, to: "pkce?: boolean | undefined" },
	{ what: "a field may be null", from: /\blogo\?: string/g, to: "logo?: string | null" },
	{ what: "a field is read-only", from: /\buseDcr\?: /g, to: "readonly useDcr?: " },
	{ what: "a field is any", from: /\bdescription\?: string/g, to: "description?: any" },
	{ what: "a list is read-only", from: /\bdefaultScopes\?: /g, to: "defaultScopes?: readonly " },
	{ what: "there is a field more", from: /\bdcrUrl\?: string/g, to: "dcrUrl?: string; more?: string" },
];

/**
 * Applies a distortion; returns a function that undoes it.
 * @param {import("./workspace.mjs").Workspace} workspace
 * @param {Distortion} distortion
 */
export async function distort(workspace, { what, from, to }) {
	const root = path.join(workspace.folder, "node_modules", "descope-outbound");
	/** @type {(() => Promise<void>)[]} */
	const undo = [];
	for (const name of await readdir(root, { recursive: true })) {
		if (!name.endsWith(".d.cts")) continue;
		const file = path.join(root, name);
		const honest = await readFile(file, "utf8");
		const distorted = honest.replace(from, to);
		if (distorted === honest) continue;
		await writeFile(file, distorted);
		undo.push(() => writeFile(file, honest));
	}
	if (undo.length === 0) throw new Error(`nothing in the declarations to distort: ${what}`);
	return async () => {
		for (const restore of undo) await restore();
	};
}
