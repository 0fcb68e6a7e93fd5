//! The provider's side of the tokens that it issued.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

/// The provider: it knows the tokens that it issued, and their lifetimes.
#[derive(Clone, Default)]
pub(in crate::emulator) struct Provider {
    pub(in crate::emulator) lifetimes: BTreeMap<String, u32>,
    issued: u64,
}

impl Provider {
    /// Issues a new access token and refresh token, as in exchange for a code or a refresh token.
    pub(in crate::emulator) fn issue(&mut self, lifetime_s: u32, now_ms: u64) -> Map<String, Value> {
        self.issued = self.issued.saturating_add(1);
        let number = self.issued;
        let expiry_s = match lifetime_s {
            0 => 0,
            lifetime_s => seconds(now_ms).saturating_add(lifetime_s.into()),
        };
        let issued = json!({
            "accessToken": format!("emulated-access-token-{number}"),
            "accessTokenType": "Bearer",
            "accessTokenExpiry": expiry_s,
            "refreshToken": format!("emulated-refresh-token-{number}"),
        });
        match issued {
            Value::Object(issued) => issued,
            _ => Map::new(),
        }
    }
}

/// Converts milliseconds to whole seconds, the unit of a token's times.
pub(in crate::emulator) fn seconds(ms: u64) -> u64 {
    ms.checked_div(1_000).unwrap_or_default()
}
