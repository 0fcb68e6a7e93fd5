//! Discovery of servers. The first table has the shapes and quirks of real servers, shortened; the second has servers
//! that must not be trusted.

#![allow(missing_docs, reason = "a test's name says it")]
#![allow(clippy::needless_pass_by_value, reason = "tables read better without `&`")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

use descope_outbound::provision::discovery::{are_private, next};
use descope_outbound::value::{Document, Nulls, to_json};
use serde_json::{Value, json};

/// How a server responds to a URL; to all others, with 404.
enum Response {
    /// 401, with this challenge.
    Challenge(&'static str),
    /// 200.
    Json(Value),
    /// 302, to this location.
    Redirect(&'static str),
    /// Another status.
    Status(u16),
    /// No response, for this reason.
    Fails(&'static str),
}

use Response::{Challenge, Fails, Json, Redirect, Status};

type Web = Vec<(&'static str, Response)>;

/// Returns the result of the discovery, and the URLs that it fetched.
fn discover(url: &str, web: &Web, allow_private: bool) -> (Value, Vec<String>) {
    let mut responses = Vec::new();
    let mut fetched = Vec::new();
    loop {
        let step = ask(url, &json!({ "allowPrivate": allow_private }), &json!(responses));
        let Some(get) = step["get"].as_str() else {
            return (step, fetched);
        };
        assert!(fetched.len() < 32, "it never ends: {fetched:?}");
        let found = web.iter().find(|(url, _)| *url == get).map(|(_, response)| response);
        let mut response = match found {
            None => json!({ "status": 404 }),
            Some(Challenge(challenge)) => json!({ "status": 401, "authenticate": challenge }),
            Some(Json(value)) => json!({ "status": 200, "json": value }),
            Some(Redirect(location)) => json!({ "status": 302, "location": location }),
            Some(Status(status)) => json!({ "status": status }),
            Some(Fails(failure)) => json!({ "failure": failure }),
        };
        response["url"] = json!(get);
        responses.push(response);
        fetched.push(get.to_owned());
    }
}

fn ask(url: &str, options: &Value, responses: &Value) -> Value {
    let documents =
        [json!(url), options.clone(), responses.clone()].map(|value| Document::parse(&value.to_string()).unwrap());
    let [url, options, responses] = documents.each_ref().map(Document::root);
    let answer = next(url, options, responses);
    serde_json::from_str(to_json(answer.root(), Nulls::Kept).expose()).unwrap()
}

/// Returns the metadata of an authorization server, with additional members.
fn server(issuer: &str, authorize: &str, token: &str, more: Value) -> Response {
    let mut metadata = json!({
        "issuer": issuer,
        "authorization_endpoint": authorize,
        "token_endpoint": token,
        "response_types_supported": ["code"],
        "code_challenge_methods_supported": ["S256"],
    });
    merge(&mut metadata, more);
    Json(metadata)
}

fn merge(into: &mut Value, more: Value) {
    for (name, value) in more.as_object().unwrap() {
        into[name] = value.clone();
    }
}

fn resource(resource: &str, server: &str, more: Value) -> Response {
    let mut metadata = json!({ "resource": resource, "authorization_servers": [server] });
    merge(&mut metadata, more);
    Json(metadata)
}

struct Case {
    url: &'static str,
    web: Web,
    app: Value,
    /// Parts of the expected notes.
    notes: &'static [&'static str],
}

fn param(resource: &str) -> Value {
    json!([{ "key": "resource", "value": resource }])
}

#[allow(clippy::too_many_lines, reason = "a table")]
fn real_servers() -> Vec<Case> {
    vec![
        // Notion: metadata for the path; it is its own authorization server, with client registration.
        Case {
            url: "https://mcp.notion.com/mcp",
            web: vec![
                (
                    "https://mcp.notion.com/mcp",
                    Challenge(
                        r#"Bearer realm="OAuth", resource_metadata="https://mcp.notion.com/.well-known/oauth-protected-resource/mcp", error="invalid_token""#,
                    ),
                ),
                (
                    "https://mcp.notion.com/.well-known/oauth-protected-resource/mcp",
                    resource(
                        "https://mcp.notion.com/mcp",
                        "https://mcp.notion.com",
                        json!({ "resource_name": "Notion MCP (Beta)" }),
                    ),
                ),
                (
                    "https://mcp.notion.com/.well-known/oauth-authorization-server",
                    server(
                        "https://mcp.notion.com",
                        "https://mcp.notion.com/authorize",
                        "https://mcp.notion.com/token",
                        json!({ "registration_endpoint": "https://mcp.notion.com/register", "revocation_endpoint": "https://mcp.notion.com/token", "grant_types_supported": ["authorization_code", "refresh_token"], "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post", "none"] }),
                    ),
                ),
            ],
            app: json!({
                "name": "Notion MCP (Beta)", "authorizationUrl": "https://mcp.notion.com/authorize", "tokenUrl": "https://mcp.notion.com/token", "revocationUrl": "https://mcp.notion.com/token",
                "dcrUrl": "https://mcp.notion.com/register", "useDcr": true, "pkce": true,
                "authorizationUrlParams": param("https://mcp.notion.com/mcp"), "tokenUrlParams": param("https://mcp.notion.com/mcp"),
            }),
            notes: &[],
        },
        // Linear: the resource is the origin, although the URL has a path.
        Case {
            url: "https://mcp.linear.app/mcp",
            web: vec![
                (
                    "https://mcp.linear.app/mcp",
                    Challenge(
                        r#"Bearer resource_metadata="https://mcp.linear.app/.well-known/oauth-protected-resource/mcp""#,
                    ),
                ),
                (
                    "https://mcp.linear.app/.well-known/oauth-protected-resource/mcp",
                    resource("https://mcp.linear.app", "https://mcp.linear.app", json!({})),
                ),
                (
                    "https://mcp.linear.app/.well-known/oauth-authorization-server",
                    server(
                        "https://mcp.linear.app",
                        "https://mcp.linear.app/authorize",
                        "https://mcp.linear.app/token",
                        json!({ "registration_endpoint": "https://mcp.linear.app/register" }),
                    ),
                ),
            ],
            app: json!({
                "name": "mcp.linear.app", "authorizationUrl": "https://mcp.linear.app/authorize", "tokenUrl": "https://mcp.linear.app/token",
                "dcrUrl": "https://mcp.linear.app/register", "useDcr": true, "pkce": true,
                "authorizationUrlParams": param("https://mcp.linear.app"), "tokenUrlParams": param("https://mcp.linear.app"),
            }),
            notes: &[],
        },
        // GitHub: an issuer with a path, metadata where RFC 8414 inserts it, no registration; scopes of the resource.
        Case {
            url: "https://api.githubcopilot.com/mcp/",
            web: vec![
                (
                    "https://api.githubcopilot.com/mcp/",
                    Challenge(
                        r#"Bearer error="invalid_request", error_description="No access token was provided in this request", resource_metadata="https://api.githubcopilot.com/.well-known/oauth-protected-resource/mcp/""#,
                    ),
                ),
                (
                    "https://api.githubcopilot.com/.well-known/oauth-protected-resource/mcp/",
                    resource(
                        "https://api.githubcopilot.com/mcp",
                        "https://github.com/login/oauth",
                        json!({ "resource_name": "GitHub MCP Server", "scopes_supported": ["repo", "read:org"] }),
                    ),
                ),
                (
                    "https://github.com/.well-known/oauth-authorization-server/login/oauth",
                    server(
                        "https://github.com/login/oauth",
                        "https://github.com/login/oauth/authorize",
                        "https://github.com/login/oauth/access_token",
                        json!({}),
                    ),
                ),
            ],
            app: json!({
                "name": "GitHub MCP Server", "authorizationUrl": "https://github.com/login/oauth/authorize", "tokenUrl": "https://github.com/login/oauth/access_token", "pkce": true, "defaultScopes": ["repo", "read:org"],
                "authorizationUrlParams": param("https://api.githubcopilot.com/mcp"), "tokenUrlParams": param("https://api.githubcopilot.com/mcp"),
            }),
            notes: &["registers no clients itself"],
        },
        // Stripe: the parameter of the challenge without quotes, and a server elsewhere with a path.
        Case {
            url: "https://mcp.stripe.com",
            web: vec![
                (
                    "https://mcp.stripe.com",
                    Challenge("Bearer resource_metadata=https://mcp.stripe.com/.well-known/oauth-protected-resource"),
                ),
                (
                    "https://mcp.stripe.com/.well-known/oauth-protected-resource",
                    resource("https://mcp.stripe.com", "https://access.stripe.com/mcp", json!({})),
                ),
                (
                    "https://access.stripe.com/.well-known/oauth-authorization-server/mcp",
                    server(
                        "https://access.stripe.com/mcp",
                        "https://access.stripe.com/mcp/oauth2/authorize",
                        "https://access.stripe.com/mcp/oauth2/token",
                        json!({ "registration_endpoint": "https://access.stripe.com/mcp/oauth2/register", "token_endpoint_auth_methods_supported": ["none"] }),
                    ),
                ),
            ],
            app: json!({
                "name": "mcp.stripe.com", "authorizationUrl": "https://access.stripe.com/mcp/oauth2/authorize", "tokenUrl": "https://access.stripe.com/mcp/oauth2/token",
                "dcrUrl": "https://access.stripe.com/mcp/oauth2/register", "useDcr": true, "pkce": true,
                "authorizationUrlParams": param("https://mcp.stripe.com"), "tokenUrlParams": param("https://mcp.stripe.com"),
            }),
            notes: &["clients have no secret here"],
        },
        // Slack: endpoints on another origin than the issuer's, no registration.
        Case {
            url: "https://mcp.slack.com/mcp",
            web: vec![
                (
                    "https://mcp.slack.com/.well-known/oauth-protected-resource",
                    resource("https://mcp.slack.com", "https://mcp.slack.com", json!({})),
                ),
                (
                    "https://mcp.slack.com/.well-known/oauth-authorization-server",
                    server(
                        "https://mcp.slack.com",
                        "https://slack.com/oauth/v2_user/authorize",
                        "https://slack.com/api/oauth.v2.user.access",
                        json!({}),
                    ),
                ),
            ],
            app: json!({
                "name": "mcp.slack.com", "authorizationUrl": "https://slack.com/oauth/v2_user/authorize", "tokenUrl": "https://slack.com/api/oauth.v2.user.access", "pkce": true,
                "authorizationUrlParams": param("https://mcp.slack.com"), "tokenUrlParams": param("https://mcp.slack.com"),
            }),
            notes: &["registers no clients itself"],
        },
        // Vercel: no metadata of the resource; its origin is the issuer (MCP of March 2025).
        Case {
            url: "https://mcp.vercel.com",
            web: vec![
                ("https://mcp.vercel.com", Challenge("Bearer")),
                (
                    "https://mcp.vercel.com/.well-known/oauth-authorization-server",
                    server(
                        "https://mcp.vercel.com",
                        "https://vercel.com/oauth/authorize",
                        "https://vercel.com/api/login/oauth/token",
                        json!({ "registration_endpoint": "https://vercel.com/api/login/oauth/register" }),
                    ),
                ),
            ],
            app: json!({ "name": "mcp.vercel.com", "authorizationUrl": "https://vercel.com/oauth/authorize", "tokenUrl": "https://vercel.com/api/login/oauth/token", "dcrUrl": "https://vercel.com/api/login/oauth/register", "useDcr": true, "pkce": true }),
            notes: &[],
        },
        // A server with a path but no metadata for it: the origin's counts.
        Case {
            url: "https://mcp.granola.ai/mcp",
            web: vec![
                ("https://mcp.granola.ai/mcp", Status(405)),
                (
                    "https://mcp.granola.ai/.well-known/oauth-authorization-server",
                    server(
                        "https://mcp.granola.ai",
                        "https://mcp.granola.ai/authorize",
                        "https://mcp.granola.ai/token",
                        json!({}),
                    ),
                ),
            ],
            app: json!({ "name": "mcp.granola.ai", "authorizationUrl": "https://mcp.granola.ai/authorize", "tokenUrl": "https://mcp.granola.ai/token", "pkce": true }),
            notes: &[],
        },
        // Google: OpenID Connect, an issuer without a path, scopes to choose from.
        Case {
            url: "https://accounts.google.com",
            web: vec![(
                "https://accounts.google.com/.well-known/openid-configuration",
                server(
                    "https://accounts.google.com",
                    "https://accounts.google.com/o/oauth2/v2/auth",
                    "https://oauth2.googleapis.com/token",
                    json!({ "revocation_endpoint": "https://oauth2.googleapis.com/revoke", "scopes_supported": ["openid", "email", "profile"], "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"] }),
                ),
            )],
            app: json!({ "name": "accounts.google.com", "discoveryUrl": "https://accounts.google.com/.well-known/openid-configuration", "authorizationUrl": "https://accounts.google.com/o/oauth2/v2/auth", "tokenUrl": "https://oauth2.googleapis.com/token", "revocationUrl": "https://oauth2.googleapis.com/revoke", "pkce": true }),
            notes: &["choose defaultScopes; the server supports openid email profile"],
        },
        // Microsoft Entra, one tenant: metadata appended to the path, PKCE support not stated.
        Case {
            url: "https://login.microsoftonline.com/9122040d-6c67-4c5b-b112-36a304b66dad/v2.0",
            web: vec![(
                "https://login.microsoftonline.com/9122040d-6c67-4c5b-b112-36a304b66dad/v2.0/.well-known/openid-configuration",
                Json(json!({
                    "issuer": "https://login.microsoftonline.com/9122040d-6c67-4c5b-b112-36a304b66dad/v2.0",
                    "authorization_endpoint": "https://login.microsoftonline.com/9122040d-6c67-4c5b-b112-36a304b66dad/oauth2/v2.0/authorize",
                    "token_endpoint": "https://login.microsoftonline.com/9122040d-6c67-4c5b-b112-36a304b66dad/oauth2/v2.0/token",
                    "response_types_supported": ["code", "id_token"],
                })),
            )],
            app: json!({ "name": "login.microsoftonline.com", "discoveryUrl": "https://login.microsoftonline.com/9122040d-6c67-4c5b-b112-36a304b66dad/v2.0/.well-known/openid-configuration", "authorizationUrl": "https://login.microsoftonline.com/9122040d-6c67-4c5b-b112-36a304b66dad/oauth2/v2.0/authorize", "tokenUrl": "https://login.microsoftonline.com/9122040d-6c67-4c5b-b112-36a304b66dad/oauth2/v2.0/token" }),
            notes: &["does not say that it supports PKCE"],
        },
        // Auth0: the issuer ends in a slash, the entered URL does not.
        Case {
            url: "https://acme.eu.auth0.com",
            web: vec![(
                "https://acme.eu.auth0.com/.well-known/oauth-authorization-server",
                server(
                    "https://acme.eu.auth0.com/",
                    "https://acme.eu.auth0.com/authorize",
                    "https://acme.eu.auth0.com/oauth/token",
                    json!({ "registration_endpoint": "https://acme.eu.auth0.com/oidc/register" }),
                ),
            )],
            app: json!({ "name": "acme.eu.auth0.com", "authorizationUrl": "https://acme.eu.auth0.com/authorize", "tokenUrl": "https://acme.eu.auth0.com/oauth/token", "dcrUrl": "https://acme.eu.auth0.com/oidc/register", "useDcr": true, "pkce": true }),
            notes: &["differ by a slash"],
        },
        // Okta: a custom authorization server; it requires client_secret_basic or private_key_jwt.
        Case {
            url: "https://acme.okta.com/oauth2/default",
            web: vec![
                (
                    "https://acme.okta.com/.well-known/oauth-authorization-server/oauth2/default",
                    Status(404),
                ),
                (
                    "https://acme.okta.com/oauth2/default/.well-known/openid-configuration",
                    server(
                        "https://acme.okta.com/oauth2/default",
                        "https://acme.okta.com/oauth2/default/v1/authorize",
                        "https://acme.okta.com/oauth2/default/v1/token",
                        json!({ "token_endpoint_auth_methods_supported": ["client_secret_basic", "private_key_jwt"] }),
                    ),
                ),
            ],
            app: json!({ "name": "acme.okta.com", "discoveryUrl": "https://acme.okta.com/oauth2/default/.well-known/openid-configuration", "authorizationUrl": "https://acme.okta.com/oauth2/default/v1/authorize", "tokenUrl": "https://acme.okta.com/oauth2/default/v1/token", "pkce": true }),
            notes: &["authenticate at the token endpoint with client_secret_basic, private_key_jwt"],
        },
        // Keycloak: a realm, entered as the URL of its metadata.
        Case {
            url: "https://sso.acme.example/realms/acme/.well-known/openid-configuration",
            web: vec![(
                "https://sso.acme.example/realms/acme/.well-known/openid-configuration",
                server(
                    "https://sso.acme.example/realms/acme",
                    "https://sso.acme.example/realms/acme/protocol/openid-connect/auth",
                    "https://sso.acme.example/realms/acme/protocol/openid-connect/token",
                    json!({ "code_challenge_methods_supported": ["plain", "S256"] }),
                ),
            )],
            app: json!({ "name": "sso.acme.example", "discoveryUrl": "https://sso.acme.example/realms/acme/.well-known/openid-configuration", "authorizationUrl": "https://sso.acme.example/realms/acme/protocol/openid-connect/auth", "tokenUrl": "https://sso.acme.example/realms/acme/protocol/openid-connect/token", "pkce": true }),
            notes: &[],
        },
        // GitLab: MCP below the API, the issuer is the origin; the challenge names a scope.
        Case {
            url: "https://gitlab.com/api/v4/mcp",
            web: vec![
                (
                    "https://gitlab.com/api/v4/mcp",
                    Challenge(
                        r#"Bearer scope="mcp", resource_metadata="https://gitlab.com/.well-known/oauth-protected-resource/api/v4/mcp""#,
                    ),
                ),
                (
                    "https://gitlab.com/.well-known/oauth-protected-resource/api/v4/mcp",
                    resource(
                        "https://gitlab.com/api/v4/mcp",
                        "https://gitlab.com",
                        json!({ "scopes_supported": ["api", "mcp"] }),
                    ),
                ),
                (
                    "https://gitlab.com/.well-known/oauth-authorization-server",
                    server(
                        "https://gitlab.com",
                        "https://gitlab.com/oauth/authorize",
                        "https://gitlab.com/oauth/token",
                        json!({ "registration_endpoint": "https://gitlab.com/oauth/register", "scopes_supported": ["api", "mcp"] }),
                    ),
                ),
            ],
            app: json!({
                "name": "gitlab.com", "authorizationUrl": "https://gitlab.com/oauth/authorize", "tokenUrl": "https://gitlab.com/oauth/token", "dcrUrl": "https://gitlab.com/oauth/register", "useDcr": true, "pkce": true, "defaultScopes": ["mcp"],
                "authorizationUrlParams": param("https://gitlab.com/api/v4/mcp"), "tokenUrlParams": param("https://gitlab.com/api/v4/mcp"),
            }),
            notes: &[],
        },
        // Client ID metadata documents, offline_access, and a redirect within the origin.
        Case {
            url: "https://mcp.sentry.dev/mcp",
            web: vec![
                ("https://mcp.sentry.dev/mcp", Redirect("/mcp/")),
                (
                    "https://mcp.sentry.dev/.well-known/oauth-protected-resource/mcp",
                    resource(
                        "https://mcp.sentry.dev/mcp",
                        "https://mcp.sentry.dev",
                        json!({ "scopes_supported": ["org:read"] }),
                    ),
                ),
                (
                    "https://mcp.sentry.dev/.well-known/oauth-authorization-server",
                    server(
                        "https://mcp.sentry.dev",
                        "https://mcp.sentry.dev/oauth/authorize",
                        "https://mcp.sentry.dev/oauth/token",
                        json!({ "client_id_metadata_document_supported": true, "scopes_supported": ["org:read", "offline_access"] }),
                    ),
                ),
            ],
            app: json!({
                "name": "mcp.sentry.dev", "authorizationUrl": "https://mcp.sentry.dev/oauth/authorize", "tokenUrl": "https://mcp.sentry.dev/oauth/token", "pkce": true, "defaultScopes": ["org:read", "offline_access"],
                "authorizationUrlParams": param("https://mcp.sentry.dev/mcp"), "tokenUrlParams": param("https://mcp.sentry.dev/mcp"),
            }),
            notes: &["client ID metadata documents are supported", "offline_access is added"],
        },
        // Two authorization servers: the first is used, a note names the other.
        Case {
            url: "https://mcp.example.net",
            web: vec![
                (
                    "https://mcp.example.net/.well-known/oauth-protected-resource",
                    Json(
                        json!({ "resource": "https://mcp.example.net/", "authorization_servers": ["https://one.example.net", "https://two.example.net"] }),
                    ),
                ),
                (
                    "https://one.example.net/.well-known/openid-configuration",
                    server(
                        "https://one.example.net",
                        "https://one.example.net/a",
                        "https://one.example.net/t",
                        json!({}),
                    ),
                ),
            ],
            app: json!({
                "name": "mcp.example.net", "discoveryUrl": "https://one.example.net/.well-known/openid-configuration", "authorizationUrl": "https://one.example.net/a", "tokenUrl": "https://one.example.net/t", "pkce": true,
                "authorizationUrlParams": param("https://mcp.example.net/"), "tokenUrlParams": param("https://mcp.example.net/"),
            }),
            notes: &["there are other authorization servers, too: https://two.example.net"],
        },
    ]
}

#[test]
fn a_real_server_comes_to_an_app_and_what_it_cannot_say() {
    for Case { url, web, app, notes } in real_servers() {
        let (found, _) = discover(url, &web, false);
        assert_eq!(found["app"], app, "{url}: {found}");
        let said = found["notes"].to_string();
        assert!(!said.contains("error: "), "{url}: the app has errors: {said}");
        for note in notes {
            assert!(said.contains(note), "{url}: nobody says {note:?}: {said}");
        }
    }
}

const MCP: &str = "https://m.example.com/mcp";

/// Returns servers that are valid except for one change by an attacker.
#[allow(clippy::too_many_lines, reason = "a table")]
fn hostile_servers() -> Vec<(&'static str, Web, &'static str)> {
    let metadata = |more: Value| {
        server(
            "https://a.example.com",
            "https://a.example.com/a",
            "https://a.example.com/t",
            more,
        )
    };
    let pointed = || {
        (
            "https://m.example.com/.well-known/oauth-protected-resource/mcp",
            resource(MCP, "https://a.example.com", json!({})),
        )
    };
    let place = "https://a.example.com/.well-known/oauth-authorization-server";
    let with = |more: Value| vec![pointed(), (place, metadata(more))];
    let challenged = |challenge| vec![(MCP, Challenge(challenge))];
    vec![
        (
            MCP,
            with(json!({ "issuer": "https://evil.example.com" })),
            "names another issuer",
        ),
        (
            MCP,
            with(json!({ "issuer": "https://a.example.com.evil.example" })),
            "names another issuer",
        ),
        (
            MCP,
            with(json!({ "issuer": "https://a.example.com/tenant" })),
            "names another issuer",
        ),
        // Entra's "common": a placeholder instead of the tenant.
        (
            "https://login.microsoftonline.com/common/v2.0",
            vec![(
                "https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration",
                server(
                    "https://login.microsoftonline.com/{tenantid}/v2.0",
                    "https://x.example/a",
                    "https://x.example/t",
                    json!({}),
                ),
            )],
            "names another issuer",
        ),
        // Atlassian's first MCP server did this.
        (
            "https://mcp.atlassian.com",
            vec![(
                "https://mcp.atlassian.com/.well-known/oauth-authorization-server",
                server(
                    "https://remote-mcp.workers.dev",
                    "https://mcp.atlassian.com/v1/authorize",
                    "https://cf.mcp.atlassian.com/v1/token",
                    json!({}),
                ),
            )],
            "names another issuer",
        ),
        (
            MCP,
            vec![
                (
                    "https://m.example.com/.well-known/oauth-protected-resource/mcp",
                    resource("https://other.example.com/mcp", "https://a.example.com", json!({})),
                ),
                (place, metadata(json!({}))),
            ],
            "for another resource",
        ),
        (
            MCP,
            vec![
                (
                    "https://m.example.com/.well-known/oauth-protected-resource/mcp",
                    resource("https://m.example.com/mc", "https://a.example.com", json!({})),
                ),
                (place, metadata(json!({}))),
            ],
            "for another resource",
        ),
        (
            MCP,
            with(json!({ "token_endpoint": "http://a.example.com/t" })),
            "must be https",
        ),
        (
            MCP,
            with(json!({ "authorization_endpoint": "javascript:alert(1)" })),
            "must be an absolute URL",
        ),
        (
            MCP,
            with(json!({ "registration_endpoint": "https://169.254.169.254/latest" })),
            "within a private network",
        ),
        (
            MCP,
            with(json!({ "revocation_endpoint": "https://[::1]/r" })),
            "within a private network",
        ),
        (
            MCP,
            with(json!({ "authorization_endpoint": null })),
            "names no authorization_endpoint",
        ),
        (
            MCP,
            vec![(
                "https://m.example.com/.well-known/oauth-protected-resource/mcp",
                resource(MCP, "https://10.0.0.1", json!({})),
            )],
            "within a private network",
        ),
        (
            MCP,
            vec![(
                "https://m.example.com/.well-known/oauth-protected-resource/mcp",
                resource(MCP, "https://localhost:8080", json!({})),
            )],
            "within a private network",
        ),
        (
            MCP,
            vec![(
                "https://m.example.com/.well-known/oauth-protected-resource/mcp",
                Json(json!({ "resource": MCP, "authorization_servers": [] })),
            )],
            "names no authorization server",
        ),
        (
            MCP,
            challenged(r#"Bearer resource_metadata="http://m.example.com/x""#),
            "must be https",
        ),
        (
            MCP,
            challenged(r#"Bearer resource_metadata="https://192.168.1.1/x""#),
            "within a private network",
        ),
        (
            MCP,
            challenged(r#"Bearer resource_metadata="https://user:password@m.example.com/x""#),
            "user name",
        ),
        (
            MCP,
            vec![(MCP, Redirect("https://evil.example.com/mcp"))],
            "redirects to another origin",
        ),
        (
            MCP,
            vec![(MCP, Redirect("//evil.example.com/mcp"))],
            "must be an absolute URL",
        ),
        (
            MCP,
            vec![pointed(), (place, Redirect("https://evil.example.com/metadata"))],
            "redirects to another origin",
        ),
        (
            MCP,
            vec![(MCP, Redirect("/b")), ("https://m.example.com/b", Redirect("/mcp"))],
            "redirects too often",
        ),
        (
            MCP,
            vec![(MCP, Fails("answers with more than 262144 bytes"))],
            "there is no metadata",
        ),
        (
            MCP,
            vec![pointed(), (place, Json(json!("text")))],
            "there is no metadata",
        ),
        (
            "https://a.example.com/x/.well-known/openid-configuration",
            vec![(
                "https://a.example.com/x/.well-known/openid-configuration",
                metadata(json!({})),
            )],
            "names another issuer",
        ),
        ("http://m.example.com/mcp", vec![], "must be https"),
        ("https://127.0.0.1/mcp", vec![], "within a private network"),
        ("ftp://m.example.com", vec![], "must be an absolute URL"),
        ("", vec![], "must be an absolute URL"),
    ]
}

#[test]
fn a_hostile_server_is_refused_with_the_reason() {
    for (url, web, reason) in hostile_servers() {
        let (found, fetched) = discover(url, &web, false);
        let error = found["error"]
            .as_str()
            .unwrap_or_else(|| panic!("{url} is believed: {found}"));
        assert!(error.contains(reason), "{url}: {error}");
        for url in fetched {
            assert!(
                url.starts_with("https://") && !url.contains("evil") && !url.contains("169.254"),
                "{url} is fetched"
            );
        }
    }
}

#[test]
fn the_server_that_hostile_ones_are_made_of_is_believed() {
    let web = vec![
        (
            "https://m.example.com/.well-known/oauth-protected-resource/mcp",
            resource(MCP, "https://a.example.com", json!({})),
        ),
        (
            "https://a.example.com/.well-known/oauth-authorization-server",
            server(
                "https://a.example.com",
                "https://a.example.com/a",
                "https://a.example.com/t",
                json!({}),
            ),
        ),
    ];
    assert_eq!(
        discover(MCP, &web, false).0["app"]["tokenUrl"],
        "https://a.example.com/t"
    );
}

#[test]
fn this_machine_is_asked_only_where_that_is_allowed() {
    let issuer = "http://127.0.0.1:8080";
    let web = vec![(
        "http://127.0.0.1:8080/.well-known/oauth-authorization-server",
        server(issuer, "http://127.0.0.1:8080/a", "http://127.0.0.1:8080/t", json!({})),
    )];
    assert_eq!(
        discover(issuer, &web, true).0["app"]["tokenUrl"],
        "http://127.0.0.1:8080/t"
    );
    assert_eq!(discover(issuer, &web, false).1, Vec::<String>::new());
}

#[test]
fn addresses_are_private_or_public() {
    for (address, expected) in [
        ("127.0.0.1", true),
        ("10.1.2.3", true),
        ("172.16.0.1", true),
        ("172.32.0.1", false),
        ("192.168.0.1", true),
        ("169.254.169.254", true),
        ("100.64.0.1", true),
        ("0.0.0.0", true),
        ("224.0.0.1", true),
        ("255.255.255.255", true),
        ("8.8.8.8", false),
        ("140.82.121.3", false),
        ("::1", true),
        ("::", true),
        ("fe80::1", true),
        ("fd00::1", true),
        ("::ffff:10.0.0.1", true),
        ("::ffff:8.8.8.8", false),
        ("64:ff9b::a00:1", true),
        ("2002:a00:1::", true),
        ("2001:db8::1", true),
        ("2606:4700::1111", false),
    ] {
        let addresses = json!(["8.8.4.4", address]).to_string();
        let answer = are_private(Document::parse(&addresses).unwrap().root());
        assert_eq!(
            to_json(answer.root(), Nulls::Kept).expose(),
            expected.to_string(),
            "{address}"
        );
    }
}

#[test]
fn whatever_a_server_says_it_comes_to_an_end() {
    let values = [
        json!(null),
        json!(1),
        json!([]),
        json!({}),
        json!("\u{e000}"),
        json!("https://m.example.com/mcp"),
        json!([["x"]]),
    ];
    for name in ["url", "status", "authenticate", "location", "json", "failure"] {
        for value in &values {
            let mut response = json!({ "url": MCP, "status": 200, "json": {} });
            response[name] = value.clone();
            ask(MCP, &json!({}), &json!([response]));
        }
    }
    for name in [
        "resource",
        "authorization_servers",
        "scopes_supported",
        "issuer",
        "authorization_endpoint",
        "grant_types_supported",
    ] {
        for value in &values {
            let mut metadata = json!({ "resource": MCP, "authorization_servers": [MCP], "issuer": MCP, "authorization_endpoint": MCP, "token_endpoint": MCP });
            metadata[name] = value.clone();
            let web = vec![
                (
                    "https://m.example.com/.well-known/oauth-protected-resource/mcp",
                    Json(metadata.clone()),
                ),
                (
                    "https://m.example.com/.well-known/oauth-authorization-server/mcp",
                    Json(metadata),
                ),
            ];
            discover(MCP, &web, false);
        }
    }
}
