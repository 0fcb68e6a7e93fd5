//! Plans the steps that bring the existing apps to what a file says.
//!
//! An app is known by its id. What its entry in the file names is compared as `ensure` compares it; what it does not name stays
//! as it is. The server takes a name once, so an app that takes over another's name waits until that one has given it up.

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
    /// It is not there.
    Create,
    /// It is there, and differs.
    Update,
    /// It is there as it should be.
    Unchanged,
    /// It cannot or must not be done; the reason says why.
    Refused,
    /// It is there, and should not be.
    Delete,
}

impl Action {
    /// As programs see it.
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
    /// The app that has to give its name up first.
    after: Option<&'v str>,
    changed: Vec<&'v str>,
    /// Whether a client secret is sent, if the file has one.
    sends_secret: Option<bool>,
    wanted: Value<'v>,
    shown: Value<'v>,
    found: Value<'v>,
}

/// Compares `found`, an array of apps, with `desired`, the `apps` that [`file::read`](super::file::read) gives.
///
/// `options` may have `rotateSecrets` (`true`, or ids: client secrets that are sent although the app is there), `delete` (ids: what
/// is deleted; an app that the file marks as deleted is refused without) and `only` (ids: what the plan is about).
///
/// Gives `{"steps": [{"id", "name", "action", "reason"?, "after"?, "secret"?, "call"?, "changes"}, …], "counts": {…}}`. `call` is
/// `ensure`, with all that is wanted; `patch`, with the fields of `changes`, and with the client secret if `secret` is `"sent"`; or
/// `delete`.
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

/// Where in a list something is, by its name. One kind of map, as each brings its own code; and filled one by one, as
/// `collect` brings that of a sort.
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

    /// The ids that an option has.
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
        // An app that is named but does not exist has been mistyped.
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

    /// Lets each app that takes over a name wait for the one that has it. Gives the order of the steps.
    fn order_names(&self, steps: &mut [Step<'v>]) -> Vec<usize> {
        let places = places(&mut steps.iter().map(|step| step.id));
        for step in steps.iter_mut() {
            step.after = self.holder(step);
        }
        let mut depths: Vec<usize> = alloc::vec![0; steps.len()];
        let mut refused = true;
        // Each round refuses one more at least, or is the last.
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

    /// The other app that has the name which a step gives.
    fn holder(&self, step: &Step<'v>) -> Option<&'v str> {
        let gives_name = matches!(step.action, Action::Create | Action::Update) && step.changed.contains(&"name");
        let holder = text(self.app(&self.by_name, text(step.wanted, "name"))?, "id");
        (gives_name && holder != step.id).then_some(holder)
    }
}

/// How many steps a step has to wait for; or why it never can be done.
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
            // `ensure` would send the secret along with what differs, and make an app anew that is gone by now.
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

    /// A value that a reference stands for is not shown, and nor is the one that it replaces: that was one before, perhaps.
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
