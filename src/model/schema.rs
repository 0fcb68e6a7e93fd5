//! Tables of fields, by which requests are checked and responses are read. Those of the API's objects come of their
//! declarations in [`model`](super).

use super::at_compile_time::find;

/// The kind of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A string.
    Text,
    /// A string that is sent and not shown again: reading back says nothing of it.
    Secret,
    /// A boolean.
    Bool,
    /// A number.
    Number,
    /// A whole number. Protobuf's JSON takes it as a number or as a string of digits, 32 bits of it; callers get it as a
    /// number.
    Integer,
    /// Anything: what it is, is not documented well enough to be held to it.
    Any,
    /// A function of the host; JSON text holds no more of it than a mark.
    Function,
    /// An `AbortSignal`, which no JSON text holds: the shell takes it out, and what is left is something else.
    Signal,
    /// An object of any names, each with a string.
    Map,
    /// Such a value, or `null` where that says something of its own.
    OrNull(&'static Kind),
    /// An array of such values.
    List(&'static Kind),
    /// An object with these fields.
    Object(&'static Schema),
}

impl Kind {
    /// The kind in words, with its article, as it reads within a sentence.
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

/// No object has more fields.
pub const MOST_FIELDS: usize = 24;

/// The fields of an object, in the order of the API reference.
#[derive(Debug, PartialEq, Eq)]
pub struct Schema(pub &'static [Field]);

impl Schema {
    /// A table of these fields.
    ///
    /// # Panics
    /// When there are more than [`MOST_FIELDS`]: in a static, where this belongs, that does not compile.
    #[must_use]
    pub const fn new(fields: &'static [Field]) -> Self {
        assert!(fields.len() <= MOST_FIELDS, "MOST_FIELDS is too small");
        Self(fields)
    }

    /// The field of this name, and its place among the fields.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<(usize, &'static Field)> {
        self.find_from(0, name)
    }

    /// The same, found at once if it is the one at `likely`.
    #[must_use]
    pub fn find_from(&self, likely: usize, name: &str) -> Option<(usize, &'static Field)> {
        if let Some(field) = self.0.get(likely).filter(|field| field.name == name) {
            return Some((likely, field));
        }
        self.0.iter().enumerate().find(|(_, field)| field.name == name)
    }
}

impl Field {
    /// Stands in an array of fields until another takes its place.
    pub(super) const NONE: Self = field("", Kind::Any);
}

/// A field's place in a schema, found when the crate is compiled: tables name fields, and no name is looked up at run
/// time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldIndex(u8);

impl FieldIndex {
    /// The place of the field of this name.
    ///
    /// # Panics
    /// When the schema has no such field: in a static or a const, where this belongs, that does not compile.
    #[must_use]
    #[allow(clippy::panic, reason = "evaluated by the compiler")]
    pub const fn of(name: &str, schema: &'static Schema) -> Self {
        match find(name, schema.0) {
            Some(index) => Self(index),
            None => panic!("there is no field of this name"),
        }
    }

    /// How many fields stand before it.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A row of a table.
#[must_use]
pub const fn field(name: &'static str, kind: Kind) -> Field {
    Field { name, kind }
}

/// Where an app or a token is told by its id alone.
pub static ID: Schema = Schema::new(&[field("id", Kind::Text)]);

/// No fields: a request that sends none, and an answer that only says that it worked.
pub static NOTHING: Schema = Schema::new(&[]);

static LICENSE: Schema = Schema::new(&[field("rateLimitTier", Kind::Text)]);

/// A response with the project's rate limit tier.
pub static LICENSE_RESPONSE: Kind = Kind::Object(&LICENSE);

/// A response that says no more than that it worked.
pub static NOTHING_RESPONSE: Kind = Kind::Object(&NOTHING);

static FAILURE: Schema = Schema::new(&[
    field("appId", Kind::Text),
    field("userId", Kind::Text),
    field("tenantId", Kind::Text),
    field("errorCode", Kind::Text),
    field("reason", Kind::Text),
]);

static FAILURES: Schema = Schema::new(&[field("failures", Kind::List(&Kind::Object(&FAILURE)))]);

/// A response with what keeps a batch from being stored. Where that is not empty, nothing is.
pub static FAILURES_RESPONSE: Kind = Kind::Object(&FAILURES);
