//! The files of the admin console's page, as `pkg/console` imports and serves them.

use crate::project::Project;
use crate::tools::gzip;
use anyhow::Result;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::fs;

/// Tells the page that its proxy omits the values of tokens.
const SHOWS_TOKENS: &str = "<meta name=\"descope-token-metadata\" content=\"on\">";

/// Writes dist/console.json: the files compressed, as base64, by name. Not with Node's zlib, which differs from version
/// to version: two machines would build different packages.
pub fn write_as_json(project: &Project) -> Result<()> {
    let folder = project.dist().join("console");
    let mut files = serde_json::Map::new();
    for entry in fs::read_dir(&folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        files.insert(name, compressed(&fs::read(entry.path())?)?.into());
    }
    let page = fs::read_to_string(folder.join("index.html"))?;
    let page = page.replacen("<title>", &format!("{SHOWS_TOKENS}<title>"), 1);
    files.insert("index.tokens.html".to_owned(), compressed(page.as_bytes())?.into());
    fs::write(project.dist().join("console.json"), serde_json::to_string(&files)?)?;
    Ok(())
}

fn compressed(content: &[u8]) -> Result<String> {
    Ok(STANDARD.encode(gzip(content)?))
}
