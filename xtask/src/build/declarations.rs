//! Type declarations of the JavaScript that is written by hand: `.d.ts` files beside it, from its `JSDoc`.

use crate::project::Project;
use crate::tools::{argument, npm::Tools};
use anyhow::{Context, Result};
use std::ffi::OsStr;
use std::fs;
use std::path::Path;

pub fn write(project: &Project, tools: &Tools) -> Result<()> {
    let emitted = project.scratch().join("declarations");
    if emitted.exists() {
        fs::remove_dir_all(&emitted)?;
    }
    // An old declaration hides the file that it is of, and stays when that is gone.
    remove_declarations(&project.pkg().join("emulator"))?;
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
    copy(&emitted.join("emulator"), &project.pkg().join("emulator"), |_| true)?;
    let snippets = "dist/core/snippets";
    copy(&emitted.join(snippets), &project.pkg().join(snippets), |file| {
        file == "errors.d.ts"
    })
}

fn remove_declarations(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(".d.ts") {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

fn copy(from: &Path, to: &Path, wanted: fn(&OsStr) -> bool) -> Result<()> {
    if !from.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let name = entry.file_name();
        let to = to.join(&name);
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &to, wanted)?;
        } else if wanted(&name) {
            fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}
