//! Does what calls command, one after the other.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Array, JsString, Object, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use crate::model::Secret;
use crate::protocol::{
    self, Answer, Body, Call, CallOptions, ClientOptions, Command, Event, Failure, Gate, LICENSE, Loss, Plan, Rate,
    Reason, RetryPolicy, Step, Success,
};

use super::errors::to_error;
use super::exchange::{Ending, Head, Outgoing, announce, exchange, settled, wait};
use super::host::{abort_reason, error_text, host_resends, moment, scrubbed_error, to_secret};
use super::options::read_client_options;
use super::text::from_text;

/// What the calls of a client share. They hold on to it, so that a client may be disposed of while they are in flight.
pub(super) struct Client {
    options: ClientOptions,
    /// The same headers as a plain object, made once.
    headers: JsValue,
    /// The caller's `fetch`, or `undefined`.
    fetch: JsValue,
    gate: Cell<Gate>,
    /// What all calls wait for before they send anything: the project's tier, once it was asked for.
    license: RefCell<Option<Promise>>,
    host_resends: bool,
}

impl Client {
    pub(super) fn new(options: &JsValue) -> Result<Self, JsValue> {
        let (options, fetch) = read_client_options(options)?;
        let headers = headers_object(&options)?;
        Ok(Self {
            headers,
            fetch,
            gate: Cell::new(match options.rate() {
                Rate::Own(limit) => Gate::limited(limit),
                Rate::Any | Rate::License => Gate::default(),
            }),
            license: RefCell::default(),
            host_resends: host_resends(),
            options,
        })
    }

    pub(super) fn require_project_id(&self) -> Result<(), JsValue> {
        let required = self.options.require_project_id();
        required.map_err(|failure| to_error(&failure, &JsValue::UNDEFINED))
    }

    /// Asks for the tier, the first time.
    fn license(self: &Rc<Self>) -> Promise {
        let mut license = self.license.borrow_mut();
        let asked = license.get_or_insert_with(|| {
            let policy = RetryPolicy {
                max_retries: 0,
                max_wait_ms: 0,
            };
            let call = Call::new(&LICENSE, Secret::from("{}"), false, policy);
            let driver = Driver {
                client: Rc::clone(self),
                text: JsString::from(""),
                timeout_ms: self.options.timeout_ms().min(LICENSE_TIMEOUT_MS),
                signal: JsValue::UNDEFINED,
                needs_license: false,
            };
            let begun = call.map(|call| (driver, None, call));
            let answer = promise(begun.map_err(|failure| to_error(&failure, &JsValue::UNDEFINED)));
            announce(&answer, &self.headers)
        });
        asked.clone()
    }

    pub(super) fn retry_policy(&self, options: &CallOptions) -> RetryPolicy {
        let mut policy = self.options.retry_policy();
        policy.max_retries = options.max_retries.unwrap_or(policy.max_retries);
        policy
    }
}

/// What stays the same from the first request to the last.
pub(super) struct Driver {
    client: Rc<Client>,
    /// The request, which is the body of the first call.
    text: JsString,
    timeout_ms: u32,
    signal: JsValue,
    needs_license: bool,
}

/// The tier is not worth a longer wait, in milliseconds.
const LICENSE_TIMEOUT_MS: u32 = 5_000;

/// One function for all calls: every future is a type of its own, and costs kilobytes.
pub(super) fn promise(begun: Result<(Driver, Option<Plan>, Call), JsValue>) -> Promise {
    future_to_promise(async move {
        let (driver, plan, call) = begun?;
        driver.carry_out(plan, call).await
    })
}

/// What a call came to.
enum Done {
    /// An answer, as JSON.
    Text(JsString),
    /// It worked, and there is no more to say.
    Nothing,
}

/// Why a call ended without an answer.
enum Rejection {
    Aborted,
    /// With what the host threw, if it did.
    Failed(Box<Failure>, JsValue),
}

impl Driver {
    pub(super) fn new(client: Rc<Client>, text: JsString, options: &CallOptions, signal: JsValue) -> Self {
        let timeout_ms = options.timeout_ms.unwrap_or(client.options.timeout_ms());
        Self {
            needs_license: client.options.rate() == Rate::License,
            client,
            text,
            timeout_ms,
            signal,
        }
    }

    /// Makes the call, and those that follow it by the plan.
    pub(super) async fn carry_out(&self, plan: Option<Plan>, mut call: Call) -> Result<JsValue, JsValue> {
        if self.needs_license && settled(&self.client.license(), &self.signal).await {
            return Err(self.reason(&call, Rejection::Aborted));
        }
        let Some(mut plan) = plan else {
            return match self.drive(&mut call, &self.text).await {
                Ok(Done::Text(text)) => from_text(&text),
                Ok(Done::Nothing) => Ok(JsValue::UNDEFINED),
                Err(rejection) => Err(self.reason(&call, rejection)),
            };
        };
        loop {
            let text = JsString::from(call.request());
            let (result, thrown) = match self.drive(&mut call, &text).await {
                Ok(Done::Text(text)) => (Ok(to_secret(&text)), JsValue::UNDEFINED),
                Ok(Done::Nothing) => (Ok(Secret::from("{}")), JsValue::UNDEFINED),
                Err(Rejection::Failed(failure, thrown)) => (Err(failure), thrown),
                Err(aborted) => return Err(self.reason(&call, aborted)),
            };
            match plan.next(result.as_ref().map(Secret::expose).map_err(Clone::clone)) {
                Step::Call(next) => call = *next,
                Step::Finish(answer) => return from_text(&JsString::from(answer.expose())),
                Step::Fail(failure) => return Err(self.reason(&call, Rejection::Failed(failure, thrown))),
            }
        }
    }

    async fn drive(&self, call: &mut Call, text: &JsString) -> Result<Done, Rejection> {
        let mut command = self.step(call, Event::Start);
        let mut last_text = JsString::from("");
        let mut thrown = JsValue::UNDEFINED;
        loop {
            command = match command {
                Command::Send(outgoing) => match self.send(outgoing, text).await {
                    Ending::Aborted => return Err(Rejection::Aborted),
                    ending => {
                        match &ending {
                            Ending::Answered(_, text) => last_text = text.clone(),
                            Ending::Failed(error) | Ending::Broken(_, error) => thrown = error.clone(),
                            _ => {}
                        }
                        self.tell(call, &ending)
                    }
                },
                Command::Wait { wait_ms } => {
                    if wait(wait_ms, &self.signal).await {
                        return Err(Rejection::Aborted);
                    }
                    self.step(call, Event::Elapsed)
                }
                Command::Finish(Ok(Success::Unchanged)) => return Ok(Done::Text(last_text)),
                Command::Finish(Ok(Success::Rewritten(text))) => return Ok(Done::Text(JsString::from(text.expose()))),
                Command::Finish(Ok(Success::Nothing)) => return Ok(Done::Nothing),
                Command::Finish(Err(failure)) => return Err(Rejection::Failed(failure, thrown)),
            }
        }
    }

    async fn send(&self, outgoing: protocol::Outgoing, text: &JsString) -> Ending {
        let body = match outgoing.body {
            Body::None => JsValue::NULL,
            Body::Request => text.into(),
            Body::Other(text) => JsString::from(text.expose()).into(),
            Body::Member(name) => {
                let opening = JsString::from(["{\"", name, "\":"].concat());
                opening.concat(text).concat(&JsString::from("}")).into()
            }
        };
        let with_bearer;
        let headers = match &outgoing.bearer {
            None => &self.client.headers,
            Some(bearer) => {
                let authorization = self.client.options.authorization(bearer);
                let entries = Array::of1(&Array::of2(&"authorization".into(), &authorization.expose().into()));
                let own = Object::from_entries(&entries).unwrap_or_default();
                let shared = <Object>::assign(&Object::new(), self.client.headers.unchecked_ref());
                with_bearer = JsValue::from(<Object>::assign(&shared, &own));
                &with_bearer
            }
        };
        exchange(Outgoing {
            fetch: &self.client.fetch,
            url: self.client.options.url(&outgoing.path),
            method: outgoing.method.as_str(),
            headers,
            body: &body,
            timeout_ms: self.timeout_ms,
            max_bytes: self.client.options.max_response_bytes(),
            signal: &self.signal,
        })
        .await
    }

    /// Tells the call how a round trip ended.
    fn tell(&self, call: &mut Call, ending: &Ending) -> Command {
        match ending {
            Ending::Answered(head, text) => {
                // The answer to a create may hold the client secret.
                let body = to_secret(text);
                self.step(call, Event::Answered(answer(head, body.expose())))
            }
            Ending::Failed(error) => self.step(call, Event::Lost(Loss::Unreachable(error_text(error).expose()))),
            Ending::Broken(head, error) => {
                let host_says = error_text(error);
                let head = answer(head, "");
                self.step(
                    call,
                    Event::Lost(Loss::Broken {
                        head,
                        host_says: host_says.expose(),
                    }),
                )
            }
            Ending::TooLarge(head) => {
                let max_bytes = self.client.options.max_response_bytes();
                let head = answer(head, "");
                self.step(call, Event::Lost(Loss::TooLarge { head, max_bytes }))
            }
            Ending::TimedOut => {
                let timeout_ms = self.timeout_ms;
                self.step(call, Event::Lost(Loss::TimedOut { timeout_ms }))
            }
            Ending::NotAResponse | Ending::Aborted => self.step(call, Event::Lost(Loss::NotAResponse)),
        }
    }

    fn step(&self, call: &mut Call, event: Event<'_>) -> Command {
        let mut gate = self.client.gate.get();
        let command = call.step(
            event,
            &mut protocol::Client {
                server: self.client.options.base_url(),
                scrubber: self.client.options.scrubber(),
                gate: &mut gate,
                host_resends: self.client.host_resends,
                moment: moment(),
            },
        );
        self.client.gate.set(gate);
        command
    }

    /// What the promise rejects with.
    fn reason(&self, call: &Call, rejection: Rejection) -> JsValue {
        match rejection {
            Rejection::Aborted => abort_reason(&self.signal),
            Rejection::Failed(failure, thrown) => {
                let cause = match failure.reason {
                    Reason::Connection => scrubbed_error(&thrown, &call.scrubber(self.client.options.scrubber())),
                    _ => JsValue::UNDEFINED,
                };
                to_error(&failure, &cause)
            }
        }
    }
}

fn answer<'a>(head: &'a Head, body: &'a str) -> Answer<'a> {
    Answer {
        status: head.status,
        retry_after: head.retry_after.as_deref(),
        body,
    }
}

fn headers_object(options: &ClientOptions) -> Result<JsValue, JsValue> {
    let entries = options
        .headers()
        .map(|(name, value)| Array::of2(&name.into(), &value.into()))
        .collect::<Array>();
    Object::from_entries(&entries).map(JsValue::from)
}
