//! The endpoints of apps.

use serde_json::{Map, Value, json};

use super::endpoint::{Call, Done};
use super::refusal::Refusal;
use super::schema;
use super::store::{App, Store};

const SECRET: &str = "clientSecret";

/// Set by the server, and no request field \[doc\].
const TEMPLATE_ID: &str = "templateId";

/// `POST /v1/mgmt/outbound/app/create` \[doc\]
pub(super) fn create(store: &mut Store, call: &Call<'_>) -> Result<Done, Refusal> {
    let mut app = schema::read(call.body, schema::APP)?;
    let name = text(&app, "name").ok_or_else(|| Refusal::missing("name"))?;
    let id = text(&app, "id");
    app.insert(TEMPLATE_ID.to_owned(), "custom".into());
    let app = store.create(id, name, app).map_err(|_| Refusal::taken())?;
    // The documented response of create has the secret; the SDKs never see it come back otherwise [doc, node].
    let body = json!({ "app": shown(app, call, &[]) });
    Ok(Done {
        body,
        id: text(app, "id"),
    })
}

/// `GET /v1/mgmt/outbound/app/{id}` \[doc, node, go\]
pub(super) fn load(store: &mut Store, call: &Call<'_>) -> Result<Done, Refusal> {
    let app = store.get(&call.id).ok_or_else(Refusal::unknown_app)?;
    Ok(Done::of(json!({ "app": shown(app, call, &[SECRET]) })))
}

/// `GET /v1/mgmt/outbound/apps` \[doc, node, go\]
#[expect(clippy::unnecessary_wraps, reason = "a row of the table, like the others")]
pub(super) fn load_all(store: &mut Store, call: &Call<'_>) -> Result<Done, Refusal> {
    let apps: Vec<Value> = store.all().map(|app| shown(app, call, &[SECRET])).collect();
    Ok(Done::of(json!({ "apps": apps })))
}

/// `POST /v1/mgmt/outbound/app/delete` \[doc, node, go\]
pub(super) fn delete(store: &mut Store, call: &Call<'_>) -> Result<Done, Refusal> {
    let request = schema::read(call.body, schema::DELETE)?;
    let id = text(&request, "id").ok_or_else(|| Refusal::missing("id"))?;
    // Whether the real server refuses this is not documented.
    store.remove(&id).ok_or_else(Refusal::unknown_app)?;
    Ok(Done {
        body: json!({}),
        id: Some(id),
    })
}

/// Text that says something: protobuf's JSON, which the gateway speaks, does not tell an empty field from an absent one.
fn text(object: &Map<String, Value>, field: &str) -> Option<String> {
    let text = object.get(field)?.as_str()?;
    (!text.trim().is_empty()).then(|| text.to_owned())
}

/// An app as answered: the fields that it has, and if asked for `null` for those that it has not \[node\].
fn shown(app: &App, call: &Call<'_>, hidden: &[&str]) -> Value {
    let documented = schema::APP.iter().map(|(name, _)| *name);
    let fields = documented.chain([TEMPLATE_ID]).filter_map(|name| {
        let value = app.get(name).filter(|_| !hidden.contains(&name)).cloned();
        let value = value.or(call.nulls.then_some(Value::Null))?;
        Some((name.to_owned(), value))
    });
    fields.collect()
}
