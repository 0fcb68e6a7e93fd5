//! The TypeScript types of options and changes. JavaScript passes them as values without a Rust type.

use tsify::Tsify;
use wasm_bindgen::prelude::*;

/// The options of a client. Each of `projectId`, `managementKey` and `baseUrl` defaults to an environment variable, if
/// the runtime has one.
#[derive(Tsify)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "TypeScript's view of what is read as JSON")]
pub struct OutboundAppsOptions {
    /// The Descope project. Default: `DESCOPE_PROJECT_ID`.
    #[tsify(optional, type = "string | undefined")]
    project_id: (),
    /// A management key of the project. Default: `DESCOPE_MANAGEMENT_KEY`. Do not use it in a browser: there, pass
    /// `null`, and as `baseUrl` the URL of your proxy that adds the `Authorization` header. `null` without a `baseUrl`
    /// is for clients whose calls all have an `accessToken`.
    #[tsify(optional, type = "string | null | undefined")]
    management_key: (),
    /// A custom domain or a test server instead of Descope's API. Default: `DESCOPE_BASE_URL` or `DESCOPE_BASE_URI`,
    /// else the API of the project id's region. Plain http is allowed for loopback hosts only.
    #[tsify(optional, type = "string | undefined")]
    base_url: (),
    /// Used instead of the global `fetch`.
    #[tsify(
        optional,
        type = "((input: string, init: RequestInit) => Promise<Response>) | undefined"
    )]
    fetch: (),
    /// Headers for every request, in addition to the client's own.
    #[tsify(
        optional,
        type = "Record<string, string> | Iterable<readonly [string, string]> | undefined"
    )]
    headers: (),
    /// The time limit of one attempt, in milliseconds. Default 30,000.
    #[tsify(optional, type = "number | undefined")]
    timeout_ms: (),
    /// The most retries of a call after a transient failure. Default 3; 0 sends once.
    #[tsify(optional, type = "number | undefined")]
    max_retries: (),
    /// The longest wait that the server may ask for (`Retry-After`), in milliseconds; if it asks for more, the call
    /// rejects with a `RateLimitError` at once. Default 60,000.
    #[tsify(optional, type = "number | undefined")]
    max_wait_ms: (),
    /// The limit of a response, in bytes; the call rejects a longer one. Default 10 MiB.
    #[tsify(optional, type = "number | undefined")]
    max_response_bytes: (),
    /// Allows plain http in `baseUrl` for any host: the key can then be read on the way.
    #[tsify(optional, type = "boolean | undefined")]
    allow_insecure_base_url: (),
    /// Stays within the server's rate limit, besides waiting after a 429. `"license"` asks once for the project's tier
    /// and sends it with every request, so that the server counts requests by project and not by address; if the tier
    /// is not available, calls go on without it. An object limits the client to `requests` in `perMs` milliseconds:
    /// further requests wait for their turn, up to `maxWaitMs`. Default: neither.
    #[tsify(optional, type = "\"license\" | { requests: number; perMs: number } | undefined")]
    rate_limit: (),
}

/// The options of one call.
#[derive(Tsify)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "TypeScript's view of what is read as JSON")]
pub struct RequestOptions {
    /// Aborts the call, which then rejects with the signal's own `reason`, as `fetch` does.
    #[tsify(optional, type = "AbortSignal | null | undefined")]
    signal: (),
    /// The time limit of one attempt, in milliseconds. Default: the client's.
    #[tsify(optional, type = "number | undefined")]
    timeout_ms: (),
    /// The most retries of the call. Default: the client's.
    #[tsify(optional, type = "number | undefined")]
    max_retries: (),
    /// `"off"` sends the request without checking it. Default `"on"`.
    #[tsify(optional, type = "\"on\" | \"off\" | undefined")]
    validate: (),
    /// Authorizes the call in place of the management key: the access token of an inbound app or MCP client for a token
    /// fetch, or a user's session token for `connect`. It is sent with this call and not stored. No other call takes
    /// one.
    #[tsify(optional, type = "string | undefined")]
    access_token: (),
}

#[wasm_bindgen(typescript_custom_section)]
const APP_CHANGES: &str = r#"
/**
 * Fields of an app to change; `null` clears one. The `id` cannot be changed, and the `name` not be cleared.
 */
export type AppChanges = Omit<CreateRequest, "id" | "name"> & { name?: string | undefined };
"#;
