//! JSON texts from parts of others, and from strings. All of it may be secret.

use super::Value;
use crate::model::Secret;

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
    /// A member whose name, quotes included, and value are JSON as they are.
    pub fn member(&mut self, name: &str, value: &str) {
        separate(&mut self.out);
        for part in [name, ":", value] {
            self.out.push_str(part);
        }
    }

    /// A member whose value is JSON; its name needs no escapes.
    pub fn json(&mut self, name: &str, value: &str) {
        separate(&mut self.out);
        for part in ["\"", name, "\":", value] {
            self.out.push_str(part);
        }
    }

    /// A member whose value is this string; its name needs no escapes.
    pub fn string(&mut self, name: &str, value: &str) {
        self.json(name, "");
        write_string(value, &mut self.out);
    }

    /// The same, if there is a string.
    pub fn optional(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.string(name, value);
        }
    }

    /// The object.
    #[must_use]
    pub fn finish(mut self) -> Secret {
        self.out.push_str("}");
        self.out
    }
}

impl ArrayWriter {
    /// An item that is JSON.
    pub fn json(&mut self, item: &str) {
        separate(&mut self.out);
        self.out.push_str(item);
    }

    /// An item that is this string.
    pub fn string(&mut self, item: &str) {
        separate(&mut self.out);
        write_string(item, &mut self.out);
    }

    /// The array.
    #[must_use]
    pub fn finish(mut self) -> Secret {
        self.out.push_str("]");
        self.out
    }
}

/// The opening bracket is all that is there before the first.
/// The value without the members that are `null`, at any depth.
#[must_use]
pub fn without_nulls(value: Value<'_>) -> Secret {
    match value {
        Value::Array(items) => {
            let mut out = ArrayWriter::default();
            for item in items.iter() {
                out.json(without_nulls(item).expose());
            }
            out.finish()
        }
        Value::Object(members) => {
            let mut out = ObjectWriter::default();
            for (name, member) in members.iter().filter(|(_, member)| *member != Value::Null) {
                out.member(name.source(), without_nulls(member).expose());
            }
            out.finish()
        }
        _ => Secret::from(value.source()),
    }
}

fn separate(out: &mut Secret) {
    if out.expose().len() > 1 {
        out.push_str(",");
    }
}

/// Appends a string as JSON has it, quotes included.
pub fn write_string(text: &str, out: &mut Secret) {
    out.push_str("\"");
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1F)) {
        let (plain, escaped) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(plain);
        let character = escaped.bytes().next().unwrap_or_default();
        match character {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            _ => {
                out.push_str("\\u00");
                for shift in [4, 0] {
                    let digit = u32::from(character >> shift) & 0xF;
                    out.push(char::from_digit(digit, 16).unwrap_or('0'));
                }
            }
        }
        rest = escaped.get(1..).unwrap_or_default();
    }
    out.push_str(rest);
    out.push_str("\"");
}
