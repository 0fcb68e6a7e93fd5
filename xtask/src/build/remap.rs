//! Where this machine keeps sources, which panics name: with that in it, no two machines would make the same wasm, and
//! each would tell whose home it was made in.

use crate::project::Project;
use anyhow::{Context, Result};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// The prefixes that stand for the sources of crates.
pub const CRATES: &str = "/cargo";

/// For `CARGO_ENCODED_RUSTFLAGS`, where no space in a path can end a flag, and which no setting of the person's overrides.
pub fn rustflags(project: &Project) -> Result<Vec<String>> {
    let mut flags = Vec::new();
    for registry in registries()? {
        flags.push(flag(&registry, CRATES));
    }
    flags.push(standard_library(project)?);
    Ok(flags)
}

/// One folder a registry, with a hash of its address in its name. They are there: this program is made from some of them.
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

/// Where the component rust-src is installed, rustc names its files instead of those that the toolchain was made from.
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
