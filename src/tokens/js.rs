//! Wasm's side: numbers in, numbers out, and one buffer for text.

use alloc::vec;
use alloc::vec::Vec;

use wasm_bindgen::prelude::*;

use super::digest::Digest;
use super::failure::Meaning;
use super::lifetime::{Lifetime, Policy};
use super::{LOST_AFTER_MS, backoff};

/// The buffer's minimum size: most access tokens are shorter.
const LEAST_BYTES: usize = 2_048;

/// The decisions of the cache, and their inputs and results.
#[wasm_bindgen]
pub struct Decisions {
    input: Vec<u8>,
    digest: Digest,
    hash: [u32; 4],
    lifetime: Lifetime,
    meaning: Meaning,
}

#[wasm_bindgen]
impl Decisions {
    /// Takes the key of the digests, which must be random.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(first: u64, second: u64) -> Self {
        Self {
            input: Vec::new(),
            digest: Digest::new([first, second]),
            hash: [0; 4],
            lifetime: Lifetime {
                fresh_ms: 0.0,
                valid_ms: 0.0,
                stale_refreshes: 0,
            },
            meaning: Meaning::Lasting,
        }
    }

    /// Returns the address of a buffer for a text of this many bytes.
    pub fn input(&mut self, bytes: usize) -> *const u8 {
        if self.input.len() < bytes {
            self.input = vec![0; bytes.max(LEAST_BYTES)];
        }
        self.input.as_ptr()
    }

    /// Hashes the bearer in the buffer, and wipes it.
    pub fn hash(&mut self, length: usize) {
        if let Some(bearer) = self.input.get_mut(..length) {
            let [first, second] = self.digest.of(bearer);
            self.hash = [low(first), high(first), low(second), high(second)];
            bearer.fill(0);
        }
    }

    /// Returns one of the four parts of the hash.
    #[must_use]
    pub fn hash_part(&self, part: usize) -> u32 {
        self.hash.get(part).copied().unwrap_or_default()
    }

    /// Computes a token's lifetime from its expiry; `fresh_ms` and the methods after it return the result.
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

    /// Classifies a failure, whose code is in the buffer; `keeps_token` and the methods after it return the result.
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
}

/// As [`backoff::wait_ms`].
#[wasm_bindgen]
#[must_use]
pub fn wait_ms(attempt: u32, retry_after_ms: f64, random: f64) -> f64 {
    backoff::wait_ms(attempt, retry_after_ms, random)
}

/// Returns whether a fetch of this age counts as lost.
#[wasm_bindgen]
#[must_use]
pub fn is_lost(age_ms: f64) -> bool {
    age_ms >= LOST_AFTER_MS
}

fn low(word: u64) -> u32 {
    u32::try_from(word & u64::from(u32::MAX)).unwrap_or_default()
}

fn high(word: u64) -> u32 {
    u32::try_from(word >> 32).unwrap_or_default()
}
