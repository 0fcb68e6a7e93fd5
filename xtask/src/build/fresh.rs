//! Decides whether cargo's output must go through wasm-bindgen and wasm-opt again.

use super::module::Module;
use crate::project::Project;
use anyhow::Result;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Files, and copies of them from the last build. Comparing whole files is cheap, and reliable where times are not: the
/// input may come from a cache, and dist/ from a build with another target directory.
pub struct Fresh {
    copies: [(PathBuf, PathBuf); 2],
}

impl Fresh {
    pub fn of(project: &Project, module: &Module, artefact: &Path) -> Result<Self> {
        let scratch = project.scratch();
        fs::create_dir_all(&scratch)?;
        let copy = |role| scratch.join(format!("{}.{role}.wasm", module.name));
        Ok(Self {
            copies: [
                (artefact.to_owned(), copy("input")),
                (module.wasm(project), copy("output")),
            ],
        })
    }

    pub fn is_current(&self) -> Result<bool> {
        let modified = |path: &Path| fs::metadata(path).and_then(|metadata| metadata.modified());
        // This program decides what dist/ looks like, so a newer one starts over.
        let builder = modified(&env::current_exe()?)?;
        let is_same = |(file, copy): &(PathBuf, PathBuf)| -> io::Result<bool> {
            Ok(modified(copy)? > builder && fs::read(file)? == fs::read(copy)?)
        };
        Ok(self.copies.iter().all(|pair| is_same(pair).unwrap_or(false)))
    }

    pub fn remember(&self) -> Result<()> {
        for (file, copy) in &self.copies {
            fs::copy(file, copy)?;
        }
        Ok(())
    }
}
