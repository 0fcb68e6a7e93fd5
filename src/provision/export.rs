//! The file that describes existing apps.

use alloc::collections::BTreeSet;
use alloc::string::String;

use crate::model::APP;
use crate::model::schema::Kind;
use crate::protocol::compare::{CLIENT_SECRET, is_empty};
use crate::text::{concat, count};
use crate::value::{Builder, Document, Items, Value};

use super::secrets::escaped;

/// Describes `found`, an array of apps: `{"file": {"apps": […]}, "missing": [{"id", "field", "reference"}, …]}`.
///
/// The server never returns client secrets. An app with a client id gets a reference to an environment variable
/// instead, which `missing` lists. Undocumented fields are left out: a create may not accept them.
#[must_use]
pub fn write(found: Value<'_>) -> Document {
    let apps = match found {
        Value::Array(items) => Some(items),
        _ => None,
    };
    let apps = || apps.into_iter().flat_map(Items::iter);
    let mut variables = Variables::default();
    let (mut missing, mut builder) = (Builder::default(), Builder::default());
    missing.array(|missing| {
        builder.object(|object| {
            object.string("file");
            object.object(|file| {
                file.string("apps");
                file.array(|array| {
                    for app in apps() {
                        let variable = has_secret(app).then(|| variables.name(app));
                        write_app(app, variable.as_deref(), array);
                        if let Some(variable) = variable {
                            write_missing(app, &variable, missing);
                        }
                    }
                });
            });
        });
    });
    let (file, missing) = (builder.finish(), missing.finish());
    let mut both = Builder::default();
    both.object(|object| {
        object.string("file");
        object.value(file.root().get("file").unwrap_or(Value::Null));
        object.string("missing");
        object.value(missing.root());
    });
    both.finish()
}

/// Returns whether an app needs a client secret. Dynamic registration brings its own, and an API key app has none.
fn has_secret(app: Value<'_>) -> bool {
    let says = |name| app.get(name).is_some_and(|value| !is_empty(value));
    let is_api_key = app.get("appType").and_then(Value::as_str) == Some("apikey");
    says("clientId") && !says("useDcr") && !is_api_key
}

fn write_app(app: Value<'_>, variable: Option<&str>, out: &mut Builder) {
    out.object(|object| {
        for field in APP.fields {
            let value = app.get(field.name).filter(|value| !is_empty(*value));
            match (&field.kind, value, variable) {
                (Kind::Secret, _, Some(variable)) => {
                    object.string(CLIENT_SECRET);
                    object.string(&reference(variable));
                }
                (Kind::Secret, ..) | (_, None, _) => {}
                (_, Some(value), _) => {
                    object.string(field.name);
                    write_escaped(value, object);
                }
            }
        }
    });
}

fn write_missing(app: Value<'_>, variable: &str, out: &mut Builder) {
    out.object(|object| {
        object.string("id");
        object.value(app.get("id").unwrap_or(Value::Null));
        object.string("field");
        object.string(CLIENT_SECRET);
        object.string("reference");
        object.string(&reference(variable));
    });
}

fn reference(variable: &str) -> String {
    concat(&["${env:", variable, "}"])
}

fn write_escaped(value: Value<'_>, out: &mut Builder) {
    match value {
        Value::String(text) if text.well_formed().is_some() => out.string(&escaped(text.lossy())),
        Value::Array(items) => out.array(|array| items.iter().for_each(|item| write_escaped(item, array))),
        Value::Object(_) => out.object(|object| {
            for (name, member) in value.members().iter() {
                object.text(name);
                write_escaped(member, object);
            }
        }),
        _ => out.value(value),
    }
}

/// Unique names of environment variables.
#[derive(Default)]
struct Variables(BTreeSet<String>);

impl Variables {
    fn name(&mut self, app: Value<'_>) -> String {
        let id = app.get("id").and_then(Value::as_str).unwrap_or_default();
        let upper = id.chars().map(|character| match character {
            character if character.is_ascii_alphanumeric() => character.to_ascii_uppercase(),
            _ => '_',
        });
        let base: String = "OUTBOUND_"
            .chars()
            .chain(upper)
            .chain("_CLIENT_SECRET".chars())
            .collect();
        let mut name = base.clone();
        let mut nth = 1_usize;
        while !self.0.insert(name.clone()) {
            nth = nth.saturating_add(1);
            name = concat(&[&base, "_", &count(nth)]);
        }
        name
    }
}
