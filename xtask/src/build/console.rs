//! The admin console: the page of `www/`, for any server of static files. It is one script, and the client that it
//! loads while its first skeleton is on the screen.

use crate::project::Project;
use crate::tools::{argument, npm::Tools};
use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::ffi::OsString;
use std::fs;
use std::io::Write;
use std::path::Path;

/// The outputs of esbuild, with their sources and options.
const PARTS: &[(&str, &str, &[&str])] = &[
    (
        "console.js",
        "../www/app.jsx",
        &[
            "--jsx=transform",
            "--jsx-factory=h",
            "--jsx-fragment=Fragment",
            "--inject:../www/h.js",
            "--alias:descope-outbound=./client.js",
            "--external:./client.js",
        ],
    ),
    ("client.js", "dist/browser.js", &["--external:./core.wasm.js"]),
    ("console.css", "../www/console.css", &[]),
];

pub fn write(project: &Project, tools: &Tools) -> Result<()> {
    let folder = project.dist().join("console");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    for (output, source, options) in PARTS {
        let arguments: [OsString; 6] = [
            source.into(),
            "--bundle".into(),
            "--minify".into(),
            "--format=esm".into(),
            "--log-level=warning".into(),
            format!("--outfile={}", folder.join(output).display()).into(),
        ];
        tools
            .run(
                "esbuild/bin/esbuild",
                arguments.into_iter().chain(options.iter().map(Into::into)),
            )?
            // Preact is a tool of tests/; www/ has no tools of its own.
            .env("NODE_PATH", argument(&project.tests().join("node_modules")))
            .dir(project.pkg())
            .run()
            .with_context(|| format!("esbuild cannot bundle {source}"))?;
    }
    fs::copy(project.root.join("www/index.html"), folder.join("index.html"))?;
    fs::copy(project.dist().join("core.wasm"), folder.join("core.wasm"))?;
    write_as_json(project, &folder)
}

/// Tells the page that its proxy omits the values of tokens.
const SHOWS_TOKENS: &str = "<meta name=\"descope-token-metadata\" content=\"on\">";

/// Writes the files for `pkg/console`, which serves them: compressed, as base64, by name.
fn write_as_json(project: &Project, folder: &Path) -> Result<()> {
    let mut files = serde_json::Map::new();
    for entry in fs::read_dir(folder)? {
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
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(content)?;
    Ok(STANDARD.encode(gzip.finish()?))
}
