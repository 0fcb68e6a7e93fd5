//! Checks that the linked crates are allowed (cargo-deny, by deny.toml), that the installed npm packages are what their
//! makers published, and that the crate still has the public items of an earlier revision (cargo-semver-checks).

use crate::cli::AuditOptions;
use crate::project::Project;
use crate::tools::npm::{Tools, npm};
use crate::tools::{cargo_tool, combined, exit_code};
use anyhow::Result;
use std::process::ExitCode;

pub fn run(project: &Project, options: &AuditOptions) -> Result<ExitCode> {
    let may_be_linked = linked(project, options)?;
    Tools::ensure(project)?;
    let was_published = installed(project)?;
    let is_compatible = match &options.baseline {
        Some(revision) => compatible(project, revision)?,
        None => true,
    };
    Ok(exit_code(may_be_linked && was_published && is_compatible))
}

fn linked(project: &Project, options: &AuditOptions) -> Result<bool> {
    let advisories = options.advisories.then_some(&"advisories");
    let checks = ["--locked", "check", "licenses", "sources", "bans"]
        .iter()
        .chain(advisories);
    let command = duct::cmd(cargo_tool::find("cargo-deny")?, checks).dir(&project.root);
    Ok(command.unchecked().run()?.status.success())
}

/// Compares the items of this machine's target: with `--cap-lints`, which the tool sets, rustc 1.95 does not tell cargo
/// what wasm32 lacks, and cargo gives up. `web`, which only wasm32 has, adds a type alias for a type of `client`, and
/// one constructor.
fn compatible(project: &Project, revision: &str) -> Result<bool> {
    let arguments = format!("semver-checks --package descope-outbound --features emulator --baseline-rev {revision}");
    let command = duct::cmd(cargo_tool::find("cargo-semver-checks")?, arguments.split(' '));
    Ok(command.dir(&project.root).unchecked().run()?.status.success())
}

/// Checks the signatures of npm's registry. Its keys have another host than its packages, which not every machine
/// reaches.
fn installed(project: &Project) -> Result<bool> {
    let (output, success) = combined(&npm(["audit", "signatures"], &project.tests())?)?;
    let unreachable = !success
        && ["ENOTFOUND", "ECONNREFUSED", "ETIMEDOUT"]
            .iter()
            .any(|code| output.contains(code));
    if unreachable {
        println!("signatures not checked: npm does not reach its keys from here");
        return Ok(true);
    }
    print!("{output}");
    Ok(success)
}
