//! The table of endpoints, and the way to a row.

use serde_json::{Map, Value};

use super::app;
use super::exchange::Request;
use super::options::Behavior;
use super::refusal::Refusal;
use super::schema::{self, Shape};
use super::store::Store;

/// One row of the API.
pub(super) struct Endpoint {
    method: &'static str,
    /// `{id}` stands for one segment.
    path: &'static str,
    source: Source,
    pub(super) act: Act,
}

type Act = fn(&mut Store, &Call<'_>) -> Result<Done, Refusal>;

/// Where a request has its fields, and what they may be.
enum Source {
    Nothing,
    Body(&'static Shape),
}

use Source::{Body, Nothing};

const fn row(method: &'static str, path: &'static str, source: Source, act: Act) -> Endpoint {
    Endpoint {
        method,
        path,
        source,
        act,
    }
}

#[rustfmt::skip] // A table.
static ENDPOINTS: &[Endpoint] = &[
    row("POST", "/v1/mgmt/outbound/app/create", Body(&schema::CREATE), app::create),
    row("POST", "/v1/mgmt/outbound/app/create/bytemplate", Body(&schema::CREATE_BY_TEMPLATE), app::create_by_template),
    row("POST", "/v1/mgmt/outbound/app/update", Body(&schema::UPDATE), app::update),
    row("POST", "/v1/mgmt/outbound/app/delete", Body(&schema::DELETE), app::delete),
    row("GET", "/v1/mgmt/outbound/app/{id}", Nothing, app::load),
    row("GET", "/v1/mgmt/outbound/apps", Nothing, app::load_all),
];

/// What an endpoint acts on.
pub(super) struct Call<'c> {
    /// What stands for `{id}` in the path, decoded.
    pub(super) id: String,
    /// The fields that were sent, checked.
    pub(super) request: Map<String, Value>,
    pub(super) behavior: &'c Behavior,
}

impl Call<'_> {
    /// An object as answered: of these fields those that it has, and if asked for `null` for the others \[node\].
    pub(super) fn show<'n>(
        &self,
        names: impl Iterator<Item = &'n str>,
        value_of: impl Fn(&str) -> Option<Value>,
    ) -> Value {
        let absent = || self.behavior.nulls.then_some(Value::Null);
        names
            .filter_map(|name| Some((name.to_owned(), value_of(name).or_else(absent)?)))
            .collect()
    }
}

/// What an endpoint answers.
pub(super) struct Done {
    pub(super) body: Value,
    /// The app that it made or removed, for the log.
    pub(super) id: Option<String>,
}

impl Done {
    pub(super) fn of(body: Value) -> Self {
        Self { body, id: None }
    }
}

impl Endpoint {
    /// The fields that a request has, if they are such as they have to be.
    pub(super) fn read(&self, request: &Request<'_>) -> Result<Map<String, Value>, Refusal> {
        let (shape, fields) = match self.source {
            Nothing => return Ok(Map::new()),
            Body(shape) => (shape, shape.read(request.body)?),
        };
        shape.complete(&fields)?;
        Ok(fields)
    }
}

/// The endpoint of a request, and the segment that stands for `{id}`, decoded.
pub(super) fn route(method: &str, path: &str) -> Result<(&'static Endpoint, String), Refusal> {
    let here = || ENDPOINTS.iter().filter_map(|row| Some((row, segment(row.path, path)?)));
    if let Some((endpoint, id)) = here().find(|(row, _)| row.method == method) {
        let id = decoded(id).ok_or_else(|| Refusal::bad_request("The path is not percent-encoded UTF-8"))?;
        return Ok((endpoint, id));
    }
    let allowed: Vec<&str> = here().map(|(row, _)| row.method).collect();
    Err(if allowed.is_empty() {
        Refusal::unknown_path()
    } else {
        Refusal::wrong_method(&allowed.join(", "))
    })
}

/// What stands for `{id}`; empty where the path has none.
fn segment<'p>(template: &str, path: &'p str) -> Option<&'p str> {
    match template.split_once("{id}") {
        None => (template == path).then_some(""),
        Some((before, after)) => {
            let id = path.strip_prefix(before)?.strip_suffix(after)?;
            (!id.is_empty() && !id.contains('/')).then_some(id)
        }
    }
}

/// Undoes percent-encoding \[RFC 3986 §2.1\].
fn decoded(segment: &str) -> Option<String> {
    let mut bytes = segment.bytes();
    let mut plain = Vec::new();
    while let Some(byte) = bytes.next() {
        plain.push(match byte {
            b'%' => (hex_digit(bytes.next()?)? << 4) | hex_digit(bytes.next()?)?,
            byte => byte,
        });
    }
    String::from_utf8(plain).ok()
}

fn hex_digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}
