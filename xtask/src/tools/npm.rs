//! npm, and the packages that a folder's lock file lists.

use super::{find_program, node};
use crate::project::Project;
use anyhow::{Context, Result, bail};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

/// npm is a script on Windows.
const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// Node, and the packages of one `node_modules`.
pub struct Tools {
    pub node: PathBuf,
    modules: PathBuf,
}

impl Tools {
    pub fn ensure(project: &Project) -> Result<Self> {
        let what = "the npm tools of tests/ (about a gigabyte, most of it JavaScript runtimes)";
        Self::of_folder(&project.tests(), what)
    }

    /// Installs what the folder's lock file lists, if necessary.
    pub fn of_folder(folder: &Path, what: &str) -> Result<Self> {
        let node = node::find()?;
        let modules = folder.join("node_modules");
        if !up_to_date(&folder.join("package-lock.json"), &modules.join(".package-lock.json"))? {
            println!("Installing {what} …");
            npm(["ci", "--ignore-scripts"], folder)?
                .stdout_null()
                .run()
                .with_context(|| format!("npm ci in {} failed: see its message above", folder.display()))?;
        }
        Ok(Self { node, modules })
    }

    /// Returns the command of a package's own program, run by Node: it works without the links in .bin, which differ by
    /// system.
    pub fn run(
        &self,
        script: &str,
        arguments: impl IntoIterator<Item = impl Into<OsString>>,
    ) -> Result<duct::Expression> {
        let script = self.modules.join(script);
        if !script.is_file() {
            bail!(
                "{} is missing: delete {} and run this again",
                script.display(),
                self.modules.display()
            );
        }
        let arguments = arguments.into_iter().map(Into::into);
        Ok(duct::cmd(
            &self.node,
            std::iter::once(script.into_os_string()).chain(arguments),
        ))
    }
}

/// Returns an npm command that prints only its errors.
pub fn npm(arguments: impl IntoIterator<Item = impl Into<OsString>>, directory: &Path) -> Result<duct::Expression> {
    let npm = find_program(&[NPM], &[])
        .context("Node.js is here but npm is not: install npm (Debian has it as a package of its own, `npm`)")?;
    let quiet = ["--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"];
    let arguments = arguments.into_iter().map(Into::into).chain(quiet.map(Into::into));
    Ok(duct::cmd(npm, arguments.collect::<Vec<OsString>>())
        .dir(directory)
        .stdin_null())
}

fn up_to_date(lock: &Path, installed: &Path) -> Result<bool> {
    let wanted = fs::metadata(lock)
        .and_then(|metadata| metadata.modified())
        .with_context(|| format!("cannot read {}", lock.display()))?;
    Ok(fs::metadata(installed)
        .and_then(|metadata| metadata.modified())
        .is_ok_and(|had| had >= wanted))
}
