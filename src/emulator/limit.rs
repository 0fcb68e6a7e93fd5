//! The rate limit: a number of requests per window of time \[guide\].

use serde::Deserialize;

/// A number of requests per window: the guide names 100 per 60,000 ms and 1,000 per 10,000 ms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RateLimit {
    /// The number of requests that a window admits.
    pub requests: u32,
    /// The length of a window in milliseconds. A window begins with the first request that it admits.
    pub per_ms: u32,
}

#[derive(Clone)]
pub(super) struct Limiter {
    limit: RateLimit,
    ends_at_ms: u64,
    admitted: u32,
}

impl Limiter {
    pub(super) fn new(limit: RateLimit) -> Self {
        Self {
            limit,
            ends_at_ms: 0,
            admitted: 0,
        }
    }

    /// Counts a request.
    ///
    /// # Errors
    /// The number of seconds to wait, for `Retry-After`.
    pub(super) fn admit(&mut self, now_ms: u64) -> Result<(), u64> {
        if now_ms >= self.ends_at_ms {
            self.ends_at_ms = now_ms.saturating_add(self.limit.per_ms.into());
            self.admitted = 0;
        }
        if self.admitted >= self.limit.requests {
            return Err(self.ends_at_ms.saturating_sub(now_ms).div_ceil(1000).max(1));
        }
        self.admitted = self.admitted.saturating_add(1);
        Ok(())
    }
}
