//! The client in Rust over the host's `fetch`: `tests/web`, compiled to wasm, in Node and in browsers.
//!
//! wasm-bindgen's own runner is not used: it has to be installed, which takes minutes, and wants a WebDriver for each
//! browser, which Debian has for one of them. A page that posts its results needs neither.

use super::count::Count;
use super::{Context, Outcome};
use crate::project::cargo;
use crate::tools::browser::Browser;
use crate::tools::rust::WASM;
use crate::tools::{argument, node};
use anyhow::{Context as _, Result, bail};
use std::ffi::OsString;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;
use wasm_bindgen_cli_support::Bindgen;

/// A run takes ten seconds, and a browser a while to start.
const PATIENCE: Duration = Duration::from_secs(120);

pub fn in_node(context: &Context) -> Result<Outcome> {
    let folder = glue(context)?;
    let server = Server::start(context, &folder)?;
    let script = context.project.tests().join("web/node.mjs");
    let arguments = [argument(&script), argument(&folder), server.origin.clone().into()];
    let (output, success) = crate::tools::combined(&duct::cmd(node::find()?, arguments))?;
    Ok(outcome(output, success))
}

pub fn in_chromium(context: &Context) -> Result<Outcome> {
    in_browser(context, &crate::tools::browser::CHROMIUM, "--user-data-dir=", &["--headless", "--no-sandbox", "--disable-gpu"])
}

pub fn in_firefox(context: &Context) -> Result<Outcome> {
    in_browser(context, &crate::tools::browser::FIREFOX, "--profile", &["--headless", "--no-remote"])
}

fn in_browser(context: &Context, browser: &Browser, profile_option: &str, options: &[&str]) -> Result<Outcome> {
    let folder = glue(context)?;
    let server = Server::start(context, &folder)?;
    let installed = browser.ensure()?;
    let (_, program) = installed.variables().next().context("a browser has a program")?;
    let profile = tempfile::tempdir()?;
    let mut command = Command::new(program);
    command.args(options);
    if profile_option.ends_with('=') {
        let mut option = OsString::from(profile_option);
        option.push(profile.path());
        command.arg(option);
    } else {
        command.arg(profile_option).arg(profile.path());
    }
    command.arg(format!("{}/page.html", server.origin));
    let browser = Running(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?);
    let mut output = String::new();
    loop {
        match server.lines.recv_timeout(PATIENCE) {
            Ok(line) if line == "end" => break,
            Ok(line) => output += &format!("{line}\n"),
            Err(_) => bail!("the page has said nothing for {} s:\n{output}", PATIENCE.as_secs()),
        }
    }
    drop(browser);
    Ok(outcome(output, true))
}

fn outcome(output: String, success: bool) -> Outcome {
    Outcome {
        count: Count::of_lines(&output, success),
        output,
    }
}

/// The cases as wasm, with their glue and their page.
fn glue(context: &Context) -> Result<PathBuf> {
    let project = context.project;
    let build = ["build", "--quiet", "--package", "descope-outbound", "--example", "web_cases", "--target", WASM];
    duct::cmd(cargo(), build).dir(&project.root).run().context("the cases do not compile")?;
    let folder = project.scratch().join("web");
    Bindgen::new()
        .input_path(project.target().join(WASM).join("debug/examples/web_cases.wasm"))
        .web(true)?
        .typescript(false)
        .generate(&folder)
        .context("wasm-bindgen cannot make the glue of the cases")?;
    fs::copy(project.tests().join("web/page.html"), folder.join("page.html"))?;
    Ok(folder)
}

/// The emulators, and what pages say.
struct Server {
    origin: String,
    lines: Receiver<String>,
    _running: Running,
}

impl Server {
    fn start(context: &Context, folder: &Path) -> Result<Self> {
        let project = context.project;
        let build = ["build", "--quiet", "--package", "descope-outbound", "--features", "emulator", "--example", "web_server"];
        duct::cmd(cargo(), build).dir(&project.root).run().context("the emulators do not compile")?;
        let program = project.target().join("debug/examples/web_server").with_extension(std::env::consts::EXE_EXTENSION);
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

/// Ends with what it is needed for.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
