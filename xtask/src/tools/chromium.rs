//! Chromium and its driver, from the system: no package registry carries a browser that a tool may download here.

use super::find_program;
use anyhow::{Result, bail};
use std::env;
use std::path::PathBuf;

const HOW: &str = "install them (Debian and Ubuntu: `sudo apt-get install chromium chromium-driver`; macOS: \
                   `brew install --cask chromium chromedriver`), or set CHROMIUM and CHROMEDRIVER to their paths";

/// What keeps the browser off the network and working as root in a container.
pub const FLAGS: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
];

pub struct Chromium {
    pub browser: PathBuf,
    pub driver: PathBuf,
}

impl Chromium {
    pub fn ensure() -> Result<Self> {
        if let Some(found) = Self::find() {
            return Ok(found);
        }
        if find_program(&["apt-get"], &[]).is_some() && is_root() {
            println!("Installing Chromium and its driver with apt-get …");
            let quiet = |arguments: &[&str]| {
                duct::cmd("apt-get", arguments)
                    .env("DEBIAN_FRONTEND", "noninteractive")
                    .stdin_null()
                    .stderr_to_stdout()
                    .stdout_capture()
                    .unchecked()
                    .run()
            };
            // A stale list may still hold the packages, so only the second command decides.
            quiet(&["update"])?;
            let output = quiet(&[
                "install",
                "--yes",
                "--no-install-recommends",
                "chromium",
                "chromium-driver",
            ])?;
            if let Some(found) = Self::find() {
                return Ok(found);
            }
            bail!(
                "apt-get brought no Chromium:\n{}\n{HOW}",
                String::from_utf8_lossy(&output.stdout)
            );
        }
        bail!("Chromium and ChromeDriver are not here: {HOW}");
    }

    fn find() -> Option<Self> {
        let set = |variable| env::var_os(variable).map(PathBuf::from).filter(|path| path.is_file());
        let browser = set("CHROMIUM").or_else(|| {
            find_program(
                &[
                    "chromium",
                    "chromium-browser",
                    "google-chrome",
                    "google-chrome-stable",
                    "chrome",
                ],
                &[
                    "/Applications/Chromium.app/Contents/MacOS/Chromium",
                    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
                    "C:/Program Files/Google/Chrome/Application/chrome.exe",
                ],
            )
        })?;
        let driver = set("CHROMEDRIVER").or_else(|| {
            find_program(
                &["chromedriver"],
                &[
                    "/usr/lib/chromium/chromedriver",
                    "/usr/lib/chromium-browser/chromedriver",
                ],
            )
        })?;
        Some(Self { browser, driver })
    }
}

fn is_root() -> bool {
    duct::cmd!("id", "-u").read().is_ok_and(|id| id == "0")
}
