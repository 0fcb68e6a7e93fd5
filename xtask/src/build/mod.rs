//! From Rust to a tarball: `pkg/` holds the hand-written files, `pkg/dist/` and the tarball are generated here.
//!
//! ```text
//! cargo ─► compile ─► bindgen ─► optimize ─► inline ─► types ─► declarations ─► bundle ─► pack ─► contents
//!          wasm       glue       wasm-opt    base64    tsify    JSDoc           a file an entry
//! ```

mod bindgen;
mod bundle;
mod compile;
mod console;
mod contents;
mod fresh;
mod imports;
mod inline;
pub mod licenses;
mod module;
mod optimize;
mod pack;
mod remap;
mod sizes;
mod types;

pub use module::MODULES;
pub use remap::CRATES;

use crate::project::{Project, cargo};
use crate::tools::{npm::Tools, rust};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// The products of a build.
pub struct Built {
    pub tools: Tools,
    pub package: PathBuf,
}

pub fn run(project: &Project) -> Result<Built> {
    let tools = Tools::ensure(project)?;
    let package = package(project, &tools)?;
    Ok(Built { tools, package })
}

/// Builds the tarball of any checkout, with these tools instead of its own.
pub fn package(project: &Project, tools: &Tools) -> Result<PathBuf> {
    rust::ensure_wasm_target(project)?;
    for module in MODULES {
        let artefact = compile::compile(project, module)?;
        let fresh = fresh::Fresh::of(project, module, &artefact)?;
        if !fresh.is_current()? {
            bindgen::generate(project, module, &artefact)?;
            optimize::optimize(project, tools, module)?;
            inline::write(project, module)?;
            fresh.remember()?;
        }
    }
    types::write(project)?;
    remove_files(&project.dist())?;
    bundle::run(project, tools, "declarations.mjs")?;
    bundle::run(project, tools, "main.mjs entries")?;
    bundle::run(project, tools, "main.mjs page")?;
    console::write_as_json(project)?;
    bundle::run(project, tools, "main.mjs console")?;
    licenses::write(project)?;
    sizes::print(project)?;
    pack::pack(project)
}

/// Makes the .crate as crates.io would get it. Cargo leaves it unpacked next to it.
pub fn package_crate(project: &Project) -> Result<PathBuf> {
    let arguments = "package --quiet --package=descope-outbound --locked --allow-dirty";
    duct::cmd(cargo(), arguments.split(' '))
        .env("CARGO_TARGET_DIR", project.target())
        .dir(&project.root)
        .run()
        .context("cargo cannot make the .crate, or it does not compile by itself: see above")?;
    let name = format!("package/descope-outbound-{}.crate", project.version);
    Ok(project.target().join(name))
}

/// Removes the files of the last build: an old one would be packed with the new ones. What is generated from the wasm
/// is in folders, and stays.
fn remove_files(dist: &Path) -> Result<()> {
    for entry in fs::read_dir(dist)? {
        let path = entry?.path();
        if path.is_file() {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}
