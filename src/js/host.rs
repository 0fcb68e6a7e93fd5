//! What the shell asks of its host beside `fetch`.

use js_sys::JsString;
use wasm_bindgen::prelude::*;

use crate::model::Secret;
use crate::protocol::{Environment, Moment, Scrubber};

#[wasm_bindgen(module = "/src/js/host.js")]
extern "C" {
    fn environment(name: &str) -> Option<String>;

    fn utf8(text: &JsString) -> Vec<u8>;

    /// A client's options whose headers are a plain object, in whichever form they were given.
    #[wasm_bindgen(js_name = plainClientOptions)]
    pub(super) fn plain_client_options(options: &JsValue) -> JsValue;

    /// A call's options with `null` for a signal that is one.
    #[wasm_bindgen(js_name = plainCallOptions)]
    pub(super) fn plain_call_options(options: &JsValue) -> JsValue;

    /// Whether the host may send a request twice without telling anybody.
    #[wasm_bindgen(js_name = hostResends)]
    pub(super) fn host_resends() -> bool;

    /// The signal among a call's options, or `undefined`.
    #[wasm_bindgen(js_name = signalOf)]
    pub(super) fn signal_of(options: &JsValue) -> JsValue;

    /// Why a signal aborted.
    #[wasm_bindgen(js_name = abortReason)]
    pub(super) fn abort_reason(signal: &JsValue) -> JsValue;

    /// The option of this name, or `undefined`.
    pub(super) fn option(options: &JsValue, name: &str) -> JsValue;

    type DescribedError;

    #[wasm_bindgen(js_name = describeError)]
    fn describe_error(error: &JsValue) -> DescribedError;

    #[wasm_bindgen(method, getter)]
    fn name(this: &DescribedError) -> JsString;

    #[wasm_bindgen(method, getter)]
    fn message(this: &DescribedError) -> JsString;

    #[wasm_bindgen(method, getter)]
    fn code(this: &DescribedError) -> JsString;

    #[wasm_bindgen(method, getter)]
    fn cause(this: &DescribedError) -> JsValue;

    #[wasm_bindgen(js_name = rebuiltError)]
    fn rebuilt_error(name: &str, message: &str, code: &str, cause: &JsValue) -> JsValue;
}

/// A text of which nothing is left behind when it is dropped.
pub(super) fn to_secret(text: &JsString) -> Secret {
    Secret::new(String::from_utf8(utf8(text)).unwrap_or_default())
}

/// The variables of the process that stand in for options.
pub(super) fn read_environment() -> Environment {
    Environment {
        project_id: environment("DESCOPE_PROJECT_ID"),
        management_key: environment("DESCOPE_MANAGEMENT_KEY").map(Secret::new),
        base_url: environment("DESCOPE_BASE_URL"),
    }
}

/// The time, and a random number.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "both are in range, and a cast of a float saturates"
)]
pub(super) fn moment() -> Moment {
    Moment {
        now_ms: js_sys::Date::now() as u64,
        random: (js_sys::Math::random() * f64::from(u32::MAX)) as u32,
    }
}

/// Errors behind errors are followed so far.
const LONGEST_CHAIN: u32 = 5;

/// What an error says of itself and of those behind it, in a line.
pub(super) fn error_text(error: &JsValue) -> Secret {
    let mut text = Secret::default();
    let mut error = error.clone();
    for _ in 0..LONGEST_CHAIN {
        let described = describe_error(&error);
        if !text.expose().is_empty() {
            text.push_str(": ");
        }
        text.push_str(to_secret(&described.message()).expose());
        error = described.cause();
        if error.is_undefined() {
            break;
        }
    }
    text
}

/// The error again, and those behind it, without the secrets that any of them may hold.
pub(super) fn scrubbed_error(error: &JsValue, scrubber: &Scrubber) -> JsValue {
    rebuild(error, scrubber, LONGEST_CHAIN)
}

fn rebuild(error: &JsValue, scrubber: &Scrubber, left: u32) -> JsValue {
    let Some(left) = left.checked_sub(1) else {
        return JsValue::UNDEFINED;
    };
    if error.is_undefined() {
        return JsValue::UNDEFINED;
    }
    let described = describe_error(error);
    let cause = rebuild(&described.cause(), scrubber, left);
    let clean = |text: &JsString| scrubber.scrub(to_secret(text).expose());
    rebuilt_error(
        &clean(&described.name()),
        &clean(&described.message()),
        &clean(&described.code()),
        &cause,
    )
}
