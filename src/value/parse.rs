//! Parses JSON text as a [`Document`], for native code: JavaScript uses its own parser.
//!
//! Reads each level as raw parts, so that a number keeps all of its digits, and half a surrogate pair (`"\ud800"`) is
//! not an error.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::document::{Node, Tag};
use super::{Builder, Document, MAX_DEPTH};

/// The reason why a text is not JSON, with its position.
pub type ParseError = serde_json::Error;

impl Document {
    /// Reads one JSON value (RFC 8259), which must be all of `text`.
    ///
    /// # Errors
    /// When `text` is not JSON, or nested deeper than [`MAX_DEPTH`].
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let raw: &RawValue = serde_json::from_str(text)?;
        if depth(raw.get()) > MAX_DEPTH as usize {
            return Err(ParseError::custom("nested too deeply"));
        }
        let mut builder = Builder::default();
        read(raw, &mut builder)?;
        Ok(builder.finish())
    }

    /// Returns the nodes and the text as JavaScript's encoder writes them: lengths count UTF-16 units.
    #[must_use]
    pub fn encode(&self) -> (Vec<Node>, String) {
        let mut nodes = self.nodes.clone();
        for node in &mut nodes {
            if let Some(tag @ (Tag::Number | Tag::Rounded | Tag::String | Tag::IllFormed)) = node.tag() {
                let (start, bytes) = (node.place as usize, node.payload() as usize);
                let characters = self.text.expose().get(start..start.saturating_add(bytes));
                let units = characters.unwrap_or_default().encode_utf16().count();
                *node = Node::new(tag, u32::try_from(units).unwrap_or(u32::MAX), 0);
            }
        }
        (nodes, String::from(self.text.expose()))
    }
}

/// Returns the depth of nested arrays and objects.
fn depth(json: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let (mut is_in_string, mut is_escaped) = (false, false);
    for byte in json.bytes() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => is_in_string = !is_in_string,
            _ if is_in_string => {}
            b'[' | b'{' => depth = depth.saturating_add(1),
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

fn read(raw: &RawValue, builder: &mut Builder) -> Result<(), ParseError> {
    let json = raw.get();
    let mut outcome = Ok(());
    match json.bytes().next() {
        Some(b'"') => read_string(json, builder)?,
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(json)?;
            builder.array(|array| outcome = items.into_iter().try_for_each(|item| read(item, array)));
        }
        Some(b'{') => {
            let Members(members) = serde_json::from_str(json)?;
            builder.object(|object| {
                outcome = members.into_iter().try_for_each(|(name, value)| {
                    read_string(name.get(), object)?;
                    read(value, object)
                });
            });
        }
        Some(b't') => builder.bool(true),
        Some(b'f') => builder.bool(false),
        Some(b'n') => builder.null(),
        _ => builder.number(json),
    }
    outcome
}

fn read_string(json: &str, builder: &mut Builder) -> Result<(), ParseError> {
    let Wtf8(bytes) = serde_json::from_str(json)?;
    match String::from_utf8(bytes) {
        Ok(text) => builder.string(&text),
        Err(error) => builder.ill_formed(&with_replacements(error.as_bytes())),
    }
    Ok(())
}

/// Returns the text with U+FFFD for each half of a surrogate pair, which takes three bytes, the first of them 0xED.
fn with_replacements(wtf8: &[u8]) -> String {
    let mut text = String::new();
    for chunk in wtf8.utf8_chunks() {
        text.push_str(chunk.valid());
        if chunk.invalid().first() == Some(&0xED) {
            text.push(char::REPLACEMENT_CHARACTER);
        }
    }
    text
}

/// A string's characters, halves of surrogate pairs included.
struct Wtf8(Vec<u8>);

impl<'de> Deserialize<'de> for Wtf8 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Bytes;

        impl Visitor<'_> for Bytes {
            type Value = Wtf8;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Wtf8, E> {
                Ok(Wtf8(bytes.to_vec()))
            }
        }

        deserializer.deserialize_bytes(Bytes)
    }
}

/// The members of an object, in order.
struct Members<'de>(Vec<(&'de RawValue, &'de RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;

        impl<'de> Visitor<'de> for Object {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(Object)
    }
}
