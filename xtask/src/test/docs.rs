//! Checks that the API reference builds without a warning: each of its two halves counts as a test.

use super::{Context, Outcome};
use crate::docs;
use crate::tools::combined;
use anyhow::Result;

pub fn run(context: &Context) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    for half in docs::halves(context.project, context.built()?)? {
        let (output, success) = combined(&half.command)?;
        outcome.check(half.name, success, &output);
    }
    Ok(outcome)
}
