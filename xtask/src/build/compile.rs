//! Rust to wasm, and whether what follows has to be done again.

use super::module::Module;
use crate::project::{Project, cargo};
use crate::tools::rust::WASM;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::{env, fs};

pub fn compile(project: &Project, module: &Module) -> Result<PathBuf> {
    // Both modules are one crate and so one file name: in one directory, each would have to be built again every time.
    let target = match module.name {
        "core" => project.target().to_owned(),
        name => project.scratch().join(name),
    };
    // The first time takes a minute, and cargo shows how far it is.
    let quiet = module.wasm(project).exists().then_some("--quiet");
    let arguments = [
        "build",
        "--lib",
        "--release",
        "--package",
        "descope-outbound",
        "--target",
        WASM,
    ]
    .iter()
    .chain(module.features)
    .chain(&quiet);
    println!("{}: Rust to wasm …", module.name);
    duct::cmd(cargo(), arguments)
        .env("CARGO_TARGET_DIR", &target)
        .dir(&project.root)
        .run()
        .with_context(|| format!("the {} does not compile for {WASM}", module.name))?;
    Ok(target.join(WASM).join("release/descope_outbound.wasm"))
}

/// The wasm that the files in dist/ were last made from. Comparing it whole is cheap, and right where times are not.
pub struct Fresh {
    pub artefact: PathBuf,
    last: PathBuf,
    made: PathBuf,
}

impl Fresh {
    pub fn of(project: &Project, module: &Module, artefact: PathBuf) -> Result<Self> {
        let scratch = project.scratch();
        fs::create_dir_all(&scratch)?;
        Ok(Self {
            artefact,
            last: scratch.join(module.name).with_extension("wasm"),
            made: module.file(project, "_bg.wasm.js"),
        })
    }

    pub fn is_current(&self) -> Result<bool> {
        let modified = |path: &Path| fs::metadata(path).and_then(|metadata| metadata.modified());
        // This program decides what dist/ looks like, so a newer one starts over.
        let builder = modified(&env::current_exe()?)?;
        Ok(modified(&self.made).is_ok_and(|made| made > builder)
            && fs::read(&self.last).is_ok_and(|last| fs::read(&self.artefact).is_ok_and(|now| now == last)))
    }

    pub fn remember(&self) -> Result<()> {
        fs::copy(&self.artefact, &self.last)?;
        Ok(())
    }
}
