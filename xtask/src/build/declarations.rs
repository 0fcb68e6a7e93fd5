//! Type declarations: those of the hand-written JavaScript, from its `JSDoc`, and those of the Rust types, as one file
//! for each public entry.

use crate::project::Project;
use crate::tools::{argument, npm::Tools};
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// The public entries with types: files of `pkg/types`, and of `pkg/dist`.
pub const PUBLIC: &[&str] = &["index", "tokens", "provision", "proxy", "console", "emulator"];

/// The declarations of generated code.
const GENERATED: &[&str] = &[
    "dist/core/core.d.ts",
    "dist/tokens/tokens.d.ts",
    "dist/provision/provision.d.ts",
    "dist/emulator/emulator.d.ts",
];

pub fn write(project: &Project, tools: &Tools) -> Result<()> {
    let emitted = project.scratch().join("declarations");
    if emitted.exists() {
        fs::remove_dir_all(&emitted)?;
    }
    emit(project, tools, &emitted)?;
    let types = project.pkg().join("types");
    let platform = fs::read_to_string(types.join("platform.d.ts"))?;
    let own = PUBLIC.iter().map(|name| format!("types/{name}.d.ts"));
    for file in own.chain(GENERATED.iter().map(|&file| file.to_owned())) {
        let copy = emitted.join(&file);
        copy.parent().map(fs::create_dir_all).transpose()?;
        fs::copy(project.pkg().join(&file), copy).with_context(|| format!("the declarations need {file}"))?;
    }
    for name in PUBLIC {
        let bundled = bundle(project, tools, &emitted, name)?;
        let dist = project.dist();
        // Both have the same text, since a class that is declared twice is two types.
        fs::write(dist.join(format!("{name}.d.cts")), platform.clone() + &bundled)?;
        fs::write(
            dist.join(format!("{name}.d.ts")),
            format!("export * from \"./{name}.cjs\";\n"),
        )?;
    }
    Ok(())
}

/// Runs tsc, which writes a declaration file for each source.
fn emit(project: &Project, tools: &Tools, emitted: &Path) -> Result<()> {
    let arguments = [
        "--project".into(),
        argument(&project.tests().join("tsconfig.declarations.json")),
        "--outDir".into(),
        argument(emitted),
    ];
    tools
        .run("typescript/bin/tsc", arguments)?
        .stdout_to_stderr()
        .run()
        .context("tsc cannot make the declarations of the hand-written JavaScript: see above")?;
    Ok(())
}

/// Bundles the declarations of an entry with all that it refers to, and nothing else.
fn bundle(project: &Project, tools: &Tools, emitted: &Path, name: &str) -> Result<String> {
    let bundled = emitted.join(name).with_extension("bundled.d.ts");
    let arguments = [
        "--silent".into(),
        "--no-banner".into(),
        "--no-check".into(),
        "--export-referenced-types=false".into(),
        "--project".into(),
        argument(&project.tests().join("tsconfig.bundle.json")),
        "--out-file".into(),
        argument(&bundled),
        argument(&emitted.join("types").join(name).with_extension("d.ts")),
    ];
    tools
        .run("dts-bundle-generator/dist/bin/dts-bundle-generator.js", arguments)?
        .stdout_to_stderr()
        .run()
        .with_context(|| format!("the declarations of {name} cannot be bundled: see above"))?;
    Ok(fs::read_to_string(bundled)?)
}
