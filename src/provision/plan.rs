//! Plans the steps that change the existing apps to what a file says.
//!
//! An id identifies an app. The fields of its entry are compared as `ensure` compares them; other fields stay as they
//! are. Names are unique, so an app that takes over another's name waits until that one has given it up.

use alloc::collections::{BTreeMap, BinaryHeap};
use alloc::string::String;
use alloc::vec::Vec;

use crate::protocol::compare::{CLIENT_SECRET, TENANT_ID, differs, is_updated};
use crate::text::{concat, owned};
use crate::validate::quote;
use crate::value::{Builder, Document, Items, Value};

/// A step: the change of one app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// The app does not exist.
    Create,
    /// The app exists, and differs.
    Update,
    /// The app exists as described, or is already deleted.
    Unchanged,
    /// The step is impossible or not allowed; the reason says why.
    Refused,
    /// The app exists, and must be deleted.
    Delete,
}

impl Action {
    /// Returns the name that the JSON uses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Action::Create => "create",
            Action::Update => "update",
            Action::Unchanged => "unchanged",
            Action::Refused => "refused",
            Action::Delete => "delete",
        }
    }
}

struct Step<'v> {
    id: &'v str,
    action: Action,
    reason: String,
    /// The app that must give its name up first.
    after: Option<&'v str>,
    changed: Vec<&'v str>,
    /// Whether the client secret is sent; `None` if the file has none.
    sends_secret: Option<bool>,
    wanted: Value<'v>,
    shown: Value<'v>,
    found: Value<'v>,
}

/// Compares `found`, an array of apps, with `desired`, the `apps` that [`file::read`](super::file::read) returns.
///
/// `options` may have `rotateSecrets` (`true` or ids: existing apps whose client secrets are sent), `delete` (ids to
/// delete; an app that the file marks as deleted is refused unless it is among them) and `only` (ids to plan for).
///
/// Returns `{"steps": [{"id", "name", "action", "reason"?, "after"?, "secret"?, "call"?, "changes"}, …], "counts":
/// {…}}`. `call` is `ensure`, with all of `wanted`; `patch`, with the fields of `changes`, and with the client secret
/// if `secret` is `"sent"`; or `delete`.
#[must_use]
pub fn make(found: Value<'_>, desired: Value<'_>, options: Value<'_>) -> Document {
    let planner = Planner::new(found, options);
    let mut steps = planner.steps(desired);
    let order = planner.order_names(&mut steps);
    let ordered: Vec<_> = order.into_iter().filter_map(|at| steps.get(at)).collect();
    write(&ordered)
}

struct Planner<'v> {
    found: Vec<Value<'v>>,
    by_id: Places<'v>,
    by_name: Places<'v>,
    options: Value<'v>,
}

/// Positions in a list, by name. Using one map type, filled one by one, saves code: each type adds its own, and
/// `collect` adds a sort.
pub(super) type Places<'v> = BTreeMap<&'v str, usize>;

#[inline(never)]
pub(super) fn places<'v>(names: &mut dyn Iterator<Item = &'v str>) -> Places<'v> {
    let mut places = Places::new();
    for (at, name) in names.enumerate() {
        places.insert(name, at);
    }
    places
}

fn list(value: Option<Value<'_>>) -> impl Iterator<Item = Value<'_>> {
    let items = match value {
        Some(Value::Array(items)) => Some(items),
        _ => None,
    };
    items.into_iter().flat_map(Items::iter)
}

fn text<'v>(app: Value<'v>, name: &str) -> &'v str {
    app.get(name).and_then(Value::as_str).unwrap_or_default()
}

impl<'v> Planner<'v> {
    fn new(found: Value<'v>, options: Value<'v>) -> Self {
        let found: Vec<_> = list(Some(found)).collect();
        Self {
            by_id: places(&mut found.iter().map(|app| text(*app, "id"))),
            by_name: places(&mut found.iter().map(|app| text(*app, "name"))),
            found,
            options,
        }
    }

    fn app(&self, places: &Places<'_>, name: &str) -> Option<Value<'v>> {
        self.found.get(*places.get(name)?).copied()
    }

    fn has(&self, option: &str, id: &str) -> bool {
        match self.options.get(option) {
            Some(Value::Bool(all)) => all,
            _ => self.named(option).any(|named| named == id),
        }
    }

    /// Returns the ids that an option has.
    fn named(&self, option: &str) -> impl Iterator<Item = &'v str> {
        list(self.options.get(option)).filter_map(Value::as_str)
    }

    fn is_about(&self, id: &str) -> bool {
        self.options.get("only").is_none() || self.has("only", id)
    }

    fn steps(&self, desired: Value<'v>) -> Vec<Step<'v>> {
        let mut seen = Places::new();
        let mut steps = Vec::new();
        for entry in list(Some(desired)) {
            let id = text(entry, "id");
            if !self.is_about(id) {
                continue;
            }
            let mut step = self.step(id, entry);
            if seen.insert(id, 0).is_some() {
                step.refuse(owned("another file has this id as well"));
            }
            steps.push(step);
        }
        for id in self.named("delete") {
            if self.is_about(id) && seen.insert(id, 0).is_none() {
                steps.push(self.deletion(id));
            }
        }
        // An id that no file has is probably mistyped.
        for id in self.named("only").chain(self.named("rotateSecrets")) {
            if self.is_about(id) && seen.insert(id, 0).is_none() {
                let mut step = Step::new(id);
                step.refuse(owned("no file has an app of this id"));
                steps.push(step);
            }
        }
        steps
    }

    fn step(&self, id: &'v str, entry: Value<'v>) -> Step<'v> {
        let is_marked = entry.get("deleted") == Some(Value::Bool(true));
        let is_named = self.has("delete", id);
        if is_marked {
            let mut step = self.deletion(id);
            if step.action == Action::Delete && !is_named {
                step.refuse(concat(&[
                    "it is deleted, and its tokens with it, only by --delete ",
                    id,
                ]));
            }
            return step;
        }
        let mut step = self.comparison(id, entry);
        if is_named {
            step.refuse(owned(
                "it is to be deleted, but the file has it: mark it with deleted: true",
            ));
        }
        step
    }

    fn deletion(&self, id: &'v str) -> Step<'v> {
        let mut step = Step::new(id);
        if let Some(found) = self.app(&self.by_id, id) {
            step.action = Action::Delete;
            step.found = found;
        }
        step
    }

    fn comparison(&self, id: &'v str, entry: Value<'v>) -> Step<'v> {
        let mut step = Step::new(id);
        step.wanted = entry.get("wanted").unwrap_or(Value::Null);
        step.shown = entry.get("shown").unwrap_or(Value::Null);
        let has_secret = step.wanted.get(CLIENT_SECRET).is_some();
        let Some(found) = self.app(&self.by_id, id) else {
            step.action = Action::Create;
            step.changed = step
                .wanted
                .members()
                .iter()
                .map(|(name, _)| name.lossy())
                .filter(|name| !matches!(*name, "id" | CLIENT_SECRET))
                .collect();
            step.sends_secret = has_secret.then_some(true);
            return step;
        };
        step.found = found;
        step.sends_secret = has_secret.then(|| self.has("rotateSecrets", id));
        let named = step
            .wanted
            .members()
            .iter()
            .filter(|(name, _)| name.lossy() != CLIENT_SECRET);
        step.changed = named
            .filter(|(name, value)| differs(name.lossy(), *value, step.found))
            .map(|(name, _)| name.lossy())
            .collect();
        if !step.changed.is_empty() || step.sends_secret == Some(true) {
            step.action = Action::Update;
        }
        let fixed: Vec<_> = step.changed.iter().copied().filter(|name| !is_updated(name)).collect();
        if let [first, ..] = fixed.as_slice() {
            let how = if *first == TENANT_ID { "another tenant" } else { "this" };
            let reason = concat(&[
                &fixed.join(", "),
                ": no update changes it; for ",
                how,
                ", delete the app and create it anew, or take the field out of the file",
            ]);
            step.refuse(reason);
        }
        step
    }

    /// Makes each app that takes over a name wait for the holder of the name. Returns the order of the steps.
    fn order_names(&self, steps: &mut [Step<'v>]) -> Vec<usize> {
        let places = places(&mut steps.iter().map(|step| step.id));
        for step in steps.iter_mut() {
            step.after = self.holder(step);
        }
        let mut depths: Vec<usize> = alloc::vec![0; steps.len()];
        let mut refused = true;
        // Every round but the last refuses at least one more step.
        while core::mem::take(&mut refused) {
            for at in 0..steps.len() {
                let outcome = depth(at, steps, &places);
                let Some(step) = steps.get_mut(at) else { continue };
                match outcome {
                    Ok(depth) => {
                        if let Some(known) = depths.get_mut(at) {
                            *known = depth;
                        }
                    }
                    Err(reason) => {
                        step.refuse(reason);
                        refused = true;
                    }
                }
            }
        }
        // A heap sorts with a tenth of the code of `sort`.
        let order: BinaryHeap<_> = depths.into_iter().zip(0..).collect();
        order.into_sorted_vec().into_iter().map(|(_, at)| at).collect()
    }

    /// Returns the other app that has the name that a step sets.
    fn holder(&self, step: &Step<'v>) -> Option<&'v str> {
        let gives_name = matches!(step.action, Action::Create | Action::Update) && step.changed.contains(&"name");
        let holder = text(self.app(&self.by_name, text(step.wanted, "name"))?, "id");
        (gives_name && holder != step.id).then_some(holder)
    }
}

/// Returns the number of steps that a step waits for, or why it can never be done.
fn depth(at: usize, steps: &[Step<'_>], places: &Places<'_>) -> Result<usize, String> {
    let mut depth = 0_usize;
    let mut current = steps.get(at);
    while let Some(holder) = current.and_then(|step| step.after) {
        depth = depth.saturating_add(1);
        let next = places.get(holder).and_then(|at| steps.get(*at));
        if !next.is_some_and(gives_name_up) {
            return Err(concat(&[
                "its name is that of the app ",
                &quote(holder),
                ", which keeps it",
            ]));
        }
        if depth > steps.len() {
            return Err(owned(
                "it exchanges names with other apps: give one of them another name first",
            ));
        }
        current = next;
    }
    Ok(depth)
}

fn gives_name_up(step: &Step<'_>) -> bool {
    step.action == Action::Delete || step.action == Action::Update && step.changed.contains(&"name")
}

impl<'v> Step<'v> {
    fn new(id: &'v str) -> Self {
        Self {
            id,
            action: Action::Unchanged,
            reason: String::new(),
            after: None,
            changed: Vec::new(),
            sends_secret: None,
            wanted: Value::Null,
            shown: Value::Null,
            found: Value::Null,
        }
    }

    fn refuse(&mut self, reason: String) {
        self.action = Action::Refused;
        self.reason = reason;
        self.after = None;
        self.sends_secret = self.sends_secret.map(|_| false);
    }

    fn name(&self) -> &'v str {
        let wanted = text(self.shown, "name");
        if wanted.is_empty() {
            text(self.found, "name")
        } else {
            wanted
        }
    }

    fn call(&self) -> Option<&'static str> {
        match self.action {
            Action::Create => Some("ensure"),
            // `ensure` would also send the secret, and recreate an app that has been deleted since.
            Action::Update => Some("patch"),
            Action::Delete => Some("delete"),
            Action::Unchanged | Action::Refused => None,
        }
    }

    fn write(&self, out: &mut Builder) {
        out.object(|object| {
            for (name, value) in [("id", self.id), ("name", self.name()), ("action", self.action.as_str())] {
                object.string(name);
                object.string(value);
            }
            let secret = self
                .sends_secret
                .map(|is_sent| if is_sent { "sent" } else { "cannot be compared" });
            let reason = Some(self.reason.as_str()).filter(|reason| !reason.is_empty());
            for (name, value) in [
                ("reason", reason),
                ("after", self.after),
                ("secret", secret),
                ("call", self.call()),
            ] {
                if let Some(value) = value {
                    object.string(name);
                    object.string(value);
                }
            }
            object.string("changes");
            object.array(|array| self.changed.iter().for_each(|name| self.write_change(name, array)));
        });
    }

    /// Writes a change. The value of a reference is hidden, and so is the old value: it may be from a reference too.
    fn write_change(&self, name: &str, out: &mut Builder) {
        let shown = self.shown.get(name).unwrap_or(Value::Null);
        let is_hidden = self.wanted.get(name) != Some(shown);
        out.object(|object| {
            object.string("field");
            object.string(name);
            if !is_hidden {
                object.string("from");
                object.value(self.found.get(name).unwrap_or(Value::Null));
            }
            object.string("to");
            object.value(shown);
        });
    }
}

const ACTIONS: &[Action] = &[
    Action::Create,
    Action::Update,
    Action::Unchanged,
    Action::Refused,
    Action::Delete,
];

fn write(steps: &[&Step<'_>]) -> Document {
    let mut builder = Builder::default();
    builder.object(|object| {
        object.string("steps");
        object.array(|array| steps.iter().for_each(|step| step.write(array)));
        object.string("counts");
        object.object(|object| {
            for action in ACTIONS {
                let count = steps.iter().filter(|step| step.action == *action).count();
                object.string(action.as_str());
                object.number(&crate::text::count(count));
            }
        });
    });
    builder.finish()
}
