//! One call as a state machine.
//!
//! ```text
//!                     Start
//!      Ready ────────────────────► InFlight(Request) ──────── answered, for good ──────────► Done
//!        │ the gate is closed            ▲   │  │
//!        └──► Waiting(Request) ──────────┘   │  └── lost, unproven, 408, 502 … ┐
//!                 ▲    ▲       TimerFired    │                                 │
//!                 │    └───── 429 ───────────┘                                 │
//!                 │           closes the gate                                  │
//!                 ├───────────────── (a read, or an upload) ───────────────────┤
//!                 │                                                            │ (a change: it is ambiguous)
//!      not there  │                                                            ▼
//!      ┌──────────┴── InFlight(LookUp) ◄─── TimerFired ──────────────── Waiting(LookUp)
//!      │                  │  │  │                                              ▲
//!      ▼                  │  │  └── lost, 429, 408, 502 … 530 ─────────────────┘
//!   InFlight(Request)     │  └── equal: resolves, it was carried out ───────────────────────► Done
//!                         └── different: conflict; unreadable: rejects as ambiguous ─────────► Done
//! ```
//!
//! Each kind of change is reconciled in its own way: see `found`. A counter bounds each loop: `resent` that of the
//! request, `lookup_retries` that of its look-up. A wait ends when the gate is open, so a call may wait again after
//! `TimerFired`. If the client limits its own rate, a call waits for its turn (`Queued`) before it sends anything.

use alloc::boxed::Box;

use crate::model::Secret;
use crate::value::{Document, Value};

use super::answer::{Answer, Body, Success};
use super::applied::Applied;
use super::endpoint::{Bearer, Endpoint, Expected, HttpMethod, Idempotency, LostResponse};
use super::event::{Command, Context, Event, Outgoing, TransportError};
use super::failure::{ApiDetails, Failure, Reason, ResponseProblem};
use super::interpret::interpret;
use super::look_up::{Finding, LookUpBy};
use super::redact::Redactor;
use super::report;
use super::request::Request;
use super::response::{Proof, Response};
use super::retry::{RetryPolicy, Verdict, back_off_ms, retry_after_ms, verdict};
use super::target::body;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Ready,
    Waiting(RequestKind),
    /// Waiting for its turn: the client limits its own rate.
    Queued(RequestKind),
    InFlight(RequestKind),
    Done,
}

/// The purpose of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RequestKind {
    /// The call's own request.
    Request,
    /// A look-up of the app on the server, to reconcile the request.
    LookUp(LookUpBy, Expected),
}

/// Why the outcome is ambiguous and has to be reconciled.
#[derive(Debug)]
enum Ambiguity {
    /// An answer was lost, with this failure. An app that equals the sent one counts as this call's own.
    Lost(Box<Failure>),
    /// The server refused the request as it would refuse a repetition, and it may be one: the host, or an earlier
    /// attempt, may have sent it before. An app that equals the sent one may also be another caller's.
    Refused(Box<Failure>),
}

/// A call of one endpoint.
#[derive(Debug)]
pub struct Call {
    request: Request,
    policy: RetryPolicy,
    state: State,
    /// How many times the request has been sent again.
    resent: u32,
    /// How many times the look-up failed since the request was last sent.
    lookup_retries: u32,
    /// Set once the server may have acted without an answer that proves it.
    ambiguity: Option<Ambiguity>,
}

/// The next state of a call, and the command for its driver.
type Next = (State, Command);

impl Call {
    /// Creates a call with this request, and checks it unless `validate` is false. A member that is `null` counts as
    /// left out.
    ///
    /// # Errors
    /// [`Reason::Validation`] with all issues, if any of them is an error.
    pub fn new(
        endpoint: &'static Endpoint,
        request: Document,
        validate: bool,
        policy: RetryPolicy,
    ) -> Result<Self, Box<Failure>> {
        Self::with_access_token(endpoint, request, validate, policy, None)
    }

    /// Creates a call that this access token, if given, authorizes in place of the management key.
    ///
    /// # Errors
    /// As [`new`](Self::new), and [`Reason::Config`] if the endpoint takes no access token.
    pub fn with_access_token(
        endpoint: &'static Endpoint,
        request: Document,
        validate: bool,
        policy: RetryPolicy,
        access_token: Option<Secret>,
    ) -> Result<Self, Box<Failure>> {
        Ok(Self {
            request: Request::new(endpoint, request, validate, access_token)?,
            policy,
            state: State::Ready,
            resent: 0,
            lookup_retries: 0,
            ambiguity: None,
        })
    }

    /// Processes an event, and returns the next command.
    pub fn step(&mut self, event: Event<'_>, client: &mut Context<'_>) -> Command {
        let (state, command) = match (self.state, of_an_error_the_status(event)) {
            (State::Ready, Event::Start) => self.go(RequestKind::Request, client),
            (State::Waiting(kind), Event::TimerFired) => self.go(kind, client),
            (State::Queued(kind), Event::TimerFired) => self.send(kind, client),
            (State::InFlight(RequestKind::Request), Event::Answered(answer)) => self.request_answered(&answer, client),
            (State::InFlight(RequestKind::Request), Event::TransportFailed(loss)) => self.request_lost(loss, client),
            (State::InFlight(RequestKind::LookUp(by, expected)), Event::Answered(answer)) => {
                self.looked_up(by, expected, &answer, client)
            }
            (State::InFlight(RequestKind::LookUp(by, expected)), Event::TransportFailed(loss)) => {
                self.found(by, expected, Finding::of_lost(loss), client)
            }
            (_, _) => fail(report::out_of_order(self.endpoint())),
        };
        self.state = state;
        command
    }

    /// Returns the fields of the request.
    #[must_use]
    pub fn request(&self) -> Value<'_> {
        self.request.fields.root()
    }

    /// Whether the management key authorizes the call.
    #[must_use]
    pub fn needs_management_key(&self) -> bool {
        self.request.bearer.is_none()
    }

    /// Whether an access token could authorize the call instead.
    #[must_use]
    pub fn takes_access_token(&self) -> bool {
        self.endpoint().bearer != Bearer::ManagementKey
    }

    /// Returns a redactor that knows the client's secrets and those of this request.
    #[must_use]
    pub fn redactor(&self, redactor: &Redactor) -> Redactor {
        let mut redactor = redactor.clone();
        redactor.learn(self.request(), self.request.bearer.as_ref());
        redactor
    }

    fn endpoint(&self) -> &'static Endpoint {
        self.request.endpoint
    }

    /// Takes a turn under the client's own rate limit, then sends. A closed gate comes first.
    fn go(&mut self, kind: RequestKind, client: &mut Context<'_>) -> Next {
        if client.gate.closed_for_ms(client.now_ms) > 0 {
            return self.send(kind, client);
        }
        match client.gate.line_up(client.now_ms, self.policy.max_wait_ms) {
            Ok(0) => self.send(kind, client),
            Ok(wait_ms) => (State::Queued(kind), Command::Wait { wait_ms }),
            Err(wait_ms) => fail(self.with_ambiguity(report::crowded_out(self.endpoint(), wait_ms))),
        }
    }

    /// Sends, or waits until the gate is open.
    fn send(&mut self, kind: RequestKind, client: &Context<'_>) -> Next {
        let closed_ms = client.gate.closed_for_ms(client.now_ms);
        if closed_ms > u64::from(self.policy.max_wait_ms) {
            return fail(self.with_ambiguity(report::held_back(self.endpoint(), closed_ms)));
        }
        match u32::try_from(closed_ms) {
            Ok(0) | Err(_) => (State::InFlight(kind), Command::Send(self.outgoing(kind))),
            Ok(wait_ms) => wait(kind, wait_ms),
        }
    }

    fn outgoing(&self, kind: RequestKind) -> Outgoing {
        match kind {
            RequestKind::Request => Outgoing {
                method: self.endpoint().method,
                path: self.request.path.clone(),
                body: body(self.endpoint(), self.request()),
                bearer: self.request.bearer.clone(),
                response: Some(self.endpoint().response).filter(|response| response.proof() != Proof::Body),
                app_id: self.request.app_id.clone(),
            },
            RequestKind::LookUp(by, _) => Outgoing {
                method: HttpMethod::Get,
                path: by.path(self.request()),
                body: None,
                bearer: None,
                response: None,
                app_id: None,
            },
        }
    }

    fn request_answered(&mut self, answer: &Answer<'_>, client: &mut Context<'_>) -> Next {
        let now_ms = client.now_ms;
        // Learning the request's secrets costs time; only failures and refused batches quote the answer.
        let is_quoted = answer.status >= 300 || self.endpoint().response == Response::Failures;
        let failure = if is_quoted {
            interpret(&self.request, answer, &self.redactor(client.redactor), now_ms)
        } else {
            interpret(&self.request, answer, client.redactor, now_ms)
        };
        let failure = match failure {
            Ok(success) => return resolve(success),
            Err(failure)
                if failure.reason == Reason::Response(ResponseProblem::NotJson) && answer.body == &Body::CutShort =>
            {
                let head = Answer {
                    body: &Body::Blank,
                    ..*answer
                };
                let host_says = "the answer's body broke off";
                return self.request_lost(TransportError::Broken { head, host_says }, client);
            }
            Err(failure) => failure,
        };
        match (verdict(answer.status), &failure.reason) {
            (Verdict::Throttled, _) => match self.throttled(self.resent, answer, client) {
                Some(wait_ms) => self.again(wait_ms),
                None => fail(self.with_ambiguity(failure)),
            },
            (Verdict::Transient, _) => self.after_ambiguity(Ambiguity::Lost(failure), client),
            (Verdict::Final, _) if self.is_unproven_success(answer.status, &failure) => {
                self.after_ambiguity(Ambiguity::Lost(failure), client)
            }
            // This call may have done it itself, in an attempt whose answer was lost.
            (Verdict::Final, reason) if self.may_be_done_already(reason) => self.refused_as_if_done(failure, client),
            (Verdict::Final, _) => fail(self.with_ambiguity(failure)),
        }
    }

    /// Whether the answer reports a success without proof, and a look-up can tell: something on the way may have
    /// answered.
    fn is_unproven_success(&self, status: u16, failure: &Failure) -> bool {
        let can_look_up = matches!(self.endpoint().lost_response, LostResponse::Reconcile(_));
        (200..=299).contains(&status) && failure.applied == Applied::Unknown && can_look_up
    }

    /// Whether the server refuses the request with an error that a repetition would get.
    fn may_be_done_already(&self, reason: &Reason) -> bool {
        match self.endpoint().lost_response {
            LostResponse::Reconcile(Expected::Created | Expected::FromTemplate) | LostResponse::GiveUp => {
                reason.may_mean_taken()
            }
            LostResponse::Reconcile(Expected::Absent) => reason.may_mean_absent(),
            LostResponse::Resend => {
                let is_not_found = matches!(reason, Reason::Api(details) if details.status == 404);
                is_not_found && self.endpoint().method == HttpMethod::Delete
            }
            LostResponse::Reconcile(Expected::Updated) => false,
        }
    }

    /// Handles a refusal that a repetition would get: an earlier attempt whose answer was lost, or a copy that the host
    /// sent, may have been carried out.
    fn refused_as_if_done(&mut self, mut failure: Box<Failure>, client: &Context<'_>) -> Next {
        match (&self.ambiguity, &failure.reason, self.endpoint().lost_response) {
            (Some(Ambiguity::Lost(_)), Reason::Conflict(_), _) => {
                self.after_ambiguity(Ambiguity::Lost(failure), client)
            }
            (Some(Ambiguity::Lost(_)), _, LostResponse::Reconcile(Expected::Absent)) => {
                let failure = self.with_ambiguity(failure);
                self.after_ambiguity(Ambiguity::Refused(failure), client)
            }
            (None, _, LostResponse::Reconcile(_)) if client.host_resends => {
                self.after_ambiguity(Ambiguity::Refused(failure), client)
            }
            (None, ..) if client.host_resends => {
                failure.applied = Applied::Unknown;
                fail(failure)
            }
            _ => fail(self.with_ambiguity(failure)),
        }
    }

    fn request_lost(&mut self, loss: TransportError<'_>, client: &Context<'_>) -> Next {
        let failure = report::lost(self.endpoint(), loss, client.server, &self.redactor(client.redactor));
        match failure.reason {
            Reason::Connection | Reason::Timeout { .. } => self.after_ambiguity(Ambiguity::Lost(failure), client),
            _ => fail(self.with_ambiguity(failure)),
        }
    }

    /// Closes the gate for every call of the client. Returns how long this call waits before it tries again; `None` if
    /// the policy forbids such a wait or another try.
    fn throttled(&self, tries: u32, answer: &Answer<'_>, client: &mut Context<'_>) -> Option<u32> {
        let now_ms = client.now_ms;
        let asked_ms = answer.retry_after.and_then(|value| retry_after_ms(value, now_ms));
        let wait_ms = asked_ms.unwrap_or_else(|| back_off_ms(tries, client.random));
        client.gate.close_for(wait_ms, now_ms);
        (wait_ms <= self.policy.max_wait_ms && tries < self.policy.max_retries).then_some(wait_ms)
    }

    /// Continues after an attempt that the server may have carried out: resends, looks up, or gives up.
    fn after_ambiguity(&mut self, ambiguity: Ambiguity, client: &Context<'_>) -> Next {
        let wait_ms = back_off_ms(self.resent, client.random);
        if self.endpoint().idempotency == Idempotency::Safe {
            return if self.resent < self.policy.max_retries {
                self.again(wait_ms)
            } else {
                fail(ambiguity.into_failure())
            };
        }
        self.ambiguity = Some(ambiguity);
        match self.endpoint().lost_response {
            LostResponse::Resend if self.resent < self.policy.max_retries => self.again(wait_ms),
            LostResponse::Reconcile(expected) if self.policy.max_retries > 0 => {
                match LookUpBy::of(self.request(), expected) {
                    Some(by) => {
                        self.lookup_retries = 0;
                        wait(RequestKind::LookUp(by, expected), wait_ms)
                    }
                    None => self.unresolved(),
                }
            }
            _ => self.unresolved(),
        }
    }

    fn again(&mut self, wait_ms: u32) -> Next {
        self.resent = self.resent.saturating_add(1);
        wait(RequestKind::Request, wait_ms)
    }

    fn looked_up(&mut self, by: LookUpBy, expected: Expected, answer: &Answer<'_>, client: &mut Context<'_>) -> Next {
        match by.read(answer, self.request(), expected, self.endpoint()) {
            Finding::Throttled => match self.throttled(self.lookup_retries, answer, client) {
                Some(wait_ms) => self.look_again(by, expected, wait_ms),
                None => self.unresolved(),
            },
            Finding::Unreadable if answer.body == &Body::CutShort => self.found(by, expected, Finding::Again, client),
            finding => self.found(by, expected, finding, client),
        }
    }

    fn found(&mut self, by: LookUpBy, expected: Expected, finding: Finding, client: &mut Context<'_>) -> Next {
        let may_resend = self.resent < self.policy.max_retries;
        match (finding, &self.ambiguity, expected) {
            (Finding::Done(_), Some(Ambiguity::Refused(_)), Expected::Created | Expected::FromTemplate) => {
                fail(report::perhaps_own(self.take_ambiguous_failure()))
            }
            (Finding::Done(success), ..) => resolve(success),
            (Finding::Different, _, Expected::Created | Expected::FromTemplate) => fail(self.conflict()),
            // The app is unchanged, so the request was not carried out.
            (Finding::Different, Some(Ambiguity::Refused(_)), _) => fail(self.take_ambiguous_failure()),
            (Finding::NotThere, Some(Ambiguity::Refused(failure)), _)
                if !matches!(failure.reason, Reason::Conflict(_)) =>
            {
                fail(self.take_ambiguous_failure())
            }
            (Finding::Different | Finding::NotThere, Some(Ambiguity::Lost(_)), _) if may_resend => {
                self.resent = self.resent.saturating_add(1);
                self.go(RequestKind::Request, client)
            }
            (Finding::AskTheList, ..) => self.go(RequestKind::LookUp(LookUpBy::List, expected), client),
            (Finding::Again, ..) if self.lookup_retries < self.policy.max_retries => {
                self.look_again(by, expected, back_off_ms(self.lookup_retries, client.random))
            }
            (_, _, _) => self.unresolved(),
        }
    }

    fn look_again(&mut self, by: LookUpBy, expected: Expected, wait_ms: u32) -> Next {
        self.lookup_retries = self.lookup_retries.saturating_add(1);
        wait(RequestKind::LookUp(by, expected), wait_ms)
    }

    fn conflict(&mut self) -> Box<Failure> {
        let details = match self.take_ambiguous_failure().reason {
            Reason::Conflict(details) => details,
            // The look-up found the other app; no error reported it.
            _ => ApiDetails {
                status: 200,
                ..ApiDetails::default()
            },
        };
        report::conflict(self.endpoint(), details)
    }

    /// Ends the call with an ambiguous outcome.
    fn unresolved(&mut self) -> Next {
        let mut failure = self.take_ambiguous_failure();
        failure.applied = Applied::Unknown;
        fail(failure)
    }

    /// Takes the ambiguous failure that is pending.
    fn take_ambiguous_failure(&mut self) -> Box<Failure> {
        match self.ambiguity.take() {
            Some(ambiguity) => ambiguity.into_failure(),
            None => report::out_of_order(self.endpoint()),
        }
    }

    /// Sets `applied` to unknown if an earlier attempt is ambiguous: the server may still carry that one out.
    fn with_ambiguity(&self, mut failure: Box<Failure>) -> Box<Failure> {
        if self.ambiguity.is_some() {
            failure.applied = Applied::Unknown;
        }
        failure
    }
}

impl Ambiguity {
    fn into_failure(self) -> Box<Failure> {
        match self {
            Ambiguity::Lost(failure) | Ambiguity::Refused(failure) => failure,
        }
    }
}

/// Treats an error whose body was lost as an answer without a body: its status says enough.
fn of_an_error_the_status(event: Event<'_>) -> Event<'_> {
    match event {
        Event::TransportFailed(TransportError::TooLarge { head, .. } | TransportError::Broken { head, .. })
            if head.status >= 400 =>
        {
            Event::Answered(head)
        }
        event => event,
    }
}

fn wait(kind: RequestKind, wait_ms: u32) -> Next {
    (State::Waiting(kind), Command::Wait { wait_ms })
}

fn resolve(success: Success) -> Next {
    (State::Done, Command::Finish(Ok(success)))
}

fn fail(failure: Box<Failure>) -> Next {
    (State::Done, Command::Finish(Err(failure)))
}
