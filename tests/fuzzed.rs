//! Runs the checks of the fuzz targets on the stored inputs; `cargo xtask fuzz` finds new ones.

#![allow(missing_docs, reason = "a test's name says it")]
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    clippy::print_stdout,
    reason = "a test fails by panicking, and says of which input"
)]

use std::fs;
use std::path::{Path, PathBuf};

#[path = "../fuzz/src/lib.rs"]
mod fuzz;

/// Returns every stored input of the target in a folder of `fuzz/`.
fn kept(folder: &str, target: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz")
        .join(folder)
        .join(target);
    let entries = fs::read_dir(folder).into_iter().flatten();
    entries.map(|entry| entry.unwrap().path()).collect()
}

fn replay(folder: &str) -> usize {
    let mut replayed = 0;
    for (target, check) in fuzz::TARGETS {
        for input in kept(folder, target) {
            println!("{}", input.display());
            check(&fs::read(input).unwrap());
            replayed += 1;
        }
    }
    replayed
}

#[test]
fn no_seed_fails() {
    for (target, _) in fuzz::TARGETS {
        assert!(!kept("seeds", target).is_empty(), "{target} starts from nothing");
    }
    replay("seeds");
}

#[test]
fn what_once_failed_fails_no_more() {
    assert!(replay("regressions") > 0);
}
