//! The bounds of all that is counted: bytes, allocations, instructions, calls into wasm. They are in
//! `benches/bounds.mjs`.

use super::{Context, Outcome};
use crate::bench;
use crate::tools::combined;
use anyhow::Result;

pub fn run(context: &Context) -> Result<Outcome> {
    let command = bench::check_counts(context.project, context.built()?)?;
    Ok(Outcome::of_lines(combined(&command.dir(&context.project.root))?))
}
