//! The JSON Schema of the file, from the tables that requests are checked by.

use crate::model::APP;
use crate::model::schema::{Field, Kind, Schema};
use crate::value::{Builder, Document};

use super::file::{DIRECTIVES, FILE};

/// Builds the JSON Schema (draft 2020-12), for completion and descriptions in editors. `validate` checks values
/// further.
#[must_use]
pub fn make() -> Document {
    let mut builder = Builder::default();
    builder.object(|object| {
        pair(object, "$schema", "https://json-schema.org/draft/2020-12/schema");
        pair(object, "title", "Descope outbound applications");
        pair(object, "type", "object");
        required(object, "apps");
        properties(object, FILE.fields.iter());
        object.string("$defs");
        object.object(|definitions| {
            definitions.string("app");
            definitions.object(|app| {
                pair(app, "type", "object");
                required(app, "id");
                properties(app, APP.fields.iter().chain(DIRECTIVES));
            });
            definitions.string("fields");
            definitions.object(|fields| {
                pair(fields, "type", "object");
                properties(
                    fields,
                    APP.fields
                        .iter()
                        .filter(|field| !matches!(field.name, "id" | "name" | "clientSecret")),
                );
            });
        });
    });
    builder.finish()
}

fn pair(object: &mut Builder, name: &str, value: &str) {
    object.string(name);
    object.string(value);
}

fn required(object: &mut Builder, name: &str) {
    object.string("required");
    object.array(|array| array.string(name));
}

fn properties(object: &mut Builder, fields: impl Iterator<Item = &'static Field>) {
    object.string("additionalProperties");
    object.bool(false);
    object.string("properties");
    object.object(|properties| {
        for field in fields {
            properties.string(field.name);
            properties.object(|property| describe(field, property));
        }
    });
}

/// Known values, for completion; others are valid too.
const EXAMPLES: &[(&str, &[&str])] = &[
    ("accessType", &["offline", "online"]),
    ("appType", &["oauth", "apikey"]),
    ("clientSecret", &["${env:NAME}", "${file:path}"]),
];

/// Descriptions, which the tables do not have.
const DESCRIPTIONS: &[(&str, &str)] = &[
    ("id", "Identifies the app; cannot be changed"),
    (
        "project",
        "The project that the file is for; applied to another, it is refused",
    ),
    ("defaults", "Fields for all apps that do not have them"),
    (
        "preset",
        "A provider whose endpoints fill in the fields that are left out: descope-outbound presets",
    ),
    (
        "params",
        "The values of ${param:name} in the preset's fields, such as the host of a tenant",
    ),
    (
        "discover",
        "The URL of an MCP server or an issuer, whose metadata fills in the fields that are left out",
    ),
    (
        "deleted",
        "The app must not exist: apply --delete <id> deletes it and its tokens",
    ),
    (
        "clientSecret",
        "A reference, ${env:NAME} or ${file:path}. Sent when the app is created, and with --rotate-secrets",
    ),
    ("tenantId", "Fixed once the app is created"),
    ("useDcr", "Fixed once the app is created"),
    ("dcrUrl", "Fixed once the app is created"),
];

fn described<T: Copy>(rows: &[(&str, T)], name: &str) -> Option<T> {
    rows.iter().find(|(row, _)| *row == name).map(|(_, value)| *value)
}

fn describe(field: &Field, property: &mut Builder) {
    if let Some(description) = described(DESCRIPTIONS, field.name) {
        pair(property, "description", description);
    }
    if let Some(examples) = described(EXAMPLES, field.name) {
        property.string("examples");
        property.array(|array| examples.iter().for_each(|example| array.string(example)));
    }
    match field.name {
        "apps" => {
            pair(property, "type", "array");
            property.string("items");
            property.object(|items| pair(items, "$ref", "#/$defs/app"));
        }
        "defaults" => pair(property, "$ref", "#/$defs/fields"),
        _ => describe_kind(&field.kind, property),
    }
}

fn describe_kind(kind: &Kind, property: &mut Builder) {
    match kind {
        Kind::Text | Kind::Secret => pair(property, "type", "string"),
        Kind::Bool => pair(property, "type", "boolean"),
        Kind::Number => pair(property, "type", "number"),
        Kind::Integer => pair(property, "type", "integer"),
        Kind::OrNull(kind) => describe_kind(kind, property),
        Kind::List(kind) => {
            pair(property, "type", "array");
            property.string("items");
            property.object(|items| describe_kind(kind, items));
        }
        Kind::Object(Schema { fields, .. }) => {
            pair(property, "type", "object");
            properties(property, fields.iter());
        }
        Kind::Map => {
            pair(property, "type", "object");
            property.string("additionalProperties");
            property.object(|member| pair(member, "type", "string"));
        }
        Kind::Any | Kind::Function | Kind::Signal => {}
    }
}
