// @ts-check
// Asks a language service for completions: the type alone does not decide what an editor shows. TypeScript 7 has no
// language service that JavaScript can call.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

/**
 * @param {import("./workspace.mjs").Workspace} workspace
 * @param {string} field
 * @returns {Promise<string[]>}
 */
export async function completions(workspace, field) {
	/** @type {typeof import("typescript-5")} */
	const ts = createRequire(import.meta.url)(path.join(workspace.tools, "typescript-5"));
	const file = path.join(workspace.folder, "proofs", "editor.ts");
	const value = field === "prompt" ? '[""]' : '""';
	const text = `import type { CreateRequest } from "descope-outbound";\nexport const app: CreateRequest = { ${field}: ${value} };\n`;
	const service = ts.createLanguageService({
		getCompilationSettings: () => ({ strict: true, module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022 }),
		getScriptFileNames: () => [file],
		getScriptVersion: () => "1",
		getScriptSnapshot: (name) => {
			if (name === file) return ts.ScriptSnapshot.fromString(text);
			return ts.sys.fileExists(name) ? ts.ScriptSnapshot.fromString(readFileSync(name, "utf8")) : undefined;
		},
		getCurrentDirectory: () => workspace.folder,
		getDefaultLibFileName: ts.getDefaultLibFilePath,
		fileExists: (name) => name === file || ts.sys.fileExists(name),
		readFile: ts.sys.readFile,
		directoryExists: ts.sys.directoryExists,
	});
	const between = text.indexOf('""') + 1;
	return service.getCompletionsAtPosition(file, between, undefined)?.entries.map(({ name }) => name) ?? [];
}
