//! What an emulator is made with.

use serde::{Deserialize, Deserializer};

use super::fault::Fault;
use super::limit::RateLimit;

/// The project of an emulator that is told no other. Made up.
pub const PROJECT_ID: &str = "P2emulator";

/// The key of an emulator that is told no other. Made up: it opens nothing but emulators.
pub const MANAGEMENT_KEY: &str = "K2emulator-management-key";

/// What an emulator is made with; all of it may be left out.
#[derive(Clone, Default, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[cfg_attr(target_arch = "wasm32", tsify(rename = "EmulatorOptions"))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Options {
    /// The project that requests have to name. Default: a made-up one.
    pub project_id: Option<String>,
    /// The management key that requests have to show. Default: a made-up one.
    pub management_key: Option<String>,
    /// Default: none.
    pub rate_limit: Option<RateLimit>,
    /// Whether fields that an app does not have are answered as `null`, as the real server sometimes does. Default: they
    /// are left out.
    #[serde(deserialize_with = "or_default")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "boolean | undefined"))]
    pub nulls: bool,
    /// What happens to the first requests: each takes the next fault, and `null` leaves it alone. Default: nothing.
    #[serde(deserialize_with = "or_default")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "(Fault | null)[] | undefined"))]
    pub faults: Vec<Option<Fault>>,
}

/// Of the options, what endpoints look at.
#[derive(Clone)]
pub(super) struct Behavior {
    pub(super) nulls: bool,
}

/// An option that is given as `undefined` is left out.
fn or_default<'de, T: Default + Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}
