//! Tests that the documents describe this program as it is.

use crate::cli::Cli;
use crate::test::knows;
use clap::Parser;
use regex::Regex;
use std::fs;
use std::path::{Path, PathBuf};

/// Returns the commands in a text. A name in angle brackets is a placeholder and ends the command; an expression that
/// GitHub fills in becomes a number.
fn commands(text: &str) -> Vec<String> {
    let text = Regex::new(r"\$\{\{.*?\}\}").unwrap().replace_all(text, "1");
    let command = Regex::new(r"cargo xtask((?: +[a-z0-9-][\w.,=-]*)+)").unwrap();
    command
        .captures_iter(&text)
        .map(|found| found[1].trim().trim_end_matches(['.', ',']).to_owned())
        .collect()
}

/// Returns whether a command can be typed. In prose the sentence continues after the command, so its longest valid
/// beginning counts.
fn can_be_typed(command: &str) -> bool {
    let words: Vec<&str> = command.split_whitespace().collect();
    let known_suites = |words: &[&str]| match words.iter().position(|word| *word == "--only") {
        Some(at) => words.get(at + 1).is_some_and(|names| names.split(',').all(knows)),
        None => true,
    };
    (1..=words.len()).rev().any(|length| {
        let (typed, prose) = words.split_at(length);
        let is_flag = |word: &&str| word.starts_with('-');
        !prose.iter().any(is_flag)
            && known_suites(typed)
            && match Cli::try_parse_from(["cargo xtask"].iter().chain(typed)) {
                Ok(_) => true,
                Err(error) => error.kind() == clap::error::ErrorKind::DisplayHelp,
            }
    })
}

fn documents() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut found = vec![root.join(".ci/run"), root.join("deny.toml")];
    for folder in ["", "docs", ".github/workflows"] {
        for entry in fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "md" || ending == "yml") {
                found.push(path);
            }
        }
    }
    found
}

#[test]
fn every_command_that_a_document_names_can_be_typed() {
    let mut count = 0;
    for document in documents() {
        let text = fs::read_to_string(&document).unwrap();
        for command in commands(&text) {
            count += 1;
            assert!(can_be_typed(&command), "{}: cargo xtask {command}", document.display());
        }
    }
    assert!(count > 20, "only {count} commands were found");
}

#[test]
fn a_command_ends_where_prose_begins() {
    let text =
        "`cargo xtask test --only native` and cargo xtask fuzz runs it; `cargo xtask <verb>`, cargo xtask build.";
    let found = commands(text);
    assert_eq!(found, ["test --only native", "fuzz runs it", "build"]);
    assert!(found.iter().all(|command| can_be_typed(command)));
}

#[test]
fn what_is_not_there_cannot_be_typed() {
    for command in [
        "publish",
        "test --slow",
        "test --only nothing",
        "release --dry",
        "demo --port 1",
    ] {
        assert!(!can_be_typed(command), "{command}");
    }
}
