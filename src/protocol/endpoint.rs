//! The endpoints, as a table.

use crate::model::schema::{self, Kind, Schema};
use crate::validate::{Issue, check_app_text};

/// An endpoint of the management API.
#[derive(Debug)]
pub struct Endpoint {
    /// What a call of it does, as it reads behind "could not".
    pub action: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path below the base URL; an id that belongs into it follows.
    pub path: &'static str,
    /// What it does to the server's state.
    pub effect: Effect,
    /// The fields of its request's body.
    pub request: &'static Schema,
    /// What is wrong with its request's body.
    pub check: fn(&str) -> Vec<Issue>,
    /// What its response has to be.
    pub response: &'static Kind,
}

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// `GET`.
    Get,
    /// `POST`.
    Post,
}

impl Method {
    /// As it is sent.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
        }
    }
}

/// What a call does to the server's state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Nothing.
    Reads,
    /// It makes something that was not there; sent twice it would be made twice.
    Creates,
}

/// `POST /v1/mgmt/outbound/app/create`
/// (<https://docs.descope.com/api/management/outbound-apps/create-outbound-app>).
pub static CREATE: Endpoint = Endpoint {
    action: "create the app",
    method: Method::Post,
    path: "/v1/mgmt/outbound/app/create",
    effect: Effect::Creates,
    request: &schema::APP,
    check: check_app_text,
    response: &schema::CREATE_RESPONSE,
};

/// `GET /v1/mgmt/outbound/app/{id}`
pub static LOAD: Endpoint = Endpoint {
    action: "load the app",
    method: Method::Get,
    path: "/v1/mgmt/outbound/app/",
    effect: Effect::Reads,
    request: &schema::NOTHING,
    check: |_| Vec::new(),
    response: &schema::CREATE_RESPONSE,
};

/// `GET /v1/mgmt/outbound/apps`
pub static LOAD_ALL: Endpoint = Endpoint {
    action: "load the apps",
    method: Method::Get,
    path: "/v1/mgmt/outbound/apps",
    effect: Effect::Reads,
    request: &schema::NOTHING,
    check: |_| Vec::new(),
    response: &schema::LOAD_ALL_RESPONSE,
};

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
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            for shift in [4, 0] {
                let digit = char::from_digit(u32::from(byte >> shift) & 0xF, 16).unwrap_or('0');
                encoded.push(digit.to_ascii_uppercase());
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
