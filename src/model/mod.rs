//! The objects of requests and responses, one file for apps and one for tokens.
//!
//! `object!` declares each object once, and generates a struct and a table of its fields. The structs are for users of
//! the crate, for TypeScript (tsify generates interfaces from them) and for tests. At run time the client checks and
//! reads values by the tables, whose types are in [`schema`]: the npm package's wasm deserializes no struct of this
//! module.

mod app;
mod at_compile_time;
mod object;
mod options;
pub mod schema;
mod secret;
mod token;

pub use app::*;
pub(crate) use options::options;
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
