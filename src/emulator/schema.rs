//! What requests may hold: the documented fields and their types, and nothing else, as the gateway wants it \[go\]; and which
//! of them have to be there.

use serde_json::{Map, Value};

use super::refusal::Refusal;

/// What a value has to be. `null` is none of them: that it might do for an absent field is not documented.
pub(super) enum Kind {
    Text,
    Flag,
    List(&'static Kind),
    Object(Fields),
}

pub(super) type Field = (&'static str, Kind);

/// Groups of fields, which several requests have in common.
pub(super) type Fields = &'static [&'static [Field]];

/// What a request holds.
pub(super) struct Shape {
    fields: Fields,
    required: &'static [&'static str],
}

/// `URLParam` \[doc\]
const PARAM: Kind = Kind::Object(&[&[("key", Kind::Text), ("value", Kind::Text)]]);

const ID: &[Field] = &[("id", Kind::Text)];
const CLIENT: &[Field] = &[("clientId", Kind::Text), ("clientSecret", Kind::Text)];
const TENANT_ID: &[Field] = &[("tenantId", Kind::Text)];

/// What an app is set to.
const SETTINGS: &[Field] = &[
    ("name", Kind::Text),
    ("description", Kind::Text),
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
];

/// An outbound app \[doc\].
pub(super) const APP: Fields = &[ID, SETTINGS, CLIENT, TENANT_ID];

/// \[doc\]; the guide and the SDKs require the name \[guide, go, py\].
pub(super) static CREATE: Shape = Shape {
    fields: APP,
    required: &["name"],
};

/// A template stands for what is not overridden.
pub(super) static CREATE_BY_TEMPLATE: Shape = Shape {
    fields: &[
        &[("templateId", Kind::Text), ("overrides", Kind::Object(TEMPLATE.fields))],
        ID,
        CLIENT,
        TENANT_ID,
    ],
    required: &["templateId"],
};

/// What a template sets, and what can be overridden.
pub(super) static TEMPLATE: Shape = Shape {
    fields: &[SETTINGS],
    required: &[],
};

pub(super) static UPDATE: Shape = Shape {
    fields: &[&[("app", Kind::Object(UPDATED_APP.fields))]],
    required: &["app"],
};

/// That an update needs the name, as a create does, is not documented.
pub(super) static UPDATED_APP: Shape = Shape {
    fields: APP,
    required: &["id", "name"],
};

/// \[node, go\]
pub(super) static DELETE: Shape = Shape {
    fields: &[ID],
    required: &["id"],
};

impl Shape {
    /// What the gateway lets through: an object of these fields.
    pub(super) fn read(&self, body: &[u8]) -> Result<Map<String, Value>, Refusal> {
        let value = serde_json::from_slice(body).map_err(|_| Refusal::bad_request("The body is not JSON"))?;
        let Value::Object(object) = value else {
            return Err(Refusal::bad_request("The body is not an object"));
        };
        self.check(&object)?;
        Ok(object)
    }

    /// That there is no other field, and none of another type.
    pub(super) fn check(&self, object: &Map<String, Value>) -> Result<(), Refusal> {
        check_fields(object, self.fields)
    }

    /// What the server behind the gateway asks for: that no required field is missing.
    pub(super) fn complete(&self, object: &Map<String, Value>) -> Result<(), Refusal> {
        let missing = self.required.iter().find(|field| !has(object, field));
        missing.map_or(Ok(()), |field| Err(Refusal::missing(field)))
    }
}

/// Text that says something: protobuf's JSON, which the gateway speaks, does not tell an empty field from an absent one.
pub(super) fn text<'o>(object: &'o Map<String, Value>, field: &str) -> Option<&'o str> {
    let text = object.get(field)?.as_str()?;
    (!text.trim().is_empty()).then_some(text)
}

pub(super) fn object(object: &Map<String, Value>, field: &str) -> Map<String, Value> {
    let object = object.get(field).and_then(Value::as_object);
    object.cloned().unwrap_or_default()
}

fn has(object: &Map<String, Value>, field: &str) -> bool {
    match object.get(field) {
        None => false,
        Some(Value::String(_)) => text(object, field).is_some(),
        Some(Value::Array(items)) => !items.is_empty(),
        Some(_) => true,
    }
}

fn check_fields(object: &Map<String, Value>, fields: Fields) -> Result<(), Refusal> {
    object.iter().try_for_each(|(name, value)| {
        let Some((name, kind)) = fields.iter().copied().flatten().find(|(known, _)| known == name) else {
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
