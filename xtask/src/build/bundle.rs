//! Runs the scripts of `xtask/bundle`, which make the declarations and the bundles of `dist/`.

use crate::project::Project;
use crate::tools::{argument, npm::Tools};
use anyhow::{Context, Result};

/// Runs a script with its arguments.
pub fn run(project: &Project, tools: &Tools, command: &str) -> Result<()> {
    let mut words = command.split(' ');
    let script = project.root.join("xtask/bundle").join(words.next().unwrap_or_default());
    duct::cmd(
        &tools.node,
        [argument(&script)].into_iter().chain(words.map(Into::into)),
    )
    .stdout_to_stderr()
    .run()
    .with_context(|| format!("xtask/bundle/{command} failed: see above"))?;
    Ok(())
}
