//! The fields of an object for rules: by their index in the schema, and only those of the right type. The walk has
//! reported the others before.

use alloc::vec::Vec;

use crate::model::schema::{FieldIndex, MOST_FIELDS, Schema};
use crate::value::{Member, Members, Value};

use super::path::Path;

/// The values of an object, by the index of the field in its schema.
pub(super) struct Values<'v> {
    members: Members<'v>,
    /// 0 for a field that is absent.
    places: [u32; MOST_FIELDS],
}

impl<'v> Values<'v> {
    /// The values of an object, before any field is kept.
    pub(super) fn of(members: Members<'v>) -> Self {
        Self {
            members,
            places: [0; MOST_FIELDS],
        }
    }

    /// Keeps the value of a field.
    #[inline(always)]
    pub(super) fn keep(&mut self, field: usize, member: Member<'v>) {
        if let Some(place) = self.places.get_mut(field) {
            *place = member.place();
        }
    }

    fn get(&self, field: usize) -> Option<Value<'v>> {
        let place = self.places.get(field).copied().filter(|place| *place != 0)?;
        self.members.at(place)
    }
}

/// An object's values, and its path.
pub(super) struct Fields<'v> {
    pub(super) schema: &'static Schema,
    /// The path to the object.
    pub(super) base: &'v Path<'v>,
    pub(super) values: &'v Values<'v>,
}

/// The values of an object that a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The string in this field.
    Field(FieldIndex),
    /// Every string in this array.
    Items(FieldIndex),
    /// The `key` of every object in this array.
    Keys(FieldIndex),
    /// The `value` of every object in this array.
    Values(FieldIndex),
}

impl Target {
    pub(super) const fn place(self) -> FieldIndex {
        match self {
            Target::Field(place) | Target::Items(place) | Target::Keys(place) | Target::Values(place) => place,
        }
    }

    /// The member of each object that the target is about.
    fn member(self) -> &'static str {
        match self {
            Target::Values(_) => "value",
            _ => "key",
        }
    }
}

/// Whether a value has content: `null`, `false`, and an empty string or list count as left out.
pub(super) fn says_anything(value: Value<'_>) -> bool {
    match value {
        Value::Null | Value::Bool(false) => false,
        Value::String(text) => !text.lossy().is_empty(),
        Value::Array(items) => !items.is_empty(),
        _ => true,
    }
}

/// A value that a rule is about, and its position.
pub(super) struct Located<'v> {
    target: Target,
    index: usize,
    pub(super) value: Option<Value<'v>>,
}

impl<'v> Fields<'v> {
    pub(super) fn value(&self, field: FieldIndex) -> Option<Value<'v>> {
        self.values.get(field.index())
    }

    /// Whether the field has content: see [`says_anything`].
    pub(super) fn has(&self, field: FieldIndex) -> bool {
        match self.value(field) {
            None => false,
            Some(value) => says_anything(value),
        }
    }

    pub(super) fn text(&self, field: FieldIndex) -> Option<&'v str> {
        self.value(field).and_then(Value::as_str)
    }

    pub(super) fn is_true(&self, field: FieldIndex) -> bool {
        self.value(field) == Some(Value::Bool(true))
    }

    /// Returns the names of the fields that have content.
    pub(super) fn present(&self, fields: &[FieldIndex]) -> Vec<&'static str> {
        let present = fields.iter().filter(|field| self.has(**field));
        present.map(|field| self.name(*field)).collect()
    }

    /// Returns the name of a field.
    pub(super) fn name(&self, field: FieldIndex) -> &'static str {
        self.schema.fields.get(field.index()).map_or("", |field| field.name)
    }

    /// Calls `visit` with every value that `target` names, absent ones included.
    pub(super) fn each(&self, target: Target, mut visit: impl FnMut(&Located<'v>)) {
        match target {
            Target::Field(field) => visit(&Located {
                target,
                index: 0,
                value: self.value(field),
            }),
            Target::Items(list) => self.items(list, |index, item| {
                visit(&Located {
                    target,
                    index,
                    value: Some(item),
                });
            }),
            Target::Keys(list) | Target::Values(list) => self.items(list, |index, item| {
                if matches!(item, Value::Object(_)) {
                    let member = item.get(target.member());
                    visit(&Located {
                        target,
                        index,
                        value: member.filter(|value| *value != Value::Null),
                    });
                }
            }),
        }
    }

    fn items(&self, list: FieldIndex, mut visit: impl FnMut(usize, Value<'v>)) {
        if let Some(Value::Array(items)) = self.value(list) {
            for (index, item) in items.iter().enumerate() {
                visit(index, item);
            }
        }
    }
}

impl<'v> Located<'v> {
    pub(super) fn text(&self) -> Option<&'v str> {
        self.value.and_then(Value::as_str)
    }

    /// Calls `report` with the path: a path borrows from its parent, so it cannot be returned.
    pub(super) fn with_path(&self, fields: &Fields<'_>, report: impl FnOnce(&Path<'_>)) {
        match self.target {
            Target::Field(field) => report(&Path::Field(fields.base, fields.name(field))),
            Target::Items(list) => report(&Path::Item(&Path::Field(fields.base, fields.name(list)), self.index)),
            Target::Keys(list) | Target::Values(list) => {
                let list = Path::Field(fields.base, fields.name(list));
                report(&Path::Field(&Path::Item(&list, self.index), self.target.member()));
            }
        }
    }
}
