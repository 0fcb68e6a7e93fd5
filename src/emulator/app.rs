//! The endpoints of apps.

use serde_json::{Value, json};

use super::endpoint::{Call, Done};
use super::refusal::Refusal;
use super::schema::{self, text};
use super::store::{App, Store};

const SECRET: &str = "clientSecret";

/// Set by the server, and no request field \[doc\].
const TEMPLATE_ID: &str = "templateId";

/// `POST /v1/mgmt/outbound/app/create` \[doc\]
pub(super) fn create(store: &mut Store, call: &Call<'_>) -> Result<Done, Refusal> {
    let mut app = call.request.clone();
    app.insert(TEMPLATE_ID.to_owned(), "custom".into());
    let app = store.apps.create(app).map_err(|_| Refusal::taken())?;
    // The documented response of create has the secret; the SDKs never see it come back otherwise [doc, node].
    Ok(done(app, call, &[]))
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
/// Whether the real server refuses an id that no app has is not documented: clients must not depend on it.
pub(super) fn delete(store: &mut Store, call: &Call<'_>) -> Result<Done, Refusal> {
    let id = text(&call.request, "id").unwrap_or_default();
    store.apps.remove(id).ok_or_else(Refusal::unknown_app)?;
    Ok(Done {
        body: json!({}),
        id: Some(id.to_owned()),
    })
}

fn done(app: &App, call: &Call<'_>, hidden: &[&str]) -> Done {
    Done {
        body: json!({ "app": shown(app, call, hidden) }),
        id: text(app, "id").map(str::to_owned),
    }
}

fn shown(app: &App, call: &Call<'_>, hidden: &[&str]) -> Value {
    let documented = schema::APP.iter().copied().flatten().map(|(name, _)| *name);
    call.show(documented.chain([TEMPLATE_ID]), |name| {
        app.get(name).filter(|_| !hidden.contains(&name)).cloned()
    })
}
