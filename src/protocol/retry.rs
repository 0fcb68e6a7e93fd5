//! Which responses are retried, and after what delay.

use core::ops::RangeInclusive;

use crate::text::{number, pieces, split_at};

use super::rate::{Bucket, RateLimit};

/// How many times a call is tried again, and how long it may wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    /// The most times that the request is sent again.
    pub max_retries: u32,
    /// The longest wait, in milliseconds: the call fails if `Retry-After` asks for more.
    pub max_wait_ms: u32,
}

impl RetryPolicy {
    /// Sends once, without waiting.
    pub const NEVER: Self = Self {
        max_retries: 0,
        max_wait_ms: 0,
    };
}

/// The verdict on a failed attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The server did nothing, and asks clients to wait.
    Throttled,
    /// Something on the way failed; another attempt may succeed.
    Transient,
    /// The answer is final.
    Final,
}

/// Verdicts by status; every other status is [`Verdict::Final`].
const STATUSES: &[(RangeInclusive<u16>, Verdict)] = &[
    (408..=408, Verdict::Transient),
    (429..=429, Verdict::Throttled),
    (502..=504, Verdict::Transient),
    (520..=522, Verdict::Transient),
    (524..=524, Verdict::Transient),
    (530..=530, Verdict::Transient),
];

/// The bound of the first back-off, in milliseconds; it doubles with each further one.
const FIRST_BACK_OFF_MS: u32 = 500;

/// The bound of every back-off, in milliseconds.
const LONGEST_BACK_OFF_MS: u32 = 8_000;

pub(super) fn verdict(status: u16) -> Verdict {
    let row = STATUSES.iter().find(|(statuses, _)| statuses.contains(&status));
    row.map_or(Verdict::Final, |(_, verdict)| *verdict)
}

/// Returns an exponential back-off with full jitter: from 0 to a bound that doubles, so that clients which failed
/// together do not return together.
pub(super) fn back_off_ms(retry: u32, random: u32) -> u32 {
    let bound = FIRST_BACK_OFF_MS
        .saturating_mul(2_u32.saturating_pow(retry))
        .min(LONGEST_BACK_OFF_MS);
    let (bound, random) = (u64::from(bound), u64::from(random));
    let wait = bound.saturating_add(1).saturating_mul(random) >> 32;
    u32::try_from(wait).unwrap_or(LONGEST_BACK_OFF_MS)
}

/// The gate that every call of a client passes through: after a 429, all of them wait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gate {
    closed_at_ms: u64,
    opens_at_ms: u64,
    bucket: Option<Bucket>,
}

impl Gate {
    /// Creates a gate with the client's own rate limit.
    #[must_use]
    pub fn limited(limit: RateLimit) -> Self {
        Self {
            bucket: Some(Bucket::new(limit)),
            ..Self::default()
        }
    }

    /// Takes a turn under the client's own rate limit, and returns how long the call waits for it, in milliseconds. If
    /// that is too long, takes none and returns the wait as the error.
    pub(super) fn line_up(&mut self, now_ms: u64, max_wait_ms: u32) -> Result<u32, u64> {
        match &mut self.bucket {
            None => Ok(0),
            Some(bucket) => bucket.take(now_ms, max_wait_ms),
        }
    }

    /// Returns how long the gate stays closed, in milliseconds. A clock that was set back opens it: the remaining time
    /// is unknown, and the server can answer 429 again.
    pub(super) fn closed_for_ms(self, now_ms: u64) -> u64 {
        if now_ms < self.closed_at_ms {
            return 0;
        }
        self.opens_at_ms.saturating_sub(now_ms)
    }

    pub(super) fn close_for(&mut self, wait_ms: u32, now_ms: u64) {
        if u64::from(wait_ms) > self.closed_for_ms(now_ms) {
            self.closed_at_ms = now_ms;
            self.opens_at_ms = now_ms.saturating_add(u64::from(wait_ms));
        }
    }
}

/// The longest `Retry-After`, in milliseconds. A longer one is a mistake, such as a time since 1970, and would block a
/// client for years.
const LONGEST_RETRY_AFTER_MS: u64 = 24 * 60 * 60 * 1000;

/// Reads `Retry-After` (RFC 9110 §10.2.3), seconds or a date, as milliseconds from now. `None` if it is neither, or too
/// long.
#[inline(never)]
pub(super) fn retry_after_ms(value: &str, now_ms: u64) -> Option<u32> {
    let value = value.trim();
    // The grammar has no sign, but it does no harm.
    let wait_ms = match seconds(value.strip_prefix('+').unwrap_or(value)) {
        Some(seconds) => seconds.saturating_mul(1000),
        None => date_ms(value)?.saturating_sub(now_ms),
    };
    u32::try_from(wait_ms)
        .ok()
        .filter(|_| wait_ms <= LONGEST_RETRY_AFTER_MS)
}

/// Reads seconds, rounded up. The grammar has no fractions, but some servers send them.
fn seconds(value: &str) -> Option<u64> {
    match split_at(value, b'.') {
        (whole, None) => number(whole),
        (whole, Some(fraction)) => number(whole)?.checked_add(number(fraction).map(|_| 1)?),
    }
}

/// Reads `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §5.6.7) as milliseconds since 1970; the two obsolete forms are not
/// supported.
fn date_ms(value: &str) -> Option<u64> {
    let date = split_at(value, b',').1?.strip_prefix(' ')?;
    let month = MONTHS.iter().position(|name| Some(*name) == date.get(3..6))?;
    let mut parts = pieces(date, b' ');
    let day = small_number(parts.next())?;
    let year = small_number(parts.nth(1))?;
    let mut time = pieces(parts.next()?, b':');
    let mut seconds = days_since_1970(year, u32::try_from(month).ok()?, day)?;
    // The last minute of a day may have a leap second.
    for (in_each, greatest) in [(24, 23), (60, 59), (60, 60)] {
        let more = small_number(time.next()).filter(|more| *more <= greatest)?;
        seconds = seconds.saturating_mul(in_each).saturating_add(more.into());
    }
    let is_whole = time.next().is_none() && (1..=31).contains(&day) && parts.next() == Some("GMT");
    is_whole.then(|| seconds.saturating_mul(1000))
}

fn small_number(digits: Option<&str>) -> Option<u32> {
    u32::try_from(number(digits?)?).ok()
}

const MONTHS: &[&str] = &[
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// Returns the days since 1970. Counts the year from March, so that a leap day is the last of its year; `month` is 0
/// for January.
fn days_since_1970(year: u32, month: u32, day: u32) -> Option<u64> {
    let (year, month) = if month >= 2 {
        (year, month.checked_sub(2)?)
    } else {
        (year.checked_sub(1)?, month.checked_add(10)?)
    };
    let leap_days = (year / 4).checked_sub(year / 100)?.checked_add(year / 400)?;
    let days_before_month = month.checked_mul(153)?.checked_add(2)? / 5;
    let days = year.checked_mul(365)?.checked_add(leap_days)?;
    days.checked_add(days_before_month)?
        .checked_add(day)?
        .checked_sub(719_469)
        .map(u64::from)
}

#[cfg(test)]
mod tests {
    use super::{Gate, Verdict, back_off_ms, retry_after_ms, verdict};

    #[test]
    fn each_status_of_the_table_gets_its_verdict_and_no_other() {
        for status in 0..=999 {
            let expected = match status {
                429 => Verdict::Throttled,
                408 | 502 | 503 | 504 | 520 | 521 | 522 | 524 | 530 => Verdict::Transient,
                _ => Verdict::Final,
            };
            assert_eq!(verdict(status), expected, "{status}");
        }
    }

    #[test]
    fn a_back_off_is_anything_up_to_a_bound_that_doubles() {
        for (retry, bound) in [
            (0, 500),
            (1, 1000),
            (2, 2000),
            (3, 4000),
            (4, 8000),
            (5, 8000),
            (u32::MAX, 8000),
        ] {
            assert_eq!(back_off_ms(retry, 0), 0);
            assert_eq!(back_off_ms(retry, u32::MAX), bound);
            assert_eq!(back_off_ms(retry, u32::MAX / 2), bound / 2);
        }
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now = 784_111_770_000;
        for (value, expected) in [
            ("7", Some(7_000)),
            (" 0 ", Some(0)),
            ("+7", Some(7_000)),
            ("007", Some(7_000)),
            ("86400", Some(86_400_000)),
            ("Sun, 06 Nov 1994 08:49:37 GMT", Some(7_000)),
            ("Sun, 06 Nov 1994 08:49:29 GMT", Some(0)),
            ("Mon, 07 Nov 1994 08:49:30 GMT", Some(86_400_000)),
            // Fractions, rounded up.
            ("1.5", Some(2_000)),
            ("0.01", Some(1_000)),
            ("1.9999999999", Some(2_000)),
            ("1.", None),
            (".5", None),
            ("1.5.1", None),
            ("1,5", None),
            ("18446744073709551615.5", None),
            // Longer than a day; the last two are a time since 1970 and a number that overflows.
            ("86401", None),
            ("86400.5", None),
            ("Mon, 07 Nov 1994 08:49:31 GMT", None),
            ("Thu, 29 Feb 2096 00:00:00 GMT", None),
            ("1764117000", None),
            ("99999999999999999999", None),
            // No such time.
            ("Sun, 06 Nov 1994 24:00:00 GMT", None),
            ("Sun, 06 Nov 1994 08:60:00 GMT", None),
            ("Sun, 06 Nov 1994 08:49:61 GMT", None),
            ("Sun, 06 Nov 1994 08:49:37:00 GMT", None),
            ("Sun, 00 Nov 1994 08:49:37 GMT", None),
            ("Sun, 32 Nov 1994 08:49:37 GMT", None),
            ("Sun, 06 Nov 99999999999 08:49:37 GMT", None),
            ("Sun, 06 Nov 1994 08:49:37 PST", None),
            ("Sun, 06 Nov 1994 08:49 GMT", None),
            ("Sunday, 06-Nov-94 08:49:37 GMT", None),
            ("Sun, 06 Foo 1994 08:49:37 GMT", None),
            ("-1", None),
            ("-1.5", None),
            ("1e3", None),
            ("7s", None),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(retry_after_ms(value, now), expected, "{value}");
        }
        // A leap second, the day after a leap day, and the first of a year.
        assert_eq!(
            retry_after_ms("Sat, 31 Dec 2016 23:59:60 GMT", 1_483_228_799_000),
            Some(1_000)
        );
        assert_eq!(
            retry_after_ms("Fri, 01 Mar 2024 00:00:01 GMT", 1_709_251_200_000),
            Some(1_000)
        );
        assert_eq!(retry_after_ms("Thu, 01 Jan 1970 00:00:02 GMT", 0), Some(2_000));
    }

    #[test]
    fn a_gate_stays_closed_for_the_longest_that_was_asked() {
        let mut gate = Gate::default();
        assert_eq!(gate.closed_for_ms(5), 0);
        gate.close_for(100, 1_000);
        gate.close_for(10, 1_000);
        assert_eq!(
            (
                gate.closed_for_ms(1_040),
                gate.closed_for_ms(1_100),
                gate.closed_for_ms(9_999)
            ),
            (60, 0, 0)
        );
    }

    #[test]
    fn a_clock_that_is_set_back_opens_a_gate() {
        let mut gate = Gate::default();
        gate.close_for(100, 1_000_000);
        assert_eq!(gate.closed_for_ms(999), 0);
        gate.close_for(50, 1_000);
        assert_eq!(gate.closed_for_ms(1_010), 40);
    }
}
