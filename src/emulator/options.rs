//! The options of an emulator.

use std::collections::{BTreeMap, BTreeSet};

use serde::de::Error;
use serde::{Deserialize, Deserializer};

use super::fault::Fault;
use super::limit::RateLimit;
use super::schema;
use super::store::App;

/// The default project id. Made up.
pub const PROJECT_ID: &str = "P2emulator";

/// The default management key. Made up: it opens nothing but emulators.
pub const MANAGEMENT_KEY: &str = "K2emulator-management-key";

/// The options of an emulator, all of them optional.
#[derive(Clone, Default, Deserialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), tsify(rename = "EmulatorOptions"))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Options {
    /// The id of the project that requests must name. Default: a made-up one.
    pub project_id: Option<String>,
    /// The management key that requests must carry. Default: a made-up one.
    pub management_key: Option<String>,
    /// The rate limit. Default: none.
    pub rate_limit: Option<RateLimit>,
    /// The tier that the licence handshake returns. Default: `"tier1"`.
    #[serde(deserialize_with = "or_default")]
    #[cfg_attr(
        all(feature = "types", target_arch = "wasm32"),
        tsify(type = "RateLimitTier | undefined")
    )]
    pub rate_limit_tier: RateLimitTier,
    /// The treatment of fields that an endpoint does not have. Default: `"accept"`.
    #[serde(deserialize_with = "or_default")]
    #[cfg_attr(
        all(feature = "types", target_arch = "wasm32"),
        tsify(type = "UnknownFields | undefined")
    )]
    pub unknown_fields: UnknownFields,
    /// Alternative behaviors, by name, where the real server's behavior is not known for certain. A correct client
    /// works with either. Default: none.
    #[serde(deserialize_with = "or_default")]
    #[cfg_attr(
        all(feature = "types", target_arch = "wasm32"),
        tsify(type = "Alternative[] | undefined")
    )]
    pub alternatives: BTreeSet<Alternative>,
    /// Whether responses hold `null` for fields that an app or a token does not have, as the real server's sometimes
    /// do. Default: such fields are left out.
    #[serde(deserialize_with = "or_default")]
    #[cfg_attr(all(feature = "types", target_arch = "wasm32"), tsify(type = "boolean | undefined"))]
    pub nulls: bool,
    /// Whether responses hold a token's `accessTokenExpiry` as a string, as protobuf's JSON has 64-bit numbers, or as a
    /// number. Default: `true`.
    pub int64_as_string: Option<bool>,
    /// The templates, each an id and the fields that it sets, from `name` to `dcrUrl`. An app that neither template nor
    /// request names is named after the template's id. Default: every id is a template that sets nothing.
    #[serde(deserialize_with = "templates")]
    #[cfg_attr(
        all(feature = "types", target_arch = "wasm32"),
        tsify(type = "Record<string, Record<string, unknown>> | undefined")
    )]
    pub templates: Option<BTreeMap<String, App>>,
    /// The presets of `app/create/bydcrpreset`, likewise. An app that its preset does not name is named after the
    /// preset's id and the tenant's. Default: every id is a preset that sets nothing.
    #[serde(deserialize_with = "templates")]
    #[cfg_attr(
        all(feature = "types", target_arch = "wasm32"),
        tsify(type = "Record<string, Record<string, unknown>> | undefined")
    )]
    pub dcr_presets: Option<BTreeMap<String, App>>,
    /// The ids of the tenants: creating an app for another fails. Default: every id is a tenant's.
    pub tenants: Option<BTreeSet<String>>,
    /// The faults of the first requests: each takes the next, and `null` leaves it alone. Default: none.
    #[serde(deserialize_with = "or_default")]
    #[cfg_attr(
        all(feature = "types", target_arch = "wasm32"),
        tsify(type = "(Fault | null)[] | undefined")
    )]
    pub faults: Vec<Option<Fault>>,
}

/// The treatment of fields that an endpoint does not have: `"accept"` drops them and names them in the log, `"refuse"`
/// returns 400. The real server's behavior is not known for certain. Fields that official SDKs send count as known,
/// documented or not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum UnknownFields {
    /// Drops the fields, and names them in the log.
    #[default]
    Accept,
    /// Returns 400.
    Refuse,
}

/// The rate limit tier of a project \[go, node, py\].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum RateLimitTier {
    /// The lowest.
    #[default]
    Tier1,
    /// The second.
    Tier2,
    /// The third.
    Tier3,
    /// The highest.
    Tier4,
}

impl RateLimitTier {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Tier1 => "tier1",
            Self::Tier2 => "tier2",
            Self::Tier3 => "tier3",
            Self::Tier4 => "tier4",
        }
    }
}

/// Behaviors that the real server may have, where the emulator's default differs and neither is certain:
/// - `"create-answers-secret"`: the response to a create holds the client secret.
/// - `"update-keeps-template"`: an update without `templateId` keeps the stored one, instead of setting `"custom"`.
/// - `"update-resets-dcr"`: an update resets `useDcr` and `dcrUrl`, instead of keeping the stored ones.
/// - `"delete-keeps-tenant-keys"`: the API keys of tenants outlive their app.
/// - `"tokens-in-any-tenant"`: a fetch of a user's token without a tenant also finds a token that is stored with one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Alternative {
    /// The response to a create holds the client secret.
    CreateAnswersSecret,
    /// An update without `templateId` keeps the stored one.
    UpdateKeepsTemplate,
    /// An update resets `useDcr` and `dcrUrl`.
    UpdateResetsDcr,
    /// The API keys of tenants outlive their app.
    DeleteKeepsTenantKeys,
    /// A fetch of a user's token without a tenant also finds a token that is stored with one.
    TokensInAnyTenant,
}

/// The options that endpoints read.
#[derive(Clone)]
pub(super) struct Behavior {
    pub(super) rate_limit_tier: RateLimitTier,
    pub(super) unknown_fields: UnknownFields,
    pub(super) alternatives: BTreeSet<Alternative>,
    pub(super) nulls: bool,
    pub(super) int64_as_string: bool,
    pub(super) templates: Option<BTreeMap<String, App>>,
    pub(super) dcr_presets: Option<BTreeMap<String, App>>,
    pub(super) tenants: Option<BTreeSet<String>>,
}

impl Behavior {
    pub(super) fn does(&self, alternative: Alternative) -> bool {
        self.alternatives.contains(&alternative)
    }

    /// Returns the fields that this template sets.
    pub(super) fn template(&self, id: &str) -> Option<App> {
        found(self.templates.as_ref(), id)
    }

    /// Returns the fields that this preset sets.
    pub(super) fn dcr_preset(&self, id: &str) -> Option<App> {
        found(self.dcr_presets.as_ref(), id)
    }

    pub(super) fn has_tenant(&self, id: &str) -> bool {
        self.tenants.as_ref().is_none_or(|tenants| tenants.contains(id))
    }
}

fn found(library: Option<&BTreeMap<String, App>>, id: &str) -> Option<App> {
    match library {
        None => Some(App::new()),
        Some(library) => library.get(id).cloned(),
    }
}

/// Reads an option; `null` stands for its default.
fn or_default<'de, T: Default + Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

fn templates<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<BTreeMap<String, App>>, D::Error> {
    let mut templates = Option::<BTreeMap<String, App>>::deserialize(deserializer)?;
    let mut unknown = Vec::new();
    for fields in templates.iter_mut().flat_map(BTreeMap::values_mut) {
        let read = schema::TEMPLATE.read(std::mem::take(fields), &mut unknown);
        *fields = read.map_err(|_| not_a_template())?;
    }
    if unknown.is_empty() {
        Ok(templates)
    } else {
        Err(not_a_template())
    }
}

fn not_a_template<E: Error>() -> E {
    E::custom("a template holds fields of an app, from name to dcrUrl, and nothing else")
}
