//! The endpoints, as a table.

use alloc::string::String;

use crate::text::push;
use crate::validate::{self, Checks};
use crate::value::Value;

use super::response::Response;

/// An endpoint of the API.
#[derive(Debug)]
pub struct Endpoint {
    /// What a call of it does, as it reads behind "could not".
    pub action: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path below the base URL.
    pub path: &'static str,
    /// Where its request goes.
    pub carrier: Carrier,
    /// What authorizes it.
    pub bearer: Bearer,
    /// What its request is held against.
    pub request: &'static Checks,
    /// What it does to the server's state.
    pub effect: Effect,
    /// What to do when its answer is lost.
    pub when_lost: WhenLost,
    /// What its response has to be.
    pub response: Response,
    /// The endpoint for requests that have none of these fields.
    pub without: Option<(&'static [&'static str], &'static Endpoint)>,
}

impl Endpoint {
    /// The endpoint for this request.
    pub(super) fn for_request(&'static self, request: Value<'_>) -> &'static Self {
        let has = |field: &&str| !matches!(request.get(field), None | Some(Value::Null));
        match self.without {
            Some((fields, other)) if matches!(request, Value::Object(_)) && !fields.iter().any(has) => other,
            _ => self,
        }
    }

    /// Whether its response is an app.
    pub(super) fn answers_with_app(&self) -> bool {
        self.response == Response::App
    }

    /// Whether a success names the app that the call made or changed.
    pub(super) fn answers_with_changed_app(&self) -> bool {
        self.effect != Effect::Reads && self.answers_with_app()
    }
}

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// `GET`.
    Get,
    /// `POST`.
    Post,
    /// `DELETE`.
    Delete,
}

impl Method {
    /// As it is sent.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Delete => "DELETE",
        }
    }
}

/// Where a request goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carrier {
    /// Into the body, as it is.
    Body,
    /// Into the body, as the member of this name.
    Member(&'static str),
    /// Its `id` behind the path, as a segment of it.
    Segment,
    /// Each field behind the path, as a parameter.
    Query,
}

/// What authorizes a request, as `<ProjectID>:<bearer>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bearer {
    /// The management key.
    ManagementKey,
    /// The management key, or the call's own access token.
    KeyOrAccessToken,
    /// The call's own access token, or else the member of the request with this name, which is not sent.
    AccessTokenOr(&'static str),
}

/// What a call does to the server's state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Nothing.
    Reads,
    /// It makes something that was not there; sent twice it would be made twice.
    Creates,
    /// It brings something into a state, in which a second call leaves it.
    Sets,
}

/// What to do when an answer is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenLost {
    /// Send the request again: twice comes to the same as once.
    SendAgain,
    /// Look at what is there first.
    LookUp(Wanted),
    /// Nothing: it must not be sent twice, and nothing tells its work from another's.
    GiveUp,
}

/// What a call wants to be there in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// The app that was sent, by its id or its name.
    Created,
    /// The app that was made from a template with these overrides, by its id or its name.
    Made,
    /// The app that was sent, and what was left out cleared.
    Updated,
    /// No app of this id.
    Gone,
}

/// `POST /v1/mgmt/outbound/app/create`
/// (<https://docs.descope.com/api/management/outbound-apps/create-outbound-app>).
pub static CREATE: Endpoint = Endpoint {
    action: "create the app",
    method: Method::Post,
    path: "/v1/mgmt/outbound/app/create",
    carrier: Carrier::Body,
    bearer: Bearer::ManagementKey,
    request: &validate::APP,
    effect: Effect::Creates,
    when_lost: WhenLost::LookUp(Wanted::Created),
    response: Response::App,
    without: None,
};

/// `POST /v1/mgmt/outbound/app/create/bytemplate`
pub static CREATE_BY_TEMPLATE: Endpoint = Endpoint {
    action: "create the app from its template",
    path: "/v1/mgmt/outbound/app/create/bytemplate",
    request: &validate::APP_FROM_TEMPLATE,
    when_lost: WhenLost::LookUp(Wanted::Made),
    ..CREATE
};

/// `POST /v1/mgmt/outbound/app/create/bydcrpreset`: neither id nor name of the new app is known before it is answered.
pub static CREATE_BY_DCR_PRESET: Endpoint = Endpoint {
    action: "create the app from its preset",
    path: "/v1/mgmt/outbound/app/create/bydcrpreset",
    request: &validate::APP_FROM_DCR_PRESET,
    when_lost: WhenLost::GiveUp,
    ..CREATE
};

/// `POST /v1/mgmt/outbound/app/update`: replaces everything; a field that is left out is cleared.
pub static UPDATE: Endpoint = Endpoint {
    action: "update the app",
    path: "/v1/mgmt/outbound/app/update",
    carrier: Carrier::Member("app"),
    request: &validate::UPDATED_APP,
    effect: Effect::Sets,
    when_lost: WhenLost::LookUp(Wanted::Updated),
    ..CREATE
};

/// `POST /v1/mgmt/outbound/app/delete`
pub static DELETE: Endpoint = Endpoint {
    when_lost: WhenLost::LookUp(Wanted::Gone),
    ..set("delete the app", "/v1/mgmt/outbound/app/delete", &validate::ID)
};

/// `GET /v1/mgmt/outbound/app/{id}`
pub static LOAD: Endpoint = Endpoint {
    carrier: Carrier::Segment,
    request: &validate::ID,
    ..read("load the app", "/v1/mgmt/outbound/app/", Response::App)
};

/// `GET /v1/mgmt/outbound/apps`
pub static LOAD_ALL: Endpoint = read("load the apps", "/v1/mgmt/outbound/apps", Response::Apps);

/// `POST /v1/mgmt/outbound/app/user/token`
pub static FETCH_USER_TOKEN: Endpoint = Endpoint {
    without: Some((&["scopes"], &FETCH_LATEST_USER_TOKEN)),
    ..fetch("/v1/mgmt/outbound/app/user/token", &validate::USER_TOKEN)
};

/// `POST /v1/mgmt/outbound/app/user/token/latest`, which takes no scopes.
static FETCH_LATEST_USER_TOKEN: Endpoint = fetch("/v1/mgmt/outbound/app/user/token/latest", &validate::USER_TOKEN);

/// `POST /v1/mgmt/outbound/app/tenant/token`
pub static FETCH_TENANT_TOKEN: Endpoint = Endpoint {
    without: Some((&["scopes"], &FETCH_LATEST_TENANT_TOKEN)),
    ..fetch("/v1/mgmt/outbound/app/tenant/token", &validate::TENANT_TOKEN)
};

/// `POST /v1/mgmt/outbound/app/tenant/token/latest`, which takes no scopes.
static FETCH_LATEST_TENANT_TOKEN: Endpoint =
    fetch("/v1/mgmt/outbound/app/tenant/token/latest", &validate::TENANT_TOKEN);

/// `DELETE /v1/mgmt/outbound/user/tokens?appId=&userId=`
pub static DELETE_USER_TOKENS: Endpoint = Endpoint {
    method: Method::Delete,
    carrier: Carrier::Query,
    response: Response::Undocumented,
    ..set(
        "delete the tokens",
        "/v1/mgmt/outbound/user/tokens",
        &validate::USER_TOKENS,
    )
};

/// `DELETE /v1/mgmt/outbound/token?id=`
pub static DELETE_TOKEN: Endpoint = Endpoint {
    method: Method::Delete,
    carrier: Carrier::Query,
    response: Response::Undocumented,
    ..set("delete the token", "/v1/mgmt/outbound/token", &validate::ID)
};

/// `GET /v1/mgmt/outbound/apps-with-user-token?userId=&tenantId=`
pub static LIST_APPS_WITH_USER_TOKEN: Endpoint = Endpoint {
    carrier: Carrier::Query,
    request: &validate::USER,
    ..read(
        "list the apps",
        "/v1/mgmt/outbound/apps-with-user-token",
        Response::AppIds,
    )
};

/// `POST /v1/mgmt/outbound/app/user/apikey/upload`
pub static UPLOAD_USER_API_KEY: Endpoint = set(
    "upload the API key",
    "/v1/mgmt/outbound/app/user/apikey/upload",
    &validate::USER_API_KEY,
);

/// `POST /v1/mgmt/outbound/app/tenant/apikey/upload`
pub static UPLOAD_TENANT_API_KEY: Endpoint = set(
    "upload the API key",
    "/v1/mgmt/outbound/app/tenant/apikey/upload",
    &validate::TENANT_API_KEY,
);

/// `POST /v1/mgmt/outbound/app/user/oauthtoken/upload`
pub static UPLOAD_USER_TOKEN: Endpoint = set(
    "upload the token",
    "/v1/mgmt/outbound/app/user/oauthtoken/upload",
    &validate::USER_TOKEN_UPLOAD,
);

/// `POST /v1/mgmt/outbound/app/tenant/oauthtoken/upload`
pub static UPLOAD_TENANT_TOKEN: Endpoint = set(
    "upload the token",
    "/v1/mgmt/outbound/app/tenant/oauthtoken/upload",
    &validate::TENANT_TOKEN_UPLOAD,
);

/// `POST /v1/mgmt/outbound/app/user/oauthtoken/batch/upload`: all or nothing.
pub static BATCH_UPLOAD_USER_TOKENS: Endpoint = batch(
    "/v1/mgmt/outbound/app/user/oauthtoken/batch/upload",
    &validate::USER_TOKENS_UPLOAD,
);

/// `POST /v1/mgmt/outbound/app/tenant/oauthtoken/batch/upload`: all or nothing.
pub static BATCH_UPLOAD_TENANT_TOKENS: Endpoint = batch(
    "/v1/mgmt/outbound/app/tenant/oauthtoken/batch/upload",
    &validate::TENANT_TOKENS_UPLOAD,
);

/// `POST /v1/outbound/oauth/connect`, which also connects tenants and users within one; without a tenant, the other path.
pub static CONNECT: Endpoint = Endpoint {
    without: Some((&["tenantId", "tenantLevel"], &CONNECT_USER)),
    ..connect("/v1/outbound/oauth/connect")
};

/// `POST /v1/mgmt/outbound/app/connect`
static CONNECT_USER: Endpoint = connect("/v1/mgmt/outbound/app/connect");

/// `GET /v1/mgmt/license`: the project's rate limit tier.
pub static LICENSE: Endpoint = read("ask for the license", "/v1/mgmt/license", Response::License);

const fn read(action: &'static str, path: &'static str, response: Response) -> Endpoint {
    Endpoint {
        action,
        method: Method::Get,
        path,
        carrier: Carrier::Query,
        bearer: Bearer::ManagementKey,
        request: &validate::NOTHING,
        effect: Effect::Reads,
        when_lost: WhenLost::SendAgain,
        response,
        without: None,
    }
}

const fn fetch(path: &'static str, request: &'static Checks) -> Endpoint {
    Endpoint {
        method: Method::Post,
        carrier: Carrier::Body,
        bearer: Bearer::KeyOrAccessToken,
        request,
        ..read("fetch the token", path, Response::Token)
    }
}

const fn connect(path: &'static str) -> Endpoint {
    Endpoint {
        bearer: Bearer::AccessTokenOr("refreshJwt"),
        method: Method::Post,
        carrier: Carrier::Body,
        request: &validate::CONNECT,
        ..read("connect", path, Response::Url)
    }
}

const fn set(action: &'static str, path: &'static str, request: &'static Checks) -> Endpoint {
    Endpoint {
        effect: Effect::Sets,
        request,
        method: Method::Post,
        carrier: Carrier::Body,
        ..read(action, path, Response::Nothing)
    }
}

const fn batch(path: &'static str, request: &'static Checks) -> Endpoint {
    Endpoint {
        carrier: Carrier::Member("tokens"),
        response: Response::Failures,
        ..set("upload the tokens", path, request)
    }
}

/// An id as a segment of a path (RFC 3986 §3.3), if it can be one: `.` and `..` mean something else there, encoded or
/// not.
pub(super) fn path_segment(id: &str) -> Option<String> {
    (!matches!(id, "" | "." | "..")).then(|| percent_encoded(id))
}

/// The text with everything percent-encoded but the unreserved characters (RFC 3986 §2.3).
pub(super) fn percent_encoded(text: &str) -> String {
    // It never grows: a secret that is encoded would leave parts of it behind.
    let mut encoded = String::with_capacity(text.len().saturating_mul(3));
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            push(&mut encoded, char::from(byte));
        } else {
            push(&mut encoded, '%');
            for shift in [4, 0] {
                let digit = char::from_digit(u32::from(byte >> shift) & 0xF, 16).unwrap_or('0');
                push(&mut encoded, digit.to_ascii_uppercase());
            }
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::path_segment;

    #[test]
    fn an_id_stays_one_segment_of_the_path_whatever_it_holds() {
        for (id, segment) in [
            ("OA1-x_y~z.", Some("OA1-x_y~z.")),
            ("a/b", Some("a%2Fb")),
            ("../x", Some("..%2Fx")),
            ("%2f?#", Some("%252f%3F%23")),
            ("ü", Some("%C3%BC")),
            (".", None),
            ("..", None),
            ("", None),
        ] {
            assert_eq!(path_segment(id).as_deref(), segment, "{id}");
        }
    }
}
