//! Failures as JavaScript errors.

use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::protocol::{ApiDetails, Applied, BatchFailure, Failure, Reason};
use crate::validate::Issue;

/// The classes share one way of being made: a message, and an object with what they hold.
macro_rules! error_classes {
    ($($class:ident),*) => {
        #[wasm_bindgen(module = "/src/js/errors.js")]
        extern "C" {
            $(
                type $class;

                #[wasm_bindgen(constructor)]
                fn new(message: &str, details: &JsValue, cause: &JsValue) -> $class;
            )*
        }
    };
}

error_classes!(
    ConfigError,
    ValidationError,
    ApiError,
    BatchError,
    RateLimitError,
    ConflictError,
    ConnectionError,
    TimeoutError,
    ResponseError
);

/// What an error holds beside its message.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Details<'f> {
    code: &'static str,
    applied: Applied,
    #[serde(skip_serializing_if = "Option::is_none")]
    issues: Option<&'f [Issue]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    failures: Option<&'f [BatchFailure]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    timeout_ms: Option<u32>,
}

/// The error that shows a failure. `cause` is what the host threw, if it threw, without secrets.
pub(super) fn to_error(failure: &Failure, cause: &JsValue) -> JsValue {
    let details = Details {
        code: failure.reason.code(),
        applied: failure.applied,
        issues: match &failure.reason {
            Reason::Validation(issues) => Some(issues),
            _ => None,
        },
        failures: match &failure.reason {
            Reason::Batch(failures) => Some(failures),
            _ => None,
        },
        timeout_ms: match failure.reason {
            Reason::Timeout { timeout_ms } => Some(timeout_ms),
            _ => None,
        },
    };
    let details = to_object(&details);
    let message = failure.message.as_str();
    match &failure.reason {
        Reason::Config => ConfigError::new(message, &details, cause).into(),
        Reason::Validation(_) => ValidationError::new(message, &details, cause).into(),
        Reason::Api(api) => ApiError::new(message, &with_api(&details, api), cause).into(),
        Reason::RateLimit(api) => RateLimitError::new(message, &with_api(&details, api), cause).into(),
        Reason::Conflict(api) => ConflictError::new(message, &with_api(&details, api), cause).into(),
        Reason::Batch(_) => BatchError::new(message, &details, cause).into(),
        Reason::Connection => ConnectionError::new(message, &details, cause).into(),
        Reason::Timeout { .. } => TimeoutError::new(message, &details, cause).into(),
        Reason::Response(_) => ResponseError::new(message, &details, cause).into(),
    }
}

fn with_api(details: &JsValue, api: &ApiDetails) -> JsValue {
    <js_sys::Object>::assign(details.unchecked_ref(), to_object(api).unchecked_ref()).into()
}

/// Serializing plain data fails for nothing but a hostile host; an error without details is better than none.
fn to_object(value: &impl Serialize) -> JsValue {
    serde_wasm_bindgen::to_value(value).unwrap_or_else(|_| js_sys::Object::new().into())
}
