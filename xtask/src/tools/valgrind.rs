//! Valgrind, which counts instructions: the count is the same on a busy machine as on an idle one.

use super::{apt, find_program};
use anyhow::{Result, bail};
use std::path::PathBuf;

const HOW: &str = "install it (Debian and Ubuntu: `sudo apt-get install valgrind`; other systems: their package \
                   `valgrind`, where there is one)";

pub fn ensure() -> Result<PathBuf> {
    if let Some(found) = find() {
        return Ok(found);
    }
    match (apt::install(&["valgrind"])?, find()) {
        (_, Some(found)) => Ok(found),
        (Some(output), None) => bail!("apt-get brought no Valgrind:\n{output}\n{HOW}"),
        (None, None) => bail!("Valgrind is not here: {HOW}"),
    }
}

fn find() -> Option<PathBuf> {
    find_program(&["valgrind"], &[])
}
