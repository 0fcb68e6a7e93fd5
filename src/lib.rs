//! Manage Descope outbound applications: a functional core, and one thin shell for JavaScript.
#![forbid(unsafe_code)]

#[cfg(test)]
extern crate self as descope_outbound;

pub mod json;
pub mod model;
pub mod protocol;
pub mod validate;

#[cfg(feature = "emulator")]
pub mod emulator;

#[cfg(all(feature = "client", target_arch = "wasm32"))]
#[doc(hidden)]
pub mod js;
