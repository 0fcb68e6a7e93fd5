//! The tarball, as npm would publish it.

use super::contents;
use crate::project::Project;
use crate::tools::{argument, npm::npm};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

/// Files that are at the top of the repository for its readers, and belong into the package, too.
const COPIED: &[&str] = &["README.md", "LICENSE-MIT", "LICENSE-APACHE"];

pub fn pack(project: &Project) -> Result<PathBuf> {
    let pkg = project.pkg();
    for file in COPIED {
        fs::copy(project.root.join(file), pkg.join(file))
            .with_context(|| format!("the package needs {file} from the top of the repository"))?;
    }
    check_version(project)?;

    let destination = project.target().join("package");
    fs::create_dir_all(&destination)?;
    let arguments = ["pack", "--json", "--ignore-scripts", "--pack-destination"].map(Into::into);
    let report = npm(arguments.into_iter().chain([argument(&destination)]), &pkg)?
        .read()
        .context("npm pack failed")?;
    let report: Value = serde_json::from_str(&report).context("npm pack --json printed something else")?;
    let packed = &report[0];
    let files: BTreeSet<String> = packed["files"]
        .as_array()
        .context("npm pack names no files")?
        .iter()
        .filter_map(|file| file["path"].as_str().map(str::to_owned))
        .collect();
    contents::check(&files)?;

    let name = packed["filename"].as_str().context("npm pack names no file")?;
    let tarball = destination.join(name);
    println!(
        "{} ({} files, {} bytes)",
        tarball.display(),
        files.len(),
        packed["size"]
    );
    Ok(tarball)
}

fn check_version(project: &Project) -> Result<()> {
    let package = project.package_json()?;
    if package["version"] != project.version.as_str() {
        bail!(
            "pkg/package.json says version {}, Cargo.toml {}: they are released together",
            package["version"],
            project.version
        );
    }
    Ok(())
}
