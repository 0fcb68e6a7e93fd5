//! Checks that all stated versions are the same. pkg/package.json is also compared when it is packed.

use super::archive;
use super::check::Check;
use super::reproduce::Artefacts;
use crate::project::Project;
use crate::tools::npm::Tools;
use anyhow::{Context, Result};
use serde_json::Value;
use std::fs;
use std::path::Path;

pub fn check(project: &Project, tools: &Tools, artefacts: &Artefacts) -> Result<Check> {
    let found = [
        ("pkg/package.json", of_package(&artefacts.package)?),
        ("CHANGELOG.md", version_in(&changelog_heading(project)?).to_owned()),
        ("x-descope-sdk-version", sdk_header(project, tools, &artefacts.package)?),
    ];
    let troubles = found
        .iter()
        .filter(|(_, version)| *version != project.version)
        .map(|(who, version)| format!("{who} says \"{version}\""))
        .collect();
    let names: Vec<_> = found.iter().map(|(who, _)| *who).collect();
    let name = format!("Cargo.toml, {} say {}", names.join(", "), project.version);
    Ok(Check::new(name, troubles))
}

fn of_package(package: &Path) -> Result<String> {
    let files = archive::read(package)?;
    let manifest = files.get("package.json").context("the tarball has no package.json")?;
    let manifest: Value = serde_json::from_slice(manifest)?;
    Ok(manifest["version"].as_str().unwrap_or_default().to_owned())
}

/// Returns the topmost heading without its marks: `[0.1.0] - 2026-01-31`.
pub fn changelog_heading(project: &Project) -> Result<String> {
    let text = fs::read_to_string(project.root.join("CHANGELOG.md")).context("CHANGELOG.md is missing")?;
    let heading = text.lines().find_map(|line| line.strip_prefix("## "));
    Ok(heading.context("CHANGELOG.md has no heading of a version")?.to_owned())
}

fn version_in(heading: &str) -> &str {
    let word = heading.split_whitespace().next().unwrap_or_default();
    word.trim_matches(['[', ']'])
}

/// Returns the version that the package sends, which its sources alone do not prove.
fn sdk_header(project: &Project, tools: &Tools, package: &Path) -> Result<String> {
    let script = project.tests().join("release/sdk-version.mjs");
    duct::cmd!(&tools.node, script, "--package", package)
        .dir(&project.root)
        .read()
        .context("the package does not say which version it sends")
}

#[cfg(test)]
mod tests {
    use super::version_in;

    #[test]
    fn a_heading_begins_with_a_version() {
        assert_eq!(version_in("[0.1.0] - 2026-01-31"), "0.1.0");
        assert_eq!(version_in("[Unreleased]"), "Unreleased");
        assert_eq!(version_in("0.2.0-rc.1"), "0.2.0-rc.1");
    }
}
