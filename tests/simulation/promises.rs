//! What has to hold when all is over.

use descope_outbound::protocol::{Applied, Reason};
use serde_json::Value;

use super::world::{End, POLICY, Running, World};

pub fn check(world: &World) {
    let stored: Vec<Value> = world.emulator.apps().map(|app| Value::Object(app.clone())).collect();
    nothing_is_there_twice(&stored);
    for (index, running) in world.calls.iter().enumerate() {
        attempts_stay_within_bounds(index, running);
        let twin = stored.iter().find(|app| is_same(&running.sent, app));
        match running.end.as_ref() {
            None => panic!("call {index} hangs"),
            Some(End::Aborted) => {}
            Some(End::Resolved(response)) => {
                assert!(twin.is_some(), "call {index} resolved, and its app is not there");
                assert!(
                    is_same(&running.sent, &response["app"]),
                    "call {index} resolved with another app: {response}"
                );
            }
            Some(End::Rejected(failure)) => {
                assert!(
                    !format!("{failure:?}").contains("canary"),
                    "call {index} shows a secret"
                );
                match failure.applied {
                    Applied::No => assert!(
                        twin.is_none_or(|app| may_be_of_another(world, index, app)),
                        "call {index} says no, and its app is there: {failure:?}"
                    ),
                    Applied::Yes => assert!(
                        twin.is_some(),
                        "call {index} says yes, and its app is not there: {failure:?}"
                    ),
                    Applied::Unknown => {}
                }
                let is_conflict = matches!(failure.reason, Reason::Conflict(_));
                assert!(
                    !is_conflict || !stored.is_empty(),
                    "call {index} conflicts with nothing"
                );
            }
        }
    }
}

fn nothing_is_there_twice(stored: &[Value]) {
    for key in ["id", "name"] {
        let mut seen = Vec::new();
        for app in stored {
            assert!(!seen.contains(&&app[key]), "two apps have the {key} {}", app[key]);
            seen.push(&app[key]);
        }
    }
}

fn attempts_stay_within_bounds(index: usize, running: &Running) {
    let tries = u64::from(POLICY.max_retries) + 1;
    let (creates, look_ups) = (running.creates, running.look_ups);
    assert!(creates <= tries, "call {index} was sent {creates} times");
    // By id and then in the list: one more than it may be tried.
    assert!(
        look_ups <= creates * (tries + 1),
        "call {index} was looked up {look_ups} times"
    );
}

/// Whether everything that was sent is stored. Secrets are not shown, and so not compared.
fn is_same(sent: &Value, stored: &Value) -> bool {
    let mut sent = sent.as_object().unwrap().iter();
    sent.all(|(name, value)| name == "clientSecret" || stored.get(name) == Some(value))
}

/// Whether another call sent what this app is: otherwise it can only be this call's own.
fn may_be_of_another(world: &World, index: usize, app: &Value) -> bool {
    let mut calls = world.calls.iter().enumerate();
    calls.any(|(other, running)| other != index && is_same(&running.sent, app))
}
