//! The client's files as one: what is loaded at every start should not have to be looked for file by file.

use crate::project::Project;
use crate::tools::{argument, npm::Tools};
use anyhow::{Context, Result};
use std::ffi::OsString;
use std::fs;

pub fn write(project: &Project, tools: &Tools) -> Result<()> {
    let mut outfile = OsString::from("--outfile=");
    outfile.push(project.dist().join("client.js"));
    let arguments = [
        argument(&project.pkg().join("client/index.js")),
        "--bundle".into(),
        "--format=esm".into(),
        "--target=es2022".into(),
        "--log-level=warning".into(),
        outfile,
    ];
    tools
        .run("esbuild/bin/esbuild", arguments)?
        .dir(project.pkg())
        .run()
        .context("esbuild cannot bundle pkg/client")?;
    // For tsc's look at the entries. Not packed.
    fs::write(
        project.dist().join("client.d.ts"),
        "export * from \"../client/index.js\";\nexport { default } from \"../client/index.js\";\n",
    )?;
    Ok(())
}
