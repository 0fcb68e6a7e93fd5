//! One client: its options, and its calls.

use alloc::boxed::Box;
use alloc::vec;
use alloc::vec::Vec;

use wasm_bindgen::prelude::*;

use crate::json;
use crate::model::Secret;
use crate::protocol::{
    Answer, Applied, CallOptions, ClientOptions, Command, Environment, Event, Failure, Gate, Loss, Moment, Rate,
    Reason, RetryPolicy, Scrubber, Success,
};
use crate::text::owned;
use crate::validate::APP;

use super::in_flight::{Client, InFlightCall, advance};
use super::message;
use super::method::{METHODS, Method};
use super::route::{Route, route};

/// What is to be done is said.
const SAID: u32 = 0;
/// The result is the answer as it came.
const AS_IT_CAME: u32 = 1;
/// The call is over, and there is no more to say.
const NOTHING: u32 = 2;
/// The call may start.
const READY: u32 = 3;
/// The first route.
const ROUTES: u32 = 8;
/// A call's number stands above these bits of what `begin` returns.
const CALL_SHIFT: u32 = 6;

/// The inbox is made for as much as this at once: clients that only live for a call have one each.
const LEAST_BYTES: usize = 4_096;

/// It is given back where it had to be longer than this.
const MOST_BYTES: usize = 65_536;

/// The tier is not worth a longer wait, in milliseconds.
const LICENSE_TIMEOUT_MS: u32 = 5_000;

/// A client's side of the boundary. Until it is [configured](Core::configure), it only validates.
#[wasm_bindgen]
#[derive(Default)]
pub struct Core {
    /// Where JavaScript writes.
    inbox: Vec<u8>,
    /// Texts that belong to what comes next.
    kept: Vec<Secret>,
    said: Secret,
    client: Option<Client>,
    calls: Vec<Option<InFlightCall>>,
    /// The numbers of calls that are over.
    free: Vec<usize>,
    /// The paths of the requests that have a number.
    routes: Vec<&'static str>,
}

#[wasm_bindgen]
impl Core {
    /// Knows nothing yet.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Where to write a text of so many bytes.
    pub fn room(&mut self, bytes: usize) -> *const u8 {
        if self.inbox.len() < bytes {
            self.inbox = vec![0; bytes.max(LEAST_BYTES)];
        }
        self.inbox.as_ptr()
    }

    /// Keeps the text for what is called next.
    pub fn keep(&mut self, length: usize) {
        let text = Secret::from(heard(&self.inbox, length));
        self.kept.push(text);
        self.wipe(length);
    }

    /// Where the text is that was said.
    #[must_use]
    pub fn said_at(&self) -> *const u8 {
        self.said.expose().as_ptr()
    }

    /// How many bytes it has.
    #[must_use]
    pub fn said_length(&self) -> usize {
        self.said.expose().len()
    }

    /// It was heard.
    pub fn hush(&mut self) {
        self.said = Secret::EMPTY;
    }

    /// Checks an app. Says what is wrong with it, if anything is.
    pub fn validate(&mut self, length: usize) -> bool {
        let issues = APP.check_text(heard(&self.inbox, length));
        self.wipe(length);
        if !issues.is_empty() {
            self.said = message::issues(&issues);
        }
        !issues.is_empty()
    }

    /// Reads a client's options; kept are the variables of the environment, where they are set, in the order of
    /// [`Environment`]. Says the settings, or why they cannot be used.
    pub fn configure(&mut self, length: usize, host_resends: bool) {
        let variable = |nth| self.kept.get(nth).map(Secret::expose);
        let environment = Environment {
            project_id: variable(0).map(owned),
            management_key: variable(1).map(Secret::from),
            base_url: variable(2).map(owned),
            base_uri: variable(3).map(owned),
        };
        self.kept.clear();
        let given = json::read(heard(&self.inbox, length));
        match ClientOptions::read(given.root(), &environment) {
            Ok(options) => {
                self.said = message::settings(&options);
                let gate = match options.rate() {
                    Rate::Own(limit) => Gate::limited(limit),
                    Rate::Any | Rate::License => Gate::default(),
                };
                self.client = Some(Client {
                    options,
                    gate,
                    host_resends,
                });
            }
            Err(failure) => self.said = refused(&failure),
        }
        drop(given);
        self.wipe(length);
    }

    /// Begins what the method of this number does with the text; kept are the call's options, or nothing, and behind them
    /// what `patch` has beside its request. Returns the call's number and what comes next, or says why there is no call.
    pub fn begin(&mut self, method: usize, length: usize, validate: bool, starts: bool, now: f64, random: u32) -> u32 {
        let begun = self.open(method, Secret::from(heard(&self.inbox, length)), validate);
        self.wipe(length);
        self.kept.clear();
        match begun {
            Err(failure) => {
                self.said = refused(&failure);
                SAID
            }
            Ok(in_flight) => {
                let place = self.free.pop().unwrap_or(self.calls.len());
                if place == self.calls.len() {
                    self.calls.push(None);
                }
                if let Some(call) = self.calls.get_mut(place) {
                    *call = Some(in_flight);
                }
                let next = if starts {
                    self.step(place, Event::Start, moment(now, random))
                } else {
                    READY
                };
                u32::try_from(place).unwrap_or_default() << CALL_SHIFT | next
            }
        }
    }

    /// How long an attempt of the call may take, in milliseconds.
    #[must_use]
    pub fn timeout_ms(&self, call: usize) -> u32 {
        let in_flight = self.calls.get(call).and_then(Option::as_ref);
        in_flight.map_or(0, |in_flight| in_flight.timeout_ms)
    }

    /// The call starts.
    pub fn start(&mut self, call: usize, now: f64, random: u32) -> u32 {
        self.step(call, Event::Start, moment(now, random))
    }

    /// The wait is over.
    pub fn elapsed(&mut self, call: usize, now: f64, random: u32) -> u32 {
        self.step(call, Event::Elapsed, moment(now, random))
    }

    /// The request was answered with the text; kept is the value of `Retry-After`, if there was one.
    pub fn answered(&mut self, call: usize, length: usize, status: u16, now: f64, random: u32) -> u32 {
        let inbox = core::mem::take(&mut self.inbox);
        let retry_after = self.kept.pop();
        let answer = Answer {
            status,
            retry_after: retry_after.as_ref().map(Secret::expose),
            body: heard(&inbox, length),
        };
        let next = self.step(call, Event::Answered(answer), moment(now, random));
        self.inbox = inbox;
        self.wipe(length);
        next
    }

    /// The answer is lost, in one of the ways that can be; the text is what the host threw. Kept is the value of
    /// `Retry-After`, if that was seen.
    pub fn lost(&mut self, call: usize, loss: Lost, length: usize, status: u16, now: f64, random: u32) -> u32 {
        let thrown = Secret::from(heard(&self.inbox, length));
        self.wipe(length);
        let host_says = message::in_a_line(thrown.expose());
        let retry_after = self.kept.pop();
        let head = Answer {
            status,
            retry_after: retry_after.as_ref().map(Secret::expose),
            body: "",
        };
        let max_bytes = self
            .client
            .as_ref()
            .map_or(0, |client| client.options.max_response_bytes());
        let timeout_ms = self.timeout_ms(call);
        let loss = match loss {
            Lost::Unreachable => Loss::Unreachable(host_says.expose()),
            Lost::Broken => Loss::Broken {
                head,
                host_says: host_says.expose(),
            },
            Lost::TimedOut => Loss::TimedOut { timeout_ms },
            Lost::TooLarge => Loss::TooLarge { head, max_bytes },
            Lost::NotAResponse => Loss::NotAResponse(host_says.expose()),
        };
        if let Some(Some(in_flight)) = self.calls.get_mut(call).filter(|_| length > 0) {
            in_flight.thrown = thrown;
        }
        self.step(call, Event::Lost(loss), moment(now, random))
    }

    /// The call was aborted.
    pub fn forget(&mut self, call: usize) {
        let is_there = self.calls.get_mut(call).and_then(Option::take).is_some();
        if is_there {
            self.free.push(call);
        }
    }
}

/// How an answer can get lost. JavaScript has the same names for the same numbers from here.
#[wasm_bindgen]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "documented at `protocol::Loss`")]
pub enum Lost {
    Unreachable,
    TimedOut,
    TooLarge,
    NotAResponse,
    Broken,
}

impl Core {
    fn open(&self, method: usize, request: Secret, validate: bool) -> Result<InFlightCall, Box<Failure>> {
        let mut options = match self.kept.first() {
            Some(given) if !given.expose().is_empty() => {
                let given = json::read(given.expose());
                CallOptions::read(given.root())?
            }
            _ => CallOptions::DEFAULT,
        };
        let (Some(client), Some(&(method, way))) = (&self.client, METHODS.get(method)) else {
            return Err(Box::new(Failure {
                reason: Reason::Config,
                applied: Applied::No,
                message: owned("The client has no options"),
            }));
        };
        let mut policy = client.options.retry_policy();
        policy.max_retries = options.max_retries.unwrap_or(policy.max_retries);
        let mut timeout_ms = options.timeout_ms.unwrap_or(client.options.timeout_ms());
        if method == Method::License {
            policy = RetryPolicy::NEVER;
            timeout_ms = timeout_ms.min(LICENSE_TIMEOUT_MS);
        }
        options.validate = validate;
        let id = self.kept.get(1).cloned().unwrap_or_default();
        let (plan, call) = way.begin(id, request, options, policy)?;
        client.options.can_authorize(&call)?;
        Ok(InFlightCall {
            call,
            plan,
            is_first: true,
            timeout_ms,
            thrown: Secret::EMPTY,
        })
    }

    fn step(&mut self, place: usize, event: Event<'_>, moment: Moment) -> u32 {
        let (Some(client), Some(Some(in_flight))) = (&mut self.client, self.calls.get_mut(place)) else {
            return NOTHING;
        };
        let next = match advance(client, in_flight, event, moment) {
            Command::Send(outgoing) => {
                let route = route(&mut self.routes, &outgoing, in_flight.sends_as_given());
                if let Some(Route::Known(route)) = route {
                    return ROUTES.saturating_add(route);
                }
                let number = route.map(|_| self.routes.len().saturating_sub(1));
                let request = (!in_flight.sends_as_given()).then(|| in_flight.call.request());
                self.said = message::send(&outgoing, &client.options, request, number);
                return SAID;
            }
            Command::Wait { wait_ms } => {
                self.said = message::wait(wait_ms);
                return SAID;
            }
            Command::Finish(Ok(Success::Unchanged)) => AS_IT_CAME,
            Command::Finish(Ok(Success::Nothing)) => NOTHING,
            Command::Finish(Ok(Success::Rewritten(answer))) => {
                self.said = message::done(&answer);
                SAID
            }
            Command::Finish(Err(failure)) => {
                let scrubber = in_flight.call.scrubber(client.options.scrubber());
                self.said = message::failure(&failure, &in_flight.thrown, &scrubber);
                SAID
            }
        };
        self.forget(place);
        next
    }

    /// What JavaScript wrote may be a secret.
    fn wipe(&mut self, length: usize) {
        if let Some(used) = self.inbox.get_mut(..length) {
            used.fill(0);
        }
        if self.inbox.len() > MOST_BYTES {
            self.inbox = Vec::new();
        }
    }
}

fn heard(inbox: &[u8], length: usize) -> &str {
    let bytes = inbox.get(..length).unwrap_or_default();
    core::str::from_utf8(bytes).unwrap_or_default()
}

fn refused(failure: &Failure) -> Secret {
    message::failure(failure, &Secret::EMPTY, &Scrubber::default())
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it is in range, and a cast of a float saturates"
)]
fn moment(now: f64, random: u32) -> Moment {
    Moment {
        now_ms: now as u64,
        random,
    }
}
