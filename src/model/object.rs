//! The macro that declares an object of the API, and generates its table.

use alloc::string::String;
use alloc::vec::Vec;

use super::Secret;
use super::schema::{Field, Kind};

/// The imports that a file of declarations needs.
pub(super) mod prelude {
    pub(in crate::model) use super::super::at_compile_time::*;
    pub(in crate::model) use super::super::schema::{Field, Kind, Schema, field};
    pub(in crate::model) use super::super::{Optional, Secret};
    pub(in crate::model) use super::{HasFields, HasKind, object, wire_name};
    pub(in crate::model) use serde::{Deserialize, Serialize};
}

/// A Rust type of a field.
pub(crate) trait HasKind {
    /// The kind of the field's value.
    const KIND: Kind;
}

/// A struct with a table of its fields.
pub(super) trait HasFields {
    const FIELDS: &'static [Field];
}

impl HasKind for String {
    const KIND: Kind = Kind::Text;
}

impl HasKind for Secret {
    const KIND: Kind = Kind::Secret;
}

impl HasKind for bool {
    const KIND: Kind = Kind::Bool;
}

impl HasKind for i32 {
    const KIND: Kind = Kind::Integer;
}

impl HasKind for i64 {
    const KIND: Kind = Kind::Integer;
}

impl<T: HasKind> HasKind for Vec<T> {
    const KIND: Kind = Kind::List(&T::KIND);
}

/// Declares an object once: generates the struct that Rust programs and, through tsify, TypeScript see, and the table
/// of fields by which the client reads and checks values at run time.
///
/// ```text
/// object! {
///     /// What the object is.
///     request CreateRequest = APP {         the struct and its table; `as APP` shares an existing table
///         /// What the field is.
///         client_id?: String,               optional: on the wire `clientId`
///         prompt?: Vec<String> as "…",      with another type in TypeScript
///         overrides?: Overrides as "…" = K, with another kind in the table
///         app_id: String,                   required
///         ..token: ObtainedToken,           the fields of another object, after these
///     }
/// }
/// ```
///
/// In a `request`, `null` means that an optional field is absent; in an `exact` object, such as a response, its type
/// has no `null`.
macro_rules! object {
    ($(#[$meta:meta])* request $name:ident $($rest:tt)*) => {
        object!(@table [Optional "Optional<string>"] [$(#[$meta])*] $name $($rest)*);
    };
    ($(#[$meta:meta])* exact $name:ident $($rest:tt)*) => {
        object!(@table [Option "string"] [$(#[$meta])*] $name $($rest)*);
    };

    (@table $mode:tt $meta:tt $name:ident = $table:ident { $($fields:tt)* }) => {
        object!(@fields $mode [= $table] $meta $name [] [] [] $($fields)*);
    };
    (@table $mode:tt $meta:tt $name:ident as $table:ident { $($fields:tt)* }) => {
        object!(@fields $mode [as $table] $meta $name [] [] [] $($fields)*);
    };
    (@table $mode:tt $meta:tt $name:ident { $($fields:tt)* }) => {
        object!(@fields $mode [] $meta $name [] [] [] $($fields)*);
    };

    // Fields move one by one from the end into the struct and into the rows of the table.
    (@fields [$option:ident $secret:literal] $table:tt $meta:tt $name:ident [$($struct:tt)*] [$($row:tt)*] []
        $(#[$doc:meta])* $field:ident?: Secret, $($rest:tt)*) => {
        object!(@fields [$option $secret] $table $meta $name [
            $($struct)*
            $(#[$doc])*
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[cfg_attr(all(feature = "types", target_arch = "wasm32"), tsify(type = $secret))]
            pub $field: $option<Secret>,
        ] [$($row)* field(wire_name!($field), Kind::Secret),] [] $($rest)*);
    };
    (@fields $mode:tt $table:tt $meta:tt $name:ident [$($struct:tt)*] [$($row:tt)*] []
        $(#[$doc:meta])* $field:ident: Secret, $($rest:tt)*) => {
        object!(@fields $mode $table $meta $name [
            $($struct)*
            $(#[$doc])*
            #[cfg_attr(all(feature = "types", target_arch = "wasm32"), tsify(type = "string"))]
            pub $field: Secret,
        ] [$($row)* field(wire_name!($field), Kind::Secret),] [] $($rest)*);
    };
    (@fields $mode:tt $table:tt $meta:tt $name:ident $struct:tt $row:tt []
        $(#[$doc:meta])* $field:ident?: $type:ty $(as $ts:literal)?, $($rest:tt)*) => {
        object!(@fields $mode $table $meta $name $struct $row []
            $(#[$doc])* $field?: $type $(as $ts)? = <$type as HasKind>::KIND, $($rest)*);
    };
    (@fields [$option:ident $secret:literal] $table:tt $meta:tt $name:ident [$($struct:tt)*] [$($row:tt)*] []
        $(#[$doc:meta])* $field:ident?: $type:ty $(as $ts:literal)? = $kind:expr, $($rest:tt)*) => {
        object!(@fields [$option $secret] $table $meta $name [
            $($struct)*
            $(#[$doc])*
            #[serde(default, skip_serializing_if = "Option::is_none")]
            $(#[cfg_attr(all(feature = "types", target_arch = "wasm32"), tsify(type = $ts))])?
            pub $field: $option<$type>,
        ] [$($row)* field(wire_name!($field), $kind),] [] $($rest)*);
    };
    (@fields $mode:tt $table:tt $meta:tt $name:ident [$($struct:tt)*] [$($row:tt)*] []
        $(#[$doc:meta])* $field:ident: $type:ty, $($rest:tt)*) => {
        object!(@fields $mode $table $meta $name [
            $($struct)*
            $(#[$doc])*
            pub $field: $type,
        ] [$($row)* field(wire_name!($field), <$type as HasKind>::KIND),] [] $($rest)*);
    };
    (@fields $mode:tt $table:tt $meta:tt $name:ident [$($struct:tt)*] $row:tt []
        $(#[$doc:meta])* ..$field:ident: $type:ident,) => {
        object!(@fields $mode $table $meta $name [
            $($struct)*
            $(#[$doc])*
            #[serde(flatten)]
            pub $field: $type,
        ] $row [$type]);
    };

    (@fields $mode:tt [$($table:tt)*] [$($meta:tt)*] $name:ident [$($struct:tt)*] $row:tt [$($more:ident)?]) => {
        $($meta)*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
        #[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
        #[serde(rename_all = "camelCase")]
        pub struct $name { $($struct)* }

        object!(@static [$($table)*] $name $row [$($more)?]);
    };
    (@static [] $name:ident $row:tt $more:tt) => {};
    (@static [as $table:ident] $name:ident [$($row:tt)*] []) => {
        const _: () = assert!(
            has_same_names(&[$($row)*], $table.fields),
            concat!(stringify!($name), " and ", stringify!($table), " have different fields: add or remove the row in both")
        );

        impl HasKind for $name {
            const KIND: Kind = Kind::Object(&$table);
        }
    };
    (@static [= $table:ident] $name:ident [$($row:tt)*] [$($more:ident)?]) => {
        impl HasFields for $name {
            const FIELDS: &'static [Field] = {
                const OWN: &[Field] = &[$($row)*];
                const MORE: &[Field] = object!(@more $($more)?);
                &joined::<{ OWN.len() + MORE.len() }>(OWN, MORE)
            };
        }

        impl HasKind for $name {
            const KIND: Kind = Kind::Object(&$table);
        }

        #[doc = concat!("The fields of [`", stringify!($name), "`].")]
        pub static $table: Schema = Schema::new(<$name as HasFields>::FIELDS);
    };
    (@more) => { &[] };
    (@more $more:ident) => { <$more as HasFields>::FIELDS };
}

/// Returns the wire name of a Rust field: `clientId` for `client_id`.
macro_rules! wire_name {
    ($field:ident) => {{
        const NAME: &[u8] = stringify!($field).as_bytes();
        const CAMEL: [u8; camel_length(NAME)] = camel(NAME);
        match core::str::from_utf8(&CAMEL) {
            Ok(name) => name,
            Err(_) => panic!("a field has a name in ASCII"),
        }
    }};
}

pub(super) use {object, wire_name};
