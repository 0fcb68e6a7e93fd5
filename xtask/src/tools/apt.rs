//! Debian's and Ubuntu's package manager, if available.

use super::find_program;
use anyhow::Result;

/// Installs packages, and returns apt-get's output, or `None` if it is missing or this user may not use it. The caller
/// must check that the packages are there.
pub fn install(packages: &[&str]) -> Result<Option<String>> {
    if find_program(&["apt-get"], &[]).is_none() || !is_root() {
        return Ok(None);
    }
    println!("Installing {} with apt-get …", packages.join(" and "));
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
    let output = quiet(&[&["install", "--yes", "--no-install-recommends"], packages].concat())?;
    Ok(Some(String::from_utf8_lossy(&output.stdout).into_owned()))
}

fn is_root() -> bool {
    duct::cmd!("id", "-u").read().is_ok_and(|id| id == "0")
}
