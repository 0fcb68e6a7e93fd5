//! The core against the emulator, in simulated time, under everything that can happen on the way between them.
//!
//! A seed decides all: how many clients run how many creates, on ids and names that overlap; for each request whether it
//! is lost before or after the server acts, delayed, answered by a proxy, or told to wait; when a call is aborted.
//! After every run nothing may exist twice, and what each call says has to be what the server holds.
//!
//! `SIMULATION_SEED=n cargo test --features emulator --test simulation` replays one seed and prints its schedule;
//! `SIMULATION_SEEDS=n` runs so many.

#![allow(missing_docs, reason = "a test's name says it")]
#![cfg(all(feature = "emulator", not(target_arch = "wasm32")))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::print_stdout,
    reason = "a test fails by panicking, and a replay prints"
)]

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::fmt::Write as _;

use descope_outbound::emulator::{self, Delivery, Emulator, MANAGEMENT_KEY, PROJECT_ID, Reply};
use descope_outbound::model::Secret;
use descope_outbound::protocol::{
    Answer, Applied, CREATE, Call, Client, Command, Event, Failure, Gate, Loss, Moment, Outgoing, Reason, RetryPolicy,
    Scrubber, Success,
};
use serde_json::{Value, json};

const TIMEOUT_MS: u64 = 1_000;
const POLICY: RetryPolicy = RetryPolicy {
    max_retries: 3,
    max_wait_ms: 10_000,
};

/// `SplitMix64`: small, and good enough to spread seeds.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    fn one_in(&mut self, odds: u64) -> bool {
        self.below(odds) == 0
    }
}

/// What happens on the way, to one request.
#[derive(Clone, Debug)]
enum Fate {
    /// It arrives, and so does the answer.
    Fine { there_ms: u64, back_ms: u64 },
    /// It never arrives.
    LostOnTheWay,
    /// It arrives, and the answer does not.
    AnswerLost { there_ms: u64 },
    /// It arrives twice, as some runtimes send again by themselves.
    Duplicated { there_ms: u64, again_ms: u64 },
    /// It arrives, and the host, whose connection then breaks, sends it again and tells nobody: as browsers do.
    Resent { there_ms: u64, again_ms: u64 },
    /// A proxy answers in the server's place, whether or not it passed the request on.
    Proxy {
        status: u16,
        acted: bool,
        retry_after_s: Option<u64>,
    },
    /// The answer breaks off.
    Truncated { there_ms: u64 },
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    /// A call's first step.
    Start,
    /// A wait is over.
    Elapsed,
    /// The request of this attempt reaches the server, which answers to the call if it says so.
    Arrive {
        attempt: u64,
        answers: Option<u64>,
    },
    /// The answer of this attempt reaches the call.
    Return {
        attempt: u64,
        status: u16,
        retry_after: Option<u64>,
        body: String,
    },
    Lose {
        attempt: u64,
    },
    TimeOut {
        attempt: u64,
    },
    Abort,
}

struct Running {
    client: usize,
    sent: Value,
    call: Call,
    /// Which attempt is out, if one is; what belongs to an earlier one comes too late.
    attempt: u64,
    requests: HashMap<u64, Outgoing>,
    creates: u64,
    look_ups: u64,
    end: Option<End>,
}

enum End {
    Resolved(Value),
    Rejected(Box<Failure>),
    Aborted,
}

struct World {
    dice: Dice,
    now_ms: u64,
    tick: u64,
    events: BinaryHeap<Reverse<(u64, u64, usize, What)>>,
    emulator: Emulator,
    gates: Vec<Gate>,
    /// Of each client, whether its host may send a request twice.
    hosts_resend: Vec<bool>,
    /// Until when a client was told to send nothing, for the check that it does not.
    forbidden_until_ms: Vec<u64>,
    calls: Vec<Running>,
    trouble: u64,
    log: Option<String>,
}

impl World {
    fn new(seed: u64, verbose: bool) -> Self {
        let mut dice = Dice(seed);
        let clients = usize::try_from(1 + dice.below(3)).unwrap();
        let trouble = 1 + dice.below(6);
        let hosts_resend = (0..clients).map(|_| dice.one_in(2)).collect();
        let mut world = Self {
            now_ms: 1_000_000,
            tick: 0,
            events: BinaryHeap::new(),
            emulator: Emulator::new(emulator::Options::default()),
            gates: vec![Gate::default(); clients],
            hosts_resend,
            forbidden_until_ms: vec![0; clients],
            calls: Vec::new(),
            trouble,
            log: verbose.then(String::new),
            dice,
        };
        for index in 0..usize::try_from(1 + world.dice.below(6)).unwrap() {
            world.add_call(index, clients);
        }
        world
    }

    fn add_call(&mut self, index: usize, clients: usize) {
        let mut sent = json!({ "name": format!("name-{}", self.dice.below(4)), "clientSecret": "s", "clientId": "c" });
        if self.dice.one_in(2) {
            sent["id"] = json!(format!("id/{}", self.dice.below(3)));
        }
        if self.dice.one_in(2) {
            sent["description"] = json!(format!("{}", self.dice.below(2)));
        }
        let call = Call::new(&CREATE, Secret::new(sent.to_string()), true, POLICY).unwrap();
        self.calls.push(Running {
            client: usize::try_from(self.dice.below(clients as u64)).unwrap(),
            sent,
            call,
            attempt: 0,
            requests: HashMap::new(),
            creates: 0,
            look_ups: 0,
            end: None,
        });
        let start_ms = self.dice.below(200);
        self.schedule(start_ms, index, What::Start);
        if self.dice.one_in(12) {
            // Most calls are over within a second; a few wait for long.
            let abort_ms = if self.dice.one_in(2) {
                self.dice.below(600)
            } else {
                self.dice.below(20_000)
            };
            self.schedule(start_ms + abort_ms, index, What::Abort);
        }
    }

    fn schedule(&mut self, in_ms: u64, call: usize, what: What) {
        self.tick += 1;
        self.events.push(Reverse((self.now_ms + in_ms, self.tick, call, what)));
    }

    fn note(&mut self, call: usize, what: &str) {
        if let Some(log) = &mut self.log {
            writeln!(log, "{:>9} ms  call {call}  {what}", self.now_ms - 1_000_000).unwrap();
        }
    }

    fn happen(&mut self, index: usize, what: What) {
        match what {
            What::Arrive { attempt, answers } => return self.arrive(index, attempt, answers),
            // An aborted call is dropped by its driver; what it sent goes on.
            What::Abort => {
                self.calls[index].end.get_or_insert(End::Aborted);
                return;
            }
            _ => {}
        }
        let running = &self.calls[index];
        let is_late = match &what {
            What::Return { attempt, .. } | What::Lose { attempt } | What::TimeOut { attempt } => {
                *attempt != running.attempt
            }
            _ => false,
        };
        if running.end.is_some() || is_late {
            return;
        }
        match what {
            What::Start => self.step(index, Event::Start),
            What::Elapsed => self.step(index, Event::Elapsed),
            What::Lose { .. } => self.step(index, Event::Lost(Loss::Unreachable("reset"))),
            What::TimeOut { .. } => self.step(index, Event::Lost(Loss::TimedOut { timeout_ms: 1_000 })),
            What::Return {
                status,
                retry_after,
                body,
                ..
            } => {
                let retry_after = retry_after.map(|seconds| seconds.to_string());
                let answer = Answer {
                    status,
                    retry_after: retry_after.as_deref(),
                    body: &body,
                };
                self.step(index, Event::Answered(answer));
            }
            What::Arrive { .. } | What::Abort => {}
        }
    }

    fn step(&mut self, index: usize, event: Event<'_>) {
        let moment = Moment {
            now_ms: self.now_ms,
            random: u32::try_from(self.dice.next() >> 32).unwrap(),
        };
        let running = &mut self.calls[index];
        // Whatever attempt was out is over.
        running.attempt += 1;
        let scrubber = Scrubber::new([Secret::from("K-canary")]);
        let command = running.call.step(
            event,
            &mut Client {
                server: "https://server.test",
                scrubber: &scrubber,
                gate: &mut self.gates[running.client],
                host_resends: self.hosts_resend[running.client],
                moment,
            },
        );
        self.note(index, &format!("  → {command:?}"));
        let body = match event {
            Event::Answered(answer) => answer.body,
            _ => "",
        };
        let running = &mut self.calls[index];
        match command {
            Command::Finish(Ok(Success::Unchanged)) => {
                running.end = Some(End::Resolved(serde_json::from_str(body).unwrap()));
            }
            Command::Finish(Ok(Success::Rewritten(text))) => {
                running.end = Some(End::Resolved(serde_json::from_str(text.expose()).unwrap()));
            }
            Command::Finish(Err(failure)) => running.end = Some(End::Rejected(failure)),
            Command::Wait { wait_ms } => {
                assert!(wait_ms <= POLICY.max_wait_ms, "call {index} waits {wait_ms} ms");
                self.schedule(u64::from(wait_ms), index, What::Elapsed);
            }
            Command::Send(outgoing) => self.send(index, outgoing),
        }
    }

    fn send(&mut self, index: usize, outgoing: Outgoing) {
        let fate = self.fate(self.calls[index].client, &outgoing);
        self.note(index, &format!("    {fate:?}"));
        let now_ms = self.now_ms;
        let running = &mut self.calls[index];
        let client = running.client;
        assert!(
            now_ms >= self.forbidden_until_ms[client],
            "a request went out {} ms before the client may send one",
            self.forbidden_until_ms[client] - now_ms
        );
        running.creates += u64::from(outgoing.has_body);
        running.look_ups += u64::from(!outgoing.has_body);
        let attempt = running.attempt;
        running.requests.insert(attempt, outgoing);
        self.schedule(TIMEOUT_MS, index, What::TimeOut { attempt });
        match fate {
            Fate::Fine { there_ms, back_ms } => {
                let answers = Some(back_ms);
                self.schedule(there_ms, index, What::Arrive { attempt, answers });
            }
            Fate::LostOnTheWay => self.schedule(5, index, What::Lose { attempt }),
            Fate::AnswerLost { there_ms } => {
                self.schedule(there_ms, index, What::Arrive { attempt, answers: None });
                self.schedule(there_ms + 1, index, What::Lose { attempt });
            }
            Fate::Duplicated { there_ms, again_ms } => {
                self.schedule(
                    there_ms,
                    index,
                    What::Arrive {
                        attempt,
                        answers: Some(1),
                    },
                );
                self.schedule(there_ms + again_ms, index, What::Arrive { attempt, answers: None });
            }
            Fate::Resent { there_ms, again_ms } => {
                self.schedule(there_ms, index, What::Arrive { attempt, answers: None });
                let answers = Some(1);
                self.schedule(there_ms + again_ms, index, What::Arrive { attempt, answers });
            }
            Fate::Proxy {
                status,
                acted,
                retry_after_s,
            } => {
                if acted {
                    self.schedule(3, index, What::Arrive { attempt, answers: None });
                }
                let what = What::Return {
                    attempt,
                    status,
                    retry_after: retry_after_s,
                    body: "<html>".to_owned(),
                };
                self.schedule(5, index, what);
            }
            Fate::Truncated { there_ms } => {
                self.schedule(there_ms, index, What::Arrive { attempt, answers: None });
                let what = What::Return {
                    attempt,
                    status: 200,
                    retry_after: None,
                    body: r#"{"app":{"id":"#.to_owned(),
                };
                self.schedule(there_ms + 2, index, what);
            }
        }
    }

    fn fate(&mut self, client: usize, outgoing: &Outgoing) -> Fate {
        let there_ms = self.dice.below(20);
        if self.dice.below(8) >= self.trouble {
            return Fate::Fine {
                there_ms,
                back_ms: self.dice.below(20),
            };
        }
        match self.dice.below(8) {
            0 if self.hosts_resend[client] => Fate::Resent {
                there_ms,
                again_ms: 1 + self.dice.below(20),
            },
            0 => Fate::LostOnTheWay,
            1 => Fate::AnswerLost { there_ms },
            // Slow enough to time out, on the way there or back: the server acts late.
            2 => Fate::Fine {
                there_ms: self.dice.below(4_000),
                back_ms: self.dice.below(2_000),
            },
            3 if outgoing.has_body => Fate::Duplicated {
                there_ms,
                again_ms: 1 + self.dice.below(3_000),
            },
            4 => Fate::Truncated { there_ms },
            5 => Fate::Proxy {
                status: 429,
                acted: false,
                retry_after_s: (!self.dice.one_in(4)).then(|| self.dice.below(14)),
            },
            _ => {
                let statuses = [
                    408, 502, 503, 504, 520, 521, 522, 524, 530, 400, 401, 403, 404, 500, 501, 302,
                ];
                let status = statuses[usize::try_from(self.dice.below(statuses.len() as u64)).unwrap()];
                // A proxy that says no by itself passes nothing on; one that gives up waiting may have.
                let may_act = matches!(status, 408 | 500..);
                Fate::Proxy {
                    status,
                    acted: may_act && self.dice.one_in(2),
                    retry_after_s: None,
                }
            }
        }
    }

    fn arrive(&mut self, index: usize, attempt: u64, answers: Option<u64>) {
        let running = &self.calls[index];
        let outgoing = &running.requests[&attempt];
        let body = if outgoing.has_body {
            running.sent.to_string()
        } else {
            String::new()
        };
        let bearer = format!("Bearer {PROJECT_ID}:{MANAGEMENT_KEY}");
        let answer = self.emulator.handle(
            &emulator::Request {
                method: outgoing.method.as_str(),
                target: &outgoing.path,
                headers: &[("authorization", &bearer)],
                body: body.as_bytes(),
            },
            self.now_ms,
        );
        if let (Some(back_ms), Delivery::Whole(Reply { status, body, .. })) = (answers, answer.delivery) {
            let what = What::Return {
                attempt,
                status,
                retry_after: None,
                body,
            };
            self.schedule(back_ms, index, what);
        }
    }
}

/// What a gate allows has to be checked against what was said, not against the gate.
fn note_forbidden(world: &mut World, index: usize, what: &What) {
    let client = world.calls[index].client;
    if let What::Return {
        attempt,
        status: 429,
        retry_after: Some(seconds),
        ..
    } = what
        && world.calls[index].end.is_none()
        && *attempt == world.calls[index].attempt
    {
        let until_ms = world.now_ms + seconds * 1_000;
        world.forbidden_until_ms[client] = world.forbidden_until_ms[client].max(until_ms);
    }
}

fn same(sent: &Value, stored: &Value) -> bool {
    sent.as_object()
        .unwrap()
        .iter()
        .all(|(name, value)| name == "clientSecret" || stored.get(name) == Some(value))
}

fn check(world: &World) {
    let stored: Vec<Value> = world.emulator.apps().map(|app| Value::Object(app.clone())).collect();
    for key in ["id", "name"] {
        let mut seen = Vec::new();
        for app in &stored {
            assert!(!seen.contains(&&app[key]), "two apps have the {key} {}", app[key]);
            seen.push(&app[key]);
        }
    }
    for (index, running) in world.calls.iter().enumerate() {
        let is_there = stored.iter().any(|app| same(&running.sent, app));
        let tries = u64::from(POLICY.max_retries) + 1;
        assert!(
            running.creates <= tries,
            "call {index} was sent {} times",
            running.creates
        );
        // By id, then in the list: one more than it may be tried again.
        assert!(
            running.look_ups <= running.creates * (tries + 1),
            "call {index} was looked up {} times",
            running.look_ups
        );
        match running.end.as_ref() {
            None => panic!("call {index} hangs"),
            Some(End::Aborted) => {}
            Some(End::Resolved(response)) => {
                assert!(is_there, "call {index} resolved, and its app is not there");
                assert!(
                    same(&running.sent, &response["app"]),
                    "call {index} resolved with another app: {response}"
                );
            }
            Some(End::Rejected(failure)) => {
                assert!(!format!("{failure:?}").contains("canary"));
                let is_made_by_this_call = is_there && is_made_by(index, world);
                match failure.applied {
                    Applied::No => assert!(
                        !is_made_by_this_call,
                        "call {index} says no, and its app is there: {failure:?}"
                    ),
                    Applied::Yes => assert!(is_there, "call {index} says yes, and its app is not there: {failure:?}"),
                    Applied::Unknown => {}
                }
                if let Reason::Conflict(_) = failure.reason {
                    assert!(!stored.is_empty(), "call {index} conflicts with nothing");
                }
            }
        }
    }
}

/// Whether no other call sent the same: then the app can only be this one's.
fn is_made_by(index: usize, world: &World) -> bool {
    let sent = &world.calls[index].sent;
    let stored = world
        .emulator
        .apps()
        .find(|app| same(sent, &Value::Object((*app).clone())));
    let stored = Value::Object(stored.unwrap().clone());
    world
        .calls
        .iter()
        .enumerate()
        .all(|(other, running)| other == index || !same(&running.sent, &stored))
}

fn simulate(seed: u64, verbose: bool) -> World {
    let mut world = World::new(seed, verbose);
    while let Some(Reverse((at_ms, _, index, what))) = world.events.pop() {
        world.now_ms = at_ms;
        world.note(index, &format!("{what:?}"));
        note_forbidden(&mut world, index, &what);
        world.happen(index, what);
    }
    world
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}

#[test]
fn nothing_is_created_twice_and_every_call_says_what_became_of_it() {
    if let Some(seed) = number("SIMULATION_SEED") {
        let world = simulate(seed, true);
        println!("{}", world.log.as_deref().unwrap_or_default());
        check(&world);
        return;
    }
    let mut resolved = 0_u64;
    let mut unknown = 0_u64;
    let mut total = 0_u64;
    for seed in 0..number("SIMULATION_SEEDS").unwrap_or(100_000) {
        let outcome = std::panic::catch_unwind(|| {
            let world = simulate(seed, false);
            check(&world);
            world
        });
        let Ok(world) = outcome else {
            println!("{}", simulate_for_log(seed));
            panic!(
                "seed {seed}; replay it with SIMULATION_SEED={seed} cargo test --features emulator --test simulation"
            );
        };
        for running in &world.calls {
            total += 1;
            resolved += u64::from(matches!(running.end, Some(End::Resolved(_))));
            unknown +=
                u64::from(matches!(&running.end, Some(End::Rejected(failure)) if failure.applied == Applied::Unknown));
        }
    }
    println!("{total} calls: {resolved} resolved, {unknown} in doubt");
    assert!(
        resolved > total / 4,
        "the simulation hardly lets anything succeed: {resolved} of {total}"
    );
}

fn simulate_for_log(seed: u64) -> String {
    std::panic::catch_unwind(|| simulate(seed, true).log.unwrap_or_default())
        .unwrap_or_else(|_| "(the run itself failed)".to_owned())
}
