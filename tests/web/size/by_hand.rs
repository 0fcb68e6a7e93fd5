//! The same request by hand, without checks, timeouts or retries: the baseline for the client's size.

#![cfg(all(feature = "web", target_arch = "wasm32"))]

use descope_outbound::model::{CreateRequest, CreateResponse};
use gloo_net::http::Request;
use wasm_bindgen::prelude::*;

/// Returns the app's id.
///
/// # Errors
/// Returns the message of the underlying error.
#[wasm_bindgen]
pub async fn create(base_url: String, name: String) -> Result<Option<String>, String> {
    let app = CreateRequest {
        name: Some(name),
        ..CreateRequest::default()
    };
    let body = serde_json::to_string(&app).map_err(|error| error.to_string())?;
    let request = Request::post(&format!("{base_url}/v1/mgmt/outbound/app/create"))
        .header("content-type", "application/json")
        .body(body)
        .map_err(|error| error.to_string())?;
    let response = request.send().await.map_err(|error| error.to_string())?;
    let text = response.text().await.map_err(|error| error.to_string())?;
    if !response.ok() {
        return Err(text);
    }
    let created: CreateResponse = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    Ok(created.app.and_then(|app| app.id))
}
