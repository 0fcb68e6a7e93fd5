//! Type declarations of the JavaScript that is written by hand: `.d.ts` files beside it, from its `JSDoc`.

use crate::project::Project;
use crate::tools::{argument, npm::Tools};
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// The hand-written JavaScript that people see types of: folders, and which of their declarations those need.
const PUBLIC: &[(&str, &[&str])] = &[
    ("client", &["client.d.ts", "errors.d.ts", "validate.d.ts"]),
    ("emulator", &["api.d.ts", "open.d.ts"]),
];

pub fn write(project: &Project, tools: &Tools) -> Result<()> {
    let emitted = project.scratch().join("declarations");
    if emitted.exists() {
        fs::remove_dir_all(&emitted)?;
    }
    // An old declaration hides the file that it is of, and stays when that is gone.
    for (folder, _) in PUBLIC {
        remove_declarations(&project.pkg().join(folder))?;
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
    for (folder, files) in PUBLIC {
        for file in *files {
            fs::copy(emitted.join(folder).join(file), project.pkg().join(folder).join(file))?;
        }
    }
    Ok(())
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
