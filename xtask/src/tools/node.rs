//! Node.js: runs the npm tools and the JavaScript suites.

use super::find_program;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

const OLDEST: u32 = 20;
const HOW: &str = "install Node.js 20 or newer (your system's package `nodejs`, a version manager such as nvm or fnm, \
                   or the installer of nodejs.org) and have `node` and `npm` on PATH";

pub fn find() -> Result<PathBuf> {
    let node = find_program(&["node"], &[]).with_context(|| format!("Node.js is not here: {HOW}"))?;
    match major(&node)? {
        found if found < OLDEST => bail!("this Node.js is version {found}, too old: {HOW}"),
        _ => Ok(node),
    }
}

pub fn major(node: &Path) -> Result<u32> {
    let version = duct::cmd!(node, "--version")
        .read()
        .with_context(|| format!("{} does not start: {HOW}", node.display()))?;
    parse_major(&version).with_context(|| format!("{} has no version: {version:?}", node.display()))
}

fn parse_major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::parse_major;

    #[test]
    fn a_version_has_a_major_number() {
        assert_eq!(parse_major("v20.20.2\n"), Some(20));
        assert_eq!(parse_major("v24.0.0-nightly"), Some(24));
        assert_eq!(parse_major("deno 2.9.5"), None);
    }
}
