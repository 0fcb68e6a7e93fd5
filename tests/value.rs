//! Values: read as `serde_json` reads them, written as `JSON.stringify` writes them, and decoded from any input.

#![allow(missing_docs, reason = "a test's name says it")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]
#![cfg(not(target_arch = "wasm32"))]

use descope_outbound::value::{
    Builder, DecodeError, Document, MAX_DEPTH, Node, NonJson, Nulls, Tag, Value, string_to_json, to_json,
};
use proptest::prelude::*;

fn node(tag: Tag, payload: u32, place: u32) -> Node {
    Node {
        head: (tag as u32) << 28 | payload,
        place,
    }
}

fn json(document: &Document) -> String {
    to_json(document.root(), Nulls::Kept).expose().to_owned()
}

#[test]
fn nodes_and_a_text_are_a_value() {
    for (nodes, text, expected) in [
        (vec![node(Tag::Null, 0, 0)], "", "null"),
        (vec![node(Tag::True, 0, 0)], "", "true"),
        (vec![node(Tag::Number, 3, 0)], "1.5", "1.5"),
        (vec![node(Tag::Rounded, 4, 0)], "1e21", "1e21"),
        (vec![node(Tag::String, 4, 0)], "aüb€", "\"aüb€\""),
        (vec![node(Tag::Array, 0, 1)], "", "[]"),
        (vec![node(Tag::Object, 0, 1)], "", "{}"),
        (
            vec![
                node(Tag::Array, 0, 4),
                node(Tag::String, 2, 9),
                node(Tag::String, 1, 9),
                node(Tag::False, 0, 0),
            ],
            "😀x",
            "[\"😀\",\"x\",false]",
        ),
        (
            vec![
                node(Tag::Object, 0, 3),
                node(Tag::String, 1, 0),
                node(Tag::Number, 1, 0),
            ],
            "a1",
            "{\"a\":1}",
        ),
    ] {
        let document = Document::decode(nodes, text.into()).unwrap();
        assert_eq!(json(&document), expected);
    }
}

#[test]
fn what_is_no_value_is_refused() {
    let string = |length| node(Tag::String, length, 0);
    let array = |behind| node(Tag::Array, 0, behind);
    for (nodes, text) in [
        (vec![], &b""[..]),
        (vec![node(Tag::Null, 0, 0), node(Tag::Null, 0, 0)], b""),
        (
            vec![Node {
                head: u32::MAX,
                place: 0,
            }],
            b"",
        ),
        (vec![string(2)], b"a"),
        (vec![string(1)], b"ab"),
        (vec![string(1)], b"\xff"),
        // A length that ends within a character.
        (vec![string(1)], "😀".as_bytes()),
        (vec![array(0)], b""),
        (vec![array(2)], b""),
        (vec![array(2), array(3), node(Tag::Null, 0, 0)], b""),
        (vec![array(1), node(Tag::Null, 0, 0)], b""),
    ] {
        assert_eq!(
            Document::decode(nodes.clone(), text.to_vec()),
            Err(DecodeError),
            "{nodes:?}"
        );
    }
}

#[test]
fn nesting_is_bounded() {
    let nested = |depth: u32| (1..=depth).map(|_| node(Tag::Array, 0, depth)).collect::<Vec<_>>();
    let deepest = MAX_DEPTH + 1;
    assert!(Document::decode(nested(deepest), Vec::new()).is_ok());
    assert_eq!(Document::decode(nested(deepest + 1), Vec::new()), Err(DecodeError));
    let text = |depth: usize| ["[".repeat(depth), "]".repeat(depth)].concat();
    let most = usize::try_from(MAX_DEPTH).unwrap();
    assert!(Document::parse(&text(most)).is_ok());
    assert_eq!(
        Document::parse(&text(most + 1)).unwrap_err().to_string(),
        "nested too deeply"
    );
    assert!(Document::parse(&"[".repeat(5_000_000)).is_err());
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
        let document = Document::parse(text).unwrap();
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
fn a_string_is_escaped_where_it_must_be_and_as_json_stringify_does() {
    let written = string_to_json("é/\u{7F}\"\\\n\r\t\u{0}\u{8}\u{C}\u{1F}\u{2028}");
    assert_eq!(
        written.expose(),
        "\"é/\u{7F}\\\"\\\\\\n\\r\\t\\u0000\\b\\f\\u001f\u{2028}\""
    );
}

#[test]
fn a_string_is_escaped_as_by_serde_json_wherever_the_character_is() {
    for length in 0..20 {
        for at in 0..=length {
            for character in (0..=0xFF).map(char::from).chain(['\u{FFFF}', '😀']) {
                let text = ["a".repeat(at), character.to_string(), "~".repeat(length - at)].concat();
                assert_eq!(string_to_json(&text).expose(), serde_json::to_string(&text).unwrap());
            }
        }
    }
}

#[test]
fn null_is_left_out_of_objects_at_any_depth_and_nowhere_else() {
    let value = Document::parse(r#"{"a":null,"b":[null,{"c":null,"d":1}],"e":{"f":null}}"#).unwrap();
    let written = to_json(value.root(), Nulls::LeftOut);
    assert_eq!(written.expose(), r#"{"b":[null,{"d":1}],"e":{}}"#);
}

#[test]
fn what_json_has_no_form_for_is_known_by_what_it_is() {
    let mut items = Builder::default();
    items.array(|items| {
        items.non_json(NonJson::Undefined);
        items.non_json(NonJson::Unreadable);
    });
    let document = items.finish();
    let kinds: Vec<_> = document.root().items().iter().map(Value::kind).collect();
    assert_eq!(kinds, ["undefined", "a value that threw an error when it was read"]);
    assert!(document.has_non_json());
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
    fn what_serde_json_writes_is_read_encoded_decoded_and_written_as_the_same(value in any_json()) {
        for text in [value.to_string(), serde_json::to_string_pretty(&value).unwrap()] {
            let read = Document::parse(&text).unwrap();
            let (nodes, characters) = read.encode();
            let decoded = Document::decode(nodes, characters.into_bytes()).unwrap();
            prop_assert_eq!(&decoded, &read);
            let back: serde_json::Value = serde_json::from_str(&json(&decoded)).unwrap();
            prop_assert_eq!(back, serde_json::from_str::<serde_json::Value>(&text).unwrap());
        }
    }

    #[test]
    fn any_text_is_json_here_exactly_if_it_is_to_serde_json(text in r#"[\[\]{}",:\\/ \n0-9eE+.truefalsn\-]{0,12}"#) {
        // serde_json refuses half a surrogate pair and numbers beyond f64, which the alphabet cannot write.
        let theirs = serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok();
        prop_assert_eq!(Document::parse(&text).is_ok(), theirs);
    }

    #[test]
    fn any_nodes_and_any_text_are_a_value_that_ends_or_none(
        words in prop::collection::vec((0_u32..12, 0_u32..4, 0_u32..12), 0..12),
        text in ".{0,8}",
    ) {
        let nodes: Vec<_> = words.into_iter().map(|(tag, payload, place)| Node { head: tag << 28 | payload, place }).collect();
        if let Ok(document) = Document::decode(nodes, text.into_bytes()) {
            let _ = json(&document);
        }
    }
}
