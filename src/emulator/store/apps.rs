//! The apps, in the order of their creation.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::emulator::fields::text;

/// An app as stored: `id`, `templateId`, and the fields that were sent, except unknown and `null` ones.
pub type App = Map<String, Value>;

/// The error for an id or a name that another app has: each is unique per project \[py\].
pub(in crate::emulator) struct Taken;

#[derive(Clone, Default)]
pub(in crate::emulator) struct Apps {
    in_order: BTreeMap<u64, App>,
    by_id: BTreeMap<String, u64>,
    created: u64,
    assigned: u64,
}

impl Apps {
    /// Stores an app. Assigns an id if it has none.
    pub(in crate::emulator) fn create(&mut self, mut app: App) -> Result<&App, Taken> {
        if text(&app, "name").is_some_and(|name| self.named(name).is_some()) {
            return Err(Taken);
        }
        let id = text(&app, "id").map_or_else(|| self.unused_id(), str::to_owned);
        if self.by_id.contains_key(&id) {
            return Err(Taken);
        }
        app.insert("id".to_owned(), id.clone().into());
        self.created = self.created.saturating_add(1);
        self.by_id.insert(id, self.created);
        Ok(self.in_order.entry(self.created).or_insert(app))
    }

    pub(in crate::emulator) fn get(&self, id: &str) -> Option<&App> {
        self.in_order.get(self.by_id.get(id)?)
    }

    pub(in crate::emulator) fn named(&self, name: &str) -> Option<&App> {
        self.all().find(|app| text(app, "name") == Some(name))
    }

    /// Replaces the app that has this id.
    pub(in crate::emulator) fn replace(&mut self, id: &str, app: App) -> Option<&App> {
        let place = self.in_order.get_mut(self.by_id.get(id)?)?;
        *place = app;
        Some(place)
    }

    pub(in crate::emulator) fn remove(&mut self, id: &str) -> Option<App> {
        self.in_order.remove(&self.by_id.remove(id)?)
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
