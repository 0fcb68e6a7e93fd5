//! The list of all messages to users, so that they are reviewed as a whole: `docs/messages.md` has each sentence, or
//! part of one, in the sources. `UPDATE=1` rewrites the list.

#![allow(missing_docs, reason = "a test's name says it")]
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The sources of messages, and their headings in the list.
const SOURCES: &[(&str, &str)] = &[
    ("src/validate", "Issues"),
    ("src/protocol", "Failures of calls"),
    ("src/client", "Failures of calls in Rust"),
    ("src/provision", "Apps as code"),
    ("src/emulator", "The emulator"),
    ("pkg/client", "The client in JavaScript"),
    ("pkg/tokens", "The cache of tokens"),
    ("pkg/provision", "Apps as code, in JavaScript"),
    ("pkg/proxy", "The proxy"),
    ("pkg/console", "The console's server"),
    ("pkg/bin", "The commands"),
];

const LIST: &str = "docs/messages.md";

/// Strings with fewer words are names, or parts that mean nothing alone.
const FEWEST_WORDS: usize = 3;

/// The sources of rules that no message shows.
const SOURCE_OF_A_RULE: &[&str] = &["Descope(\"", "Experience(\""];

#[test]
fn every_message_is_in_the_list_and_none_that_is_gone() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let expected = list(root);
    if std::env::var("UPDATE").is_ok_and(|update| update == "1") {
        fs::write(root.join(LIST), &expected).unwrap();
    }
    let written = fs::read_to_string(root.join(LIST)).unwrap_or_default();
    let differs = expected
        .lines()
        .find(|line| !written.lines().any(|other| other == *line));
    let gone = written
        .lines()
        .find(|line| !expected.lines().any(|other| other == *line));
    assert!(
        expected == written,
        "{LIST} is not what the sources say: it lacks {differs:?}, or still has {gone:?}. Renew it, and read the difference as \
         the person at 2 a.m. would: UPDATE=1 cargo test --test messages --features emulator"
    );
}

fn list(root: &Path) -> String {
    let mut list = String::from(
        "# Messages\n\nEvery sentence, or part of one, that the sources hold for users to read. Made by `tests/messages.rs`: do not edit it \
         here.\n",
    );
    for (folder, title) in SOURCES {
        write!(list, "\n## {title}\n").unwrap();
        for file in files(&root.join(folder)) {
            let texts = messages(&fs::read_to_string(&file).unwrap());
            if !texts.is_empty() {
                write!(list, "\n`{}`\n\n", file.strip_prefix(root).unwrap().display()).unwrap();
            }
            for text in texts {
                writeln!(list, "- {}", text.replace('`', "'").replace('<', "\\<")).unwrap();
            }
        }
    }
    list
}

/// Returns the Rust and JavaScript files of a folder and its subfolders, in order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let is_source = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "rs" || ending == "js");
    paths
        .into_iter()
        .flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] })
        .filter(is_source)
        .collect()
}

/// Returns the strings of a source that read like a sentence, without those in comments, attributes and unit tests.
fn messages(source: &str) -> Vec<String> {
    let (code, _) = source.split_once("#[cfg(test)]").unwrap_or((source, ""));
    let mut texts = Vec::new();
    for line in joined(&without_options(code)).lines() {
        let line = line.trim_start();
        if ["//", "*", "/*", "#[", "#!["]
            .iter()
            .any(|start| line.starts_with(start))
            || line.starts_with("reason = ")
            || SOURCE_OF_A_RULE.iter().any(|start| line.contains(start))
        {
            continue;
        }
        texts.extend(strings(line).into_iter().filter(|text| is_sentence(text)));
    }
    texts
}

/// Returns the code without the declaration of options, whose strings are types.
fn without_options(code: &str) -> String {
    let parts = code.split_once("options! {").and_then(|(before, rest)| {
        let (_, behind) = rest.split_once("\n}\n")?;
        Some([before, behind].concat())
    });
    parts.unwrap_or_else(|| code.to_owned())
}

/// Joins lines that end in a backslash with the next.
fn joined(code: &str) -> String {
    let mut joined = String::new();
    let mut is_continued = false;
    for line in code.lines() {
        let line = if is_continued { line.trim_start() } else { line };
        is_continued = line.ends_with('\\');
        joined.push_str(line.strip_suffix('\\').unwrap_or(line));
        if !is_continued {
            joined.push('\n');
        }
    }
    joined
}

/// Returns the quoted strings of a line.
fn strings(line: &str) -> Vec<String> {
    let mut strings = Vec::new();
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter == '/' && letters.peek() == Some(&'/') {
            break;
        }
        if letter != '"' && letter != '`' {
            continue;
        }
        let mut text = String::new();
        while let Some(inside) = letters.next() {
            match inside {
                '\\' => text.extend(letters.next()),
                _ if inside == letter => break,
                _ => text.push(inside),
            }
        }
        strings.push(text);
    }
    strings
}

fn is_sentence(text: &str) -> bool {
    let is_word = |word: &&str| word.chars().filter(|letter| letter.is_alphabetic()).count() > 1;
    text.split_whitespace().filter(is_word).count() >= FEWEST_WORDS && !text.contains("=>")
}

#[test]
fn a_sentence_is_found_and_a_name_is_not() {
    let source = "//! \"not in a comment at all\"\nlet a = concat(&[\"the URL must not \\\n    be empty\", \"x\"]); // \"nor this one here\"\n#[cfg(test)] \"nor this one\"";
    assert_eq!(messages(source), ["the URL must not be empty"]);
}
