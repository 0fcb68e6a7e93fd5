//! The licences of the bundled libraries: each must accompany its code.

use crate::project::Project;
use anyhow::{Context, Result};
use serde_json::Value;
use std::fmt::Write as _;
use std::fs;

/// The libraries that `pkg/provision`, `pkg/bin` and `www` import, none of which is installed with the package.
const PACKED: &[&str] = &["@bomb.sh/tab", "commander", "picocolors", "preact", "yaml"];

pub const FILE: &str = "LICENSE-THIRD-PARTY";

/// An npm package that the bundles hold a part of.
pub struct Packed {
    pub name: &'static str,
    pub version: String,
    /// The SPDX expression.
    pub license: String,
    /// `None` if the package has no licence file, as one of them.
    text: Option<String>,
}

pub fn packed(project: &Project) -> Result<Vec<Packed>> {
    let read = |&name| {
        let folder = project.tests().join("node_modules").join(name);
        let package =
            fs::read_to_string(folder.join("package.json")).with_context(|| format!("{name} is not installed"))?;
        let package: Value = serde_json::from_str(&package)?;
        let member = |member: &str| package[member].as_str().unwrap_or_default().to_owned();
        Ok(Packed {
            name,
            version: member("version"),
            license: member("license"),
            text: fs::read_to_string(folder.join("LICENSE")).ok(),
        })
    };
    PACKED.iter().map(read).collect()
}

pub fn write(project: &Project) -> Result<()> {
    let mut text = String::from("Parts of these packages are in the files of dist/.\n");
    for package in packed(project)? {
        write!(text, "\n{} {}, {}\n", package.name, package.version, package.license)?;
        if let Some(license) = package.text {
            write!(text, "\n{}\n", license.trim())?;
        }
    }
    fs::write(project.pkg().join(FILE), text)?;
    Ok(())
}
