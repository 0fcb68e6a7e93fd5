//! The input and the output of an endpoint.

use serde_json::{Map, Value};

use super::bearer::Caller;
use super::options::Behavior;

/// A request that an endpoint carries out.
pub(super) struct Invocation<'c> {
    /// The segment of `{id}` in the path, decoded.
    pub(super) id: String,
    /// The fields that were sent, checked.
    pub(super) request: Map<String, Value>,
    pub(super) caller: Caller<'c>,
    /// Milliseconds since 1970.
    pub(super) now_ms: u64,
    pub(super) behavior: &'c Behavior,
}

impl Invocation<'_> {
    /// Builds an object of a response: the named fields that have a value, and `null` for the others if the `nulls`
    /// option is set \[node\].
    pub(super) fn show<'n>(
        &self,
        names: impl Iterator<Item = &'n str>,
        value_of: impl Fn(&str) -> Option<Value>,
    ) -> Value {
        let absent = || self.behavior.nulls.then_some(Value::Null);
        names
            .filter_map(|name| Some((name.to_owned(), value_of(name).or_else(absent)?)))
            .collect()
    }

    /// Encodes a 64-bit number as a string, as protobuf's JSON may \[go\], or as a number if the options ask for it.
    pub(super) fn int64(&self, number: &Value) -> Value {
        if self.behavior.int64_as_string {
            number.to_string().into()
        } else {
            number.clone()
        }
    }
}

/// The answer of an endpoint.
pub(super) struct Done {
    pub(super) body: Value,
    /// The id of the app that was created, updated or deleted, for the log.
    pub(super) id: Option<String>,
}

impl Done {
    pub(super) fn of(body: Value) -> Self {
        Self { body, id: None }
    }
}
