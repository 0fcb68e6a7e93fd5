//! The type of a row in the [`registry`](super::registry) of endpoints.

use crate::validate::Checks;
use crate::value::Value;

use super::response::Response;

/// An endpoint of the API.
#[derive(Debug)]
pub struct Endpoint {
    /// The action in words, as it reads behind "could not".
    pub action: &'static str,
    /// The HTTP method.
    pub method: HttpMethod,
    /// The path below the base URL.
    pub path: &'static str,
    /// Where its request goes.
    pub params: ParamLocation,
    /// What authorizes it.
    pub bearer: Bearer,
    /// The checks of its request.
    pub request: &'static Checks,
    /// Its effect on the server's state.
    pub idempotency: Idempotency,
    /// What to do when its answer is lost.
    pub lost_response: LostResponse,
    /// The response of a success.
    pub response: Response,
    /// The endpoint for requests that have none of these fields.
    pub without: Option<(&'static [&'static str], &'static Endpoint)>,
}

impl Endpoint {
    /// The endpoint for this request.
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
    /// As it is sent.
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
    /// Into the body, as it is.
    Body,
    /// Into the body, as the member of this name.
    Member(&'static str),
    /// Its `id` behind the path, as a segment of it.
    Segment,
    /// Each field behind the path, as a parameter.
    Query,
}

/// What authorizes a request, as `<ProjectID>:<bearer>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bearer {
    /// The management key.
    ManagementKey,
    /// The management key, or the call's own access token.
    KeyOrAccessToken,
    /// The call's own access token, or else the member of the request with this name, which is not sent.
    AccessTokenOr(&'static str),
}

/// The effect of a call on the server's state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Idempotency {
    /// Nothing.
    Safe,
    /// It makes something that was not there; sent twice it would be made twice.
    NonIdempotent,
    /// It brings something into a state, in which a second call leaves it.
    Idempotent,
}

/// What to do when an answer is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LostResponse {
    /// Send the request again: twice comes to the same as once.
    Resend,
    /// Look at what is there first.
    Reconcile(Expected),
    /// Nothing: it must not be sent twice, and nothing tells its work from another's.
    GiveUp,
}

/// The state of the server that a call aims at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// The app that was sent, by its id or its name.
    Created,
    /// The app that was made from a template with these overrides, by its id or its name.
    FromTemplate,
    /// The app that was sent, and what was left out cleared.
    Updated,
    /// No app of this id.
    Absent,
}

/// How a method is carried out.
#[derive(Clone, Copy, Debug)]
pub enum Handler {
    /// By one call.
    Call(&'static Endpoint),
    /// By [`Workflow::patch`](super::Workflow::patch).
    Patch,
    /// By [`Workflow::ensure`](super::Workflow::ensure).
    Ensure,
    /// By a call that is made once and never again: calls go on without the project's tier.
    License,
}
