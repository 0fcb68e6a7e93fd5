//! The licence handshake.

use serde_json::json;

use super::call::{Done, Invocation};
use super::endpoint::Source::Nothing;
use super::endpoint::{Endpoint, row};
use super::refusal::Refusal;
use super::store::Store;

/// The header that carries a request's tier \[go, node, py\]. The real server selects the project's limit by it; the
/// emulator only logs it.
pub(super) const HEADER: &str = "x-descope-license";

#[rustfmt::skip] // A table.
pub(super) static ENDPOINTS: &[Endpoint] = &[
    row("GET", "/v1/mgmt/license", Nothing, tier),
];

/// `GET /v1/mgmt/license` \[go, node, py\]
#[expect(clippy::unnecessary_wraps, reason = "a row of the table, like the others")]
fn tier(_: &mut Store, call: &Invocation<'_>) -> Result<Done, Refusal> {
    Ok(Done::of(
        json!({ "rateLimitTier": call.behavior.rate_limit_tier.name() }),
    ))
}
