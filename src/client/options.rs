//! The options of a client and of a call, as the core reads them.

use crate::model::{Secret, options};
use crate::protocol::{CallOptions, Rate};
use crate::text::decimal;
use crate::value::{Builder, Document};

options! {
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
        pub project_id: Option<String> as "string | undefined",
        /// A management key of the project. Do not use it in a browser: there, pass no key (`null`), and as the base
        /// URL that of your proxy, which adds the `Authorization` header. Without a key and a base URL, each call needs
        /// an access token of its own.
        pub management_key: Option<Secret> as "string | null | undefined",
        /// A custom domain, a proxy or a test server instead of Descope's API. Default: the API of the project id's
        /// region. Plain http is allowed for loopback hosts only.
        pub base_url: Option<String> as "string | undefined",
        /// Headers for every request, in addition to the client's own.
        pub headers: Vec<(String, Secret)> as "Record<string, string> | Iterable<readonly [string, string]> | undefined",
        /// The time limit of one attempt, in milliseconds. Default 30,000.
        pub timeout_ms: Option<u32> as "number | undefined",
        /// The most retries of a call after a transient failure. Default 3; 0 sends once.
        pub max_retries: Option<u32> as "number | undefined",
        /// The longest wait that the server may ask for (`Retry-After`), in milliseconds; if it asks for more, the call
        /// fails at once as rate-limited. Default 60,000.
        pub max_wait_ms: Option<u32> as "number | undefined",
        /// The limit of a response, in bytes; a call rejects a longer one. Default 10 MiB.
        pub max_response_bytes: Option<u32> as "number | undefined",
        /// Allows plain http in the base URL for any host: the key can then be read on the way.
        pub allow_insecure_base_url: bool as "boolean | undefined",
        /// Stays within the server's rate limit, besides waiting after a 429. `"license"` asks once for the project's
        /// tier and sends it with every request, so that the server counts requests by project and not by address; if
        /// the tier is not available, calls go on without it. An object limits the client to `requests` in `perMs`
        /// milliseconds: further requests wait for their turn, up to `maxWaitMs`. Default: neither.
        pub rate_limit: Rate as "\"license\" | { requests: number; perMs: number } | undefined",
    }

    /// The options of a client. Each of `projectId`, `managementKey` and `baseUrl` defaults to an environment variable,
    /// if the runtime has one: `DESCOPE_PROJECT_ID`, `DESCOPE_MANAGEMENT_KEY`, and `DESCOPE_BASE_URL` or
    /// `DESCOPE_BASE_URI`.
    pub interface OutboundAppsOptions {
        /// Used instead of the global `fetch`.
        fetch: "((input: string, init: RequestInit) => Promise<Response>) | undefined",
    }
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
