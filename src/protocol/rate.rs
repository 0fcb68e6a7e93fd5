//! A client's own rate limit: a number of requests per period.
//!
//! A bucket holds one token for each allowed request, and refills evenly. Each request takes a token; if none is left,
//! it reserves the next one, so requests keep their order. The state is one number, the time at which the bucket is
//! full again (the "generic cell rate algorithm").

/// A number of requests per period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateLimit {
    /// The number of requests.
    pub requests: u32,
    /// The period, in milliseconds.
    pub per_ms: u32,
}

/// The tokens of a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bucket {
    limit: RateLimit,
    /// In microseconds: a token may take less than a millisecond.
    full_at_us: u64,
    last_us: u64,
}

impl Bucket {
    pub(super) fn new(limit: RateLimit) -> Self {
        Self {
            limit,
            full_at_us: 0,
            last_us: 0,
        }
    }

    /// Takes a token, and returns how long the caller waits for it, in milliseconds. If that is too long, takes none
    /// and returns the wait as the error.
    pub(super) fn take(&mut self, now_ms: u64, max_wait_ms: u32) -> Result<u32, u64> {
        let now = now_ms.saturating_mul(1_000);
        // If the clock was set back, moves `full_at_us` back by as much.
        self.full_at_us = self.full_at_us.saturating_sub(self.last_us.saturating_sub(now));
        let full_at = self.full_at_us.max(now).saturating_add(self.token_us());
        let capacity = u64::from(self.limit.per_ms).saturating_mul(1_000);
        let wait = full_at.saturating_sub(now).saturating_sub(capacity).div_ceil(1_000);
        match u32::try_from(wait) {
            Ok(wait) if wait <= max_wait_ms => {
                self.full_at_us = full_at;
                self.last_us = now;
                Ok(wait)
            }
            _ => Err(wait),
        }
    }

    /// The time to refill one token, in microseconds.
    fn token_us(&self) -> u64 {
        let per_us = u64::from(self.limit.per_ms).saturating_mul(1_000);
        per_us.div_ceil(u64::from(self.limit.requests.max(1)))
    }
}

#[cfg(test)]
mod tests {
    use super::{Bucket, RateLimit};

    fn bucket(requests: u32, per_ms: u32) -> Bucket {
        Bucket::new(RateLimit { requests, per_ms })
    }

    #[test]
    fn so_many_go_at_once_and_the_others_in_their_turn() {
        let mut bucket = bucket(3, 300);
        let waits: Vec<_> = (0..6).map(|_| bucket.take(1_000, 60_000)).collect();
        assert_eq!(waits, [Ok(0), Ok(0), Ok(0), Ok(100), Ok(200), Ok(300)]);
    }

    #[test]
    fn it_fills_up_again_and_no_further_than_full() {
        let mut bucket = bucket(2, 200);
        for (now_ms, wait_ms) in [
            (0, 0),
            (0, 0),
            (100, 0),
            (100, 100),
            (9_000, 0),
            (9_000, 0),
            (9_000, 100),
        ] {
            assert_eq!(bucket.take(now_ms, 60_000), Ok(wait_ms), "{now_ms}");
        }
    }

    #[test]
    fn a_wait_that_is_too_long_takes_no_token() {
        let mut bucket = bucket(1, 100);
        assert_eq!(bucket.take(0, 50), Ok(0));
        assert_eq!(bucket.take(0, 50), Err(100));
        assert_eq!(bucket.take(50, 50), Ok(50));
    }

    #[test]
    fn tokens_may_come_faster_than_milliseconds() {
        let mut bucket = bucket(10_000, 1_000);
        for _ in 0..10_000 {
            assert_eq!(bucket.take(0, 0), Ok(0));
        }
        assert_eq!(bucket.take(0, 1), Ok(1));
    }

    #[test]
    fn a_clock_that_is_set_back_makes_nobody_wait_for_it() {
        let mut bucket = bucket(1, 100);
        assert_eq!(bucket.take(1_000_000, 1_000), Ok(0));
        assert_eq!(bucket.take(5, 1_000), Ok(100));
    }

    #[test]
    fn in_no_window_of_the_time_there_are_more_than_twice_as_many_and_in_the_long_run_no_more() {
        let mut bucket = bucket(7, 1_000);
        let mut sent = Vec::new();
        for now_ms in 0..20_000_u64 {
            if let Ok(wait_ms) = bucket.take(now_ms, 10) {
                sent.push(now_ms.saturating_add(u64::from(wait_ms)));
            }
        }
        assert!(sent.len() <= 20 * 7 + 7 && sent.len() >= 20 * 7 - 7, "{}", sent.len());
        for start in 0..19_000 {
            let window = sent.iter().filter(|at| (start..start + 1_000).contains(*at));
            assert!(window.count() <= 14);
        }
    }
}
