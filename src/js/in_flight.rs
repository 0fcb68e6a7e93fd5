//! A call and the plan that it is a part of, as one: what JavaScript has to do for it next.

use alloc::boxed::Box;

use crate::model::Secret;
use crate::protocol::{self, Call, ClientOptions, Command, Event, Gate, Moment, Plan, Step, Success};

/// What all calls share.
pub(super) struct Client {
    pub(super) options: ClientOptions,
    pub(super) gate: Gate,
    pub(super) host_resends: bool,
}

pub(super) struct InFlightCall {
    pub(super) call: Call,
    pub(super) plan: Option<Box<Plan>>,
    /// Whether the call is the one that JavaScript has the request of.
    pub(super) is_first: bool,
    pub(super) timeout_ms: u32,
    /// What the host threw the last time.
    pub(super) thrown: Secret,
}

impl InFlightCall {
    /// Whether JavaScript has the text of the call's request.
    pub(super) fn sends_as_given(&self) -> bool {
        self.is_first && self.call.sends_as_given()
    }
}

/// Takes a step of the call, and goes on to the next call of its plan where it ends.
pub(super) fn advance(client: &mut Client, in_flight: &mut InFlightCall, event: Event<'_>, moment: Moment) -> Command {
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
                (Success::Unchanged, Event::Answered(answer)) => answer.body,
                (Success::Rewritten(answer), _) => answer.expose(),
                _ => "{}",
            })),
            Err(failure) => plan.next(Err(failure)),
        };
        match step {
            Step::Call(next) => in_flight.call = *next,
            Step::Finish(answer) => return Command::Finish(Ok(Success::Rewritten(answer))),
            Step::Fail(failure) => return Command::Finish(Err(failure)),
        }
        in_flight.is_first = false;
        event = Event::Start;
    }
}
