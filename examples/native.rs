//! The client natively, over reqwest: `Reqwest` is all the code that it needs. Copy it, and choose reqwest's TLS by its
//! features.
//!
//! `DESCOPE_PROJECT_ID=… DESCOPE_MANAGEMENT_KEY=… cargo run --example native -- GitHub`; against an emulator, with the
//! `DESCOPE_BASE_URL` that it prints.
#![cfg(not(target_arch = "wasm32"))]

use std::hash::{BuildHasher, RandomState};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use descope_outbound::client::{Host, HttpRequest, HttpResponse, Options, OutboundApps, ResponseHead, SendError};
use descope_outbound::model::{CreateRequest, Secret};
use reqwest::header::RETRY_AFTER;
use reqwest::redirect::Policy;
use reqwest::{Client, Method, RequestBuilder, Response};

/// Sends with reqwest, and waits with tokio.
pub struct Reqwest(Client);

impl Reqwest {
    /// Creates a host that follows no redirect: the key must not go elsewhere.
    ///
    /// # Errors
    /// If reqwest cannot be set up.
    pub fn new() -> Result<Self, reqwest::Error> {
        Client::builder().redirect(Policy::none()).build().map(Self)
    }

    fn build(&self, request: HttpRequest<'_>) -> RequestBuilder {
        let method = Method::from_bytes(request.method.as_str().as_bytes()).unwrap_or_default();
        let mut builder = self.0.request(method, request.url);
        for (name, value) in request.headers {
            builder = builder.header(name, value.expose());
        }
        match request.body {
            Some(body) => builder.body(body.expose().to_owned()),
            None => builder,
        }
    }
}

impl Host for Reqwest {
    async fn send(&self, request: HttpRequest<'_>) -> Result<HttpResponse, SendError> {
        let sent = self.build(request).send().await;
        let mut response = sent.map_err(|error| SendError::Unreachable(described(&error)))?;
        let retry_after = response
            .headers()
            .get(RETRY_AFTER)
            .and_then(|value| value.to_str().ok());
        let head = ResponseHead {
            status: response.status().as_u16(),
            retry_after: retry_after.map(str::to_owned),
        };
        match read(&mut response, request.max_response_bytes).await {
            Ok(Some(body)) => Ok(HttpResponse { head, body }),
            Ok(None) => Err(SendError::TooLarge { head }),
            Err(error) => Err(SendError::Broken {
                head,
                host_says: described(&error),
            }),
        }
    }

    async fn sleep(&self, ms: u32) {
        tokio::time::sleep(Duration::from_millis(ms.into())).await;
    }

    fn now_ms(&self) -> u64 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
    }

    fn random(&self) -> u32 {
        (RandomState::new().hash_one(()) >> 32) as u32
    }
}

/// Returns the body, or `None` if it is longer than `max_bytes`.
async fn read(response: &mut Response, max_bytes: u32) -> Result<Option<Secret>, reqwest::Error> {
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        if bytes.len().saturating_add(chunk.len()) > max_bytes as usize {
            return Ok(None);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(Some(Secret::new(String::from_utf8_lossy(&bytes).into_owned())))
}

/// Describes an error with its causes.
fn described(error: &reqwest::Error) -> String {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(error) = source {
        text = format!("{text}: {error}");
        source = error.source();
    }
    text
}

#[allow(clippy::print_stdout, reason = "an example")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let variable = |name| std::env::var(name).ok();
    let options = Options {
        project_id: variable("DESCOPE_PROJECT_ID"),
        management_key: variable("DESCOPE_MANAGEMENT_KEY").map(Secret::new),
        base_url: variable("DESCOPE_BASE_URL"),
        ..Options::default()
    };
    let apps = OutboundApps::on(Reqwest::new()?, &options)?;
    let app = CreateRequest {
        name: std::env::args().nth(1),
        ..CreateRequest::default()
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let created = runtime.block_on(apps.create(&app))?;
    println!("created {:?}", created.app.and_then(|app| app.id));
    Ok(())
}
