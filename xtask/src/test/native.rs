//! Runs the tests of the core, the emulator and their simulation, without wasm; this program's own tests; and the crate
//! as packaged.

use super::count::Count;
use super::{Context, Outcome};
use crate::build;
use crate::project::cargo;
use crate::tools::combined;
use anyhow::Result;

pub fn run(context: &Context) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    // One after the other: built together, cargo would unify the features of their dependencies, and rebuild
    // everything.
    for package in [&["descope-outbound", "--features", "emulator"][..], &["xtask"]] {
        let arguments = ["test", "--quiet", "--no-fail-fast", "--package"].iter().chain(package);
        let (output, success) = combined(&duct::cmd(cargo(), arguments).dir(&context.project.root))?;
        outcome.add(Count::of_libtest(&output, success), &output);
    }
    Ok(outcome)
}

/// Runs the tests of the crate as crates.io would have it, unpacked.
pub fn packaged(context: &Context) -> Result<Outcome> {
    let project = context.project;
    let unpacked = build::package_crate(project)?.with_extension("");
    let command = duct::cmd!(cargo(), "test", "--quiet", "--no-fail-fast", "--features", "emulator")
        // The crate's dependencies are compiled there already.
        .env("CARGO_TARGET_DIR", project.target())
        .dir(unpacked);
    let (output, success) = combined(&command)?;
    Ok(Outcome {
        count: Count::of_libtest(&output, success),
        output,
    })
}
