//! Checks that everybody who builds this commit gets the same bytes: builds it from two checkouts in two places,
//! without anything from an earlier build.

use super::archive::{self, Entry};
use super::check::Check;
use super::checkout;
use crate::build;
use crate::project::Project;
use crate::tools::npm::Tools;
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The archives that npm and crates.io would get.
pub struct Artefacts {
    pub package: PathBuf,
    pub crate_file: PathBuf,
}

/// Folders of different depth and length, as paths are sorted, hashed and cut off in different ways.
const PLACES: [&str; 2] = ["first", "at/another, longer path/the-second"];

/// The maximum length of a path that is shown: strings in wasm have no terminator.
const LONGEST: usize = 120;

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
    let entries = archive::read(one)?;
    let mut troubles = differing(&entries, &archive::read(other)?);
    if troubles.is_empty() && fs::read(one)? != fs::read(other)? {
        troubles.push("the same files, packed in another way".to_owned());
    }
    let name = format!("two checkouts make the same {what}: {} files", entries.len());
    Ok(Check::new(name, troubles))
}

fn differing(one: &[Entry], other: &[Entry]) -> Vec<String> {
    let by_path = |entries: &[Entry]| -> BTreeMap<String, String> {
        let sum = |entry: &Entry| (entry.path.clone(), archive::sha256(&entry.bytes));
        entries.iter().map(sum).collect()
    };
    let (one, other) = (by_path(one), by_path(other));
    let mut troubles = Vec::new();
    for (path, sum) in &one {
        match other.get(path) {
            None => troubles.push(format!("{path} is in the first alone")),
            Some(second) if second != sum => troubles.push(format!("{path} is {sum}, and then {second}")),
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
    let troubles = naming(&archive::read(package)?, places);
    Ok(Check::new("no file names a path of this machine", troubles))
}

fn naming<'a>(entries: &[Entry], places: impl Iterator<Item = &'a Path>) -> Vec<String> {
    let mut troubles = Vec::new();
    for place in places {
        let place = format!("{}/", place.display()).into_bytes();
        for Entry { path, bytes } in entries {
            if let Some(at) = bytes.windows(place.len()).position(|window| window == place) {
                let text = bytes
                    .iter()
                    .skip(at)
                    .take(LONGEST)
                    .take_while(|byte| byte.is_ascii_graphic());
                let text: String = text.map(|&byte| char::from(byte)).collect();
                troubles.push(format!("{path} holds {text}"));
            }
        }
    }
    troubles
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(files: &[(&str, &str)]) -> Vec<Entry> {
        let entry = |(path, text): &(&str, &str)| Entry {
            path: (*path).to_owned(),
            bytes: text.as_bytes().to_owned(),
        };
        files.iter().map(entry).collect()
    }

    #[test]
    fn every_difference_is_named() {
        let one = entries(&[("a", "1"), ("b", "1"), ("c", "1")]);
        let other = entries(&[("a", "1"), ("b", "2"), ("d", "1")]);
        let troubles = differing(&one, &other);
        assert_eq!(troubles.len(), 3, "{troubles:?}");
        assert!(troubles[0].starts_with("b is "), "{troubles:?}");
        assert_eq!(&troubles[1..], ["c is in the first alone", "d is in the second alone"]);
    }

    #[test]
    fn a_file_that_names_a_place_is_told_with_what_it_names() {
        let files = entries(&[("a.wasm", "\0/home/me/.cargo/x.rs\0/home/me"), ("b.js", "/home/mean")]);
        let places = ["/home/me", "/tmp/somewhere"].map(Path::new);
        assert_eq!(
            naming(&files, places.into_iter()),
            ["a.wasm holds /home/me/.cargo/x.rs"]
        );
    }

    #[test]
    fn what_is_the_same_is_no_trouble() {
        let files = entries(&[("a", "1")]);
        assert_eq!(differing(&files, &files), Vec::<String>::new());
    }
}
