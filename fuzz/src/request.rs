//! The text of a request: reads it, writes it, and checks it as an app.

use descope_outbound::model::CreateRequest;
use descope_outbound::protocol::{CREATE, Call, Reason, RetryPolicy};
use descope_outbound::validate::{APP, Issue, IssueCode, Severity};
use descope_outbound::value::{Document, Members, Nulls, Text, Value, to_json};
use serde::de::IgnoredAny;

/// Checks that any text is read as `serde_json` reads it, written as it was read, and refused with paths that exist and
/// messages that quote no value.
pub fn check(input: &[u8]) {
    let text = super::text(input);
    let issues = APP.check_text(text);
    let is_json = serde_json::from_str::<IgnoredAny>(text).is_ok();
    match Document::parse(text) {
        Ok(document) => {
            assert!(is_json, "it is no JSON to serde_json");
            let value = document.root();
            reads_like_serde_json(text, value);
            survives_writing(&document);
            leads_somewhere(value, &issues);
            quotes_no_value(value, &issues);
            has_the_documented_types(text, value, &issues);
            is_refused_for_errors_only(document, issues);
        }
        Err(error) => {
            assert!(!is_json || error.to_string() == "nested too deeply", "{error}");
            assert_eq!(issues.len(), 1);
        }
    }
}

/// Compares a value with `serde_json`'s. `serde_json` refuses a number out of the range of `f64`, and half a surrogate
/// pair, which this crate reads as U+FFFD.
fn reads_like_serde_json(text: &str, value: Value<'_>) {
    let whole = with_whole_characters(text);
    if let Ok(theirs) = serde_json::from_str(&whole) {
        assert!(is_same(value, &theirs), "{value:?} and {theirs:?}");
    }
    let is_well_formed = texts(value).iter().all(|text| text.well_formed().is_some());
    assert_eq!(is_well_formed, whole == text);
}

/// Returns the text with the escape of U+FFFD in place of each that is half a surrogate pair.
pub fn with_whole_characters(text: &str) -> String {
    let mut whole = String::new();
    let mut parts = text.split_inclusive('\\').peekable();
    whole.push_str(parts.next().unwrap_or_default());
    while let Some(part) = parts.next() {
        let second = parts
            .peek()
            .filter(|_| part.len() == ONE_ESCAPE)
            .and_then(|part| code_unit(part));
        match (code_unit(part), second) {
            // The text after an escaped backslash is no escape.
            _ if part == "\\" => whole.extend([part, parts.next().unwrap_or_default()]),
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => whole.extend([part, parts.next().unwrap_or_default()]),
            (Some(0xD800..=0xDFFF), _) => whole.extend(["ufffd", &part[5..]]),
            _ => whole.push_str(part),
        }
    }
    whole
}

/// The length of `uXXXX` and the backslash of an escape directly after it.
const ONE_ESCAPE: usize = 6;

/// Returns the code unit of an escape, which begins after its backslash.
fn code_unit(escape: &str) -> Option<u16> {
    u16::from_str_radix(escape.strip_prefix('u')?.get(..4)?, 16).ok()
}

fn is_same(ours: Value<'_>, theirs: &serde_json::Value) -> bool {
    use serde_json::Value as Theirs;
    match (ours, theirs) {
        (Value::Null, Theirs::Null) => true,
        (Value::Bool(ours), Theirs::Bool(theirs)) => ours == *theirs,
        (Value::Number(ours), Theirs::Number(theirs)) => serde_json::from_str(ours).ok().as_ref() == Some(theirs),
        (Value::String(ours), Theirs::String(theirs)) => ours.lossy() == theirs,
        (Value::Array(ours), Theirs::Array(theirs)) => {
            ours.iter().count() == theirs.len() && ours.iter().zip(theirs).all(|(ours, theirs)| is_same(ours, theirs))
        }
        (Value::Object(members), Theirs::Object(theirs)) => {
            let member = |(name, theirs): (&String, _)| last(members, name).is_some_and(|ours| is_same(ours, theirs));
            members.iter().all(|(name, _)| theirs.contains_key(name.lossy())) && theirs.iter().all(member)
        }
        _ => false,
    }
}

/// Returns the last member of this name, which is the one that counts.
fn last<'d>(members: Members<'d>, name: &str) -> Option<Value<'d>> {
    let of_this_name = members.iter().filter(|(key, _)| key.lossy() == name);
    of_this_name.last().map(|(_, value)| value)
}

/// Checks that the written text is read as the same value, and that the nodes of JavaScript's encoder are, too.
fn survives_writing(document: &Document) {
    let (nodes, text) = document.encode();
    assert_eq!(
        &Document::decode(nodes, text.into_bytes()).expect("it was encoded"),
        document
    );
    if texts(document.root()).iter().all(|text| text.well_formed().is_some()) {
        let written = to_json(document.root(), Nulls::Kept);
        assert_eq!(
            &Document::parse(written.expose()).expect("what was written is JSON"),
            document
        );
    }
}

fn leads_somewhere(value: Value<'_>, issues: &[Issue]) {
    for issue in issues {
        assert!(leads(value, &issue.path, issue.code), "{issue:?}");
    }
}

fn leads(value: Value<'_>, path: &str, code: IssueCode) -> bool {
    let path = path.strip_prefix('.').unwrap_or(path);
    match value {
        _ if path.is_empty() => true,
        // A quoted name may be cut off, so its member cannot be found.
        Value::Object(members) if path.starts_with("[\"") => path.contains("\"]") && !members.is_empty(),
        Value::Array(items) => {
            let (index, rest) = path
                .strip_prefix('[')
                .and_then(|path| path.split_once(']'))
                .unwrap_or_default();
            let item = index.parse().ok().and_then(|index: usize| items.iter().nth(index));
            item.is_some_and(|item| leads(item, rest, code))
        }
        Value::Object(members) => {
            let (name, rest) = path.split_at(path.find(['.', '[']).unwrap_or(path.len()));
            let mut of_this_name = members.iter().filter(|(key, _)| key.lossy() == name).peekable();
            let is_missing = of_this_name.peek().is_none() && code == IssueCode::Missing && rest.is_empty();
            is_missing || of_this_name.any(|(_, member)| leads(member, rest, code))
        }
        _ => false,
    }
}

fn quotes_no_value(value: Value<'_>, issues: &[Issue]) {
    if !names(value).iter().any(|name| name.lossy().contains(super::SECRET)) {
        for issue in issues {
            assert!(
                !issue.path.contains(super::SECRET) && !issue.message.contains(super::SECRET),
                "{issue:?}"
            );
        }
    }
}

fn has_the_documented_types(text: &str, value: Value<'_>, issues: &[Issue]) {
    // A struct cannot have a field twice.
    if !has_errors(issues) && !has_a_name_twice(value) {
        let typed = serde_json::from_str::<CreateRequest>(text);
        assert!(typed.is_ok(), "{typed:?}");
    }
}

fn is_refused_for_errors_only(document: Document, issues: Vec<Issue>) {
    let policy = RetryPolicy {
        max_retries: 0,
        max_wait_ms: 0,
    };
    match Call::new(&CREATE, document, true, policy) {
        Ok(_) => assert!(!has_errors(&issues)),
        Err(failure) => {
            assert!(has_errors(&issues));
            assert_eq!(failure.reason, Reason::Validation(issues));
        }
    }
}

fn has_errors(issues: &[Issue]) -> bool {
    issues.iter().any(|issue| issue.severity == Severity::Error)
}

/// Returns whether an object in it has two members of one name, which readers may treat differently (RFC 8259 §4).
pub(super) fn has_a_name_twice(value: Value<'_>) -> bool {
    match value {
        Value::Array(items) => items.iter().any(has_a_name_twice),
        Value::Object(members) => {
            let mut names: Vec<_> = members.iter().map(|(name, _)| name.lossy()).collect();
            names.sort_unstable();
            names.windows(2).any(|pair| pair[0] == pair[1])
                || members.iter().any(|(_, member)| has_a_name_twice(member))
        }
        _ => false,
    }
}

/// Returns every string in it, names included.
fn texts(value: Value<'_>) -> Vec<Text<'_>> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        Value::Object(members) => {
            let member = |(name, member)| [vec![name], texts(member)].concat();
            members.iter().flat_map(member).collect()
        }
        _ => Vec::new(),
    }
}

/// Returns the name of every member in it.
fn names(value: Value<'_>) -> Vec<Text<'_>> {
    match value {
        Value::Array(items) => items.iter().flat_map(names).collect(),
        Value::Object(members) => {
            let member = |(name, member)| [vec![name], names(member)].concat();
            members.iter().flat_map(member).collect()
        }
        _ => Vec::new(),
    }
}
