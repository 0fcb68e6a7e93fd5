//! The table of endpoints, and the way to a row.

use serde_json::Value;

use super::app;
use super::refusal::Refusal;
use super::store::Store;

/// One row of the API.
pub(super) struct Endpoint {
    method: &'static str,
    /// `{id}` stands for one segment.
    path: &'static str,
    pub(super) act: fn(&mut Store, &Call<'_>) -> Result<Done, Refusal>,
}

const fn row(
    method: &'static str,
    path: &'static str,
    act: fn(&mut Store, &Call<'_>) -> Result<Done, Refusal>,
) -> Endpoint {
    Endpoint { method, path, act }
}

const ENDPOINTS: &[Endpoint] = &[
    row("POST", "/v1/mgmt/outbound/app/create", app::create),
    row("POST", "/v1/mgmt/outbound/app/delete", app::delete),
    row("GET", "/v1/mgmt/outbound/app/{id}", app::load),
    row("GET", "/v1/mgmt/outbound/apps", app::load_all),
];

/// What an endpoint acts on.
pub(super) struct Call<'c> {
    /// What stands for `{id}` in the path, decoded.
    pub(super) id: String,
    pub(super) body: &'c [u8],
    /// Whether absent fields are answered as `null`.
    pub(super) nulls: bool,
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
