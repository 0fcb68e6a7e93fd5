//! tests/boundary.rs in a JavaScript engine. Cargo compiles it and hands the wasm file to a runner, which is this program
//! again under a hidden verb: wasm-bindgen's own runner is a library, of the version that Cargo.lock pins.

use super::count::Count;
use super::{Context, Outcome};
use crate::project::cargo;
use crate::tools::browser::{CHROMIUM, CHROMIUM_FLAGS};
use crate::tools::rust::WASM;
use crate::tools::{argument, combined};
use anyhow::{Context as _, Result};
use std::ffi::OsString;
use std::{env, fs};

pub fn node(context: &Context) -> Result<Outcome> {
    // "Experimental" is what it calls ES modules, which the error classes' snippet needs.
    run(context, &[("WASM_BINDGEN_USE_NODE_EXPERIMENTAL", "1".into())])
}

pub fn chromium(context: &Context) -> Result<Outcome> {
    let chromium = context.browser(&CHROMIUM)?;
    let capabilities = serde_json::json!({
        "goog:chromeOptions": { "binary": chromium.path("CHROMIUM")?, "args": CHROMIUM_FLAGS }
    });
    let scratch = context.project.scratch();
    fs::create_dir_all(&scratch)?;
    let file = scratch.join("webdriver.json");
    fs::write(&file, capabilities.to_string()).with_context(|| format!("cannot write {}", file.display()))?;
    run(
        context,
        &[
            ("WASM_BINDGEN_USE_BROWSER", "1".into()),
            ("WASM_BINDGEN_TEST_WEBDRIVER_JSON", argument(&file)),
            ("WASM_BINDGEN_TEST_TIMEOUT", "120".into()),
            ("CHROMEDRIVER", argument(chromium.path("CHROMEDRIVER")?)),
        ],
    )
}

fn run(context: &Context, variables: &[(&str, OsString)]) -> Result<Outcome> {
    let own = env::current_exe()?;
    // An argument of its own rather than the environment variable, which is split at spaces.
    let runner = format!(
        "target.{WASM}.runner=[{:?}, \"wasm-test-runner\"]",
        own.display().to_string()
    );
    let mut command = duct::cmd!(
        cargo(),
        "test",
        "--package",
        "descope-outbound",
        "--target",
        WASM,
        "--test",
        "boundary",
        "--config",
        runner
    )
    .dir(&context.project.root);
    for (name, value) in variables {
        command = command.env(name, value);
    }
    let (output, success) = combined(&command)?;
    Ok(Outcome {
        count: Count::of_libtest(&output, success),
        output,
    })
}

/// The other side of `run`.
pub fn be_the_runner(arguments: Vec<OsString>) -> Result<()> {
    let program = OsString::from("wasm-bindgen-test-runner");
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(std::iter::once(program).chain(arguments))
}
