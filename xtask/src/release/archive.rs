//! Reads a .tgz or a .crate, which have the same format.

use anyhow::{Context, Result};
use flate2::read::GzDecoder;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

/// The files by path, which is without the top folder, whose name depends on the packer.
pub type Files = BTreeMap<String, Vec<u8>>;

pub fn read(archive: &Path) -> Result<Files> {
    let file = File::open(archive).with_context(|| format!("cannot read {}", archive.display()))?;
    let mut files = Files::new();
    for entry in tar::Archive::new(GzDecoder::new(file)).entries()? {
        let mut entry = entry?;
        let path = entry.path()?.to_string_lossy().into_owned();
        let inner = path.split_once('/').map_or(path.as_str(), |(_, inner)| inner);
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes)?;
        files.insert(inner.to_owned(), bytes);
    }
    Ok(files)
}

pub fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

pub fn sha256_of_file(path: &Path) -> Result<String> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(sha256(&bytes))
}
