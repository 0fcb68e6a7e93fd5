//! The path, the query and the body of a request.

use alloc::borrow::Cow;
use alloc::string::String;

use crate::model::Secret;
use crate::text::{concat, push};
use crate::value::{Builder, Document, Nulls, ObjectWriter, Value, to_json};

use super::endpoint::{Bearer, Endpoint, ParamLocation};

/// Returns the path and the query of a request, below the base URL. `None` if its id cannot be a segment of a path.
pub(super) fn target(endpoint: &Endpoint, request: Value<'_>) -> Option<Cow<'static, str>> {
    match endpoint.params {
        ParamLocation::Body | ParamLocation::Member(_) => Some(endpoint.path.into()),
        ParamLocation::Segment => {
            let segment = path_segment(request.get("id")?.as_str()?)?;
            Some(concat(&[endpoint.path, &segment]).into())
        }
        ParamLocation::Query => {
            let Value::Object(members) = request else {
                return Some(endpoint.path.into());
            };
            let mut target = String::from(endpoint.path);
            let mut separator = "?";
            for (name, value) in members.iter().filter(|(_, value)| *value != Value::Null) {
                for part in [separator, &percent_encoded(name.lossy()), "=", &parameter(value)] {
                    target.push_str(part);
                }
                separator = "&";
            }
            Some(target.into())
        }
    }
}

/// Encodes a value as a query parameter.
fn parameter(value: Value<'_>) -> String {
    match value {
        Value::String(text) => percent_encoded(text.lossy()),
        value => percent_encoded(to_json(value, Nulls::LeftOut).expose()),
    }
}

/// Returns the body of a request with these fields, as JSON without the members that are `null`.
pub(super) fn body(endpoint: &Endpoint, request: Value<'_>) -> Option<Secret> {
    match (endpoint.params, endpoint.bearer) {
        (ParamLocation::Segment | ParamLocation::Query, _) => None,
        (ParamLocation::Member(name), _) => {
            let mut body = ObjectWriter::default();
            body.value(name, request, Nulls::LeftOut);
            Some(body.finish())
        }
        (ParamLocation::Body, Bearer::AccessTokenOr(name)) => {
            Some(to_json(without(request, name).root(), Nulls::LeftOut))
        }
        (ParamLocation::Body, _) => Some(to_json(request, Nulls::LeftOut)),
    }
}

/// Returns the object without the member of this name.
pub(super) fn without(object: Value<'_>, name: &str) -> Document {
    let mut rest = Builder::default();
    match object {
        Value::Object(members) => rest.object(|rest| {
            for (member, value) in members.iter().filter(|(member, _)| member.lossy() != name) {
                rest.member(member, value);
            }
        }),
        other => rest.value(other),
    }
    rest.finish()
}

/// Encodes an id as a segment of a path (RFC 3986 §3.3), if it can be one: `.` and `..` have another meaning there,
/// encoded or not.
pub(super) fn path_segment(id: &str) -> Option<String> {
    (!matches!(id, "" | "." | "..")).then(|| percent_encoded(id))
}

/// Percent-encodes everything but the unreserved characters (RFC 3986 §2.3).
pub(super) fn percent_encoded(text: &str) -> String {
    // Has its full capacity from the start: growing would leave parts of a secret in freed memory.
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
    use super::super::registry::{DELETE_USER_TOKENS, LIST_APPS_WITH_USER_TOKEN, LOAD, LOAD_ALL, UPDATE};
    use super::{path_segment, target};
    use crate::value::Document;

    #[test]
    fn an_id_is_a_segment_and_fields_are_parameters_whatever_they_hold() {
        for (endpoint, request, expected) in [
            (&LOAD, r#"{"id":"a/b"}"#, Some("/v1/mgmt/outbound/app/a%2Fb")),
            (&LOAD, r#"{"id":".."}"#, None),
            (&LOAD, r#"{"id":""}"#, None),
            (&LOAD, r#"{"id":5}"#, None),
            (&LOAD_ALL, "{}", Some("/v1/mgmt/outbound/apps")),
            (
                &DELETE_USER_TOKENS,
                r#"{"appId":"a&b","userId":"ü %2f"}"#,
                Some("/v1/mgmt/outbound/user/tokens?appId=a%26b&userId=%C3%BC%20%252f"),
            ),
            (
                &LIST_APPS_WITH_USER_TOKEN,
                r#"{"userId":"u"}"#,
                Some("/v1/mgmt/outbound/apps-with-user-token?userId=u"),
            ),
            (&UPDATE, r#"{"id":".."}"#, Some("/v1/mgmt/outbound/app/update")),
        ] {
            let fields = Document::parse(request).unwrap();
            assert_eq!(target(endpoint, fields.root()).as_deref(), expected, "{request}");
        }
    }

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
