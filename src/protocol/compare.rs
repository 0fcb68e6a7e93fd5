//! Compares the app on the server with the one that was sent.
//!
//! Two values of a field agree if they mean the same. A value that is `null`, `false`, empty or the server's default
//! counts as left out; scopes, prompts and URL parameters are sets. Secrets are skipped: the server does not return
//! them \[tf\].

use alloc::collections::BinaryHeap;
use alloc::vec::Vec;

use crate::model::APP;
use crate::model::schema::{Field, Kind};
use crate::value::{Items, Value};

/// The field that no answer contains.
pub(crate) const CLIENT_SECRET: &str = "clientSecret";

/// The field that no update changes \[tf\].
pub(crate) const TENANT_ID: &str = "tenantId";

/// Fields of the schema that an update drops or resets \[tf\].
const NOT_UPDATED: &[&str] = &["useDcr", "dcrUrl"];

/// Values that the server fills in for a field that is left out \[tf, field\].
const DEFAULTS: &[(&str, &str)] = &[("appType", "oauth")];

/// Fields that the server generates if a create leaves them out \[tf\].
const FILLED_IN: &[&str] = &["id", "clientId"];

/// Returns the app in an answer, unless it is empty or has another id than this.
pub(super) fn answered_app<'a>(answer: Value<'a>, id: Option<&str>) -> Option<Value<'a>> {
    let app = answer.get("app")?;
    let Value::Object(members) = app else {
        return None;
    };
    let is_there = members.iter().any(|(_, value)| !is_empty(value));
    let has_other_id = match (app.get("id"), id) {
        (Some(found), Some(id)) => !is_empty(found) && found.as_str() != Some(id),
        _ => false,
    };
    (is_there && !has_other_id).then_some(app)
}

/// Whether an update carries this field.
pub(crate) fn is_updated(name: &str) -> bool {
    name != TENANT_ID && !NOT_UPDATED.contains(&name)
}

/// Whether every sent field agrees with the app that was found.
pub(super) fn is_what_was_sent(sent: Value<'_>, found: Value<'_>) -> bool {
    shown_fields().all(|field| match sent.get(field.name) {
        None => true,
        Some(value) if FILLED_IN.contains(&field.name) && is_empty(value) => true,
        Some(value) => agrees(field, Some(value), found.get(field.name)),
    })
}

/// Whether the app that was found proves an update that sent this: fields that it left out are cleared. Nothing proves
/// an update with a client secret, and an undocumented field has to be found exactly as sent.
pub(super) fn is_what_update_leaves(sent: Value<'_>, found: Value<'_>) -> bool {
    let mut updated = shown_fields().filter(|field| is_updated(field.name));
    let is_seen = |name: &str, value| match name {
        CLIENT_SECRET => false,
        name => APP.find(name).is_some() || found.get(name) == Some(value),
    };
    updated.all(|field| agrees(field, sent.get(field.name), found.get(field.name)))
        && sent.members().iter().all(|(name, value)| is_seen(name.lossy(), value))
}

/// Whether a wanted field differs from the app that was found. An undocumented field is compared exactly.
pub(crate) fn differs(name: &str, wanted: Value<'_>, found: Value<'_>) -> bool {
    let found = found.get(name);
    match APP.find(name) {
        Some((_, field)) => !agrees(field, Some(wanted), found),
        None => wanted != found.unwrap_or(Value::Null),
    }
}

fn shown_fields() -> impl Iterator<Item = &'static Field> {
    APP.fields.iter().filter(|field| !matches!(field.kind, Kind::Secret))
}

fn agrees(field: &Field, sent: Option<Value<'_>>, found: Option<Value<'_>>) -> bool {
    match (said(field.name, sent), said(field.name, found)) {
        (None, None) => true,
        (Some(Value::Array(sent)), Some(Value::Array(found))) => match (entries(sent), entries(found)) {
            (Some(sent), Some(found)) => sent == found,
            _ => false,
        },
        (Some(sent), Some(found)) => sent == found,
        _ => false,
    }
}

/// Returns the value of a field, unless it counts as left out.
fn said<'v>(name: &str, value: Option<Value<'v>>) -> Option<Value<'v>> {
    value.filter(|value| {
        let is_default = |(field, default): &(&str, &str)| *field == name && value.as_str() == Some(*default);
        !is_empty(*value) && !DEFAULTS.iter().any(is_default)
    })
}

/// Whether a value is a default that protobuf's JSON leaves out.
pub(crate) fn is_empty(value: Value<'_>) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.lossy().is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

/// Returns the entries of a list as a set: strings, or URL parameters. `None` if an entry is neither.
fn entries(items: Items<'_>) -> Option<Vec<(&str, &str)>> {
    // A heap sorts with a tenth of the code of `sort`.
    let mut entries = BinaryHeap::new();
    for item in items.iter() {
        entries.push(match item {
            Value::String(text) => (text.lossy(), ""),
            Value::Object(_) => (member(item, "key")?, member(item, "value")?),
            _ => return None,
        });
    }
    let mut entries = entries.into_sorted_vec();
    entries.dedup();
    Some(entries)
}

/// Returns a string member of an object; an absent one is empty. `None` if it is not a string.
fn member<'v>(object: Value<'v>, name: &str) -> Option<&'v str> {
    match object.get(name) {
        None | Some(Value::Null) => Some(""),
        Some(Value::String(text)) => Some(text.lossy()),
        Some(_) => None,
    }
}

/// Returns the app of this list with the sent app's id, or else with its name. Both are unique in a project \[py\], so
/// an app with either blocks the create.
pub(super) fn find<'l>(sent: Value<'_>, apps: Items<'l>) -> Option<Value<'l>> {
    let with_the_same = |key| {
        let wanted = sent.get(key)?;
        apps.iter().find(|app| app.get(key) == Some(wanted))
    };
    with_the_same("id").or_else(|| with_the_same("name"))
}

#[cfg(test)]
mod tests {
    use super::{answered_app, find, is_what_update_leaves, is_what_was_sent};
    use crate::value::{Document, Value};

    fn same(sent: &str, found: &str) -> bool {
        is_what_was_sent(
            Document::parse(sent).unwrap().root(),
            Document::parse(found).unwrap().root(),
        )
    }

    #[test]
    fn every_sent_field_counts_but_the_secret() {
        let sent = r#"{"name":"n","clientSecret":"s","pkce":true,"defaultScopes":["a","b"],"tokenUrlParams":[{"key":"k","value":"v"}]}"#;
        let found = r#"{"id":"OA1","templateId":"custom","name":"n","pkce":true,"defaultScopes":["a","b"],"tokenUrlParams":[{"key":"k","value":"v"}]}"#;
        assert!(same(sent, found));
        for (part, other) in [
            (r#""name":"n""#, r#""name":"m""#),
            (r#""pkce":true"#, r#""pkce":false"#),
            (r#""pkce":true,"#, ""),
            (r#"["a","b"]"#, r#"["a"]"#),
            (r#"["a","b"]"#, r#"["a","b","c"]"#),
            (r#"["a","b"]"#, r#"["a",1]"#),
            (r#""value":"v""#, r#""value":"w""#),
            (r#"{"key":"k","value":"v"}"#, r#""k""#),
        ] {
            let found = found.replace(part, other);
            assert!(!same(sent, &found), "{found}");
        }
    }

    #[test]
    fn what_means_the_same_agrees() {
        for (sent, found) in [
            (
                r#"{"description":"","pkce":false,"prompt":[]}"#,
                r#"{"description":null}"#,
            ),
            (
                r#"{"tokenUrlParams":[{"key":"k","value":""}]}"#,
                r#"{"tokenUrlParams":[{"key":"k"}]}"#,
            ),
            (
                r#"{"defaultScopes":["a","b"],"prompt":["login","consent"]}"#,
                r#"{"defaultScopes":["b","a","b"],"prompt":["consent","login"]}"#,
            ),
            (
                r#"{"authorizationUrlParams":[{"key":"k","value":"1"},{"key":"l","value":"2"}]}"#,
                r#"{"authorizationUrlParams":[{"value":"2","key":"l"},{"key":"k","value":"1"}]}"#,
            ),
            (r#"{"appType":"oauth"}"#, "{}"),
            (r#"{"appType":""}"#, r#"{"appType":"oauth"}"#),
        ] {
            assert!(same(sent, found), "{sent} {found}");
        }
        assert!(!same(r#"{"appType":"apikey"}"#, "{}"));
    }

    #[test]
    fn an_update_clears_what_it_does_not_name_and_leaves_what_it_does_not_carry() {
        let leaves = |sent: &str, found: &str| {
            is_what_update_leaves(
                Document::parse(sent).unwrap().root(),
                Document::parse(found).unwrap().root(),
            )
        };
        let sent = r#"{"id":"a","name":"n","useDcr":true,"tenantId":"t"}"#;
        for (found, expected) in [
            (r#"{"id":"a","name":"n"}"#, true),
            (
                r#"{"id":"a","name":"n","appType":"oauth","logo":"","dcrUrl":"https://a.test","tenantId":"u"}"#,
                true,
            ),
            (r#"{"id":"a","name":"n","logo":"https://a.test"}"#, false),
            (r#"{"id":"a","name":"m"}"#, false),
        ] {
            assert_eq!(leaves(sent, found), expected, "{found}");
        }
    }

    #[test]
    fn an_answer_is_about_the_app_that_was_asked_for_or_about_none() {
        for (answer, id, expected) in [
            (r#"{"app":{"id":"a"}}"#, Some("a"), true),
            (r#"{"app":{"id":"a"}}"#, None, true),
            (r#"{"app":{"name":"n"}}"#, Some("a"), true),
            (r#"{"app":{"id":"","name":"n"}}"#, Some("a"), true),
            (r#"{"app":{"id":"b"}}"#, Some("a"), false),
            (r#"{"app":{"id":1}}"#, Some("a"), false),
            (
                r#"{"app":{"id":"","name":null,"prompt":[],"pkce":false}}"#,
                Some("a"),
                false,
            ),
            (r#"{"app":{}}"#, None, false),
            (r#"{"app":null}"#, None, false),
            (r#"{"app":"a"}"#, None, false),
            ("{}", None, false),
        ] {
            let answer = Document::parse(answer).unwrap();
            assert_eq!(answered_app(answer.root(), id).is_some(), expected, "{answer:?}");
        }
    }

    #[test]
    fn an_app_is_found_by_its_id_or_else_by_its_name() {
        let list = r#"[{"id":"a","name":"x"},{"id":"b","name":"y"}]"#;
        let list = Document::parse(list).unwrap();
        let Value::Array(list) = list.root() else {
            panic!("no array")
        };
        let id_of = |sent: &str| {
            let sent = Document::parse(sent).unwrap();
            find(sent.root(), list).and_then(|app| app.get("id")?.as_str().map(str::to_owned))
        };
        assert_eq!(id_of(r#"{"id":"b","name":"x"}"#).as_deref(), Some("b"));
        assert_eq!(id_of(r#"{"name":"x"}"#).as_deref(), Some("a"));
        assert_eq!(id_of(r#"{"id":"c","name":"x"}"#).as_deref(), Some("a"));
        assert_eq!(id_of(r#"{"name":"z"}"#), None);
    }
}
