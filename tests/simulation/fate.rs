//! What happens to a request on its way.

use super::dice::Dice;

/// What happens, and how long after the request was sent.
pub type Fate = Vec<(u64, Turn)>;

/// One thing that happens to a request. Only the first that ends its attempt counts; whatever else there is goes on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// It reaches the server, whose answer takes so long to come back, if it does.
    Arrives { back_ms: Option<u64> },
    /// The call gets this answer: the server's, or that of a proxy in its place.
    Answered {
        status: u16,
        retry_after_s: Option<u64>,
        body: String,
    },
    /// The connection breaks.
    Lost,
    /// The connection breaks within the body of an answer with this status.
    Broken { status: u16 },
    /// The answer is longer than the client reads.
    TooLarge { status: u16 },
    /// The client has waited long enough.
    TimedOut,
}

/// What proxies say, of whatever reason.
const PROXY_STATUSES: &[u16] = &[
    408, 502, 503, 504, 520, 521, 522, 524, 530, 400, 401, 403, 404, 500, 501, 302,
];

/// `trouble` of eight requests meet with some.
pub fn draw(dice: &mut Dice, trouble: u64, creates: bool, host_resends: bool) -> Fate {
    let there_ms = dice.below(20);
    if dice.below(8) >= trouble {
        let back_ms = Some(dice.below(20));
        return vec![(there_ms, Turn::Arrives { back_ms })];
    }
    let unheard = Turn::Arrives { back_ms: None };
    let heard = Turn::Arrives { back_ms: Some(1) };
    match dice.below(10) {
        // The connection breaks, and the host, which has used it before, sends again and tells nobody.
        0 if host_resends => vec![(there_ms, unheard), (there_ms + 1 + dice.below(20), heard)],
        0 => vec![(5, Turn::Lost)],
        1 => vec![(there_ms, unheard), (there_ms + 1, Turn::Lost)],
        // Slow enough to time out, on the way there or back: the server acts late.
        2 => {
            let back_ms = Some(dice.below(2_000));
            vec![(dice.below(4_000), Turn::Arrives { back_ms })]
        }
        // Something on the way sends it twice.
        3 if creates => vec![(there_ms, heard), (there_ms + 1 + dice.below(3_000), unheard)],
        4 => vec![(there_ms, unheard), (there_ms + 2, Turn::Broken { status: 200 })],
        // The same, with nobody who notices.
        5 => vec![
            (there_ms, unheard),
            (there_ms + 2, answered(200, None, r#"{"app":{"id":"#)),
        ],
        6 => vec![(there_ms, unheard), (there_ms + 2, Turn::TooLarge { status: 200 })],
        7 => {
            let retry_after_s = (!dice.one_in(4)).then(|| dice.below(14));
            vec![(5, answered(429, retry_after_s, "<html>"))]
        }
        _ => by_proxy(dice),
    }
}

fn by_proxy(dice: &mut Dice) -> Fate {
    let status = *dice.one_of(PROXY_STATUSES);
    let mut fate = vec![(5, answered(status, None, "<html>"))];
    // One that says no by itself passes nothing on; one that gives up waiting may have.
    if matches!(status, 408 | 500..) && dice.one_in(2) {
        fate.push((3, Turn::Arrives { back_ms: None }));
    }
    fate
}

fn answered(status: u16, retry_after_s: Option<u64>, body: &str) -> Turn {
    Turn::Answered {
        status,
        retry_after_s,
        body: body.to_owned(),
    }
}
