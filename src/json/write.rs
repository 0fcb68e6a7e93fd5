//! Tree to text.

use super::{Text, Value};
use crate::model::Secret;

/// The value as JSON without white space. It may hold a secret, and nothing of it is left behind where it grows.
#[must_use]
pub fn write(value: &Value<'_>) -> Secret {
    let mut text = Secret::default();
    write_value(value, &mut text);
    text
}

fn write_value(value: &Value<'_>, out: &mut Secret) {
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
                write_value(item, out);
            }
            out.push_str("]");
        }
        Value::Object(members) => {
            out.push_str("{");
            for (nth, (name, member)) in members.iter().enumerate() {
                separate(nth, out);
                write_text(name, out);
                out.push_str(":");
                write_value(member, out);
            }
            out.push_str("}");
        }
    }
}

fn separate(nth: usize, out: &mut Secret) {
    if nth > 0 {
        out.push_str(",");
    }
}

fn write_text(text: &Text<'_>, out: &mut Secret) {
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
                    out.push(char::from_digit(digit, 16).unwrap_or('0'));
                }
            }
            _ => out.push(character),
        }
    }
    out.push_str("\"");
}
