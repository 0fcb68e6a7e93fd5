//! The apps there are, in the order of their creation.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::emulator::schema::text;

/// An app as it is stored: the fields that were sent, `id`, and `templateId`.
pub type App = Map<String, Value>;

/// An id or a name that another app has: each is unique per project \[py\].
pub(in crate::emulator) struct Taken;

#[derive(Clone, Default)]
pub(in crate::emulator) struct Apps {
    in_order: BTreeMap<u64, App>,
    by_id: BTreeMap<String, u64>,
    names: BTreeSet<String>,
    created: u64,
    assigned: u64,
}

impl Apps {
    /// An app that has a name. Without an id it is assigned one.
    pub(in crate::emulator) fn create(&mut self, mut app: App) -> Result<&App, Taken> {
        let name = name_of(&app);
        if self.names.contains(&name) {
            return Err(Taken);
        }
        let id = text(&app, "id").map_or_else(|| self.unused_id(), str::to_owned);
        if self.by_id.contains_key(&id) {
            return Err(Taken);
        }
        app.insert("id".to_owned(), id.clone().into());
        self.created = self.created.saturating_add(1);
        self.by_id.insert(id, self.created);
        self.names.insert(name);
        Ok(self.in_order.entry(self.created).or_insert(app))
    }

    pub(in crate::emulator) fn get(&self, id: &str) -> Option<&App> {
        self.in_order.get(self.by_id.get(id)?)
    }

    pub(in crate::emulator) fn remove(&mut self, id: &str) -> Option<App> {
        let app = self.in_order.remove(&self.by_id.remove(id)?)?;
        self.names.remove(&name_of(&app));
        Some(app)
    }

    pub(in crate::emulator) fn all(&self) -> impl Iterator<Item = &App> {
        self.in_order.values()
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

fn name_of(app: &App) -> String {
    text(app, "name").unwrap_or_default().to_owned()
}
