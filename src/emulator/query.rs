//! Reads the parameters of a query as text fields.

use serde_json::{Map, Value};

use super::percent::decoded;
use super::refusal::Refusal;
use super::schema::Shape;

pub(super) fn read(query: &str) -> Result<Map<String, Value>, Refusal> {
    let mut fields = Map::new();
    for parameter in parameters(query) {
        let unreadable = || Refusal::bad_request("The query is not percent-encoded UTF-8");
        let (name, value) = field(parameter).ok_or_else(unreadable)?;
        // The real server's treatment of a repeated parameter is not documented: clients must not depend on it.
        if fields.insert(name, value.into()).is_some() {
            return Err(Refusal::invalid("a parameter is given twice"));
        }
    }
    Ok(fields)
}

/// Returns the parameters of a URL, if it has a valid query.
pub(super) fn of_url(url: &str) -> Option<Map<String, Value>> {
    let (_, query) = url.split_once('?')?;
    read(query).ok()
}

/// Returns the part of a query whose parameters belong to this shape, if any.
pub(super) fn only(query: &str, shape: &Shape) -> Option<String> {
    let is_known =
        |parameter: &&str| field(parameter).is_some_and(|(name, _)| shape.names().any(|known| known == name));
    let known: Vec<&str> = parameters(query).filter(is_known).collect();
    (!known.is_empty()).then(|| known.join("&"))
}

fn parameters(query: &str) -> impl Iterator<Item = &str> {
    query.split('&').filter(|parameter| !parameter.is_empty())
}

/// Decodes a name and a value, in which `+` is a space, as forms and `URLSearchParams` write it.
fn field(parameter: &str) -> Option<(String, String)> {
    let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
    let plain = |text: &str| decoded(&text.replace('+', " "));
    Some((plain(name)?, plain(value)?))
}
