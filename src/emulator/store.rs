//! The apps there are, in the order of their creation.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

/// An app as it is stored: the fields that were sent, `id`, and `templateId`.
pub type App = Map<String, Value>;

/// An id or a name that another app has: each is unique per project \[py\].
pub(super) struct Taken;

#[derive(Clone, Default)]
pub(super) struct Store {
    apps: BTreeMap<u64, App>,
    by_id: BTreeMap<String, u64>,
    names: BTreeSet<String>,
    created: u64,
    assigned: u64,
}

impl Store {
    /// An app of a name and, unless one is to be assigned, an id.
    pub(super) fn create(&mut self, id: Option<String>, name: String, mut app: App) -> Result<&App, Taken> {
        if self.names.contains(&name) {
            return Err(Taken);
        }
        let id = id.unwrap_or_else(|| self.unused_id());
        if self.by_id.contains_key(&id) {
            return Err(Taken);
        }
        app.insert("id".to_owned(), id.clone().into());
        self.created = self.created.saturating_add(1);
        self.by_id.insert(id, self.created);
        self.names.insert(name);
        Ok(self.apps.entry(self.created).or_insert(app))
    }

    pub(super) fn get(&self, id: &str) -> Option<&App> {
        self.apps.get(self.by_id.get(id)?)
    }

    pub(super) fn remove(&mut self, id: &str) -> Option<App> {
        let app = self.apps.remove(&self.by_id.remove(id)?)?;
        if let Some(name) = app.get("name").and_then(Value::as_str) {
            self.names.remove(name);
        }
        Some(app)
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &App> {
        self.apps.values()
    }

    fn unused_id(&mut self) -> String {
        loop {
            self.assigned = self.assigned.saturating_add(1);
            let id = format!("OA{}", self.assigned);
            if !self.by_id.contains_key(&id) {
                return id;
            }
        }
    }
}
