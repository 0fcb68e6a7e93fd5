//! Everything a person types in this project is `cargo xtask <verb>`.
//!
//! ```text
//! cli      the verbs and their flags
//! project  where things are
//! build/   Rust to wasm, wasm to pkg/dist, pkg to a tarball that is checked
//! test/    the suites, what each prints counted into one last line
//! demo     the emulator, an app created from each runtime, and the page
//! simulate the simulation, for as long as one likes
//! fuzz     the fuzz targets, likewise
//! release/ what a release would upload, and what is open before it
//! audit    licences, sources, duplicates, signatures
//! docs     the API reference
//! bench    what the package costs, against what people would use instead
//! tools/   programs that this one needs from the machine, found or named as missing
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
