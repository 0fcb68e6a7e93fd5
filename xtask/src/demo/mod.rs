//! What a newcomer sees first.

use crate::cli::DemoOptions;
use crate::project::Project;
use anyhow::{Result, bail};
use std::process::ExitCode;

pub fn run(_project: &Project, _options: &DemoOptions) -> Result<ExitCode> {
    bail!("not there yet");
}
