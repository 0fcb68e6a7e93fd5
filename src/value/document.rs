//! The representation of a value: a list of nodes, and one text.
//!
//! ```text
//!   {"a":["x"],"b":1}     nodes   Object  String a  Array  String x  String b  Number 1
//!                         place      6       0        4       1         2         3        text  "axb1"
//! ```
//!
//! The place of an array or object is the node after its contents; that of a string or number is its start in the text.
//! A member is two values: its name, and its value.

use alloc::vec::Vec;
use core::fmt;
use core::ops::Range;

use super::{Items, Members, Text, Value};
use crate::model::Secret;
use crate::text::is_same;

/// The kind of a node. JavaScript's encoder writes these numbers.
#[cfg_attr(
    all(
        feature = "npm",
        any(feature = "client", feature = "provision"),
        target_arch = "wasm32",
        not(feature = "std")
    ),
    wasm_bindgen::prelude::wasm_bindgen
)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "as in JSON")]
#[repr(u8)]
pub enum Tag {
    Null,
    False,
    True,
    Number,
    /// A whole number beyond a double's exact range, so that its digits may differ from those that were sent.
    Rounded,
    String,
    /// A string with half a surrogate pair, which is U+FFFD in the text.
    IllFormed,
    Array,
    Object,
    /// A value that JSON cannot represent. The payload is its [`NonJson`].
    NonJson,
}

/// A JavaScript value that JSON cannot represent. JavaScript's encoder writes these numbers.
#[cfg_attr(
    all(
        feature = "npm",
        any(feature = "client", feature = "provision"),
        target_arch = "wasm32",
        not(feature = "std")
    ),
    wasm_bindgen::prelude::wasm_bindgen
)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum NonJson {
    /// `undefined`, except for a member of an object, which is left out.
    Undefined,
    /// A function or class.
    Function,
    /// A symbol.
    Symbol,
    /// A `BigInt`.
    BigInt,
    /// `NaN` or an infinity.
    NotFinite,
    /// A typed array or other view of memory.
    Binary,
    /// An object that contains itself.
    Cycle,
    /// More levels than [`MAX_DEPTH`](super::MAX_DEPTH).
    TooDeep,
    /// More values than the encoder reads.
    TooLarge,
    /// A getter, a proxy or a `toJSON` that threw.
    Unreadable,
}

/// Each value with its name within a sentence.
const NON_JSON: &[(NonJson, &str)] = &[
    (NonJson::Undefined, "undefined"),
    (NonJson::Function, "a function"),
    (NonJson::Symbol, "a symbol"),
    (NonJson::BigInt, "a BigInt"),
    (NonJson::NotFinite, "a number that is not finite"),
    (NonJson::Binary, "binary data"),
    (NonJson::Cycle, "an object that contains itself"),
    (NonJson::TooDeep, "nested too deeply to be read"),
    (NonJson::TooLarge, "too large to be read"),
    (NonJson::Unreadable, "a value that threw an error when it was read"),
];

impl NonJson {
    pub(super) fn of(number: u32) -> Option<Self> {
        NON_JSON.get(number as usize).map(|(value, _)| *value)
    }

    /// Returns the kind in words, with its article, for a sentence.
    #[must_use]
    pub fn kind(self) -> &'static str {
        NON_JSON.get(self as usize).map_or("", |(_, kind)| kind)
    }
}

const TAGS: &[Tag] = &[
    Tag::Null,
    Tag::False,
    Tag::True,
    Tag::Number,
    Tag::Rounded,
    Tag::String,
    Tag::IllFormed,
    Tag::Array,
    Tag::Object,
    Tag::NonJson,
];

/// One value, or the name of a member.
#[derive(Clone, Copy, Debug, Default)]
#[repr(C)]
pub struct Node {
    /// The tag in the highest four bits; below it the payload: the length of a string or number, or the [`NonJson`].
    pub head: u32,
    /// The start of its text, or the node after its contents.
    pub place: u32,
}

/// The bits of a payload.
pub(super) const PAYLOAD: u32 = (1 << TAG_SHIFT) - 1;
const TAG_SHIFT: u32 = 28;

impl Node {
    pub(super) fn new(tag: Tag, payload: u32, place: u32) -> Self {
        Self {
            head: (tag as u32) << TAG_SHIFT | payload & PAYLOAD,
            place,
        }
    }

    #[inline(always)]
    pub(super) fn tag(self) -> Option<Tag> {
        TAGS.get((self.head >> TAG_SHIFT) as usize).copied()
    }

    pub(super) fn payload(self) -> u32 {
        self.head & PAYLOAD
    }

    pub(super) fn set_payload(&mut self, payload: u32) {
        self.head = self.head & !PAYLOAD | payload & PAYLOAD;
    }
}

/// A JSON-like value that owns its parts, which may be secrets: the text is zeroed when it is dropped.
#[derive(Clone, Default)]
pub struct Document {
    pub(super) nodes: Vec<Node>,
    pub(super) text: Secret,
    /// The first node of the value, which may be a part of the input.
    pub(super) root: u32,
}

impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl PartialEq for Document {
    fn eq(&self, other: &Self) -> bool {
        self.root() == other.root()
    }
}

impl Document {
    /// `null`.
    pub const NULL: Document = Document {
        nodes: Vec::new(),
        text: Secret::EMPTY,
        root: 0,
    };

    /// Returns the whole value.
    #[must_use]
    pub fn root(&self) -> Value<'_> {
        self.from(self.root).next().unwrap_or(Value::Null)
    }

    /// Returns the item with this index, if this is an array that has one; else `null`.
    #[must_use]
    pub fn item(&self, number: usize) -> Value<'_> {
        self.root().items().iter().nth(number).unwrap_or(Value::Null)
    }

    /// Returns the item with this index as a separate document; `null` if this is not an array that has one.
    #[must_use]
    pub fn into_item(self, number: usize) -> Self {
        let mut items = self.from(self.root.saturating_add(1));
        for _ in 0..number {
            let _before = items.next();
        }
        let is_there = self
            .from(self.root)
            .next()
            .is_some_and(|root| matches!(root, Value::Array(_)))
            && items.next < self.behind_root();
        if is_there {
            let root = items.next;
            Self { root, ..self }
        } else {
            Self::NULL
        }
    }

    fn from(&self, node: u32) -> Cursor<'_> {
        Cursor {
            document: self,
            next: node,
            end: u32::MAX,
        }
    }

    fn behind_root(&self) -> u32 {
        let mut cursor = self.from(self.root);
        let _root = cursor.next();
        cursor.next
    }

    /// Whether the document contains a `null`.
    #[must_use]
    pub fn has_null(&self) -> bool {
        self.has(Tag::Null)
    }

    /// Whether the document contains a value that JSON cannot represent.
    #[must_use]
    pub fn has_non_json(&self) -> bool {
        self.has(Tag::NonJson)
    }

    /// Whether the document may differ from its source: it contains a rounded number, or a value that JSON cannot
    /// represent.
    #[must_use]
    pub fn is_inexact(&self) -> bool {
        self.has(Tag::Rounded) || self.has_non_json()
    }

    fn has(&self, tag: Tag) -> bool {
        let nodes = self.nodes.get(self.root as usize..self.behind_root() as usize);
        nodes.unwrap_or_default().iter().any(|node| node.tag() == Some(tag))
    }
}

static EMPTY: Document = Document::NULL;

/// A position among consecutive values of a document.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'d> {
    document: &'d Document,
    next: u32,
    end: u32,
}

impl<'d> Cursor<'d> {
    /// No values.
    pub(super) const EMPTY: Self = Self {
        document: &EMPTY,
        next: 0,
        end: 0,
    };

    pub(super) fn is_at_end(self) -> bool {
        self.next >= self.end
    }

    /// Returns the next value, and moves past it.
    #[inline(never)]
    pub(super) fn next(&mut self) -> Option<Value<'d>> {
        if self.is_at_end() {
            return None;
        }
        let node = *self.document.nodes.get(self.next as usize)?;
        self.next = self.next.wrapping_add(1);
        Some(match node.tag()? {
            Tag::Null => Value::Null,
            Tag::False => Value::Bool(false),
            Tag::True => Value::Bool(true),
            Tag::Number | Tag::Rounded => Value::Number(self.characters(node)),
            Tag::String => Value::String(self.text(node, true)),
            Tag::IllFormed => Value::String(self.text(node, false)),
            Tag::NonJson => Value::NonJson(NonJson::of(node.payload())?),
            Tag::Array => Value::Array(Items(self.within(node))),
            Tag::Object => Value::Object(Members(self.within(node))),
        })
    }

    /// Returns the places of the values.
    pub(super) fn range(self) -> Range<usize> {
        self.next as usize..self.end as usize
    }

    /// Returns the node at a place.
    #[inline(always)]
    pub(super) fn node(self, place: usize) -> Node {
        self.document.nodes.get(place).copied().unwrap_or_default()
    }

    /// Returns the length of the document's text.
    pub(super) fn text_length(self) -> usize {
        self.document.text.expose().len()
    }

    /// Returns the name of the next member, and moves past it.
    #[inline(always)]
    pub(super) fn name(&mut self) -> Option<Text<'d>> {
        if self.is_at_end() {
            return None;
        }
        let node = *self.document.nodes.get(self.next as usize)?;
        self.next = self.next.wrapping_add(1);
        Some(self.text(node, node.tag()? == Tag::String))
    }

    /// Whether the next member has this name; moves past the name. `None` if no member is left.
    #[inline(always)]
    pub(super) fn is_name(&mut self, name: &str) -> Option<bool> {
        if self.is_at_end() {
            return None;
        }
        let node = *self.document.nodes.get(self.next as usize)?;
        self.next = self.next.wrapping_add(1);
        Some(node.tag()? == Tag::String && is_same(self.characters(node), name))
    }

    /// Returns the next value, if it is a string.
    #[inline(always)]
    pub(super) fn string(self) -> Option<Text<'d>> {
        let node = self.node(self.next as usize);
        match node.tag()? {
            Tag::String => Some(self.text(node, true)),
            Tag::IllFormed => Some(self.text(node, false)),
            _ => None,
        }
    }

    /// Returns the place of the next value.
    pub(super) fn place(self) -> u32 {
        self.next
    }

    /// Returns the value at a place.
    pub(super) fn at(self, place: u32) -> Option<Value<'d>> {
        Self { next: place, ..self }.next()
    }

    /// Moves past the next value.
    #[inline(always)]
    pub(super) fn skip(&mut self) {
        let node = self.document.nodes.get(self.next as usize).copied().unwrap_or_default();
        self.next = match node.tag() {
            Some(Tag::Array | Tag::Object) => node.place,
            _ => self.next.wrapping_add(1),
        };
    }

    /// Returns the contents of an array or object, and moves past them.
    fn within(&mut self, node: Node) -> Self {
        let within = Self {
            end: node.place,
            ..*self
        };
        self.next = node.place;
        within
    }

    #[inline(always)]
    fn text(&self, node: Node, is_well_formed: bool) -> Text<'d> {
        Text {
            characters: self.characters(node),
            is_well_formed,
        }
    }

    #[inline(always)]
    pub(super) fn characters(&self, node: Node) -> &'d str {
        let start = node.place as usize;
        let end = start.wrapping_add(node.payload() as usize);
        self.document.text.expose().get(start..end).unwrap_or_default()
    }
}
