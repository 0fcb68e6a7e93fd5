//! Remaps this machine's source paths, which panics name: otherwise no two machines would make the same wasm, and each
//! would reveal the home directory that it was built in.

use crate::project::Project;
use anyhow::{Context, Result};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// The prefix that replaces the folders of crates' sources.
pub const CRATES: &str = "/cargo";

/// Returns flags for `CARGO_ENCODED_RUSTFLAGS`: a space in a path ends no flag there, and no setting of the user's
/// overrides it.
pub fn rustflags(project: &Project) -> Result<Vec<String>> {
    let mut flags = Vec::new();
    for registry in registries()? {
        flags.push(flag(&registry, CRATES));
    }
    flags.push(standard_library(project)?);
    Ok(flags)
}

/// Returns the source folder of each registry, with a hash of its URL in its name. They exist: this program is built
/// from them.
fn registries() -> Result<Vec<PathBuf>> {
    let home = cargo_home().context("neither CARGO_HOME nor a home directory is set")?;
    let Ok(entries) = fs::read_dir(home.join("registry/src")) else {
        return Ok(Vec::new());
    };
    let mut folders = Vec::new();
    for entry in entries {
        folders.push(entry?.path());
    }
    folders.sort();
    Ok(folders)
}

pub fn cargo_home() -> Option<PathBuf> {
    env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(env::home_dir()?.join(".cargo")))
}

/// If the component rust-src is installed, rustc names its files instead of those that the toolchain was built from.
fn standard_library(project: &Project) -> Result<String> {
    let rustc = |arguments: &[&str]| duct::cmd("rustc", arguments).dir(&project.root).read();
    let sysroot = rustc(&["--print", "sysroot"])?;
    let version = rustc(&["-vV"])?;
    let commit = version
        .lines()
        .find_map(|line| line.strip_prefix("commit-hash: "))
        .context("rustc -vV names no commit")?;
    let sources = Path::new(sysroot.trim()).join("lib/rustlib/src/rust");
    Ok(flag(&sources, &format!("/rustc/{commit}")))
}

fn flag(from: &Path, to: &str) -> String {
    format!("--remap-path-prefix={}={to}", from.display())
}
