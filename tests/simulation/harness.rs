//! Calls, clients, a server and a clock: one queue holds every event, in order of time.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::fmt::Arguments;

use descope_outbound::model::Secret;
use descope_outbound::protocol::{
    Answer, Body, Call, Command, Context, Event, Failure, Gate, HttpMethod, Outgoing, Redactor, RetryPolicy, Step,
    Success, TransportError, Workflow,
};
use descope_outbound::value::{Document, Nulls, to_json};
use serde_json::{Value, json};

use super::faults::{self, Distortion, FaultEvent, Purpose};
use super::operation::{Kind, Operation, seeded_app};
use super::rng::Rng;
use super::servers::{self, Reply, Request, Server};

pub const POLICY: RetryPolicy = RetryPolicy {
    max_retries: 3,
    max_wait_ms: 10_000,
};

const TIMEOUT_MS: u32 = 1_000;

/// The time at which a simulation begins.
const BEGINNING_MS: u64 = 1_000_000;

/// The path prefix of a load by id.
const LOAD: &str = "/v1/mgmt/outbound/app/";

/// The path of updates.
const UPDATE: &str = "/v1/mgmt/outbound/app/update";

/// An event of a call.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Scheduled {
    /// The call's first step.
    Start,
    /// A wait is over.
    TimerFired,
    /// An event of this attempt's request.
    Request { attempt: u64, event: FaultEvent },
    /// The server's answer to this attempt arrives.
    Reply { attempt: u64, status: u16, body: String },
    /// The caller aborts.
    Abort,
}

/// An operation that a client carries out.
pub struct Run {
    pub operation: Operation,
    pub end: Option<End>,
    pub started_ms: u64,
    pub ended_ms: u64,
    /// The number of updates sent.
    pub updates: u64,
    plan: Option<Workflow>,
    /// The current call's requests that change something, and those that read.
    call_changes: u64,
    call_reads: u64,
    /// Whether a request may have been carried out unnoticed, with no look-up since.
    is_ambiguous: bool,
    client: usize,
    call: Call,
    /// The current attempt; replies to earlier ones come too late.
    attempt: u64,
    requests: HashMap<u64, (Outgoing, String)>,
}

pub enum End {
    Resolved(Value),
    Rejected(Box<Failure>),
    Aborted,
}

struct Host {
    gate: Gate,
    /// Whether the host may send a request twice.
    resends: bool,
    /// The time until which a 429 forbids requests: tracked separately, to check the gate.
    forbidden_until_ms: u64,
}

pub struct Harness {
    pub runs: Vec<Run>,
    pub server: Box<dyn Server>,
    /// The apps and the tokens before the first event.
    pub before: (Vec<Value>, Vec<Value>),
    rng: Rng,
    now_ms: u64,
    tick: u64,
    queue: BinaryHeap<Reverse<(u64, u64, usize, Scheduled)>>,
    hosts: Vec<Host>,
    redactor: Redactor,
    /// How many of eight requests have faults.
    pub trouble: u64,
    is_printed: bool,
}

/// Runs a seed to its end; prints every event if `is_printed`.
pub fn simulate(seed: u64, is_printed: bool) -> Harness {
    let mut harness = Harness::new(seed, is_printed);
    while let Some(Reverse((at_ms, _, index, scheduled))) = harness.queue.pop() {
        harness.now_ms = at_ms;
        harness.note(index, format_args!("{scheduled:?}"));
        harness.carry_out(index, scheduled);
    }
    harness
}

impl Harness {
    fn new(seed: u64, is_printed: bool) -> Self {
        let mut rng = Rng::new(seed);
        let hosts = (0..=rng.below(3)).map(|_| Host {
            gate: Gate::default(),
            resends: rng.one_in(2),
            forbidden_until_ms: 0,
        });
        let mut harness = Self {
            runs: Vec::new(),
            hosts: hosts.collect(),
            server: servers::draw(&mut rng),
            before: (Vec::new(), Vec::new()),
            now_ms: BEGINNING_MS,
            tick: 0,
            queue: BinaryHeap::new(),
            redactor: Redactor::new([Secret::from("K-canary")]),
            trouble: rng.below(7),
            is_printed,
            rng,
        };
        let only_creates = harness.rng.one_in(3);
        if !only_creates {
            harness.make_apps();
        }
        for _ in 0..=harness.rng.below(6) {
            let operation = if only_creates {
                Operation::create(&mut harness.rng)
            } else {
                Operation::any(&mut harness.rng)
            };
            let start_ms = harness.rng.below(200);
            harness.add_run(operation.clone(), start_ms);
            // A second run of the operation, long after the first.
            if !only_creates && harness.rng.one_in(3) {
                harness.add_run(operation, 100_000);
            }
        }
        harness
    }

    /// Creates about half of the apps that operations use, and tokens for some of them.
    fn make_apps(&mut self) {
        for number in 0..5 {
            if self.rng.one_in(2) {
                let app = seeded_app(number, &mut self.rng);
                self.make("app/create", &app);
                if self.rng.one_in(2) {
                    let token = json!({ "appId": app["id"], "userId": "user", "accessToken": "canary-before" });
                    self.make("app/user/oauthtoken/upload", &token);
                }
            }
        }
        self.before = (self.server.apps(), self.server.tokens());
        if self.is_printed {
            println!(
                "{}
before: {}",
                self.server.describe(),
                json!(self.before)
            );
        }
    }

    fn make(&mut self, path: &str, request: &Value) {
        self.server.answer(&Request {
            method: "POST",
            target: &format!("/v1/mgmt/outbound/{path}"),
            body: &request.to_string(),
            now_ms: self.now_ms,
        });
    }

    fn add_run(&mut self, operation: Operation, start_ms: u64) {
        let index = self.runs.len();
        let (plan, call) = operation.begin(POLICY).unwrap();
        self.note(index, format_args!("{operation:?}"));
        self.runs.push(Run {
            operation,
            end: None,
            started_ms: BEGINNING_MS + start_ms,
            ended_ms: 0,
            updates: 0,
            plan,
            call_changes: 0,
            call_reads: 0,
            is_ambiguous: false,
            client: usize::try_from(self.rng.below(self.hosts.len() as u64)).unwrap(),
            call,
            attempt: 0,
            requests: HashMap::new(),
        });
        self.schedule(start_ms, index, Scheduled::Start);
        if self.rng.one_in(12) {
            // Most calls end within a second; a few wait much longer.
            let longest_ms = *self.rng.one_of(&[600, 20_000]);
            let abort_ms = self.rng.below(longest_ms);
            self.schedule(start_ms + abort_ms, index, Scheduled::Abort);
        }
    }

    fn schedule(&mut self, in_ms: u64, index: usize, scheduled: Scheduled) {
        self.tick += 1;
        self.queue
            .push(Reverse((self.now_ms + in_ms, self.tick, index, scheduled)));
    }

    fn note(&self, index: usize, what: Arguments<'_>) {
        if self.is_printed {
            println!("{:>9} ms  call {index}  {what}", self.now_ms - BEGINNING_MS);
        }
    }

    fn carry_out(&mut self, index: usize, scheduled: Scheduled) {
        let run = &self.runs[index];
        let is_over = run.end.is_some();
        match scheduled {
            // The server acts even if the client no longer waits.
            Scheduled::Request {
                attempt,
                event: FaultEvent::Arrives { back_ms, distortion },
            } => self.arrive(index, attempt, back_ms, distortion),
            _ if is_over => {}
            Scheduled::Start => self.step(index, Event::Start),
            Scheduled::TimerFired => self.step(index, Event::TimerFired),
            // The driver drops an aborted call; its request continues.
            Scheduled::Abort => self.end(index, End::Aborted),
            Scheduled::Request { attempt, .. } | Scheduled::Reply { attempt, .. } if attempt != run.attempt => {}
            Scheduled::Request { event, .. } => self.end_attempt(index, &event),
            Scheduled::Reply { status, body, .. } => self.answered(index, status, None, &body),
        }
    }

    fn end(&mut self, index: usize, end: End) {
        self.runs[index].ended_ms = self.now_ms;
        self.runs[index].end = Some(end);
    }

    fn end_attempt(&mut self, index: usize, event: &FaultEvent) {
        let of_status = |status| Answer {
            status,
            retry_after: None,
            body: &Body::Blank,
        };
        let loss = match event {
            FaultEvent::Answered {
                status,
                retry_after_s,
                body,
            } => return self.answered(index, *status, *retry_after_s, body),
            FaultEvent::Arrives { .. } => return,
            FaultEvent::Lost => TransportError::Unreachable("reset"),
            FaultEvent::Broken { status } => TransportError::Broken {
                head: of_status(*status),
                host_says: "reset",
            },
            FaultEvent::TooLarge { status } => TransportError::TooLarge {
                head: of_status(*status),
                max_bytes: 1,
            },
            FaultEvent::TimedOut => TransportError::TimedOut { timeout_ms: TIMEOUT_MS },
        };
        let run = &mut self.runs[index];
        run.is_ambiguous |= run.changes_something();
        self.step(index, Event::TransportFailed(loss));
    }

    fn answered(&mut self, index: usize, status: u16, retry_after_s: Option<u64>, body: &str) {
        let run = &mut self.runs[index];
        if let (429, Some(seconds)) = (status, retry_after_s) {
            let until_ms = &mut self.hosts[run.client].forbidden_until_ms;
            *until_ms = (*until_ms).max(self.now_ms + seconds * 1_000);
        }
        run.is_ambiguous = match (status, run.changes_something()) {
            (429, _) => run.is_ambiguous,
            // A read shows what was carried out.
            (200..=299, false) => false,
            (_, changes) => changes || run.is_ambiguous,
        };
        let retry_after = retry_after_s.map(|seconds| seconds.to_string());
        let answer = Answer {
            status,
            retry_after: retry_after.as_deref(),
            body: &Body::read(body),
        };
        self.step(index, Event::Answered(answer));
    }

    fn step(&mut self, index: usize, event: Event<'_>) {
        let random = self.rng.number();
        let run = &mut self.runs[index];
        let host = &mut self.hosts[run.client];
        // Ends the attempt in flight.
        run.attempt += 1;
        let command = run.call.step(
            event,
            &mut Context {
                server: "https://server.test",
                redactor: &self.redactor,
                gate: &mut host.gate,
                host_resends: host.resends,
                now_ms: self.now_ms,
                random,
            },
        );
        self.note(index, format_args!("  → {command:?}"));
        let body = match event {
            Event::Answered(Answer {
                body: Body::Json(body), ..
            }) => body,
            _ => &Document::NULL,
        };
        let result = match command {
            Command::Send(outgoing) => return self.send(index, outgoing),
            Command::Wait { wait_ms } => {
                assert!(wait_ms <= POLICY.max_wait_ms, "call {index} waits {wait_ms} ms");
                return self.schedule(u64::from(wait_ms), index, Scheduled::TimerFired);
            }
            Command::Finish(Ok(Success::Nothing)) => Ok(Document::parse("{}").unwrap()),
            Command::Finish(Ok(Success::Unchanged)) => Ok(body.clone()),
            Command::Finish(Ok(Success::Rewritten(answer))) => Ok(answer),
            Command::Finish(Err(failure)) => Err(failure),
        };
        self.go_on(index, result);
    }

    /// Continues after a call: the workflow decides whether another follows.
    fn go_on(&mut self, index: usize, result: Result<Document, Box<Failure>>) {
        let run = &mut self.runs[index];
        let result = match &mut run.plan {
            None => result,
            Some(plan) => match plan.next(result.as_ref().map_err(Clone::clone)) {
                Step::Call(call) => {
                    run.call = *call;
                    (run.call_changes, run.call_reads, run.is_ambiguous) = (0, 0, false);
                    return self.schedule(0, index, Scheduled::Start);
                }
                Step::Finish(answer) => Ok(answer),
                Step::Fail(failure) => Err(failure),
            },
        };
        let end = match result {
            Ok(answer) => {
                let json = to_json(answer.root(), Nulls::Kept);
                End::Resolved(serde_json::from_str(json.expose()).unwrap())
            }
            Err(failure) => End::Rejected(failure),
        };
        self.end(index, end);
    }

    fn send(&mut self, index: usize, outgoing: Outgoing) {
        let run = &mut self.runs[index];
        let host = &self.hosts[run.client];
        assert!(
            self.now_ms >= host.forbidden_until_ms,
            "call {index} sends a request {} ms before its client may",
            host.forbidden_until_ms - self.now_ms
        );
        let body = outgoing
            .body
            .as_ref()
            .map_or_else(String::new, |body| body.expose().to_owned());
        let purpose = run.operation.purpose_of(&outgoing);
        let changes = matches!(purpose, Purpose::ChangeApp | Purpose::ChangeOther);
        run.updates += u64::from(outgoing.path == UPDATE);
        run.call_changes += u64::from(changes);
        run.call_reads += u64::from(!changes);
        // Each change may be followed by a look-up of `tries` reads, and one more if it goes from the id to the list.
        let tries = u64::from(POLICY.max_retries) + 1;
        assert!(
            run.call_changes <= tries && run.call_reads <= tries * (tries + 1),
            "call {index} sends without end"
        );
        assert!(
            !(changes && run.is_ambiguous) || run.operation.may_be_sent_twice(),
            "call {index} is sent again before anybody has looked for its app"
        );
        if changes && run.operation.is_answered_with_app() {
            run.operation.check_change(index, &body);
        }
        let attempt = run.attempt;
        run.requests.insert(attempt, (outgoing, body));
        let mut schedule = faults::draw(&mut self.rng, self.trouble, purpose, host.resends);
        schedule.push((u64::from(TIMEOUT_MS), FaultEvent::TimedOut));
        self.note(index, format_args!("    {schedule:?}"));
        for (at_ms, event) in schedule {
            self.schedule(at_ms, index, Scheduled::Request { attempt, event });
        }
    }

    fn arrive(&mut self, index: usize, attempt: u64, back_ms: Option<u64>, distortion: Option<Distortion>) {
        let (outgoing, body) = &self.runs[index].requests[&attempt];
        let Reply { status, mut body } = self.server.answer(&Request {
            method: outgoing.method.as_str(),
            target: &outgoing.path,
            body,
            now_ms: self.now_ms,
        });
        self.note(index, format_args!("    {status} {body}"));
        if let Some(back_ms) = back_ms {
            if let Some(distortion) = distortion {
                body = distorted(&body, distortion);
            }
            self.schedule(back_ms, index, Scheduled::Reply { attempt, status, body });
        }
    }
}

impl Run {
    /// Returns whether the request in flight changes something.
    fn changes_something(&self) -> bool {
        let (outgoing, _) = &self.requests[&self.attempt];
        let purpose = self.operation.purpose_of(outgoing);
        matches!(purpose, Purpose::ChangeApp | Purpose::ChangeOther)
    }
}

impl Operation {
    fn purpose_of(&self, outgoing: &Outgoing) -> Purpose {
        match outgoing.method {
            HttpMethod::Get if outgoing.path.starts_with(LOAD) => Purpose::ReadOne,
            HttpMethod::Get => Purpose::ReadAll,
            HttpMethod::Post | HttpMethod::Delete if self.kind == Kind::FetchToken => Purpose::ReadOne,
            HttpMethod::Post | HttpMethod::Delete if self.is_answered_with_app() => Purpose::ChangeApp,
            HttpMethod::Post | HttpMethod::Delete => Purpose::ChangeOther,
        }
    }

    /// Checks that a change concerns the requested app.
    fn check_change(&self, index: usize, body: &str) {
        let body: Value = serde_json::from_str(body).unwrap();
        let app = body.get("app").unwrap_or(&body);
        let id = app.get("id").and_then(Value::as_str);
        assert_eq!(id, self.id.as_deref(), "call {index} changes another app");
    }
}

/// Distorts an answer that shows an app: it then shows another app, or a wrong type.
fn distorted(body: &str, distortion: Distortion) -> String {
    let mut answer: Value = serde_json::from_str(body).unwrap_or_default();
    let app = answer.get_mut("app").and_then(Value::as_object_mut);
    let Some(app) = app.filter(|app| app.contains_key("id")) else {
        return body.to_owned();
    };
    let (name, value) = match distortion {
        Distortion::OtherApp => ("id", json!("id/of-another")),
        Distortion::WrongType => ("pkce", json!("?")),
    };
    app.insert(name.to_owned(), value);
    answer.to_string()
}
