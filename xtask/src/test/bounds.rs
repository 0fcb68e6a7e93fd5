//! What must not grow, where it is a count: bytes, allocations, instructions, crossings of the border to wasm. The bounds
//! stand in `benches/bounds.mjs`.

use super::count::Count;
use super::{Context, Outcome};
use crate::bench;
use crate::tools::combined;
use anyhow::Result;

pub fn run(context: &Context) -> Result<Outcome> {
    let command = bench::check_counts(context.project, context.built()?)?;
    let (output, success) = combined(&command.dir(&context.project.root))?;
    Ok(Outcome {
        count: Count::of_lines(&output, success),
        output,
    })
}
