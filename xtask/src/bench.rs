//! What the package costs, against what people would use instead. `benches/` has the measurements, in JavaScript, since
//! that is what both sides are used from.

use crate::build;
use crate::cli::BenchOptions;
use crate::project::Project;
use crate::tools::{argument, npm::Tools};
use anyhow::{Context, Result};
use std::process::ExitCode;

pub fn run(project: &Project, options: &BenchOptions) -> Result<ExitCode> {
    let built = build::run(project)?;
    ensure_peers(project)?;
    let results = project.target().join("bench.json");
    let mut arguments = vec![
        argument(&project.benches().join("run.mjs")),
        "--package".into(),
        argument(&built.package),
        "--out".into(),
        argument(&results),
    ];
    for (flag, names) in [("--only", &options.only), ("--runtime", &options.runtime)] {
        if !names.is_empty() {
            arguments.extend([flag.into(), names.join(",").into()]);
        }
    }
    let switches = [
        ("--quick", options.quick),
        ("--check", options.check),
        ("--markdown", options.markdown),
    ];
    arguments.extend(switches.iter().filter(|(_, is_on)| *is_on).map(|(flag, _)| flag.into()));
    let output = duct::cmd(&built.tools.node, arguments)
        .unchecked()
        .run()
        .context("the measurements do not start")?;
    Ok(if output.status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// The packages of `benches/`.
pub fn ensure_peers(project: &Project) -> Result<Tools> {
    Tools::ensure_in(&project.benches(), "the npm packages of benches/")
}
