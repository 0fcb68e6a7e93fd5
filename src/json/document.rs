//! What parsing a text comes to: a list of places in it, in the order of the text.
//!
//! ```text
//!   {"a":["x"],"b":1}     nodes: Object  Name a  Array  String x  Name b  Number 1
//!                         next:    6       2       4       4        5       6
//! ```
//!
//! A node knows its own end in the text, and which node comes behind it and all that is within it. Names are strings, and
//! their values follow them.

use alloc::vec::Vec;

use super::{Items, Members, Text, Value};
use crate::model::Secret;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Null,
    True,
    False,
    Number,
    /// A string without escapes.
    Plain,
    /// A string with escapes; the node behind it is its place among the copies.
    Escaped,
    /// The same, and it holds half a surrogate pair.
    Broken,
    Array,
    Object,
}

/// A place: in the text, or of a copy.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub(super) kind: Kind,
    pub(super) start: u32,
    pub(super) end: u32,
    /// The node behind this one and all that is within it.
    pub(super) next: u32,
}

/// A JSON text that was read; it borrows the text.
#[derive(Debug)]
pub struct Document<'t> {
    pub(super) text: &'t str,
    pub(super) nodes: Vec<Node>,
    /// The characters of the strings that hold escapes, one behind the other. They may be secrets.
    pub(super) copies: Secret,
}

impl Document<'_> {
    /// What is wanted where there is no text that could be read.
    pub const NULL: Document<'static> = Document {
        text: "",
        nodes: Vec::new(),
        copies: Secret::EMPTY,
    };

    /// The value that the text is.
    #[must_use]
    pub fn root(&self) -> Value<'_> {
        self.value(0)
    }

    fn node(&self, at: u32) -> Option<&Node> {
        self.nodes.get(usize::try_from(at).ok()?)
    }

    fn value(&self, at: u32) -> Value<'_> {
        let Some(node) = self.node(at) else {
            return Value::Null;
        };
        let source = slice(self.text, node);
        match node.kind {
            Kind::Null => Value::Null,
            Kind::True => Value::Bool(true),
            Kind::False => Value::Bool(false),
            Kind::Number => Value::Number(source),
            Kind::Plain => Value::String(Text {
                source,
                characters: source.get(1..source.len().saturating_sub(1)).unwrap_or_default(),
                is_well_formed: true,
            }),
            Kind::Escaped | Kind::Broken => Value::String(Text {
                source,
                characters: self
                    .node(at.saturating_add(1))
                    .map_or("", |copy| slice(self.copies.expose(), copy)),
                is_well_formed: node.kind == Kind::Escaped,
            }),
            Kind::Array => Value::Array(Items(Container { document: self, at })),
            Kind::Object => Value::Object(Members(Container { document: self, at })),
        }
    }
}

fn slice<'s>(text: &'s str, node: &Node) -> &'s str {
    let place = usize::try_from(node.start).ok().zip(usize::try_from(node.end).ok());
    place.and_then(|(start, end)| text.get(start..end)).unwrap_or_default()
}

/// An array or object.
#[derive(Clone, Copy)]
pub(super) struct Container<'d> {
    document: &'d Document<'d>,
    at: u32,
}

impl<'d> Container<'d> {
    /// The values within it, the names of members among them.
    pub(super) fn values(self) -> impl Iterator<Item = Value<'d>> {
        let end = self.end();
        let mut at = self.at.saturating_add(1);
        core::iter::from_fn(move || {
            let this = at;
            at = self.document.node(this).filter(|_| this < end)?.next;
            Some(self.document.value(this))
        })
    }

    pub(super) fn is_empty(self) -> bool {
        self.end() <= self.at.saturating_add(1)
    }

    pub(super) fn source(self) -> &'d str {
        self.document
            .node(self.at)
            .map_or("", |node| slice(self.document.text, node))
    }

    fn end(self) -> u32 {
        self.document.node(self.at).map_or(0, |node| node.next)
    }
}
