//! The sizes of the wasm files: uncompressed, as a worker loads them, and compressed, as they are transferred.

use super::module::MODULES;
use crate::project::Project;
use crate::tools::gzip;
use anyhow::Result;
use std::fs;

pub fn print(project: &Project) -> Result<()> {
    println!("{:<12}{:>12}{:>12}", "wasm", "bytes", "gzip");
    for module in MODULES {
        let wasm = fs::read(module.wasm(project))?;
        println!("{:<12}{:>12}{:>12}", module.name, wasm.len(), gzip(&wasm)?.len());
    }
    Ok(())
}
