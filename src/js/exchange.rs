//! The command [`Send`](crate::protocol::Command::Send): one round trip with the host's `fetch`.

use js_sys::JsString;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen(module = "/src/js/exchange.js")]
extern "C" {
    #[wasm_bindgen(js_name = exchange)]
    fn exchange_in_host(
        fetch: &JsValue,
        url: &str,
        method: &str,
        headers: &JsValue,
        body: &JsValue,
        timeout_ms: u32,
        max_bytes: u32,
        signal: &JsValue,
    ) -> js_sys::Promise;

    /// Resolves when so much time has passed, or when the signal aborts, to whether it did.
    #[wasm_bindgen(js_name = wait)]
    fn wait_in_host(wait_ms: u32, signal: &JsValue) -> js_sys::Promise;

    #[wasm_bindgen(js_name = settled)]
    fn settled_in_host(work: &js_sys::Promise, signal: &JsValue) -> js_sys::Promise;

    /// Lets every request with these headers say which tier the answer names. Never rejects.
    pub(super) fn announce(answer: &js_sys::Promise, headers: &JsValue) -> js_sys::Promise;

    type Exchanged;

    #[wasm_bindgen(method, getter)]
    fn kind(this: &Exchanged) -> u32;

    #[wasm_bindgen(method, getter)]
    fn status(this: &Exchanged) -> u16;

    #[wasm_bindgen(method, getter, js_name = retryAfter)]
    fn retry_after(this: &Exchanged) -> Option<String>;

    #[wasm_bindgen(method, getter)]
    fn text(this: &Exchanged) -> JsString;

    #[wasm_bindgen(method, getter)]
    fn error(this: &Exchanged) -> JsValue;
}

/// A request on its way out.
pub(super) struct Outgoing<'o> {
    /// The caller's `fetch`, or `undefined`.
    pub(super) fetch: &'o JsValue,
    pub(super) url: String,
    pub(super) method: &'static str,
    /// A plain object.
    pub(super) headers: &'o JsValue,
    /// A string, or `null`.
    pub(super) body: &'o JsValue,
    pub(super) timeout_ms: u32,
    pub(super) max_bytes: u32,
    /// The caller's `AbortSignal`, or `undefined`.
    pub(super) signal: &'o JsValue,
}

/// What an answer says before its body.
pub(super) struct Head {
    pub(super) status: u16,
    pub(super) retry_after: Option<String>,
}

/// How a round trip ended.
pub(super) enum Ending {
    Answered(Head, JsString),
    Failed(JsValue),
    TimedOut,
    Aborted,
    /// The body is too long to be read.
    TooLarge(Head),
    /// The body broke off.
    Broken(Head, JsValue),
    NotAResponse,
}

/// Waits, and says whether the signal aborted meanwhile.
pub(super) async fn wait(wait_ms: u32, signal: &JsValue) -> bool {
    let aborted = JsFuture::from(wait_in_host(wait_ms, signal)).await;
    aborted.is_ok_and(|aborted| aborted.is_truthy())
}

/// Waits for what never rejects, and says whether the signal aborted meanwhile.
pub(super) async fn settled(work: &js_sys::Promise, signal: &JsValue) -> bool {
    let aborted = JsFuture::from(settled_in_host(work, signal)).await;
    aborted.is_ok_and(|aborted| aborted.is_truthy())
}

/// Sends a request and reads its answer; always ends, within the timeout.
pub(super) async fn exchange(outgoing: Outgoing<'_>) -> Ending {
    let promise = exchange_in_host(
        outgoing.fetch,
        &outgoing.url,
        outgoing.method,
        outgoing.headers,
        outgoing.body,
        outgoing.timeout_ms,
        outgoing.max_bytes,
        outgoing.signal,
    );
    match JsFuture::from(promise).await {
        Ok(exchanged) => ending(exchanged.unchecked_ref()),
        Err(error) => Ending::Failed(error),
    }
}

/// The numbers are those of `exchange.js`.
fn ending(exchanged: &Exchanged) -> Ending {
    match exchanged.kind() {
        0 => Ending::Answered(head(exchanged), exchanged.text()),
        2 => Ending::TimedOut,
        3 => Ending::Aborted,
        4 => Ending::TooLarge(head(exchanged)),
        5 => Ending::NotAResponse,
        6 => Ending::Broken(head(exchanged), exchanged.error()),
        _ => Ending::Failed(exchanged.error()),
    }
}

fn head(exchanged: &Exchanged) -> Head {
    let status = exchanged.status();
    Head {
        status,
        // Only an error's is of interest, and each string costs a crossing.
        retry_after: (status >= 400).then(|| exchanged.retry_after()).flatten(),
    }
}
