//! Checks that this commit is a release, and that this repository may publish.

use super::check::Check;
use crate::project::Project;
use anyhow::{Context, Result};
use regex::Regex;

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
    let mut troubles = Vec::new();
    if !Regex::new(" - [0-9]{4}-[0-9]{2}-[0-9]{2}$")?.is_match(&heading) {
        troubles.push(format!(
            "its topmost heading is \"{heading}\": give it the day, as 2026-01-31"
        ));
    }
    Ok(Check::new("CHANGELOG.md says when", troubles))
}

/// npm refuses provenance of a package that does not name its repository.
fn named(project: &Project) -> Result<Check> {
    let mut troubles = Vec::new();
    if project.package_json()?["repository"].is_null() {
        troubles
            .push("pkg/package.json has no `repository`: npm compares it with the provenance, and refuses it without");
    }
    if !project.names_repository {
        troubles.push("Cargo.toml has no `repository`: people look for it on crates.io");
    }
    let troubles = troubles.into_iter().map(str::to_owned);
    Ok(Check::new("the repository is named", troubles.collect()))
}

fn git(project: &Project, arguments: &[&str]) -> Result<String> {
    duct::cmd("git", arguments)
        .dir(&project.root)
        .read()
        .with_context(|| format!("git {} failed", arguments.join(" ")))
}
