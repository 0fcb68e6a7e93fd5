//! Browsers, from the system: no package registry carries one that a tool may download here. `tests/runtimes/harness/tools.mjs`
//! finds them, and says how a person gets one that is missing.

use super::{apt, find_program};
use anyhow::{Context, Result};
use std::env;
use std::path::PathBuf;

pub struct Browser {
    /// The environment variable that may hold its path.
    variable: &'static str,
    /// A program that is on PATH where the packages are installed.
    names: &'static [&'static str],
    /// Debian's.
    packages: &'static [&'static str],
}

pub static CHROMIUM: Browser = Browser {
    variable: "CHROMIUM",
    names: &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
    packages: &["chromium"],
};

pub static FIREFOX: Browser = Browser {
    variable: "FIREFOX",
    names: &["firefox-esr", "firefox"],
    packages: &["firefox-esr"],
};

pub static WEBKIT: Browser = Browser {
    variable: "MINIBROWSER",
    names: &["WebKitWebDriver"],
    packages: &["webkit2gtk-driver", "xvfb"],
};

impl Browser {
    /// Installs it where it is missing and this user may.
    pub fn ensure(&self) -> Result<()> {
        if env::var_os(self.variable).is_none() && find_program(self.names, &[]).is_none() {
            apt::install(self.packages)?;
        }
        Ok(())
    }

    /// Its program, installed where it was missing.
    pub fn program(&self) -> Result<PathBuf> {
        self.ensure()?;
        let named = env::var_os(self.variable).map(PathBuf::from);
        let program = named.or_else(|| find_program(self.names, &[]));
        program.with_context(|| format!("there is no {}; set {}", self.packages.join(" "), self.variable))
    }
}
