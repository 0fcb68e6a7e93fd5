//! Where a request goes: its path, and what it carries where.

use alloc::borrow::Cow;
use alloc::string::String;

use crate::model::Secret;
use crate::text::concat;
use crate::value::{Builder, Document, Nulls, Value, to_json, write_json};

use super::endpoint::{Bearer, Carrier, Endpoint, path_segment, percent_encoded};

/// The path and the query of a request, below the base URL. Nothing if its id can be no segment of a path.
pub(super) fn target(endpoint: &Endpoint, request: Value<'_>) -> Option<Cow<'static, str>> {
    match endpoint.carrier {
        Carrier::Body | Carrier::Member(_) => Some(endpoint.path.into()),
        Carrier::Segment => {
            let segment = path_segment(request.get("id")?.as_str()?)?;
            Some(concat(&[endpoint.path, &segment]).into())
        }
        Carrier::Query => {
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

/// A value as a parameter has it.
fn parameter(value: Value<'_>) -> String {
    match value {
        Value::String(text) => percent_encoded(text.lossy()),
        value => percent_encoded(to_json(value, Nulls::LeftOut).expose()),
    }
}

/// The body of a request with these fields, as JSON without the members that are `null`.
pub(super) fn body(endpoint: &Endpoint, request: Value<'_>) -> Option<Secret> {
    match (endpoint.carrier, endpoint.bearer) {
        (Carrier::Segment | Carrier::Query, _) => None,
        (Carrier::Member(name), _) => {
            let mut json = Secret::default();
            for part in ["{\"", name, "\":"] {
                json.push_str(part);
            }
            write_json(request, Nulls::LeftOut, &mut json);
            json.push_str("}");
            Some(json)
        }
        (Carrier::Body, Bearer::AccessTokenOr(name)) => Some(to_json(without(request, name).root(), Nulls::LeftOut)),
        (Carrier::Body, _) => Some(to_json(request, Nulls::LeftOut)),
    }
}

/// The object without the member of this name.
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

#[cfg(test)]
mod tests {
    use super::super::endpoint::{DELETE_USER_TOKENS, LIST_APPS_WITH_USER_TOKEN, LOAD, LOAD_ALL, UPDATE};
    use super::target;
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
}
