//! The fields of an object as rules want them: by name, and only where they have the right type. What is wrong with
//! the others has been said by then.

use crate::json::Value;
use crate::model::schema::Schema;

use super::path::Path;

/// An object's values in the order of its schema.
pub(super) struct Fields<'v> {
    schema: &'static Schema,
    values: Vec<Option<&'v Value<'v>>>,
}

/// Which values of an object a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The string in this field.
    Field(&'static str),
    /// Every string in this array.
    Items(&'static str),
    /// The `key` of every object in this array.
    Keys(&'static str),
}

/// A value that a rule is about, and where it stands.
pub(super) struct Located<'v> {
    target: Target,
    index: usize,
    pub(super) value: Option<&'v Value<'v>>,
}

impl<'v> Fields<'v> {
    pub(super) fn of(object: &'v Value<'v>, schema: &'static Schema) -> Self {
        let mut values = vec![None; schema.0.len()];
        if let Value::Object(members) = object {
            for (name, value) in members {
                let place = name.well_formed().and_then(|name| schema.find(name));
                if let Some(slot) = place.and_then(|(index, _)| values.get_mut(index)) {
                    *slot = Some(value);
                }
            }
        }
        Self { schema, values }
    }

    pub(super) fn value(&self, name: &str) -> Option<&'v Value<'v>> {
        let (index, _) = self.schema.find(name)?;
        self.values.get(index).copied().flatten()
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.value(name).is_some()
    }

    pub(super) fn text(&self, name: &str) -> Option<&'v str> {
        self.value(name).and_then(Value::as_str)
    }

    pub(super) fn is_true(&self, name: &str) -> bool {
        self.value(name) == Some(&Value::Bool(true))
    }

    /// Calls `visit` with every value that `target` names, absent ones included.
    pub(super) fn each(&self, target: Target, mut visit: impl FnMut(&Located<'v>)) {
        match target {
            Target::Field(name) => visit(&Located {
                target,
                index: 0,
                value: self.value(name),
            }),
            Target::Items(name) => self.items(name, |index, item| {
                visit(&Located {
                    target,
                    index,
                    value: Some(item),
                });
            }),
            Target::Keys(name) => self.items(name, |index, item| {
                if matches!(item, Value::Object(_)) {
                    visit(&Located {
                        target,
                        index,
                        value: item.get("key"),
                    });
                }
            }),
        }
    }

    fn items(&self, name: &str, mut visit: impl FnMut(usize, &'v Value<'v>)) {
        if let Some(Value::Array(items)) = self.value(name) {
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

    /// Hands the place over; a path borrows from the one it stands in.
    pub(super) fn with_path(&self, report: impl FnOnce(&Path<'_>)) {
        match self.target {
            Target::Field(name) => report(&Path::Field(&Path::ROOT, name)),
            Target::Items(name) => report(&Path::Item(&Path::Field(&Path::ROOT, name), self.index)),
            Target::Keys(name) => {
                let list = Path::Field(&Path::ROOT, name);
                report(&Path::Field(&Path::Item(&list, self.index), "key"));
            }
        }
    }
}
