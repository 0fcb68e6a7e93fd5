//! Discovery: turns the metadata that an MCP server or an issuer publishes into the fields of an app.
//!
//! ```text
//!   URL ─► 401, WWW-Authenticate ─► protected resource metadata (RFC 9728) ─► its authorization server
//!    └──── an issuer itself ────────────────────────────────────────────────────────┤
//!          app, notes ◄── authorization server metadata (RFC 8414, OIDC Discovery) ◄┘
//! ```
//!
//! [`next`] takes every response so far, and returns the next URL to fetch or the app: it keeps no state. The responses
//! are untrusted. So only https is followed, redirects stay within an origin, the issuer must be the requested one (RFC
//! 8414 §3.3), and addresses of private networks are refused unless they are allowed.

use alloc::string::String;
use alloc::vec::Vec;

use crate::text::{concat, owned, pieces};
use crate::validate::{HttpUrl, Scheme, check_absolute_url, check_app, is_private_host, quote};
use crate::value::{Builder, Document, Value};

/// The maximum number of redirects that are followed for one URL.
const MOST_REDIRECTS: usize = 3;

/// The maximum number of URLs that are fetched.
const MOST_FETCHES: usize = 16;

const OAUTH: &str = "/.well-known/oauth-authorization-server";
const OPENID: &str = "/.well-known/openid-configuration";
const RESOURCE: &str = "/.well-known/oauth-protected-resource";

/// Returns the next step. `options` may hold `allowPrivate: true`; `responses` are those to the URLs fetched so far:
/// `{"url", "status", "authenticate", "location", "json", "failure"}`, each but the URL optional.
///
/// The step is `{"get": url}`, `{"app": {…}}` or `{"error": "…"}`, each with `"notes": [ … ]`.
#[must_use]
pub fn next(url: Value<'_>, options: Value<'_>, responses: Value<'_>) -> Document {
    let mut discovery = Discovery {
        responses,
        may_be_private: options.get("allowPrivate") == Some(Value::Bool(true)),
        notes: Vec::new(),
    };
    let outcome = discovery.run(url.as_str().unwrap_or_default().trim());
    let mut builder = Builder::default();
    builder.object(|object| {
        match outcome {
            Ok(app) => {
                object.string("app");
                object.value(app.root());
            }
            Err(Stop::Get(url)) => {
                object.string("get");
                object.string(&url);
            }
            Err(Stop::Failed(message)) => {
                object.string("error");
                object.string(&message);
            }
        }
        object.string("notes");
        object.array(|array| discovery.notes.iter().for_each(|note| array.string(note)));
    });
    builder.finish()
}

/// Returns whether any of a host's addresses, as texts, belongs to a private network.
#[must_use]
pub fn are_private(addresses: Value<'_>) -> Document {
    let is_private = |address: &str| {
        let is_v6 = address.contains(':');
        is_private_host(&if is_v6 {
            concat(&["[", address, "]"])
        } else {
            owned(address)
        })
    };
    let mut builder = Builder::default();
    builder.bool(addresses.items().iter().filter_map(Value::as_str).any(is_private));
    builder.finish()
}

/// The reason that there is no app yet.
enum Stop {
    /// This URL must be fetched first.
    Get(String),
    /// Discovery failed, with this message.
    Failed(String),
}

struct Discovery<'r> {
    responses: Value<'r>,
    may_be_private: bool,
    notes: Vec<String>,
}

/// The metadata of a protected resource.
struct Resource<'r> {
    identifier: String,
    metadata: Value<'r>,
    /// The scopes that the challenge asks for, separated by spaces.
    scope: Option<String>,
}

/// The metadata of an authorization server.
struct Server<'r> {
    metadata: Value<'r>,
    /// The URL of the metadata.
    url: String,
}

impl<'r> Discovery<'r> {
    fn run(&mut self, url: &str) -> Result<Document, Stop> {
        self.check_url(url)?;
        if url.contains("/.well-known/") {
            let response = self.get(url)?;
            let metadata = self.object(response).ok_or_else(|| no_metadata(url))?;
            if metadata.get("authorization_servers").is_some() {
                let resource = resource(metadata, None, None)?;
                return self.of_resource(url, &resource);
            }
            let server = server_at(url, metadata)?;
            return self.app(url, None, &server);
        }
        if let Some(resource) = self.find_resource(url)? {
            return self.of_resource(url, &resource);
        }
        let server = self.find_server(url, true)?;
        self.app(url, None, &server)
    }

    /// Finds the metadata of the resource at `url`, if it has any.
    fn find_resource(&mut self, url: &str) -> Result<Option<Resource<'r>>, Stop> {
        let response = self.get(url)?;
        let challenge = response.get("authenticate").and_then(Value::as_str).unwrap_or_default();
        let scope = parameter(challenge, "scope");
        if let Some(place) = parameter(challenge, "resource_metadata") {
            self.check_url(&place)?;
            let found = self.get(&place)?;
            let metadata = self.object(found).ok_or_else(|| no_metadata(&place))?;
            return resource(metadata, Some(url), scope).map(Some);
        }
        for place in well_known(url, RESOURCE) {
            let found = self.get(&place)?;
            if let Some(metadata) = self.object(found).filter(|metadata| metadata.get("resource").is_some()) {
                return resource(metadata, Some(url), scope).map(Some);
            }
        }
        Ok(None)
    }

    fn of_resource(&mut self, url: &str, resource: &Resource<'r>) -> Result<Document, Stop> {
        let mut issuers = strings(resource.metadata, "authorization_servers");
        let Some(issuer) = issuers.next() else {
            return failed(&["the protected resource names no authorization server"]);
        };
        let others: Vec<&str> = issuers.collect();
        if !others.is_empty() {
            self.note(&["there are other authorization servers, too: ", &others.join(", ")]);
        }
        self.check_url(issuer)?;
        let server = self.find_server(issuer, false)?;
        self.app(url, Some(resource), &server)
    }

    /// Finds the metadata of an issuer. With `or_origin`, tries the origin as well, since the URL may not be an issuer.
    fn find_server(&mut self, issuer: &str, or_origin: bool) -> Result<Server<'r>, Stop> {
        let mut issuers = Vec::from([issuer]);
        if or_origin && without_slash(issuer) != origin(issuer) {
            issuers.push(origin(issuer));
        }
        for issuer in issuers {
            for place in server_places(issuer) {
                let response = self.get(&place)?;
                let Some(metadata) = self
                    .object(response)
                    .filter(|metadata| metadata.get("issuer").is_some())
                else {
                    continue;
                };
                self.check_issuer(metadata, issuer)?;
                return Ok(Server { metadata, url: place });
            }
        }
        Err(no_metadata(issuer))
    }

    fn check_issuer(&mut self, metadata: Value<'_>, asked: &str) -> Result<(), Stop> {
        let named = text(metadata, "issuer").unwrap_or_default();
        if without_slash(named) != without_slash(asked) {
            return failed(&[
                "the metadata of ",
                &quote(asked),
                " names another issuer, ",
                &quote(named),
                ": it must not be used (RFC 8414 §3.3)",
            ]);
        }
        if named != asked {
            self.note(&[
                "the issuer is ",
                &quote(named),
                ", not ",
                &quote(asked),
                ": they differ by a slash",
            ]);
        }
        Ok(())
    }

    fn app(&mut self, url: &str, resource: Option<&Resource<'_>>, server: &Server<'_>) -> Result<Document, Stop> {
        let metadata = server.metadata;
        let [authorization, token] = ["authorization_endpoint", "token_endpoint"].map(|name| text(metadata, name));
        let (Some(authorization), Some(token)) = (authorization, token) else {
            return failed(&["the authorization server names no authorization_endpoint and token_endpoint"]);
        };
        for place in [Some(authorization), Some(token)]
            .into_iter()
            .chain(["revocation_endpoint", "registration_endpoint"].map(|name| text(metadata, name)))
            .flatten()
        {
            self.check_url(place)?;
        }
        let registration = text(metadata, "registration_endpoint");
        let has_pkce = self.note_server(metadata, registration);
        let scopes = self.scopes(resource, metadata);
        let name = resource.and_then(|resource| text(resource.metadata, "resource_name"));
        let identifier = resource.map(|resource| resource.identifier.as_str());
        let mut builder = Builder::default();
        builder.object(|app| {
            let mut put = |name: &str, value: Option<&str>| {
                if let Some(value) = value {
                    app.string(name);
                    app.string(value);
                }
            };
            put("name", name.or_else(|| host(url)));
            put("discoveryUrl", server.url.contains(OPENID).then_some(&server.url));
            put("authorizationUrl", Some(authorization));
            put("tokenUrl", Some(token));
            put("revocationUrl", text(metadata, "revocation_endpoint"));
            put("dcrUrl", registration);
            if registration.is_some() {
                app.string("useDcr");
                app.bool(true);
            }
            if has_pkce {
                app.string("pkce");
                app.bool(true);
            }
            if !scopes.is_empty() {
                app.string("defaultScopes");
                app.array(|array| scopes.iter().for_each(|scope| array.string(scope)));
            }
            for name in ["authorizationUrlParams", "tokenUrlParams"] {
                if let Some(identifier) = identifier {
                    app.string(name);
                    app.array(|array| {
                        array.object(|parameter| {
                            for (name, value) in [("key", "resource"), ("value", identifier)] {
                                parameter.string(name);
                                parameter.string(value);
                            }
                        });
                    });
                }
            }
        });
        let app = builder.finish();
        for issue in check_app(app.root()) {
            self.note(&[issue.severity.as_str(), ": ", &issue.path, " ", &issue.message]);
        }
        Ok(app)
    }

    /// Notes what the app's fields cannot express. Returns whether the server supports PKCE.
    fn note_server(&mut self, metadata: Value<'_>, registration: Option<&str>) -> bool {
        let lists = |name, value| {
            metadata
                .get(name)
                .is_some()
                .then(|| strings(metadata, name).any(|item| item == value))
        };
        if lists("response_types_supported", "code") == Some(false)
            || lists("grant_types_supported", "authorization_code") == Some(false)
        {
            self.note(&["the server does not offer the authorization code flow"]);
        }
        if lists("grant_types_supported", "refresh_token") == Some(false) {
            self.note(&["the server offers no refresh tokens"]);
        }
        let has_pkce = lists("code_challenge_methods_supported", "S256") == Some(true);
        if !has_pkce {
            self.note(&["the server does not say that it supports PKCE with S256, which MCP requires"]);
        }
        if lists("token_endpoint_auth_methods_supported", "none") == Some(true)
            && strings(metadata, "token_endpoint_auth_methods_supported").count() == 1
        {
            self.note(&["clients have no secret here"]);
        } else if lists("token_endpoint_auth_methods_supported", "client_secret_post") == Some(false) {
            let methods: Vec<&str> = strings(metadata, "token_endpoint_auth_methods_supported").collect();
            self.note(&["clients authenticate at the token endpoint with ", &methods.join(", ")]);
        }
        if metadata.get("client_id_metadata_document_supported") == Some(Value::Bool(true)) {
            self.note(&["client ID metadata documents are supported: the URL of one can be the clientId"]);
        }
        if registration.is_none() {
            self.note(&["the server registers no clients itself: get a clientId from its operator"]);
        }
        has_pkce
    }

    /// Returns the scopes that the resource asks for, rather than all that the server supports.
    fn scopes(&mut self, resource: Option<&Resource<'_>>, metadata: Value<'_>) -> Vec<String> {
        let challenged = resource
            .and_then(|resource| resource.scope.as_deref())
            .unwrap_or_default();
        let mut scopes: Vec<String> = pieces(challenged, b' ')
            .filter(|scope| !scope.is_empty())
            .map(owned)
            .collect();
        if let Some(resource) = resource.filter(|_| scopes.is_empty()) {
            scopes = strings(resource.metadata, "scopes_supported").map(owned).collect();
        }
        let supported: Vec<&str> = strings(metadata, "scopes_supported").collect();
        let offline = "offline_access";
        if scopes.is_empty() {
            if !supported.is_empty() {
                self.note(&["choose defaultScopes; the server supports ", &supported.join(" ")]);
            }
        } else if supported.contains(&offline) && !scopes.iter().any(|scope| scope == offline) {
            scopes.push(owned(offline));
            self.note(&["offline_access is added: without it there may be no refresh token"]);
        }
        scopes
    }

    /// Returns the response to `url`, or to its redirect target within the same origin.
    fn get(&mut self, url: &str) -> Result<Value<'r>, Stop> {
        let mut place = owned(url);
        for _ in 0..=MOST_REDIRECTS {
            let Some(response) = self.response(&place) else {
                if self.responses.items().iter().count() >= MOST_FETCHES {
                    return failed(&[
                        "the server refers to too many other addresses: ",
                        &quote(url),
                        " was not fetched",
                    ]);
                }
                return Err(Stop::Get(place));
            };
            let Some(location) = text(response, "location") else {
                return Ok(response);
            };
            let target = if location.starts_with('/') && !location.starts_with("//") {
                concat(&[origin(&place), location])
            } else {
                owned(location)
            };
            self.check_url(&target)?;
            if origin(&target) != origin(url) {
                return failed(&[
                    &quote(url),
                    " redirects to another origin, ",
                    &quote(origin(&target)),
                    ", which nothing authorizes to describe the first",
                ]);
            }
            place = target;
        }
        failed(&[&quote(url), " redirects too often"])
    }

    fn response(&self, url: &str) -> Option<Value<'r>> {
        let mut responses = self.responses.items().iter();
        responses.find(|response| response.get("url").and_then(Value::as_str) == Some(url))
    }

    /// Returns the JSON object of a success. Notes a failure.
    fn object(&mut self, response: Value<'r>) -> Option<Value<'r>> {
        if let Some(failure) = text(response, "failure") {
            let url = text(response, "url").unwrap_or_default();
            self.note(&[&quote(url), " ", failure]);
        }
        let is_success = response.get("status") == Some(Value::Number("200"));
        let json = response.get("json")?;
        (is_success && matches!(json, Value::Object(_))).then_some(json)
    }

    fn check_url(&self, url: &str) -> Result<(), Stop> {
        let problem = match check_absolute_url(url) {
            Err(problem) => problem.message(),
            Ok(HttpUrl { host, .. }) if !self.may_be_private && is_private_host(host) => {
                "is within a private network: it must be allowed"
            }
            Ok(url) if url.scheme == Scheme::Http && !(self.may_be_private && url.is_loopback()) => "must be https",
            Ok(_) => return Ok(()),
        };
        failed(&[&quote(url), " ", problem])
    }

    fn note(&mut self, parts: &[&str]) {
        let note = concat(parts);
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }
}

/// Returns the URLs at which an issuer's metadata may be, in MCP's order: the path inserted (RFC 8414 §3.1), then
/// appended (OpenID Connect Discovery §4).
fn server_places(issuer: &str) -> Vec<String> {
    let issuer = without_slash(issuer);
    let origin = origin(issuer);
    let path = issuer.strip_prefix(origin).unwrap_or_default();
    let mut places = Vec::from([concat(&[origin, OAUTH, path]), concat(&[origin, OPENID, path])]);
    if !path.is_empty() {
        places.push(concat(&[issuer, OPENID]));
    }
    places
}

/// Returns the URLs at which a resource's metadata may be: for its path, then for its origin (RFC 9728 §3.1).
fn well_known(url: &str, name: &str) -> Vec<String> {
    let url = without_slash(url);
    let origin = origin(url);
    let path = url.strip_prefix(origin).unwrap_or_default();
    let mut places = Vec::from([concat(&[origin, name])]);
    if !path.is_empty() {
        places.insert(0, concat(&[origin, name, path]));
    }
    places
}

fn without_slash(url: &str) -> &str {
    url.strip_suffix('/').unwrap_or(url)
}

/// Returns scheme, host and port, as written.
fn origin(url: &str) -> &str {
    let start = url.find("://").map_or(0, |at| at.saturating_add(3));
    let rest = url.get(start..).unwrap_or_default();
    let length = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    url.get(..start.saturating_add(length)).unwrap_or(url)
}

fn host(url: &str) -> Option<&str> {
    check_absolute_url(url).ok().map(|url| url.host)
}

fn text<'v>(object: Value<'v>, name: &str) -> Option<&'v str> {
    object.get(name)?.as_str().filter(|text| !text.is_empty())
}

fn strings<'v>(object: Value<'v>, name: &str) -> impl Iterator<Item = &'v str> + use<'v> {
    let list = object.get(name).unwrap_or(Value::Null);
    list.items().iter().filter_map(Value::as_str)
}

/// Returns a resource, if its metadata is for `url` (RFC 9728 §3.3). It may also name the origin or a parent path.
fn resource<'r>(metadata: Value<'r>, url: Option<&str>, scope: Option<String>) -> Result<Resource<'r>, Stop> {
    let identifier = text(metadata, "resource").ok_or_else(|| {
        Stop::Failed(owned(
            "the metadata of the protected resource does not name its resource",
        ))
    })?;
    let is_meant = url.is_none_or(|url| {
        let (named, asked) = (without_slash(identifier), without_slash(url));
        origin(named) == origin(asked)
            && asked
                .strip_prefix(named)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
    });
    if !is_meant {
        return failed(&[
            "the metadata is for another resource, ",
            &quote(identifier),
            ": it must not be used (RFC 9728 §3.3)",
        ]);
    }
    Ok(Resource {
        identifier: owned(identifier),
        metadata,
        scope,
    })
}

/// Returns the authorization server whose metadata is at `url` itself.
fn server_at<'r>(url: &str, metadata: Value<'r>) -> Result<Server<'r>, Stop> {
    let named = text(metadata, "issuer").unwrap_or_default();
    if !server_places(named).iter().any(|place| place == url) {
        return failed(&[
            "the metadata names another issuer, ",
            &quote(named),
            ", whose metadata is elsewhere (RFC 8414 §3.3)",
        ]);
    }
    Ok(Server {
        metadata,
        url: owned(url),
    })
}

/// Returns a parameter of a challenge (RFC 9110 §11.2), a quoted string or a token. It searches all challenges: no
/// other scheme has parameters of these names.
fn parameter(challenges: &str, name: &str) -> Option<String> {
    let mut rest = challenges;
    while let Some((before, after)) = rest.split_once('=') {
        let key = before.rsplit([' ', ',', '\t']).next().unwrap_or_default();
        let (value, behind) = if let Some(quoted) = after.strip_prefix('"') {
            quoted_string(quoted)
        } else {
            let (value, behind) = after.split_at_checked(after.find([' ', ',', '\t']).unwrap_or(after.len()))?;
            (owned(value), behind)
        };
        if key.eq_ignore_ascii_case(name) {
            return Some(value).filter(|value| !value.is_empty());
        }
        rest = behind;
    }
    None
}

/// Returns the unescaped text before the closing quote, and the rest after it.
fn quoted_string(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut is_escaped = false;
    for (at, character) in text.char_indices() {
        match character {
            '"' if !is_escaped => return (value, text.get(at.saturating_add(1)..).unwrap_or_default()),
            '\\' if !is_escaped => is_escaped = true,
            _ => {
                value.push(character);
                is_escaped = false;
            }
        }
    }
    (value, "")
}

fn no_metadata(place: &str) -> Stop {
    Stop::Failed(concat(&[
        "there is no metadata of an authorization server at ",
        &quote(place),
        ": enter the endpoints yourself",
    ]))
}

fn failed<T>(parts: &[&str]) -> Result<T, Stop> {
    Err(Stop::Failed(concat(parts)))
}
