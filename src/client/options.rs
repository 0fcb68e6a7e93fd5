//! The options of a client and of a call, as the core reads them.

use crate::model::Secret;
use crate::protocol::{CallOptions, Rate};
use crate::text::decimal;
use crate::value::{Builder, Document};

/// The address and credentials of Descope's API. Environment variables are not read.
///
/// ```
/// use descope_outbound::client::Options;
///
/// let options = Options {
///     project_id: Some("P2abc".into()),
///     management_key: Some("K2def".into()),
///     ..Options::default()
/// };
/// assert!(!format!("{options:?}").contains("K2def"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The Descope project.
    pub project_id: Option<String>,
    /// A management key of the project. Never use it in a browser: leave it out there, and pass as `base_url` the URL
    /// of your proxy that adds the `Authorization` header. Without either, each call needs an
    /// [`access_token`](CallOptions::access_token).
    pub management_key: Option<Secret>,
    /// A custom domain, a proxy or a test server; else Descope's API in the region that the project id names. Plain
    /// http is for loopback hosts.
    pub base_url: Option<String>,
    /// Headers to send with every request, besides the client's own.
    pub headers: Vec<(String, Secret)>,
    /// The timeout of one attempt, in milliseconds. Default: 30,000.
    pub timeout_ms: Option<u32>,
    /// The maximum number of retries after a failure that may pass. Default: 3; 0 sends once.
    pub max_retries: Option<u32>,
    /// The longest wait that the server may ask for (`Retry-After`), in milliseconds. Default: 60,000. If the server
    /// asks for longer, the call fails at once.
    pub max_wait_ms: Option<u32>,
    /// The maximum length of a response, in bytes. Default: 10 MiB.
    pub max_response_bytes: Option<u32>,
    /// Allows plain http for `base_url` on any host: the key can then be read on the way.
    pub allow_insecure_base_url: bool,
    /// How the client keeps within the server's rate limit, besides waiting when asked to. Default: not at all.
    pub rate_limit: Rate,
}

impl Options {
    /// Returns the options as JavaScript would pass them.
    pub(super) fn to_document(&self) -> Document {
        let mut options = Builder::default();
        options.object(|options| {
            string(options, "projectId", self.project_id.as_deref());
            string(options, "baseUrl", self.base_url.as_deref());
            options.string("managementKey");
            match &self.management_key {
                Some(key) => options.string(key.expose()),
                None => options.null(),
            }
            if !self.headers.is_empty() {
                options.string("headers");
                options.object(|headers| {
                    for (name, value) in &self.headers {
                        string(headers, name, Some(value.expose()));
                    }
                });
            }
            number(options, "timeoutMs", self.timeout_ms);
            number(options, "maxRetries", self.max_retries);
            number(options, "maxWaitMs", self.max_wait_ms);
            number(options, "maxResponseBytes", self.max_response_bytes);
            options.string("allowInsecureBaseUrl");
            options.bool(self.allow_insecure_base_url);
            match self.rate_limit {
                Rate::Any => {}
                Rate::License => string(options, "rateLimit", Some("license")),
                Rate::Own(limit) => {
                    options.string("rateLimit");
                    options.object(|rate| {
                        number(rate, "requests", Some(limit.requests));
                        number(rate, "perMs", Some(limit.per_ms));
                    });
                }
            }
        });
        options.finish()
    }
}

/// Returns the options of one call, likewise.
pub(super) fn call_options(options: &CallOptions) -> Document {
    let mut document = Builder::default();
    document.object(|document| {
        number(document, "timeoutMs", options.timeout_ms);
        number(document, "maxRetries", options.max_retries);
        string(document, "validate", (!options.validate).then_some("off"));
        string(
            document,
            "accessToken",
            options.access_token.as_ref().map(Secret::expose),
        );
    });
    document.finish()
}

fn string(object: &mut Builder, name: &str, value: Option<&str>) {
    if let Some(value) = value {
        object.string(name);
        object.string(value);
    }
}

fn number(object: &mut Builder, name: &str, value: Option<u32>) {
    if let Some(value) = value {
        object.string(name);
        object.number(&decimal(value.into()));
    }
}
