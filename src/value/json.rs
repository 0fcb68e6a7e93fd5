//! Writes values as JSON text, which may be secret.

use core::ops::Range;

use super::buffer::Buffer;
use super::document::{Cursor, Node, Tag};
use super::{Items, Members, Value};
use crate::model::Secret;

/// The treatment of members that are `null`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nulls {
    /// Writes them.
    Kept,
    /// Leaves them out, at any depth.
    LeftOut,
}

/// Returns the value as JSON text, as `JSON.stringify` writes it. Values that JSON cannot represent are left out of
/// objects, and are `null` elsewhere.
#[must_use]
pub fn to_json(value: Value<'_>, nulls: Nulls) -> Secret {
    let mut out = Buffer::default();
    write(value, nulls, &mut out);
    out.finish()
}

/// Returns a string as JSON text, with its quotes.
#[must_use]
pub fn string_to_json(text: &str) -> Secret {
    let mut out = Buffer::default();
    out.string(text);
    out.finish()
}

fn write(value: Value<'_>, nulls: Nulls, out: &mut Buffer) {
    match value {
        Value::Null | Value::NonJson(_) => out.json("null"),
        Value::Bool(true) => out.json("true"),
        Value::Bool(false) => out.json("false"),
        Value::Number(digits) => out.json(digits),
        Value::String(text) => out.string(text.lossy()),
        Value::Array(Items(items)) => Writer::new(items, nulls, out).array(items.range()),
        Value::Object(Members(members)) => Writer::new(members, nulls, out).object(members.range()),
    }
}

/// Writes nodes. It needs half the time of a walk over [`Value`]s.
struct Writer<'w, 'd> {
    values: Cursor<'d>,
    nulls: Nulls,
    out: &'w mut Buffer,
}

/// The bytes that a name or a value needs besides its text, if nothing has to be escaped: `,"":`, `false`.
const AROUND: usize = 5;

impl<'w, 'd> Writer<'w, 'd> {
    fn new(values: Cursor<'d>, nulls: Nulls, out: &'w mut Buffer) -> Self {
        if out.len() == 0 {
            let around = values.range().len().saturating_add(1).saturating_mul(AROUND);
            *out = Buffer::with_capacity(values.text_length().saturating_add(around));
        }
        Self { values, nulls, out }
    }

    fn array(&mut self, Range { start, end }: Range<usize>) {
        let (mut at, mut separator) = (start, b'[');
        while at < end {
            self.out.byte(separator);
            at = self.value(at);
            separator = b',';
        }
        self.end(separator, b'[', b']');
    }

    fn object(&mut self, Range { start, end }: Range<usize>) {
        let (mut at, mut separator) = (start, b'{');
        while at < end {
            let name = self.values.node(at);
            at = at.saturating_add(1);
            let is_left_out = match self.values.node(at).tag() {
                Some(Tag::NonJson) | None => true,
                Some(Tag::Null) => self.nulls == Nulls::LeftOut,
                _ => false,
            };
            if is_left_out {
                at = at.saturating_add(1);
                continue;
            }
            self.out.byte(separator);
            self.out.string(self.values.characters(name));
            self.out.byte(b':');
            at = self.value(at);
            separator = b',';
        }
        self.end(separator, b'{', b'}');
    }

    fn end(&mut self, separator: u8, open: u8, close: u8) {
        if separator == open {
            self.out.byte(open);
        }
        self.out.byte(close);
    }

    /// Writes the value at a place, and returns the place behind it.
    fn value(&mut self, at: usize) -> usize {
        let node: Node = self.values.node(at);
        let behind = at.saturating_add(1);
        let within = behind..node.place as usize;
        match node.tag() {
            Some(Tag::String | Tag::IllFormed) => self.out.string(self.values.characters(node)),
            Some(Tag::Number | Tag::Rounded) => self.out.json(self.values.characters(node)),
            Some(Tag::True) => self.out.json("true"),
            Some(Tag::False) => self.out.json("false"),
            Some(Tag::Null | Tag::NonJson) | None => self.out.json("null"),
            Some(Tag::Array) => {
                self.array(within.clone());
                return within.end;
            }
            Some(Tag::Object) => {
                self.object(within.clone());
                return within.end;
            }
        }
        behind
    }
}

/// Writes an object, member by member.
#[derive(Debug)]
pub struct ObjectWriter(Buffer);

/// Writes an array, item by item.
#[derive(Debug)]
pub struct ArrayWriter(Buffer);

impl Default for ObjectWriter {
    fn default() -> Self {
        Self(opened(b'{'))
    }
}

impl Default for ArrayWriter {
    fn default() -> Self {
        Self(opened(b'['))
    }
}

impl ObjectWriter {
    /// Writes a member whose value is JSON; its name must need no escapes.
    pub fn json(&mut self, name: &str, value: &str) {
        self.name(name).json(value);
    }

    /// Writes a member whose value is this string; its name must need no escapes.
    pub fn string(&mut self, name: &str, value: &str) {
        self.name(name).string(value);
    }

    /// Writes a member with this value; its name must need no escapes.
    pub fn value(&mut self, name: &str, value: Value<'_>, nulls: Nulls) {
        write(value, nulls, self.name(name));
    }

    /// Writes a member if it has a value.
    pub fn optional(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.string(name, value);
        }
    }

    fn name(&mut self, name: &str) -> &mut Buffer {
        let out = separated(&mut self.0);
        out.string(name);
        out.byte(b':');
        out
    }

    /// Returns the finished object.
    #[must_use]
    pub fn finish(mut self) -> Secret {
        self.0.byte(b'}');
        self.0.finish()
    }
}

impl ArrayWriter {
    /// Writes an item that is JSON.
    pub fn json(&mut self, item: &str) {
        separated(&mut self.0).json(item);
    }

    /// Writes an item that is this string.
    pub fn string(&mut self, item: &str) {
        separated(&mut self.0).string(item);
    }

    /// Returns the finished array.
    #[must_use]
    pub fn finish(mut self) -> Secret {
        self.0.byte(b']');
        self.0.finish()
    }
}

fn opened(bracket: u8) -> Buffer {
    let mut out = Buffer::default();
    out.byte(bracket);
    out
}

/// Writes a comma, except before the first member or item: there, the text is only the opening bracket.
fn separated(out: &mut Buffer) -> &mut Buffer {
    if out.len() > 1 {
        out.byte(b',');
    }
    out
}
