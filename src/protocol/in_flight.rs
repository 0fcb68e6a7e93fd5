//! A client's state, and its calls as the shells run them: a call and its workflow, if any, as one state machine.

use alloc::boxed::Box;

use crate::value::Document;

use super::answer::{Answer, Body, Success};
use super::call::Call;
use super::endpoint::Handler;
use super::event::{Command, Context, Event};
use super::failure::Failure;
use super::options::{CallOptions, ClientOptions, Rate};
use super::registry::{LICENSE, UPDATE};
use super::report;
use super::retry::{Gate, RetryPolicy};
use super::workflow::{Step, Workflow};

/// The longest wait for the project's tier, in milliseconds: it is not worth more.
const LICENSE_TIMEOUT_MS: u32 = 5_000;

/// The state that the calls of a client share.
#[derive(Debug)]
pub struct ClientState {
    options: ClientOptions,
    gate: Gate,
    host_resends: bool,
}

/// A call that has begun.
#[derive(Debug)]
pub struct InFlightCall {
    call: Call,
    workflow: Option<Box<Workflow>>,
    timeout_ms: u32,
}

impl ClientState {
    /// Creates the state of a client without calls. For `host_resends`, see [`Context::host_resends`].
    #[must_use]
    pub fn new(options: ClientOptions, host_resends: bool) -> Self {
        let gate = match options.rate() {
            Rate::Own(limit) => Gate::limited(limit),
            Rate::Any | Rate::License => Gate::default(),
        };
        Self {
            options,
            gate,
            host_resends,
        }
    }

    /// The client's options.
    #[must_use]
    pub fn options(&self) -> &ClientOptions {
        &self.options
    }

    /// Begins a call. Only `patch` reads `id`, the app to change, as `{"id":…}`.
    ///
    /// # Errors
    /// [`Reason::Validation`](super::Reason::Validation) if the request has errors;
    /// [`Reason::Config`](super::Reason::Config) if no credential can authorize it, or it takes no access token.
    pub fn begin(
        &self,
        handler: Handler,
        request: Document,
        id: Document,
        options: CallOptions,
    ) -> Result<InFlightCall, Box<Failure>> {
        let mut policy = self.options.retry_policy();
        policy.max_retries = options.max_retries.unwrap_or(policy.max_retries);
        let mut timeout_ms = options.timeout_ms.unwrap_or(self.options.timeout_ms());
        if matches!(handler, Handler::License) {
            policy = RetryPolicy::NEVER;
            timeout_ms = timeout_ms.min(LICENSE_TIMEOUT_MS);
        }
        let (workflow, call) = handler.begin(request, id, options, policy)?;
        self.options.can_authorize(&call)?;
        Ok(InFlightCall {
            call,
            workflow,
            timeout_ms,
        })
    }

    /// Passes an event to the call, and begins the next call of its workflow when one ends. `now_ms` is the time since
    /// 1970; `random` is uniform over all values. The caller provides both: a call has neither a clock nor a source of
    /// randomness.
    pub fn advance(&mut self, in_flight: &mut InFlightCall, event: Event<'_>, now_ms: u64, random: u32) -> Command {
        let nothing = Document::NULL;
        let mut event = event;
        loop {
            let command = in_flight.call.step(
                event,
                &mut Context {
                    server: self.options.base_url(),
                    redactor: self.options.redactor(),
                    gate: &mut self.gate,
                    host_resends: self.host_resends,
                    now_ms,
                    random,
                },
            );
            let Some(workflow) = &mut in_flight.workflow else {
                return command;
            };
            let Command::Finish(result) = command else {
                return command;
            };
            let step = match result {
                Ok(success) => workflow.next(Ok(match (&success, event) {
                    (
                        Success::Unchanged,
                        Event::Answered(Answer {
                            body: Body::Json(answer),
                            ..
                        }),
                    )
                    | (Success::Rewritten(answer), _) => answer,
                    _ => &nothing,
                })),
                Err(failure) => workflow.next(Err(failure)),
            };
            match step {
                Step::Call(next) => in_flight.call = *next,
                Step::Finish(answer) => return Command::Finish(Ok(Success::Rewritten(answer))),
                Step::Fail(failure) => return Command::Finish(Err(failure)),
            }
            event = Event::Start;
        }
    }
}

impl InFlightCall {
    /// The current call.
    #[must_use]
    pub fn call(&self) -> &Call {
        &self.call
    }

    /// Whether the call is part of a workflow: other calls may follow.
    #[must_use]
    pub fn is_part_of_workflow(&self) -> bool {
        self.workflow.is_some()
    }

    /// The time limit of one attempt, in milliseconds.
    #[must_use]
    pub fn timeout_ms(&self) -> u32 {
        self.timeout_ms
    }
}

/// The workflow of a method, if any, and its first call.
type Begun = (Option<Box<Workflow>>, Call);

impl Handler {
    fn begin(
        self,
        request: Document,
        id: Document,
        options: CallOptions,
        policy: RetryPolicy,
    ) -> Result<Begun, Box<Failure>> {
        let CallOptions {
            validate, access_token, ..
        } = options;
        if access_token.is_some() && matches!(self, Handler::Patch | Handler::Ensure) {
            return Err(report::takes_no_access_token(&UPDATE));
        }
        let endpoint = match self {
            Handler::Call(endpoint) => endpoint,
            _ => &LICENSE,
        };
        let begun = match self {
            Handler::Call(_) | Handler::License => {
                let call = Call::with_access_token(endpoint, request, validate, policy, access_token)?;
                return Ok((None, call));
            }
            Handler::Patch => Workflow::patch(id, request, validate, policy),
            Handler::Ensure => Workflow::ensure(&request, validate, policy),
        };
        begun.map(|(workflow, call)| (Some(Box::new(workflow)), call))
    }
}
