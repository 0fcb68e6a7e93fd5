//! JavaScript values as JSON text, and back.

use js_sys::JsString;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/js/text.js")]
extern "C" {
    /// The value as JSON, with marks for what has no form there. Never throws.
    #[wasm_bindgen(js_name = toText)]
    pub(super) fn to_text(value: &JsValue) -> JsString;

    /// The same object with `null` for what is `undefined`.
    #[wasm_bindgen(js_name = withoutUndefined)]
    pub(super) fn without_undefined(value: &JsValue) -> JsValue;

    /// The value as `JSON.stringify` has it, if it has a form.
    #[wasm_bindgen(js_name = toUncheckedText)]
    pub(super) fn to_unchecked_text(value: &JsValue) -> Option<JsString>;
}

#[wasm_bindgen]
extern "C" {
    /// The JavaScript value that a JSON text stands for.
    #[wasm_bindgen(catch, js_namespace = JSON, js_name = parse)]
    pub(super) fn from_text(text: &JsString) -> Result<JsValue, JsValue>;
}
