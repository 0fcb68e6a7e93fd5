//! The rate limit: so many requests in a window of time, and then none until it ends \[guide\].

use serde::Deserialize;

/// So many requests in so many milliseconds: the guide names 100 per 60,000 and 1,000 per 10,000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RateLimit {
    /// How many requests a window admits.
    pub requests: u32,
    /// How long a window is. It begins with the first request that it admits.
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

    /// # Errors
    /// How many seconds to wait, for `Retry-After`.
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
