//! What each object may hold: the tables that requests are checked by and responses are read by.

mod app;
mod token;

pub use app::{APP, APP_FROM_DCR_PRESET, APP_FROM_TEMPLATE, APP_RESPONSE, APPS_RESPONSE, OVERRIDES};
pub use token::{
    APP_IDS_RESPONSE, CONNECT, CONNECT_OPTIONS, FAILURES_RESPONSE, TENANT_API_KEY, TENANT_TOKEN, TENANT_TOKEN_UPLOAD,
    TOKEN_RESPONSE, URL_RESPONSE, USER, USER_API_KEY, USER_TOKEN, USER_TOKEN_UPLOAD, USER_TOKENS,
};

/// What a value has to be.
#[derive(Debug, PartialEq, Eq)]
pub enum Kind {
    /// A string.
    Text,
    /// A string that is sent and not shown again: reading back says nothing of it.
    Secret,
    /// A boolean.
    Flag,
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
    Record,
    /// Such a value, or `null` where that says something of its own.
    OrNull(&'static Kind),
    /// An array of such values.
    List(&'static Kind),
    /// An object with these fields.
    Object(&'static Schema),
}

impl Kind {
    /// What the value has to be, with its article, as it reads within a sentence.
    #[must_use]
    pub fn expected(&self) -> &'static str {
        match self {
            Kind::Text | Kind::Secret => "a string",
            Kind::Flag => "a boolean",
            Kind::Number => "a number",
            Kind::Integer => "a whole number of 32 bits",
            Kind::Any => "anything",
            Kind::Function => "a function",
            Kind::Signal => "an AbortSignal",
            Kind::Record => "an object of strings",
            Kind::OrNull(kind) => kind.expected(),
            Kind::List(Kind::Text) => "an array of strings",
            Kind::List(_) => "an array of objects",
            Kind::Object(_) => "an object",
        }
    }
}

/// One field of an object.
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    /// The name on the wire.
    pub name: &'static str,
    /// What its value has to be.
    pub kind: Kind,
}

/// The fields of an object, in the order of the API reference.
#[derive(Debug, PartialEq, Eq)]
pub struct Schema(pub &'static [Field]);

impl Schema {
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

/// A field's place in a schema, found when the crate is compiled: tables name fields, and no name is looked up at run
/// time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place(u8);

impl Place {
    /// The place of the field of this name.
    ///
    /// # Panics
    /// When the schema has no such field: in a static or a const, where this belongs, that does not compile.
    #[must_use]
    #[allow(clippy::panic, reason = "evaluated by the compiler")]
    pub const fn of(name: &str, schema: &'static Schema) -> Self {
        let (mut fields, mut index) = (schema.0, 0_u8);
        while let [field, rest @ ..] = fields {
            if is_same(field.name.as_bytes(), name.as_bytes()) {
                return Self(index);
            }
            (fields, index) = (rest, index.saturating_add(1));
        }
        panic!("there is no field of this name");
    }

    /// How many fields stand before it.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// `==` for strings is not const yet.
const fn is_same(mut left: &[u8], mut right: &[u8]) -> bool {
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

/// An answer with the project's rate limit tier.
pub static LICENSE_RESPONSE: Kind = Kind::Object(&Schema(&[field("rateLimitTier", Kind::Text)]));

const TEXTS: Kind = Kind::List(&Kind::Text);

/// Where an app or a token is told by its id alone.
pub static ID: Schema = Schema(&[field("id", Kind::Text)]);

/// What has no fields: a request that sends none, and an answer that says no more than that it worked.
pub static NOTHING: Schema = Schema(&[]);

/// An answer that says no more than that it worked.
pub static NOTHING_RESPONSE: Kind = Kind::Object(&NOTHING);
