//! The client class.

use js_sys::{Array, JsString, Object};
use wasm_bindgen::prelude::*;

use crate::model::Secret;
use crate::protocol::{Answer, CREATE, Call, ClientOptions, Command, Endpoint, Event, Loss, Scrubber, Success};

use super::errors::to_error;
use super::exchange::{Ending, Outgoing, exchange};
use super::host::{error_text, option, scrubbed_error};
use super::options::{read_call_options, read_client_options};
use super::text::{from_text, to_text, to_unchecked_text};

/// A client of the outbound applications of one Descope project. It holds no connection and needs no closing.
#[wasm_bindgen]
pub struct OutboundApps {
    options: ClientOptions,
    /// The same headers as a plain object, made once.
    headers: JsValue,
    /// The caller's `fetch`, or `undefined`.
    fetch: JsValue,
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
        Ok(Self {
            options,
            headers,
            fetch,
        })
    }

    /// Creates an outbound application.
    ///
    /// Rejects with a `ValidationError` if the app has errors, and then nothing was sent; with a `ConflictError` if the
    /// id or the name is taken; with another `OutboundError` otherwise, whose `applied` says whether the app may exist.
    #[wasm_bindgen(
        unchecked_return_type = "CreateResponse",
        return_description = "what the server answered"
    )]
    pub async fn create(
        &self,
        #[wasm_bindgen(unchecked_param_type = "CreateRequest", param_description = "the app to create")] app: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "RequestOptions")] options: JsValue,
    ) -> Result<JsValue, JsValue> {
        self.call(&CREATE, &app, &options).await
    }
}

impl OutboundApps {
    async fn call(&self, endpoint: &'static Endpoint, request: &JsValue, given: &JsValue) -> Result<JsValue, JsValue> {
        let (options, signal) = read_call_options(given)?;
        let unchecked = if options.validate {
            None
        } else {
            to_unchecked_text(request)
        };
        // What has no form in JSON at all is checked after all, for the sake of what the check says of it.
        let validate = unchecked.is_none();
        let body = unchecked.unwrap_or_else(|| to_text(request));
        let call = Call::new(endpoint, Secret::new(String::from(&body)), validate)
            .map_err(|failure| to_error(&failure, &JsValue::UNDEFINED))?;
        let outgoing = Outgoing {
            fetch: &self.fetch,
            url: &self.options.url(endpoint.path),
            method: endpoint.method.as_str(),
            headers: &self.headers,
            body: &body,
            timeout_ms: options.timeout_ms.unwrap_or(self.options.timeout_ms()),
            max_bytes: self.options.max_response_bytes(),
            signal: &signal,
        };
        self.drive(call, &outgoing).await
    }

    /// Does what the call commands, until it is over.
    async fn drive(&self, mut call: Call, outgoing: &Outgoing<'_>) -> Result<JsValue, JsValue> {
        let mut command = call.step(Event::Start, self.options.scrubber());
        let mut ending = Ending::NotAResponse;
        loop {
            match command {
                Command::Send => ending = exchange(outgoing).await,
                Command::Finish(Ok(success)) => return resolve(&success, &ending),
                Command::Finish(Err(failure)) => {
                    let scrubber = call.scrubber(self.options.scrubber());
                    return Err(to_error(&failure, &cause(&ending, &scrubber)));
                }
            }
            if let Ending::Aborted = ending {
                return Err(option(outgoing.signal, "reason"));
            }
            command = self.tell(&mut call, &ending, outgoing);
        }
    }

    /// Tells the call how a round trip ended.
    fn tell(&self, call: &mut Call, ending: &Ending, outgoing: &Outgoing<'_>) -> Command {
        let scrubber = self.options.scrubber();
        let loss = match ending {
            Ending::Answered(response, text) => {
                let retry_after = if response.ok() {
                    None
                } else {
                    response.headers().get("retry-after")
                };
                // The answer to a create may hold the client secret.
                let body = Secret::new(String::from(text));
                let answer = Answer {
                    status: response.status(),
                    retry_after: retry_after.as_deref(),
                    body: body.expose(),
                };
                return call.step(Event::Answered(answer), scrubber);
            }
            Ending::Failed(error) => return call.step(Event::Lost(Loss::Unreachable(&error_text(error))), scrubber),
            Ending::TooLarge(response) => Loss::TooLarge {
                status: response.status(),
                max_bytes: outgoing.max_bytes,
            },
            Ending::TimedOut => Loss::TimedOut {
                timeout_ms: outgoing.timeout_ms,
            },
            Ending::NotAResponse | Ending::Aborted => Loss::NotAResponse,
        };
        call.step(Event::Lost(loss), scrubber)
    }
}

/// The value that a call ends with.
fn resolve(success: &Success, ending: &Ending) -> Result<JsValue, JsValue> {
    match (success, ending) {
        (Success::Unchanged, Ending::Answered(_, text)) => from_text(text),
        (Success::Unchanged, _) => Ok(JsValue::UNDEFINED),
        (Success::Rewritten(text), _) => from_text(&JsString::from(text.expose())),
    }
}

/// What the host threw, if it threw, without secrets.
fn cause(ending: &Ending, scrubber: &Scrubber) -> JsValue {
    match ending {
        Ending::Failed(error) => scrubbed_error(error, scrubber),
        _ => JsValue::UNDEFINED,
    }
}

fn headers_object(options: &ClientOptions) -> Result<JsValue, JsValue> {
    let entries = options
        .headers()
        .map(|(name, value)| Array::of2(&name.into(), &value.into()))
        .collect::<Array>();
    Object::from_entries(&entries).map(JsValue::from)
}
