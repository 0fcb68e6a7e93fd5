//! Manage Descope outbound applications: a functional core, and one thin shell for JavaScript.
#![forbid(unsafe_code)]

#[cfg(feature = "emulator")]
pub mod emulator;
