//! Browsers and what drives them, from the system: no package registry carries one that a tool may download here.

use super::{apt, find_program};
use anyhow::{Context, Result, bail};
use std::env;
use std::path::{Path, PathBuf};

/// A browser, as the programs that a suite needs for it.
pub struct Browser {
    pub name: &'static str,
    programs: &'static [Program],
    /// Debian's packages that bring them.
    packages: &'static [&'static str],
    /// How a person gets them.
    how: &'static str,
}

struct Program {
    /// The environment variable that may hold its path, and tells it to the suites.
    variable: &'static str,
    names: &'static [&'static str],
    elsewhere: &'static [&'static str],
}

pub static CHROMIUM: Browser = Browser {
    name: "Chromium",
    programs: &[Program {
        variable: "CHROMIUM",
        names: &[
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
            "chrome",
        ],
        elsewhere: &[
            "/Applications/Chromium.app/Contents/MacOS/Chromium",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            "C:/Program Files/Google/Chrome/Application/chrome.exe",
        ],
    }],
    packages: &["chromium"],
    how: "Debian and Ubuntu: `sudo apt-get install chromium`; macOS: `brew install --cask chromium`",
};

pub static FIREFOX: Browser = Browser {
    name: "Firefox",
    programs: &[Program {
        variable: "FIREFOX",
        names: &["firefox-esr", "firefox"],
        elsewhere: &[
            "/Applications/Firefox.app/Contents/MacOS/firefox",
            "C:/Program Files/Mozilla Firefox/firefox.exe",
        ],
    }],
    packages: &["firefox-esr"],
    how: "Debian: `sudo apt-get install firefox-esr`; macOS: `brew install --cask firefox`",
};

pub static WEBKIT: Browser = Browser {
    name: "WebKitGTK",
    programs: &[
        Program {
            variable: "WEBKITWEBDRIVER",
            names: &["WebKitWebDriver"],
            elsewhere: &[],
        },
        Program {
            variable: "XVFB",
            names: &["Xvfb"],
            elsewhere: &[],
        },
    ],
    packages: &["webkit2gtk-driver", "xvfb"],
    how: "Debian and Ubuntu: `sudo apt-get install webkit2gtk-driver xvfb`; it runs on Linux alone",
};

/// Where a browser's programs are, each under its variable.
pub struct Installed(Vec<(&'static str, PathBuf)>);

impl Installed {
    pub fn variables(&self) -> impl Iterator<Item = (&'static str, &Path)> {
        self.0.iter().map(|(variable, path)| (*variable, path.as_path()))
    }
}

impl Browser {
    pub fn ensure(&self) -> Result<Installed> {
        if let Some(found) = self.find() {
            return Ok(found);
        }
        let variables: Vec<_> = self.programs.iter().map(|program| program.variable).collect();
        let how = format!(
            "install what it needs ({}), or set {} to the path of each",
            self.how,
            variables.join(" and ")
        );
        let Some(said) = apt::install(self.packages)? else {
            bail!("{} is not here: {how}", self.name);
        };
        self.find()
            .with_context(|| format!("apt-get brought no {}:\n{said}\n{how}", self.name))
    }

    fn find(&self) -> Option<Installed> {
        let each = self.programs.iter();
        each.map(|program| Some((program.variable, program.find()?)))
            .collect::<Option<_>>()
            .map(Installed)
    }
}

impl Program {
    fn find(&self) -> Option<PathBuf> {
        env::var_os(self.variable)
            .map(PathBuf::from)
            .filter(|path| path.is_file())
            .or_else(|| find_program(self.names, self.elsewhere))
    }
}
