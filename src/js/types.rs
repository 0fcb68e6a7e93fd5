//! What TypeScript sees of options and changes: JavaScript hands them over as text, and no Rust type stands behind them.

use tsify::Tsify;
use wasm_bindgen::prelude::*;

/// How to reach Descope. Each of `projectId`, `managementKey` and `baseUrl` falls back to a variable of the environment,
/// where the runtime has one.
#[derive(Tsify)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "TypeScript's view of what is read as JSON")]
pub struct OutboundAppsOptions {
    /// The Descope project. Else `DESCOPE_PROJECT_ID`.
    #[tsify(optional, type = "string | undefined")]
    project_id: (),
    /// A management key of the project. Else `DESCOPE_MANAGEMENT_KEY`. It has no business in a browser: there, pass
    /// `null`, and as `baseUrl` the address of a proxy of yours that adds the `Authorization` header. `null` without a
    /// `baseUrl` is for clients whose calls all have an `accessToken`.
    #[tsify(optional, type = "string | null | undefined")]
    management_key: (),
    /// A custom domain or a test server instead of Descope's API. Else `DESCOPE_BASE_URL` or `DESCOPE_BASE_URI`, else the API of
    /// the region that the project id names. Plain http is for loopback hosts.
    #[tsify(optional, type = "string | undefined")]
    base_url: (),
    /// Used instead of the global `fetch`.
    #[tsify(
        optional,
        type = "((input: string, init: RequestInit) => Promise<Response>) | undefined"
    )]
    fetch: (),
    /// Sent with every request, beside the client's own headers.
    #[tsify(
        optional,
        type = "Record<string, string> | Iterable<readonly [string, string]> | undefined"
    )]
    headers: (),
    /// How long one attempt may take, in milliseconds. Default 30,000.
    #[tsify(optional, type = "number | undefined")]
    timeout_ms: (),
    /// How often a call is tried again after a failure that may pass, at the most. Default 3; 0 sends once.
    #[tsify(optional, type = "number | undefined")]
    max_retries: (),
    /// How long a call waits when the server asks for it (`Retry-After`), in milliseconds; if it asks for longer, the
    /// call rejects with a `RateLimitError` at once. Default 60,000.
    #[tsify(optional, type = "number | undefined")]
    max_wait_ms: (),
    /// How much of a response is read, in bytes. Default 10 MiB.
    #[tsify(optional, type = "number | undefined")]
    max_response_bytes: (),
    /// Lets `baseUrl` be plain http on any host: the key can then be read on the way.
    #[tsify(optional, type = "boolean | undefined")]
    allow_insecure_base_url: (),
    /// Keeps within the server's rate limit, beside waiting when it says so. `"license"` asks once for the project's
    /// tier and tells the server with every request, which then counts the project by that and not by its address; if
    /// it cannot be asked for, calls go on without. An object sends no more than so many requests in so many
    /// milliseconds: the others wait for their turn, up to `maxWaitMs`. Default: neither.
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
    /// How long one attempt may take, in milliseconds. Default: the client's.
    #[tsify(optional, type = "number | undefined")]
    timeout_ms: (),
    /// How often the call is tried again, at the most. Default: the client's.
    #[tsify(optional, type = "number | undefined")]
    max_retries: (),
    /// `"off"` sends the request without checking it. Default `"on"`.
    #[tsify(optional, type = "\"on\" | \"off\" | undefined")]
    validate: (),
    /// Authorizes the call in the management key's place: the access token of an inbound app or MCP client for a token
    /// fetch, or a user's session token for `connect`. It is sent with this call and kept nowhere. No other call takes
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
