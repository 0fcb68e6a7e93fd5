//! The client natively, over the reqwest host of `examples/native.rs`.

#![allow(missing_docs, reason = "a test's name says it")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]
#![cfg(all(feature = "emulator", not(target_arch = "wasm32")))]

mod cases;
#[path = "../../examples/native.rs"]
#[allow(dead_code, reason = "only the host is taken from it")]
mod native;
mod server;

#[test]
fn the_client_over_reqwest_does_what_it_should() {
    let origin = server::serve("tests/web".into(), |_| {}).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let lines = runtime.block_on(cases::run(&origin, || native::Reqwest::new().unwrap()));
    let failed: Vec<_> = lines.iter().filter(|line| !line.starts_with("ok ")).collect();
    assert!(failed.is_empty(), "{failed:#?}");
    assert!(lines.len() >= 18, "{lines:#?}");
}
