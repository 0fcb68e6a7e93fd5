//! A C++ compiler: libFuzzer is compiled from its sources.

use super::find_program;
use anyhow::{Result, bail};
use std::env;

pub fn find() -> Result<()> {
    if env::var_os("CXX").is_none() && find_program(&["c++", "g++", "clang++"], &[]).is_none() {
        bail!(
            "a C++ compiler is not here, which libFuzzer is built with: install one (Debian and Ubuntu: `sudo apt-get \
             install g++`; macOS: `xcode-select --install`), or set CXX to its path"
        );
    }
    Ok(())
}
