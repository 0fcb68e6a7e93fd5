//! What has to hold when all is over.

use descope_outbound::protocol::{Applied, Failure, Reason};
use serde_json::{Map, Value};

use super::deed::{Deed, Kind};
use super::world::{End, World};

/// What the server holds.
struct Stored {
    apps: Vec<Value>,
    tokens: Vec<Value>,
}

pub fn check(world: &World) {
    let before = Stored {
        apps: world.before.clone(),
        tokens: Vec::new(),
    };
    let now = Stored {
        apps: world.emulator.apps().cloned().map(Value::Object).collect(),
        tokens: world.emulator.tokens().cloned().map(Value::Object).collect(),
    };
    nothing_is_there_twice(&now.apps);
    for (index, running) in world.calls.iter().enumerate() {
        let deed = &running.deed;
        let is_alone = !world.calls.iter().any(|other| other.deed.is_in_the_way_of(deed));
        match running.end.as_ref() {
            None => panic!("call {index} hangs"),
            Some(End::Aborted) => {}
            Some(End::Resolved(answer)) => {
                it_shows_what_was_wanted(index, deed, answer);
                // Creates never undo each other; of the others, the last one counts.
                if is_alone || all_create(world) {
                    assert!(is_done(deed, &before, &now), "call {index} resolved, and is not done");
                }
            }
            Some(End::Rejected(failure)) => {
                assert!(
                    !format!("{failure:?}").contains("canary"),
                    "call {index} shows a secret"
                );
                conflicts_are_with_something(world, index, failure, &now.apps);
                assert!(
                    world.trouble > 0 || !is_alone || !is_possible(deed, &before),
                    "call {index} fails without any trouble: {failure:?}"
                );
                // Another call of the same deed may have done it.
                let is_only_one = world.calls.iter().filter(|other| other.deed == *deed).count() == 1;
                let is_new = !is_done(deed, &before, &before);
                if failure.applied == Applied::No && is_alone && is_only_one && is_new {
                    assert!(
                        !is_done(deed, &before, &now),
                        "call {index} says no, and is done: {failure:?}"
                    );
                }
                if failure.applied == Applied::Yes && is_alone {
                    assert!(is_done(deed, &before, &now), "call {index} says yes, and is not done");
                }
            }
        }
    }
}

fn all_create(world: &World) -> bool {
    world.calls.iter().all(|running| running.deed.kind == Kind::Create)
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

fn it_shows_what_was_wanted(index: usize, deed: &Deed, answer: &Value) {
    let shows = match deed.kind {
        Kind::Delete | Kind::UploadToken | Kind::UploadKey | Kind::DeleteTokens => answer == &Value::Object(Map::new()),
        // Nothing was refused.
        Kind::UploadTokens => answer["failures"].as_array().is_none_or(Vec::is_empty),
        _ => has_all(&deed.wanted(), &answer["app"]),
    };
    assert!(shows, "call {index} resolved with something else: {answer}");
}

fn conflicts_are_with_something(world: &World, index: usize, failure: &Failure, stored: &[Value]) {
    let is_conflict = matches!(failure.reason, Reason::Conflict(_));
    assert!(
        !is_conflict || !all_create(world) || !stored.is_empty(),
        "call {index} conflicts with nothing"
    );
}

/// Whether the server holds what the deed wants.
fn is_done(deed: &Deed, before: &Stored, now: &Stored) -> bool {
    let of_this_id = |stored: &Stored| stored.apps.iter().find(|app| app["id"] == id_of(deed)).cloned();
    let app = of_this_id(now);
    let has_token = |user: &str| {
        let mut tokens = now.tokens.iter();
        tokens.any(|token| token["userId"] == user && token["appId"] == id_of(deed))
    };
    match deed.kind {
        Kind::Delete => app.is_none(),
        Kind::UploadToken | Kind::UploadTokens | Kind::UploadKey => deed.users().iter().all(|user| has_token(user)),
        Kind::DeleteTokens => !deed.users().iter().any(|user| has_token(user)),
        Kind::Create => now.apps.iter().any(|app| has_all(&deed.request, app)),
        Kind::CreateByTemplate | Kind::Ensure => app.is_some_and(|app| has_all(&deed.wanted(), &app)),
        // Everything that was not sent is cleared.
        Kind::Update => app.is_some_and(|app| has_all(&deed.request, &app) && app["pkce"].is_null()),
        // Everything that was not named is kept.
        Kind::Patch => app.is_some_and(|app| {
            let before = of_this_id(before);
            has_all(&deed.request, &app) && before.is_some_and(|before| before["pkce"] == app["pkce"])
        }),
    }
}

/// Whether the deed can succeed by what was there before, if it is the first of its kind.
fn is_possible(deed: &Deed, before: &Stored) -> bool {
    let is_there = before.apps.iter().any(|app| app["id"] == id_of(deed));
    match deed.kind {
        Kind::Ensure => true,
        Kind::Update | Kind::Patch | Kind::UploadToken | Kind::UploadTokens | Kind::UploadKey => is_there,
        // A second one would fail.
        Kind::Create | Kind::CreateByTemplate | Kind::Delete | Kind::DeleteTokens => false,
    }
}

fn id_of(deed: &Deed) -> Value {
    Value::from(deed.id.clone())
}

/// Whether everything that is wanted is there. Secrets are not shown, and so not compared.
fn has_all(wanted: &Value, app: &Value) -> bool {
    let mut wanted = wanted.as_object().unwrap().iter();
    wanted.all(|(name, value)| name == "clientSecret" || app.get(name).unwrap_or(&Value::Null) == value)
}
