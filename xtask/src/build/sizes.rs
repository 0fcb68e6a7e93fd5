//! The sizes of the wasm files: uncompressed, as a worker loads them, and compressed, as they are transferred.

use super::module::MODULES;
use crate::project::Project;
use anyhow::Result;
use flate2::{Compression, write::GzEncoder};
use std::fs;
use std::io::Write;

pub fn print(project: &Project) -> Result<()> {
    println!("{:<12}{:>12}{:>12}", "wasm", "bytes", "gzip");
    for module in MODULES {
        let wasm = fs::read(module.wasm(project))?;
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(&wasm)?;
        println!("{:<12}{:>12}{:>12}", module.name, wasm.len(), gzip.finish()?.len());
    }
    Ok(())
}
