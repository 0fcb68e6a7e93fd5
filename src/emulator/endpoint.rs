//! The table of endpoints, and routing.

use serde_json::{Map, Value};

use super::app;
use super::bearer::Bearer;
use super::call::{Done, Invocation};
use super::exchange::Request;
use super::options::UnknownFields;
use super::refusal::Refusal;
use super::schema::{self, Shape};
use super::store::Store;
use super::{license, percent, query, token, upload};

/// One row of the API.
pub(super) struct Endpoint {
    method: &'static str,
    /// `{id}` stands for one segment.
    path: &'static str,
    source: Source,
    pub(super) bearer: Bearer,
    pub(super) act: Act,
}

type Act = fn(&mut Store, &Invocation<'_>) -> Result<Done, Refusal>;

/// The part of a request that holds its fields, and their types.
enum Source {
    Nothing,
    Body(&'static Shape),
    Query(&'static Shape),
}

use Source::{Body, Nothing, Query};

const fn row(method: &'static str, path: &'static str, source: Source, act: Act) -> Endpoint {
    Endpoint {
        method,
        path,
        source,
        bearer: Bearer::ManagementKey,
        act,
    }
}

#[rustfmt::skip] // A table.
static ENDPOINTS: &[Endpoint] = &[
    row("POST", "/v1/mgmt/outbound/app/create", Body(&schema::CREATE), app::create),
    row("POST", "/v1/mgmt/outbound/app/create/bytemplate", Body(&schema::CREATE_BY_TEMPLATE), app::create_by_template),
    row("POST", "/v1/mgmt/outbound/app/create/bydcrpreset", Body(&schema::CREATE_BY_DCR_PRESET), app::create_by_dcr_preset),
    row("POST", "/v1/mgmt/outbound/app/update", Body(&schema::UPDATE), app::update),
    row("POST", "/v1/mgmt/outbound/app/delete", Body(&schema::BY_ID), app::delete),
    row("GET", "/v1/mgmt/outbound/app/{id}", Nothing, app::load),
    row("GET", "/v1/mgmt/outbound/apps", Nothing, app::load_all),
    row("POST", "/v1/mgmt/outbound/app/user/token", Body(&schema::USER_TOKEN), token::fetch).with(Bearer::ManagementKeyOrAccessToken),
    row("POST", "/v1/mgmt/outbound/app/user/token/latest", Body(&schema::LATEST_USER_TOKEN), token::fetch).with(Bearer::ManagementKeyOrAccessToken),
    row("POST", "/v1/mgmt/outbound/app/tenant/token", Body(&schema::TENANT_TOKEN), token::fetch).with(Bearer::ManagementKeyOrAccessToken),
    row("POST", "/v1/mgmt/outbound/app/tenant/token/latest", Body(&schema::LATEST_TENANT_TOKEN), token::fetch).with(Bearer::ManagementKeyOrAccessToken),
    row("DELETE", "/v1/mgmt/outbound/user/tokens", Query(&schema::USER_TOKENS), token::delete_of_user),
    row("DELETE", "/v1/mgmt/outbound/token", Query(&schema::BY_ID), token::delete),
    row("GET", "/v1/mgmt/outbound/apps-with-user-token", Query(&schema::APPS_OF_USER), token::apps_of_user),
    row("POST", "/v1/mgmt/outbound/app/user/apikey/upload", Body(&schema::USER_API_KEY), upload::upload),
    row("POST", "/v1/mgmt/outbound/app/tenant/apikey/upload", Body(&schema::TENANT_API_KEY), upload::upload),
    row("POST", "/v1/mgmt/outbound/app/user/oauthtoken/upload", Body(&schema::USER_TOKEN_UPLOAD), upload::upload),
    row("POST", "/v1/mgmt/outbound/app/tenant/oauthtoken/upload", Body(&schema::TENANT_TOKEN_UPLOAD), upload::upload),
    row("POST", "/v1/mgmt/outbound/app/user/oauthtoken/batch/upload", Body(&schema::USER_BATCH), upload::user_batch),
    row("POST", "/v1/mgmt/outbound/app/tenant/oauthtoken/batch/upload", Body(&schema::TENANT_BATCH), upload::tenant_batch),
    row("POST", "/v1/mgmt/outbound/app/connect", Body(&schema::CONNECT), app::connect).with(Bearer::UserToken),
    row("POST", "/v1/outbound/oauth/connect", Body(&schema::CONNECT_TENANT), app::connect).with(Bearer::UserToken),
    row("GET", "/v1/mgmt/license", Nothing, license::tier),
];

impl Endpoint {
    const fn with(self, bearer: Bearer) -> Self {
        Self { bearer, ..self }
    }

    /// Reads and checks the fields of a request. Adds the names of unknown fields to `unknown`, even on an error.
    pub(super) fn read(
        &self,
        request: &Request<'_>,
        policy: UnknownFields,
        unknown: &mut Vec<String>,
    ) -> Result<Map<String, Value>, Refusal> {
        let (shape, fields) = match self.source {
            Nothing => return Ok(Map::new()),
            Body(shape) => (shape, body(request.body)?),
            Query(shape) => (shape, query::read(request.query())?),
        };
        let fields = shape.read(fields, unknown)?;
        if let (UnknownFields::Refuse, Some(name)) = (policy, unknown.first()) {
            return Err(Refusal::bad_request(format!("unknown field {name:?}")));
        }
        shape.complete(&fields)?;
        Ok(fields)
    }
}

/// Returns the endpoint of a request, and the decoded segment of `{id}`.
pub(super) fn route(method: &str, path: &str) -> Result<(&'static Endpoint, String), Refusal> {
    let here = || ENDPOINTS.iter().filter_map(|row| Some((row, segment(row.path, path)?)));
    if let Some((endpoint, id)) = here().find(|(row, _)| row.method == method) {
        let id = percent::decoded(id).ok_or_else(|| Refusal::bad_request("The path is not percent-encoded UTF-8"))?;
        return Ok((endpoint, id));
    }
    let allowed: Vec<&str> = here().map(|(row, _)| row.method).collect();
    Err(if allowed.is_empty() {
        Refusal::unknown_path()
    } else {
        Refusal::wrong_method(&allowed.join(", "))
    })
}

/// Returns the loggable part of a request's query: the parameters that the endpoint knows, as they were sent. All of
/// them are ids.
pub(super) fn documented_query(request: &Request<'_>) -> Option<String> {
    let (endpoint, _) = route(request.method, request.path()).ok()?;
    match endpoint.source {
        Query(shape) => query::only(request.query(), shape),
        Nothing | Body(_) => None,
    }
}

/// Returns the segment that matches `{id}`, or an empty one if the template has none.
fn segment<'p>(template: &str, path: &'p str) -> Option<&'p str> {
    match template.split_once("{id}") {
        None => (template == path).then_some(""),
        Some((before, after)) => {
            let id = path.strip_prefix(before)?.strip_suffix(after)?;
            (!id.is_empty() && !id.contains('/')).then_some(id)
        }
    }
}

fn body(text: &[u8]) -> Result<Map<String, Value>, Refusal> {
    let value = serde_json::from_slice(text).map_err(|_| Refusal::bad_request("The body is not JSON"))?;
    match value {
        Value::Object(object) => Ok(object),
        _ => Err(Refusal::bad_request("The body is not an object")),
    }
}
