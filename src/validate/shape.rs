//! Whether a value has the shape that the field table gives it, at every depth.
//!
//! A wrong type is an error, and so is a field whose name is near a real one. Any other field that the table lacks is a
//! warning, as the API may have grown. Half a surrogate pair is an error: it would be sent as U+FFFD.

use crate::json::{Foreign, Text, Value};
use crate::model::schema::{Kind, Schema};
use crate::text::{concat, owned};

use super::fields::Names;
use super::issue::{IssueCode, Report, Severity};
use super::messages::quote;
use super::path::Path;
use super::requests::Nulls;
use super::suggest::real_name;

/// What an app cannot be without.
const NEVER_CLEARED: &[&str] = &["id", "name"];

/// How objects are held against their tables.
#[derive(Clone, Copy)]
pub(super) struct Mode {
    /// What a field that is `null` means.
    pub(super) nulls: Nulls,
    /// Fields that may be there although the table lacks them.
    pub(super) passes: &'static [&'static str],
    /// How bad a field is that the table lacks, if its name is near no real one.
    pub(super) unknown: Severity,
}

impl Mode {
    /// The same for an object within the object.
    fn within(self) -> Self {
        let nulls = match self.nulls {
            Nulls::Clear => Nulls::LeftOut,
            nulls => nulls,
        };
        Self {
            nulls,
            passes: &[],
            ..self
        }
    }
}

/// Checks that `value` is an object with nothing but the schema's fields, each of its kind, and puts their values in
/// their places among `values`, as far as there are any. A field that is `null` has no value, unless nulls are refused.
/// Returns whether it is an object at all: if not, there is nothing more to say of it.
pub(super) fn check_object<'v>(
    value: Value<'v>,
    schema: &'static Schema,
    mode: Mode,
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
        let Some((place, field)) = names.find(name) else {
            unknown_name(name, member, schema, mode, path, report);
            continue;
        };
        let path = Path::Field(path, field.name);
        let is_left_out =
            matches!(member, Value::Null) && mode.nulls != Nulls::Refused && !matches!(field.kind, Kind::OrNull(_));
        if let Some(slot) = values.get_mut(place) {
            *slot = Some(member).filter(|_| !is_left_out);
        }
        if !is_left_out {
            check_kind(member, &field.kind, mode, &path, report);
        } else if mode.nulls == Nulls::Clear && NEVER_CLEARED.contains(&field.name) {
            report.error(
                &path,
                IssueCode::WrongType,
                owned("must be a string, not null: it cannot be cleared"),
            );
        }
    }
    true
}

fn check_kind(value: Value<'_>, kind: &'static Kind, mode: Mode, path: &Path<'_>, report: &mut Report) {
    match (kind, value) {
        (Kind::Text | Kind::Secret, Value::String(text)) if Foreign::of(text).is_none() => match text.well_formed() {
            Some(text) => report.note(text),
            None => unpaired_surrogate("this string", path, report),
        },
        (Kind::Function, Value::String(text)) if Foreign::of(text) == Some(Foreign::Function) => {}
        (Kind::Flag, Value::Bool(_))
        | (Kind::Number, Value::Number(_))
        | (Kind::OrNull(_), Value::Null)
        | (Kind::Any, _) => {}
        (Kind::Integer, Value::Number(number)) if number.parse::<i32>().is_ok() => {}
        (Kind::Integer, Value::String(text)) if text.lossy().parse::<i32>().is_ok() => {}
        (Kind::Integer, _) if is_number_or_text(value) => {
            let message = "must be a whole number of 32 bits: seconds since 1970, not milliseconds";
            report.error(path, IssueCode::WrongType, owned(message));
        }
        (Kind::OrNull(kind), _) => check_kind(value, kind, mode, path, report),
        (Kind::Record, Value::Object(members)) => {
            for (name, member) in members.iter() {
                check_kind(member, &Kind::Secret, mode, &Path::Field(path, name.lossy()), report);
            }
        }
        (Kind::List(item), Value::Array(items)) => {
            for (index, value) in items.iter().enumerate() {
                check_kind(value, item, mode, &Path::Item(path, index), report);
            }
        }
        (Kind::Object(schema), Value::Object(_)) => {
            check_object(value, schema, mode.within(), path, &mut [], report);
        }
        _ => wrong_type(value, kind.expected(), path, report),
    }
}

fn is_number_or_text(value: Value<'_>) -> bool {
    match value {
        Value::Number(_) => true,
        Value::String(text) => Foreign::of(text).is_none(),
        _ => false,
    }
}

pub(super) fn wrong_type(value: Value<'_>, expected: &str, path: &Path<'_>, report: &mut Report) {
    let hint = match value {
        Value::Null if matches!(path, Path::Field(..)) => "; leave the field out if that is meant",
        _ => "",
    };
    let message = concat(&["must be ", expected, ", not ", value.kind(), hint]);
    report.error(path, IssueCode::WrongType, message);
}

/// A field that the table lacks.
fn unknown_name(
    name: Text<'_>,
    value: Value<'_>,
    schema: &'static Schema,
    mode: Mode,
    parent: &Path<'_>,
    report: &mut Report,
) {
    let path = Path::Field(parent, name.lossy());
    let Some(name) = name.well_formed() else {
        return unpaired_surrogate("this name", &path, report);
    };
    if matches!(value, Value::Null) && mode.nulls == Nulls::LeftOut {
        return;
    }
    check_sendable(value, &path, report);
    if !mode.passes.contains(&name) {
        unknown_field(name, schema, mode, &path, report);
    }
}

/// What nobody describes is sent as it is, if JSON can hold it.
fn check_sendable(value: Value<'_>, path: &Path<'_>, report: &mut Report) {
    match value {
        Value::String(text) if text.well_formed().is_some() => {}
        Value::String(text) if Foreign::of(text).is_some() => {
            wrong_type(value, "a value that JSON can hold", path, report);
        }
        Value::String(_) => unpaired_surrogate("this string", path, report),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                check_sendable(item, &Path::Item(path, index), report);
            }
        }
        Value::Object(members) => {
            for (name, member) in members.iter() {
                let path = Path::Field(path, name.lossy());
                if name.well_formed().is_none() {
                    unpaired_surrogate("this name", &path, report);
                }
                check_sendable(member, &path, report);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn unknown_field(name: &str, schema: &'static Schema, mode: Mode, path: &Path<'_>, report: &mut Report) {
    let meant = if report.may_look_up() {
        real_name(name, schema)
    } else {
        None
    };
    let name = quote(name);
    let (severity, message) = match meant {
        Some(meant) => (
            Severity::Error,
            concat(&["there is no field ", &name, "; did you mean ", &quote(meant), "?"]),
        ),
        None if mode.unknown == Severity::Error => (Severity::Error, concat(&["there is no field ", &name])),
        None => (
            Severity::Warning,
            owned("is sent as it is: the API reference has no field of this name"),
        ),
    };
    report.add(path, IssueCode::UnknownField, severity, message);
}

fn unpaired_surrogate(what: &str, path: &Path<'_>, report: &mut Report) {
    let message = [
        what,
        " holds half a surrogate pair, which would be sent as U+FFFD; was a string cut within a character?",
    ];
    report.error(path, IssueCode::UnpairedSurrogate, concat(&message));
}
