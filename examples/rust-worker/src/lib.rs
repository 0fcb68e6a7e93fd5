//! A Cloudflare Worker in Rust that other Workers call through a service binding: it lists, ensures and deletes
//! outbound apps, and is the only one that holds the management key.
//!
//! | request | answer |
//! |---|---|
//! | `GET /apps` | each app's id and name |
//! | `PUT /apps`, an app with its id | the id, and the outcome: `"created"`, `"updated"`, `"unchanged"` |
//! | `GET /apps/<id>` | the app, without its client secret |
//! | `DELETE /apps/<id>` | 204 |
//!
//! An error is answered with a [`Refusal`]. Callers are not authenticated: `wrangler.toml` gives the Worker no address
//! on the internet.

mod refusal;

use descope_outbound::model::AppWithId;
use descope_outbound::web::{Error, Options, OutboundApps};
use refusal::Refusal;
use serde_json::json;
use worker::{Context, Env, Request, Response, RouteContext, Router, event};

#[event(fetch)]
async fn fetch(request: Request, env: Env, _: Context) -> worker::Result<Response> {
    Router::new()
        .get_async("/apps", async |_, context| answer(list(&context).await))
        .put_async("/apps", async |request, context| {
            answer(ensure(request, &context).await)
        })
        .get_async("/apps/:id", async |_, context| answer(load(&context).await))
        .delete_async("/apps/:id", async |_, context| answer(delete(&context).await))
        .run(request, env)
        .await
}

fn answer(outcome: Result<Response, Refusal>) -> worker::Result<Response> {
    outcome.or_else(|refusal| refusal.to_response())
}

async fn list(context: &RouteContext<()>) -> Result<Response, Refusal> {
    let apps = connect(&context.env)?.load_all().await?.apps.unwrap_or_default();
    let list: Vec<_> = apps
        .iter()
        .map(|app| json!({ "id": app.id, "name": app.name }))
        .collect();
    Ok(Response::from_json(&list)?)
}

async fn ensure(mut request: Request, context: &RouteContext<()>) -> Result<Response, Refusal> {
    let app: AppWithId = request.json().await.map_err(Refusal::of_body)?;
    let ensured = connect(&context.env)?.ensure(&app).await?;
    Ok(Response::from_json(
        &json!({ "id": app.id, "outcome": ensured.outcome }),
    )?)
}

async fn load(context: &RouteContext<()>) -> Result<Response, Refusal> {
    let loaded = connect(&context.env)?.load(id(context)).await?;
    let mut app = loaded.app.ok_or(Refusal::not_found())?;
    app.client_secret = None;
    Ok(Response::from_json(&app)?)
}

async fn delete(context: &RouteContext<()>) -> Result<Response, Refusal> {
    connect(&context.env)?.delete(id(context)).await?;
    Ok(Response::empty()?.with_status(204))
}

fn id(context: &RouteContext<()>) -> &str {
    context.param("id").map_or("", String::as_str)
}

/// Creates a client for one request: in workerd, no request may wait for what another one began.
fn connect(env: &Env) -> Result<OutboundApps, Error> {
    let variable = |name| env.var(name).ok().map(|value| value.to_string());
    let key = env.secret("DESCOPE_MANAGEMENT_KEY").ok();
    OutboundApps::new(&Options {
        project_id: variable("DESCOPE_PROJECT_ID"),
        management_key: key.map(|key| key.to_string().into()),
        base_url: variable("DESCOPE_BASE_URL"),
        ..Options::default()
    })
}
