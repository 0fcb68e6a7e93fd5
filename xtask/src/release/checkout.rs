//! Makes a clean checkout elsewhere. It includes uncommitted changes, so that a change can be built before it is a
//! commit; a release has none.

use crate::project::Project;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

pub fn make(project: &Project, to: &Path) -> Result<Project> {
    // `--no-local`: git checks the copy, and shares nothing with it.
    duct::cmd!("git", "clone", "--quiet", "--no-local", &project.root, to)
        .run()
        .context("git cannot clone this repository")?;
    let arguments = "ls-files -z --modified --others --exclude-standard";
    let changed = duct::cmd("git", arguments.split(' '))
        .dir(&project.root)
        .read()
        .context("git ls-files failed")?;
    for file in changed.split_terminator('\0') {
        copy(&project.root.join(file), &to.join(file))?;
    }
    share_tools(project, to)?;
    Project::isolated(to.to_owned())
}

/// Copies a file, or removes one that is gone: git lists that as modified, too.
fn copy(from: &Path, to: &Path) -> Result<()> {
    if !from.exists() {
        return fs::remove_file(to).with_context(|| format!("cannot remove {}", to.display()));
    }
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::copy(from, to).with_context(|| format!("cannot copy {}", from.display()))?;
    Ok(())
}

/// Links the npm tools: another installation by the lock file would be the same, and a gigabyte.
fn share_tools(project: &Project, to: &Path) -> Result<()> {
    #[cfg(unix)]
    use std::os::unix::fs::symlink as link;
    #[cfg(windows)]
    use std::os::windows::fs::symlink_dir as link;
    link(project.tests().join("node_modules"), to.join("tests/node_modules")).context("cannot link tests/node_modules")
}
