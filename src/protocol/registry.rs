//! The registry: the methods of the client, one row each, and the endpoints that they call.

use crate::validate::{self, Checks};

use super::endpoint::{Bearer, Endpoint, Expected, Handler, HttpMethod, Idempotency, LostResponse, ParamLocation};
use super::response::Response;

/// Declares the endpoints, and the methods by which shells name them.
///
/// A row `Load = LOAD: …;` of `endpoints` declares the static [`LOAD`] and the variant [`Method::Load`] that calls it.
/// Its endpoint is a struct, or a call of a helper below (`read`, `fetch`, `connect`, `set`, `batch`); `..CREATE` or
/// `..set(…)` fills in the fields that the row leaves out. A row `Patch = …;` of `others` declares a method that has
/// another [`Handler`]. The order of the rows gives the methods their numbers.
macro_rules! registry {
    (
        endpoints { $($(#[$doc:meta])* $method:ident = $name:ident: $endpoint:expr;)* }
        others { $($(#[$other_doc:meta])* $other:ident = $handler:expr;)* }
    ) => {
        $($(#[$doc])* pub static $name: Endpoint = $endpoint;)*

        /// The methods of the client. The build exports their names and numbers to JavaScript from here.
        #[cfg_attr(
            all(feature = "npm", feature = "client", not(feature = "types"), target_arch = "wasm32"),
            wasm_bindgen::prelude::wasm_bindgen
        )]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Method {
            $(#[doc = concat!("Calls [`", stringify!($name), "`].")] $method,)*
            $($(#[$other_doc])* $other,)*
        }

        static HANDLERS: &[Handler] = &[$(Handler::Call(&$name),)* $($handler,)*];

        impl Method {
            /// All methods, in the order of their numbers.
            pub const ALL: &[Self] = &[$(Self::$method,)* $(Self::$other,)*];
        }
    };
}

impl Handler {
    /// Returns the handler of the method with this number.
    #[must_use]
    pub fn of(method: usize) -> Option<Self> {
        HANDLERS.get(method).copied()
    }
}

registry! {
    endpoints {
        /// `POST /v1/mgmt/outbound/app/create`
        /// (<https://docs.descope.com/api/management/outbound-apps/create-outbound-app>).
        Create = CREATE: Endpoint {
            action: "create the app",
            method: HttpMethod::Post,
            path: "/v1/mgmt/outbound/app/create",
            params: ParamLocation::Body,
            bearer: Bearer::ManagementKey,
            request: &validate::APP,
            idempotency: Idempotency::NonIdempotent,
            lost_response: LostResponse::Reconcile(Expected::Created),
            response: Response::App,
            without: None,
        };

        /// `POST /v1/mgmt/outbound/app/create/bytemplate`
        CreateByTemplate = CREATE_BY_TEMPLATE: Endpoint {
            action: "create the app from its template",
            path: "/v1/mgmt/outbound/app/create/bytemplate",
            request: &validate::APP_FROM_TEMPLATE,
            lost_response: LostResponse::Reconcile(Expected::FromTemplate),
            ..CREATE
        };

        /// `POST /v1/mgmt/outbound/app/create/bydcrpreset`: the client learns the app's id and name from the answer
        /// alone.
        CreateByDcrPreset = CREATE_BY_DCR_PRESET: Endpoint {
            action: "create the app from its preset",
            path: "/v1/mgmt/outbound/app/create/bydcrpreset",
            request: &validate::APP_FROM_DCR_PRESET,
            lost_response: LostResponse::GiveUp,
            ..CREATE
        };

        /// `POST /v1/mgmt/outbound/app/update`: replaces the app, and clears fields that are left out.
        Update = UPDATE: Endpoint {
            action: "update the app",
            path: "/v1/mgmt/outbound/app/update",
            params: ParamLocation::Member("app"),
            request: &validate::UPDATED_APP,
            idempotency: Idempotency::Idempotent,
            lost_response: LostResponse::Reconcile(Expected::Updated),
            ..CREATE
        };

        /// `POST /v1/mgmt/outbound/app/delete`
        Delete = DELETE: Endpoint {
            lost_response: LostResponse::Reconcile(Expected::Absent),
            ..set("delete the app", "/v1/mgmt/outbound/app/delete", &validate::ID)
        };

        /// `GET /v1/mgmt/outbound/app/{id}`
        Load = LOAD: Endpoint {
            params: ParamLocation::Segment,
            request: &validate::ID,
            ..read("load the app", "/v1/mgmt/outbound/app/", Response::App)
        };

        /// `GET /v1/mgmt/outbound/apps`
        LoadAll = LOAD_ALL: read("load the apps", "/v1/mgmt/outbound/apps", Response::Apps);

        /// `POST /v1/mgmt/outbound/app/user/token`
        FetchUserToken = FETCH_USER_TOKEN: Endpoint {
            without: Some((&["scopes"], &FETCH_LATEST_USER_TOKEN)),
            ..fetch("/v1/mgmt/outbound/app/user/token", &validate::USER_TOKEN)
        };

        /// `POST /v1/mgmt/outbound/app/tenant/token`
        FetchTenantToken = FETCH_TENANT_TOKEN: Endpoint {
            without: Some((&["scopes"], &FETCH_LATEST_TENANT_TOKEN)),
            ..fetch("/v1/mgmt/outbound/app/tenant/token", &validate::TENANT_TOKEN)
        };

        /// `DELETE /v1/mgmt/outbound/user/tokens?appId=&userId=`
        DeleteUserTokens = DELETE_USER_TOKENS: Endpoint {
            method: HttpMethod::Delete,
            params: ParamLocation::Query,
            response: Response::Undocumented,
            ..set(
                "delete the tokens",
                "/v1/mgmt/outbound/user/tokens",
                &validate::USER_TOKENS,
            )
        };

        /// `DELETE /v1/mgmt/outbound/token?id=`
        DeleteToken = DELETE_TOKEN: Endpoint {
            method: HttpMethod::Delete,
            params: ParamLocation::Query,
            response: Response::Undocumented,
            ..set("delete the token", "/v1/mgmt/outbound/token", &validate::ID)
        };

        /// `GET /v1/mgmt/outbound/apps-with-user-token?userId=&tenantId=`
        ListAppsWithUserToken = LIST_APPS_WITH_USER_TOKEN: Endpoint {
            params: ParamLocation::Query,
            request: &validate::USER,
            ..read(
                "list the apps",
                "/v1/mgmt/outbound/apps-with-user-token",
                Response::AppIds,
            )
        };

        /// `POST /v1/mgmt/outbound/app/user/apikey/upload`
        UploadUserApiKey = UPLOAD_USER_API_KEY: set(
            "upload the API key",
            "/v1/mgmt/outbound/app/user/apikey/upload",
            &validate::USER_API_KEY,
        );

        /// `POST /v1/mgmt/outbound/app/tenant/apikey/upload`
        UploadTenantApiKey = UPLOAD_TENANT_API_KEY: set(
            "upload the API key",
            "/v1/mgmt/outbound/app/tenant/apikey/upload",
            &validate::TENANT_API_KEY,
        );

        /// `POST /v1/mgmt/outbound/app/user/oauthtoken/upload`
        UploadUserToken = UPLOAD_USER_TOKEN: set(
            "upload the token",
            "/v1/mgmt/outbound/app/user/oauthtoken/upload",
            &validate::USER_TOKEN_UPLOAD,
        );

        /// `POST /v1/mgmt/outbound/app/tenant/oauthtoken/upload`
        UploadTenantToken = UPLOAD_TENANT_TOKEN: set(
            "upload the token",
            "/v1/mgmt/outbound/app/tenant/oauthtoken/upload",
            &validate::TENANT_TOKEN_UPLOAD,
        );

        /// `POST /v1/mgmt/outbound/app/user/oauthtoken/batch/upload`: all or nothing.
        BatchUploadUserTokens = BATCH_UPLOAD_USER_TOKENS: batch(
            "/v1/mgmt/outbound/app/user/oauthtoken/batch/upload",
            &validate::USER_TOKENS_UPLOAD,
        );

        /// `POST /v1/mgmt/outbound/app/tenant/oauthtoken/batch/upload`: all or nothing.
        BatchUploadTenantTokens = BATCH_UPLOAD_TENANT_TOKENS: batch(
            "/v1/mgmt/outbound/app/tenant/oauthtoken/batch/upload",
            &validate::TENANT_TOKENS_UPLOAD,
        );

        /// `POST /v1/outbound/oauth/connect`: connects a tenant, or a user within one. Requests without a tenant go to
        /// `POST /v1/mgmt/outbound/app/connect`.
        Connect = CONNECT: Endpoint {
            without: Some((&["tenantId", "tenantLevel"], &CONNECT_USER)),
            ..connect("/v1/outbound/oauth/connect")
        };
    }
    others {
        /// Loads an app, and updates it.
        Patch = Handler::Patch;

        /// Creates an app, or updates the existing one.
        Ensure = Handler::Ensure;

        /// Calls [`LICENSE`], without retries.
        License = Handler::License;
    }
}

/// `POST /v1/mgmt/outbound/app/user/token/latest`, which takes no scopes.
static FETCH_LATEST_USER_TOKEN: Endpoint = fetch("/v1/mgmt/outbound/app/user/token/latest", &validate::USER_TOKEN);

/// `POST /v1/mgmt/outbound/app/tenant/token/latest`, which takes no scopes.
static FETCH_LATEST_TENANT_TOKEN: Endpoint =
    fetch("/v1/mgmt/outbound/app/tenant/token/latest", &validate::TENANT_TOKEN);

/// `POST /v1/mgmt/outbound/app/connect`
static CONNECT_USER: Endpoint = connect("/v1/mgmt/outbound/app/connect");

/// `GET /v1/mgmt/license`: the project's rate limit tier.
pub static LICENSE: Endpoint = read("ask for the license", "/v1/mgmt/license", Response::License);

/// A GET, which changes nothing; without fields unless the row has `params` and `request`. Sent again after a lost
/// response.
const fn read(action: &'static str, path: &'static str, response: Response) -> Endpoint {
    Endpoint {
        action,
        method: HttpMethod::Get,
        path,
        params: ParamLocation::Query,
        bearer: Bearer::ManagementKey,
        request: &validate::NOTHING,
        idempotency: Idempotency::Safe,
        lost_response: LostResponse::Resend,
        response,
        without: None,
    }
}

/// A POST that reads a token, and that an access token may authorize. Changes nothing; sent again after a lost
/// response.
const fn fetch(path: &'static str, request: &'static Checks) -> Endpoint {
    Endpoint {
        method: HttpMethod::Post,
        params: ParamLocation::Body,
        bearer: Bearer::KeyOrAccessToken,
        request,
        ..read("fetch the token", path, Response::Token)
    }
}

/// A POST that returns the URL to send a user to, and that the user's session authorizes. Changes nothing; sent again
/// after a lost response.
const fn connect(path: &'static str) -> Endpoint {
    Endpoint {
        bearer: Bearer::AccessTokenOr("refreshJwt"),
        method: HttpMethod::Post,
        params: ParamLocation::Body,
        request: &validate::CONNECT,
        ..read("connect", path, Response::Url)
    }
}

/// An idempotent POST whose success has no content. Sent again after a lost response.
const fn set(action: &'static str, path: &'static str, request: &'static Checks) -> Endpoint {
    Endpoint {
        idempotency: Idempotency::Idempotent,
        request,
        method: HttpMethod::Post,
        params: ParamLocation::Body,
        ..read(action, path, Response::Nothing)
    }
}

/// An upload of several tokens, all or none, as the member `tokens`; the response lists the refused ones. Sent again
/// after a lost response.
const fn batch(path: &'static str, request: &'static Checks) -> Endpoint {
    Endpoint {
        params: ParamLocation::Member("tokens"),
        response: Response::Failures,
        ..set("upload the tokens", path, request)
    }
}
