//! Rust to wasm.

use super::module::Module;
use super::remap;
use crate::project::{Project, cargo};
use crate::tools::rust::WASM;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// Code costs bytes as well as instructions: `opt-level` 2, but inlining only where that is shorter than a call, or
/// nearly so, and no unrolled loops. `inline(always)` marks the exceptions. Level "z" is no smaller than this, and
/// takes half as long again.
const FEW_COPIES: &[&str] = &[
    "-Cllvm-args=-inline-threshold=10",
    "-Cllvm-args=-inlinehint-threshold=120",
    "-Cllvm-args=-unroll-threshold=0",
    "-Cllvm-args=-unroll-allow-partial=false",
    "-Cno-vectorize-loops",
    "-Cno-vectorize-slp",
];

const TYPES: &[&str] = &["--quiet", "--no-default-features", "--features", "npm,client,types"];

pub fn compile(project: &Project, module: &Module) -> Result<PathBuf> {
    // The modules are one crate and so one file name: in a shared directory, each would be rebuilt every time.
    let target = match module.name {
        "core" => project.target().to_owned(),
        name => project.scratch().join(name),
    };
    // The first build takes a minute, and cargo shows its progress.
    let quiet = module.wasm(project).exists().then_some("--quiet");
    println!("{}: Rust to wasm …", module.name);
    let options = ["--release"].iter().chain(module.features).chain(&quiet);
    cargo_build(project, &target, options.copied())
        .with_context(|| format!("the {} does not compile for {WASM}", module.name))?;
    Ok(target.join(WASM).join("release/descope_outbound.wasm"))
}

/// Compiles the core with its TypeScript types in custom sections. It is never run.
pub fn compile_types(project: &Project) -> Result<PathBuf> {
    println!("types: Rust to wasm …");
    cargo_build(project, project.target(), TYPES.iter().copied())
        .with_context(|| format!("the types do not compile for {WASM}"))?;
    Ok(project.target().join(WASM).join("debug/descope_outbound.wasm"))
}

fn cargo_build<'a>(project: &Project, target: &Path, options: impl Iterator<Item = &'a str>) -> Result<()> {
    let arguments = "rustc --lib --crate-type cdylib --package descope-outbound --target";
    let mut rustflags = remap::rustflags(project)?;
    rustflags.extend(FEW_COPIES.iter().map(|&flag| flag.to_owned()));
    duct::cmd(cargo(), arguments.split(' ').chain([WASM]).chain(options))
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_ENCODED_RUSTFLAGS", rustflags.join("\x1f"))
        .dir(&project.root)
        .run()?;
    Ok(())
}
