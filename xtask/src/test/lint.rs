//! Checks that a reviewer should not have to make. Each counts as a test.

use super::count::Count;
use super::{Context, Outcome};
use crate::bench;
use crate::project::cargo;
use crate::tools::rust::WASM;
use crate::tools::{argument, combined};
use anyhow::Result;
use std::fs;
use std::path::Path;

const CLIENT: &[&str] = &["--no-default-features", "--features", "npm,client"];
const TOKENS: &[&str] = &["--no-default-features", "--features", "npm,tokens"];
const PROVISION: &[&str] = &["--no-default-features", "--features", "npm,provision"];
const EMULATOR: &[&str] = &["--no-default-features", "--features", "npm,emulator,types"];
const TYPES: &[&str] = &["--no-default-features", "--features", "npm,client,types"];
const WEB: &[&str] = &["--example", "web_cases"];
const DENIED: &[&str] = &["--", "--deny", "warnings"];

pub fn run(context: &Context) -> Result<Outcome> {
    let project = context.project;
    let tools = &context.built()?.tools;
    // tsc needs their types.
    bench::ensure_peers(project)?;
    let cargo = |arguments: &[&[&str]]| duct::cmd(cargo(), arguments.concat());
    let clippy: &[&str] = &["clippy", "--quiet"];
    let wasm: &[&str] = &["--package", "descope-outbound", "--lib", "--target", WASM];
    let checks = [
        ("cargo fmt", cargo(&[&["fmt", "--all", "--check"]])),
        (
            "cargo fmt, fuzz",
            cargo(&[&["fmt", "--manifest-path", "fuzz/Cargo.toml", "--check"]]),
        ),
        (
            "clippy, native",
            cargo(&[
                clippy,
                &["--workspace", "--all-targets", "--features", "emulator"],
                DENIED,
            ]),
        ),
        ("clippy, wasm client", cargo(&[clippy, wasm, CLIENT, DENIED])),
        ("clippy, wasm tokens", cargo(&[clippy, wasm, TOKENS, DENIED])),
        ("clippy, wasm provision", cargo(&[clippy, wasm, PROVISION, DENIED])),
        ("clippy, wasm types", cargo(&[clippy, wasm, TYPES, DENIED])),
        ("clippy, wasm web", cargo(&[clippy, wasm, WEB, DENIED])),
        ("clippy, wasm emulator", cargo(&[clippy, wasm, EMULATOR, DENIED])),
        (
            "Biome",
            tools.run(
                "@biomejs/biome/bin/biome",
                ["ci", "--error-on-warnings", "--colors=off"],
            )?,
        ),
        (
            "tsc, hand-written JavaScript",
            tools.run(
                "typescript/bin/tsc",
                ["--project".into(), argument(&project.tests().join("tsconfig.json"))],
            )?,
        ),
        (
            "tsc, console",
            tools.run(
                "typescript/bin/tsc",
                ["--project".into(), argument(&project.tests().join("tsconfig.www.json"))],
            )?,
        ),
    ];
    let mut outcome = Outcome::default();
    for (name, command) in checks {
        let (output, success) = combined(&command.dir(&project.root))?;
        add(&mut outcome, name, success, &output);
    }
    let unchecked = unchecked(&project.pkg())?;
    add(
        &mut outcome,
        "// @ts-check in every file of pkg/",
        unchecked.is_empty(),
        &unchecked.join("\n"),
    );
    Ok(outcome)
}

fn add(outcome: &mut Outcome, name: &str, success: bool, output: &str) {
    let verdict = if success { "ok" } else { "not ok" };
    // The output of a successful check is of no use.
    let output = if success { "" } else { output };
    outcome.add(Count::of_check(success), &format!("{verdict} - {name}\n{output}"));
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
