//! Rust to wasm.

use super::module::Module;
use super::remap;
use crate::project::{Project, cargo};
use crate::tools::rust::WASM;
use anyhow::{Context, Result};
use std::path::PathBuf;

pub fn compile(project: &Project, module: &Module) -> Result<PathBuf> {
    // Both modules are one crate and so one file name: in one directory, each would have to be built again every time.
    let target = match module.name {
        "core" => project.target().to_owned(),
        name => project.scratch().join(name),
    };
    // The first time takes a minute, and cargo shows how far it is.
    let quiet = module.wasm(project).exists().then_some("--quiet");
    let arguments = [
        "build",
        "--lib",
        "--release",
        "--package",
        "descope-outbound",
        "--target",
        WASM,
    ]
    .iter()
    .chain(module.features)
    .chain(&quiet);
    println!("{}: Rust to wasm …", module.name);
    duct::cmd(cargo(), arguments)
        .env("CARGO_TARGET_DIR", &target)
        .env("CARGO_ENCODED_RUSTFLAGS", remap::rustflags(project)?)
        .dir(&project.root)
        .run()
        .with_context(|| format!("the {} does not compile for {WASM}", module.name))?;
    Ok(target.join(WASM).join("release/descope_outbound.wasm"))
}
