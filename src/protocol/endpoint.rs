//! The endpoints, as a table.

use crate::model::schema::{self, Kind, Schema};

/// An endpoint of the management API.
#[derive(Debug)]
pub struct Endpoint {
    /// What a call of it does, as it reads behind "could not".
    pub action: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path below the base URL.
    pub path: &'static str,
    /// What it does to the server's state.
    pub effect: Effect,
    /// The fields of its request's body.
    pub request: &'static Schema,
    /// What its response has to be.
    pub response: &'static Kind,
}

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// `POST`.
    Post,
}

impl Method {
    /// As it is sent.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Method::Post => "POST",
        }
    }
}

/// What a call does to the server's state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Nothing.
    Reads,
    /// It makes something that was not there; sent twice it would be made twice.
    Creates,
}

/// `POST /v1/mgmt/outbound/app/create`
/// (<https://docs.descope.com/api/management/outbound-apps/create-outbound-app>).
pub static CREATE: Endpoint = Endpoint {
    action: "create the app",
    method: Method::Post,
    path: "/v1/mgmt/outbound/app/create",
    effect: Effect::Creates,
    request: &schema::APP,
    response: &schema::CREATE_RESPONSE,
};
