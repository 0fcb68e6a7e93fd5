//! The client class.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, JsString, Object, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use crate::protocol::{
    self, Answer, CREATE, Call, ClientOptions, Command, Endpoint, Event, Failure, Gate, Loss, Reason, Success,
};

use super::errors::to_error;
use super::exchange::{Ending, Head, Outgoing, exchange, wait};
use super::host::{abort_reason, error_text, host_resends, moment, scrubbed_error, to_secret};
use super::options::{read_call_options, read_client_options};
use super::text::{from_text, to_text, to_unchecked_text};

/// A client of the outbound applications of one Descope project. It holds no connection and needs no closing.
#[wasm_bindgen]
pub struct OutboundApps(Rc<Client>);

/// What the calls of a client share. They hold on to it, so that a client may be disposed of while they are in flight.
struct Client {
    options: ClientOptions,
    /// The same headers as a plain object, made once.
    headers: JsValue,
    /// The caller's `fetch`, or `undefined`.
    fetch: JsValue,
    gate: Cell<Gate>,
    host_resends: bool,
}

#[allow(
    clippy::missing_errors_doc,
    reason = "these docs are read by users of JavaScript, and say it in its words"
)]
#[wasm_bindgen]
impl OutboundApps {
    /// Makes a client. Nothing is sent.
    ///
    /// Throws a `ConfigError` that names everything that is wrong with the options.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_optional_param_type = "OutboundAppsOptions")] options: &JsValue,
    ) -> Result<OutboundApps, JsValue> {
        let (options, fetch) = read_client_options(options)?;
        let headers = headers_object(&options)?;
        Ok(Self(Rc::new(Client {
            options,
            headers,
            fetch,
            gate: Cell::default(),
            host_resends: host_resends(),
        })))
    }

    /// Creates an outbound application.
    ///
    /// Rejects with a `ValidationError` if the app has errors, and then nothing was sent; with a `ConflictError` if the
    /// id or the name is taken; with another `OutboundError` otherwise, whose `applied` says whether the app may exist.
    #[wasm_bindgen(
        unchecked_return_type = "Promise<CreateResponse>",
        return_description = "what the server answered"
    )]
    pub fn create(
        &self,
        #[wasm_bindgen(unchecked_param_type = "CreateRequest", param_description = "the app to create")] app: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "RequestOptions")] options: &JsValue,
    ) -> Promise {
        self.call(&CREATE, app, options)
    }
}

impl OutboundApps {
    fn call(&self, endpoint: &'static Endpoint, request: &JsValue, given: &JsValue) -> Promise {
        // The values are read now: the caller may change them as soon as it has the promise.
        let prepared = Driver::prepare(Rc::clone(&self.0), endpoint, request, given);
        future_to_promise(async move {
            let (driver, call) = prepared?;
            driver.drive(call).await
        })
    }
}

/// Does what a call commands.
struct Driver {
    client: Rc<Client>,
    body: JsValue,
    timeout_ms: u32,
    signal: JsValue,
}

impl Driver {
    fn prepare(
        client: Rc<Client>,
        endpoint: &'static Endpoint,
        request: &JsValue,
        given: &JsValue,
    ) -> Result<(Self, Call), JsValue> {
        let (options, signal) = read_call_options(given)?;
        let unchecked = if options.validate {
            None
        } else {
            to_unchecked_text(request)
        };
        // What has no form in JSON at all is checked after all, for the sake of what the check says of it.
        let validate = unchecked.is_none();
        let body = unchecked.unwrap_or_else(|| to_text(request));
        let mut policy = client.options.retry_policy();
        policy.max_retries = options.max_retries.unwrap_or(policy.max_retries);
        let call = Call::new(endpoint, to_secret(&body), validate, policy)
            .map_err(|failure| to_error(&failure, &JsValue::UNDEFINED))?;
        let timeout_ms = options.timeout_ms.unwrap_or(client.options.timeout_ms());
        let body = body.into();
        let driver = Self {
            client,
            body,
            timeout_ms,
            signal,
        };
        Ok((driver, call))
    }

    async fn drive(&self, mut call: Call) -> Result<JsValue, JsValue> {
        let mut command = self.step(&mut call, Event::Start);
        let mut last_text = JsString::from("");
        let mut thrown = JsValue::UNDEFINED;
        loop {
            command = match command {
                Command::Send(outgoing) => match self.send(outgoing).await {
                    Ending::Aborted => return Err(abort_reason(&self.signal)),
                    ending => {
                        match &ending {
                            Ending::Answered(_, text) => last_text = text.clone(),
                            Ending::Failed(error) | Ending::Broken(_, error) => thrown = error.clone(),
                            _ => {}
                        }
                        self.tell(&mut call, &ending)
                    }
                },
                Command::Wait { wait_ms } => {
                    if wait(wait_ms, &self.signal).await {
                        return Err(abort_reason(&self.signal));
                    }
                    self.step(&mut call, Event::Elapsed)
                }
                Command::Finish(Ok(Success::Unchanged)) => return from_text(&last_text),
                Command::Finish(Ok(Success::Rewritten(text))) => return from_text(&JsString::from(text.expose())),
                Command::Finish(Err(failure)) => return Err(self.error(&call, &failure, &thrown)),
            }
        }
    }

    async fn send(&self, outgoing: protocol::Outgoing) -> Ending {
        let no_body = JsValue::NULL;
        exchange(Outgoing {
            fetch: &self.client.fetch,
            url: self.client.options.url(&outgoing.path),
            method: outgoing.method.as_str(),
            headers: &self.client.headers,
            body: if outgoing.has_body { &self.body } else { &no_body },
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

    fn error(&self, call: &Call, failure: &Failure, thrown: &JsValue) -> JsValue {
        let cause = match failure.reason {
            Reason::Connection => scrubbed_error(thrown, &call.scrubber(self.client.options.scrubber())),
            _ => JsValue::UNDEFINED,
        };
        to_error(failure, &cause)
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
