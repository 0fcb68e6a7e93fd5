//! Runs the checks of `cargo xtask release --dry-run`, except those of the commit: a change is not a release yet.

use super::{Context, Outcome};
use crate::release;
use anyhow::Result;

pub fn run(context: &Context) -> Result<Outcome> {
    let (_, checks) = release::artefacts(context.project, &context.built()?.tools)?;
    let mut outcome = Outcome::default();
    for check in checks {
        outcome.check(&check.name, check.troubles.is_empty(), &check.troubles.join("\n"));
    }
    Ok(outcome)
}
