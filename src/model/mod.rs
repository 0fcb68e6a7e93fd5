//! The objects that requests and responses are made of, one file for apps and one for tokens.
//!
//! Each object is declared once, by `object!`, which makes a struct and a table of it. The structs are for users of the crate,
//! for TypeScript (tsify makes its interfaces of them) and for tests. At run time the client checks and reads values by the
//! tables, whose types are in [`schema`]: no wasm path deserializes a struct.

mod app;
mod at_compile_time;
mod object;
pub mod schema;
mod secret;
mod token;

pub use app::*;
pub use schema::{ID, NOTHING};
pub use secret::Secret;
pub use token::*;

#[cfg(all(feature = "types", target_arch = "wasm32"))]
#[wasm_bindgen::prelude::wasm_bindgen(typescript_custom_section)]
const OPTIONAL: &str = r#"
/** A field of a request that may be left out: `null` and `undefined` leave it out too. */
export type Optional<T> = T | null | undefined;
"#;

/// A field of a request that may be left out. In JavaScript, `null` and `undefined` leave it out too.
pub type Optional<T> = Option<T>;
