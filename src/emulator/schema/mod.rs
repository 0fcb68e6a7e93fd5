//! What requests may hold: the documented fields and their types, and nothing else, as the gateway wants it \[go\]; and
//! which of them have to be there.

use serde_json::{Map, Number, Value};

use super::fields::has;
use super::refusal::Refusal;

mod app;
mod token;

pub(super) use app::{CONNECT, CREATE, CREATE_BY_TEMPLATE, TEMPLATE, UPDATE, UPDATED_APP};
pub(super) use token::{
    APPS_OF_USER, LATEST_TENANT_TOKEN, LATEST_USER_TOKEN, TENANT_API_KEY, TENANT_BATCH, TENANT_TOKEN,
    TENANT_TOKEN_UPLOAD, USER_API_KEY, USER_BATCH, USER_TOKEN, USER_TOKEN_UPLOAD, USER_TOKENS,
};

/// What a value has to be. `null` is none of them: that it might do for an absent field is not documented.
enum Kind {
    Text,
    Flag,
    /// A whole number of 32 bits.
    Int32,
    List(&'static Kind),
    Object(Fields),
    /// An object of which nothing is known.
    AnyObject,
}

type Field = (&'static str, Kind);

/// Groups of fields, which several requests have in common.
type Fields = &'static [&'static [Field]];

/// What a request holds.
pub(super) struct Shape {
    fields: Fields,
    required: &'static [&'static str],
    /// At least one of these, if there are any.
    any_of: &'static [&'static str],
}

const ID: &[Field] = &[("id", Kind::Text)];
const APP_ID: &[Field] = &[("appId", Kind::Text)];
const TENANT_ID: &[Field] = &[("tenantId", Kind::Text)];

/// What is known by its id.
pub(super) static BY_ID: Shape = Shape::new(&[ID], &["id"]);

impl Shape {
    const fn new(fields: Fields, required: &'static [&'static str]) -> Self {
        Self {
            fields,
            required,
            any_of: &[],
        }
    }

    const fn with_any_of(self, any_of: &'static [&'static str]) -> Self {
        Self { any_of, ..self }
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.fields.iter().copied().flatten().map(|(name, _)| *name)
    }

    /// What the gateway asks for: that there is no other field, and none of another type.
    pub(super) fn check(&self, object: &Map<String, Value>) -> Result<(), Refusal> {
        check_fields(object, self.fields)
    }

    /// What the server behind the gateway asks for: that no required field is missing.
    pub(super) fn complete(&self, object: &Map<String, Value>) -> Result<(), Refusal> {
        if let Some(field) = self.required.iter().find(|field| !has(object, field)) {
            return Err(Refusal::missing(field));
        }
        if !self.any_of.is_empty() && !self.any_of.iter().any(|field| has(object, field)) {
            return Err(Refusal::missing(&self.any_of.join(" or ")));
        }
        Ok(())
    }
}

fn check_fields(object: &Map<String, Value>, fields: Fields) -> Result<(), Refusal> {
    object.iter().try_for_each(|(name, value)| {
        let Some((name, kind)) = fields.iter().copied().flatten().find(|(known, _)| known == name) else {
            return Err(Refusal::bad_request(format!("unknown field {name:?}")));
        };
        check(name, value, kind)
    })
}

fn check(name: &str, value: &Value, kind: &Kind) -> Result<(), Refusal> {
    match (kind, value) {
        (Kind::Text, Value::String(_)) | (Kind::Flag, Value::Bool(_)) | (Kind::AnyObject, Value::Object(_)) => Ok(()),
        (Kind::Int32, Value::Number(number)) if is_int32(number) => Ok(()),
        (Kind::List(kind), Value::Array(items)) => items.iter().try_for_each(|item| check(name, item, kind)),
        (Kind::Object(fields), Value::Object(object)) => check_fields(object, fields),
        _ => Err(Refusal::invalid(format!("invalid value for the {name} field"))),
    }
}

fn is_int32(number: &Number) -> bool {
    number.as_i64().is_some_and(|number| i32::try_from(number).is_ok())
}
