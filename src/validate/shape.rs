//! The walk over a request: checks that each value has the shape that the field table describes, at every depth, and
//! applies the rules to each value on the way.
//!
//! A wrong type is an error, and so is a field whose name is near a real one. Any other field that the table lacks is a
//! warning, as the API may have grown. Half a surrogate pair is an error: it would be sent as U+FFFD.

use crate::model::URL_PARAM;
use crate::model::schema::{Field, FieldIndex, Kind, Schema};
use crate::text::{concat, owned};
use crate::value::{Member, NonJson, Text, Value};

use super::by_field::Part;
use super::fields::Values;
use super::issue::{IssueCode, Report, Severity};
use super::messages::quote;
use super::path::Path;
use super::requests::{Nulls, Within};
use super::rules::{Rules, ValueRules};
use super::suggest::real_name;

/// The fields that a patch cannot clear.
const NEVER_CLEARED: &[&str] = &["id", "name"];

/// A walk over a value, and what it found so far.
pub(super) struct Walk<'w> {
    /// The meaning of a field that is `null`.
    pub(super) nulls: Nulls,
    /// Fields that are accepted although the table lacks them.
    pub(super) passes: &'static [&'static str],
    /// The severity of an unknown field whose name is near no real one.
    pub(super) unknown: Severity,
    pub(super) report: &'w mut Report,
}

/// The rules for the fields of an object.
enum FieldRules<'w, 'v> {
    /// No rules.
    None,
    /// The rules of a request. Keeps the values for the rules about several of them.
    Request {
        /// The schema that the rules are about.
        of: &'static Schema,
        rules: &'static Rules,
        values: &'w mut Values<'v>,
        within: Option<&'static Within>,
    },
    /// The rules of the list field that has the object as an item.
    Item { rules: &'static Rules, list: usize },
}

const KEY: usize = FieldIndex::of("key", &URL_PARAM).index();
const VALUE: usize = FieldIndex::of("value", &URL_PARAM).index();

impl<'v> FieldRules<'_, 'v> {
    /// Returns the rules for the value of a field, and keeps the value.
    #[inline(always)]
    fn visit(&mut self, schema: &Schema, field: usize, member: Member<'v>) -> ValueRules {
        match self {
            Self::Request { of, rules, values, .. } => {
                let field = same_field(schema, field, of);
                values.keep(field, member);
                ValueRules::of(rules, field, Part::Field)
            }
            Self::Item { rules, list } if field == KEY => ValueRules::of(rules, *list, Part::Keys),
            Self::Item { rules, list } if field == VALUE => ValueRules::of(rules, *list, Part::Values),
            Self::None | Self::Item { .. } => ValueRules::NONE,
        }
    }

    /// Returns the rules for the object in this field.
    #[inline(always)]
    fn within(&self, name: &str) -> Option<(&'static Schema, &'static Rules)> {
        match self {
            Self::Request {
                within: Some((field, of, rules)),
                ..
            } if *field == name => Some((of, rules)),
            _ => None,
        }
    }
}

/// Returns the index of the field with the same name in another schema.
#[inline(always)]
fn same_field(schema: &Schema, field: usize, of: &Schema) -> usize {
    if core::ptr::eq(schema, of) {
        return field;
    }
    let name = schema.fields.get(field).map_or("", |field| field.name);
    of.find(name).map_or(usize::MAX, |(field, _)| field)
}

impl Walk<'_> {
    /// Checks an object and everything in it against a schema, and applies the rules, which are about the fields of
    /// `of`.
    pub(super) fn request(
        &mut self,
        value: Value<'_>,
        schema: &'static Schema,
        (of, rules): (&'static Schema, &'static Rules),
        within: Option<&'static Within>,
        path: &Path<'_>,
    ) {
        let mut values = Values::of(value.members());
        let mut field_rules = FieldRules::Request {
            of,
            rules,
            values: &mut values,
            within,
        };
        if self.fields(value, schema, &mut field_rules, path) {
            rules.apply_together(of, &values, path, self.report);
        }
    }

    /// Checks an object and everything in it against a schema. No rules apply.
    pub(super) fn object(&mut self, value: Value<'_>, schema: &'static Schema, path: &Path<'_>) {
        self.fields(value, schema, &mut FieldRules::None, path);
    }

    /// Returns the walk over a nested object.
    fn nested(&mut self) -> Walk<'_> {
        Walk {
            nulls: match self.nulls {
                Nulls::Clear => Nulls::LeftOut,
                nulls => nulls,
            },
            passes: &[],
            unknown: self.unknown,
            report: self.report,
        }
    }

    /// Checks each field of an object. Returns false if the value is not an object.
    fn fields<'v>(
        &mut self,
        value: Value<'v>,
        schema: &'static Schema,
        rules: &mut FieldRules<'_, 'v>,
        path: &Path<'_>,
    ) -> bool {
        let Value::Object(mut members) = value else {
            wrong_type(value, "an object", path, self.report);
            return false;
        };
        let mut has_key = false;
        while let Some((name, member)) = members.next() {
            let Some((index, field)) = name.well_formed().and_then(|name| schema.find(name)) else {
                self.unknown_name(name, member.value(), schema, path);
                continue;
            };
            let path = Path::Field(path, field.name);
            // Most values are strings.
            if let (Kind::Text | Kind::Secret, Some(text)) = (&field.kind, member.string()) {
                has_key |= index == KEY;
                self.text(text, rules.visit(schema, index, member), &path);
                continue;
            }
            let value = member.value();
            if matches!(value, Value::Null) && self.is_left_out(field, &path) {
                continue;
            }
            has_key |= index == KEY;
            let value_rules = rules.visit(schema, index, member);
            match (&field.kind, rules.within(field.name)) {
                (Kind::Object(schema), Some(rules)) => self.nested().request(value, schema, rules, None, &path),
                (kind, _) => self.value(value, kind, value_rules, &path),
            }
        }
        if let FieldRules::Item { rules, list } = rules
            && !has_key
        {
            let path = Path::Field(path, "key");
            ValueRules::of(rules, *list, Part::Keys).apply(None, &path, self.report);
        }
        true
    }

    /// Whether a field that is `null` counts as left out. Otherwise it is a value like any other.
    fn is_left_out(&mut self, field: &Field, path: &Path<'_>) -> bool {
        if matches!(field.kind, Kind::OrNull(_)) {
            return false;
        }
        match self.nulls {
            Nulls::Refused => return false,
            Nulls::Clear if NEVER_CLEARED.contains(&field.name) => {
                let message = "must be a string, not null: it cannot be cleared";
                self.report.error(path, IssueCode::WrongType, owned(message));
            }
            Nulls::MeansAll => {
                let message =
                    "is null or undefined; an absent field would mean all: leave it out only if that is meant";
                self.report.error(path, IssueCode::WrongType, owned(message));
            }
            Nulls::Clear | Nulls::LeftOut => {}
        }
        true
    }

    /// Checks the kind of a value, and applies its rules.
    fn value(&mut self, value: Value<'_>, kind: &'static Kind, rules: ValueRules, path: &Path<'_>) {
        match (kind, value) {
            (Kind::Text | Kind::Secret, Value::String(text)) => return self.text(text, rules, path),
            (Kind::Bool, Value::Bool(_))
            | (Kind::Number, Value::Number(_))
            | (Kind::OrNull(_), Value::Null)
            | (Kind::Function, Value::NonJson(NonJson::Function))
            | (Kind::Any, _) => {}
            (Kind::Integer, Value::Number(number)) if number.parse::<i32>().is_ok() => {}
            (Kind::Integer, Value::String(text)) if text.lossy().parse::<i32>().is_ok() => {}
            (Kind::Integer, Value::Number(_) | Value::String(_)) => {
                let message =
                    "must be whole seconds since 1970, up to 2147483647 (in 2038): not milliseconds, no fraction";
                self.report.error(path, IssueCode::WrongType, owned(message));
            }
            (Kind::OrNull(kind), _) => return self.value(value, kind, rules, path),
            (Kind::Map, Value::Object(members)) => {
                for (name, member) in members.iter() {
                    let path = Path::Field(path, name.lossy());
                    self.value(member, &Kind::Secret, ValueRules::NONE, &path);
                }
            }
            (Kind::List(kind), Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    self.item(item, kind, rules, &Path::Item(path, index));
                }
            }
            (Kind::Object(schema), Value::Object(_)) => self.nested().object(value, schema, path),
            _ => wrong_type(value, kind.expected(), path, self.report),
        }
        rules.apply(Some(value), path, self.report);
    }

    #[inline(always)]
    fn text(&mut self, text: Text<'_>, rules: ValueRules, path: &Path<'_>) {
        if text.well_formed().is_none() {
            unpaired_surrogate("this string", path, self.report);
        }
        rules.apply(Some(Value::String(text)), path, self.report);
    }

    fn item(&mut self, item: Value<'_>, kind: &'static Kind, rules: ValueRules, path: &Path<'_>) {
        let ValueRules { rules, field: list, .. } = rules;
        match kind {
            Kind::Object(schema) => {
                self.nested()
                    .fields(item, schema, &mut FieldRules::Item { rules, list }, path);
            }
            _ => self.value(item, kind, ValueRules::of(rules, list, Part::Items), path),
        }
    }

    /// Reports a field that the table lacks.
    fn unknown_name(&mut self, name: Text<'_>, value: Value<'_>, schema: &'static Schema, parent: &Path<'_>) {
        let path = Path::Field(parent, name.lossy());
        let Some(name) = name.well_formed() else {
            return unpaired_surrogate("this name", &path, self.report);
        };
        if matches!(value, Value::Null) && self.nulls == Nulls::LeftOut {
            return;
        }
        if self.unknown != Severity::Error {
            check_sendable(value, &path, self.report);
        }
        if !self.passes.contains(&name) {
            unknown_field(name, schema, self.unknown, &path, self.report);
        }
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

/// Checks a value that no table describes: it is sent as it is, so JSON must be able to hold it.
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

fn unknown_field(name: &str, schema: &'static Schema, unknown: Severity, path: &Path<'_>, report: &mut Report) {
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
        None if unknown == Severity::Error => (Severity::Error, concat(&["there is no field ", &name])),
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
