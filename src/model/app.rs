//! Apps: requests and responses.
//!
//! Field names, types and order are those of the public API reference
//! (<https://docs.descope.com/api/management/outbound-apps/create-outbound-app>): every field is optional there.

use alloc::string::String;
use alloc::vec::Vec;

use super::object::prelude::*;

object! {
    /// An outbound application to create: the OAuth or API-key connection through which users reach a third party.
    ///
    /// Every field is optional in the documented schema; in practice the server requires a `name`.
    request CreateRequest = APP {
        /// Identifies the app within the project. Unique and immutable. The server assigns one if this is left out.
        id?: String,
        /// The app's name, unique within the project. Required in practice.
        name?: String,
        /// What the app is for.
        description?: String,
        /// The client id that the third party issued (RFC 6749 §2.2).
        client_id?: String,
        /// The client secret that the third party issued (RFC 6749 §2.3.1). It appears in no error and no log.
        client_secret?: Secret,
        /// An http(s) URL of an image, or an image as a `data:` URI.
        logo?: String,
        /// Where the provider publishes its configuration (OpenID Connect Discovery §4). An absolute https URL.
        discovery_url?: String,
        /// The provider's authorization endpoint (RFC 6749 §3.1). An absolute https URL without a fragment.
        authorization_url?: String,
        /// Parameters to add to every authorization request.
        authorization_url_params?: Vec<UrlParam>,
        /// The provider's token endpoint (RFC 6749 §3.2). An absolute https URL without a fragment.
        token_url?: String,
        /// Parameters to add to every token request.
        token_url_params?: Vec<UrlParam>,
        /// The provider's revocation endpoint (RFC 7009 §2). An absolute https URL.
        revocation_url?: String,
        /// The scopes that a connection asks for unless it names its own (RFC 6749 §3.3).
        default_scopes?: Vec<String>,
        /// Where a user lands after connecting (RFC 6749 §3.1.2). An absolute URL.
        default_redirect_url?: String,
        /// The domain of the callback address that is registered with the third party: a host name alone.
        callback_domain?: String,
        /// Whether to use Proof Key for Code Exchange (RFC 7636).
        pkce?: bool,
        /// Whether to ask for a refresh token (`offline`) or not (`online`).
        access_type?: String as "Optional<\"online\" | \"offline\" | (string & {})>",
        /// What the provider asks the user each time (OpenID Connect Core §3.1.2.1). `none` excludes the others.
        prompt?: Vec<String> as "Optional<(\"none\" | \"login\" | \"consent\" | \"select_account\" | (string & {}))[]>",
        /// How the third party is reached: by OAuth or by API key.
        app_type?: String as "Optional<\"oauth\" | \"apikey\" | (string & {})>",
        /// Whether the client is registered dynamically (RFC 7591) instead of by hand.
        use_dcr?: bool,
        /// The provider's client registration endpoint (RFC 7591 §3). An absolute https URL.
        dcr_url?: String,
        /// The tenant that the app belongs to.
        tenant_id?: String,
    }
}

/// The fields of a template that an app made from it may override: all but the app's ids, client credentials, type and
/// tenant.
pub static OVERRIDES: Schema = Schema::new(&without::<{ APP.fields.len() - NOT_OVERRIDDEN.len() }>(
    APP.fields,
    NOT_OVERRIDDEN,
));

const NOT_OVERRIDDEN: &[&str] = &["id", "clientId", "clientSecret", "appType", "tenantId"];

object! {
    /// An app to create from a template, with overrides.
    request CreateByTemplateRequest = APP_FROM_TEMPLATE {
        /// The template.
        template_id: String,
        /// Identifies the app within the project. Immutable. The server assigns one if this is left out.
        id?: String,
        /// The client id that the third party issued (RFC 6749 §2.2).
        client_id?: String,
        /// The client secret that the third party issued (RFC 6749 §2.3.1). It appears in no error and no log.
        client_secret?: Secret,
        /// The tenant that the app belongs to.
        tenant_id?: String,
        /// The fields that differ from the template's.
        overrides?: CreateRequest as "Optional<Omit<CreateRequest, \"id\" | \"clientId\" | \"clientSecret\" | \"appType\" | \"tenantId\">>"
            = Kind::Object(&OVERRIDES),
    }
}

object! {
    /// An app to create from a preset whose provider registers clients dynamically (RFC 7591).
    request CreateByDcrPresetRequest = APP_FROM_DCR_PRESET {
        /// The preset.
        dcr_preset_id: String,
        /// The tenant that the app will belong to.
        tenant_id: String,
    }
}

object! {
    /// An app with its id, to update or to ensure.
    request AppWithId {
        /// The app's id.
        id: String,
        /// Its name.
        name: String,
        /// The other fields.
        ..app: CreateRequest,
    }
}

object! {
    /// A response with an app.
    exact AppResponse = APP_RESPONSE {
        /// The app as the server has it, usually without its client secret.
        app?: OutboundApp,
    }
}

object! {
    /// All apps of the project.
    exact AppsResponse = APPS_RESPONSE {
        /// The apps, without their client secrets.
        apps?: Vec<OutboundApp>,
    }
}

object! {
    /// The result of a patch.
    exact PatchResponse {
        /// The app as the server has it now.
        app?: OutboundApp,
        /// The fields that the update sent: all that the app has, except the cleared ones. Empty if there was nothing
        /// to change. An update without a `clientSecret` keeps the stored one.
        sent: Vec<String>,
        /// The fields that differ but that an update cannot carry. They are unchanged.
        ignored: Vec<String>,
    }
}

/// The result of ensuring an app.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
pub struct EnsureResponse {
    /// The app as the server has it now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app: Option<OutboundApp>,
    /// The effect of the call.
    pub outcome: Outcome,
    /// The fields that differ but that an update cannot carry. They are unchanged.
    pub ignored: Vec<String>,
}

/// The effect of ensuring an app.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// The app did not exist, and was created.
    Created,
    /// The app differed, and was updated.
    Updated,
    /// The app matched, as far as its fields can be read.
    Unchanged,
}

object! {
    /// The response to a create: the interface that the public API reference calls `Response`.
    exact CreateResponse {
        /// The app as the server stored it.
        app?: OutboundApp,
    }
}

object! {
    /// An outbound application in a response. At run time it also has the undocumented fields that the server sends.
    exact OutboundApp as APP {
        /// Identifies the app within the project.
        id?: String,
        /// The app's name.
        name?: String,
        /// What the app is for.
        description?: String,
        /// The client id that the third party issued.
        client_id?: String,
        /// A URL of an image, or an image as a `data:` URI.
        logo?: String,
        /// Where the provider publishes its configuration.
        discovery_url?: String,
        /// The provider's authorization endpoint.
        authorization_url?: String,
        /// Parameters added to every authorization request.
        authorization_url_params?: Vec<UrlParam> as "{ key?: string; value?: string }[]",
        /// The provider's token endpoint.
        token_url?: String,
        /// Parameters added to every token request.
        token_url_params?: Vec<UrlParam> as "{ key?: string; value?: string }[]",
        /// The provider's revocation endpoint.
        revocation_url?: String,
        /// The scopes that a connection asks for unless it names its own.
        default_scopes?: Vec<String>,
        /// Where a user lands after connecting.
        default_redirect_url?: String,
        /// The domain of the callback address.
        callback_domain?: String,
        /// Whether Proof Key for Code Exchange is used.
        pkce?: bool,
        /// `online` or `offline`.
        access_type?: String,
        /// What the provider asks the user each time.
        prompt?: Vec<String>,
        /// The client secret, if the server returns it: the documented response has it, other endpoints leave it out.
        client_secret?: Secret,
        /// `oauth` or `apikey`.
        app_type?: String,
        /// Whether the client is registered dynamically.
        use_dcr?: bool,
        /// The provider's client registration endpoint.
        dcr_url?: String,
        /// The tenant that the app belongs to.
        tenant_id?: String,
    }
}

object! {
    /// A parameter to add to a URL.
    request UrlParam = URL_PARAM {
        /// The parameter's name. Required in practice.
        key?: String,
        /// The parameter's value.
        value?: String,
    }
}
