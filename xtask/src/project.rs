//! The folders of the project.

use anyhow::{Context, Result};
use serde_json::Value;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{env, fs};

pub struct Project {
    pub root: PathBuf,
    /// The crate's version.
    pub version: String,
    /// Whether the crate's manifest names a repository.
    pub names_repository: bool,
    /// Cargo's target directory, wherever the user has put it.
    target: PathBuf,
}

impl Project {
    pub fn find() -> Result<Self> {
        // The run-time variable comes first: one target directory, and so one binary, may serve several clones.
        let manifest = env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").to_owned());
        let root = Path::new(&manifest)
            .parent()
            .context("xtask/ has no parent directory")?
            .to_owned();
        Self::at(root)
    }

    pub fn at(root: PathBuf) -> Result<Self> {
        let metadata = duct::cmd!(cargo(), "metadata", "--no-deps", "--format-version=1")
            .dir(&root)
            .read()
            .context("cargo metadata failed")?;
        let metadata: Value = serde_json::from_str(&metadata)?;
        let target = metadata["target_directory"]
            .as_str()
            .context("cargo metadata names no target directory")?
            .into();
        let package = metadata["packages"]
            .as_array()
            .and_then(|packages| packages.iter().find(|package| package["name"] == "descope-outbound"))
            .context("cargo metadata names no descope-outbound")?;
        Ok(Self {
            root,
            version: package["version"].as_str().unwrap_or_default().to_owned(),
            names_repository: package["repository"].is_string(),
            target,
        })
    }

    /// Reads pkg/package.json.
    pub fn package_json(&self) -> Result<Value> {
        let file = self.pkg().join("package.json");
        let text = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        Ok(serde_json::from_str(&text)?)
    }

    /// Finds the project, with a target directory that nothing shares, whatever the environment says.
    pub fn isolated(root: PathBuf) -> Result<Self> {
        let target = root.join("target");
        Ok(Self {
            target,
            ..Self::at(root)?
        })
    }

    pub fn pkg(&self) -> PathBuf {
        self.root.join("pkg")
    }

    pub fn dist(&self) -> PathBuf {
        self.root.join("pkg/dist")
    }

    /// Returns the folder of the npm tools: a package.json at the top would make the crate look like a package.
    pub fn tests(&self) -> PathBuf {
        self.root.join("tests")
    }

    /// Returns the folder of the measurements, and of the packages that they compare with.
    pub fn benches(&self) -> PathBuf {
        self.root.join("benches")
    }

    pub fn target(&self) -> &Path {
        &self.target
    }

    /// Returns the folder of this program's own files.
    pub fn scratch(&self) -> PathBuf {
        self.target.join("xtask")
    }
}

/// Returns the cargo that started this program, so that the toolchain stays the same.
pub fn cargo() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}
