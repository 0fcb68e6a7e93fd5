//! Wasm's side: numbers in, numbers out, and one buffer for a text.

use alloc::vec;
use alloc::vec::Vec;

use wasm_bindgen::prelude::*;

use super::digest::Digest;
use super::failure::Meaning;
use super::lifetime::{Lifetime, Policy};
use super::{LOST_AFTER_MS, backoff};

/// The buffer is made for as much as this at once: most access tokens are shorter.
const LEAST_BYTES: usize = 2_048;

/// The decisions, and what they are made with.
#[wasm_bindgen]
pub struct Decisions {
    input: Vec<u8>,
    digest: Digest,
    hash: [u64; 2],
    lifetime: Lifetime,
    meaning: Meaning,
}

#[wasm_bindgen]
impl Decisions {
    /// Takes the key of the digests, which has to be random.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(first: u64, second: u64) -> Self {
        Self {
            input: Vec::new(),
            digest: Digest::new([first, second]),
            hash: [0; 2],
            lifetime: Lifetime {
                fresh_ms: 0.0,
                valid_ms: 0.0,
                stale_refreshes: 0,
            },
            meaning: Meaning::Lasting,
        }
    }

    /// Where to write a text of so many bytes.
    pub fn input(&mut self, bytes: usize) -> *const u8 {
        if self.input.len() < bytes {
            self.input = vec![0; bytes.max(LEAST_BYTES)];
        }
        self.input.as_ptr()
    }

    /// Hashes the bearer that was written, and wipes it.
    pub fn hash(&mut self, length: usize) {
        if let Some(bearer) = self.input.get_mut(..length) {
            self.hash = self.digest.of(bearer);
            bearer.fill(0);
        }
    }

    /// A part of the hash, as a number that JavaScript has: `part` is 0 or 1 for the low and the high half of the first
    /// word, 2 or 3 for the second.
    #[must_use]
    pub fn hash_part(&self, part: u32) -> u32 {
        let [first, second] = self.hash;
        let word = if part < 2 { first } else { second };
        let [a, b, c, d, e, f, g, h] = word.to_le_bytes();
        u32::from_le_bytes(if part & 1 == 0 { [a, b, c, d] } else { [e, f, g, h] })
    }

    /// Reads a token's expiry. `fresh_ms` and the others tell what it means.
    #[expect(clippy::too_many_arguments, reason = "numbers cross the boundary, objects do not")]
    pub fn read_expiry(
        &mut self,
        expiry_s: f64,
        now_ms: f64,
        refresh_before_ms: f64,
        max_age_ms: f64,
        stale_refreshes: u32,
        random: f64,
    ) {
        let policy = Policy {
            refresh_before_ms,
            max_age_ms,
        };
        self.lifetime = policy.lifetime(expiry_s, now_ms, stale_refreshes, random);
    }

    /// As [`Lifetime::fresh_ms`].
    #[must_use]
    pub fn fresh_ms(&self) -> f64 {
        self.lifetime.fresh_ms
    }

    /// As [`Lifetime::valid_ms`].
    #[must_use]
    pub fn valid_ms(&self) -> f64 {
        self.lifetime.valid_ms
    }

    /// As [`Lifetime::stale_refreshes`].
    #[must_use]
    pub fn stale_refreshes(&self) -> u32 {
        self.lifetime.stale_refreshes
    }

    /// As [`Lifetime::must_be_forced`].
    #[must_use]
    pub fn must_be_forced(&self, was_forced: bool, can_be_refreshed: bool) -> bool {
        self.lifetime.must_be_forced(was_forced, can_be_refreshed)
    }

    /// Reads a failure, whose code was written. `keeps_token` and the others tell what it means.
    pub fn read_failure(&mut self, length: usize, status: u16) {
        let code = self.input.get(..length).unwrap_or_default();
        self.meaning = Meaning::of(core::str::from_utf8(code).unwrap_or_default(), status);
    }

    /// As [`Meaning::keeps_token`].
    #[must_use]
    pub fn keeps_token(&self) -> bool {
        self.meaning.keeps_token()
    }

    /// As [`Meaning::is_remembered`].
    #[must_use]
    pub fn is_remembered(&self) -> bool {
        self.meaning.is_remembered()
    }

    /// As [`Meaning::is_waited_out`].
    #[must_use]
    pub fn is_waited_out(&self) -> bool {
        self.meaning.is_waited_out()
    }

    /// As [`backoff::wait_ms`].
    #[must_use]
    pub fn wait_ms(&self, attempt: u32, retry_after_ms: f64, random: f64) -> f64 {
        backoff::wait_ms(attempt, retry_after_ms, random)
    }

    /// Whether a fetch that began so long ago counts as lost.
    #[must_use]
    pub fn is_lost(&self, age_ms: f64) -> bool {
        age_ms >= LOST_AFTER_MS
    }
}
