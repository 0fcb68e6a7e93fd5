//! Checks that this commit is a release, and that this repository may publish.

use super::check::Check;
use crate::project::Project;
use anyhow::{Context, Result};
use serde_json::Value;
use std::fs;

/// The maximum number of uncommitted changes that are shown.
const SHOWN: usize = 5;

pub fn checks(project: &Project) -> Result<Vec<Check>> {
    Ok(vec![
        clean(project)?,
        tagged(project)?,
        dated(project)?,
        named(project)?,
    ])
}

fn clean(project: &Project) -> Result<Check> {
    let status = git(project, &["status", "--porcelain"])?;
    let changes: Vec<&str> = status.lines().collect();
    let mut troubles: Vec<String> = changes
        .iter()
        .take(SHOWN)
        .map(|line| format!("not committed: {}", line.trim()))
        .collect();
    if changes.len() > SHOWN {
        troubles.push(format!("and {} more", changes.len() - SHOWN));
    }
    Ok(Check::new("the working tree is clean", troubles))
}

fn tagged(project: &Project) -> Result<Check> {
    let tag = format!("v{}", project.version);
    let tags = git(project, &["tag", "--points-at", "HEAD"])?;
    let troubles = if tags.lines().any(|line| line == tag) {
        vec![]
    } else {
        vec![format!(
            "this commit has no tag {tag}: `git tag --sign {tag}`, when all else is ok"
        )]
    };
    Ok(Check::new(format!("tagged {tag}"), troubles))
}

fn dated(project: &Project) -> Result<Check> {
    let heading = super::versions::changelog_heading(project)?;
    let is_date = |text: &str| {
        let parts: Vec<&str> = text.split('-').collect();
        let digits = |part: &str, length| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
        matches!(parts[..], [year, month, day] if digits(year, 4) && digits(month, 2) && digits(day, 2))
    };
    let troubles = match heading.rsplit_once(" - ") {
        Some((_, date)) if is_date(date) => vec![],
        _ => vec![format!(
            "its topmost heading is \"{heading}\": give it the day, as 2026-01-31"
        )],
    };
    Ok(Check::new("CHANGELOG.md says when", troubles))
}

/// npm refuses provenance of a package that does not name its repository.
fn named(project: &Project) -> Result<Check> {
    let package: Value = serde_json::from_str(&fs::read_to_string(project.pkg().join("package.json"))?)?;
    let manifest: Value = serde_json::from_str(&cargo_metadata(project)?)?;
    let packages = manifest["packages"].as_array().map(Vec::as_slice).unwrap_or_default();
    let of_crate = packages
        .iter()
        .find(|package| package["name"] == "descope-outbound")
        .map_or(&Value::Null, |package| &package["repository"]);
    let troubles = [
        (
            "pkg/package.json",
            &package["repository"],
            "npm compares it with the provenance, and refuses it without",
        ),
        ("Cargo.toml", of_crate, "people look for it on crates.io"),
    ];
    let troubles = troubles
        .iter()
        .filter(|(_, repository, _)| repository.is_null())
        .map(|(file, _, why)| format!("{file} has no `repository`: {why}"));
    Ok(Check::new("the repository is named", troubles.collect()))
}

fn cargo_metadata(project: &Project) -> Result<String> {
    duct::cmd!(crate::project::cargo(), "metadata", "--no-deps", "--format-version=1")
        .dir(&project.root)
        .read()
        .context("cargo metadata failed")
}

fn git(project: &Project, arguments: &[&str]) -> Result<String> {
    duct::cmd("git", arguments)
        .dir(&project.root)
        .read()
        .with_context(|| format!("git {} failed", arguments.join(" ")))
}
