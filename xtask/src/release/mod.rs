//! A release, up to its upload: only CI uploads, with an identity that npm and crates.io can check, and no token that
//! could be stolen from a person's machine.
//!
//! ```text
//! repository ─► is this commit a release?
//! reproduce  ─► two checkouts, two builds ─► the same tarball and .crate, no path of this machine ─► target/publish/
//! versions   ─► the same version everywhere, also in what the package sends
//! sbom       ─► the crates and npm packages in the package
//! uploads    ─► the files that npm and crates.io would get
//! check      ─► the list of all that
//! ```

mod archive;
pub mod check;
mod checkout;
mod repository;
mod reproduce;
mod sbom;
mod uploads;
mod versions;

use crate::cli::ReleaseOptions;
use crate::project::Project;
use crate::tools::npm::Tools;
use anyhow::{Context, Result, bail};
use check::Check;
use reproduce::Artefacts;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub fn run(project: &Project, options: &ReleaseOptions) -> Result<ExitCode> {
    if !options.dry_run {
        bail!(
            "nothing is published from here: push the tag v{}, and .github/workflows/release.yml does it, with \
             provenance. `cargo xtask release --dry-run` shows what it would upload",
            project.version
        );
    }
    let tools = Tools::ensure(project)?;
    let (artefacts, made) = artefacts(project, &tools)?;
    let checks: Vec<Check> = repository::checks(project)?.into_iter().chain(made).collect();
    uploads::print(&artefacts)?;
    println!("\ndescope-outbound {}, in target/publish", project.version);
    Ok(check::print(&checks))
}

/// Makes the artefacts, and the checks that hold on any commit: the suite `release` needs no more.
pub fn artefacts(project: &Project, tools: &Tools) -> Result<(Artefacts, Vec<Check>)> {
    let folder = publish(project)?;
    let (artefacts, mut checks) = reproduce::twice(project, tools, &folder)?;
    checks.push(versions::check(project, tools, &artefacts)?);
    checks.extend(sbom::write(project, &artefacts)?);
    write_sums(&folder)?;
    Ok((artefacts, checks))
}

/// Creates the folder of the artefacts, without those of an earlier run.
fn publish(project: &Project) -> Result<PathBuf> {
    let folder = project.target().join("publish");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder)
}

/// Writes the checksums as `sha256sum --check` reads them.
fn write_sums(folder: &Path) -> Result<()> {
    let mut lines = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let sum = archive::sha256_of_file(&entry.path())?;
        lines.push(format!("{sum}  {}\n", entry.file_name().display()));
    }
    lines.sort();
    fs::write(folder.join("SHA256SUMS"), lines.concat())?;
    Ok(())
}
