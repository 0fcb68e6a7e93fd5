//! Tree to text.

use super::{Text, Value};
use crate::model::Secret;

/// What text is appended to.
pub trait Output {
    /// Appends to it.
    fn push_str(&mut self, text: &str);
}

impl Output for String {
    fn push_str(&mut self, text: &str) {
        self.push_str(text);
    }
}

/// For texts that may hold a secret: where it grows, nothing is left behind.
impl Output for Secret {
    fn push_str(&mut self, text: &str) {
        self.push_str(text);
    }
}

/// Appends `value` to `out` as JSON without white space.
pub fn write(value: &Value<'_>, out: &mut impl Output) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) => out.push_str(number),
        Value::String(text) => write_text(text, out),
        Value::Array(items) => {
            out.push_str("[");
            for (nth, item) in items.iter().enumerate() {
                separate(nth, out);
                write(item, out);
            }
            out.push_str("]");
        }
        Value::Object(members) => {
            out.push_str("{");
            for (nth, (name, member)) in members.iter().enumerate() {
                separate(nth, out);
                write_text(name, out);
                out.push_str(":");
                write(member, out);
            }
            out.push_str("}");
        }
    }
}

fn separate(nth: usize, out: &mut impl Output) {
    if nth > 0 {
        out.push_str(",");
    }
}

fn write_text(text: &Text<'_>, out: &mut impl Output) {
    out.push_str("\"");
    for character in text.lossy().chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0'..='\u{1F}' => {
                out.push_str("\\u00");
                for shift in [4, 0] {
                    let digit = (u32::from(character) >> shift) & 0xF;
                    push(char::from_digit(digit, 16).unwrap_or('0'), out);
                }
            }
            _ => push(character, out),
        }
    }
    out.push_str("\"");
}

fn push(character: char, out: &mut impl Output) {
    out.push_str(character.encode_utf8(&mut [0; 4]));
}
