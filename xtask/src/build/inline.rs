//! The wasm as base64 in a JavaScript module: a bundle with it needs no file and no network.

use super::module::Module;
use crate::project::Project;
use anyhow::Result;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::fs;

pub fn write(project: &Project, module: &Module) -> Result<()> {
    let base64 = STANDARD.encode(fs::read(module.wasm(project))?);
    fs::write(
        module.file(project, "_bg.wasm.js"),
        format!("export default \"{base64}\";\n"),
    )?;
    Ok(())
}
