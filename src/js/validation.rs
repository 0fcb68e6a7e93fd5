//! `validate(app)`.

use wasm_bindgen::prelude::*;

use crate::validate::APP;

use super::host::to_secret;
use super::text::to_text;

/// Checks an app to create without sending it: everything that is wrong (`severity: "error"`, the call would be
/// refused) or doubtful (`"warning"`) about it, at once. Synchronous. Never throws, whatever it is given.
#[wasm_bindgen(unchecked_return_type = "Issue[]")]
#[must_use]
#[allow(
    clippy::needless_pass_by_value,
    reason = "a reference has a place on a small stack of the glue's, which is lost if the host throws meanwhile"
)]
pub fn validate(
    #[wasm_bindgen(
        unchecked_param_type = "unknown",
        param_description = "what would be given to `create`"
    )]
    app: JsValue,
) -> JsValue {
    let text = to_secret(&to_text(&app));
    let issues = APP.check_text(text.expose());
    serde_wasm_bindgen::to_value(&issues).unwrap_or_else(|_| js_sys::Array::new().into())
}
