//! Checks that everybody who builds this commit gets the same bytes: builds it from two checkouts in two places,
//! without anything from an earlier build.

use super::archive::{self, Files};
use super::check::Check;
use super::checkout;
use crate::build;
use crate::project::Project;
use crate::tools::npm::Tools;
use anyhow::{Context, Result};
use regex::bytes::Regex;
use std::fs;
use std::path::{Path, PathBuf};

/// The archives that npm and crates.io would get.
pub struct Artefacts {
    pub package: PathBuf,
    pub crate_file: PathBuf,
}

/// Folders of different depth and length, as paths are sorted, hashed and cut off in different ways.
const PLACES: [&str; 2] = ["first", "at/another, longer path/the-second"];

/// The maximum length of what is shown of a path in one of these folders.
const LONGEST: usize = 100;

pub fn twice(project: &Project, tools: &Tools, to: &Path) -> Result<(Artefacts, Vec<Check>)> {
    let folder = tempfile::Builder::new().prefix("descope-outbound-release-").tempdir()?;
    let mut built = Vec::new();
    for place in PLACES {
        println!("A clean checkout, {} of {} …", built.len() + 1, PLACES.len());
        let place = folder.path().join(place);
        let artefacts = build(&checkout::make(project, &place)?, tools)?;
        // The next checkout is as big.
        let kept = artefacts.keep(&folder.path().join(built.len().to_string()))?;
        fs::remove_dir_all(&place)?;
        built.push(kept);
    }
    let [first, second] = &built[..] else {
        anyhow::bail!("two places make two builds");
    };
    let checks = vec![
        same("npm tarball", &first.package, &second.package)?,
        same(".crate", &first.crate_file, &second.crate_file)?,
        anonymous(&first.package, folder.path())?,
    ];
    Ok((first.keep(to)?, checks))
}

fn build(checkout: &Project, tools: &Tools) -> Result<Artefacts> {
    let package = build::package(checkout, tools)?;
    let crate_file = build::package_crate(checkout)?;
    Ok(Artefacts { package, crate_file })
}

impl Artefacts {
    fn keep(&self, folder: &Path) -> Result<Self> {
        fs::create_dir_all(folder)?;
        let copy = |file: &Path| -> Result<PathBuf> {
            let kept = folder.join(file.file_name().context("an artefact has a name")?);
            fs::copy(file, &kept).with_context(|| format!("cannot copy {}", file.display()))?;
            Ok(kept)
        };
        Ok(Self {
            package: copy(&self.package)?,
            crate_file: copy(&self.crate_file)?,
        })
    }
}

fn same(what: &str, one: &Path, other: &Path) -> Result<Check> {
    let files = archive::read(one)?;
    let mut troubles = differing(&files, &archive::read(other)?);
    if troubles.is_empty() && fs::read(one)? != fs::read(other)? {
        troubles.push("the same files, packed in another way".to_owned());
    }
    let name = format!("two checkouts make the same {what}: {} files", files.len());
    Ok(Check::new(name, troubles))
}

fn differing(one: &Files, other: &Files) -> Vec<String> {
    let mut troubles = Vec::new();
    for (path, bytes) in one {
        match other.get(path) {
            None => troubles.push(format!("{path} is in the first alone")),
            Some(second) if second != bytes => {
                let [sum, second] = [bytes, second].map(|bytes| archive::sha256(bytes));
                troubles.push(format!("{path} is {sum}, and then {second}"));
            }
            Some(_) => {}
        }
    }
    let new = other.keys().filter(|path| !one.contains_key(*path));
    troubles.extend(new.map(|path| format!("{path} is in the second alone")));
    troubles
}

/// Checks that no file names this machine's home or the checkouts. Two builds on one machine share them, so a
/// comparison does not find them.
fn anonymous(package: &Path, checkouts: &Path) -> Result<Check> {
    let home = std::env::home_dir();
    let places = home.iter().map(PathBuf::as_path).chain([checkouts]);
    let troubles = naming(&archive::read(package)?, places)?;
    Ok(Check::new("no file names a path of this machine", troubles))
}

fn naming<'a>(files: &Files, places: impl Iterator<Item = &'a Path>) -> Result<Vec<String>> {
    let mut troubles = Vec::new();
    for place in places {
        // Strings in wasm have no terminator.
        let place = regex::escape(&format!("{}/", place.display()));
        let named = Regex::new(&format!("{place}[[:graph:]]{{0,{LONGEST}}}"))?;
        for (path, bytes) in files {
            if let Some(found) = named.find(bytes) {
                troubles.push(format!("{path} holds {}", String::from_utf8_lossy(found.as_bytes())));
            }
        }
    }
    Ok(troubles)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files<const N: usize>(files: [(&str, &str); N]) -> Files {
        files.map(|(path, text)| (path.to_owned(), text.into())).into()
    }

    #[test]
    fn every_difference_is_named() {
        let one = files([("a", "1"), ("b", "1"), ("c", "1")]);
        let other = files([("a", "1"), ("b", "2"), ("d", "1")]);
        let troubles = differing(&one, &other);
        assert_eq!(troubles.len(), 3, "{troubles:?}");
        assert!(troubles[0].starts_with("b is "), "{troubles:?}");
        assert_eq!(&troubles[1..], ["c is in the first alone", "d is in the second alone"]);
    }

    #[test]
    fn a_file_that_names_a_place_is_told_with_what_it_names() {
        let files = files([("a.wasm", "\0/home/me/.cargo/x.rs\0/home/me"), ("b.js", "/home/mean")]);
        let places = ["/home/me", "/tmp/somewhere"].map(Path::new);
        let troubles = naming(&files, places.into_iter()).unwrap();
        assert_eq!(troubles, ["a.wasm holds /home/me/.cargo/x.rs"]);
    }

    #[test]
    fn what_is_the_same_is_no_trouble() {
        let files = files([("a", "1")]);
        assert_eq!(differing(&files, &files), Vec::<String>::new());
    }
}
