//! A string that cannot be printed.

use alloc::string::String;
use core::fmt;

use serde::{Deserialize, Serialize};

use crate::text::owned;

/// A management key, client secret, API key or token. It has no `Display`, its `Debug` shows nothing of it, and its
/// memory is zeroed when it is freed: by its own `Drop`, or by the allocator of the npm package's wasm, which zeroes
/// all freed memory. It serializes as the plain string, since requests carry it.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// An empty secret.
    pub const EMPTY: Self = Self(String::new());

    /// Takes ownership of a string; no copy of it is left behind.
    #[must_use]
    pub fn new(value: String) -> Self {
        Self(value)
    }

    /// Appends a text. If the buffer has to grow, the old one is zeroed.
    #[inline(never)]
    pub fn push_str(&mut self, text: &str) {
        if self.0.capacity().wrapping_sub(self.0.len()) < text.len() {
            self.grow(text.len());
        }
        self.0.push_str(text);
    }

    #[inline(never)]
    fn grow(&mut self, bytes: usize) {
        let length = self.0.len().saturating_add(bytes);
        let mut longer = String::with_capacity(length.saturating_mul(2));
        longer.push_str(&self.0);
        drop(Self(core::mem::replace(&mut self.0, longer)));
    }

    /// Appends a character, likewise.
    pub fn push(&mut self, character: char) {
        self.push_str(character.encode_utf8(&mut [0; 4]));
    }

    /// Returns the secret itself, for the one place that sends it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<&str> for Secret {
    #[inline(never)]
    fn from(value: &str) -> Self {
        Self(owned(value))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

#[cfg(not(all(feature = "npm", target_arch = "wasm32", not(feature = "std"))))]
impl Drop for Secret {
    fn drop(&mut self) {
        let mut bytes = core::mem::take(&mut self.0).into_bytes();
        bytes.fill(0);
        // Without an observer the compiler may leave out a write to memory that is about to be freed.
        core::hint::black_box(&bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::Secret;

    #[test]
    fn grows_by_what_is_appended() {
        let mut secret = Secret::default();
        for part in ["K-", "canary-", "ü", ""] {
            secret.push_str(part);
        }
        secret.push('🔑');
        assert_eq!(secret.expose(), "K-canary-ü🔑");
    }

    #[test]
    fn debug_shows_nothing_of_it() {
        assert_eq!(format!("{:?}", Some(Secret::from("K-canary"))), "Some([redacted])");
    }
}
