//! Compares apps regardless of notation, independently of the client's own comparison.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// The fields with a value, in canonical form: sets sorted and without duplicates, URL parameters by their keys.
pub type Meaning = BTreeMap<String, Value>;

pub fn meaning(app: &Value) -> Meaning {
    let fields = app.as_object().into_iter().flatten();
    let fields = fields.map(|(name, value)| (name.clone(), one_form(value)));
    fields.filter(|(name, value)| says_something(name, value)).collect()
}

/// Returns whether a value differs from an absent field. `null`, empty and the server's default do not.
fn says_something(name: &str, value: &Value) -> bool {
    let is_empty = value.is_null() || *value == json!("") || *value == json!([]) || *value == json!(false);
    let is_default = name == "appType" && value == "oauth";
    !is_empty && !is_default
}

fn one_form(value: &Value) -> Value {
    let Value::Array(items) = value else {
        return value.clone();
    };
    let mut items: Vec<Value> = items.iter().map(param_in_one_form).collect();
    items.sort_by_key(Value::to_string);
    items.dedup();
    Value::Array(items)
}

fn param_in_one_form(item: &Value) -> Value {
    match item {
        Value::Object(_) => json!([item["key"], item["value"].as_str().unwrap_or_default()]),
        other => other.clone(),
    }
}
