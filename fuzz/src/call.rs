//! Drives two calls of one client through events in any order.
//!
//! ```text
//! 3 60000                      the maximum number of retries, and the longest wait in ms; with `resends` after it, the
//!                              host may send a request twice
//! {"id":"a","name":"n"}        the app that the first call creates
//! GET                          the second call's request; here it reads all apps
//! 1 503|7|{}                   the first call is answered: status, Retry-After, body
//! 2 lost reset by peer         or fails: lost, timeout, none, large <status>, broken <status>
//! clock 500                    time passes; or runs back: back 500
//! random 7                     the next random number
//! 1 200||{"apps":[$]}          $ is the body that the call sent
//! !1 elapsed                   an event that the call may not await: start, elapsed, or any of the above
//! ```
//!
//! Without a `!`, a call first advances to the event: it is started, and its waits elapse.

use descope_outbound::model::Secret;
use descope_outbound::protocol::{
    Answer, Applied, Body, CREATE, Call, Command, Context, Endpoint, Event, Failure, Gate, HttpMethod, Idempotency,
    LOAD, LOAD_ALL, Outgoing, Reason, Redactor, RetryPolicy, Success, TransportError,
};
use descope_outbound::value::{Document, Nulls, to_json};
use serde_json::Value;

use super::request::with_whole_characters;
use super::response::{LONGEST_RETRY_AFTER_MS, may_have_acted, seconds_as_ms};
use super::{KEY, SECRET};

const LONGEST_BACK_OFF_MS: u32 = 8_000;

/// Checks that both calls keep the guarantees of the table of retries, whatever happens, in any order.
pub fn check(input: &[u8]) {
    let mut lines = super::text(input).lines();
    let mut settings = lines.next().unwrap_or_default().split(' ');
    let mut number = |default| {
        settings
            .next()
            .and_then(|number| number.parse().ok())
            .unwrap_or(default)
    };
    let policy = RetryPolicy {
        max_retries: number(3),
        max_wait_ms: number(60_000),
    };
    let mut shared = Shared {
        host_resends: settings.next() == Some("resends"),
        ..Shared::default()
    };
    let mut calls = [(); 2].map(|()| Watched::new(lines.next().unwrap_or_default(), policy));
    for line in lines {
        match line.split_once(' ').unwrap_or_default() {
            ("clock", ms) => shared.now_ms = shared.now_ms.saturating_add(ms.parse().unwrap_or(0)),
            ("back", ms) => shared.runs_back(ms.parse().unwrap_or(0)),
            ("random", random) => shared.random = random.parse().unwrap_or(0),
            ("1", what) => calls[0].happens(what, &mut shared),
            ("2", what) => calls[1].happens(what, &mut shared),
            ("!1", what) => calls[0].is_told(what, &mut shared),
            ("!2", what) => calls[1].is_told(what, &mut shared),
            _ => {}
        }
    }
    for call in &mut calls {
        call.ends(&mut shared);
    }
}

/// The state that the calls of a client share.
struct Shared {
    now_ms: u64,
    random: u32,
    gate: Gate,
    host_resends: bool,
    /// The time until which the server asked for no requests.
    forbidden_until_ms: u64,
}

impl Default for Shared {
    fn default() -> Self {
        Self {
            now_ms: 1_000_000,
            random: u32::MAX / 2,
            gate: Gate::default(),
            host_resends: false,
            forbidden_until_ms: 0,
        }
    }
}

impl Shared {
    /// Sets the clock back, which may open the gate.
    fn runs_back(&mut self, ms: u64) {
        self.now_ms = self.now_ms.saturating_sub(ms);
        self.forbidden_until_ms = 0;
    }
}

/// The event that a call awaits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Awaited {
    Start,
    Timer {
        wait_ms: u32,
    },
    /// The end of the call's own request.
    Request,
    LookUp {
        in_list: bool,
    },
    Nothing,
}

/// Whether the API may say by this error that the id or the name is taken, which is not documented.
fn may_be_conflict(reason: &Reason) -> bool {
    let Reason::Api(details) = reason else { return false };
    details.status == 409 || details.status == 500 && details.error_code.is_some()
}

/// A call, and what has been observed of it.
struct Watched {
    call: Call,
    endpoint: &'static Endpoint,
    policy: RetryPolicy,
    body: String,
    awaited: Awaited,
    requests: u64,
    look_ups: u64,
    /// Whether the server may have acted on a request; `None` where readers of its answer may differ.
    acted: Option<bool>,
    /// Whether a list has been read since the server may last have acted.
    looked: bool,
    /// Whether it received an event that it did not await.
    misled: bool,
}

impl Watched {
    fn new(request: &str, policy: RetryPolicy) -> Self {
        let (endpoint, body) = match request {
            "GET" => (&LOAD_ALL, ""),
            _ => (&CREATE, request),
        };
        let request = Document::parse(body).unwrap_or_default();
        let call = Call::new(endpoint, request, false, policy).expect("nothing is checked");
        Self {
            call,
            endpoint,
            policy,
            body: body.to_owned(),
            awaited: Awaited::Start,
            requests: 0,
            look_ups: 0,
            acted: Some(false),
            looked: false,
            misled: false,
        }
    }

    /// Applies an event to the current request, once there is one.
    fn happens(&mut self, what: &str, shared: &mut Shared) {
        // The gate may be closed when a back-off ends, but only once.
        for _ in 0..3 {
            match self.awaited {
                Awaited::Start => self.step(Event::Start, shared),
                Awaited::Timer { wait_ms } => {
                    shared.now_ms = shared.now_ms.saturating_add(wait_ms.into());
                    self.step(Event::TimerFired, shared);
                }
                _ => break,
            }
        }
        assert!(
            !matches!(self.awaited, Awaited::Timer { .. }),
            "it waits, and waits again"
        );
        self.is_told(what, shared);
    }

    fn is_told(&mut self, what: &str, shared: &mut Shared) {
        let (verb, rest) = what.split_once(' ').unwrap_or((what, ""));
        let head = Answer {
            status: rest
                .split(' ')
                .next()
                .and_then(|status| status.parse().ok())
                .unwrap_or(200),
            retry_after: None,
            body: &Body::Blank,
        };
        let loss = match verb {
            "start" => return self.step(Event::Start, shared),
            "elapsed" => return self.step(Event::TimerFired, shared),
            "lost" => TransportError::Unreachable(rest),
            "timeout" => TransportError::TimedOut { timeout_ms: 1_000 },
            "none" => TransportError::NotAResponse(rest),
            "large" => TransportError::TooLarge { head, max_bytes: 1_000 },
            "broken" => TransportError::Broken { head, host_says: rest },
            _ => return self.is_answered(what, shared),
        };
        self.step(Event::TransportFailed(loss), shared);
    }

    fn is_answered(&mut self, what: &str, shared: &mut Shared) {
        let mut parts = what.splitn(3, '|');
        let status = parts.next().and_then(|status| status.parse().ok()).unwrap_or(200);
        let retry_after = parts.next().filter(|value| !value.is_empty());
        let body = parts.next().unwrap_or_default().replace('$', &self.body);
        self.step(
            Event::Answered(Answer {
                status,
                retry_after,
                body: &Body::read(&body),
            }),
            shared,
        );
    }

    fn step(&mut self, event: Event<'_>, shared: &mut Shared) {
        let awaited = self.awaited;
        let is_awaited = match event {
            Event::Start => awaited == Awaited::Start,
            Event::TimerFired => matches!(awaited, Awaited::Timer { .. }),
            Event::Answered(_) | Event::TransportFailed(_) => {
                matches!(awaited, Awaited::Request | Awaited::LookUp { .. })
            }
        };
        self.misled |= !is_awaited;
        self.notice(event, shared);
        let client = &mut Context {
            server: "https://server.test",
            redactor: &Redactor::new([Secret::from(KEY)]),
            gate: &mut shared.gate,
            host_resends: shared.host_resends,
            now_ms: shared.now_ms,
            random: shared.random,
        };
        let command = self.call.step(event, client);
        assert!(
            is_awaited || matches!(command, Command::Finish(Err(_))),
            "{event:?} at {awaited:?}: {command:?}"
        );
        self.awaited = match &command {
            Command::Send(outgoing) => self.sends(outgoing, shared),
            Command::Wait { wait_ms } => self.waits(*wait_ms),
            Command::Finish(outcome) => self.finishes(event, awaited, outcome, shared),
        };
    }

    /// Records what the event says about the server, before the call receives it.
    fn notice(&mut self, event: Event<'_>, shared: &mut Shared) {
        if !matches!(self.awaited, Awaited::Request | Awaited::LookUp { .. }) {
            return;
        }
        let head = match event {
            Event::Answered(answer) => Some(answer),
            // The status of an error is enough.
            Event::TransportFailed(TransportError::TooLarge { head, .. } | TransportError::Broken { head, .. }) => {
                Some(head).filter(|head| head.status >= 400)
            }
            Event::TransportFailed(_) => None,
            Event::Start | Event::TimerFired => return,
        };
        if let Some(Answer {
            status: 429,
            retry_after,
            ..
        }) = head
        {
            let asked_ms = retry_after.and_then(|value| seconds_as_ms(value.trim()));
            let asked_ms = asked_ms.filter(|ms| *ms <= LONGEST_RETRY_AFTER_MS).unwrap_or(0);
            shared.forbidden_until_ms = shared
                .forbidden_until_ms
                .max(shared.now_ms.saturating_add(asked_ms.into()));
        }
        if let Awaited::LookUp { in_list } = self.awaited {
            self.looked |= in_list && head.is_some_and(|head| matches!(head.status, 200..=299));
            return;
        }
        let acted = head.map_or(Some(true), |head| may_have_acted(head.status, &text_of(head.body)));
        if acted != Some(false) {
            self.looked = false;
        }
        if self.acted != Some(true) && acted != Some(false) {
            self.acted = acted;
        }
    }

    fn sends(&mut self, outgoing: &Outgoing, shared: &Shared) -> Awaited {
        assert!(
            shared.now_ms >= shared.forbidden_until_ms,
            "sent while the server wants to be left alone"
        );
        let retries = u64::from(self.policy.max_retries);
        if (outgoing.method, &*outgoing.path) == (self.endpoint.method, self.endpoint.path) && !self.is_in_doubt() {
            self.requests += 1;
            assert!(self.requests <= retries + 1, "sent too often");
            assert_eq!(outgoing.body.is_some(), self.endpoint.method == HttpMethod::Post);
            return Awaited::Request;
        }
        self.look_ups += 1;
        assert!(self.look_ups <= (retries + 1) * (retries + 2), "looked up too often");
        assert!(retries > 0, "looked up without retries");
        assert_eq!(
            self.endpoint.idempotency,
            Idempotency::NonIdempotent,
            "looked up for a read"
        );
        assert_eq!(
            (outgoing.method, &outgoing.body),
            (HttpMethod::Get, &None),
            "sent again without a look"
        );
        let in_list = outgoing.path == LOAD_ALL.path;
        assert!(in_list || outgoing.path.strip_prefix(LOAD.path).is_some_and(is_segment));
        Awaited::LookUp { in_list }
    }

    /// Returns whether a create may have been carried out unseen.
    fn is_in_doubt(&self) -> bool {
        self.endpoint.idempotency == Idempotency::NonIdempotent && self.acted == Some(true) && !self.looked
    }

    fn waits(&self, wait_ms: u32) -> Awaited {
        assert!(
            wait_ms <= self.policy.max_wait_ms.max(LONGEST_BACK_OFF_MS),
            "waits too long: {wait_ms} ms"
        );
        Awaited::Timer { wait_ms }
    }

    fn finishes(
        &self,
        event: Event<'_>,
        awaited: Awaited,
        outcome: &Result<Success, Box<Failure>>,
        shared: &Shared,
    ) -> Awaited {
        let answer = match event {
            Event::Answered(answer) => Some(answer).filter(|answer| matches!(answer.status, 200..=299)),
            _ => None,
        };
        match outcome {
            Ok(success) => {
                assert!(answer.is_some(), "succeeds without an answer that says so");
                if matches!(awaited, Awaited::LookUp { .. }) {
                    self.is_what_was_sent(success);
                }
            }
            Err(failure) => {
                self.says_what_is_known(failure, awaited, answer, shared);
                self.shows_no_secret(failure);
            }
        }
        Awaited::Nothing
    }

    fn is_what_was_sent(&self, success: &Success) {
        let Success::Rewritten(answer) = success else {
            panic!("what was read back is no answer to a create");
        };
        // serde_json refuses half a surrogate pair.
        let text = with_whole_characters(to_json(answer.root(), Nulls::Kept).expose());
        let answer: Value = serde_json::from_str(&text).expect("what is handed on is JSON");
        let sent: Value = serde_json::from_str(&self.body).unwrap_or_default();
        for name in ["id", "name", "description", "clientId", "tokenUrl", "accessType"] {
            if let Some(sent) = sent[name].as_str().filter(|sent| !sent.is_empty()) {
                assert_eq!(answer["app"][name], sent, "{name}");
            }
        }
    }

    fn says_what_is_known(&self, failure: &Failure, awaited: Awaited, answer: Option<Answer<'_>>, shared: &Shared) {
        let is_conflict = matches!(failure.reason, Reason::Conflict(_));
        let is_known = match (self.endpoint.idempotency, failure.applied) {
            (Idempotency::Safe, applied) => applied == Applied::No,
            // Another app has the id or the name, so this one cannot exist.
            (_, Applied::No) if is_conflict && matches!(awaited, Awaited::LookUp { .. }) => answer.is_some(),
            (_, Applied::No) => self.acted != Some(true),
            (_, Applied::Yes) => awaited == Awaited::Request && answer.is_some(),
            // The app with the id or the name may come from this call's first copy.
            (_, Applied::Unknown) if shared.host_resends && (is_conflict || may_be_conflict(&failure.reason)) => true,
            (_, Applied::Unknown) => self.acted != Some(false) || self.misled,
        };
        assert!(is_known, "{:?}: {failure:?}", self.acted);
    }

    fn shows_no_secret(&self, failure: &Failure) {
        let shown = format!("{failure:?}");
        assert!(!shown.contains(KEY), "{shown}");
        let sent: Value = serde_json::from_str(&self.body).unwrap_or_default();
        assert!(sent["clientSecret"] != SECRET || !shown.contains(SECRET), "{shown}");
    }

    /// Checks that the call ends for good, however its requests end.
    fn ends(&mut self, shared: &mut Shared) {
        let retries = u64::from(self.policy.max_retries);
        let most = (retries + 1) * (retries + 4);
        if most > 1_000 {
            return;
        }
        for _ in 0..most {
            match self.awaited {
                Awaited::Nothing => break,
                Awaited::LookUp { .. } => self.happens("200||{}", shared),
                _ => self.happens("timeout", shared),
            }
        }
        assert_eq!(self.awaited, Awaited::Nothing, "it does not end");
        self.is_told("200||{\"app\":{}}", shared);
        assert_eq!(self.awaited, Awaited::Nothing);
    }
}

/// Returns a body as text: only JSON says what was done.
fn text_of(body: &Body) -> String {
    match body {
        Body::Json(document) => to_json(document.root(), Nulls::Kept).expose().to_owned(),
        _ => String::new(),
    }
}

/// Returns whether the text stays one segment of a path, whatever the id was.
fn is_segment(text: &str) -> bool {
    let is_unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~%".contains(&byte);
    !matches!(text, "" | "." | "..") && text.bytes().all(is_unreserved)
}
