//! Calls, clients, a server and a clock: everything happens at its time, in one queue.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::fmt::{Arguments, Write as _};

use descope_outbound::emulator::{self, Delivery, Emulator, MANAGEMENT_KEY, PROJECT_ID, Reply};
use descope_outbound::model::Secret;
use descope_outbound::protocol::{
    Answer, Body, Call, Client, Command, Event, Failure, Gate, Loss, Moment, Outgoing, Plan, RetryPolicy, Scrubber,
    Step, Success,
};
use serde_json::{Value, json};

use super::deed::Deed;
use super::dice::Dice;
use super::fate::{self, Turn};

pub const POLICY: RetryPolicy = RetryPolicy {
    max_retries: 3,
    max_wait_ms: 10_000,
};

const TIMEOUT_MS: u32 = 1_000;

/// When all begins: late enough to set clocks back.
const BEGINNING_MS: u64 = 1_000_000;

/// Something that happens to a call.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    /// Its first step.
    Start,
    /// A wait is over.
    Elapsed,
    /// The request of this attempt has come so far.
    Request { attempt: u64, turn: Turn },
    /// Its user has changed their mind.
    Abort,
}

pub struct Running {
    pub deed: Deed,
    pub end: Option<End>,
    plan: Option<Plan>,
    creates: u64,
    look_ups: u64,
    /// Whether the request may have been carried out unseen, and nobody has looked since.
    in_doubt: bool,
    client: usize,
    call: Call,
    /// Which attempt is out, if one is; what belongs to an earlier one comes too late.
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
    /// Whether it may send a request twice.
    resends: bool,
    /// Until when it was told to send nothing: kept apart from the gate, which is held against it.
    forbidden_until_ms: u64,
}

pub struct World {
    pub calls: Vec<Running>,
    pub emulator: Emulator,
    /// The apps that were there before anything happened.
    pub before: Vec<Value>,
    dice: Dice,
    now_ms: u64,
    tick: u64,
    events: BinaryHeap<Reverse<(u64, u64, usize, What)>>,
    hosts: Vec<Host>,
    scrubber: Scrubber,
    /// So many of eight requests meet with some.
    pub trouble: u64,
    log: Option<String>,
}

/// Runs a seed to its end, and writes down what happens if there is somebody to read it.
pub fn simulate(seed: u64, log: Option<String>) -> World {
    let mut world = World::new(seed, log);
    while let Some(Reverse((at_ms, _, index, what))) = world.events.pop() {
        world.now_ms = at_ms;
        world.note(index, format_args!("{what:?}"));
        world.happen(index, what);
    }
    world
}

impl World {
    fn new(seed: u64, log: Option<String>) -> Self {
        let mut dice = Dice::new(seed);
        let hosts = (0..=dice.below(3)).map(|_| Host {
            gate: Gate::default(),
            resends: dice.one_in(2),
            forbidden_until_ms: 0,
        });
        let mut world = Self {
            calls: Vec::new(),
            emulator: Emulator::new(emulator::Options::default()),
            before: Vec::new(),
            now_ms: BEGINNING_MS,
            tick: 0,
            events: BinaryHeap::new(),
            hosts: hosts.collect(),
            scrubber: Scrubber::new([Secret::from("K-canary")]),
            trouble: dice.below(7),
            log,
            dice,
        };
        let only_creates = world.dice.one_in(2);
        if !only_creates {
            world.make_apps();
        }
        for _ in 0..=world.dice.below(6) {
            let deed = if only_creates {
                Deed::create(&mut world.dice)
            } else {
                Deed::any(&mut world.dice)
            };
            let start_ms = world.dice.below(200);
            world.add_call(deed.clone(), start_ms);
            // Somebody's second run, after whatever became of the first.
            if !only_creates && world.dice.one_in(3) {
                world.add_call(deed, 100_000);
            }
        }
        world
    }

    /// Half of the apps that calls may be about.
    fn make_apps(&mut self) {
        for app in 0..5 {
            if self.dice.one_in(2) {
                let app = json!({ "id": format!("id/{app}"), "name": format!("name-{app}"), "description": "old", "pkce": true });
                self.ask_server("POST", "/v1/mgmt/outbound/app/create", &app.to_string());
            }
        }
        self.before = self.emulator.apps().map(|app| Value::Object(app.clone())).collect();
    }

    pub fn log(&self) -> &str {
        self.log.as_deref().unwrap_or_default()
    }

    fn add_call(&mut self, deed: Deed, start_ms: u64) {
        let index = self.calls.len();
        let (plan, call) = deed.begin(POLICY).unwrap();
        self.calls.push(Running {
            deed,
            end: None,
            plan,
            creates: 0,
            look_ups: 0,
            in_doubt: false,
            client: usize::try_from(self.dice.below(self.hosts.len() as u64)).unwrap(),
            call,
            attempt: 0,
            requests: HashMap::new(),
        });
        self.schedule(start_ms, index, What::Start);
        if self.dice.one_in(12) {
            // Most calls are over within a second; a few wait for long.
            let longest_ms = *self.dice.one_of(&[600, 20_000]);
            let abort_ms = self.dice.below(longest_ms);
            self.schedule(start_ms + abort_ms, index, What::Abort);
        }
    }

    fn schedule(&mut self, in_ms: u64, index: usize, what: What) {
        self.tick += 1;
        self.events.push(Reverse((self.now_ms + in_ms, self.tick, index, what)));
    }

    fn note(&mut self, index: usize, what: Arguments<'_>) {
        if let Some(log) = &mut self.log {
            writeln!(log, "{:>9} ms  call {index}  {what}", self.now_ms - BEGINNING_MS).unwrap();
        }
    }

    fn happen(&mut self, index: usize, what: What) {
        let running = &mut self.calls[index];
        match what {
            // It acts, whether or not anybody still waits.
            What::Request {
                attempt,
                turn: Turn::Arrives { back_ms },
            } => self.arrive(index, attempt, back_ms),
            _ if running.end.is_some() => {}
            What::Start => self.step(index, Event::Start),
            What::Elapsed => self.step(index, Event::Elapsed),
            // An aborted call is dropped by its driver; what it sent goes on.
            What::Abort => running.end = Some(End::Aborted),
            What::Request { attempt, .. } if attempt != running.attempt => {}
            What::Request { turn, .. } => self.end_attempt(index, &turn),
        }
    }

    fn end_attempt(&mut self, index: usize, turn: &Turn) {
        self.note_doubt(index, turn);
        let of_status = |status| Answer {
            status,
            ..Answer::default()
        };
        match turn {
            Turn::Answered {
                status,
                retry_after_s,
                body,
            } => {
                if let (429, Some(seconds)) = (status, retry_after_s) {
                    let until_ms = &mut self.hosts[self.calls[index].client].forbidden_until_ms;
                    *until_ms = (*until_ms).max(self.now_ms + seconds * 1_000);
                }
                let retry_after = retry_after_s.map(|seconds| seconds.to_string());
                let answer = Answer {
                    status: *status,
                    retry_after: retry_after.as_deref(),
                    body,
                };
                self.step(index, Event::Answered(answer));
            }
            Turn::Lost => self.step(index, Event::Lost(Loss::Unreachable("reset"))),
            Turn::Broken { status } => {
                let head = of_status(*status);
                let host_says = "reset";
                self.step(index, Event::Lost(Loss::Broken { head, host_says }));
            }
            Turn::TooLarge { status } => {
                let head = of_status(*status);
                self.step(index, Event::Lost(Loss::TooLarge { head, max_bytes: 1 }));
            }
            Turn::TimedOut => {
                let timeout_ms = TIMEOUT_MS;
                self.step(index, Event::Lost(Loss::TimedOut { timeout_ms }));
            }
            Turn::Arrives { .. } => {}
        }
    }

    fn note_doubt(&mut self, index: usize, turn: &Turn) {
        let running = &mut self.calls[index];
        let is_create = running.requests[&running.attempt].0.body != Body::None;
        running.in_doubt = match turn {
            Turn::Answered { status: 429, .. } => running.in_doubt,
            Turn::Answered { status: 200..=299, .. } => is_create && running.in_doubt,
            _ => is_create || running.in_doubt,
        };
    }

    fn step(&mut self, index: usize, event: Event<'_>) {
        let moment = Moment {
            now_ms: self.now_ms,
            random: self.dice.number(),
        };
        let running = &mut self.calls[index];
        let host = &mut self.hosts[running.client];
        // Whatever attempt was out is over.
        running.attempt += 1;
        let command = running.call.step(
            event,
            &mut Client {
                server: "https://server.test",
                scrubber: &self.scrubber,
                gate: &mut host.gate,
                host_resends: host.resends,
                moment,
            },
        );
        self.note(index, format_args!("  → {command:?}"));
        let body = match event {
            Event::Answered(answer) => answer.body,
            _ => "",
        };
        let result = match command {
            Command::Send(outgoing) => return self.send(index, outgoing),
            Command::Wait { wait_ms } => {
                assert!(wait_ms <= POLICY.max_wait_ms, "call {index} waits {wait_ms} ms");
                return self.schedule(u64::from(wait_ms), index, What::Elapsed);
            }
            Command::Finish(Ok(Success::Nothing)) => Ok("{}".to_owned()),
            Command::Finish(Ok(Success::Unchanged)) => Ok(body.to_owned()),
            Command::Finish(Ok(Success::Rewritten(text))) => Ok(text.expose().to_owned()),
            Command::Finish(Err(failure)) => Err(failure),
        };
        self.go_on(index, result);
    }

    /// A call is over: the plan says whether there is another.
    fn go_on(&mut self, index: usize, result: Result<String, Box<Failure>>) {
        let running = &mut self.calls[index];
        let result = match &mut running.plan {
            None => result,
            Some(plan) => match plan.next(result.as_deref().map_err(Clone::clone)) {
                Step::Call(call) => {
                    running.call = *call;
                    (running.creates, running.look_ups, running.in_doubt) = (0, 0, false);
                    return self.schedule(0, index, What::Start);
                }
                Step::Finish(answer) => Ok(answer.expose().to_owned()),
                Step::Fail(failure) => Err(failure),
            },
        };
        running.end = Some(match result {
            Ok(text) => End::Resolved(serde_json::from_str(&text).unwrap()),
            Err(failure) => End::Rejected(failure),
        });
    }

    fn send(&mut self, index: usize, outgoing: Outgoing) {
        let running = &mut self.calls[index];
        let host = &self.hosts[running.client];
        assert!(
            self.now_ms >= host.forbidden_until_ms,
            "call {index} sends a request {} ms before its client may",
            host.forbidden_until_ms - self.now_ms
        );
        let creates = outgoing.body != Body::None;
        running.creates += u64::from(creates);
        running.look_ups += u64::from(!creates);
        // By id and then in the list: one more than it may be tried.
        let tries = u64::from(POLICY.max_retries) + 1;
        assert!(
            running.creates <= tries && running.look_ups <= tries * (tries + 1),
            "call {index} sends without end"
        );
        assert!(
            !(creates && running.in_doubt) || running.deed.may_be_sent_twice(),
            "call {index} is sent again before anybody has looked for its app"
        );
        let attempt = running.attempt;
        running
            .requests
            .insert(attempt, (outgoing, running.call.request().to_owned()));
        let mut fate = fate::draw(&mut self.dice, self.trouble, creates, host.resends);
        fate.push((u64::from(TIMEOUT_MS), Turn::TimedOut));
        self.note(index, format_args!("    {fate:?}"));
        for (at_ms, turn) in fate {
            self.schedule(at_ms, index, What::Request { attempt, turn });
        }
    }

    fn arrive(&mut self, index: usize, attempt: u64, back_ms: Option<u64>) {
        let running = &self.calls[index];
        let (outgoing, text) = &running.requests[&attempt];
        let body = match &outgoing.body {
            Body::None => String::new(),
            Body::Other(text) => text.expose().to_owned(),
            Body::Request => text.clone(),
            Body::Member(name) => format!("{{\"{name}\":{text}}}"),
        };
        let (method, target) = (outgoing.method.as_str(), outgoing.path.to_string());
        let delivery = self.ask_server(method, &target, &body);
        if let (Some(back_ms), Delivery::Whole(Reply { status, body, .. })) = (back_ms, delivery) {
            let turn = Turn::Answered {
                status,
                retry_after_s: None,
                body,
            };
            self.schedule(back_ms, index, What::Request { attempt, turn });
        }
    }

    fn ask_server(&mut self, method: &str, target: &str, body: &str) -> Delivery {
        let bearer = format!("Bearer {PROJECT_ID}:{MANAGEMENT_KEY}");
        let request = emulator::Request {
            method,
            target,
            headers: &[("authorization", &bearer)],
            body: body.as_bytes(),
        };
        self.emulator.handle(&request, self.now_ms).delivery
    }
}
