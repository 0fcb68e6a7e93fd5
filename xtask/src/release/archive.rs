//! Reads a .tgz or a .crate, which have the same format.

use anyhow::{Context, Result};
use flate2::read::GzDecoder;
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

pub struct Entry {
    /// The path without the top folder, whose name depends on the packer.
    pub path: String,
    pub bytes: Vec<u8>,
}

pub fn read(archive: &Path) -> Result<Vec<Entry>> {
    let file = File::open(archive).with_context(|| format!("cannot read {}", archive.display()))?;
    let mut entries = Vec::new();
    for entry in tar::Archive::new(GzDecoder::new(file)).entries()? {
        let mut entry = entry?;
        let path = entry.path()?.to_string_lossy().into_owned();
        let path = path
            .split_once('/')
            .map_or(path.as_str(), |(_, inner)| inner)
            .to_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes)?;
        entries.push(Entry { path, bytes });
    }
    Ok(entries)
}

pub fn sha256(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(bytes).iter().fold(String::new(), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

pub fn sha256_of_file(path: &Path) -> Result<String> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(sha256(&bytes))
}
