//! Browsers from the system: package registries do not carry them. `tests/runtimes/harness/tools.mjs` finds them, and
//! says how to install a missing one.

use super::{apt, find_program};
use anyhow::Result;
use std::env;

pub struct Browser {
    /// The environment variable that may hold its path.
    variable: &'static str,
    /// The names of the program on PATH, once the packages are installed.
    names: &'static [&'static str],
    /// Debian's packages.
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
    /// Installs the browser if it is missing and this user may install it.
    pub fn ensure(&self) -> Result<()> {
        if env::var_os(self.variable).is_none() && find_program(self.names, &[]).is_none() {
            apt::install(self.packages)?;
        }
        Ok(())
    }
}
