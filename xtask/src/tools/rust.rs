//! The wasm target of the toolchain in use.

use crate::project::Project;
use anyhow::{Context, Result, bail};
use std::path::Path;

pub const WASM: &str = "wasm32-unknown-unknown";

/// rust-toolchain.toml names the target, but rustup acts on that only if it may install without asking.
pub fn ensure_wasm_target(project: &Project) -> Result<()> {
    let sysroot = duct::cmd!("rustc", "--print", "sysroot")
        .dir(&project.root)
        .read()
        .context("rustc does not start: install Rust with rustup")?;
    let installed = || Path::new(&sysroot).join("lib/rustlib").join(WASM).join("lib").is_dir();
    if installed() {
        return Ok(());
    }
    println!("Adding the Rust target {WASM} …");
    let added = duct::cmd!("rustup", "target", "add", WASM).dir(&project.root).run();
    if added.is_err() || !installed() {
        bail!("Rust has no target {WASM} here: run `rustup target add {WASM}` in this directory");
    }
    Ok(())
}
