//! Runs the checks of `cargo xtask release --dry-run`, except those of the commit: a change is not a release yet.

use super::count::Count;
use super::{Context, Outcome};
use crate::release;
use anyhow::Result;

pub fn run(context: &Context) -> Result<Outcome> {
    let (_, checks) = release::artefacts(context.project, &context.built()?.tools)?;
    let mut outcome = Outcome::default();
    for check in checks {
        let passed = check.troubles.is_empty();
        let verdict = if passed { "ok" } else { "not ok" };
        let lines = std::iter::once(format!("{verdict} - {}", check.name)).chain(check.troubles);
        outcome.add(
            Count::of_check(passed),
            &lines.map(|line| line + "\n").collect::<String>(),
        );
    }
    Ok(outcome)
}
