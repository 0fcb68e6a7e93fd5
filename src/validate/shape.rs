//! Whether a value has the shape that the field table gives it, at every depth.
//!
//! A wrong type is an error, and so is a field whose name is near a real one. Any other field that the table lacks is a
//! warning, as the API may have grown. Half a surrogate pair is an error: it would be sent as U+FFFD.

use crate::model::schema::{Kind, Schema};
use crate::text::{concat, owned};
use crate::value::{NonJson, Text, Value};

use super::fields::Names;
use super::issue::{IssueCode, Report, Severity};
use super::messages::quote;
use super::path::Path;
use super::requests::Nulls;
use super::suggest::real_name;

/// The field that an app cannot be without.
const NEVER_CLEARED: &[&str] = &["id", "name"];

/// How objects are held against their tables.
#[derive(Clone, Copy)]
pub(super) struct Mode {
    /// The meaning of a field that is `null`.
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

/// What is done with a field that is there: its place in the schema, its value, and where it stands.
pub(super) type Visit<'w, 'v> = &'w mut dyn FnMut(usize, Value<'v>, &Path<'_>, &mut Report);

/// Checks that `value` is an object with nothing but the schema's fields, each of its kind, and visits each of them. A field
/// that is `null` is not there, unless nulls are refused. Returns whether it is an object at all: if not, there is nothing
/// more to say of it.
pub(super) fn check_object<'v>(
    value: Value<'v>,
    schema: &'static Schema,
    mode: Mode,
    path: &Path<'_>,
    visit: Visit<'_, 'v>,
    report: &mut Report,
) -> bool {
    let Value::Object(mut members) = value else {
        wrong_type(value, "an object", path, report);
        return false;
    };
    let mut names = Names::of(schema);
    while let Some((name, member)) = members.next() {
        let Some((place, field)) = names.find(name) else {
            unknown_name(name, member, schema, mode, path, report);
            continue;
        };
        let path = Path::Field(path, field.name);
        if matches!(member, Value::Null) && !matches!(field.kind, Kind::OrNull(_)) && mode.nulls != Nulls::Refused {
            null_field(field.name, mode, &path, report);
            if mode.nulls.leaves_out() {
                continue;
            }
        } else {
            check_kind(member, &field.kind, mode, &path, report);
        }
        visit(place, member, &path, report);
    }
    true
}

/// A field that is `null`, where that is not refused like any other value of a wrong type.
fn null_field(name: &str, mode: Mode, path: &Path<'_>, report: &mut Report) {
    let message = match mode.nulls {
        Nulls::MeansAll => "is null or undefined; left out, it would mean all: leave it out only if that is meant",
        Nulls::Clear if NEVER_CLEARED.contains(&name) => "must be a string, not null: it cannot be cleared",
        _ => return,
    };
    report.error(path, IssueCode::WrongType, owned(message));
}

fn check_kind(value: Value<'_>, kind: &'static Kind, mode: Mode, path: &Path<'_>, report: &mut Report) {
    match (kind, value) {
        (Kind::Text | Kind::Secret, Value::String(text)) => match text.well_formed() {
            Some(_) => {}
            None => unpaired_surrogate("this string", path, report),
        },
        (Kind::Bool, Value::Bool(_))
        | (Kind::Number, Value::Number(_))
        | (Kind::OrNull(_), Value::Null)
        | (Kind::Function, Value::NonJson(NonJson::Function))
        | (Kind::Any, _) => {}
        (Kind::Integer, Value::Number(number)) if number.parse::<i32>().is_ok() => {}
        (Kind::Integer, Value::String(text)) if text.lossy().parse::<i32>().is_ok() => {}
        (Kind::Integer, Value::Number(_) | Value::String(_)) => {
            let message = "must be whole seconds since 1970, up to 2147483647 (in 2038): not milliseconds, no fraction";
            report.error(path, IssueCode::WrongType, owned(message));
        }
        (Kind::OrNull(kind), _) => check_kind(value, kind, mode, path, report),
        (Kind::Map, Value::Object(members)) => {
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
            check_object(value, schema, mode.within(), path, &mut |_, _, _, _| {}, report);
        }
        _ => wrong_type(value, kind.expected(), path, report),
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
    if mode.unknown != Severity::Error {
        check_sendable(value, &path, report);
    }
    if !mode.passes.contains(&name) {
        unknown_field(name, schema, mode, &path, report);
    }
}

/// An undescribed value is sent as it is, if JSON can hold it.
fn check_sendable(value: Value<'_>, path: &Path<'_>, report: &mut Report) {
    match value {
        Value::String(text) if text.well_formed().is_some() => {}
        Value::NonJson(_) => {
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
