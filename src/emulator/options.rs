//! The options of an emulator.

use std::collections::{BTreeMap, BTreeSet};

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

/// The options of an emulator; all of them may be left out.
#[derive(Clone, Default, Deserialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), tsify(rename = "EmulatorOptions"))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Options {
    /// The project that requests have to name. Default: a made-up one.
    pub project_id: Option<String>,
    /// The management key that requests have to show. Default: a made-up one.
    pub management_key: Option<String>,
    /// Default: none.
    pub rate_limit: Option<RateLimit>,
    /// What the licence handshake answers. Default: `"tier1"`.
    #[serde(deserialize_with = "or_default")]
    #[cfg_attr(
        all(feature = "types", target_arch = "wasm32"),
        tsify(type = "RateLimitTier | undefined")
    )]
    pub rate_limit_tier: RateLimitTier,
    /// What becomes of a request with fields that its endpoint does not have. Default: `"accept"`.
    #[serde(deserialize_with = "or_default")]
    #[cfg_attr(
        all(feature = "types", target_arch = "wasm32"),
        tsify(type = "UnknownFields | undefined")
    )]
    pub unknown_fields: UnknownFields,
    /// Where it is not known for certain what the real server does, the other of the two possibilities, by name. A client
    /// that is right works with either. Default: none.
    #[serde(deserialize_with = "or_default")]
    #[cfg_attr(
        all(feature = "types", target_arch = "wasm32"),
        tsify(type = "Alternative[] | undefined")
    )]
    pub alternatives: BTreeSet<Alternative>,
    /// Whether fields that an app or a token does not have are answered as `null`, as the real server sometimes does.
    /// Default: they are left out.
    #[serde(deserialize_with = "or_default")]
    #[cfg_attr(all(feature = "types", target_arch = "wasm32"), tsify(type = "boolean | undefined"))]
    pub nulls: bool,
    /// Whether a token's `accessTokenExpiry` is answered as a string, as protobuf's JSON has numbers of 64 bits, or as a
    /// number. Default: `true`.
    pub int64_as_string: Option<bool>,
    /// The templates there are, each an id and the fields that it sets, from `name` to `dcrUrl`; an app whose name
    /// neither template nor request says is named after the template's id. Default: every id is a template that sets nothing.
    #[serde(deserialize_with = "templates")]
    #[cfg_attr(
        all(feature = "types", target_arch = "wasm32"),
        tsify(type = "Record<string, Record<string, unknown>> | undefined")
    )]
    pub templates: Option<BTreeMap<String, App>>,
    /// The presets there are for `app/create/bydcrpreset`, likewise; an app that its preset does not name is named after the
    /// preset's id and the tenant's. Default: every id is a preset that sets nothing.
    #[serde(deserialize_with = "templates")]
    #[cfg_attr(
        all(feature = "types", target_arch = "wasm32"),
        tsify(type = "Record<string, Record<string, unknown>> | undefined")
    )]
    pub dcr_presets: Option<BTreeMap<String, App>>,
    /// The ids of the tenants there are: an app is created for no other. Default: every id is a tenant's.
    pub tenants: Option<BTreeSet<String>>,
    /// What happens to the first requests: each takes the next fault, and `null` leaves it alone. Default: nothing.
    #[serde(deserialize_with = "or_default")]
    #[cfg_attr(
        all(feature = "types", target_arch = "wasm32"),
        tsify(type = "(Fault | null)[] | undefined")
    )]
    pub faults: Vec<Option<Fault>>,
}

/// What becomes of a request with fields that its endpoint does not have: `"accept"` drops them and names them in the log,
/// `"refuse"` answers 400. Which of the two the real server does is not known for certain. Fields that official SDKs send
/// are known to every endpoint, documented or not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum UnknownFields {
    /// They are dropped, and named in the log.
    #[default]
    Accept,
    /// The request is answered with 400.
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

/// What the real server may do, where the emulator by default does something else and neither is certain:
/// - `"create-answers-secret"`: a create is answered with the client secret.
/// - `"update-keeps-template"`: an update without `templateId` keeps the stored one, instead of `"custom"` in its place.
/// - `"update-resets-dcr"`: an update resets `useDcr` and `dcrUrl`, instead of keeping the stored ones.
/// - `"delete-keeps-tenant-keys"`: the API keys of tenants outlive their app.
/// - `"tokens-in-any-tenant"`: who asks for a user's token without a tenant gets one that is stored with a tenant, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Alternative {
    /// A create is answered with the client secret.
    CreateAnswersSecret,
    /// An update without `templateId` keeps the stored one.
    UpdateKeepsTemplate,
    /// An update resets `useDcr` and `dcrUrl`.
    UpdateResetsDcr,
    /// The API keys of tenants outlive their app.
    DeleteKeepsTenantKeys,
    /// Who asks for a user's token without a tenant gets one that is stored with a tenant, too.
    TokensInAnyTenant,
}

/// Of the options, what endpoints look at.
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

    /// What an app of this template begins with.
    pub(super) fn template(&self, id: &str) -> Option<App> {
        found(self.templates.as_ref(), id)
    }

    /// What an app of this preset begins with.
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

/// An option that is given as `undefined` is left out.
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
