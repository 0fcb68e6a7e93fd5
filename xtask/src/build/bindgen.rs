//! The glue between wasm and JavaScript.

use super::imports;
use super::module::Module;
use crate::project::Project;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;
use wasm_bindgen_cli_support::Bindgen;

pub fn generate(project: &Project, module: &Module, wasm: &Path) -> Result<()> {
    let folder = module.folder(project);
    if folder.exists() {
        // A snippet's folder has a hash in its name: an old one would remain next to the new one.
        fs::remove_dir_all(&folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    let mut output = Bindgen::new()
        .input_path(wasm)
        .out_name(module.name)
        .bundler(true)?
        .typescript(true)
        .remove_producers_section(true)
        .generate_output()
        .with_context(|| format!("wasm-bindgen cannot make the glue of {}", module.name))?;
    output.emit(&folder)?;
    imports::write(&output, &folder)?;
    let types = fs::read_to_string(module.file(project, ".d.ts"))?;
    fs::write(module.file(project, "_bg.d.ts"), types + SET_WASM)?;
    // This file describes the wasm's raw exports: nobody imports them, and TypeScript would take it for the types of
    // `core_bg.wasm.js`.
    fs::remove_file(module.file(project, "_bg.wasm.d.ts"))?;
    // wasm-bindgen's own start of an instance. The entries of pkg/ have their own, and use the same types.
    fs::remove_file(module.file(project, ".js"))?;

    Ok(())
}

/// For tsc's check of the hand-written JavaScript, which imports the glue directly. Not packed.
const SET_WASM: &str = "\nexport function __wbg_set_wasm(exports: WebAssembly.Exports): void;\n";
