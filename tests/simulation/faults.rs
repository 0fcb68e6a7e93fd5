//! Faults of a request in transit.

use super::rng::Rng;

/// Faults, each with its time after the request, in milliseconds.
pub type FaultSchedule = Vec<(u64, FaultEvent)>;

/// An event of a request. The first that ends the attempt counts for the client; later arrivals still reach the server.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FaultEvent {
    /// The request reaches the server. Its answer comes back after `back_ms`, if at all.
    Arrives {
        back_ms: Option<u64>,
        distortion: Option<Distortion>,
    },
    /// A proxy answers instead of the server.
    Answered {
        status: u16,
        retry_after_s: Option<u64>,
        body: &'static str,
    },
    /// The connection breaks.
    Lost,
    /// The connection breaks within the body of an answer with this status.
    Broken { status: u16 },
    /// The answer is longer than the client reads.
    TooLarge { status: u16 },
    /// The client's timeout passes.
    TimedOut,
}

/// A distortion of the server's answer on its way back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Distortion {
    /// The answer belongs to another request: it shows an app with another id.
    OtherApp,
    /// A field of the app has an undocumented type.
    WrongType,
}

/// The purpose of a request, on which a proxy's answer depends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A change that is answered with the app.
    ChangeApp,
    /// A change that is answered with `{}`, or in no documented way.
    ChangeOther,
    /// Reading one app, or a token.
    ReadOne,
    /// Reading all apps.
    ReadAll,
}

/// The statuses with which a proxy answers.
const PROXY_STATUSES: &[u16] = &[
    408, 502, 503, 504, 520, 521, 522, 524, 530, 400, 401, 403, 404, 500, 501, 302,
];

/// Returns a proxy's successes that prove nothing. Where the API itself answers only `{}`, they differ from it, since
/// no client could tell them apart.
fn unproven_successes(purpose: Purpose) -> &'static [&'static str] {
    match purpose {
        Purpose::ChangeApp => &[
            "{}",
            r#"{"app":null}"#,
            r#"{"app":{}}"#,
            r#"{"app":{"id":"","name":null,"prompt":[],"pkce":false}}"#,
            r#"{"app":[]}"#,
            "<html>",
            "[]",
            "null",
            "",
            r#"{"app":{"id":"#,
        ],
        Purpose::ChangeOther => &["<html>", r#"{"app":"#],
        Purpose::ReadOne => &["{}", r#"{"app":{}}"#, "<html>", "[]", "", r#"{"app":{"id":"#],
        Purpose::ReadAll => &["<html>", "[]", "", r#"{"apps":[{"id":"#],
    }
}

/// Draws the schedule of a request: `trouble` of eight requests have faults.
pub fn draw(rng: &mut Rng, trouble: u64, purpose: Purpose, host_resends: bool) -> FaultSchedule {
    let there_ms = rng.below(20);
    if rng.below(8) >= trouble {
        return vec![(there_ms, delivered(rng.below(20)))];
    }
    let unanswered = FaultEvent::Arrives {
        back_ms: None,
        distortion: None,
    };
    let changes = matches!(purpose, Purpose::ChangeApp | Purpose::ChangeOther);
    match rng.below(12) {
        // The connection breaks; the host, which has used it before, resends silently.
        0 if host_resends => vec![(there_ms, unanswered), (there_ms + 1 + rng.below(20), delivered(1))],
        0 => vec![(5, FaultEvent::Lost)],
        1 => vec![(there_ms, unanswered), (there_ms + 1, FaultEvent::Lost)],
        // Slow enough to time out, on the way there or back: the server acts late.
        2 => vec![(rng.below(4_000), delivered(rng.below(2_000)))],
        // An intermediary sends it twice.
        3 if changes => vec![(there_ms, delivered(1)), (there_ms + 1 + rng.below(3_000), unanswered)],
        4 => vec![
            (there_ms, unanswered),
            (there_ms + 2, FaultEvent::Broken { status: 200 }),
        ],
        // A success that proves nothing, whether or not the server acted.
        5 | 6 => {
            let body = rng.one_of(unproven_successes(purpose));
            let mut schedule = vec![(there_ms + 2, answered(200, None, body))];
            if rng.one_in(2) {
                schedule.push((there_ms, unanswered));
            }
            schedule
        }
        7 => vec![
            (there_ms, unanswered),
            (there_ms + 2, FaultEvent::TooLarge { status: 200 }),
        ],
        8 => {
            let retry_after_s = (!rng.one_in(4)).then(|| rng.below(14));
            vec![(5, answered(429, retry_after_s, "<html>"))]
        }
        9 => {
            let distortion = Some(*rng.one_of(&[Distortion::OtherApp, Distortion::WrongType]));
            let back_ms = Some(1);
            vec![(there_ms, FaultEvent::Arrives { back_ms, distortion })]
        }
        _ => by_proxy(rng),
    }
}

fn by_proxy(rng: &mut Rng) -> FaultSchedule {
    let status = *rng.one_of(PROXY_STATUSES);
    let mut schedule = vec![(5, answered(status, None, "<html>"))];
    // A proxy that refuses a request passes nothing on; one that gives up waiting may have.
    if matches!(status, 408 | 500..) && rng.one_in(2) {
        let (back_ms, distortion) = (None, None);
        schedule.push((3, FaultEvent::Arrives { back_ms, distortion }));
    }
    schedule
}

fn delivered(back_ms: u64) -> FaultEvent {
    FaultEvent::Arrives {
        back_ms: Some(back_ms),
        distortion: None,
    }
}

fn answered(status: u16, retry_after_s: Option<u64>, body: &'static str) -> FaultEvent {
    FaultEvent::Answered {
        status,
        retry_after_s,
        body,
    }
}
