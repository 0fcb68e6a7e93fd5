//! Documents from parts of others.

use alloc::vec::Vec;

use super::document::{Document, Node, NonJson, Tag};
use super::{Text, Value};
use crate::model::Secret;

/// Makes a [`Document`], value by value. A member is its name, as a string, and then its value.
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
    /// A string.
    pub fn string(&mut self, characters: &str) {
        self.push_text(Tag::String, characters);
    }

    /// A number, as JSON writes it.
    pub fn number(&mut self, digits: &str) {
        self.push_text(Tag::Number, digits);
    }

    /// A string with half a surrogate pair, which stands as U+FFFD here.
    pub fn ill_formed(&mut self, characters: &str) {
        self.push_text(Tag::IllFormed, characters);
    }

    /// `null`.
    pub fn null(&mut self) {
        self.push(Tag::Null, 0, 0);
    }

    /// `true` or `false`.
    pub fn bool(&mut self, value: bool) {
        self.push(if value { Tag::True } else { Tag::False }, 0, 0);
    }

    /// A string, or the name of a member, that stands elsewhere.
    pub fn text(&mut self, text: Text<'_>) {
        match text.well_formed() {
            Some(characters) => self.string(characters),
            None => self.ill_formed(text.lossy()),
        }
    }

    /// A JavaScript value that has no form in JSON.
    pub fn non_json(&mut self, value: NonJson) {
        self.push(Tag::NonJson, value as u32, 0);
    }

    /// An array of what `items` makes.
    pub fn array(&mut self, items: impl FnOnce(&mut Self)) {
        self.container(Tag::Array, items);
    }

    /// An object of what `members` makes.
    pub fn object(&mut self, members: impl FnOnce(&mut Self)) {
        self.container(Tag::Object, members);
    }

    /// A value that stands elsewhere, and all that is within it.
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

    /// A member that stands elsewhere.
    pub fn member(&mut self, name: Text<'_>, value: Value<'_>) {
        self.text(name);
        self.value(value);
    }

    /// The finished value.
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

    /// Ends the array or object that began there.
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

/// No text is longer than 4 GiB, and there are no more nodes.
fn length(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
