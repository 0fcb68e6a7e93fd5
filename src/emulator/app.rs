//! The endpoints of apps.

use serde_json::{Map, Value, json};

use super::bearer::Bearer;
use super::call::{Done, Invocation};
use super::endpoint::Source::{Body, Nothing};
use super::endpoint::{Endpoint, row};
use super::fields::{object, text, texts};
use super::options::Alternative;
use super::percent;
use super::refusal::Refusal;
use super::schema;
use super::store::{App, Store, Taken};

const SECRET: &str = "clientSecret";
const TEMPLATE_ID: &str = "templateId";

/// The `templateId` of an app that was created without a template.
const NO_TEMPLATE: &str = "custom";

#[rustfmt::skip] // A table.
pub(super) static ENDPOINTS: &[Endpoint] = &[
    row("POST", "/v1/mgmt/outbound/app/create", Body(&schema::CREATE), create),
    row("POST", "/v1/mgmt/outbound/app/create/bytemplate", Body(&schema::CREATE_BY_TEMPLATE), create_by_template),
    row("POST", "/v1/mgmt/outbound/app/create/bydcrpreset", Body(&schema::CREATE_BY_DCR_PRESET), create_by_dcr_preset),
    row("POST", "/v1/mgmt/outbound/app/update", Body(&schema::UPDATE), update),
    row("POST", "/v1/mgmt/outbound/app/delete", Body(&schema::BY_ID), delete),
    row("GET", "/v1/mgmt/outbound/app/{id}", Nothing, load),
    row("GET", "/v1/mgmt/outbound/apps", Nothing, load_all),
    row("POST", "/v1/mgmt/outbound/app/connect", Body(&schema::CONNECT), connect).with(Bearer::UserToken),
    row("POST", "/v1/outbound/oauth/connect", Body(&schema::CONNECT_TENANT), connect).with(Bearer::UserToken),
];

/// `POST /v1/mgmt/outbound/app/create` \[doc, node, go\]
fn create(store: &mut Store, call: &Invocation<'_>) -> Result<Done, Refusal> {
    add(store, call, call.request.clone())
}

/// `POST /v1/mgmt/outbound/app/create/bytemplate` \[doc, node, go\]
///
/// The available templates and the fields that they set are not documented: clients must not depend on them.
fn create_by_template(store: &mut Store, call: &Invocation<'_>) -> Result<Done, Refusal> {
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
/// The available presets, the fields that they set and the names of their apps are not documented: clients must not
/// depend on them.
fn create_by_dcr_preset(store: &mut Store, call: &Invocation<'_>) -> Result<Done, Refusal> {
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
    // The documented response has the secret [doc], the live server's never does [tf].
    let shows_secret = call.behavior.does(Alternative::CreateAnswersSecret);
    Ok(done(app, call, if shows_secret { &[] } else { &[SECRET] }))
}

/// Returns whether the app asks for dynamic client registration without a registration endpoint: an MCP server's URL as
/// the `discoveryUrl` is not enough \[issue 750\]. A metadata document's URL is accepted; the emulator does not fetch
/// it.
fn cannot_register(app: &App) -> bool {
    let names_metadata = text(app, "discoveryUrl").is_some_and(|url| url.contains("/.well-known/"));
    app.get("useDcr") == Some(&Value::Bool(true)) && text(app, "dcrUrl").is_none() && !names_metadata
}

/// `POST /v1/mgmt/outbound/app/update` \[doc, node, go\]: clears absent fields \[go, py, node\], except those that
/// `keep` restores.
fn update(store: &mut Store, call: &Invocation<'_>) -> Result<Done, Refusal> {
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

/// Restores the stored fields that an update cannot change, and those that it leaves unchanged if absent. Clients must
/// not depend on an [`Alternative`].
fn keep(stored: &App, app: &mut App, call: &Invocation<'_>) {
    let mut kept = Vec::new();
    // The backend's update lacks it, so the stored one stays [tf].
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
    // The backend's update writes it [tf review]; the effect of an absent one is not known.
    if text(app, TEMPLATE_ID).is_none() && call.behavior.does(Alternative::UpdateKeepsTemplate) {
        kept.push(TEMPLATE_ID);
    }
    for field in kept {
        app.extend(stored.get(field).map(|value| (field.to_owned(), value.clone())));
    }
    forget_empty_secret(app);
    name_template(app);
}

/// Removes an empty secret: it clears the stored one \[tf\].
fn forget_empty_secret(app: &mut App) {
    if app.get(SECRET).is_some_and(|secret| secret == "") {
        app.remove(SECRET);
    }
}

/// Sets the `templateId` if it is absent: loads always have it \[doc\].
fn name_template(app: &mut App) {
    if text(app, TEMPLATE_ID).is_none() {
        app.insert(TEMPLATE_ID.to_owned(), NO_TEMPLATE.into());
    }
}

/// `GET /v1/mgmt/outbound/app/{id}` \[doc, node, go\]; 404 if there is no such app \[field\]
fn load(store: &mut Store, call: &Invocation<'_>) -> Result<Done, Refusal> {
    let app = store.apps.get(&call.id).ok_or_else(Refusal::unknown_app)?;
    Ok(Done::of(json!({ "app": shown(app, call, &[SECRET]) })))
}

/// `GET /v1/mgmt/outbound/apps` \[doc, node, go\]
#[expect(clippy::unnecessary_wraps, reason = "a row of the table, like the others")]
fn load_all(store: &mut Store, call: &Invocation<'_>) -> Result<Done, Refusal> {
    let apps: Vec<Value> = store.apps.all().map(|app| shown(app, call, &[SECRET])).collect();
    Ok(Done::of(json!({ "apps": apps })))
}

/// `POST /v1/mgmt/outbound/app/delete` \[doc, node, go\]: deletes the app's tokens as well \[tf\], but perhaps not its
/// tenants' API keys \[field\].
///
/// The real server's response to an unknown id is not documented: clients must not depend on it.
fn delete(store: &mut Store, call: &Invocation<'_>) -> Result<Done, Refusal> {
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
/// The returned URL is not documented: clients must not depend on it. This one leads nowhere; its query holds the
/// request's fields.
fn connect(store: &mut Store, call: &Invocation<'_>) -> Result<Done, Refusal> {
    of(store, &call.request)?;
    let mut asked = call.request.clone();
    let options = object(&asked, "options");
    asked.remove("options");
    asked.extend(options);
    let parameters: Vec<String> = asked.keys().filter_map(|name| parameter(&asked, name)).collect();
    let url = format!("https://emulator.test/connect?{}", parameters.join("&"));
    Ok(Done::of(json!({ "url": url })))
}

/// Formats a query parameter. Spaces separate the items of a list, as in OAuth's `scope`.
fn parameter(asked: &Map<String, Value>, name: &str) -> Option<String> {
    let value = match asked.get(name)? {
        Value::String(text) => text.clone(),
        Value::Array(_) => texts(asked, name).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    };
    (!value.is_empty()).then(|| format!("{name}={}", percent::encoded(&value)))
}

/// Returns the app that a request names in `appId`.
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

/// Adds `key` to a URL parameter that was sent under `name`, as python's SDK does, so that responses hold both. The
/// real server's treatment of `name` is not known: clients must not depend on it.
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
