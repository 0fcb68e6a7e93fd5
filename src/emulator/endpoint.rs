//! The type of an endpoint: a row of the table in `app`, `token`, `upload` or `license`, next to its behavior.

use serde_json::{Map, Value};

use super::bearer::Bearer;
use super::call::{Done, Invocation};
use super::exchange::Request;
use super::options::UnknownFields;
use super::query;
use super::refusal::Refusal;
use super::schema::Shape;
use super::store::Store;

/// One row of the API.
pub(super) struct Endpoint {
    pub(super) method: &'static str,
    /// `{id}` stands for one segment.
    pub(super) path: &'static str,
    source: Source,
    pub(super) bearer: Bearer,
    pub(super) act: Act,
}

type Act = fn(&mut Store, &Invocation<'_>) -> Result<Done, Refusal>;

/// The part of a request that holds its fields, and their types.
pub(super) enum Source {
    Nothing,
    Body(&'static Shape),
    Query(&'static Shape),
}

use Source::{Body, Nothing, Query};

pub(super) const fn row(method: &'static str, path: &'static str, source: Source, act: Act) -> Endpoint {
    Endpoint {
        method,
        path,
        source,
        bearer: Bearer::ManagementKey,
        act,
    }
}

impl Endpoint {
    pub(super) const fn with(self, bearer: Bearer) -> Self {
        Self { bearer, ..self }
    }

    /// Returns the loggable part of a request's query: the parameters that the endpoint knows, as they were sent. All of
    /// them are ids.
    pub(super) fn documented_query(&self, request: &Request<'_>) -> Option<String> {
        match self.source {
            Query(shape) => query::only(request.query(), shape),
            Nothing | Body(_) => None,
        }
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

fn body(text: &[u8]) -> Result<Map<String, Value>, Refusal> {
    let value = serde_json::from_slice(text).map_err(|_| Refusal::bad_request("The body is not JSON"))?;
    match value {
        Value::Object(object) => Ok(object),
        _ => Err(Refusal::bad_request("The body is not an object")),
    }
}
