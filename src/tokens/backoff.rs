//! The delay before a retry.

const FIRST_MS: f64 = 1_000.0;
const LONGEST_MS: f64 = 10_000.0;
/// The random part of a wait, so that clients that started together do not retry together.
const JITTER: f64 = 0.25;

/// Returns the wait after an attempt, counted from 0: 1 s, doubled each time up to 10 s, minus up to a quarter at
/// random, but at least 1 s and `retry_after_ms`. `random` is from 0 to 1.
#[must_use]
pub fn wait_ms(attempt: u32, retry_after_ms: f64, random: f64) -> f64 {
    let mut longest = FIRST_MS;
    for _ in 0..attempt.min(4) {
        longest = (longest * 2.0).min(LONGEST_MS);
    }
    let wait = longest - longest * JITTER * random;
    // `f64::max` ignores NaN.
    wait.max(FIRST_MS).max(retry_after_ms)
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "they are whole numbers and quarters")]
mod tests {
    use super::wait_ms;

    #[test]
    fn waits_double_from_1_s_to_10_s() {
        let waits: Vec<f64> = (0..7).map(|attempt| wait_ms(attempt, 0.0, 0.0)).collect();
        assert_eq!(
            waits,
            [1_000.0, 2_000.0, 4_000.0, 8_000.0, 10_000.0, 10_000.0, 10_000.0]
        );
        assert_eq!(wait_ms(u32::MAX, 0.0, 0.0), 10_000.0);
    }

    #[test]
    fn a_quarter_is_left_to_chance_and_no_wait_is_under_1_s() {
        assert_eq!(wait_ms(0, 0.0, 1.0), 1_000.0);
        assert_eq!(wait_ms(1, 0.0, 1.0), 1_500.0);
        assert_eq!(wait_ms(9, 0.0, 0.5), 8_750.0);
    }

    #[test]
    fn retry_after_is_kept_if_it_is_longer() {
        assert_eq!(wait_ms(0, 30_000.0, 0.0), 30_000.0);
        assert_eq!(wait_ms(4, 30.0, 0.0), 10_000.0);
        assert_eq!(wait_ms(0, f64::NAN, 0.0), 1_000.0);
    }
}
