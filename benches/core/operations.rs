//! The operations that are counted: validating a request of 15 fields, and a whole create of it.

use descope_outbound::model::Secret;
use descope_outbound::protocol::{Answer, Body, CREATE, Call, Command, Context, Event, Gate, Redactor, RetryPolicy};
use descope_outbound::validate::APP;
use descope_outbound::value::{Document, Node};

/// The app that the JavaScript measurements create, too.
const REQUEST: &str = include_str!("../subjects/app.json");

pub struct Operation {
    pub name: &'static str,
    pub run: fn(&Inputs),
}

pub static OPERATIONS: &[Operation] = &[
    Operation {
        name: "validate",
        run: validate,
    },
    Operation {
        name: "create",
        run: create,
    },
];

/// An operation's input, and the parts of a client that the operation does not pay for.
pub struct Inputs {
    nodes: Vec<Node>,
    text: Vec<u8>,
    redactor: Redactor,
}

impl Inputs {
    pub fn new() -> Self {
        let request = Document::parse(REQUEST).unwrap_or_default();
        let (nodes, text) = request.encode();
        Self {
            nodes,
            text: text.into_bytes(),
            redactor: Redactor::new([Secret::from("K2abcdefghijklmnopqrstuvwxyz0123456789")]),
        }
    }

    /// Decodes the request as it arrives from JavaScript.
    fn request(&self) -> Document {
        let request = Document::decode(self.nodes.clone(), self.text.clone());
        assert!(request.is_ok(), "it was encoded");
        request.unwrap_or_default()
    }
}

fn validate(inputs: &Inputs) {
    assert!(
        APP.check(inputs.request().root()).is_empty(),
        "the request has no mistake"
    );
}

fn create(inputs: &Inputs) {
    let policy = RetryPolicy {
        max_retries: 3,
        max_wait_ms: 60_000,
    };
    let call = Call::new(&CREATE, inputs.request(), true, policy);
    assert!(call.is_ok(), "the request has no mistake");
    let Ok(mut call) = call else { return };
    let mut gate = Gate::default();
    let mut step = |event| {
        call.step(
            event,
            &mut Context {
                server: "https://api.descope.com",
                redactor: &inputs.redactor,
                gate: &mut gate,
                host_resends: false,
                now_ms: 0,
                random: 0,
            },
        )
    };
    assert!(matches!(step(Event::Start), Command::Send(_)), "it is sent");
    let answered = step(Event::Answered(Answer {
        status: 200,
        retry_after: None,
        body: &Body::Checked,
    }));
    assert!(matches!(answered, Command::Finish(Ok(_))), "it succeeds");
}
