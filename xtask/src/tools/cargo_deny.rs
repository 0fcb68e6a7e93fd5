//! cargo-deny, which takes minutes to compile: whoever audits installs it.

use super::find_program;
use anyhow::{Context, Result};
use std::path::PathBuf;

pub fn find() -> Result<PathBuf> {
    find_program(&["cargo-deny"], &[])
        .context("cargo-deny is not here: `cargo install --locked cargo-deny`, which takes some minutes")
}
