//! Builds documents, from new values and from parts of other documents.

use alloc::vec::Vec;

use super::document::{Document, Node, NonJson, Tag};
use super::{Text, Value};
use crate::model::Secret;

/// Builds a [`Document`], value by value. A member is its name, as a string, and then its value.
///
/// ```
/// use descope_outbound::value::{Builder, Nulls, to_json};
///
/// let mut builder = Builder::default();
/// builder.object(|app| {
///     app.string("name");
///     app.string("GitHub");
/// });
/// assert_eq!(to_json(builder.finish().root(), Nulls::Kept).expose(), r#"{"name":"GitHub"}"#);
/// ```
#[derive(Default)]
pub struct Builder {
    nodes: Vec<Node>,
    text: Secret,
}

impl Builder {
    /// Appends a string.
    pub fn string(&mut self, characters: &str) {
        self.push_text(Tag::String, characters);
    }

    /// Appends a number, as JSON writes it.
    pub fn number(&mut self, digits: &str) {
        self.push_text(Tag::Number, digits);
    }

    /// Appends a string with half a surrogate pair, which is U+FFFD in `characters`.
    pub fn ill_formed(&mut self, characters: &str) {
        self.push_text(Tag::IllFormed, characters);
    }

    /// Appends `null`.
    pub fn null(&mut self) {
        self.push(Tag::Null, 0, 0);
    }

    /// Appends `true` or `false`.
    pub fn bool(&mut self, value: bool) {
        self.push(if value { Tag::True } else { Tag::False }, 0, 0);
    }

    /// Appends a copy of a string, or of the name of a member.
    pub fn text(&mut self, text: Text<'_>) {
        match text.well_formed() {
            Some(characters) => self.string(characters),
            None => self.ill_formed(text.lossy()),
        }
    }

    /// Appends a JavaScript value that JSON cannot represent.
    pub fn non_json(&mut self, value: NonJson) {
        self.push(Tag::NonJson, value as u32, 0);
    }

    /// Appends an array of the values that `items` appends.
    pub fn array(&mut self, items: impl FnOnce(&mut Self)) {
        self.container(Tag::Array, items);
    }

    /// Appends an object of the members that `members` appends.
    pub fn object(&mut self, members: impl FnOnce(&mut Self)) {
        self.container(Tag::Object, members);
    }

    /// Appends a copy of a value.
    pub fn value(&mut self, value: Value<'_>) {
        match value {
            Value::Null => self.null(),
            Value::Bool(value) => self.bool(value),
            Value::Number(digits) => self.number(digits),
            Value::String(text) => self.text(text),
            Value::NonJson(value) => self.non_json(value),
            Value::Array(items) => self.array(|array| items.iter().for_each(|item| array.value(item))),
            Value::Object(members) => self.object(|object| {
                for (name, member) in members.iter() {
                    object.member(name, member);
                }
            }),
        }
    }

    /// Appends a copy of a member.
    pub fn member(&mut self, name: Text<'_>, value: Value<'_>) {
        self.text(name);
        self.value(value);
    }

    /// Returns the finished document.
    #[must_use]
    pub fn finish(self) -> Document {
        Document {
            nodes: self.nodes,
            text: self.text,
            root: 0,
        }
    }

    fn container(&mut self, tag: Tag, within: impl FnOnce(&mut Self)) {
        let at = self.nodes.len();
        self.push(tag, 0, 0);
        within(self);
        self.close(at);
    }

    /// Ends the array or object that begins at this node.
    #[inline(never)]
    fn close(&mut self, at: usize) {
        let behind = length(self.nodes.len());
        if let Some(node) = self.nodes.get_mut(at) {
            node.place = behind;
        }
    }

    #[inline(never)]
    fn push_text(&mut self, tag: Tag, characters: &str) {
        self.push(tag, length(characters.len()), length(self.text.expose().len()));
        self.text.push_str(characters);
    }

    #[inline(never)]
    fn push(&mut self, tag: Tag, payload: u32, place: u32) {
        self.nodes.push(Node::new(tag, payload, place));
    }
}

/// Converts a length. No text is longer than 4 GiB, and no list of nodes.
fn length(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
