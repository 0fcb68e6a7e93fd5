//! Scripted faults: each request takes the next one.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, de::Error};

/// A fault of one request, after `delayMs` milliseconds if that is given:
/// - `status`: an answer in the server's place, as a proxy on the way would give it. The server does not act. `headers`
///   and `body` are sent as they are, the body over `trickleMs` milliseconds if that is given.
/// - `cut`: the connection is dropped without an answer, `"before"` or `"after"` the server acted, or `"within"` its
///   answer: the head and the first half of the body are sent.
/// - nothing but `delayMs` and `trickleMs`: the server acts at once, and its answer is late, or its body takes so long, a
///   few bytes at a time.
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
    /// An answer in the server's place.
    Status {
        /// 200 to 599.
        #[serde(deserialize_with = "status")]
        status: u16,
        /// Sent as they are: `{ "retry-after": "2" }`.
        #[serde(default, deserialize_with = "headers")]
        #[cfg_attr(
            all(feature = "types", target_arch = "wasm32"),
            tsify(type = "Record<string, string>")
        )]
        headers: BTreeMap<String, String>,
        /// Sent as it is; default empty.
        #[serde(default)]
        body: String,
        /// Milliseconds until it is sent.
        #[serde(default)]
        delay_ms: u32,
        /// Milliseconds that its body takes.
        #[serde(default)]
        trickle_ms: u32,
    },
    /// The connection is dropped, with no answer or half of one.
    Cut {
        /// Before or after the server acted, or within its answer.
        cut: When,
        /// Milliseconds until it is dropped.
        #[serde(default)]
        delay_ms: u32,
    },
    /// The server acts at once, and its answer is late.
    Delay {
        /// Milliseconds until the answer is sent.
        delay_ms: u32,
    },
    /// The server acts at once, and the body of its answer takes its time.
    Trickle {
        /// Milliseconds that the body takes, a few bytes at a time.
        trickle_ms: u32,
        /// Milliseconds until the answer begins.
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
    /// The server has done nothing.
    Before,
    /// The server has done what was asked.
    After,
    /// The server has done what was asked, and half of the answer's body is on its way.
    Within,
}

/// Others are interim answers, or no statuses at all \[RFC 9110 §15\].
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
