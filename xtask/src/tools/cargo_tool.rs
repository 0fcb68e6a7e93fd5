//! Programs of `cargo install`, which takes a minute or more: users install them on their own.

use super::find_program;
use anyhow::{Context, Result};
use std::path::PathBuf;

pub fn find(name: &str) -> Result<PathBuf> {
    find_program(&[name], &[]).with_context(|| format!("{name} is not here: `cargo install --locked {name}`"))
}
