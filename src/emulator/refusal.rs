//! The errors, in the documented shape: `{errorCode, errorDescription, errorMessage}` \[go, node, field\].
//!
//! Messages name fields and never hold a value that was sent.

use serde_json::{Value, json};

use super::exchange::Reply;

/// An error response to a request.
#[derive(Debug)]
pub(super) struct Refusal {
    status: u16,
    code: &'static str,
    description: &'static str,
    message: String,
    header: Option<(&'static str, String)>,
}

impl Refusal {
    fn new(status: u16, code: &'static str, description: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
            description,
            message: message.into(),
            header: None,
        }
    }

    fn with_header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.header = Some((name, value.into()));
        self
    }

    /// A request that the gateway in front of the server cannot read: `E011001` \[go\].
    pub(super) fn bad_request(message: impl Into<String>) -> Self {
        Self::new(400, "E011001", "Bad request", message)
    }

    /// `E011002` \[go\]
    pub(super) fn missing(field: &str) -> Self {
        Self::new(
            400,
            "E011002",
            "Missing arguments",
            format!("The {field} field is required"),
        )
    }

    /// `E011004` \[go\]
    pub(super) fn invalid(message: impl Into<String>) -> Self {
        Self::new(400, "E011004", "Invalid arguments", message)
    }

    /// The status is HTTP's \[RFC 9110 §15.5.2\]. The real server's code is not documented: clients must not depend on
    /// it.
    pub(super) fn unauthorized(message: &'static str) -> Self {
        Self::new(401, "E011001", "Unauthorized", message).with_header("www-authenticate", "Bearer")
    }

    /// 403 and 401 come from policies or scopes \[agent\]. The code is not documented.
    pub(super) fn forbidden(message: &'static str) -> Self {
        Self::new(403, "E011001", "Forbidden", message)
    }

    /// 404 for a load \[field\]. The rest is not documented: clients must not depend on it.
    pub(super) fn unknown_app() -> Self {
        Self::new(
            404,
            "E011004",
            "Invalid arguments",
            "There is no outbound app of this id",
        )
    }

    /// `E111504` \[issue 749, node PR 754\], 404 "Token not found" \[guide\]. The response to a delete is not
    /// documented: clients must not depend on it.
    pub(super) fn no_token() -> Self {
        Self::new(404, "E111504", "Token not found", "There is no such token")
    }

    /// `E151016` \[field\]. The status is not documented: clients must not depend on it.
    pub(super) fn api_key_token() -> Self {
        let description = "Failed to delete token";
        Self::new(
            400,
            "E151016",
            description,
            "The token is an API key, and cannot be deleted",
        )
    }

    /// `E152006` \[issue 750\]. The status is not documented: clients must not depend on it.
    pub(super) fn registration_failed() -> Self {
        let description = "Failed to perform dynamic client registration";
        Self::new(400, "E152006", description, "Failed to parse server URL")
    }

    /// Neither status nor code is documented: clients must not depend on them.
    pub(super) fn unknown_tenant() -> Self {
        Self::new(400, "E011004", "Invalid arguments", "There is no tenant of this id")
    }

    /// Neither status nor code is documented: clients must not depend on them.
    pub(super) fn unknown_template() -> Self {
        Self::new(404, "E011004", "Invalid arguments", "There is no template of this id")
    }

    /// `E011006`, 404 \[issue 752\]
    pub(super) fn unknown_path() -> Self {
        Self::new(404, "E011006", "Endpoint not found", "The API has no such path")
    }

    /// Neither status nor code is documented: clients must not depend on them. `Allow` is required \[RFC 9110
    /// §15.5.6\].
    pub(super) fn wrong_method(allowed: &str) -> Self {
        Self::new(405, "E011001", "Method not allowed", "This path has other methods").with_header("allow", allowed)
    }

    /// `E130429` \[go, py, java\], with `Retry-After` in seconds \[py, java\].
    pub(super) fn rate_limit(retry_after_s: u64) -> Self {
        Self::new(429, "E130429", "Rate limit exceeded", "Too many requests")
            .with_header("retry-after", retry_after_s.to_string())
    }

    /// The answer to a create whose id \[field\] or name \[py\] is taken: `E151001`, and status 500.
    pub(super) fn taken() -> Self {
        let description = "Failed to create OAuth application";
        Self::new(500, "E151001", description, "Failed to persist oauth app")
    }

    /// The answer to a failed update: `E151002`, and status 500 \[field\].
    pub(super) fn update_failed() -> Self {
        let description = "Failed to update OAuth application";
        Self::new(500, "E151002", description, "Failed to persist oauth app")
    }

    /// Returns the error fields of a refused item of a batch.
    pub(super) fn as_failure(&self) -> [(String, Value); 2] {
        [
            ("errorCode".to_owned(), self.code.into()),
            ("reason".to_owned(), self.message.clone().into()),
        ]
    }

    pub(super) fn into_reply(self) -> Reply {
        let body = json!({
            "errorCode": self.code,
            "errorDescription": self.description,
            "errorMessage": self.message,
        });
        let mut reply = Reply::json(self.status, &body);
        let header = self.header.map(|(name, value)| (name.to_owned(), value));
        reply.headers.extend(header);
        reply
    }
}
