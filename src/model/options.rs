//! The macro that declares the options of a client and of a call.

/// Declares options once: as a struct for Rust, and through tsify as an interface for TypeScript, where each may be left
/// out.
///
/// ```text
/// options! {
///     /// What they are.
///     pub struct Options {
///         /// What the option is.
///         pub timeout_ms: Option<u32> as "number | undefined",
///     }
///     /// What they are.
///     pub interface OutboundAppsOptions {
///         /// An option that only JavaScript has.
///         fetch: "…",
///     }
/// }
/// ```
macro_rules! options {
    (
        $(#[$meta:meta])*
        pub struct $name:ident { $($(#[$doc:meta])* pub $field:ident: $type:ty as $ts:literal,)* }
        $(#[$ts_meta:meta])*
        pub interface $interface:ident { $($(#[$only_doc:meta])* $only:ident: $only_ts:literal,)* }
    ) => {
        $(#[$meta])*
        pub struct $name { $($(#[$doc])* pub $field: $type,)* }

        #[cfg(all(feature = "types", target_arch = "wasm32"))]
        mod typescript {
            $(#[$ts_meta])*
            #[derive(tsify::Tsify)]
            #[serde(rename_all = "camelCase")]
            #[expect(dead_code, reason = "TypeScript's view of what is read as values")]
            pub struct $interface {
                $($(#[$doc])* #[tsify(optional, type = $ts)] $field: (),)*
                $($(#[$only_doc])* #[tsify(optional, type = $only_ts)] $only: (),)*
            }
        }
    };
}

pub(crate) use options;
