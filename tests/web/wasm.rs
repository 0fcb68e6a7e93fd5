//! The client over the host's `fetch`.

#![allow(clippy::arithmetic_side_effects, reason = "the tests'")]
#![cfg(all(feature = "web", target_arch = "wasm32"))]

mod cases;

use descope_outbound::web::Fetch;
use wasm_bindgen::prelude::*;

/// Runs every case; returns a line for each.
#[wasm_bindgen]
pub async fn run(origin: String) -> String {
    cases::run(&origin, || Fetch).await.join("\n")
}
