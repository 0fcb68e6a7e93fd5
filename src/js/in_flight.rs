//! A call and the plan that it is a part of, as one: what JavaScript has to do for it next.

use alloc::boxed::Box;

use crate::protocol::{self, Answer, Body, Call, ClientOptions, Command, Event, Gate, Moment, Plan, Step, Success};
use crate::value::Document;

/// What all calls share.
pub(super) struct Client {
    pub(super) options: ClientOptions,
    pub(super) gate: Gate,
    pub(super) host_resends: bool,
}

pub(super) struct InFlightCall {
    pub(super) call: Call,
    pub(super) plan: Option<Box<Plan>>,
    pub(super) timeout_ms: u32,
    /// What the host threw the last time.
    pub(super) thrown: Document,
}

impl InFlightCall {
    pub(super) fn new(call: Call, plan: Option<Box<Plan>>, timeout_ms: u32) -> Self {
        Self {
            call,
            plan,
            timeout_ms,
            thrown: Document::NULL,
        }
    }
}

/// Takes a step of the call, and goes on to the next call of its plan where it ends.
pub(super) fn advance(client: &mut Client, in_flight: &mut InFlightCall, event: Event<'_>, moment: Moment) -> Command {
    let nothing = Document::NULL;
    let mut event = event;
    loop {
        let command = in_flight.call.step(
            event,
            &mut protocol::Client {
                server: client.options.base_url(),
                scrubber: client.options.scrubber(),
                gate: &mut client.gate,
                host_resends: client.host_resends,
                moment,
            },
        );
        let Some(plan) = &mut in_flight.plan else {
            return command;
        };
        let Command::Finish(result) = command else {
            return command;
        };
        let step = match result {
            Ok(success) => plan.next(Ok(match (&success, event) {
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
            Err(failure) => plan.next(Err(failure)),
        };
        match step {
            Step::Call(next) => in_flight.call = *next,
            Step::Finish(answer) => return Command::Finish(Ok(Success::Rewritten(answer))),
            Step::Fail(failure) => return Command::Finish(Err(failure)),
        }
        event = Event::Start;
    }
}
