//! Runs the suites that are written in JavaScript, with a line per test: `ok - name` or `not ok - name`.

use super::{Context, Outcome};
use crate::project::cargo;
use crate::tools::{argument, combined, node, npm::Tools};
use anyhow::{Context as _, Result};
use std::ffi::OsString;

/// Runs a script that needs only the package.
pub fn packaged(context: &Context, script: &str) -> Result<Outcome> {
    let tarball = argument(&context.built()?.package);
    run(context, script, vec!["--package".into(), tarball])
}

pub fn values(context: &Context) -> Result<Outcome> {
    let tarball = argument(&context.built()?.package);
    let cases = context.project.scratch().join("cases.json");
    let arguments = "run --quiet --package descope-outbound --example cases";
    let printed = duct::cmd(cargo(), arguments.split(' ')).stdout_path(&cases);
    let printed = printed.dir(&context.project.root);
    printed.run().context("the validation table does not print itself")?;
    let arguments = vec!["--package".into(), tarball, "--cases".into(), argument(&cases)];
    run(context, "values/run.mjs", arguments)
}

pub fn clients(context: &Context) -> Result<Outcome> {
    let tarball = argument(&context.built()?.package);
    let environment = argument(&context.project.scratch().join("python"));
    let arguments = vec!["--package".into(), tarball, "--environment".into(), environment];
    run(context, "clients/run.mjs", arguments)
}

pub fn mocks(context: &Context) -> Result<Outcome> {
    // No other suite needs these.
    let what = "the mocks of tests/mocks/ (150 megabytes, most of it Jest and Vitest)";
    Tools::of_folder(&context.project.tests().join("mocks"), what)?;
    packaged(context, "mocks/run.mjs")
}

/// Runs all of them only if the suite is named: that takes ten minutes where nothing is installed.
pub fn toolchains(context: &Context) -> Result<Outcome> {
    let tarball = argument(&context.built()?.package);
    let scratch = argument(&context.project.target().join("toolchains"));
    let mut arguments = vec!["--package".into(), tarball, "--scratch".into(), scratch];
    if !context.is_named("toolchains") {
        arguments.push("--usual".into());
    }
    run(context, "toolchains/run.mjs", arguments)
}

pub fn runtime(context: &Context, name: &str) -> Result<Outcome> {
    let tarball = argument(&context.built()?.package);
    run(
        context,
        "runtimes/run.mjs",
        vec!["--runtime".into(), name.into(), "--package".into(), tarball],
    )
}

/// Runs a script of tests/.
pub fn run(context: &Context, script: &str, mut arguments: Vec<OsString>) -> Result<Outcome> {
    let script = context.project.tests().join(script);
    // For the scripts that use node:test; the others print such lines themselves.
    let reporter = context.project.tests().join("reporter.mjs");
    arguments.splice(0..0, ["--test-reporter".into(), argument(&reporter), argument(&script)]);
    let command = duct::cmd(node::find()?, arguments).dir(&context.project.root);
    let printed = combined(&command).with_context(|| format!("{} does not start", script.display()))?;
    Ok(Outcome::of_lines(printed))
}
