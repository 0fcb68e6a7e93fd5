//! The endpoints of apps.

use serde_json::{Map, Value, json};

use super::call::{Done, Invocation};
use super::fields::{object, text, texts};
use super::options::Alternative;
use super::percent;
use super::refusal::Refusal;
use super::schema;
use super::store::{App, Store, Taken};

const SECRET: &str = "clientSecret";
const TEMPLATE_ID: &str = "templateId";

/// The template of an app that was created by none.
const NO_TEMPLATE: &str = "custom";

/// `POST /v1/mgmt/outbound/app/create` \[doc, node, go\]
pub(super) fn create(store: &mut Store, call: &Invocation<'_>) -> Result<Done, Refusal> {
    add(store, call, call.request.clone())
}

/// `POST /v1/mgmt/outbound/app/create/bytemplate` \[doc, node, go\]
///
/// Which templates there are and what they set is not documented: clients must not depend on it.
pub(super) fn create_by_template(store: &mut Store, call: &Invocation<'_>) -> Result<Done, Refusal> {
    let mut request = call.request.clone();
    let overrides = object(&request, "overrides");
    request.remove("overrides");
    let id = text(&request, TEMPLATE_ID).unwrap_or_default();
    let mut app = call.behavior.template(id).ok_or_else(Refusal::unknown_template)?;
    app.entry("name").or_insert_with(|| id.into());
    app.extend(overrides);
    app.extend(request);
    add(store, call, app)
}

/// `POST /v1/mgmt/outbound/app/create/bydcrpreset` \[doc\]
///
/// Which presets there are, what they set and how their apps are named is not documented: clients must not depend on it.
pub(super) fn create_by_dcr_preset(store: &mut Store, call: &Invocation<'_>) -> Result<Done, Refusal> {
    let id = text(&call.request, "dcrPresetId").unwrap_or_default();
    let tenant = text(&call.request, "tenantId");
    let mut app = call.behavior.dcr_preset(id).ok_or_else(Refusal::unknown_template)?;
    app.entry("name").or_insert_with(|| {
        tenant
            .map_or_else(|| id.to_owned(), |tenant| format!("{id} {tenant}"))
            .into()
    });
    app.extend(tenant.map(|tenant| ("tenantId".to_owned(), tenant.into())));
    add(store, call, app)
}

/// Stores a new app.
fn add(store: &mut Store, call: &Invocation<'_>, mut app: App) -> Result<Done, Refusal> {
    schema::CREATE.complete(&app)?;
    // [tf test]. Neither status nor code is documented: clients must not depend on them.
    if !text(&app, "tenantId").is_none_or(|tenant| call.behavior.has_tenant(tenant)) {
        return Err(Refusal::unknown_tenant());
    }
    if cannot_register(&app) {
        return Err(Refusal::registration_failed());
    }
    forget_empty_secret(&mut app);
    name_template(&mut app);
    let app = store.apps.create(app).map_err(|Taken| Refusal::taken())?;
    // The documented answer has the secret [doc], the live one never does [tf].
    let shows_secret = call.behavior.does(Alternative::CreateAnswersSecret);
    Ok(done(app, call, if shows_secret { &[] } else { &[SECRET] }))
}

/// Whether the client would have to be registered at a place that nothing names: an MCP server's URL as the `discoveryUrl` is
/// not enough \[issue 750\]. Nobody is asked here; a metadata document might name the place.
fn cannot_register(app: &App) -> bool {
    let names_metadata = text(app, "discoveryUrl").is_some_and(|url| url.contains("/.well-known/"));
    app.get("useDcr") == Some(&Value::Bool(true)) && text(app, "dcrUrl").is_none() && !names_metadata
}

/// `POST /v1/mgmt/outbound/app/update` \[doc, node, go\]: clears what is left out \[go, py, node\], but for what it keeps.
pub(super) fn update(store: &mut Store, call: &Invocation<'_>) -> Result<Done, Refusal> {
    let mut app = object(&call.request, "app");
    schema::UPDATED_APP.complete(&app)?;
    let id = text(&app, "id").unwrap_or_default().to_owned();
    let stored = store.apps.get(&id).ok_or_else(Refusal::unknown_app)?;
    let namesake = text(&app, "name").and_then(|name| store.apps.named(name));
    if namesake.is_some_and(|other| text(other, "id") != Some(&id)) {
        return Err(Refusal::update_failed());
    }
    keep(stored, &mut app, call);
    let app = store.apps.replace(&id, app).ok_or_else(Refusal::unknown_app)?;
    Ok(done(app, call, &[SECRET]))
}

/// Takes over what an update cannot change, or does not where it is silent. Clients must not depend on what is an
/// [`Alternative`].
fn keep(stored: &App, app: &mut App, call: &Invocation<'_>) {
    let mut kept = Vec::new();
    // Not in the backend's update, so that the stored one stays [tf].
    app.remove("tenantId");
    kept.push("tenantId");
    // "Dropped or reset" [tf, etc#18346].
    for field in ["useDcr", "dcrUrl"] {
        app.remove(field);
        if !call.behavior.does(Alternative::UpdateResetsDcr) {
            kept.push(field);
        }
    }
    // [go, tf]
    if !app.contains_key(SECRET) {
        kept.push(SECRET);
    }
    // The backend's update writes it [tf review]: what becomes of it without one is not known.
    if text(app, TEMPLATE_ID).is_none() && call.behavior.does(Alternative::UpdateKeepsTemplate) {
        kept.push(TEMPLATE_ID);
    }
    for field in kept {
        app.extend(stored.get(field).map(|value| (field.to_owned(), value.clone())));
    }
    forget_empty_secret(app);
    name_template(app);
}

/// An empty secret clears the stored one \[tf\].
fn forget_empty_secret(app: &mut App) {
    if app.get(SECRET).is_some_and(|secret| secret == "") {
        app.remove(SECRET);
    }
}

/// Loads always have it \[doc\].
fn name_template(app: &mut App) {
    if text(app, TEMPLATE_ID).is_none() {
        app.insert(TEMPLATE_ID.to_owned(), NO_TEMPLATE.into());
    }
}

/// `GET /v1/mgmt/outbound/app/{id}` \[doc, node, go\]; that an app which is not there is 404: \[field\]
pub(super) fn load(store: &mut Store, call: &Invocation<'_>) -> Result<Done, Refusal> {
    let app = store.apps.get(&call.id).ok_or_else(Refusal::unknown_app)?;
    Ok(Done::of(json!({ "app": shown(app, call, &[SECRET]) })))
}

/// `GET /v1/mgmt/outbound/apps` \[doc, node, go\]
#[expect(clippy::unnecessary_wraps, reason = "a row of the table, like the others")]
pub(super) fn load_all(store: &mut Store, call: &Invocation<'_>) -> Result<Done, Refusal> {
    let apps: Vec<Value> = store.apps.all().map(|app| shown(app, call, &[SECRET])).collect();
    Ok(Done::of(json!({ "apps": apps })))
}

/// `POST /v1/mgmt/outbound/app/delete` \[doc, node, go\]: with every token that is stored for the app \[tf\], but perhaps not
/// with the API keys of tenants \[field\].
///
/// Whether the real server refuses an id that no app has is not documented: clients must not depend on it.
pub(super) fn delete(store: &mut Store, call: &Invocation<'_>) -> Result<Done, Refusal> {
    let id = text(&call.request, "id").unwrap_or_default();
    store.apps.remove(id).ok_or_else(Refusal::unknown_app)?;
    let keeps_keys = call.behavior.does(Alternative::DeleteKeepsTenantKeys);
    store.tokens.remove(|token| {
        let is_tenants_key = text(token, "apiKey").is_some() && text(token, "userId").is_none();
        text(token, "appId") == Some(id) && !(keeps_keys && is_tenants_key)
    });
    Ok(Done {
        body: json!({}),
        id: Some(id.to_owned()),
    })
}

/// `POST /v1/mgmt/outbound/app/connect` \[doc, node, go\] and `POST /v1/outbound/oauth/connect` \[js\]
///
/// Where the address leads is not documented: clients must not depend on it. This one leads nowhere, and says what was
/// asked for.
pub(super) fn connect(store: &mut Store, call: &Invocation<'_>) -> Result<Done, Refusal> {
    of(store, &call.request)?;
    let mut asked = call.request.clone();
    let options = object(&asked, "options");
    asked.remove("options");
    asked.extend(options);
    let parameters: Vec<String> = asked.keys().filter_map(|name| parameter(&asked, name)).collect();
    let url = format!("https://emulator.test/connect?{}", parameters.join("&"));
    Ok(Done::of(json!({ "url": url })))
}

/// A list is written as OAuth writes scopes, with a space between its items.
fn parameter(asked: &Map<String, Value>, name: &str) -> Option<String> {
    let value = match asked.get(name)? {
        Value::String(text) => text.clone(),
        Value::Array(_) => texts(asked, name).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    };
    (!value.is_empty()).then(|| format!("{name}={}", percent::encoded(&value)))
}

/// The app that a request is about.
pub(super) fn of<'s>(store: &'s Store, request: &Map<String, Value>) -> Result<&'s App, Refusal> {
    let app = text(request, "appId").and_then(|id| store.apps.get(id));
    app.ok_or_else(Refusal::unknown_app)
}

fn done(app: &App, call: &Invocation<'_>, hidden: &[&str]) -> Done {
    Done {
        body: json!({ "app": shown(app, call, hidden) }),
        id: text(app, "id").map(str::to_owned),
    }
}

fn shown(app: &App, call: &Invocation<'_>, hidden: &[&str]) -> Value {
    call.show(schema::CREATE.names(), |name| {
        let value = app.get(name).filter(|_| !hidden.contains(&name))?;
        Some(match value {
            Value::Array(items) => items.iter().map(with_key).collect(),
            other => other.clone(),
        })
    })
}

/// A URL parameter that was sent under `name`, as python's SDK does, is answered under `key` as well, so that whoever asks
/// finds it. What the real server makes of such a one is not known: clients must not depend on it.
fn with_key(item: &Value) -> Value {
    let mut item = item.clone();
    if let Value::Object(param) = &mut item
        && let (None, Some(name)) = (text(param, "key"), text(param, "name"))
    {
        let name = Value::from(name);
        param.insert("key".to_owned(), name);
    }
    item
}
