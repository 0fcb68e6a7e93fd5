//! Whether an app that is there is the one that was sent.

use crate::json::{Items, Value};
use crate::model::schema::{Kind, Schema};

/// Whether every field that was sent is the same in what was found. Secrets are left aside: reading an app does not
/// show them \[node\].
pub(super) fn is_what_was_sent(sent: Value<'_>, found: Value<'_>, schema: &'static Schema) -> bool {
    schema.0.iter().all(|field| match (&field.kind, sent.get(field.name)) {
        (Kind::Secret, _) | (_, None) => true,
        (kind, Some(sent)) => is_same(sent, found.get(field.name), kind),
    })
}

/// Whether what was found holds nothing in the fields that were not sent.
pub(super) fn is_nothing_else(sent: Value<'_>, found: Value<'_>, schema: &'static Schema) -> bool {
    let unsent = schema.0.iter().filter(|field| sent.get(field.name).is_none());
    unsent
        .filter(|field| !matches!(field.kind, Kind::Secret))
        .all(|field| found.get(field.name).is_none_or(is_default))
}

fn is_same(sent: Value<'_>, found: Option<Value<'_>>, kind: &'static Kind) -> bool {
    match (kind, sent, found) {
        (_, Value::Null, Some(found)) => is_default(found),
        // Protobuf's JSON leaves out what has its default value.
        (_, sent, None | Some(Value::Null)) => is_default(sent),
        (Kind::List(item), Value::Array(sent), Some(Value::Array(found))) => {
            let (mut sent, mut found) = (sent.iter(), found.iter());
            let mut pairs = core::iter::from_fn(|| match (sent.next(), found.next()) {
                (None, None) => None,
                pair => Some(pair),
            });
            pairs.all(|(sent, found)| sent.is_some_and(|sent| found.is_some() && is_same(sent, found, item)))
        }
        (Kind::Object(schema), sent, Some(found)) => is_what_was_sent(sent, found, schema),
        (_, sent, Some(found)) => sent == found,
    }
}

fn is_default(value: Value<'_>) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.lossy().is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

/// The app of this list that has the sent one's id, or else its name: both are unique in a project \[py\], so that one
/// which has either leaves no room for what was sent.
pub(super) fn find<'l>(sent: Value<'_>, apps: Items<'l>) -> Option<Value<'l>> {
    let with_the_same = |key| {
        let wanted = sent.get(key)?;
        apps.iter().find(|app| app.get(key) == Some(wanted))
    };
    with_the_same("id").or_else(|| with_the_same("name"))
}

#[cfg(test)]
mod tests {
    use super::{find, is_what_was_sent};
    use crate::json::{Value, parse};
    use crate::model::schema::APP;

    fn same(sent: &str, found: &str) -> bool {
        is_what_was_sent(parse(sent).unwrap().root(), parse(found).unwrap().root(), &APP)
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
            (r#"["a","b"]"#, r#"["b","a"]"#),
            (r#""value":"v""#, r#""value":"w""#),
            (r#"{"key":"k","value":"v"}"#, r#""k""#),
        ] {
            let found = found.replace(part, other);
            assert!(!same(sent, &found), "{found}");
        }
    }

    #[test]
    fn an_empty_field_may_be_left_out_of_the_answer() {
        let sent =
            r#"{"name":"n","description":"","pkce":false,"prompt":[],"tokenUrlParams":[{"key":"k","value":""}]}"#;
        assert!(same(
            sent,
            r#"{"name":"n","description":null,"tokenUrlParams":[{"key":"k"}]}"#
        ));
        assert!(!same(sent, r#"{"name":"n"}"#));
    }

    #[test]
    fn an_app_is_found_by_its_id_or_else_by_its_name() {
        let list = r#"[{"id":"a","name":"x"},{"id":"b","name":"y"}]"#;
        let list = parse(list).unwrap();
        let Value::Array(list) = list.root() else {
            panic!("no array")
        };
        let id_of = |sent: &str| {
            let sent = parse(sent).unwrap();
            find(sent.root(), list).and_then(|app| app.get("id")?.as_str().map(str::to_owned))
        };
        assert_eq!(id_of(r#"{"id":"b","name":"x"}"#).as_deref(), Some("b"));
        assert_eq!(id_of(r#"{"name":"x"}"#).as_deref(), Some("a"));
        assert_eq!(id_of(r#"{"id":"c","name":"x"}"#).as_deref(), Some("a"));
        assert_eq!(id_of(r#"{"name":"z"}"#), None);
    }
}
