//! Python, and the packages of a requirements file in a separate environment.

use super::find_program;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};

/// The oldest version that the requirements are locked for.
const OLDEST: (u32, u32) = (3, 10);

const HOW: &str = "install Python 3.10 or newer with its module `venv` (Debian and Ubuntu: `sudo apt-get install python3 \
                   python3-venv`; elsewhere the installer of python.org) and have `python3` on PATH";

/// Returns the interpreter of an environment that has exactly the required packages.
pub fn ensure(requirements: &Path, environment: &Path) -> Result<PathBuf> {
    let python = interpreter(environment);
    let installed = environment.join("requirements.txt");
    let wanted = fs::read(requirements).with_context(|| format!("cannot read {}", requirements.display()))?;
    if python.is_file() && fs::read(&installed).is_ok_and(|had| had == wanted) {
        return Ok(python);
    }
    println!("Installing what {} names …", requirements.display());
    create(environment)?;
    let output = duct::cmd!(
        &python,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--require-hashes",
        "--requirement",
        requirements
    )
    .stdin_null()
    .stderr_to_stdout()
    .stdout_capture()
    .unchecked()
    .run()?;
    if !output.status.success() {
        bail!(
            "pip cannot install what {} names: {}",
            requirements.display(),
            String::from_utf8_lossy(&output.stdout).trim()
        );
    }
    // Written last, so that an interrupted installation is repeated.
    fs::write(&installed, wanted)?;
    Ok(python)
}

fn interpreter(environment: &Path) -> PathBuf {
    environment.join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    })
}

/// Creates the environment, and replaces an existing one.
fn create(environment: &Path) -> Result<()> {
    let python = find()?;
    let output = duct::cmd!(python, "-m", "venv", "--clear", environment)
        .stdin_null()
        .stderr_to_stdout()
        .stdout_capture()
        .unchecked()
        .run()?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stdout);
        bail!("Python makes no environment: {}\n{HOW}", said.trim());
    }
    Ok(())
}

fn find() -> Result<PathBuf> {
    let python = find_program(&["python3", "python"], &[]).with_context(|| format!("Python is not here: {HOW}"))?;
    let said = duct::cmd!(&python, "--version")
        .read()
        .with_context(|| format!("{} does not start: {HOW}", python.display()))?;
    match parse(&said) {
        Some(version) if version >= OLDEST => Ok(python),
        _ => bail!("{} is {said:?}: {HOW}", python.display()),
    }
}

/// Parses `Python 3.11.7`.
fn parse(said: &str) -> Option<(u32, u32)> {
    let mut numbers = said.trim().strip_prefix("Python ")?.split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::{OLDEST, parse};

    #[test]
    fn a_version_is_compared_by_its_numbers() {
        for (said, is_enough) in [
            ("Python 3.10.0", true),
            ("Python 3.11.7\n", true),
            ("Python 4.0", true),
            ("Python 3.9.18", false),
            ("Python 2.7.18", false),
            ("pyenv: python3: command not found", false),
        ] {
            assert_eq!(
                parse(said).is_some_and(|version| version >= OLDEST),
                is_enough,
                "{said}"
            );
        }
    }
}
