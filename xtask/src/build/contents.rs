//! Checks that the package holds exactly what `contents.txt` lists. The runtimes and bundlers of `tests/` find imports
//! of missing files.

use anyhow::{Result, bail};
use std::collections::BTreeSet;

pub fn check(packed: &BTreeSet<String>) -> Result<()> {
    let listed: BTreeSet<String> = include_str!("contents.txt").lines().map(str::to_owned).collect();
    if *packed == listed {
        return Ok(());
    }
    let missing: Vec<_> = listed.difference(packed).collect();
    let superfluous: Vec<_> = packed.difference(&listed).collect();
    bail!(
        "the tarball is not what xtask/src/build/contents.txt lists: missing {missing:?}, superfluous {superfluous:?}"
    );
}
