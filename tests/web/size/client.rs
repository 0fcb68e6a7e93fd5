//! Creates one app with the client, to measure the size of the wasm.

#![cfg(all(feature = "web", target_arch = "wasm32"))]

use descope_outbound::model::CreateRequest;
use descope_outbound::web::{Options, OutboundApps};
use wasm_bindgen::prelude::*;

/// Returns the app's id.
///
/// # Errors
/// Returns the message of the client's error.
#[wasm_bindgen]
pub async fn create(base_url: String, name: String) -> Result<Option<String>, String> {
    let options = Options {
        base_url: Some(base_url),
        ..Options::default()
    };
    let apps = OutboundApps::new(&options).map_err(|error| error.to_string())?;
    let app = CreateRequest {
        name: Some(name),
        ..CreateRequest::default()
    };
    let created = apps.create(&app).await.map_err(|error| error.to_string())?;
    Ok(created.app.and_then(|app| app.id))
}
