//! The endpoints of apps.

use std::iter;

use serde_json::{Map, Value, json};

use super::endpoint::{Call, Done};
use super::fields::{object, text};
use super::refusal::Refusal;
use super::schema;
use super::store::{App, Store, Taken};

const SECRET: &str = "clientSecret";

/// Set by the server, and no request field \[doc\].
const TEMPLATE_ID: &str = "templateId";

/// `POST /v1/mgmt/outbound/app/create` \[doc\]
pub(super) fn create(store: &mut Store, call: &Call<'_>) -> Result<Done, Refusal> {
    let mut app = call.request.clone();
    app.insert(TEMPLATE_ID.to_owned(), "custom".into());
    let app = store.apps.create(app).map_err(|Taken| Refusal::taken())?;
    // The documented response of create has the secret; the SDKs never see it come back otherwise [doc, node].
    Ok(done(app, call, &[]))
}

/// `POST /v1/mgmt/outbound/app/create/bytemplate` \[doc, node, go\]
///
/// Which templates there are and what they set is not documented, nor whether the answer has the secret: clients must not
/// depend on either.
pub(super) fn create_by_template(store: &mut Store, call: &Call<'_>) -> Result<Done, Refusal> {
    let mut request = call.request.clone();
    let overrides = object(&request, "overrides");
    request.remove("overrides");
    let template_id = text(&request, TEMPLATE_ID).unwrap_or_default();
    let mut app = call
        .behavior
        .template(template_id)
        .ok_or_else(Refusal::unknown_template)?;
    app.extend(overrides);
    app.extend(request);
    schema::CREATE.complete(&app)?;
    let app = store.apps.create(app).map_err(|Taken| Refusal::taken())?;
    Ok(done(app, call, &[SECRET]))
}

/// `POST /v1/mgmt/outbound/app/update` \[doc, node, go\]: replaces everything.
///
/// Whether that goes for the secret, too, is not documented: clients must not depend on it, and an option of the emulator
/// has it either way. Nor is it documented whether the answer has the secret.
pub(super) fn update(store: &mut Store, call: &Call<'_>) -> Result<Done, Refusal> {
    let mut app = object(&call.request, "app");
    schema::UPDATED_APP.complete(&app)?;
    let id = text(&app, "id").unwrap_or_default().to_owned();
    let stored = store.apps.get(&id).ok_or_else(Refusal::unknown_app)?;
    let namesake = text(&app, "name").and_then(|name| store.apps.named(name));
    if namesake.is_some_and(|other| text(other, "id") != Some(&id)) {
        return Err(Refusal::update_failed());
    }
    for field in kept(&app, call) {
        app.extend(stored.get(field).map(|value| (field.to_owned(), value.clone())));
    }
    let app = store.apps.replace(&id, app).ok_or_else(Refusal::unknown_app)?;
    Ok(done(app, call, &[SECRET]))
}

/// What of the stored app outlives an update.
fn kept(app: &App, call: &Call<'_>) -> impl Iterator<Item = &'static str> + use<> {
    let keeps_secret = call.behavior.keeps_secret && text(app, SECRET).is_none();
    iter::once(TEMPLATE_ID).chain(keeps_secret.then_some(SECRET))
}

/// `GET /v1/mgmt/outbound/app/{id}` \[doc, node, go\]
pub(super) fn load(store: &mut Store, call: &Call<'_>) -> Result<Done, Refusal> {
    let app = store.apps.get(&call.id).ok_or_else(Refusal::unknown_app)?;
    Ok(Done::of(json!({ "app": shown(app, call, &[SECRET]) })))
}

/// `GET /v1/mgmt/outbound/apps` \[doc, node, go\]
#[expect(clippy::unnecessary_wraps, reason = "a row of the table, like the others")]
pub(super) fn load_all(store: &mut Store, call: &Call<'_>) -> Result<Done, Refusal> {
    let apps: Vec<Value> = store.apps.all().map(|app| shown(app, call, &[SECRET])).collect();
    Ok(Done::of(json!({ "apps": apps })))
}

/// `POST /v1/mgmt/outbound/app/delete` \[doc, node, go\]
///
/// Whether the real server refuses an id that no app has is not documented, nor that an app's tokens go with it: clients
/// must not depend on either.
pub(super) fn delete(store: &mut Store, call: &Call<'_>) -> Result<Done, Refusal> {
    let id = text(&call.request, "id").unwrap_or_default();
    store.apps.remove(id).ok_or_else(Refusal::unknown_app)?;
    store.tokens.remove(|token| text(token, "appId") == Some(id));
    Ok(Done {
        body: json!({}),
        id: Some(id.to_owned()),
    })
}

/// `POST /v1/mgmt/outbound/app/connect` \[doc, node, go\]
///
/// Where the address leads is not documented: clients must not depend on it. This one leads nowhere.
pub(super) fn connect(store: &mut Store, call: &Call<'_>) -> Result<Done, Refusal> {
    of(store, &call.request)?;
    Ok(Done::of(json!({ "url": "https://emulator.test/connect" })))
}

/// The app that a request is about.
pub(super) fn of<'s>(store: &'s Store, request: &Map<String, Value>) -> Result<&'s App, Refusal> {
    let app = text(request, "appId").and_then(|id| store.apps.get(id));
    app.ok_or_else(Refusal::unknown_app)
}

fn done(app: &App, call: &Call<'_>, hidden: &[&str]) -> Done {
    Done {
        body: json!({ "app": shown(app, call, hidden) }),
        id: text(app, "id").map(str::to_owned),
    }
}

fn shown(app: &App, call: &Call<'_>, hidden: &[&str]) -> Value {
    call.show(schema::CREATE.names().chain([TEMPLATE_ID]), |name| {
        app.get(name).filter(|_| !hidden.contains(&name)).cloned()
    })
}
