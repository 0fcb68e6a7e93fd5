//! Writes values as JSON text, which may be secret.

use super::Value;
use crate::model::Secret;
use crate::text::{each, fold_words};

/// The treatment of members that are `null`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nulls {
    /// Writes them.
    Kept,
    /// Leaves them out, at any depth.
    LeftOut,
}

/// An object that begins within this many bytes counts as the outermost: it may be a member of another.
const SHORT: usize = 16;

/// Returns the value as JSON text, as `JSON.stringify` writes it. Values that JSON cannot represent are left out of
/// objects, and are `null` elsewhere.
#[must_use]
pub fn to_json(value: Value<'_>, nulls: Nulls) -> Secret {
    let mut out = Secret::default();
    write_json(value, nulls, &mut out);
    out
}

/// Appends the value as JSON text.
pub fn write_json(value: Value<'_>, nulls: Nulls, out: &mut Secret) {
    match value {
        Value::Null | Value::NonJson(_) => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(digits) => out.push_str(digits),
        Value::String(text) => write_string(text.lossy(), out),
        Value::Array(items) => {
            let mut separator = "[";
            for item in items.iter() {
                out.push_str(separator);
                write_json(item, nulls, out);
                separator = ",";
            }
            out.push_str(if separator == "[" { "[]" } else { "]" });
        }
        Value::Object(mut members) => {
            // For the outermost object, reserves capacity for the whole text; enough if nothing has to be escaped.
            if out.expose().len() < SHORT {
                let _room = out.room(members.length_as_json());
            }
            let mut start = "{\"";
            while let Some((name, member)) = members.next() {
                let is_left_out = match member {
                    Value::NonJson(_) => true,
                    Value::Null => nulls == Nulls::LeftOut,
                    _ => false,
                };
                if !is_left_out {
                    write_characters(start, name.lossy(), "\":", out);
                    write_json(member, nulls, out);
                    start = ",\"";
                }
            }
            out.push_str(if start == "{\"" { "{}" } else { "}" });
        }
    }
}

/// Writes an object, member by member.
#[derive(Debug)]
pub struct ObjectWriter {
    out: Secret,
}

/// Writes an array, item by item.
#[derive(Debug)]
pub struct ArrayWriter {
    out: Secret,
}

impl Default for ObjectWriter {
    fn default() -> Self {
        Self { out: Secret::from("{") }
    }
}

impl Default for ArrayWriter {
    fn default() -> Self {
        Self { out: Secret::from("[") }
    }
}

impl ObjectWriter {
    /// Writes a member whose value is JSON; its name must need no escapes.
    pub fn json(&mut self, name: &str, value: &str) {
        separate(&mut self.out);
        for part in ["\"", name, "\":", value] {
            self.out.push_str(part);
        }
    }

    /// Writes a member whose value is this string; its name must need no escapes.
    pub fn string(&mut self, name: &str, value: &str) {
        self.json(name, "");
        write_string(value, &mut self.out);
    }

    /// Writes a member if it has a value.
    pub fn optional(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.string(name, value);
        }
    }

    /// Returns the finished object.
    #[must_use]
    pub fn finish(mut self) -> Secret {
        self.out.push_str("}");
        self.out
    }
}

impl ArrayWriter {
    /// Writes an item that is JSON.
    pub fn json(&mut self, item: &str) {
        separate(&mut self.out);
        self.out.push_str(item);
    }

    /// Writes an item that is this string.
    pub fn string(&mut self, item: &str) {
        separate(&mut self.out);
        write_string(item, &mut self.out);
    }

    /// Returns the finished array.
    #[must_use]
    pub fn finish(mut self) -> Secret {
        self.out.push_str("]");
        self.out
    }
}

/// Writes a comma, except before the first member or item: there, the text is only the opening bracket.
fn separate(out: &mut Secret) {
    if out.expose().len() > 1 {
        out.push_str(",");
    }
}

/// Appends a string as JSON, with its quotes.
pub fn write_string(text: &str, out: &mut Secret) {
    write_characters("\"", text, "\"", out);
}

/// Appends the characters of a string as JSON, between two texts that contain the quotes.
#[inline(never)]
fn write_characters(before: &str, text: &str, behind: &str, out: &mut Secret) {
    if has_escapes(text.as_bytes()) {
        return write_escaped(before, text, behind, out);
    }
    let around = before.len().wrapping_add(behind.len());
    let out = out.room(text.len().saturating_add(around));
    out.push_str(before);
    out.push_str(text);
    out.push_str(behind);
}

#[inline(never)]
fn write_escaped(before: &str, text: &str, behind: &str, out: &mut Secret) {
    let mut rest = text;
    out.push_str(before);
    while let Some((plain, byte, behind)) = split_at_escape(rest) {
        out.push_str(plain);
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            0x8 => out.push_str("\\b"),
            0xC => out.push_str("\\f"),
            _ => {
                out.push_str("\\u00");
                for shift in [4, 0] {
                    let digit = u32::from(byte >> shift) & 0xF;
                    out.push(char::from_digit(digit, 16).unwrap_or('0'));
                }
            }
        }
        rest = behind;
    }
    out.push_str(rest);
    out.push_str(behind);
}

/// Splits a text at the first byte that has to be escaped: the text before it, the byte, the text after it.
fn split_at_escape(text: &str) -> Option<(&str, u8, &str)> {
    let at = text.bytes().position(is_escaped)?;
    let (plain, rest) = text.split_at_checked(at)?;
    Some((plain, rest.bytes().next()?, rest.get(1..)?))
}

/// Whether a byte is a quote, a backslash or a control character.
fn is_escaped(byte: u8) -> bool {
    matches!(byte, b'"' | b'\\' | 0..=0x1F)
}

/// Whether a byte has to be escaped. Looks at eight bytes at a time: most strings have none.
fn has_escapes(bytes: &[u8]) -> bool {
    match fold_words(bytes, |found, word| found | escapes(word)) {
        Some(found) => found != 0,
        None => bytes.iter().any(|byte| is_escaped(*byte)),
    }
}

/// Not 0 if a byte of the word has to be escaped ("Bit Twiddling Hacks", determine if a word has a byte less than n).
#[inline(always)]
fn escapes(word: u64) -> u64 {
    let below = |word: u64, bound: u8| word.wrapping_sub(each(bound)) & !word;
    // With this bit flipped, the quote is below all plain characters, right above the control characters.
    let quotes = below(word ^ each(b'"' ^ 0x20), 0x21);
    let backslashes = below(word ^ each(b'\\'), 1);
    (quotes | backslashes) & each(0x80)
}
