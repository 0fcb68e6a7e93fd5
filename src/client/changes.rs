//! The changes that `patch` makes.

use crate::model::CreateRequest;
use crate::value::{Builder, Document, Value};

use super::json::encode;

/// Fields of an app to change. The others stay as they are.
///
/// ```
/// use descope_outbound::client::AppChanges;
/// use descope_outbound::model::CreateRequest;
///
/// let changes = AppChanges {
///     set: CreateRequest { description: Some("Issues and pull requests".into()), ..CreateRequest::default() },
///     clear: vec!["logo".into()],
/// };
/// # assert_eq!(changes.clear.len(), 1);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AppChanges {
    /// The fields to set. The `id` cannot be changed.
    pub set: CreateRequest,
    /// The fields to clear, by their names in the API, such as `defaultScopes`. The name cannot be cleared.
    pub clear: Vec<String>,
}

impl AppChanges {
    pub(super) fn to_document(&self) -> Document {
        let set = encode(&self.set);
        let mut changes = Builder::default();
        changes.object(|changes| {
            if let Value::Object(members) = set.root() {
                for (name, value) in members.iter() {
                    changes.member(name, value);
                }
            }
            for name in &self.clear {
                changes.string(name);
                changes.null();
            }
        });
        changes.finish()
    }
}

#[cfg(all(feature = "types", target_arch = "wasm32"))]
#[wasm_bindgen::prelude::wasm_bindgen(typescript_custom_section)]
const APP_CHANGES: &str = r#"
/**
 * Fields of an app to change; `null` clears one. The `id` cannot be changed, and the `name` not be cleared.
 */
export type AppChanges = Omit<CreateRequest, "id" | "name"> & { name?: string | undefined };
"#;
