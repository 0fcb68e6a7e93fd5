//! Bundles the hand-written JavaScript with esbuild: see `xtask/bundle/main.mjs`.

use crate::project::Project;
use crate::tools::{argument, npm::Tools};
use anyhow::{Context, Result};

/// Writes a part of dist/; the program names the parts.
pub fn write(project: &Project, tools: &Tools, part: &str) -> Result<()> {
    let script = project.root.join("xtask/bundle/main.mjs");
    duct::cmd(&tools.node, [argument(&script), part.into()])
        .run()
        .with_context(|| format!("the bundles cannot be made ({part}): see above"))?;
    Ok(())
}
