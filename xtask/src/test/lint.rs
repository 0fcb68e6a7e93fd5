//! Checks that a reviewer should not have to make. Each counts as a test.

use super::{Context, Outcome};
use crate::bench;
use crate::project::cargo;
use crate::tools::combined;
use crate::tools::rust::WASM;
use anyhow::Result;
use std::fs;
use std::path::Path;

/// The builds of the library for wasm, and their features.
const BUILDS: &[(&str, &str)] = &[
    ("client", "npm,client"),
    ("tokens", "npm,tokens"),
    ("provision", "npm,provision"),
    ("types", "npm,client,types"),
    ("emulator", "npm,emulator,types"),
];

pub fn run(context: &Context) -> Result<Outcome> {
    let project = context.project;
    let tools = &context.built()?.tools;
    // tsc needs their types.
    bench::ensure_peers(project)?;
    let mut outcome = Outcome::default();
    let mut check = |name: &str, command: duct::Expression| -> Result<()> {
        let (output, success) = combined(&command.dir(&project.root))?;
        // The output of a successful check is of no use.
        outcome.check(name, success, if success { "" } else { &output });
        Ok(())
    };
    let cargo = |arguments: &str| duct::cmd(cargo(), arguments.split(' '));
    let clippy = |what: &str| cargo(&format!("clippy --quiet {what} -- --deny warnings"));
    let wasm = format!("--package descope-outbound --lib --target {WASM}");
    check("cargo fmt", cargo("fmt --all --check"))?;
    check("cargo fmt, fuzz", cargo("fmt --manifest-path fuzz/Cargo.toml --check"))?;
    check(
        "clippy, native",
        clippy("--workspace --all-targets --features emulator"),
    )?;
    check("clippy, wasm web", clippy(&format!("{wasm} --example web_cases")))?;
    for (name, features) in BUILDS {
        let build = format!("{wasm} --no-default-features --features {features}");
        check(&format!("clippy, wasm {name}"), clippy(&build))?;
    }
    let biome = ["ci", "--error-on-warnings", "--colors=off"];
    check("Biome", tools.run("@biomejs/biome/bin/biome", biome)?)?;
    for (name, settings) in [
        ("hand-written JavaScript", "tests/tsconfig.json"),
        ("console", "tests/tsconfig.www.json"),
    ] {
        let tsc = tools.run("typescript/bin/tsc", ["--project", settings])?;
        check(&format!("tsc, {name}"), tsc)?;
    }
    let unchecked = unchecked(&project.pkg())?;
    outcome.check(
        "// @ts-check in every file of pkg/",
        unchecked.is_empty(),
        &unchecked.join("\n"),
    );
    Ok(outcome)
}

/// Returns the files without `// @ts-check`: tsc checks only those that have it, as wasm-bindgen's glue would fail.
fn unchecked(folder: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() && !path.ends_with("dist") {
            found.extend(unchecked(&path)?);
        } else if path.extension().is_some_and(|ending| ending == "js") {
            let code = fs::read_to_string(&path)?;
            if !code.lines().take(2).any(|line| line == "// @ts-check") {
                found.push(path.display().to_string());
            }
        }
    }
    Ok(found)
}
