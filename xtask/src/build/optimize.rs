//! wasm-opt.

use super::module::Module;
use crate::project::Project;
use crate::tools::{argument, npm::Tools};
use anyhow::{Context, Result};

/// The features that rustc's wasm32 target and wasm-bindgen emit. wasm-opt must know them to read the file.
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// `-Oz` gives the smallest file, though the levels from `-O` on lie within a percent of each other.
pub fn optimize(project: &Project, tools: &Tools, module: &Module) -> Result<()> {
    println!("{}: wasm-opt …", module.name);
    let wasm = module.wasm(project);
    let mut arguments = vec![argument(&wasm), "-o".into(), argument(&wasm)];
    arguments.extend(
        ["-Oz", "--strip-target-features"]
            .iter()
            .chain(FEATURES)
            .map(Into::into),
    );
    tools
        .run("binaryen/bin/wasm-opt", arguments)?
        .run()
        .with_context(|| format!("wasm-opt refuses {}", wasm.display()))?;
    Ok(())
}
