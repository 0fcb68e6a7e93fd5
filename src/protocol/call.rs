//! One call as a state machine.

use crate::json;
use crate::model::Secret;
use crate::validate::{Issue, IssueCode, Severity, check_app};

use super::applied::{Seen, applied};
use super::endpoint::Endpoint;
use super::failure::{Failure, Reason, ResponseProblem};
use super::interpret::{Answer, Success, could_not, interpret};
use super::scrub::Scrubber;

/// What a driver tells a call.
#[derive(Clone, Copy, Debug)]
pub enum Event<'a> {
    /// Begin.
    Start,
    /// The request was answered, and the body is read.
    Answered(Answer<'a>),
    /// The request went out, and its answer did not come in.
    Lost(Loss<'a>),
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
        /// The answer's status.
        status: u16,
        /// How much would have been read.
        max_bytes: u32,
    },
    /// What the host's `fetch` gave is no response.
    NotAResponse,
}

/// What a driver has to do.
#[derive(Debug, PartialEq)]
pub enum Command {
    /// Send the request.
    Send,
    /// The call is over.
    Finish(Result<Success, Box<Failure>>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Ready,
    Sending,
    Done,
}

/// A call of one endpoint.
#[derive(Debug)]
pub struct Call {
    endpoint: &'static Endpoint,
    body: Secret,
    state: State,
}

impl Call {
    /// A call with this request body, which is checked unless `validate` is false.
    ///
    /// # Errors
    /// [`Reason::Validation`] with everything found, when anything of it is an error.
    pub fn new(endpoint: &'static Endpoint, body: Secret, validate: bool) -> Result<Self, Box<Failure>> {
        if validate {
            refuse_errors(endpoint, check_body(body.expose()))?;
        }
        Ok(Self {
            endpoint,
            body,
            state: State::Ready,
        })
    }

    /// The endpoint that is called.
    #[must_use]
    pub fn endpoint(&self) -> &'static Endpoint {
        self.endpoint
    }

    /// The request's body.
    #[must_use]
    pub fn body(&self) -> &str {
        self.body.expose()
    }

    /// Takes in what happened, and says what to do. `scrubber` knows the client's secrets; those of the request are
    /// learned from its body when there is something to scrub.
    pub fn step(&mut self, event: Event<'_>, scrubber: &Scrubber) -> Command {
        let (state, command) = match (self.state, event) {
            (State::Ready, Event::Start) => (State::Sending, Command::Send),
            (State::Sending, Event::Answered(answer)) => {
                (State::Done, Command::Finish(self.answered(&answer, scrubber)))
            }
            (State::Sending, Event::Lost(loss)) => (State::Done, Command::Finish(Err(self.lost(loss, scrubber)))),
            (_, _) => (State::Done, Command::Finish(Err(self.out_of_order()))),
        };
        self.state = state;
        command
    }

    fn answered(&self, answer: &Answer<'_>, scrubber: &Scrubber) -> Result<Success, Box<Failure>> {
        match answer.status {
            200..=299 => interpret(self.endpoint, answer, scrubber),
            _ => interpret(self.endpoint, answer, &self.scrubber(scrubber)),
        }
    }

    fn lost(&self, loss: Loss<'_>, scrubber: &Scrubber) -> Box<Failure> {
        let (reason, seen, why) = match loss {
            Loss::Unreachable(host_says) => {
                let why = ["the connection failed: ", &self.scrubber(scrubber).scrub(host_says)].concat();
                (Reason::Connection, Seen::NoAnswer, why)
            }
            Loss::TimedOut { timeout_ms } => {
                let why = ["no answer within ", &timeout_ms.to_string(), " ms"].concat();
                (Reason::Timeout { timeout_ms }, Seen::NoAnswer, why)
            }
            Loss::TooLarge { status, max_bytes } => {
                let seen = match status {
                    200..=299 => Seen::UnusableSuccess { from_api: false },
                    _ => Seen::Status {
                        status,
                        from_api: false,
                    },
                };
                let why = [
                    "the answer is larger than ",
                    &max_bytes.to_string(),
                    " bytes (maxResponseBytes)",
                ]
                .concat();
                (Reason::Response(ResponseProblem::TooLarge), seen, why)
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
        scrubber.learn(self.body.expose(), self.endpoint.request);
        scrubber
    }
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

fn check_body(body: &str) -> Vec<Issue> {
    match json::parse(body) {
        Ok(app) => check_app(&app),
        Err(error) => vec![Issue {
            path: String::new(),
            code: IssueCode::WrongType,
            severity: Severity::Error,
            message: ["must be JSON: ", &error.to_string()].concat(),
        }],
    }
}
