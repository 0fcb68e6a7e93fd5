//! Programs that `cargo install` brings, which takes a minute or some: whoever needs one installs it.

use super::find_program;
use anyhow::{Context, Result};
use std::path::PathBuf;

pub fn find(name: &str) -> Result<PathBuf> {
    find_program(&[name], &[]).with_context(|| format!("{name} is not here: `cargo install --locked {name}`"))
}
