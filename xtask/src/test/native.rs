//! The core, the emulator and their simulation, without any wasm; and this program's own tests.

use super::count::Count;
use super::{Context, Outcome};
use crate::project::cargo;
use crate::tools::combined;
use anyhow::Result;

pub fn run(context: &Context) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    // One after the other: built together, cargo would unite the features of what they depend on, and build it all again.
    for package in [&["descope-outbound", "--features", "emulator"][..], &["xtask"]] {
        let arguments = ["test", "--quiet", "--no-fail-fast", "--package"].iter().chain(package);
        let (output, success) = combined(&duct::cmd(cargo(), arguments).dir(&context.project.root))?;
        outcome.add(Count::of_libtest(&output, success), &output);
    }
    Ok(outcome)
}
