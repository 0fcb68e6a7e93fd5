//! Runs the targets of `fuzz/` under libFuzzer, by cargo-fuzz, each for a given time.

use crate::cli::FuzzOptions;
use crate::project::Project;
use crate::tools::{cargo_tool, exit_code};
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;
use std::process::ExitCode;

pub fn run(project: &Project, options: &FuzzOptions) -> Result<ExitCode> {
    let program = cargo_tool::find("cargo-fuzz")?;
    let targets = match &options.target {
        Some(name) => name.clone(),
        None => duct::cmd!(&program, "fuzz", "list").dir(&project.root).read()?,
    };
    let mut found_nothing = true;
    for target in targets.lines() {
        found_nothing &= fuzz(project, &program, target, options.seconds)?;
    }
    Ok(exit_code(found_nothing))
}

/// Returns whether nothing was found. cargo-fuzz prints a find, and how to reproduce it.
fn fuzz(project: &Project, program: &Path, target: &str, seconds: u64) -> Result<bool> {
    // libFuzzer adds new inputs to the first folder, and only reads the others.
    let folder = |name: &str| format!("fuzz/{name}/{target}");
    let corpus = folder("corpus");
    fs::create_dir_all(project.root.join(&corpus)).with_context(|| format!("cannot make {corpus}"))?;
    let kept = ["seeds", "regressions"].map(folder);
    let kept = kept.iter().filter(|folder| project.root.join(folder).is_dir());
    // Sanitizers need a nightly toolchain, and find nothing in code without `unsafe`.
    let mut arguments = vec!["fuzz", "run", "--sanitizer=none", target, &corpus];
    arguments.extend(kept.map(String::as_str));
    let limit = format!("-max_total_time={seconds}");
    // An input that takes longer than ten seconds is a find.
    arguments.extend(["--", &limit, "-timeout=10", "-dict=fuzz/words.dict"]);
    let command = duct::cmd(program, arguments);
    Ok(command.dir(&project.root).unchecked().run()?.status.success())
}
