//! Programs that this one needs from the machine: each is found, fetched, or reported with the way to get it.

pub mod apt;
pub mod browser;
pub mod cargo_tool;
pub mod node;
pub mod npm;
pub mod rust;
pub mod valgrind;

use anyhow::Result;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::env;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Finds a program on PATH, or in one of the other places.
fn find_program(names: &[&str], elsewhere: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path)
        .flat_map(|directory| {
            names
                .iter()
                .map(move |name| directory.join(format!("{name}{}", env::consts::EXE_SUFFIX)))
        })
        .chain(elsewhere.iter().map(PathBuf::from))
        .find(|candidate| candidate.is_file())
}

/// Converts a path to an argument: duct takes anything that converts into an `OsString`, and a list must be of one
/// type.
pub fn argument(path: &Path) -> std::ffi::OsString {
    path.as_os_str().to_owned()
}

/// Compresses as much as gzip can.
pub fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

/// The exit code of this program.
pub fn exit_code(success: bool) -> ExitCode {
    if success { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Runs a command, and returns its output, with errors interleaved, and whether it succeeded.
pub fn combined(command: &duct::Expression) -> Result<(String, bool)> {
    let output = command
        .stdin_null()
        .stderr_to_stdout()
        .stdout_capture()
        .unchecked()
        .run()?;
    Ok((
        String::from_utf8_lossy(&output.stdout).into_owned(),
        output.status.success(),
    ))
}
