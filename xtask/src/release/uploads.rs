//! The files that npm and crates.io would get.

use super::archive::{self, Entry};
use super::reproduce::Artefacts;
use crate::tools::{argument, npm::npm};
use anyhow::{Context, Result};
use serde_json::Value;
use std::fs;
use std::path::Path;

pub fn print(artefacts: &Artefacts) -> Result<()> {
    let integrity = integrity(&artefacts.package)?;
    list("npm publish --provenance", &artefacts.package, &integrity)?;
    let checksum = format!("sha256 {}", archive::sha256_of_file(&artefacts.crate_file)?);
    list("cargo publish", &artefacts.crate_file, &checksum)
}

fn list(command: &str, archive: &Path, checksum: &str) -> Result<()> {
    let entries = archive::read(archive)?;
    let total: usize = entries.iter().map(|entry| entry.bytes.len()).sum();
    println!("\n{command}  {}", archive.display());
    for Entry { path, bytes } in &entries {
        println!("{:>10}  {path}", bytes.len());
    }
    println!(
        "{total:>10}  in {} files, {} packed\n            {checksum}",
        entries.len(),
        fs::metadata(archive)?.len()
    );
    Ok(())
}

/// Returns the tarball's integrity, as npm's registry and lock files state it.
fn integrity(package: &Path) -> Result<String> {
    let folder = package.parent().context("the tarball is in a folder")?;
    let report = npm(
        ["pack".into(), "--dry-run".into(), "--json".into(), argument(package)],
        folder,
    )?
    .read()
    .context("npm cannot read the tarball")?;
    let report: Value = serde_json::from_str(&report)?;
    Ok(report[0]["integrity"]
        .as_str()
        .context("npm names no integrity")?
        .to_owned())
}
