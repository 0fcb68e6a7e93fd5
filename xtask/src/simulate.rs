//! Runs `tests/simulation`, optimized, for more seeds than CI has time for.

use crate::cli::SimulateOptions;
use crate::project::{Project, cargo};
use anyhow::{Context, Result};
use std::process::ExitCode;
use std::time::Instant;

pub fn run(project: &Project, options: &SimulateOptions) -> Result<ExitCode> {
    let arguments =
        "test --quiet --release --package descope-outbound --features emulator --test simulation -- --nocapture";
    let command = duct::cmd(cargo(), arguments.split(' ')).dir(&project.root).unchecked();
    let command = match options.replay {
        Some(seed) => command.env("SIMULATION_REPLAY", seed.to_string()),
        None => command
            .env("SIMULATION_FIRST", options.first.to_string())
            .env("SIMULATION_SEEDS", options.seeds.to_string()),
    };
    let start = Instant::now();
    let succeeded = command.run().context("cargo does not start")?.status.success();
    if !succeeded {
        return Ok(ExitCode::FAILURE);
    }
    if options.replay.is_none() {
        let seconds = start.elapsed().as_secs();
        println!(
            "{} seeds from {} on, every invariant held, {seconds} s",
            options.seeds, options.first
        );
    }
    Ok(ExitCode::SUCCESS)
}
