//! A checked request, with its path and its credential.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use crate::model::Secret;
use crate::text::owned;
use crate::validate::{Issue, IssueCode, Nulls, Severity};
use crate::value::{Document, Value};

use super::endpoint::{Bearer, Endpoint};
use super::failure::Failure;
use super::report;
use super::target::target;

/// The request of a call.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) endpoint: &'static Endpoint,
    /// The path and the query, below the base URL.
    pub(super) path: Cow<'static, str>,
    /// The fields.
    pub(super) fields: Document,
    /// The token that authorizes it in place of the management key.
    pub(super) bearer: Option<Secret>,
    /// The id of the app that the answer has to name, if the request names one.
    pub(super) app_id: Option<String>,
}

impl Request {
    /// # Errors
    /// [`Reason::Validation`](super::Reason::Validation) if `validate` is true and the fields have errors, or if they
    /// cannot be sent at all; [`Reason::Config`](super::Reason::Config) if the endpoint takes no access token.
    pub(super) fn new(
        endpoint: &'static Endpoint,
        given: Document,
        validate: bool,
        access_token: Option<Secret>,
    ) -> Result<Self, Box<Failure>> {
        let fields = given.root();
        let endpoint = endpoint.for_request(fields);
        // Values that JSON cannot represent cannot be sent; a `null` that means "all" is most likely a mistake.
        let must_check = given.has_non_json() || endpoint.request.nulls == Nulls::MeansAll && given.has_null();
        let mut issues = if validate || must_check {
            endpoint.request.check(fields)
        } else {
            Vec::new()
        };
        let bearer = bearer(endpoint, fields, access_token, &mut issues)?;
        report::refuse_errors(endpoint.action, issues)?;
        let path = target(endpoint, fields).ok_or_else(|| report::no_path(endpoint))?;
        let app_id = endpoint.answers_with_app().then(|| fields.get("id")).flatten();
        let app_id = app_id.and_then(Value::as_str).filter(|id| !id.is_empty()).map(owned);
        Ok(Self {
            endpoint,
            path,
            fields: given,
            bearer,
            app_id,
        })
    }
}

/// Returns the token that authorizes the request in place of the management key.
fn bearer(
    endpoint: &Endpoint,
    fields: Value<'_>,
    access_token: Option<Secret>,
    issues: &mut Vec<Issue>,
) -> Result<Option<Secret>, Box<Failure>> {
    match (endpoint.bearer, access_token) {
        (Bearer::ManagementKey, Some(_)) => Err(report::takes_no_access_token(endpoint)),
        (Bearer::AccessTokenOr(name), None) => {
            let token = fields.get(name).and_then(Value::as_str).map(Secret::from);
            // The check reports a token that is not a string.
            if matches!(fields.get(name), None | Some(Value::Null)) {
                issues.push(Issue {
                    path: owned(name),
                    code: IssueCode::Missing,
                    severity: Severity::Error,
                    message: owned("is required, or else the call's option accessToken"),
                });
            }
            Ok(token)
        }
        (_, access_token) => Ok(access_token),
    }
}
