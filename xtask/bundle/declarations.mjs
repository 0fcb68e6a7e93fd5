// @ts-check
// node xtask/bundle/declarations.mjs
//
// Writes the type declarations of pkg/dist: those of the hand-written JavaScript, from its JSDoc, and those of the Rust
// types, as one file for each public entry, which is a file of pkg/types.
import { execFileSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import process from "node:process";

/** The npm tools are those of tests/. @type {typeof import("dts-bundle-generator")} */
const { generateDtsBundle } = createRequire(path.resolve(import.meta.dirname, "../../tests/package.json"))(
	"dts-bundle-generator",
);

process.chdir(path.resolve(import.meta.dirname, "../../pkg"));
// The declarations of each source, until they are bundled.
const emitted = "dist/declarations";
rmSync(emitted, { recursive: true, force: true });
const tsc = ["../tests/node_modules/typescript/bin/tsc", "--project", "../tests/tsconfig.declarations.json"];
execFileSync(process.execPath, [...tsc, "--outDir", emitted], { stdio: "inherit" });
cpSync("types", path.join(emitted, "types"), { recursive: true });
for (const name of ["core", "tokens", "provision", "emulator"]) {
	const generated = `dist/${name}/${name}.d.ts`;
	cpSync(generated, path.join(emitted, generated));
}

const PLATFORM = "platform.d.ts";
const platform = readFileSync(`types/${PLATFORM}`, "utf8");
for (const file of readdirSync("types").filter((file) => file !== PLATFORM)) {
	const name = path.basename(file, ".d.ts");
	// An entry with all that it refers to, and nothing else: generated together, one would hold types of the others.
	const output = { noBanner: true, exportReferencedTypes: false };
	const entry = { filePath: path.join(emitted, "types", file), output };
	const [types] = generateDtsBundle([entry], { preferredConfigPath: "../tests/tsconfig.bundle.json" });
	// Both files have the same text, since a class that is declared twice is two types.
	writeFileSync(`dist/${name}.d.cts`, platform + types);
	writeFileSync(`dist/${name}.d.ts`, `export * from "./${name}.cjs";\n`);
}
rmSync(emitted, { recursive: true });
