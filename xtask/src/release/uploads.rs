//! The files that npm and crates.io would get.

use super::archive;
use super::reproduce::Artefacts;
use anyhow::Result;
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha512};
use std::fs;
use std::path::Path;

pub fn print(artefacts: &Artefacts) -> Result<()> {
    // As npm's registry and lock files state it.
    let integrity = STANDARD.encode(Sha512::digest(fs::read(&artefacts.package)?));
    let integrity = format!("sha512-{integrity}");
    list("npm publish --provenance", &artefacts.package, &integrity)?;
    let checksum = format!("sha256 {}", archive::sha256_of_file(&artefacts.crate_file)?);
    list("cargo publish", &artefacts.crate_file, &checksum)
}

fn list(command: &str, archive: &Path, checksum: &str) -> Result<()> {
    let files = archive::read(archive)?;
    let total: usize = files.values().map(Vec::len).sum();
    println!("\n{command}  {}", archive.display());
    for (path, bytes) in &files {
        println!("{:>10}  {path}", bytes.len());
    }
    println!(
        "{total:>10}  in {} files, {} packed\n            {checksum}",
        files.len(),
        fs::metadata(archive)?.len()
    );
    Ok(())
}
