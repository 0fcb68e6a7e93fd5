//! The expected result of an operation, from the server's state before and now.

use serde_json::Value;

use super::harness::{Harness, Run};
use super::meaning::{Meaning, meaning};
use super::operation::{Kind, NOT_UPDATED, Operation, SECRET, UNDOCUMENTED};
use super::servers::Behavior;

/// The state of a server.
pub struct Stored {
    pub apps: Vec<Value>,
    pub tokens: Vec<Value>,
}

/// A run of a seed that is over.
pub struct Checked<'h> {
    pub harness: &'h Harness,
    pub behavior: Behavior,
    pub before: Stored,
    pub now: Stored,
}

impl<'h> Checked<'h> {
    pub fn new(harness: &'h Harness) -> Self {
        let (apps, tokens) = harness.before.clone();
        Self {
            harness,
            behavior: harness.server.behavior(),
            before: Stored { apps, tokens },
            now: Stored {
                apps: harness.server.apps(),
                tokens: harness.server.tokens(),
            },
        }
    }

    /// Returns whether no different operation changes the same app.
    pub fn is_alone(&self, operation: &Operation) -> bool {
        let mut runs = self.harness.runs.iter();
        !runs.any(|other| other.operation.is_in_the_way_of(operation))
    }

    pub fn is_only_one(&self, operation: &Operation) -> bool {
        let same = self.harness.runs.iter().filter(|other| other.operation == *operation);
        same.count() == 1
    }

    pub fn all_create(&self) -> bool {
        self.harness.runs.iter().all(|run| run.operation.kind == Kind::Create)
    }

    /// Returns whether the server's state is what the operation wants.
    pub fn is_done(&self, operation: &Operation) -> bool {
        let app = self.now.app(operation);
        match operation.kind {
            Kind::Delete => app.is_none(),
            Kind::UploadToken | Kind::UploadTokens | Kind::UploadKey => {
                let tokens = self.now.tokens(operation);
                let is_uploaded = |token: &&&Value| token["accessToken"] == "canary-t" || token["apiKey"] == "canary-k";
                tokens.iter().filter(is_uploaded).count() == operation.users().len()
            }
            Kind::DeleteTokens => self.now.tokens(operation).is_empty(),
            Kind::FetchToken => true,
            Kind::Create | Kind::CreateByTemplate | Kind::CreateByDcrPreset => {
                self.now.apps.iter().any(|app| self.is_created(operation, app))
            }
            Kind::Update | Kind::Patch | Kind::Ensure => match (app, self.before.app(operation)) {
                (None, _) => false,
                (Some(app), None) => self.is_created(operation, app),
                (Some(app), Some(before)) => self.is_updated(operation, before, app),
            },
        }
    }

    fn is_created(&self, operation: &Operation, app: &Value) -> bool {
        let mut wanted = meaning(&Value::Object(operation.wanted()));
        wanted.retain(|name, _| !UNDOCUMENTED.contains(&name.as_str()));
        // A second run may update the app that the first run created.
        if operation.kind == Kind::Ensure && !self.behavior.update_keeps_dcr {
            wanted.retain(|name, _| !NOT_UPDATED.contains(&name.as_str()));
        }
        // Another run's app may be equal in every readable field; then the secret is that run's.
        if !self.is_only_one_of_its_name(operation) {
            wanted.remove(SECRET);
        }
        let app = meaning(app);
        wanted.iter().all(|(name, value)| app.get(name) == Some(value))
    }

    fn is_only_one_of_its_name(&self, operation: &Operation) -> bool {
        let is_other = |run: &&Run| run.operation.id == operation.id || run.operation.name == operation.name;
        self.harness.runs.iter().filter(is_other).count() == 1 && !self.before.has_name_of(operation)
    }

    /// Returns whether an existing app has become what an operation makes of it, in every field, named or not.
    fn is_updated(&self, operation: &Operation, before: &Value, app: &Value) -> bool {
        let (before, mut app) = (meaning(before), meaning(app));
        let mut expected = if operation.kind == Kind::Update {
            Meaning::new()
        } else {
            before.clone()
        };
        let mut either: Vec<&str> = vec!["unheardOf"];
        let wanted = operation.wanted();
        let said = meaning(&Value::Object(wanted.clone()));
        for name in wanted.keys() {
            match said.get(name) {
                Some(value) => expected.insert(name.clone(), value.clone()),
                None => expected.remove(name),
            };
        }
        let mut keep = |name: &str| match before.get(name) {
            Some(value) => expected.insert(name.to_owned(), value.clone()),
            None => expected.remove(name),
        };
        for name in ["tenantId", "useDcr", "dcrUrl"] {
            keep(name);
        }
        if operation.secret().is_none() {
            keep(SECRET);
        }
        if !self.behavior.update_keeps_dcr {
            either.extend(NOT_UPDATED);
        }
        if operation.kind == Kind::Ensure && operation.secret().is_some() {
            either.push(SECRET);
        }
        // The server may fill in a client id.
        if !expected.contains_key("clientId") {
            either.push("clientId");
        }
        // An update without a template may detach the app from its template. A hidden template cannot be compared, and
        // a look-up after a create compares only documented fields.
        let is_open = match (operation.kind, wanted.contains_key("templateId")) {
            (Kind::Update, false) | (Kind::Ensure, true) => true,
            (_, says_template) => says_template && !self.behavior.shows_template,
        };
        if is_open {
            either.push("templateId");
        }
        for name in either {
            expected.remove(name);
            app.remove(name);
        }
        expected == app
    }

    /// Returns whether everything that an operation concerns is unchanged.
    pub fn is_as_before(&self, operation: &Operation) -> bool {
        match operation.kind {
            Kind::UploadToken | Kind::UploadTokens | Kind::UploadKey | Kind::DeleteTokens | Kind::FetchToken => {
                self.now.tokens(operation) == self.before.tokens(operation)
            }
            Kind::CreateByDcrPreset => !self.now.apps.iter().any(|app| self.is_created(operation, app)),
            Kind::Create if operation.id.is_none() => {
                let had = self.before.apps.iter().any(|app| self.is_created(operation, app));
                had || !self.now.apps.iter().any(|app| self.is_created(operation, app))
            }
            _ => self.now.app(operation) == self.before.app(operation),
        }
    }

    /// Returns whether a patch or an ensure wants another tenant than the app has.
    pub fn wants_another_tenant(&self, operation: &Operation) -> bool {
        let wanted = operation.request.get("tenantId").filter(|tenant| !tenant.is_null());
        match (operation.kind, self.before.app(operation), wanted) {
            (Kind::Patch | Kind::Ensure, Some(app), Some(tenant)) => app["tenantId"] != *tenant,
            _ => false,
        }
    }

    /// Returns whether the operation can succeed without faults, given the state before.
    pub fn is_possible(&self, operation: &Operation) -> bool {
        let is_there = self.before.app(operation).is_some();
        let is_only_one = self.is_only_one(operation);
        // If some successes do not show the app, the client has to look it up, and not every field can be read back.
        let is_proven = operation.secret().is_none()
            && !operation.is_undocumented()
            && operation.wanted().get("clientId").is_some_and(|id| id == "c");
        let is_heard = is_proven || !self.behavior.forgets_apps;
        let cannot_be_sent = operation.is_unheard_of() && self.behavior.refuses_unknown_fields;
        let wanted = operation.wanted();
        let cannot_register = wanted.get("useDcr") == Some(&Value::Bool(true)) && !wanted.contains_key("dcrUrl");
        if cannot_be_sent || self.wants_another_tenant(operation) {
            return false;
        }
        match operation.kind {
            Kind::Ensure => (is_there || !cannot_register) && is_heard,
            Kind::Update | Kind::Patch => is_there && is_heard,
            Kind::UploadToken | Kind::UploadTokens | Kind::UploadKey => is_there,
            Kind::Create | Kind::CreateByTemplate => {
                let is_free = !self.before.has_name_of(operation);
                is_only_one && is_free && !is_there && !cannot_register && operation.id.is_some()
            }
            Kind::CreateByDcrPreset => is_only_one && !self.behavior.forgets_apps,
            Kind::Delete => is_there && is_only_one,
            Kind::DeleteTokens | Kind::FetchToken => is_only_one && !self.before.tokens(operation).is_empty(),
        }
    }
}

impl Stored {
    /// Returns the app that an operation concerns.
    pub fn app(&self, operation: &Operation) -> Option<&Value> {
        let id = id_of(operation);
        self.apps.iter().find(|app| app["id"] == id && !id.is_null())
    }

    /// Returns whether an app already has the name that an operation gives.
    pub fn has_name_of(&self, operation: &Operation) -> bool {
        let name = Value::from(operation.name.clone());
        self.apps.iter().any(|app| app["name"] == name)
    }

    /// Returns the tokens that an operation concerns.
    pub fn tokens(&self, operation: &Operation) -> Vec<&Value> {
        let is_meant = |user: &str, token: &Value| token["userId"] == user && token["appId"] == id_of(operation);
        let tokens = self.tokens.iter();
        tokens
            .filter(|token| operation.users().iter().any(|user| is_meant(user, token)))
            .collect()
    }
}

pub fn id_of(operation: &Operation) -> Value {
    Value::from(operation.id.clone())
}
