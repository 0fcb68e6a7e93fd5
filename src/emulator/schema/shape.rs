//! The type of a request: its fields, their types, and the required ones.

use serde_json::{Map, Number, Value};

use crate::emulator::fields::has;
use crate::emulator::refusal::Refusal;

/// The type of a value that is not `null`.
pub(super) enum FieldType {
    Text,
    Bool,
    /// A whole number of 32 bits.
    Int32,
    List(&'static FieldType),
    Object(Fields),
}

pub(super) type Field = (&'static str, FieldType);

/// Groups of fields that several requests share.
pub(super) type Fields = &'static [&'static [Field]];

/// The fields of a request.
pub(in crate::emulator) struct Shape {
    fields: Fields,
    required: &'static [&'static str],
    /// At least one of these is required, unless the list is empty.
    any_of: &'static [&'static str],
}

impl Shape {
    pub(super) const fn new(fields: Fields, required: &'static [&'static str]) -> Self {
        Self {
            fields,
            required,
            any_of: &[],
        }
    }

    pub(super) const fn with_any_of(self, any_of: &'static [&'static str]) -> Self {
        Self { any_of, ..self }
    }

    pub(in crate::emulator) fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.fields.iter().copied().flatten().map(|(name, _)| *name)
    }

    /// Returns the known fields of an object, without those that are `null`: that means absent \[py sends it\].
    ///
    /// Adds the paths of unknown fields to `unknown`, even on an error.
    ///
    /// # Errors
    /// A value of another type.
    pub(in crate::emulator) fn read(
        &self,
        object: Map<String, Value>,
        unknown: &mut Vec<String>,
    ) -> Result<Map<String, Value>, Refusal> {
        read_fields(object, self.fields, "", unknown)
    }

    /// Checks that the required fields are set.
    ///
    /// # Errors
    /// A required field is missing.
    pub(in crate::emulator) fn complete(&self, object: &Map<String, Value>) -> Result<(), Refusal> {
        if let Some(field) = self.required.iter().find(|field| !has(object, field)) {
            return Err(Refusal::missing(field));
        }
        if !self.any_of.is_empty() && !self.any_of.iter().any(|field| has(object, field)) {
            return Err(Refusal::missing(&self.any_of.join(" or ")));
        }
        Ok(())
    }
}

fn read_fields(
    object: Map<String, Value>,
    fields: Fields,
    path: &str,
    unknown: &mut Vec<String>,
) -> Result<Map<String, Value>, Refusal> {
    // All unknown fields of this object are named, even if a value is refused below.
    let (known, others): (Vec<_>, Vec<_>) = object
        .into_iter()
        .map(|(name, value)| (type_of(fields, &name), name, value))
        .partition(|(kind, ..)| kind.is_some());
    unknown.extend(others.into_iter().map(|(_, name, _)| format!("{path}{name}")));
    let mut read = Map::new();
    for (kind, name, value) in known {
        if let (Some(kind), false) = (kind, value.is_null()) {
            let value = read_value(value, kind, &format!("{path}{name}"), unknown)?;
            read.insert(name, value);
        }
    }
    Ok(read)
}

fn type_of(fields: Fields, name: &str) -> Option<&'static FieldType> {
    let mut known = fields.iter().copied().flatten();
    known.find(|(known, _)| *known == name).map(|(_, kind)| kind)
}

/// Checks the type of a value. An item of a list cannot be absent, so it must not be `null` \[protobuf's JSON\].
fn read_value(value: Value, kind: &FieldType, path: &str, unknown: &mut Vec<String>) -> Result<Value, Refusal> {
    match (kind, value) {
        (FieldType::Text, value @ Value::String(_)) | (FieldType::Bool, value @ Value::Bool(_)) => Ok(value),
        (FieldType::Int32, Value::Number(number)) if is_int32(&number) => Ok(number.into()),
        (FieldType::List(kind), Value::Array(items)) => {
            let items = items.into_iter();
            items
                .map(|item| read_value(item, kind, &format!("{path}[]"), unknown))
                .collect()
        }
        (FieldType::Object(fields), Value::Object(object)) => {
            read_fields(object, fields, &format!("{path}."), unknown).map(Value::Object)
        }
        _ => Err(Refusal::invalid(format!("invalid value for the {path} field"))),
    }
}

fn is_int32(number: &Number) -> bool {
    number.as_i64().is_some_and(|number| i32::try_from(number).is_ok())
}
