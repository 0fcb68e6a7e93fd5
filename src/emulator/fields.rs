//! Reading the fields of an object.

use serde_json::{Map, Value};

/// Returns a text unless it is blank: protobuf's JSON, the gateway's format, does not distinguish an empty field from
/// an absent one.
pub(super) fn text<'o>(object: &'o Map<String, Value>, field: &str) -> Option<&'o str> {
    let text = object.get(field)?.as_str()?;
    (!text.trim().is_empty()).then_some(text)
}

pub(super) fn texts<'o>(object: &'o Map<String, Value>, field: &str) -> impl Iterator<Item = &'o str> {
    let items = object.get(field).and_then(Value::as_array);
    items.into_iter().flatten().filter_map(Value::as_str)
}

pub(super) fn objects(object: &Map<String, Value>, field: &str) -> Vec<Map<String, Value>> {
    let items = object.get(field).and_then(Value::as_array);
    items
        .into_iter()
        .flatten()
        .filter_map(Value::as_object)
        .cloned()
        .collect()
}

pub(super) fn object(object: &Map<String, Value>, field: &str) -> Map<String, Value> {
    let object = object.get(field).and_then(Value::as_object);
    object.cloned().unwrap_or_default()
}

/// Returns whether a field is set. Blank texts and empty lists count as absent.
pub(super) fn has(object: &Map<String, Value>, field: &str) -> bool {
    match object.get(field) {
        None => false,
        Some(Value::String(_)) => text(object, field).is_some(),
        Some(Value::Array(items)) => !items.is_empty(),
        Some(_) => true,
    }
}
