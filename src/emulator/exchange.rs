//! The emulator's input and output: requests, replies, and their log.

use std::fmt;

use serde::Serialize;
use serde_json::Value;

use super::fault::When;

/// A request as it arrived.
#[derive(Clone, Copy)]
pub struct Request<'r> {
    /// `POST`
    pub method: &'r str,
    /// The path with its query, as on the request line: `/v1/mgmt/outbound/app/create`
    pub target: &'r str,
    /// Names in any case.
    pub headers: &'r [(&'r str, &'r str)],
    /// The body; empty where there is none.
    pub body: &'r [u8],
}

impl<'r> Request<'r> {
    /// The target without its query.
    pub(super) fn path(&self) -> &'r str {
        self.target.split_once('?').map_or(self.target, |(path, _)| path)
    }

    pub(super) fn query(&self) -> &'r str {
        self.target.split_once('?').map_or("", |(_, query)| query)
    }

    pub(super) fn header(&self, name: &str) -> Option<&'r str> {
        let found = self.headers.iter().find(|(given, _)| given.eq_ignore_ascii_case(name));
        found.map(|(_, value)| *value)
    }
}

/// Instructions for the transport.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transmission {
    /// Milliseconds to wait before the delivery.
    pub delay_ms: u32,
    /// Milliseconds over which to send the body, a few bytes at a time; 0 sends it at once.
    pub trickle_ms: u32,
    /// The reply as the client receives it.
    pub delivery: Delivery,
    /// The request's log entry.
    pub logged: LoggedRequest,
}

/// The part of a reply that the client receives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Delivery {
    /// All of it.
    Whole(Reply),
    /// The head and the first half of the body; then the connection is dropped.
    Half(Reply),
    /// Nothing: the connection is dropped.
    Cut,
}

/// An HTTP response.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body; may be empty.
    pub body: String,
}

impl Reply {
    pub(super) fn json(status: u16, body: &Value) -> Self {
        Self {
            status,
            headers: vec![("content-type".to_owned(), "application/json".to_owned())],
            body: body.to_string(),
        }
    }
}

/// A request's log entry. Of headers, queries and bodies it holds only the tier, ids and the names of unknown fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
pub struct LoggedRequest {
    /// `POST`
    pub method: String,
    /// Without the query.
    pub path: String,
    /// The parameters that the endpoint has, as they were sent: `appId=OA1&userId=u`. All of them are ids.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    /// The rate limit tier in the request's `x-descope-license` header.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub license: Option<String>,
    /// The response's status, even if a cut withheld it. Absent if the connection was cut before the server acted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// The app that was created, updated or deleted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The fields that the endpoint does not have, by path and without their values: `app.colour`, `tokens[].colour`.
    /// At most 20.
    #[serde(rename = "unknownFields")]
    pub unknown_fields: Vec<String>,
    /// When the connection was cut: before or after the server acted, or within the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cut: Option<When>,
    /// Whether a fault answered in the server's place.
    pub scripted: bool,
}

/// Formats the entry as a line: `POST /v1/mgmt/outbound/app/create 200 id=OA1`
impl fmt::Display for LoggedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", Visible(&self.method), Visible(&self.path))?;
        if let Some(query) = &self.query {
            write!(f, "?{}", Visible(query))?;
        }
        if let Some(status) = self.status {
            write!(f, " {status}")?;
        }
        if let Some(id) = &self.id {
            write!(f, " id={}", Visible(id))?;
        }
        for (index, name) in self.unknown_fields.iter().enumerate() {
            f.write_str(if index == 0 { " unknown=" } else { "," })?;
            write!(f, "{}", Visible(name))?;
        }
        match self.cut {
            Some(When::Before) => f.write_str(" (cut before the server acted)"),
            Some(When::After) => f.write_str(" (cut after the server acted)"),
            Some(When::Within) => f.write_str(" (cut within the answer)"),
            None if self.scripted => f.write_str(" (scripted)"),
            None => Ok(()),
        }
    }
}

/// Text, escaped so that it cannot break the line, control a terminal, or imitate another part of the line.
struct Visible<'t>(&'t str);

impl fmt::Display for Visible<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = |c: char| c.is_alphanumeric() || (c.is_ascii_graphic() && c != '\\');
        self.0.chars().try_for_each(|c| {
            if plain(c) {
                write!(f, "{c}")
            } else {
                write!(f, "{}", c.escape_unicode())
            }
        })
    }
}
