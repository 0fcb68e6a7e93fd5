//! Apps: what is sent, and what the server answers.
//!
//! Field names, types and order are those of the public API reference
//! (<https://docs.descope.com/api/management/outbound-apps/create-outbound-app>): every field is optional there.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::{Optional, Secret};

/// An outbound application to create: the OAuth or API-key connection through which users reach a third party.
///
/// Every field is optional in the documented schema; in practice the server wants a `name`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default)]
pub struct CreateRequest {
    /// Identifies the app within the project, for good: it cannot be changed later. Unique. The server assigns one if
    /// this is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Optional<String>,
    /// The app's name, unique within the project. Required in practice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Optional<String>,
    /// What the app is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Optional<String>,
    /// The client id that the third party issued (RFC 6749 §2.2).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Optional<String>,
    /// The client secret that the third party issued (RFC 6749 §2.3.1). It appears in no error and no log.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(all(feature = "types", target_arch = "wasm32"), tsify(type = "Optional<string>"))]
    pub client_secret: Optional<Secret>,
    /// An http(s) URL of an image, or an image as a `data:` URI.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo: Optional<String>,
    /// Where the provider publishes its configuration (OpenID Connect Discovery §4). An absolute https URL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discovery_url: Optional<String>,
    /// The provider's authorization endpoint (RFC 6749 §3.1). An absolute https URL without a fragment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authorization_url: Optional<String>,
    /// Parameters to add to every authorization request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authorization_url_params: Optional<Vec<UrlParam>>,
    /// The provider's token endpoint (RFC 6749 §3.2). An absolute https URL without a fragment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token_url: Optional<String>,
    /// Parameters to add to every token request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token_url_params: Optional<Vec<UrlParam>>,
    /// The provider's revocation endpoint (RFC 7009 §2). An absolute https URL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revocation_url: Optional<String>,
    /// The scopes that a connection asks for unless it names its own (RFC 6749 §3.3).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_scopes: Optional<Vec<String>>,
    /// Where a user lands after connecting (RFC 6749 §3.1.2). An absolute URL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_redirect_url: Optional<String>,
    /// The domain of the callback address that is registered with the third party: a host name alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub callback_domain: Optional<String>,
    /// Whether to use Proof Key for Code Exchange (RFC 7636).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pkce: Optional<bool>,
    /// Whether to ask for a refresh token (`offline`) or not (`online`).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        all(feature = "types", target_arch = "wasm32"),
        tsify(type = "Optional<\"online\" | \"offline\" | (string & {})>")
    )]
    pub access_type: Optional<String>,
    /// What the provider asks the user each time (OpenID Connect Core §3.1.2.1). `none` stands alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        all(feature = "types", target_arch = "wasm32"),
        tsify(type = "Optional<(\"none\" | \"login\" | \"consent\" | \"select_account\" | (string & {}))[]>")
    )]
    pub prompt: Optional<Vec<String>>,
    /// How the third party is reached: by OAuth or by API key.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        all(feature = "types", target_arch = "wasm32"),
        tsify(type = "Optional<\"oauth\" | \"apikey\" | (string & {})>")
    )]
    pub app_type: Optional<String>,
    /// Whether the client is registered dynamically (RFC 7591) instead of by hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub use_dcr: Optional<bool>,
    /// The provider's client registration endpoint (RFC 7591 §3). An absolute https URL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dcr_url: Optional<String>,
    /// The tenant that the app belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tenant_id: Optional<String>,
}

/// An app to make from a template, and what is to be other than there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct CreateByTemplateRequest {
    /// The template.
    pub template_id: String,
    /// Identifies the app within the project, for good. The server assigns one if this is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Optional<String>,
    /// The client id that the third party issued (RFC 6749 §2.2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_id: Optional<String>,
    /// The client secret that the third party issued (RFC 6749 §2.3.1). It appears in no error and no log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(all(feature = "types", target_arch = "wasm32"), tsify(type = "Optional<string>"))]
    pub client_secret: Optional<Secret>,
    /// The tenant that the app belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tenant_id: Optional<String>,
    /// What is to be other than in the template.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        all(feature = "types", target_arch = "wasm32"),
        tsify(
            type = "Optional<Omit<CreateRequest, \"id\" | \"clientId\" | \"clientSecret\" | \"appType\" | \"tenantId\">>"
        )
    )]
    pub overrides: Optional<CreateRequest>,
}

/// An app to make from a preset whose provider registers clients dynamically (RFC 7591).
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct CreateByDcrPresetRequest {
    /// The preset.
    pub dcr_preset_id: String,
    /// The tenant that the app will belong to.
    pub tenant_id: String,
}

/// An app to replace another with, or to ensure: one that is told by its id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
pub struct AppWithId {
    /// Which app.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Everything else.
    #[serde(flatten)]
    pub app: CreateRequest,
}

/// What the server answers where it shows an app.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
#[serde(default)]
pub struct AppResponse {
    /// The app as the server has it, mostly without its client secret.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app: Option<OutboundApp>,
}

/// All apps of the project.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
#[serde(default)]
pub struct AppsResponse {
    /// The apps, without their client secrets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub apps: Option<Vec<OutboundApp>>,
}

/// What came of a patch.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
pub struct PatchResponse {
    /// The app as the server has it now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app: Option<OutboundApp>,
    /// The fields that the update sent: all that the app has but those which were cleared. None if there was nothing to
    /// change. An update without a `clientSecret` keeps the stored one.
    pub sent: Vec<String>,
    /// The fields that differ and that an update cannot carry: they are as they were.
    pub ignored: Vec<String>,
}

/// What came of ensuring an app.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
pub struct EnsureResponse {
    /// The app as the server has it now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app: Option<OutboundApp>,
    /// What it took.
    pub outcome: Outcome,
    /// The fields that differ and that an update cannot carry: they are as they were.
    pub ignored: Vec<String>,
}

/// What it took to ensure an app.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// It was not there, and is now.
    Created,
    /// It differed.
    Updated,
    /// It was there as it should be, as far as one can read.
    Unchanged,
}

/// What the server answers to a create: the interface that the public API reference calls `Response`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
#[serde(default)]
pub struct CreateResponse {
    /// The app as the server stored it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app: Option<OutboundApp>,
}

/// An outbound application as the server answers it. Fields that the server sends and no document names are there too,
/// at run time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default)]
pub struct OutboundApp {
    /// Identifies the app within the project.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The app's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What the app is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The client id that the third party issued.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
    /// A URL of an image, or an image as a `data:` URI.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo: Option<String>,
    /// Where the provider publishes its configuration.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discovery_url: Option<String>,
    /// The provider's authorization endpoint.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authorization_url: Option<String>,
    /// Parameters added to every authorization request.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        all(feature = "types", target_arch = "wasm32"),
        tsify(type = "{ key?: string; value?: string }[]")
    )]
    pub authorization_url_params: Option<Vec<UrlParam>>,
    /// The provider's token endpoint.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token_url: Option<String>,
    /// Parameters added to every token request.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        all(feature = "types", target_arch = "wasm32"),
        tsify(type = "{ key?: string; value?: string }[]")
    )]
    pub token_url_params: Option<Vec<UrlParam>>,
    /// The provider's revocation endpoint.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revocation_url: Option<String>,
    /// The scopes that a connection asks for unless it names its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_scopes: Option<Vec<String>>,
    /// Where a user lands after connecting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_redirect_url: Option<String>,
    /// The domain of the callback address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub callback_domain: Option<String>,
    /// Whether Proof Key for Code Exchange is used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pkce: Option<bool>,
    /// `online` or `offline`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_type: Option<String>,
    /// What the provider asks the user each time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prompt: Option<Vec<String>>,
    /// The client secret, where the server shows it: the documented response has it, other endpoints leave it out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(all(feature = "types", target_arch = "wasm32"), tsify(type = "string"))]
    pub client_secret: Option<Secret>,
    /// `oauth` or `apikey`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app_type: Option<String>,
    /// Whether the client is registered dynamically.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub use_dcr: Option<bool>,
    /// The provider's client registration endpoint.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dcr_url: Option<String>,
    /// The tenant that the app belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tenant_id: Option<String>,
}

/// A parameter to add to a URL.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
#[serde(default)]
pub struct UrlParam {
    /// The parameter's name. Required in practice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Optional<String>,
    /// The parameter's value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Optional<String>,
}
