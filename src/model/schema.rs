//! Tables of fields, by which requests are checked and responses are read. The declarations in [`model`](super)
//! generate those of the API's objects.

use crate::text::is_same;

/// The kind of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A string.
    Text,
    /// A secret string. Comparisons skip it: the server does not return client secrets.
    Secret,
    /// A boolean.
    Bool,
    /// A number.
    Number,
    /// A whole number. Requests may hold it as a number or as a string of digits, as in protobuf's JSON, within 32
    /// bits; callers get it as a number.
    Integer,
    /// Any value: its documentation is too vague to check it.
    Any,
    /// A function of the host, of which JSON text holds only a mark.
    Function,
    /// An `AbortSignal`, which JSON cannot hold: the shell takes it out, and any value that remains is invalid.
    Signal,
    /// An object with any names, each with a string.
    Map,
    /// A value of this kind, or `null` if that has a meaning of its own.
    OrNull(&'static Kind),
    /// An array of values of this kind.
    List(&'static Kind),
    /// An object with these fields.
    Object(&'static Schema),
}

impl Kind {
    /// Returns the kind in words, with its article, for use within a sentence.
    #[must_use]
    pub fn expected(&self) -> &'static str {
        match self {
            Kind::Text | Kind::Secret => "a string",
            Kind::Bool => "a boolean",
            Kind::Number => "a number",
            Kind::Integer => "a whole number of 32 bits",
            Kind::Any => "anything",
            Kind::Function => "a function",
            Kind::Signal => "an AbortSignal",
            Kind::Map => "an object of strings",
            Kind::OrNull(kind) => kind.expected(),
            Kind::List(Kind::Text) => "an array of strings",
            Kind::List(_) => "an array of objects",
            Kind::Object(_) => "an object",
        }
    }
}

/// One field of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// The name on the wire.
    pub name: &'static str,
    /// The kind of its value.
    pub kind: Kind,
}

/// The maximum number of fields of an object.
pub const MOST_FIELDS: usize = 24;

/// The fields of an object, in the order of the API reference.
#[derive(Debug, PartialEq, Eq)]
pub struct Schema {
    /// The fields.
    pub fields: &'static [Field],
    index: Index,
}

impl Schema {
    /// A table of these fields.
    ///
    /// # Panics
    /// When there are more than [`MOST_FIELDS`]: in a static, where this belongs, that does not compile.
    #[must_use]
    pub const fn new(fields: &'static [Field]) -> Self {
        assert!(fields.len() <= MOST_FIELDS, "MOST_FIELDS is too small");
        Self {
            fields,
            index: index(fields),
        }
    }

    /// Returns the field of this name, and its index among the fields.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<(usize, &'static Field)> {
        let mut slot = slot_of(name.as_bytes());
        // Ends at the latest at a free slot: there are more slots than fields.
        loop {
            let index = usize::from(*self.index.get(slot)?).checked_sub(1)?;
            let field = self.fields.get(index)?;
            if is_same(field.name, name) {
                return Some((index, field));
            }
            slot = slot_behind(slot);
        }
    }
}

/// A hash table: in the slot of a name, or in one behind it, the index of its field plus one; 0 in a free slot.
type Index = [u8; SLOTS];

/// A power of two, above [`MOST_FIELDS`].
const SLOTS: usize = 64;

/// The names of an app's fields all have different slots.
#[inline(always)]
const fn slot_of(name: &[u8]) -> usize {
    let (Some(first), Some(last)) = (name.first(), name.last()) else {
        return 0;
    };
    let sum = name
        .len()
        .wrapping_add((*first as usize).wrapping_mul(6))
        .wrapping_add(*last as usize);
    sum % SLOTS
}

const fn slot_behind(slot: usize) -> usize {
    slot.wrapping_add(1) % SLOTS
}

#[allow(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "evaluated by the compiler"
)]
const fn index(fields: &[Field]) -> Index {
    let (mut index, mut number) = ([0; SLOTS], 0);
    while number < fields.len() {
        let mut slot = slot_of(fields[number].name.as_bytes());
        while index[slot] != 0 {
            slot = slot_behind(slot);
        }
        number = number.wrapping_add(1);
        index[slot] = number as u8;
    }
    index
}

impl Field {
    /// A placeholder in an array of fields.
    pub(super) const NONE: Self = field("", Kind::Any);
}

/// The index of a field in a schema, found at compile time: tables name fields, and no name is looked up at run time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldIndex(u8);

impl FieldIndex {
    /// Returns the index of the field of this name.
    ///
    /// # Panics
    /// If the schema has no such field: a compile error in a static or a const, its intended use.
    #[must_use]
    #[allow(clippy::panic, reason = "evaluated by the compiler")]
    pub const fn of(name: &str, schema: &'static Schema) -> Self {
        match find(name, schema.fields) {
            Some(index) => Self(index),
            None => panic!("there is no field of this name"),
        }
    }

    /// Returns the number of fields before it.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Returns the index of the field of this name.
pub(super) const fn find(name: &str, mut fields: &[Field]) -> Option<u8> {
    let mut index = 0_u8;
    while let [field, rest @ ..] = fields {
        if equals(field.name, name) {
            return Some(index);
        }
        (fields, index) = (rest, index.saturating_add(1));
    }
    None
}

/// Compares two strings at compile time: `==` is not const yet.
pub(super) const fn equals(left: &str, right: &str) -> bool {
    let (mut left, mut right) = (left.as_bytes(), right.as_bytes());
    while let ([first, left_rest @ ..], [second, right_rest @ ..]) = (left, right) {
        if *first != *second {
            return false;
        }
        (left, right) = (left_rest, right_rest);
    }
    left.is_empty() && right.is_empty()
}

/// A row of a table.
#[must_use]
pub const fn field(name: &'static str, kind: Kind) -> Field {
    Field { name, kind }
}

/// The request that identifies an app or a token by its id alone.
pub static ID: Schema = Schema::new(&[field("id", Kind::Text)]);

/// No fields: an empty request, or an answer that reports only success.
pub static NOTHING: Schema = Schema::new(&[]);

static LICENSE: Schema = Schema::new(&[field("rateLimitTier", Kind::Text)]);

/// A response with the project's rate limit tier.
pub static LICENSE_RESPONSE: Kind = Kind::Object(&LICENSE);

/// A response that reports only success.
pub static NOTHING_RESPONSE: Kind = Kind::Object(&NOTHING);

static FAILURE: Schema = Schema::new(&[
    field("appId", Kind::Text),
    field("userId", Kind::Text),
    field("tenantId", Kind::Text),
    field("errorCode", Kind::Text),
    field("reason", Kind::Text),
]);

static FAILURES: Schema = Schema::new(&[field("failures", Kind::List(&Kind::Object(&FAILURE)))]);

/// A response with the failures of a batch. Unless the list is empty, nothing is stored.
pub static FAILURES_RESPONSE: Kind = Kind::Object(&FAILURES);
