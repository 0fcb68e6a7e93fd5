//! The licence handshake.

use serde_json::json;

use super::call::{Done, Invocation};
use super::refusal::Refusal;
use super::store::Store;

/// The header in which a request says its tier \[go, node, py\]. At the real server it selects the project's own limit; here it
/// is only logged.
pub(super) const HEADER: &str = "x-descope-license";

/// `GET /v1/mgmt/license` \[go, node, py\]
#[expect(clippy::unnecessary_wraps, reason = "a row of the table, like the others")]
pub(super) fn tier(_: &mut Store, call: &Invocation<'_>) -> Result<Done, Refusal> {
    Ok(Done::of(
        json!({ "rateLimitTier": call.behavior.rate_limit_tier.name() }),
    ))
}
