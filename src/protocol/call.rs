//! One call as a state machine.

use std::borrow::Cow;

use crate::json::{self, Value};
use crate::model::Secret;
use crate::validate::{Issue, Severity};

use super::applied::{Applied, Seen, applied};
use super::endpoint::{Effect, Endpoint, LOAD, LOAD_ALL, Method, path_segment};
use super::failure::{ApiDetails, Failure, Reason, ResponseProblem};
use super::interpret::{Answer, Success, as_response, could_not, interpret};
use super::retry::{Gate, Moment, RetryPolicy, Verdict, back_off_ms, verdict};
use super::scrub::Scrubber;
use super::settle;

/// What a driver tells a call.
#[derive(Clone, Copy, Debug)]
pub enum Event<'a> {
    /// Begin.
    Start,
    /// The request was answered, and the body is read.
    Answered(Answer<'a>),
    /// The request went out, and its answer did not come in.
    Lost(Loss<'a>),
    /// The wait is over.
    Elapsed,
}

/// How an answer can get lost.
#[derive(Clone, Copy, Debug)]
pub enum Loss<'a> {
    /// The request failed on its way out or back. What the host says of it is for people.
    Unreachable(&'a str),
    /// The attempt took longer than this.
    TimedOut {
        /// How long was waited, in milliseconds.
        timeout_ms: u32,
    },
    /// The answer's body is longer than this; it was not read to its end.
    TooLarge {
        /// The answer without its body.
        head: Answer<'a>,
        /// How much would have been read.
        max_bytes: u32,
    },
    /// The answer's body broke off.
    Broken {
        /// The answer without its body.
        head: Answer<'a>,
        /// What the host says of it.
        host_says: &'a str,
    },
    /// What the host's `fetch` gave is no response.
    NotAResponse,
}

/// What a driver has to do.
#[derive(Debug, PartialEq)]
pub enum Command {
    /// Send a request, and tell how it ended.
    Send(Outgoing),
    /// Wait so long, in milliseconds, and tell when it is over.
    Wait {
        /// How long.
        wait_ms: u32,
    },
    /// The call is over.
    Finish(Result<Success, Box<Failure>>),
}

/// A request to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// Its method.
    pub method: Method,
    /// Its path below the base URL.
    pub path: Cow<'static, str>,
    /// Whether it is the call's own, with the call's body, and not one that reads what is there, with none.
    pub has_body: bool,
}

/// What a call shares with the others of its client.
#[derive(Debug)]
pub struct Client<'c> {
    /// The server's address, for people.
    pub server: &'c str,
    /// Knows the client's secrets; those of the request are learned from its body when there is something to scrub.
    pub scrubber: &'c Scrubber,
    /// What a 429 closes for all.
    pub gate: &'c mut Gate,
    /// When the event happened.
    pub moment: Moment,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Ready,
    Waiting(Errand),
    Out(Errand),
    Done,
}

/// What a request goes out for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Errand {
    /// What the call is about.
    Request,
    /// To settle a create: read back by id.
    LookUpById,
    /// To settle a create: read all, and search by id or name.
    LookUpInList,
}

/// A call of one endpoint.
#[derive(Debug)]
pub struct Call {
    endpoint: &'static Endpoint,
    body: Secret,
    policy: RetryPolicy,
    state: State,
    /// How often the request has been sent again.
    resent: u32,
    /// How often reading back failed, since the request was last sent.
    misread: u32,
    /// What the call fails with if it cannot be settled: there is one as soon as the server may have acted unseen.
    doubt: Option<Box<Failure>>,
}

impl Call {
    /// A call with this request body, which is checked unless `validate` is false.
    ///
    /// # Errors
    /// [`Reason::Validation`] with everything found, when anything of it is an error.
    pub fn new(
        endpoint: &'static Endpoint,
        body: Secret,
        validate: bool,
        policy: RetryPolicy,
    ) -> Result<Self, Box<Failure>> {
        if validate {
            refuse_errors(endpoint, (endpoint.check)(body.expose()))?;
        }
        Ok(Self {
            endpoint,
            body,
            policy,
            state: State::Ready,
            resent: 0,
            misread: 0,
            doubt: None,
        })
    }

    /// Takes in what happened, and says what to do.
    pub fn step(&mut self, event: Event<'_>, client: &mut Client<'_>) -> Command {
        let (state, command) = match (self.state, event) {
            (State::Ready, Event::Start) => self.go(Errand::Request, client),
            (State::Waiting(errand), Event::Elapsed) => self.go(errand, client),
            (State::Out(Errand::Request), Event::Answered(answer)) => self.request_answered(&answer, client),
            (State::Out(Errand::Request), Event::Lost(loss)) => self.request_lost(loss, client),
            (State::Out(errand), Event::Answered(answer)) => self.look_up_answered(errand, &answer, client),
            (State::Out(errand), Event::Lost(_)) => self.look_up_failed(errand, client),
            (_, _) => fail(self.out_of_order()),
        };
        self.state = state;
        command
    }

    /// Sends, or waits until the gate is open.
    fn go(&mut self, errand: Errand, client: &Client<'_>) -> Next {
        let closed_ms = client.gate.closed_for_ms(client.moment.now_ms);
        if closed_ms > u64::from(self.policy.max_wait_ms) {
            return fail(self.held_back(closed_ms));
        }
        match u32::try_from(closed_ms) {
            Ok(0) | Err(_) => (State::Out(errand), Command::Send(self.outgoing(errand))),
            Ok(wait_ms) => (State::Waiting(errand), Command::Wait { wait_ms }),
        }
    }

    fn outgoing(&self, errand: Errand) -> Outgoing {
        let (endpoint, path) = match errand {
            Errand::Request => (self.endpoint, Cow::Borrowed(self.endpoint.path)),
            Errand::LookUpInList => (&LOAD_ALL, Cow::Borrowed(LOAD_ALL.path)),
            Errand::LookUpById => {
                let segment = self.id_segment().unwrap_or_default();
                (&LOAD, Cow::Owned([LOAD.path, &segment].concat()))
            }
        };
        Outgoing {
            method: endpoint.method,
            path,
            has_body: errand == Errand::Request && endpoint.method == Method::Post,
        }
    }

    fn request_answered(&mut self, answer: &Answer<'_>, client: &mut Client<'_>) -> Next {
        let now_ms = client.moment.now_ms;
        let failure = match answer.status {
            200..=299 => interpret(self.endpoint, answer, client.scrubber, now_ms),
            _ => interpret(self.endpoint, answer, &self.scrubber(client.scrubber), now_ms),
        };
        let failure = match failure {
            Ok(success) => return (State::Done, Command::Finish(Ok(success))),
            Err(failure) => failure,
        };
        match (verdict(answer.status), &failure.reason) {
            (Verdict::Throttled, _) => self.throttled(Errand::Request, failure, client),
            (Verdict::Transient, _) => self.in_doubt(failure, client),
            // The id or the name is taken, and it may be this call that took it, in an attempt whose answer was lost.
            (Verdict::Final, Reason::Conflict(_)) if self.doubt.is_some() => self.in_doubt(failure, client),
            (Verdict::Final, _) => fail(self.with_doubt(failure)),
        }
    }

    fn request_lost(&mut self, loss: Loss<'_>, client: &mut Client<'_>) -> Next {
        match loss {
            // Of an error the status says enough.
            Loss::TooLarge { head, .. } | Loss::Broken { head, .. } if head.status >= 400 => {
                return self.request_answered(&head, client);
            }
            _ => {}
        }
        let failure = self.lost(loss, client);
        match failure.reason {
            Reason::Connection | Reason::Timeout { .. } => self.in_doubt(failure, client),
            _ => fail(self.with_doubt(failure)),
        }
    }

    /// The server wants to be left alone: every call of the client waits.
    fn throttled(&mut self, errand: Errand, failure: Box<Failure>, client: &mut Client<'_>) -> Next {
        let asked_ms = match &failure.reason {
            Reason::RateLimit(details) => details.retry_after_ms,
            _ => None,
        };
        let wait_ms = asked_ms.unwrap_or_else(|| back_off_ms(self.resent, client.moment.random));
        client.gate.close_for(wait_ms, client.moment.now_ms);
        let retries = match errand {
            Errand::Request => &mut self.resent,
            Errand::LookUpById | Errand::LookUpInList => &mut self.misread,
        };
        if wait_ms <= self.policy.max_wait_ms && *retries < self.policy.max_retries {
            *retries = retries.saturating_add(1);
            return (State::Waiting(errand), Command::Wait { wait_ms });
        }
        match errand {
            Errand::Request => fail(self.with_doubt(failure)),
            Errand::LookUpById | Errand::LookUpInList => self.unsettled(),
        }
    }

    /// The server may or may not have acted: a read is tried again, a create is settled first.
    fn in_doubt(&mut self, mut failure: Box<Failure>, client: &Client<'_>) -> Next {
        if self.policy.max_retries == 0 {
            return fail(failure);
        }
        let wait_ms = back_off_ms(self.resent, client.moment.random);
        match self.endpoint.effect {
            Effect::Creates => {
                self.misread = 0;
                failure.applied = Applied::Unknown;
                self.doubt = Some(failure);
                let errand = match self.id_segment() {
                    Some(_) => Errand::LookUpById,
                    None => Errand::LookUpInList,
                };
                (State::Waiting(errand), Command::Wait { wait_ms })
            }
            Effect::Reads if self.resent < self.policy.max_retries => {
                self.resent = self.resent.saturating_add(1);
                (State::Waiting(Errand::Request), Command::Wait { wait_ms })
            }
            Effect::Reads => fail(failure),
        }
    }

    fn look_up_answered(&mut self, errand: Errand, answer: &Answer<'_>, client: &mut Client<'_>) -> Next {
        let endpoint = match errand {
            Errand::LookUpById => &LOAD,
            Errand::Request | Errand::LookUpInList => &LOAD_ALL,
        };
        match (verdict(answer.status), answer.status) {
            (Verdict::Throttled, _) => {
                let scrubber = self.scrubber(client.scrubber);
                match interpret(endpoint, answer, &scrubber, client.moment.now_ms) {
                    Err(failure) => self.throttled(errand, failure, client),
                    Ok(_) => self.look_up_failed(errand, client),
                }
            }
            (Verdict::Transient, _) => self.look_up_failed(errand, client),
            (Verdict::Final, 200..=299) => match json::parse(answer.body) {
                Ok(value) => self.compare(errand, &value, answer.status, client),
                Err(_) => self.unsettled(),
            },
            // What the API answers for an id that is not there is not documented: the list has the last word.
            (Verdict::Final, 400..=500) if errand == Errand::LookUpById => self.go(Errand::LookUpInList, client),
            (Verdict::Final, _) => self.unsettled(),
        }
    }

    fn look_up_failed(&mut self, errand: Errand, client: &Client<'_>) -> Next {
        if self.misread >= self.policy.max_retries {
            return self.unsettled();
        }
        let wait_ms = back_off_ms(self.misread, client.moment.random);
        self.misread = self.misread.saturating_add(1);
        (State::Waiting(errand), Command::Wait { wait_ms })
    }

    /// Holds what was read back against what was sent.
    fn compare(&mut self, errand: Errand, answer: &Value<'_>, status: u16, client: &Client<'_>) -> Next {
        let Ok(sent) = json::parse(self.body.expose()) else {
            return self.unsettled();
        };
        let found = match (errand, answer.get("app"), answer.get("apps")) {
            (Errand::LookUpById, Some(app @ Value::Object(_)), _) => Some(app),
            (Errand::LookUpById, ..) => return self.go(Errand::LookUpInList, client),
            (_, _, Some(apps @ Value::Array(_))) => settle::find(&sent, apps),
            // A project without apps: protobuf's JSON leaves an empty list out.
            (_, _, None | Some(Value::Null)) if matches!(answer, Value::Object(_)) => None,
            _ => return self.unsettled(),
        };
        match found {
            None => self.not_there(client),
            Some(app) if settle::is_what_was_sent(&sent, app, self.endpoint.request) => self.settled(app),
            Some(_) => fail(self.conflict(status)),
        }
    }

    fn settled(&self, app: &Value<'_>) -> Next {
        match as_response(app, self.endpoint) {
            Some(success) => (State::Done, Command::Finish(Ok(success))),
            None => self.unsettled(),
        }
    }

    fn not_there(&mut self, client: &Client<'_>) -> Next {
        if self.resent >= self.policy.max_retries {
            return self.unsettled();
        }
        self.resent = self.resent.saturating_add(1);
        self.go(Errand::Request, client)
    }

    /// The call ends in doubt.
    fn unsettled(&self) -> Next {
        fail(self.doubt.clone().unwrap_or_else(|| self.out_of_order()))
    }

    /// A failure that says nothing of an earlier attempt whose answer was lost: that one may yet be carried out.
    fn with_doubt(&self, mut failure: Box<Failure>) -> Box<Failure> {
        if self.doubt.is_some() {
            failure.applied = Applied::Unknown;
        }
        failure
    }

    fn conflict(&self, status: u16) -> Box<Failure> {
        let details = match self.doubt.as_deref().map(|doubt| &doubt.reason) {
            Some(Reason::Conflict(details)) => details.clone(),
            _ => ApiDetails {
                status,
                ..ApiDetails::default()
            },
        };
        Failure::new(
            Reason::Conflict(details),
            Applied::No,
            could_not(
                self.endpoint,
                "there is another with this id or name, which differs from what was sent",
            ),
        )
    }

    fn held_back(&self, closed_ms: u64) -> Box<Failure> {
        let retry_after_ms = u32::try_from(closed_ms).unwrap_or(u32::MAX);
        let details = ApiDetails {
            status: 429,
            retry_after_ms: Some(retry_after_ms),
            ..ApiDetails::default()
        };
        let why = [
            "not sent, as the server answered another call of this client that it takes no more for ",
            &retry_after_ms.to_string(),
            " ms",
        ];
        self.with_doubt(Failure::new(
            Reason::RateLimit(details),
            applied(self.endpoint.effect, Seen::NothingSent),
            could_not(self.endpoint, &why.concat()),
        ))
    }

    /// The id that was sent, as a segment of a path.
    fn id_segment(&self) -> Option<String> {
        let sent = json::parse(self.body.expose()).ok()?;
        path_segment(sent.get("id")?.as_str()?)
    }

    fn lost(&self, loss: Loss<'_>, client: &Client<'_>) -> Box<Failure> {
        let (reason, seen, why) = match loss {
            Loss::Unreachable(host_says) | Loss::Broken { host_says, .. } => {
                let host_says = self.scrubber(client.scrubber).scrub(host_says);
                let why = ["the connection to ", client.server, " failed: ", &host_says].concat();
                (Reason::Connection, Seen::NoAnswer, why)
            }
            Loss::TimedOut { timeout_ms } => {
                let why = [
                    "no answer from ",
                    client.server,
                    " within ",
                    &timeout_ms.to_string(),
                    " ms",
                ]
                .concat();
                (Reason::Timeout { timeout_ms }, Seen::NoAnswer, why)
            }
            Loss::TooLarge { head, max_bytes } => {
                let why = [
                    "the server answered ",
                    &head.status.to_string(),
                    ", with more than ",
                    &max_bytes.to_string(),
                    " bytes (maxResponseBytes)",
                ];
                let seen = Seen::UnusableSuccess { from_api: false };
                (Reason::Response(ResponseProblem::TooLarge), seen, why.concat())
            }
            Loss::NotAResponse => {
                let why = "fetch gave something that is no Response".to_owned();
                (Reason::Response(ResponseProblem::NotAResponse), Seen::NoAnswer, why)
            }
        };
        Failure::new(
            reason,
            applied(self.endpoint.effect, seen),
            could_not(self.endpoint, &why),
        )
    }

    fn out_of_order(&self) -> Box<Failure> {
        Failure::new(
            Reason::Connection,
            applied(self.endpoint.effect, Seen::NoAnswer),
            could_not(
                self.endpoint,
                "an event came out of order, which is a bug of the driver",
            ),
        )
    }

    /// What knows the client's secrets and those of this request.
    #[must_use]
    pub fn scrubber(&self, scrubber: &Scrubber) -> Scrubber {
        let mut scrubber = scrubber.clone();
        scrubber.learn(self.body.expose());
        scrubber
    }
}

/// The state that a call goes into, and what its driver has to do there.
type Next = (State, Command);

fn fail(failure: Box<Failure>) -> Next {
    (State::Done, Command::Finish(Err(failure)))
}

fn refuse_errors(endpoint: &Endpoint, issues: Vec<Issue>) -> Result<(), Box<Failure>> {
    let errors: Vec<&Issue> = issues
        .iter()
        .filter(|issue| issue.severity == Severity::Error)
        .collect();
    if errors.is_empty() {
        return Ok(());
    }
    let message = could_not(
        endpoint,
        &["nothing was sent, as the request has errors", &list(&errors)].concat(),
    );
    Err(Failure::new(
        Reason::Validation(issues),
        applied(endpoint.effect, Seen::NothingSent),
        message,
    ))
}

/// A message names so many issues one by one; `issues` has them all.
const LONGEST_LIST: usize = 20;

fn list(issues: &[&Issue]) -> String {
    let mut lines = String::new();
    for issue in issues.iter().take(LONGEST_LIST) {
        let place = if issue.path.is_empty() {
            "the value"
        } else {
            &issue.path
        };
        for part in ["\n  ", place, ": ", &issue.message] {
            lines.push_str(part);
        }
    }
    let more = issues.len().saturating_sub(LONGEST_LIST);
    if more > 0 {
        lines.push_str(&["\n  and ", &more.to_string(), " more"].concat());
    }
    lines
}
