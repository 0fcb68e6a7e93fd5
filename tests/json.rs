//! The JSON tree: every text is read as `serde_json` reads it.

#![allow(missing_docs, reason = "a test's name says it")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]
#![cfg(not(target_arch = "wasm32"))]

use descope_outbound::json::{self, ArrayWriter, Document, MAX_DEPTH, ObjectWriter, Value};
use descope_outbound::model::Secret;
use proptest::prelude::*;

/// The document's text, put together anew from its parts.
fn written(document: &Document<'_>) -> String {
    rewritten(document.root()).expose().to_owned()
}

fn rewritten(value: Value<'_>) -> Secret {
    match value {
        Value::Array(items) => {
            let mut out = ArrayWriter::default();
            items.iter().for_each(|item| out.json(rewritten(item).expose()));
            out.finish()
        }
        Value::Object(members) => {
            let mut out = ObjectWriter::default();
            members
                .iter()
                .for_each(|(name, member)| out.member(name.source(), rewritten(member).expose()));
            out.finish()
        }
        Value::String(text) if text.well_formed().is_some() => {
            let mut out = Secret::default();
            json::write_string(text.lossy(), &mut out);
            out
        }
        value => Secret::from(value.source()),
    }
}

fn problem(text: &str) -> String {
    json::parse(text).unwrap_err().to_string()
}

#[test]
fn what_is_no_json_is_refused_with_the_place() {
    for (text, expected) in [
        ("", "expected a value at byte 0"),
        ("  ", "expected a value at byte 2"),
        ("nul", "expected a value at byte 3"),
        ("nil", "expected a value at byte 0"),
        ("{} {}", "text after the value at byte 3"),
        ("[1,]", "expected a value at byte 3"),
        ("[1 2]", "expected ',' or ']' at byte 3"),
        ("{\"a\" 1}", "expected ':' at byte 5"),
        ("{\"a\":1,}", "expected a member name at byte 7"),
        ("{a:1}", "expected a member name at byte 1"),
        ("{\"a\":1 \"b\":2}", "expected ',' or '}' at byte 7"),
        ("\"a", "expected '\"' at byte 2"),
        ("\"a\nb\"", "a control character within a string at byte 2"),
        ("\"\\x\"", "an unknown escape at byte 2"),
        ("\"\\u12g4\"", "expected four hex digits at byte 2"),
        ("\"\\u12", "expected four hex digits at byte 5"),
        ("01", "text after the value at byte 1"),
        ("-", "expected a digit at byte 1"),
        ("1.", "expected a digit at byte 2"),
        ("1e+", "expected a digit at byte 3"),
        ("+1", "expected a value at byte 0"),
        ("'a'", "expected a value at byte 0"),
    ] {
        assert_eq!(problem(text), expected, "{text}");
    }
}

#[test]
fn nesting_is_bounded() {
    let nested = |depth: usize| ["[".repeat(depth), "]".repeat(depth)].concat();
    let most = usize::try_from(MAX_DEPTH).unwrap();
    assert!(json::parse(&nested(most)).is_ok());
    assert_eq!(
        problem(&nested(most + 1)),
        format!("nested too deeply at byte {MAX_DEPTH}")
    );
    assert_eq!(
        problem(&"[".repeat(5_000_000)),
        format!("nested too deeply at byte {MAX_DEPTH}")
    );
}

#[test]
fn half_a_surrogate_pair_is_kept_apart_from_a_replacement_character() {
    for (text, lossy, well_formed) in [
        (r#""\ud83d\ude00""#, "😀", true),
        (r#""\ud83d""#, "\u{FFFD}", false),
        (r#""\ude00""#, "\u{FFFD}", false),
        (r#""\ud83d\u0041""#, "\u{FFFD}A", false),
        (r#""\ud83d\ud83d\ude00""#, "\u{FFFD}😀", false),
        (r#""\ufffd""#, "\u{FFFD}", true),
    ] {
        let document = json::parse(text).unwrap();
        let Value::String(read) = document.root() else {
            panic!("{text}")
        };
        assert_eq!(
            (read.lossy(), read.well_formed().is_some()),
            (lossy, well_formed),
            "{text}"
        );
    }
}

#[test]
fn every_escape_stands_for_its_character() {
    let text = r#""\u0041\u0042\u00e9 \"\\\/\b\f\n\r\t""#;
    let read = json::parse(text).unwrap();
    assert_eq!(read.root().as_str(), Some("ABé \"\\/\u{8}\u{C}\n\r\t"));
}

#[test]
fn a_string_is_escaped_where_it_must_be_and_nowhere_else() {
    let mut written = Secret::default();
    json::write_string("é/\u{7F}\"\\\n\r\t\u{0}\u{8}\u{1F}", &mut written);
    assert_eq!(written.expose(), "\"é/\u{7F}\\\"\\\\\\n\\r\\t\\u0000\\u0008\\u001f\"");
}

#[test]
fn of_two_members_with_one_name_the_later_counts() {
    assert_eq!(
        json::parse(r#"{"a":1,"a":2}"#).unwrap().root().get("a"),
        Some(Value::Number("2"))
    );
}

fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        ".*".prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 64, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Into::into),
            prop::collection::btree_map(".*", inner, 0..8).prop_map(|members| members.into_iter().collect()),
        ]
    })
}

proptest! {
    #[test]
    fn what_serde_json_writes_is_read_and_written_back_as_the_same(value in any_json()) {
        for text in [value.to_string(), serde_json::to_string_pretty(&value).unwrap()] {
            let read = json::parse(&text).unwrap();
            let back: serde_json::Value = serde_json::from_str(&written(&read)).unwrap();
            prop_assert_eq!(back, serde_json::from_str::<serde_json::Value>(&text).unwrap());
        }
    }

    #[test]
    fn any_text_is_json_here_exactly_if_it_is_to_serde_json(text in r#"[\[\]{}",:\\/ \n0-9eE+.truefalsn\-]{0,12}"#) {
        // serde_json refuses half a surrogate pair and numbers beyond f64, which the alphabet cannot write.
        let theirs = serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok();
        prop_assert_eq!(json::parse(&text).is_ok(), theirs);
    }

    #[test]
    fn what_is_cut_short_is_refused_at_its_end(value in any_json(), cut in any::<prop::sample::Index>()) {
        // In ASCII, as a part of a character is no text; and escapes are cut, too.
        let whole = format!("[{value}]").replace(|character: char| !character.is_ascii(), r"\ud83d\ude00");
        let part = &whole[..cut.index(whole.len())];
        prop_assert_eq!(json::parse(part).unwrap_err().offset, part.len(), "{}", part);
    }

    #[test]
    fn no_text_panics(text in ".*") {
        let _ = json::parse(&text);
    }
}
