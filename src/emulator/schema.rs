//! What a request body may hold: the documented fields and their types, and nothing else, as the gateway wants it \[go\].

use serde_json::{Map, Value};

use super::refusal::Refusal;

/// What a value has to be. `null` is none of them: that it might do for an absent field is not documented.
pub(super) enum Kind {
    Text,
    Flag,
    List(&'static Kind),
    Object(&'static [Field]),
}

pub(super) type Field = (&'static str, Kind);

/// `URLParam` \[doc\]
const PARAM: Kind = Kind::Object(&[("key", Kind::Text), ("value", Kind::Text)]);

/// An outbound app \[doc\].
pub(super) const APP: &[Field] = &[
    ("id", Kind::Text),
    ("name", Kind::Text),
    ("description", Kind::Text),
    ("clientId", Kind::Text),
    ("clientSecret", Kind::Text),
    ("logo", Kind::Text),
    ("discoveryUrl", Kind::Text),
    ("authorizationUrl", Kind::Text),
    ("authorizationUrlParams", Kind::List(&PARAM)),
    ("tokenUrl", Kind::Text),
    ("tokenUrlParams", Kind::List(&PARAM)),
    ("revocationUrl", Kind::Text),
    ("defaultScopes", Kind::List(&Kind::Text)),
    ("defaultRedirectUrl", Kind::Text),
    ("callbackDomain", Kind::Text),
    ("pkce", Kind::Flag),
    ("accessType", Kind::Text),
    ("prompt", Kind::List(&Kind::Text)),
    ("appType", Kind::Text),
    ("useDcr", Kind::Flag),
    ("dcrUrl", Kind::Text),
    ("tenantId", Kind::Text),
];

/// What a delete holds \[node, go\].
pub(super) const DELETE: &[Field] = &[("id", Kind::Text)];

/// The body as an object of these fields.
pub(super) fn read(body: &[u8], fields: &[Field]) -> Result<Map<String, Value>, Refusal> {
    let value = serde_json::from_slice(body).map_err(|_| Refusal::bad_request("The body is not JSON"))?;
    let Value::Object(object) = value else {
        return Err(Refusal::bad_request("The body is not an object"));
    };
    check_fields(&object, fields)?;
    Ok(object)
}

fn check_fields(object: &Map<String, Value>, fields: &[Field]) -> Result<(), Refusal> {
    object.iter().try_for_each(|(name, value)| {
        let Some((name, kind)) = fields.iter().find(|(known, _)| known == name) else {
            return Err(Refusal::bad_request(format!("unknown field {name:?}")));
        };
        check(name, value, kind)
    })
}

fn check(name: &str, value: &Value, kind: &Kind) -> Result<(), Refusal> {
    match (kind, value) {
        (Kind::Text, Value::String(_)) | (Kind::Flag, Value::Bool(_)) => Ok(()),
        (Kind::List(kind), Value::Array(items)) => items.iter().try_for_each(|item| check(name, item, kind)),
        (Kind::Object(fields), Value::Object(object)) => check_fields(object, fields),
        _ => Err(Refusal::invalid(format!("invalid value for the {name} field"))),
    }
}
