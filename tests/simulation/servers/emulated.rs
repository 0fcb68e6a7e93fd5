//! The emulator, with randomly drawn alternatives.

use descope_outbound::emulator::{
    Alternative, Delivery, Emulator, MANAGEMENT_KEY, Options, PROJECT_ID, Request as EmulatorRequest, UnknownFields,
};
use serde_json::Value;

use super::{Behavior, Reply, Request, Server};
use crate::rng::Rng;

pub struct EmulatedServer {
    emulator: Emulator,
    behavior: Behavior,
    bearer: String,
}

const ALTERNATIVES: &[Alternative] = &[
    Alternative::CreateAnswersSecret,
    Alternative::UpdateKeepsTemplate,
    Alternative::UpdateResetsDcr,
    Alternative::DeleteKeepsTenantKeys,
    Alternative::TokensInAnyTenant,
];

impl EmulatedServer {
    pub fn draw(rng: &mut Rng) -> Self {
        let alternatives = ALTERNATIVES.iter().copied().filter(|_| rng.one_in(2)).collect();
        let mut options = Options {
            alternatives,
            nulls: rng.one_in(2),
            int64_as_string: Some(rng.one_in(2)),
            ..Options::default()
        };
        if rng.one_in(2) {
            options.unknown_fields = UnknownFields::Refuse;
        }
        let behavior = Behavior {
            refuses_unknown_fields: options.unknown_fields == UnknownFields::Refuse,
            update_keeps_dcr: !options.alternatives.contains(&Alternative::UpdateResetsDcr),
            forgets_apps: false,
            shows_template: true,
        };
        Self {
            emulator: Emulator::new(options),
            behavior,
            bearer: format!("Bearer {PROJECT_ID}:{MANAGEMENT_KEY}"),
        }
    }
}

impl Server for EmulatedServer {
    fn answer(&mut self, request: &Request<'_>) -> Reply {
        let headers = [("authorization", self.bearer.as_str())];
        let emulated = EmulatorRequest {
            method: request.method,
            target: request.target,
            headers: &headers,
            body: request.body.as_bytes(),
        };
        match self.emulator.handle(&emulated, request.now_ms).delivery {
            Delivery::Whole(reply) => Reply {
                status: reply.status,
                body: reply.body,
            },
            Delivery::Half(_) | Delivery::Cut => panic!("an emulator without faults of its own"),
        }
    }

    fn apps(&self) -> Vec<Value> {
        self.emulator.apps().cloned().map(Value::Object).collect()
    }

    fn tokens(&self) -> Vec<Value> {
        self.emulator.tokens().cloned().map(Value::Object).collect()
    }

    fn behavior(&self) -> Behavior {
        self.behavior
    }

    fn describe(&self) -> String {
        format!("the emulator: {:?}", self.behavior)
    }
}
