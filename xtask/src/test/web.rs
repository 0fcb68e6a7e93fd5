//! The client in Rust over the host's `fetch`: `tests/web`, compiled to wasm, in Node and in browsers.
//!
//! wasm-bindgen's own runner is not used: installing it takes minutes, and it needs a driver for each browser, which
//! Debian has for one of them. A page that posts its results needs neither.

use super::count::Count;
use super::{Context, Outcome};
use crate::project::{Project, cargo};
use crate::tools::browser::{Browser, CHROMIUM, FIREFOX};
use crate::tools::rust::WASM;
use crate::tools::{argument, combined, node, npm};
use anyhow::{Context as _, Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::ffi::OsString;
use std::fs;
use std::io::{BufRead, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;
use wasm_bindgen_cli_support::Bindgen;

/// The longest time to wait for a line: a run takes ten seconds, and a browser takes a while to start.
const PATIENCE: Duration = Duration::from_mins(2);

/// The way to start a browser.
struct Launch {
    browser: &'static Browser,
    /// The option for its profile's path, which follows directly, or as the next argument.
    profile: &'static str,
    options: &'static [&'static str],
}

static IN_CHROMIUM: Launch = Launch {
    browser: &CHROMIUM,
    profile: "--user-data-dir=",
    options: &["--headless", "--no-sandbox", "--disable-gpu", "--window-size=940,640"],
};

static IN_FIREFOX: Launch = Launch {
    browser: &FIREFOX,
    profile: "--profile",
    options: &["--headless", "--no-remote"],
};

pub fn in_node(context: &Context) -> Result<Outcome> {
    let folder = cases(context)?;
    let server = Server::start(context, &folder)?;
    let script = context.project.tests().join("web/node.mjs");
    let arguments = [argument(&script), argument(&folder), server.origin.clone().into()];
    let (output, success) = combined(&duct::cmd(node::find()?, arguments))?;
    Ok(outcome(output, success))
}

/// Runs the cases in workerd, and the Worker of `examples/rust-worker`.
pub fn in_workerd(context: &Context) -> Result<Outcome> {
    let (cases, worker) = (cases(context)?, worker(context)?);
    let server = Server::start(context, &cases)?;
    // Miniflare is one of the npm tools.
    let tools = npm::Tools::ensure(context.project)?;
    let script = context.project.tests().join("web/workerd.mjs");
    let arguments = [
        argument(&script),
        argument(&cases),
        argument(&worker),
        server.origin.clone().into(),
    ];
    let (output, success) = combined(&duct::cmd(tools.node, arguments))?;
    Ok(outcome(output, success))
}

pub fn in_chromium(context: &Context) -> Result<Outcome> {
    open(&IN_CHROMIUM, &Server::start(context, &cases(context)?)?, "page.html")
}

pub fn in_firefox(context: &Context) -> Result<Outcome> {
    open(&IN_FIREFOX, &Server::start(context, &cases(context)?)?, "page.html")
}

/// Runs the console of `examples/leptos-console`, driven by a page around it. Leaves its picture in `target/xtask/`.
pub fn console(context: &Context) -> Result<Outcome> {
    let folder = leptos(context)?;
    let server = Server::start(context, &folder)?;
    let outcome = open(&IN_CHROMIUM, &server, "console.html")?;
    let mut picture = OsString::from("--screenshot=");
    picture.push(context.project.scratch().join("leptos-console.png"));
    let profile = tempfile::tempdir()?;
    let mut command = launch(&IN_CHROMIUM, profile.path())?;
    command.args(["--virtual-time-budget=20000".into(), picture]);
    command.arg(format!("{}/console.html", server.origin)).status()?;
    Ok(outcome)
}

/// The maximum number of bytes that the client adds to a wasm that does the same by hand: checks, retries,
/// reconciliation.
const MOST_ADDED: usize = 230_000;

/// Compares two release builds that create an app, after wasm-bindgen and without names.
pub fn size(context: &Context) -> Result<Outcome> {
    let (client, by_hand) = (release(context, "size_client")?, release(context, "size_by_hand")?);
    let (bytes, zipped) = (client.len().saturating_sub(by_hand.len()), |wasm: &[u8]| gzip(wasm));
    let is_small = bytes <= MOST_ADDED;
    let verdict = if is_small { "ok" } else { "not ok" };
    let output = format!(
        "{verdict} - the client adds {bytes} bytes: {} ({} gzip) instead of {} ({} gzip)\n",
        client.len(),
        zipped(&client)?,
        by_hand.len(),
        zipped(&by_hand)?,
    );
    Ok(outcome(output, is_small))
}

fn release(context: &Context, example: &str) -> Result<Vec<u8>> {
    let project = context.project;
    let build = [
        "build",
        "--quiet",
        "--release",
        "--package",
        "descope-outbound",
        "--example",
        example,
        "--target",
        WASM,
    ];
    duct::cmd(cargo(), build)
        .dir(&project.root)
        .run()
        .with_context(|| format!("{example} does not compile"))?;
    let wasm = project
        .target()
        .join(WASM)
        .join("release/examples")
        .join(example)
        .with_extension("wasm");
    let folder = glue(project, &wasm, &[])?;
    Ok(fs::read(folder.join(format!("{example}_bg.wasm")))?)
}

fn gzip(bytes: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

/// Opens a page, and returns the results that it posts.
fn open(how: &Launch, server: &Server, page: &str) -> Result<Outcome> {
    let profile = tempfile::tempdir()?;
    let mut command = launch(how, profile.path())?;
    let browser = Running(command.arg(format!("{}/{page}", server.origin)).spawn()?);
    let mut output = String::new();
    loop {
        match server.lines.recv_timeout(PATIENCE) {
            Ok(line) if line == "end" => break,
            Ok(line) => output.extend([line.as_str(), "\n"]),
            Err(_) => bail!("the page has said nothing for {} s:\n{output}", PATIENCE.as_secs()),
        }
    }
    drop(browser);
    Ok(outcome(output, true))
}

fn launch(how: &Launch, profile: &Path) -> Result<Command> {
    let mut command = Command::new(how.browser.program()?);
    command.args(how.options).stdout(Stdio::null()).stderr(Stdio::null());
    if how.profile.ends_with('=') {
        let mut option = OsString::from(how.profile);
        option.push(profile);
        command.arg(option);
    } else {
        command.arg(how.profile).arg(profile);
    }
    Ok(command)
}

fn outcome(output: String, success: bool) -> Outcome {
    Outcome {
        count: Count::of_lines(&output, success),
        output,
    }
}

/// Builds the cases as wasm, with their glue and their page.
fn cases(context: &Context) -> Result<PathBuf> {
    let project = context.project;
    let build = "build --quiet --package descope-outbound --example web_cases --target";
    let command = duct::cmd(cargo(), build.split(' ').chain([WASM])).dir(&project.root);
    command.run().context("the cases do not compile")?;
    let wasm = project.target().join(WASM).join("debug/examples/web_cases.wasm");
    glue(project, &wasm, &["tests/web/page.html"])
}

/// Builds the console in Leptos, with the page that drives it.
fn leptos(context: &Context) -> Result<PathBuf> {
    let wasm = example(context.project, "leptos-console", "leptos-console.wasm")?;
    let pages = ["examples/leptos-console/index.html", "tests/web/console.html"];
    glue(context.project, &wasm, &pages)
}

/// Builds the Worker in Rust.
fn worker(context: &Context) -> Result<PathBuf> {
    let wasm = example(context.project, "rust-worker", "rust_worker.wasm")?;
    glue(context.project, &wasm, &[])
}

/// Builds the wasm of an example that is a workspace of its own.
fn example(project: &Project, name: &str, wasm: &str) -> Result<PathBuf> {
    let target = project.target().join(name);
    let manifest = project.root.join("examples").join(name).join("Cargo.toml");
    let build = ["build", "--quiet", "--locked", "--target", WASM, "--manifest-path"];
    let arguments = build.into_iter().map(OsString::from).chain([argument(&manifest)]);
    let command = duct::cmd(cargo(), arguments).dir(&project.root);
    command
        .env("CARGO_TARGET_DIR", &target)
        .run()
        .with_context(|| format!("examples/{name} does not compile"))?;
    Ok(target.join(WASM).join("debug").join(wasm))
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

/// The emulators, and the lines that pages post.
struct Server {
    origin: String,
    lines: Receiver<String>,
    _running: Running,
}

impl Server {
    fn start(context: &Context, folder: &Path) -> Result<Self> {
        let project = context.project;
        let build = "build --quiet --package descope-outbound --features emulator --example web_server";
        duct::cmd(cargo(), build.split(' '))
            .dir(&project.root)
            .run()
            .context("the emulators do not compile")?;
        let program = project
            .target()
            .join("debug/examples/web_server")
            .with_extension(std::env::consts::EXE_EXTENSION);
        let mut child = Command::new(program).arg(folder).stdout(Stdio::piped()).spawn()?;
        let printed = child.stdout.take().context("the emulators print nowhere")?;
        let running = Running(child);
        let (send, lines) = channel();
        thread::spawn(move || {
            let printed = BufReader::new(printed).lines().map_while(Result::ok);
            for line in printed {
                if send.send(line).is_err() {
                    break;
                }
            }
        });
        let origin = lines.recv_timeout(PATIENCE).context("the emulators do not start")?;
        Ok(Self {
            origin,
            lines,
            _running: running,
        })
    }
}

/// A process that is killed on drop.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
