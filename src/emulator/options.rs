//! What an emulator is made with.

use std::collections::BTreeMap;

use serde::de::Error;
use serde::{Deserialize, Deserializer};

use super::fault::Fault;
use super::limit::RateLimit;
use super::schema;
use super::store::App;

/// The project of an emulator that is told no other. Made up.
pub const PROJECT_ID: &str = "P2emulator";

/// The key of an emulator that is told no other. Made up: it opens nothing but emulators.
pub const MANAGEMENT_KEY: &str = "K2emulator-management-key";

/// What the licence handshake answers. Made up: which tiers there are is not documented.
pub const RATE_LIMIT_TIER: &str = "emulator";

/// What an emulator is made with; all of it may be left out.
#[derive(Clone, Default, Deserialize)]
#[cfg_attr(all(target_arch = "wasm32", feature = "std"), derive(tsify::Tsify))]
#[cfg_attr(all(target_arch = "wasm32", feature = "std"), tsify(rename = "EmulatorOptions"))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Options {
    /// The project that requests have to name. Default: a made-up one.
    pub project_id: Option<String>,
    /// The management key that requests have to show. Default: a made-up one.
    pub management_key: Option<String>,
    /// Default: none.
    pub rate_limit: Option<RateLimit>,
    /// Whether fields that an app or a token does not have are answered as `null`, as the real server sometimes does.
    /// Default: they are left out.
    #[serde(deserialize_with = "or_default")]
    #[cfg_attr(all(target_arch = "wasm32", feature = "std"), tsify(type = "boolean | undefined"))]
    pub nulls: bool,
    /// Whether an update that has no `clientSecret` leaves the stored one as it is: which of the two the real server does
    /// is not documented. Default: it is cleared, like every field that an update leaves out.
    #[serde(deserialize_with = "or_default")]
    #[cfg_attr(all(target_arch = "wasm32", feature = "std"), tsify(type = "boolean | undefined"))]
    pub keeps_secret: bool,
    /// Whether a token's `accessTokenExpiry` is answered as a string, as protobuf's JSON has numbers of 64 bits, or as a
    /// number. Default: `true`.
    pub int64_as_string: Option<bool>,
    /// The templates there are, each an id and the fields that it sets, from `name` to `dcrUrl`; an app whose name
    /// neither template nor request says is named after the template's id. Default: every id is a template that sets nothing.
    #[serde(deserialize_with = "templates")]
    #[cfg_attr(
        all(target_arch = "wasm32", feature = "std"),
        tsify(type = "Record<string, Record<string, unknown>> | undefined")
    )]
    pub templates: Option<BTreeMap<String, App>>,
    /// What happens to the first requests: each takes the next fault, and `null` leaves it alone. Default: nothing.
    #[serde(deserialize_with = "or_default")]
    #[cfg_attr(
        all(target_arch = "wasm32", feature = "std"),
        tsify(type = "(Fault | null)[] | undefined")
    )]
    pub faults: Vec<Option<Fault>>,
}

/// Of the options, what endpoints look at.
#[derive(Clone)]
pub(super) struct Behavior {
    pub(super) nulls: bool,
    pub(super) keeps_secret: bool,
    pub(super) int64_as_string: bool,
    pub(super) templates: Option<BTreeMap<String, App>>,
}

impl Behavior {
    /// What an app of this template begins with.
    pub(super) fn template(&self, id: &str) -> Option<App> {
        let mut app = match &self.templates {
            None => App::new(),
            Some(templates) => templates.get(id)?.clone(),
        };
        app.entry("name").or_insert_with(|| id.into());
        Some(app)
    }
}

/// An option that is given as `undefined` is left out.
fn or_default<'de, T: Default + Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

fn templates<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<BTreeMap<String, App>>, D::Error> {
    let templates = Option::<BTreeMap<String, App>>::deserialize(deserializer)?;
    if templates
        .iter()
        .flatten()
        .all(|(_, fields)| schema::TEMPLATE.check(fields).is_ok())
    {
        return Ok(templates);
    }
    Err(D::Error::custom(
        "a template holds fields of an app, from name to dcrUrl, and nothing else",
    ))
}
