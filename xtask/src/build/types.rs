//! The types that tsify generates from the Rust types. The shipped wasm is built without the standard library, which
//! tsify needs: so the types come from a separate build.

use super::compile::compile_types;
use crate::project::Project;
use anyhow::{Context, Result};
use std::fs;
use wasm_bindgen_cli_support::Bindgen;

pub fn write(project: &Project) -> Result<()> {
    let wasm = compile_types(project)?;
    let emitted = project.scratch().join("types");
    Bindgen::new()
        .input_path(&wasm)
        .out_name("core")
        .bundler(true)?
        .typescript(true)
        .generate(&emitted)
        .context("wasm-bindgen cannot read the types")?;
    fs::copy(emitted.join("core.d.ts"), project.dist().join("core/core.d.ts"))?;
    Ok(())
}
