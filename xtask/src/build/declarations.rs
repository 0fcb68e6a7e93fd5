//! Type declarations of the JavaScript that is written by hand: `.d.ts` files beside it, from its `JSDoc`.

use crate::project::Project;
use crate::tools::{argument, npm::Tools};
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

pub fn write(project: &Project, tools: &Tools) -> Result<()> {
    let emitted = project.scratch().join("declarations");
    if emitted.exists() {
        fs::remove_dir_all(&emitted)?;
    }
    let arguments = [
        "--project".into(),
        argument(&project.tests().join("tsconfig.declarations.json")),
        "--outDir".into(),
        argument(&emitted),
    ];
    tools
        .run("typescript/bin/tsc", arguments)?
        .stdout_to_stderr()
        .run()
        .context("tsc cannot make the declarations of the hand-written JavaScript: see above")?;
    // tsc also describes what these files import; only what is asked for goes into the package.
    copy(&emitted.join("emulator"), &project.pkg().join("emulator"))?;
    let snippets = "dist/core/snippets";
    copy(&emitted.join(snippets), &project.pkg().join(snippets))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    if !from.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &to)?;
        } else {
            fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}
