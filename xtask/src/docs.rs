//! The API reference: typedoc for the package, rustdoc for the crate. A warning of either is an error.

use crate::build::{self, Built};
use crate::project::{Project, cargo};
use crate::tools::argument;
use crate::tools::npm::Tools;
use crate::tools::rust::WASM;
use anyhow::{Context, Result, bail};
use flate2::read::GzDecoder;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The public entries, in the order of the reference.
const PUBLIC: &[&str] = &["index", "tokens", "provision", "proxy", "console", "emulator"];

pub struct Half {
    pub name: &'static str,
    pub command: duct::Expression,
    start: PathBuf,
}

pub fn run(project: &Project) -> Result<ExitCode> {
    let halves = halves(project, &build::run(project)?)?;
    for half in &halves {
        if !half.command.unchecked().run()?.status.success() {
            bail!("{} has warnings: see above", half.name);
        }
    }
    for half in halves {
        println!("{}", half.start.display());
    }
    Ok(ExitCode::SUCCESS)
}

pub fn halves(project: &Project, built: &Built) -> Result<[Half; 2]> {
    Ok([typescript(project, built)?, rust(project)])
}

/// Documents the types in the tarball, so that the reference describes what users get.
fn typescript(project: &Project, built: &Built) -> Result<Half> {
    let reference = project.root.join("docs/reference");
    let tools = Tools::of_folder(&reference, "typedoc")?;
    let unpacked = project.scratch().join("reference");
    unpack(&built.package, &unpacked)?;
    let settings = unpacked.join("tsconfig.json");
    fs::copy(reference.join("tsconfig.json"), &settings)?;
    let out = project.target().join("docs/typescript");
    let package = unpacked.join("package");
    let arguments = [
        "--options".into(),
        argument(&reference.join("typedoc.json")),
        "--tsconfig".into(),
        argument(&settings),
        "--readme".into(),
        argument(&project.root.join("README.md")),
        "--out".into(),
        argument(&out),
    ]
    .into_iter()
    .chain(
        PUBLIC
            .iter()
            .map(|entry| argument(&package.join(format!("dist/{entry}.d.cts")))),
    );
    Ok(Half {
        name: "typedoc",
        command: tools.run("typedoc/bin/typedoc", arguments)?.dir(&project.root),
        start: out.join("index.html"),
    })
}

fn unpack(tarball: &Path, folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    let file = File::open(tarball).with_context(|| format!("cannot read {}", tarball.display()))?;
    tar::Archive::new(GzDecoder::new(file)).unpack(folder)?;
    Ok(())
}

fn rust(project: &Project) -> Half {
    // Only wasm32 has all modules; the suites run the examples in the documentation natively.
    let arguments = "doc --quiet --package descope-outbound --no-deps --features emulator --target";
    Half {
        name: "rustdoc",
        command: duct::cmd(cargo(), arguments.split(' ').chain([WASM]))
            .env("RUSTDOCFLAGS", "--deny warnings")
            .dir(&project.root),
        start: project.target().join(WASM).join("doc/descope_outbound/index.html"),
    }
}
