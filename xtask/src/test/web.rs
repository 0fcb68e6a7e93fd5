//! The client in Rust over the host's `fetch`: builds `tests/web` and two examples as wasm, and `tests/web/run.mjs` runs
//! them in Node, workerd and browsers.
//!
//! wasm-bindgen's own runner is not used: installing it takes minutes, and it needs a driver for each browser, which
//! Debian has for one of them. A page that posts its results needs neither.

use super::{Context, Outcome, scripts};
use crate::project::{Project, cargo};
use crate::tools::rust::WASM;
use crate::tools::{argument, gzip, npm};
use anyhow::{Context as _, Result};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

pub fn in_node(context: &Context) -> Result<Outcome> {
    run(context, "node", &cases(context.project)?, &[])
}

/// Runs the cases in workerd, and the Worker of `examples/rust-worker`.
pub fn in_workerd(context: &Context) -> Result<Outcome> {
    // Miniflare is one of the npm tools.
    npm::Tools::ensure(context.project)?;
    let wasm = example(context.project, "rust-worker", "rust_worker.wasm")?;
    let worker = glue(context.project, &wasm, &[])?;
    let worker = ["--worker".into(), argument(&worker)];
    run(context, "workerd", &cases(context.project)?, &worker)
}

pub fn in_chromium(context: &Context) -> Result<Outcome> {
    run(context, "chromium", &cases(context.project)?, &[])
}

pub fn in_firefox(context: &Context) -> Result<Outcome> {
    run(context, "firefox", &cases(context.project)?, &[])
}

/// Runs the console of `examples/leptos-console`, driven by a page around it. Leaves its picture in `target/xtask/`.
pub fn console(context: &Context) -> Result<Outcome> {
    let wasm = example(context.project, "leptos-console", "leptos-console.wasm")?;
    let pages = ["examples/leptos-console/index.html", "tests/web/console.html"];
    let folder = glue(context.project, &wasm, &pages)?;
    let picture = context.project.scratch().join("leptos-console.png");
    run(context, "console", &folder, &["--picture".into(), argument(&picture)])
}

fn run(context: &Context, place: &str, glue: &Path, options: &[OsString]) -> Result<Outcome> {
    let project = context.project;
    let emulators = "--features emulator --example web_server";
    build(project, project.target(), emulators).context("the emulators do not compile")?;
    let server = project.target().join("debug/examples/web_server");
    let server = server.with_extension(std::env::consts::EXE_EXTENSION);
    let mut arguments = vec![place.into(), "--server".into(), argument(&server)];
    arguments.extend(["--glue".into(), argument(glue)]);
    arguments.extend_from_slice(options);
    scripts::run(context, "web/run.mjs", arguments)
}

/// The maximum number of bytes that the client adds to a wasm that does the same by hand: checks, retries,
/// reconciliation.
const MOST_ADDED: usize = 230_000;

/// Compares two release builds that create an app, after wasm-bindgen and without names.
pub fn size(context: &Context) -> Result<Outcome> {
    let (client, by_hand) = (release(context, "size_client")?, release(context, "size_by_hand")?);
    let bytes = client.len().saturating_sub(by_hand.len());
    let name = format!(
        "the client adds {bytes} bytes: {} ({} gzip) instead of {} ({} gzip)",
        client.len(),
        gzip(&client)?.len(),
        by_hand.len(),
        gzip(&by_hand)?.len(),
    );
    let mut outcome = Outcome::default();
    outcome.check(&name, bytes <= MOST_ADDED, "");
    Ok(outcome)
}

fn release(context: &Context, example: &str) -> Result<Vec<u8>> {
    let project = context.project;
    let options = format!("--release --example {example} --target {WASM}");
    build(project, project.target(), &options).with_context(|| format!("{example} does not compile"))?;
    let wasm = format!("{WASM}/release/examples/{example}.wasm");
    let folder = glue(project, &project.target().join(wasm), &[])?;
    Ok(fs::read(folder.join(format!("{example}_bg.wasm")))?)
}

/// Builds the cases as wasm, with their glue and their page.
fn cases(project: &Project) -> Result<PathBuf> {
    let options = format!("--example web_cases --target {WASM}");
    build(project, project.target(), &options).context("the cases do not compile")?;
    let wasm = project.target().join(WASM).join("debug/examples/web_cases.wasm");
    glue(project, &wasm, &["tests/web/page.html"])
}

/// Builds the wasm of an example that is a workspace of its own.
fn example(project: &Project, name: &str, wasm: &str) -> Result<PathBuf> {
    let target = project.target().join(name);
    let options = format!("--locked --manifest-path examples/{name}/Cargo.toml --target {WASM}");
    build(project, &target, &options).with_context(|| format!("examples/{name} does not compile"))?;
    Ok(target.join(WASM).join("debug").join(wasm))
}

fn build(project: &Project, target: &Path, options: &str) -> Result<()> {
    let command = duct::cmd(cargo(), ["build", "--quiet"].into_iter().chain(options.split(' ')));
    command.dir(&project.root).env("CARGO_TARGET_DIR", target).run()?;
    Ok(())
}

/// Makes a folder with a wasm file as browsers load it, and pages.
fn glue(project: &Project, wasm: &Path, pages: &[&str]) -> Result<PathBuf> {
    let folder = project.scratch().join(wasm.file_stem().context("a file has a name")?);
    Bindgen::new()
        .input_path(wasm)
        .web(true)?
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(&folder)
        .with_context(|| format!("wasm-bindgen cannot make the glue of {}", wasm.display()))?;
    for page in pages {
        let page = project.root.join(page);
        fs::copy(&page, folder.join(page.file_name().context("a page has a name")?))?;
    }
    Ok(folder)
}
