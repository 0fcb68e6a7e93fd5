//! Checks the options of a client and of a call.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use crate::model::schema::{Kind, Schema, field};
use crate::model::{Secret, options};
use crate::text::{self, concat, decimal, owned, repeated};
use crate::validate::{Scheme, check_absolute_url, check_shape, quote};
use crate::value::Value;

use super::applied::Applied;
use super::call::Call;
use super::failure::{Failure, Reason};
use super::rate::RateLimit;
use super::redact::Redactor;
use super::retry::RetryPolicy;

/// The default time limit of one attempt, in milliseconds.
const TIMEOUT_MS: u32 = 30_000;

/// The default limit of a response: 10 MiB.
const MAX_RESPONSE_BYTES: u32 = 10_485_760;

/// The default number of retries.
const MAX_RETRIES: u32 = 3;

/// The default of the longest wait, in milliseconds.
const MAX_WAIT_MS: u32 = 60_000;

/// The longest delay of JavaScript's timers; a longer one fires at once.
const LONGEST_TIMEOUT_MS: u32 = 2_147_483_647;

/// An option that is a whole number, and its bounds.
struct Number {
    name: &'static str,
    least: u32,
    most: u32,
}

const fn number(name: &'static str, least: u32, most: u32) -> Number {
    Number { name, least, most }
}

static TIMEOUT: Number = number("timeoutMs", 1, LONGEST_TIMEOUT_MS);
static RETRIES: Number = number("maxRetries", 0, u32::MAX);
static WAIT: Number = number("maxWaitMs", 0, LONGEST_TIMEOUT_MS);
static RESPONSE_BYTES: Number = number("maxResponseBytes", 1, u32::MAX);
static REQUESTS: Number = number("requests", 1, u32::MAX);
static PER: Number = number("perMs", 1, LONGEST_TIMEOUT_MS);

/// Descope's API for a project id without a region.
const DEFAULT_BASE_URL: &str = "https://api.descope.com";

/// A project id of at least this length contains its region \[go\].
const REGIONAL_ID_LENGTH: usize = 32;

static CLIENT_OPTIONS: Schema = Schema::new(&[
    field("projectId", Kind::Text),
    field("managementKey", Kind::OrNull(&Kind::Secret)),
    field("baseUrl", Kind::Text),
    field("fetch", Kind::Function),
    field("headers", Kind::Map),
    field("timeoutMs", Kind::Number),
    field("maxRetries", Kind::Number),
    field("maxWaitMs", Kind::Number),
    field("maxResponseBytes", Kind::Number),
    field("allowInsecureBaseUrl", Kind::Bool),
    field("rateLimit", Kind::Any),
]);

/// The headers that every client sends.
const OWN_HEADERS: &[(&str, &str)] = &[
    ("content-type", "application/json"),
    ("x-descope-sdk-name", env!("CARGO_PKG_NAME")),
    ("x-descope-sdk-version", env!("CARGO_PKG_VERSION")),
];

static RATE_LIMIT: Schema = Schema::new(&[field("requests", Kind::Number), field("perMs", Kind::Number)]);

/// The headers that frame a request. With another value than fetch's, the server waits or closes the connection.
const SET_BY_FETCH: &[&str] = &["content-length", "transfer-encoding"];

/// The most custom headers. Each is compared with all others.
const MOST_HEADERS: usize = 1_000;

static CALL_OPTIONS: Schema = Schema::new(&[
    field("signal", Kind::OrNull(&Kind::Signal)),
    field("timeoutMs", Kind::Number),
    field("maxRetries", Kind::Number),
    field("validate", Kind::Text),
    field("accessToken", Kind::Secret),
]);

/// The environment variables that replace options which are left out; users of the official SDKs have set them \[go\].
#[derive(Clone, Debug, Default)]
pub struct Environment {
    /// `DESCOPE_PROJECT_ID`
    pub project_id: Option<String>,
    /// `DESCOPE_MANAGEMENT_KEY`
    pub management_key: Option<Secret>,
    /// `DESCOPE_BASE_URL`
    pub base_url: Option<String>,
    /// `DESCOPE_BASE_URI`, which the Python SDK reads \[py\]; `DESCOPE_BASE_URL` has precedence.
    pub base_uri: Option<String>,
}

impl Environment {
    /// Reads the variables from the members of this object.
    #[must_use]
    pub fn of(variables: Value<'_>) -> Self {
        let variable = |name| variables.get(name).and_then(Value::as_str);
        Self {
            project_id: variable("DESCOPE_PROJECT_ID").map(owned),
            management_key: variable("DESCOPE_MANAGEMENT_KEY").map(Secret::from),
            base_url: variable("DESCOPE_BASE_URL").map(owned),
            base_uri: variable("DESCOPE_BASE_URI").map(owned),
        }
    }
}

/// A client's options, checked and complete.
#[derive(Clone, Debug)]
pub struct ClientOptions {
    base_url: String,
    headers: Vec<(String, Secret)>,
    timeout_ms: u32,
    retry_policy: RetryPolicy,
    max_response_bytes: u32,
    rate: Rate,
    project_id: Option<String>,
    authorization: Authorization,
    redactor: Redactor,
}

/// The credential for calls without an access token of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Authorization {
    ManagementKey,
    /// The proxy at `baseUrl` adds the key.
    Proxy,
    /// None: every call needs an access token.
    None,
}

/// How a client stays within the server's rate limit, besides waiting after a 429.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rate {
    /// No further measure.
    #[default]
    Any,
    /// Requests carry the project's tier, by which the server then counts them.
    License,
    /// The client sends no more than this.
    Own(RateLimit),
}

options! {
    /// The options of one call.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct CallOptions {
        /// The time limit of one attempt, in milliseconds. Default: the client's.
        pub timeout_ms: Option<u32> as "number | undefined",
        /// The most retries of the call. Default: the client's.
        pub max_retries: Option<u32> as "number | undefined",
        /// Whether the request is checked before it is sent. Default: it is.
        pub validate: bool as "\"on\" | \"off\" | undefined",
        /// Authorizes the call in place of the management key: the access token of an inbound app or MCP client for a
        /// token fetch, or a user's session token for `connect`. It is sent with this call and not stored. No other
        /// call takes one.
        pub access_token: Option<Secret> as "string | undefined",
    }

    /// The options of one call.
    pub interface RequestOptions {
        /// Aborts the call, which then rejects with the signal's own `reason`, as `fetch` does.
        signal: "AbortSignal | null | undefined",
    }
}

impl ClientOptions {
    /// Checks the given options, and completes them from the environment.
    ///
    /// # Errors
    /// [`Reason::Config`], whose message names all problems and shows no secret.
    pub fn read(given: Value<'_>, environment: &Environment) -> Result<Self, Box<Failure>> {
        let mut reader = Reader::of(given, &CLIENT_OPTIONS);
        let key_is_elsewhere = given.get("managementKey") == Some(Value::Null);
        let project_id = reader.text("projectId", "DESCOPE_PROJECT_ID", environment.project_id.as_deref());
        let management_key = if key_is_elsewhere {
            None
        } else {
            reader
                .text(
                    "managementKey",
                    "DESCOPE_MANAGEMENT_KEY",
                    environment.management_key.as_ref().map(Secret::expose),
                )
                .map(Secret::new)
        };
        let base_urls = [
            ("DESCOPE_BASE_URL", environment.base_url.as_deref()),
            ("DESCOPE_BASE_URI", environment.base_uri.as_deref()),
        ];
        let is_set = |(_, value): &&(&str, Option<&str>)| value.is_some_and(|value| !value.is_empty());
        let (variable, value) = base_urls.iter().find(is_set).copied().unwrap_or_default();
        let base_url = reader.text("baseUrl", variable, value);
        let authorization = match (key_is_elsewhere, &base_url) {
            (false, _) => Authorization::ManagementKey,
            (true, Some(_)) => Authorization::Proxy,
            (true, None) => Authorization::None,
        };
        if key_is_elsewhere {
            reader.require(
                "baseUrl",
                base_url.is_some() || project_id.is_some(),
                "with managementKey: null, pass the address of a proxy that adds the key, or the projectId for calls \
                 with an accessToken",
            );
        } else {
            reader.require("projectId", project_id.is_some(), "pass it, or set DESCOPE_PROJECT_ID");
            reader.require(
                "managementKey",
                management_key.is_some(),
                "pass it, or set DESCOPE_MANAGEMENT_KEY",
            );
        }
        reader.check("projectId", project_id.as_deref(), credential_problem);
        reader.check(
            "managementKey",
            management_key.as_ref().map(Secret::expose),
            credential_problem,
        );
        let options = Self {
            base_url: reader.base_url(base_url, project_id.as_deref()),
            headers: reader.headers(project_id.as_deref(), management_key.as_ref()),
            timeout_ms: reader.whole_number(&TIMEOUT).unwrap_or(TIMEOUT_MS),
            retry_policy: RetryPolicy {
                max_retries: reader.whole_number(&RETRIES).unwrap_or(MAX_RETRIES),
                max_wait_ms: reader.whole_number(&WAIT).unwrap_or(MAX_WAIT_MS),
            },
            max_response_bytes: reader.whole_number(&RESPONSE_BYTES).unwrap_or(MAX_RESPONSE_BYTES),
            rate: reader.rate(),
            project_id,
            authorization,
            redactor: Redactor::new(reader.secrets(management_key)),
        };
        reader.finish("The client's options cannot be used").map(|()| options)
    }

    /// The URL of the API, without a trailing slash.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// Returns the URL of a path.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        concat(&[&self.base_url, path])
    }

    /// The headers of every request. The values may be secret.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.headers.iter().map(|(name, value)| (name.as_str(), value.expose()))
    }

    /// Checks that the client can authorize the call.
    ///
    /// # Errors
    /// [`Reason::Config`] if the call has an access token but the client has no project, or if the call has none and
    /// the client has no management key.
    pub fn can_authorize(&self, call: &Call) -> Result<(), Box<Failure>> {
        let missing = match (call.needs_management_key(), self.authorization) {
            (true, Authorization::None) if call.takes_access_token() => {
                "a managementKey for its client, or an accessToken of its own"
            }
            (true, Authorization::None) => "a managementKey for its client",
            (false, _) if self.project_id.is_none() => "the client's projectId",
            _ => return Ok(()),
        };
        let message = concat(&["The call cannot be made: it needs ", missing]);
        Err(Failure::new(Reason::Config, Applied::No, message))
    }

    /// Returns the `Authorization` header with this token in place of the management key.
    #[must_use]
    pub fn authorization(&self, bearer: &Secret) -> Secret {
        bearer_of(self.project_id.as_deref().unwrap_or_default(), bearer)
    }

    /// The time limit of one attempt, in milliseconds.
    #[must_use]
    pub fn timeout_ms(&self) -> u32 {
        self.timeout_ms
    }

    /// How many times a call is tried again, and how long it may wait.
    #[must_use]
    pub fn retry_policy(&self) -> RetryPolicy {
        self.retry_policy
    }

    /// The limit of a response, in bytes.
    #[must_use]
    pub fn max_response_bytes(&self) -> u32 {
        self.max_response_bytes
    }

    /// How the client stays within the server's rate limit.
    #[must_use]
    pub fn rate(&self) -> Rate {
        self.rate
    }

    /// A redactor that knows the client's secrets.
    #[must_use]
    pub fn redactor(&self) -> &Redactor {
        &self.redactor
    }
}

impl Default for CallOptions {
    fn default() -> Self {
        Self::DEFAULT
    }
}

impl CallOptions {
    /// The defaults.
    pub const DEFAULT: Self = Self {
        timeout_ms: None,
        max_retries: None,
        validate: true,
        access_token: None,
    };

    /// Checks the given options.
    ///
    /// # Errors
    /// [`Reason::Config`], whose message names all problems.
    pub fn read(given: Value<'_>) -> Result<Self, Box<Failure>> {
        let mut reader = Reader::of(given, &CALL_OPTIONS);
        let validate = given.get("validate").and_then(Value::as_str);
        if validate.is_some_and(|validate| !matches!(validate, "on" | "off")) {
            reader.problem("validate", "must be \"on\" or \"off\"");
        }
        let access_token = given.get("accessToken").and_then(Value::as_str);
        reader.check("accessToken", access_token, credential_problem);
        let options = Self {
            timeout_ms: reader.whole_number(&TIMEOUT),
            max_retries: reader.whole_number(&RETRIES),
            validate: validate != Some("off"),
            access_token: access_token.map(Secret::from),
        };
        reader.finish("The call's options cannot be used").map(|()| options)
    }
}

/// Reads options, and collects their problems. After a problem, the returned values no longer matter.
struct Reader<'o> {
    given: Value<'o>,
    problems: Vec<String>,
    /// The options from the environment, with their variables.
    variables: Vec<(&'static str, &'static str)>,
}

impl<'o> Reader<'o> {
    fn of(given: Value<'o>, schema: &'static Schema) -> Self {
        let mut reader = Self {
            given,
            problems: Vec::new(),
            variables: Vec::new(),
        };
        for issue in check_shape(given, schema) {
            let place = if issue.path.is_empty() { "options" } else { &issue.path };
            reader.problems.push(concat(&[place, ": ", &issue.message]));
        }
        reader
    }

    fn finish(self, summary: &str) -> Result<(), Box<Failure>> {
        if self.problems.is_empty() {
            return Ok(());
        }
        let mut message = concat(&[summary, ":"]);
        for problem in &self.problems {
            for part in ["\n  ", problem] {
                message.push_str(part);
            }
        }
        Err(Failure::new(Reason::Config, Applied::No, message))
    }

    fn problem(&mut self, name: &str, problem: &str) {
        let mut variables = self.variables.iter();
        let source = match variables.find(|(option, _)| *option == name) {
            Some((_, variable)) => concat(&[" (from ", variable, ")"]),
            None => String::new(),
        };
        self.problems.push(concat(&[name, &source, ": ", problem]));
    }

    /// Returns the given string, else the environment's. An empty string counts as left out, as unset variables do in
    /// many shell scripts.
    fn text(&mut self, name: &'static str, variable: &'static str, environment: Option<&str>) -> Option<String> {
        match self.given.get(name) {
            Some(Value::String(text)) if !text.lossy().is_empty() => return text.well_formed().map(owned),
            Some(Value::String(_)) | None => {}
            Some(_) => return None,
        }
        self.variables.push((name, variable));
        environment.filter(|text| !text.is_empty()).map(owned)
    }

    fn require(&mut self, name: &str, is_there: bool, hint: &str) {
        // A wrong type has been reported already.
        let is_wrong = matches!(self.given.get(name), Some(value) if value.as_str().is_none());
        if !is_there && !is_wrong {
            self.problems.push(concat(&[name, ": is missing: ", hint]));
        }
    }

    fn check(&mut self, name: &str, value: Option<&str>, problem: fn(&str) -> Option<&'static str>) {
        if let Some(problem) = value.and_then(problem) {
            self.problem(name, problem);
        }
    }

    fn whole_number(&mut self, option: &Number) -> Option<u32> {
        let Some(Value::Number(digits)) = self.given.get(option.name) else {
            return None;
        };
        let number = text::number(digits).and_then(|number| u32::try_from(number).ok());
        let number = number.filter(|number| (option.least..=option.most).contains(number));
        if number.is_none() {
            let (least, most) = (decimal(option.least.into()), decimal(option.most.into()));
            self.problem(
                option.name,
                &concat(&["must be a whole number from ", &least, " to ", &most]),
            );
        }
        number
    }

    fn rate(&mut self) -> Rate {
        match self.given.get("rateLimit") {
            None => Rate::Any,
            Some(Value::String(text)) if text.lossy() == "license" => Rate::License,
            Some(limit @ Value::Object(_)) => {
                let mut inner = Reader::of(limit, &RATE_LIMIT);
                let requests = inner.whole_number(&REQUESTS);
                let per_ms = inner.whole_number(&PER);
                inner.require("requests", limit.get("requests").is_some(), "how many");
                inner.require("perMs", limit.get("perMs").is_some(), "in how many milliseconds");
                for problem in inner.problems {
                    self.problems.push(concat(&["rateLimit.", &problem]));
                }
                requests.zip(per_ms).map_or(Rate::Any, |(requests, per_ms)| {
                    Rate::Own(RateLimit { requests, per_ms })
                })
            }
            Some(_) => {
                self.problem("rateLimit", "must be \"license\", or an object with requests and perMs");
                Rate::Any
            }
        }
    }

    /// Returns the given base URL, else that of the project's region.
    fn base_url(&mut self, given: Option<String>, project_id: Option<&str>) -> String {
        match given {
            Some(given) => {
                let allow_insecure = self.given.get("allowInsecureBaseUrl") == Some(Value::Bool(true));
                if let Some(problem) = base_url_problem(&given, allow_insecure) {
                    self.problem("baseUrl", problem);
                }
                owned(given.trim_end_matches('/'))
            }
            None => match project_id.map(region) {
                Some(Region::Named(region)) => concat(&["https://api.", region, ".descope.com"]),
                Some(Region::Unusable) => {
                    self.problem(
                        "projectId",
                        "has no region in its characters 2 to 5, as an id of this length should; is it complete?",
                    );
                    String::new()
                }
                Some(Region::Default) | None => owned(DEFAULT_BASE_URL),
            },
        }
    }

    /// Returns the management key and the values of the custom headers, which may be secret too.
    fn secrets(&self, management_key: Option<Secret>) -> Vec<Secret> {
        let mut secrets = Vec::new();
        secrets.extend(management_key);
        if let Some(Value::Object(headers)) = self.given.get("headers") {
            secrets.extend(headers.iter().filter_map(|(_, value)| value.as_str().map(Secret::from)));
        }
        secrets
    }

    /// Returns the headers of every request: the client's own and the given ones.
    fn headers(&mut self, project_id: Option<&str>, management_key: Option<&Secret>) -> Vec<(String, Secret)> {
        let mut headers = Vec::new();
        for (name, value) in OWN_HEADERS {
            headers.push((owned(name), Secret::from(*value)));
        }
        if let (Some(project_id), Some(key)) = (project_id, management_key) {
            headers.push((owned("authorization"), bearer_of(project_id, key)));
        }
        if let Some(project_id) = project_id {
            headers.push((owned("x-descope-project-id"), Secret::from(project_id)));
        }
        if let Some(Value::Object(given)) = self.given.get("headers") {
            if given.iter().nth(MOST_HEADERS).is_some() {
                self.problem("headers", "are too many: no server takes more than 1,000");
            }
            let own = headers.len();
            for (name, value) in given.iter().take(MOST_HEADERS) {
                let value = Secret::from(value.as_str().unwrap_or_default());
                headers.push((name.lossy().to_ascii_lowercase(), value));
            }
            let names: Vec<_> = headers.iter().map(|(name, _)| name.as_str()).collect();
            let is_repeated = repeated(&names);
            for ((name, value), stands_twice) in headers.iter().zip(is_repeated).skip(own) {
                if let Some(problem) = header_problem(name, value.expose(), stands_twice) {
                    self.problem(&concat(&["headers[", &quote(name), "]"]), problem);
                }
            }
        }
        headers
    }
}

fn bearer_of(project_id: &str, key: &Secret) -> Secret {
    Secret::new(concat(&["Bearer ", project_id, ":", key.expose()]))
}

/// Returns why a project id, a key or a token cannot travel in the `Authorization` header.
fn credential_problem(credential: &str) -> Option<&'static str> {
    if credential.is_empty() {
        Some("is empty")
    } else if credential.trim() != credential {
        Some("has white space at its beginning or end; trim it")
    } else if credential.chars().all(|character| character.is_ascii_graphic()) {
        None
    } else {
        Some("holds a character that cannot travel in a header; only printable ASCII without spaces can")
    }
}

fn header_problem(name: &str, value: &str, stands_twice: bool) -> Option<&'static str> {
    let is_token = !name.is_empty() && name.bytes().all(is_token_byte);
    let is_value = value.trim() == value && value.bytes().all(|byte| matches!(byte, b'\t' | b' '..=b'~'));
    if !is_token {
        Some("is not a valid header name (RFC 9110 §5.1)")
    } else if !is_value {
        Some("holds a character that cannot travel in a header, or white space at its beginning or end (RFC 9110 §5.5)")
    } else if SET_BY_FETCH.contains(&name) {
        Some("is set by fetch, to what the request needs (RFC 9112 §6)")
    } else if stands_twice {
        Some("is set by the client itself, or stands here twice")
    } else {
        None
    }
}

/// `tchar` of RFC 9110 §5.6.2.
fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

enum Region<'p> {
    Default,
    Named(&'p str),
    Unusable,
}

/// Returns the region in a project id \[go\]. It becomes part of a host name, so only letters and digits are allowed: a
/// crafted project id must not send the key to another host.
fn region(project_id: &str) -> Region<'_> {
    if project_id.len() < REGIONAL_ID_LENGTH {
        return Region::Default;
    }
    match project_id.get(1..5) {
        Some(region) if region.bytes().all(|byte| byte.is_ascii_alphanumeric()) => Region::Named(region),
        _ => Region::Unusable,
    }
}

fn base_url_problem(text: &str, allow_insecure: bool) -> Option<&'static str> {
    match check_absolute_url(text) {
        Err(problem) => Some(problem.message()),
        Ok(_) if text.bytes().any(|byte| byte == b'?') => Some("must not have a query"),
        Ok(url) if url.scheme == Scheme::Http && !url.is_loopback() && !allow_insecure => Some(
            "must begin with https://, or the key can be read on the way; set allowInsecureBaseUrl if that is meant",
        ),
        Ok(_) => None,
    }
}
