//! The lifetime of a token.

use super::backoff;

/// The options about a token's lifetime.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Policy {
    /// How long before its expiry a token is refreshed.
    pub refresh_before_ms: f64,
    /// How long a token without an expiry is kept.
    pub max_age_ms: f64,
}

/// The lifetime of a token, from now on. Zero or less: it is over.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lifetime {
    /// How long it is served without a request.
    pub fresh_ms: f64,
    /// How long it is served while a refresh runs.
    pub valid_ms: f64,
    /// The number of refreshes in a row without a fresh token, this one included.
    pub stale_refreshes: u32,
}

impl Policy {
    /// Computes the lifetime from an expiry, in seconds since 1970. An expiry that is not positive and finite is
    /// unknown.
    ///
    /// `stale_refreshes` counts the refreshes in a row whose token was not fresh either: a server that returns the same
    /// token again, or tokens that live for less than `refresh_before_ms`, must not cause endless requests.
    #[must_use]
    pub fn lifetime(&self, expiry_s: f64, now_ms: f64, stale_refreshes: u32, random: f64) -> Lifetime {
        if !is_known(expiry_s) {
            return Lifetime {
                fresh_ms: self.max_age_ms,
                valid_ms: self.max_age_ms,
                stale_refreshes: 0,
            };
        }
        let valid_ms = expiry_s * 1_000.0 - now_ms;
        let until_refresh = valid_ms - self.refresh_before_ms;
        if until_refresh > 0.0 {
            return Lifetime {
                fresh_ms: until_refresh,
                valid_ms,
                stale_refreshes: 0,
            };
        }
        let fresh_ms = match stale_refreshes.checked_sub(1) {
            Some(attempt) => backoff::wait_ms(attempt, 0.0, random).min(valid_ms),
            None => until_refresh,
        };
        Lifetime {
            fresh_ms,
            valid_ms,
            stale_refreshes,
        }
    }
}

impl Lifetime {
    /// Returns whether a token that has just arrived must be fetched again, with `forceRefresh`: it has already
    /// expired, and the provider, which was not asked yet, may have a newer one.
    #[must_use]
    pub fn must_be_forced(&self, was_forced: bool, can_be_refreshed: bool) -> bool {
        self.valid_ms <= 0.0 && !was_forced && can_be_refreshed
    }
}

fn is_known(expiry_s: f64) -> bool {
    expiry_s.is_finite() && expiry_s > 0.0
}

#[cfg(test)]
mod tests {
    use super::{Lifetime, Policy};

    const NOW_S: f64 = 1_800_000_000.0;
    const POLICY: Policy = Policy {
        refresh_before_ms: 60_000.0,
        max_age_ms: 300_000.0,
    };

    fn lifetime(expiry_s: f64, stale_refreshes: u32) -> (f64, f64) {
        let Lifetime { fresh_ms, valid_ms, .. } = POLICY.lifetime(expiry_s, NOW_S * 1_000.0, stale_refreshes, 0.0);
        (fresh_ms, valid_ms)
    }

    #[test]
    fn a_token_is_fresh_until_its_expiry_less_the_time_that_a_refresh_may_take() {
        let cases = [
            (3_600.0, (3_540_000.0, 3_600_000.0)),
            (61.0, (1_000.0, 61_000.0)),
            (60.0, (0.0, 60_000.0)),
            (1.0, (-59_000.0, 1_000.0)),
            (0.0, (-60_000.0, 0.0)),
            (-10.0, (-70_000.0, -10_000.0)),
        ];
        for (in_s, expected) in cases {
            assert_eq!(lifetime(NOW_S + in_s, 0), expected, "{in_s}");
        }
    }

    #[test]
    fn a_token_without_an_expiry_is_kept_for_max_age() {
        for unknown in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(lifetime(unknown, 0), (300_000.0, 300_000.0), "{unknown}");
            assert_eq!(lifetime(unknown, 3), (300_000.0, 300_000.0), "{unknown}, refreshed");
        }
    }

    #[test]
    fn a_refresh_that_brought_nothing_fresh_is_not_tried_again_at_once() {
        assert_eq!(lifetime(NOW_S + 30.0, 1), (1_000.0, 30_000.0));
        assert_eq!(lifetime(NOW_S + 30.0, 3), (4_000.0, 30_000.0));
        assert_eq!(
            lifetime(NOW_S + 2.0, 3),
            (2_000.0, 2_000.0),
            "never longer than it is valid"
        );
        assert_eq!(
            lifetime(NOW_S + 3_600.0, 3),
            (3_540_000.0, 3_600_000.0),
            "fresh after all"
        );
    }

    #[test]
    fn a_fresh_token_ends_the_count_of_refreshes_that_brought_none() {
        let count = |expiry_s| POLICY.lifetime(expiry_s, NOW_S * 1_000.0, 3, 0.0).stale_refreshes;
        assert_eq!(count(NOW_S + 30.0), 3);
        assert_eq!(count(NOW_S + 3_600.0), 0);
        assert_eq!(count(0.0), 0);
    }

    #[test]
    fn a_token_that_arrives_expired_is_forced_once_if_it_can_be_refreshed() {
        let at = |valid_ms| Lifetime {
            fresh_ms: 0.0,
            valid_ms,
            stale_refreshes: 0,
        };
        for (valid_ms, was_forced, can_be_refreshed, expected) in [
            (-1.0, false, true, true),
            (0.0, false, true, true),
            (1.0, false, true, false),
            (-1.0, true, true, false),
            (-1.0, false, false, false),
        ] {
            let found = at(valid_ms).must_be_forced(was_forced, can_be_refreshed);
            assert_eq!(found, expected, "{valid_ms} {was_forced} {can_be_refreshed}");
        }
    }
}
