//! The type of a row in the [`registry`](super::registry) of endpoints.

use crate::validate::Checks;
use crate::value::Value;

use super::response::Response;

/// An endpoint of the API.
#[derive(Debug)]
pub struct Endpoint {
    /// The action in words, as it follows "could not".
    pub action: &'static str,
    /// The HTTP method.
    pub method: HttpMethod,
    /// The path below the base URL.
    pub path: &'static str,
    /// The part of the HTTP request that carries the fields.
    pub params: ParamLocation,
    /// The credential that authorizes it.
    pub bearer: Bearer,
    /// The checks of its request.
    pub request: &'static Checks,
    /// Its effect on the server's state.
    pub idempotency: Idempotency,
    /// The reaction to a lost answer.
    pub lost_response: LostResponse,
    /// The response of a success.
    pub response: Response,
    /// The endpoint for requests that have none of these fields.
    pub without: Option<(&'static [&'static str], &'static Endpoint)>,
}

impl Endpoint {
    /// Returns the endpoint for this request: see `without`.
    pub(super) fn for_request(&'static self, request: Value<'_>) -> &'static Self {
        let has = |field: &&str| !matches!(request.get(field), None | Some(Value::Null));
        match self.without {
            Some((fields, other)) if matches!(request, Value::Object(_)) && !fields.iter().any(has) => other,
            _ => self,
        }
    }

    /// Whether its response is an app.
    pub(super) fn answers_with_app(&self) -> bool {
        self.response == Response::App
    }

    /// Whether a success names the app that the call made or changed.
    pub(super) fn answers_with_changed_app(&self) -> bool {
        self.idempotency != Idempotency::Safe && self.answers_with_app()
    }
}

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HttpMethod {
    /// `GET`.
    Get,
    /// `POST`.
    Post,
    /// `DELETE`.
    Delete,
}

impl HttpMethod {
    /// Returns the name as HTTP writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            HttpMethod::Get => "GET",
            HttpMethod::Post => "POST",
            HttpMethod::Delete => "DELETE",
        }
    }
}

/// The part of an HTTP request that carries the parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParamLocation {
    /// The body is the request.
    Body,
    /// The body is an object with the request as the member of this name.
    Member(&'static str),
    /// The `id` is the last segment of the path.
    Segment,
    /// Each field is a parameter of the query.
    Query,
}

/// The credential that authorizes a request, as `<ProjectID>:<bearer>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bearer {
    /// The management key.
    ManagementKey,
    /// The management key, or the call's own access token.
    KeyOrAccessToken,
    /// The call's own access token, or else the member of the request with this name, which is not sent.
    AccessTokenOr(&'static str),
}

/// The effect of a request on the server's state, as in RFC 9110 §9.2. Correctness depends on it: it decides
/// [`Applied`](super::Applied) after a failure, and whether a lost request is sent again at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Idempotency {
    /// Changes nothing. A failed call was never applied, and a lost request is sent again whatever [`LostResponse`] is.
    /// Example: [`LOAD`](super::LOAD), and [`FETCH_USER_TOKEN`](super::FETCH_USER_TOKEN) although it is a POST.
    Safe,
    /// Makes something new: a repetition makes it twice, or fails because the id or the name is taken. Example:
    /// [`CREATE`](super::CREATE).
    NonIdempotent,
    /// Sets a state: a repetition leaves the same state. Example: [`UPDATE`](super::UPDATE), [`DELETE`](super::DELETE).
    Idempotent,
}

/// The reaction to a lost answer, of a request that is not [`Safe`](Idempotency::Safe): the server may have carried it
/// out. A wrong choice creates apps twice, or reports a completed change as failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LostResponse {
    /// Sends the request again. For a request whose repetition has no further effect. Example:
    /// [`UPLOAD_USER_TOKEN`](super::UPLOAD_USER_TOKEN), [`DELETE_TOKEN`](super::DELETE_TOKEN).
    Resend,
    /// Looks the app up first, and sends the request again only if the expected state is not there. For a change of an
    /// app by its id or its name. Example: [`CREATE`](super::CREATE), [`UPDATE`](super::UPDATE) and
    /// [`DELETE`](super::DELETE); a repeated create or delete would fail as "taken" or "not found".
    Reconcile(Expected),
    /// Fails with [`Applied::Unknown`](super::Applied::Unknown). For a request that must not be sent twice, and whose
    /// result no look-up can identify. Example: [`CREATE_BY_DCR_PRESET`](super::CREATE_BY_DCR_PRESET).
    GiveUp,
}

/// The state that a look-up finds if the request was carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// The sent app, found by its id or its name.
    Created,
    /// The app made from a template with these overrides, found by its id or its name.
    FromTemplate,
    /// The sent app, without the fields that were left out.
    Updated,
    /// No app of this id.
    Absent,
}

/// How a method runs.
#[derive(Clone, Copy, Debug)]
pub enum Handler {
    /// As one call.
    Call(&'static Endpoint),
    /// As [`Workflow::patch`](super::Workflow::patch).
    Patch,
    /// As [`Workflow::ensure`](super::Workflow::ensure).
    Ensure,
    /// As one call without retries: if it fails, the client goes on without the project's tier.
    License,
}
