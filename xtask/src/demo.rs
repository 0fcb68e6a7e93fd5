//! A newcomer's first impression: the package as npm installs it, at work in every runtime. `xtask/demo/` has the code,
//! in JavaScript, since it starts four runtimes and serves a page.

use crate::build;
use crate::cli::DemoOptions;
use crate::project::Project;
use crate::tools::{argument, exit_code};
use anyhow::{Context, Result};
use std::process::ExitCode;

pub fn run(project: &Project, options: &DemoOptions) -> Result<ExitCode> {
    let built = build::run(project)?;
    let mut arguments = vec![
        argument(&project.root.join("xtask/demo/demo.mjs")),
        "--package".into(),
        argument(&built.package),
    ];
    if options.web {
        arguments.extend(["--web".into(), "--port".into(), options.port.to_string().into()]);
    }
    let output = duct::cmd(&built.tools.node, arguments)
        .unchecked()
        .run()
        .context("the demo does not start")?;
    Ok(exit_code(output.status.success()))
}
