//! Runs every suite, and prints one last line for all of them.
//!
//! ```text
//! suite    the list: names, groups, the needs of each, and its function
//! count    counts the results that a suite printed
//! native   cargo test, and again in the crate as packaged
//! lint     formatting, clippy, Biome, tsc: each check counts as a test
//! docs     the API reference, without a warning
//! release  two builds that must be equal, and the checks of their contents
//! bounds   the package's costs, where they can be counted
//! scripts  the suites in JavaScript: folders of tests/
//! web      tests/web, compiled to wasm: the client in Rust
//! ```

mod bounds;
mod count;
mod docs;
mod lint;
mod native;
mod release;
mod scripts;
mod suite;
mod web;

use crate::build::{self, Built};
use crate::cli::TestOptions;
use crate::project::Project;
use crate::tools::{exit_code, rust};
use anyhow::{Context as _, Result};
use count::Count;
use std::process::ExitCode;
use std::time::Instant;
use suite::{Lane, Suite};

/// Returns whether `--only` accepts this name.
#[cfg(test)]
pub fn knows(name: &str) -> bool {
    suite::select(&[name.to_owned()]).is_ok()
}

/// The prepared inputs of the suites.
pub struct Context<'a> {
    project: &'a Project,
    /// The names that `--only` gives.
    named: &'a [String],
    built: Option<Built>,
}

impl Context<'_> {
    fn is_named(&self, suite: &str) -> bool {
        self.named.iter().any(|name| name == suite)
    }

    fn built(&self) -> Result<&Built> {
        self.built
            .as_ref()
            .context("this suite needs the package, and says so nowhere")
    }
}

/// The results of a suite, and its output.
#[derive(Default)]
pub struct Outcome {
    count: Count,
    output: String,
}

impl Outcome {
    /// The outcome of a program that prints a line for each test, `ok - name` or `not ok - name`.
    fn of_lines((output, success): (String, bool)) -> Self {
        let count = Count::of_lines(&output, success);
        Self { count, output }
    }

    fn add(&mut self, count: Count, output: &str) {
        self.count += count;
        self.output += output;
    }

    /// Adds a check, which counts as a test.
    fn check(&mut self, name: &str, passed: bool, details: &str) {
        let verdict = if passed { "ok" } else { "not ok" };
        let line = format!("{verdict} - {name}\n");
        self.add(Count::of_check(passed), &line);
        self.output.extend(details.lines().flat_map(|line| [line, "\n"]));
    }
}

pub fn run(project: &Project, options: &TestOptions) -> Result<ExitCode> {
    let suites = suite::select(&options.only)?;
    let total = match prepare(project, &suites, &options.only) {
        Ok(context) => run_all(&context, &suites, options.verbose),
        Err(error) => {
            eprintln!("error: {error:#}");
            Count::FAILURE
        }
    };
    println!("{} passed, {} failed", total.passed, total.failed);
    Ok(exit_code(total.failed == 0))
}

fn prepare<'a>(project: &'a Project, suites: &[&Suite], named: &'a [String]) -> Result<Context<'a>> {
    rust::ensure_wasm_target(project)?;
    let needs = |need: fn(&Suite) -> bool| suites.iter().any(|suite| need(suite));
    for browser in suites.iter().filter_map(|suite| suite.browser) {
        browser.ensure()?;
    }
    Ok(Context {
        project,
        named,
        built: needs(|suite| suite.package).then(|| build::run(project)).transpose()?,
    })
}

/// Runs two suites at a time: cargo's suites take turns anyway, as they share its lock; the others mostly wait for a
/// runtime.
fn run_all(context: &Context, suites: &[&Suite], verbose: bool) -> Count {
    let work = |lane: Lane| {
        let mut total = Count::default();
        for suite in suites.iter().filter(|suite| suite.lane == lane) {
            total += run_one(context, suite, verbose);
        }
        total
    };
    std::thread::scope(|scope| {
        let scripts = scope.spawn(|| work(Lane::Scripts));
        let mut total = work(Lane::Cargo);
        total += scripts.join().unwrap_or(Count::FAILURE);
        total
    })
}

fn run_one(context: &Context, suite: &Suite, verbose: bool) -> Count {
    let start = Instant::now();
    let Outcome { mut count, output } = suite.run(context).unwrap_or_else(|error| Outcome {
        count: Count::FAILURE,
        output: format!("{error:#}"),
    });
    // A suite that ran no test counts as a failure.
    if count == Count::default() {
        count = Count::FAILURE;
    }
    let shown = match (verbose, count.failed) {
        (true, _) => indent(output.lines()),
        (false, 0) => String::new(),
        // Lines of passed tests would hide the others.
        (false, _) => indent(output.lines().filter(|line| !line.starts_with("ok "))),
    };
    println!(
        "{:<23} {:>5} passed {:>4} failed {:>7.1} s{shown}",
        suite.name,
        count.passed,
        count.failed,
        start.elapsed().as_secs_f64()
    );
    count
}

/// Indents lines, so that none can be taken for this program's last line.
fn indent<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    lines.flat_map(|line| ["\n    ", line]).collect()
}
