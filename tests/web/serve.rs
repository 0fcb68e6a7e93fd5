//! Serves emulators and files until it is stopped. Prints its origin, and the results that pages report.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::print_stdout,
    reason = "a tool of the tests"
)]

#[cfg(not(target_arch = "wasm32"))]
mod server;

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    let files = std::env::args().nth(1).unwrap_or_default();
    let origin = server::serve(files.into(), |said| println!("{said}")).unwrap();
    println!("{origin}");
    loop {
        std::thread::park();
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {}
