//! One client's core: its options and its calls.

use alloc::boxed::Box;
use alloc::vec;
use alloc::vec::Vec;

use wasm_bindgen::prelude::*;

use crate::model::Secret;
use crate::protocol::{
    Answer, Applied, Body, CallOptions, ClientOptions, ClientState, Command, Environment, Event, Failure, Handler,
    InFlightCall, Reason, Redactor, Response, Success, TransportError,
};
use crate::text::{decimal, owned};
use crate::validate::APP;
use crate::value::{Builder, Document, Node, NonJson, Nulls, Value, to_json};

use super::message;

/// The next action of JavaScript for a call.
#[wasm_bindgen]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Send a request. The output has a line each for the method, the URL, the time limit in milliseconds, the number of
    /// the response if JavaScript checks a success (see [`Core::describe_response`]), the authorization if it differs
    /// from the client's, the id that the app in the response must have, as JSON, and the body. Lines without a value
    /// are empty.
    Send,
    /// Wait. The output holds the time in milliseconds.
    Wait,
    /// Resolve with the answer, which JavaScript has kept.
    ResolveAnswer,
    /// Resolve with the JSON in the output.
    ResolveOutput,
    /// Resolve with nothing.
    ResolveNothing,
    /// Reject with the failure. The output holds it as JSON.
    Reject,
}

/// How a request ended: with an answer, by the kind of its body (see `protocol::Body`), or without one (see
/// `protocol::TransportError`).
#[wasm_bindgen]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "documented there")]
pub enum Ending {
    Json,
    Checked,
    Blank,
    CutShort,
    Other,
    Unreachable,
    TimedOut,
    TooLarge,
    NotAResponse,
    Broken,
}

/// The wasm's side of a client. Until it is [configured](Core::configure), it only validates.
#[wasm_bindgen]
#[derive(Default)]
pub struct Core {
    /// The arguments of the next function, which JavaScript writes.
    nodes: Vec<Node>,
    text: Vec<u8>,
    /// The output of the last function, which JavaScript reads.
    output: Secret,
    client: Option<ClientState>,
    calls: Vec<Option<Slot>>,
    /// The numbers of calls that are over.
    free: Vec<usize>,
}

#[wasm_bindgen]
impl Core {
    /// Creates a core without options.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Allocates the arguments of the next function, an array of this many nodes and this many bytes of text. Returns
    /// the address that the nodes are written to.
    pub fn input(&mut self, nodes: usize, bytes: usize) -> *const Node {
        self.nodes = vec![Node::default(); nodes];
        self.text = vec![0; bytes];
        self.nodes.as_ptr()
    }

    /// Returns the address that the text is written to.
    #[must_use]
    pub fn text_ptr(&self) -> *const u8 {
        self.text.as_ptr()
    }

    /// Returns the address of the output.
    #[must_use]
    pub fn output_ptr(&self) -> *const u8 {
        self.output.expose().as_ptr()
    }

    /// Returns the length of the output in bytes.
    #[must_use]
    pub fn output_length(&self) -> usize {
        self.output.expose().len()
    }

    /// Frees the output.
    pub fn clear_output(&mut self) {
        self.output = Secret::EMPTY;
    }

    /// Checks `[app]`. Returns whether there are issues; the output holds them.
    pub fn validate(&mut self) -> bool {
        let issues = APP.check(self.arguments().item(0));
        if !issues.is_empty() {
            self.output = message::issues(&issues);
        }
        !issues.is_empty()
    }

    /// Reads `[options, environment]`: a client's options, and the environment variables. Returns whether they are
    /// valid. The output holds the settings, or the failure.
    pub fn configure(&mut self, host_resends: bool) -> bool {
        let arguments = self.arguments();
        let options = match ClientOptions::read(arguments.item(0), &Environment::of(arguments.item(1))) {
            Ok(options) => options,
            Err(failure) => {
                self.output = refused(&failure);
                return false;
            }
        };
        self.output = message::settings(&options);
        self.client = Some(ClientState::new(options, host_resends));
        true
    }

    /// Writes the shape and the proof of a success to the output, for JavaScript to check: see `Response::to_json`.
    pub fn describe_response(&mut self, response: u32) {
        self.output = Response::of(response).map_or(Secret::EMPTY, Response::to_json);
    }

    /// Begins a call with `[request, options, id]`; only `patch` has an id besides its request. Returns the
    /// call's number, or -1 if the call is refused: the output then holds the failure.
    pub fn begin(&mut self, method: usize) -> i32 {
        let arguments = self.arguments();
        match self.open(method, arguments) {
            Err(failure) => {
                self.output = refused(&failure);
                -1
            }
            Ok(in_flight) => {
                let place = self.free.pop().unwrap_or(self.calls.len());
                if place == self.calls.len() {
                    self.calls.push(None);
                }
                if let Some(call) = self.calls.get_mut(place) {
                    *call = Some(Slot {
                        in_flight,
                        thrown: Document::NULL,
                    });
                }
                i32::try_from(place).unwrap_or(-1)
            }
        }
    }

    /// Starts the call.
    pub fn start(&mut self, call: usize, now: f64, random: u32) -> Next {
        self.step(call, Event::Start, now, random)
    }

    /// Continues the call after a wait.
    pub fn timer_fired(&mut self, call: usize, now: f64, random: u32) -> Next {
        self.step(call, Event::TimerFired, now, random)
    }

    /// Continues the call after its request ended, with `[payload, retryAfter]`. The payload is the JSON, or the host's
    /// error, as `describeErrors` in `pkg/client/host.js` describes it. If JavaScript has checked the JSON, there are no
    /// arguments.
    pub fn ended(&mut self, call: usize, ending: Ending, status: u16, now: f64, random: u32) -> Next {
        let arguments = self.arguments();
        let retry_after = arguments.item(1).as_str().map(Secret::from);
        let payload = arguments.into_item(0);
        let (mut body, mut host_says) = (Body::Blank, Secret::EMPTY);
        match ending {
            Ending::Json => body = Body::Json(payload),
            Ending::Checked => body = Body::Checked,
            Ending::CutShort => body = Body::CutShort,
            Ending::Other => body = Body::Other,
            Ending::Blank => {}
            _ => {
                host_says = message::in_a_line(payload.root());
                if let Some(Some(slot)) = self.calls.get_mut(call) {
                    slot.thrown = payload;
                }
            }
        }
        let answer = Answer {
            status,
            retry_after: retry_after.as_ref().map(Secret::expose),
            body: &body,
        };
        let host_says = host_says.expose();
        let event = match ending {
            Ending::Unreachable => Event::TransportFailed(TransportError::Unreachable(host_says)),
            Ending::NotAResponse => Event::TransportFailed(TransportError::NotAResponse(host_says)),
            Ending::Broken => Event::TransportFailed(TransportError::Broken {
                head: answer,
                host_says,
            }),
            Ending::TimedOut => {
                let slot = self.calls.get(call).and_then(Option::as_ref);
                Event::TransportFailed(TransportError::TimedOut {
                    timeout_ms: slot.map_or(0, |slot| slot.in_flight.timeout_ms()),
                })
            }
            Ending::TooLarge => {
                let options = self.client.as_ref().map(ClientState::options);
                Event::TransportFailed(TransportError::TooLarge {
                    head: answer,
                    max_bytes: options.map_or(0, ClientOptions::max_response_bytes),
                })
            }
            _ => Event::Answered(answer),
        };
        self.step(call, event, now, random)
    }

    /// Forgets the call.
    pub fn abort(&mut self, call: usize) {
        let is_there = self.calls.get_mut(call).and_then(Option::take).is_some();
        if is_there {
            self.free.push(call);
        }
    }
}

/// A call in progress.
struct Slot {
    in_flight: InFlightCall,
    /// The description of the host's last error.
    thrown: Document,
}

impl Core {
    /// Takes the arguments that JavaScript has written.
    fn arguments(&mut self) -> Document {
        let (nodes, text) = (core::mem::take(&mut self.nodes), core::mem::take(&mut self.text));
        Document::decode(nodes, text).unwrap_or(Document::NULL)
    }

    fn open(&self, method: usize, arguments: Document) -> Result<InFlightCall, Box<Failure>> {
        let options = match arguments.item(1) {
            Value::NonJson(NonJson::Undefined) => CallOptions::DEFAULT,
            given => CallOptions::read(given)?,
        };
        let (Some(client), Some(handler)) = (&self.client, Handler::of(method)) else {
            return Err(Box::new(Failure {
                reason: Reason::Config,
                applied: Applied::No,
                message: owned("The client has no options"),
            }));
        };
        let mut id = Builder::default();
        id.value(arguments.item(2));
        client.begin(handler, arguments.into_item(0), id.finish(), options)
    }

    fn step(&mut self, call: usize, event: Event<'_>, now: f64, random: u32) -> Next {
        let (Some(client), Some(Some(slot))) = (&mut self.client, self.calls.get_mut(call)) else {
            return Next::ResolveNothing;
        };
        let next = match client.advance(&mut slot.in_flight, event, milliseconds(now), random) {
            Command::Send(outgoing) => {
                let in_flight = &slot.in_flight;
                let response = outgoing.response.filter(|_| !in_flight.is_part_of_workflow());
                self.output = message::request(&outgoing, response, in_flight.timeout_ms(), client.options());
                return Next::Send;
            }
            Command::Wait { wait_ms } => {
                self.output = Secret::new(decimal(wait_ms.into()));
                return Next::Wait;
            }
            Command::Finish(Ok(Success::Unchanged)) => Next::ResolveAnswer,
            Command::Finish(Ok(Success::Nothing)) => Next::ResolveNothing,
            Command::Finish(Ok(Success::Rewritten(answer))) => {
                self.output = to_json(answer.root(), Nulls::Kept);
                Next::ResolveOutput
            }
            Command::Finish(Err(failure)) => {
                let redactor = slot.in_flight.call().redactor(client.options().redactor());
                self.output = message::failure(&failure, slot.thrown.root(), &redactor);
                Next::Reject
            }
        };
        self.abort(call);
        next
    }
}

fn refused(failure: &Failure) -> Secret {
    message::failure(failure, Value::Null, &Redactor::default())
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it is in range, and a cast of a float saturates"
)]
fn milliseconds(now: f64) -> u64 {
    now as u64
}
