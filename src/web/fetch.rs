//! The host's `fetch` and timers.

use gloo_net::http::{self, Request, RequestBuilder, Response};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Date, Math, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, ReadableStreamDefaultReader, RequestCache, RequestRedirect};

use crate::client::{Host, HttpRequest, HttpResponse, ResponseHead, SendError};
use crate::model::Secret;
use crate::protocol::HttpMethod;

/// The global `fetch` and timers of a window, a worker, or Node.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fetch;

impl Host for Fetch {
    async fn send(&self, request: HttpRequest<'_>) -> Result<HttpResponse, SendError> {
        let abort = AbortOnDrop(AbortController::new().map_err(|error| unreachable(&error))?);
        let outgoing = outgoing(&request, &abort).map_err(|error| SendError::Unreachable(error.to_string()))?;
        let response = outgoing.send().await;
        let response = response.map_err(|error| SendError::Unreachable(error.to_string()))?;
        let head = ResponseHead {
            status: response.status(),
            retry_after: response.headers().get("retry-after"),
        };
        match read(&response, request.max_response_bytes).await {
            Ok(Some(body)) => Ok(HttpResponse { head, body }),
            Ok(None) => Err(SendError::TooLarge { head }),
            Err(error) => Err(SendError::Broken {
                head,
                host_says: describe(&error),
            }),
        }
    }

    async fn sleep(&self, ms: u32) {
        TimeoutFuture::new(ms).await;
    }

    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a cast of a float saturates"
    )]
    fn now_ms(&self) -> u64 {
        Date::now() as u64
    }

    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a cast of a float saturates"
    )]
    fn random(&self) -> u32 {
        (Math::random() * f64::from(u32::MAX)) as u32
    }

    /// Browsers and Deno do. `navigator.onLine` exists only in browsers and their workers.
    fn resends(&self) -> bool {
        is_browser() || !global("Deno").is_undefined()
    }
}

/// Aborts the request on drop, which has no effect once the request is over.
struct AbortOnDrop(AbortController);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

fn outgoing(request: &HttpRequest<'_>, abort: &AbortOnDrop) -> Result<Request, gloo_net::Error> {
    let method = match request.method {
        HttpMethod::Get => http::Method::GET,
        HttpMethod::Post => http::Method::POST,
        HttpMethod::Delete => http::Method::DELETE,
    };
    let mut builder = RequestBuilder::new(request.url)
        .method(method)
        .redirect(RequestRedirect::Manual)
        .abort_signal(Some(&abort.0.signal()));
    // Older workers throw when they see this option.
    if is_browser() {
        builder = builder.cache(RequestCache::NoStore);
    }
    for (name, value) in request.headers {
        builder = builder.header(name, value.expose());
    }
    match request.body {
        Some(body) => builder.body(body.expose()),
        None => builder.build(),
    }
}

/// Returns the body, or `None` if it is longer than `max_bytes`. The rest is not read then: the request is aborted.
async fn read(response: &Response, max_bytes: u32) -> Result<Option<Secret>, JsValue> {
    let Some(stream) = response.body() else {
        return Ok(Some(Secret::EMPTY));
    };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut bytes = Vec::new();
    loop {
        let chunk = JsFuture::from(reader.read()).await?;
        if Reflect::get(&chunk, &"done".into())?.is_truthy() {
            break;
        }
        let chunk: Uint8Array = Reflect::get(&chunk, &"value".into())?.dyn_into()?;
        if bytes.len().saturating_add(chunk.length() as usize) > max_bytes as usize {
            return Ok(None);
        }
        bytes.append(&mut chunk.to_vec());
    }
    let text = String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    // Drops a byte order mark, as `Response.text` does.
    let text = text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text);
    Ok(Some(Secret::new(text)))
}

fn is_browser() -> bool {
    let online = Reflect::get(&global("navigator"), &"onLine".into());
    online.is_ok_and(|online| online.as_bool().is_some())
}

fn global(name: &str) -> JsValue {
    Reflect::get(&js_sys::global(), &name.into()).unwrap_or(JsValue::UNDEFINED)
}

fn unreachable(error: &JsValue) -> SendError {
    SendError::Unreachable(describe(error))
}

fn describe(error: &JsValue) -> String {
    let text = error
        .dyn_ref::<js_sys::Error>()
        .map(|error| String::from(error.to_string()));
    text.unwrap_or_else(|| "no reason given".to_owned())
}
