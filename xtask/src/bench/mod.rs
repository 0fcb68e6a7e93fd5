//! The package's costs, compared with the alternatives. `benches/` has the measurements, in JavaScript, since both
//! sides are used from it; [`native`] counts what the core alone needs.

mod native;

use crate::build::{self, Built};
use crate::cli::BenchOptions;
use crate::project::Project;
use crate::tools::{argument, exit_code, npm::Tools};
use anyhow::{Context, Result};
use serde_json::{Map, Value};
use std::ffi::OsString;
use std::process::ExitCode;

/// The measurement that reports the counts of [`native`].
const COUNTS: &str = "counts";

pub fn run(project: &Project, options: &BenchOptions) -> Result<ExitCode> {
    let built = build::run(project)?;
    let command = measure(project, &built, &options.only, arguments(project, options))?;
    let output = command.unchecked().run().context("the measurements do not start")?;
    Ok(exit_code(output.status.success()))
}

/// Checks the bounds that are the same on every machine, a line each: `ok - name` or `not ok - name`.
pub fn check_counts(project: &Project, built: &Built) -> Result<duct::Expression> {
    let only = ["size", COUNTS].map(str::to_owned);
    measure(project, built, &only, vec!["--lines".into()])
}

fn arguments(project: &Project, options: &BenchOptions) -> Vec<OsString> {
    let mut arguments = vec!["--out".into(), argument(&project.target().join("bench.json"))];
    if !options.runtime.is_empty() {
        arguments.extend(["--runtime".into(), options.runtime.join(",").into()]);
    }
    let switches = [
        ("--quick", options.quick),
        ("--check", options.check),
        ("--markdown", options.markdown),
    ];
    arguments.extend(switches.iter().filter(|(_, is_on)| *is_on).map(|(flag, _)| flag.into()));
    arguments
}

fn measure(project: &Project, built: &Built, only: &[String], arguments: Vec<OsString>) -> Result<duct::Expression> {
    ensure_peers(project)?;
    let is_counted = only.is_empty() || only.iter().any(|name| name == COUNTS);
    let native = if is_counted {
        native::counts(project)?
    } else {
        Map::new()
    };
    let own = [
        argument(&project.benches().join("run.mjs")),
        "--package".into(),
        argument(&built.package),
        "--native".into(),
        Value::Object(native).to_string().into(),
        "--only".into(),
        only.join(",").into(),
    ];
    Ok(duct::cmd(&built.tools.node, own.into_iter().chain(arguments)))
}

/// Returns the packages of `benches/`, which the type checks of its code need as well.
pub fn ensure_peers(project: &Project) -> Result<Tools> {
    Tools::of_folder(&project.benches(), "the npm packages of benches/")
}
