//! Every command of this project is `cargo xtask <verb>`.
//!
//! ```text
//! cli      the verbs and their flags
//! project  the project's folders
//! build/   Rust to wasm, wasm to pkg/dist, pkg to a tarball that is checked
//! test/    the suites, with their results counted in one last line
//! demo     the emulator, an app created from each runtime, and the page
//! simulate the simulation, with a chosen number of seeds
//! fuzz     the fuzz targets, for a chosen time
//! release/ the files that a release would upload, and the open points before it
//! audit    licences, sources, duplicates, signatures
//! docs     the API reference
//! bench    the package's costs, compared with the alternatives
//! tools/   programs that this one needs from the machine
//! ```

mod audit;
mod bench;
mod build;
mod cli;
mod demo;
mod docs;
#[cfg(test)]
mod documents;
mod fuzz;
mod project;
mod release;
mod simulate;
mod test;
mod tools;

use anyhow::Result;
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<ExitCode> {
    match cli::Cli::parse().verb {
        cli::Verb::Build => build::run(&project::Project::find()?).map(|_| ExitCode::SUCCESS),
        cli::Verb::Test(options) => test::run(&project::Project::find()?, &options),
        cli::Verb::Demo(options) => demo::run(&project::Project::find()?, &options),
        cli::Verb::Simulate(options) => simulate::run(&project::Project::find()?, &options),
        cli::Verb::Fuzz(options) => fuzz::run(&project::Project::find()?, &options),
        cli::Verb::Release(options) => release::run(&project::Project::find()?, &options),
        cli::Verb::Audit(options) => audit::run(&project::Project::find()?, &options),
        cli::Verb::Docs => docs::run(&project::Project::find()?),
        cli::Verb::Bench(options) => bench::run(&project::Project::find()?, &options),
    }
}
