//! The licences of the libraries that are packed into the bundles: each asks to travel with its code.

use crate::project::Project;
use anyhow::{Context, Result};
use serde_json::Value;
use std::fmt::Write as _;
use std::fs;

/// What `pkg/provision`, `pkg/bin` and `www` import, and nothing that is installed beside the package.
const PACKED: &[&str] = &["@bomb.sh/tab", "commander", "picocolors", "preact", "yaml"];

pub const FILE: &str = "LICENSE-THIRD-PARTY";

pub fn write(project: &Project) -> Result<()> {
    let mut text = String::from("Parts of these packages are in the files of dist/.\n");
    for name in PACKED {
        let folder = project.tests().join("node_modules").join(name);
        let package =
            fs::read_to_string(folder.join("package.json")).with_context(|| format!("{name} is not installed"))?;
        let package: Value = serde_json::from_str(&package)?;
        let says = |member: &str| package[member].as_str().unwrap_or_default();
        write!(text, "\n{name} {}, {}\n", says("version"), says("license"))?;
        // One of them comes without a text.
        if let Ok(license) = fs::read_to_string(folder.join("LICENSE")) {
            write!(text, "\n{}\n", license.trim())?;
        }
    }
    fs::write(project.pkg().join(FILE), text)?;
    Ok(())
}
