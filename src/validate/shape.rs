//! Whether a value has the shape that the field table gives it, at every depth.
//!
//! The gateway refuses a request with an unknown field or a wrong type whole \[go\], so both are errors. So is half a
//! surrogate pair, which would be sent as U+FFFD: stored, but not what was meant.

use alloc::string::String;

use crate::json::{Foreign, Text, Value};
use crate::model::schema::{Kind, Schema};
use crate::text::concat;

use super::fields::Names;
use super::issue::{IssueCode, Report};
use super::messages::quote;
use super::path::Path;
use super::suggest::nearest;

/// Behind so many issues, unknown fields get no suggestion any more.
const MOST_SUGGESTIONS: usize = 100;

/// What an app cannot be without.
const NEVER_CLEARED: &str = "name";

/// Checks that `value` is an object with nothing but the schema's fields, each of its kind, and puts their values in
/// their places among `values`, as far as there are any. Where it `clears`, it leaves fields aside that are `null`.
/// Returns whether it is an object at all: if not, there is nothing more to say of it.
pub(super) fn check_object<'v>(
    value: Value<'v>,
    schema: &'static Schema,
    clears: bool,
    path: &Path<'_>,
    values: &mut [Option<Value<'v>>],
    report: &mut Report,
) -> bool {
    let Value::Object(members) = value else {
        wrong_type(value, "an object", path, report);
        return false;
    };
    let mut names = Names::of(schema);
    for (name, member) in members.iter() {
        if clears && member == Value::Null && name.lossy() != NEVER_CLEARED {
            continue;
        }
        let Some((place, field)) = names.find(name) else {
            refuse_name(name, schema, path, report);
            continue;
        };
        if let Some(slot) = values.get_mut(place) {
            *slot = Some(member);
        }
        check_kind(member, &field.kind, &Path::Field(path, field.name), report);
    }
    true
}

fn refuse_name(name: Text<'_>, schema: &'static Schema, parent: &Path<'_>, report: &mut Report) {
    let path = Path::Field(parent, name.lossy());
    match name.well_formed() {
        Some(unknown) => unknown_field(unknown, schema, &path, report),
        None => unpaired_surrogate("this name", &path, report),
    }
}

fn check_kind(value: Value<'_>, kind: &'static Kind, path: &Path<'_>, report: &mut Report) {
    match (kind, value) {
        (Kind::Text | Kind::Secret, Value::String(text)) if Foreign::of(text).is_none() => {
            if text.well_formed().is_none() {
                unpaired_surrogate("this string", path, report);
            }
        }
        (Kind::Function, Value::String(text)) if Foreign::of(text) == Some(Foreign::Function) => {}
        (Kind::Flag, Value::Bool(_))
        | (Kind::Number, Value::Number(_))
        | (Kind::OrNull(_), Value::Null)
        | (Kind::AnyObject, Value::Object(_))
        | (Kind::Any, _) => {}
        (Kind::Integer, Value::Number(number)) if number.parse::<i32>().is_ok() => {}
        (Kind::Integer, Value::String(text)) if text.lossy().parse::<i32>().is_ok() => {}
        (Kind::OrNull(kind), _) => check_kind(value, kind, path, report),
        (Kind::Record, Value::Object(members)) => {
            for (name, member) in members.iter() {
                check_kind(member, &Kind::Secret, &Path::Field(path, name.lossy()), report);
            }
        }
        (Kind::List(item), Value::Array(items)) => {
            for (index, value) in items.iter().enumerate() {
                check_kind(value, item, &Path::Item(path, index), report);
            }
        }
        (Kind::Object(schema), Value::Object(_)) => {
            check_object(value, schema, false, path, &mut [], report);
        }
        _ => wrong_type(value, kind.expected(), path, report),
    }
}

pub(super) fn wrong_type(value: Value<'_>, expected: &str, path: &Path<'_>, report: &mut Report) {
    let hint = match value {
        Value::Null if matches!(path, Path::Field(..)) => "; leave the field out instead",
        _ => "",
    };
    let message = concat(&["must be ", expected, ", not ", value.kind(), hint]);
    report.error(path, IssueCode::WrongType, message);
}

fn unknown_field(name: &str, schema: &'static Schema, path: &Path<'_>, report: &mut Report) {
    // To look for what was meant takes its time, and nobody reads hundreds of suggestions.
    let meant = if report.len() < MOST_SUGGESTIONS {
        nearest(name, schema)
    } else {
        None
    };
    let hint = match meant {
        Some(meant) => concat(&["; did you mean ", &quote(meant), "?"]),
        None => String::new(),
    };
    let message = concat(&["there is no field ", &quote(name), &hint]);
    report.error(path, IssueCode::UnknownField, message);
}

fn unpaired_surrogate(what: &str, path: &Path<'_>, report: &mut Report) {
    let message = [
        what,
        " holds half a surrogate pair, which would be sent as U+FFFD; was a string cut within a character?",
    ];
    report.error(path, IssueCode::UnpairedSurrogate, concat(&message));
}
