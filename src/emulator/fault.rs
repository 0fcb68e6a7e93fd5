//! Scripted faults: each request takes the next one.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, de::Error};

/// A fault of one request, after `delayMs` milliseconds if given:
/// - `status`: a response in place of the server's, as from a proxy. The server does not act. `headers` and `body` are
///   sent unchanged, except that header names are in lower case; the body takes `trickleMs` milliseconds if given.
/// - `cut`: the connection is dropped without a response, `"before"` or `"after"` the server acted, or `"within"` its
///   response: the head and the first half of the body are sent.
/// - only `delayMs` and `trickleMs`: the server acts at once; its response is delayed, or its body is sent a few bytes
///   at a time.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
#[serde(
    untagged,
    deny_unknown_fields,
    rename_all_fields = "camelCase",
    expecting = "a fault is one of {status, headers?, body?, delayMs?, trickleMs?}, \
                 {cut: \"before\" | \"after\" | \"within\", delayMs?}, {delayMs} and {trickleMs, delayMs?}; a status is 200 \
                 to 599, milliseconds are a whole number, and headers are such that HTTP can carry them"
)]
pub enum Fault {
    /// A response in place of the server's.
    Status {
        /// 200 to 599.
        #[serde(deserialize_with = "status")]
        status: u16,
        /// Sent with their names in lower case: `{ "retry-after": "2" }`.
        #[serde(default, deserialize_with = "headers")]
        #[cfg_attr(
            all(feature = "types", target_arch = "wasm32"),
            tsify(type = "Record<string, string>")
        )]
        headers: BTreeMap<String, String>,
        /// Sent unchanged; default empty.
        #[serde(default)]
        body: String,
        /// Milliseconds until it is sent.
        #[serde(default)]
        delay_ms: u32,
        /// Milliseconds over which its body is sent.
        #[serde(default)]
        trickle_ms: u32,
    },
    /// The connection is dropped, with no response or half of one.
    Cut {
        /// Before or after the server acted, or within its response.
        cut: When,
        /// Milliseconds until it is dropped.
        #[serde(default)]
        delay_ms: u32,
    },
    /// The server acts at once, and its response is delayed.
    Delay {
        /// Milliseconds until the response is sent.
        delay_ms: u32,
    },
    /// The server acts at once, and the body of its response is sent slowly.
    Trickle {
        /// Milliseconds over which the body is sent, a few bytes at a time.
        trickle_ms: u32,
        /// Milliseconds until the response begins.
        #[serde(default)]
        delay_ms: u32,
    },
}

impl Fault {
    pub(super) fn delay_ms(&self) -> u32 {
        match self {
            Self::Status { delay_ms, .. }
            | Self::Cut { delay_ms, .. }
            | Self::Delay { delay_ms }
            | Self::Trickle { delay_ms, .. } => *delay_ms,
        }
    }

    pub(super) fn trickle_ms(&self) -> u32 {
        match self {
            Self::Status { trickle_ms, .. } | Self::Trickle { trickle_ms, .. } => *trickle_ms,
            Self::Cut { .. } | Self::Delay { .. } => 0,
        }
    }
}

/// When the connection is dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum When {
    /// Before the server acts.
    Before,
    /// After the server acted.
    After,
    /// After the server acted and sent half of the response's body.
    Within,
}

/// Reads a status of 200 to 599. Others are interim or invalid \[RFC 9110 §15\].
fn status<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u16, D::Error> {
    let status = u16::deserialize(deserializer)?;
    match status {
        200..=599 => Ok(status),
        _ => Err(D::Error::custom("not 200 to 599")),
    }
}

fn headers<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, String>, D::Error> {
    let headers = BTreeMap::<String, String>::deserialize(deserializer)?;
    if headers
        .iter()
        .all(|(name, value)| is_token(name) && is_field_value(value))
    {
        return Ok(headers);
    }
    Err(D::Error::custom("HTTP cannot carry these"))
}

/// \[RFC 9110 §5.6.2\]
fn is_token(name: &str) -> bool {
    let tchar = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
    !name.is_empty() && name.bytes().all(tchar)
}

/// \[RFC 9110 §5.5\]
fn is_field_value(value: &str) -> bool {
    value.bytes().all(|b| b == b'\t' || b == b' ' || b.is_ascii_graphic())
}
