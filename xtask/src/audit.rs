//! Whether what is linked may be (cargo-deny, by deny.toml), and whether what is installed is what its makers published.

use crate::cli::AuditOptions;
use crate::project::Project;
use crate::tools::npm::{Tools, npm};
use crate::tools::{cargo_tool, combined};
use anyhow::Result;
use std::process::ExitCode;

pub fn run(project: &Project, options: &AuditOptions) -> Result<ExitCode> {
    let may_be_linked = linked(project, options)?;
    Tools::ensure(project)?;
    let was_published = installed(project)?;
    Ok(if may_be_linked && was_published {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn linked(project: &Project, options: &AuditOptions) -> Result<bool> {
    let advisories = options.advisories.then_some(&"advisories");
    let checks = ["--locked", "check", "licenses", "sources", "bans"]
        .iter()
        .chain(advisories);
    let command = duct::cmd(cargo_tool::find("cargo-deny")?, checks).dir(&project.root);
    Ok(command.unchecked().run()?.status.success())
}

/// By the signatures of npm's registry. Its keys are elsewhere than its packages, and not every machine reaches them.
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
