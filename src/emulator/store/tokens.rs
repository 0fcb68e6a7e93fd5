//! The tokens, the latest last.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::emulator::fields::{text, texts};

/// A token or an API key as stored: the fields that were sent, and `id`.
pub type Token = Map<String, Value>;

#[derive(Clone, Default)]
pub(in crate::emulator) struct Tokens {
    by_age: Vec<Token>,
    assigned: u64,
}

impl Tokens {
    /// Stores a token as the latest, and returns its id. It replaces one with the same app, user, tenant and scopes
    /// \[guide\], and takes its id. The reuse of the id is not documented: clients must not depend on it.
    ///
    /// The role of `externalIdentifier` is not documented either. As fetches can ask for one, tokens of several are
    /// kept.
    pub(in crate::emulator) fn put(&mut self, mut token: Token) -> String {
        let former = self.by_age.extract_if(.., |other| place(other) == place(&token)).next();
        let id = former.as_ref().and_then(|former| text(former, "id")).map(str::to_owned);
        let id = id.unwrap_or_else(|| self.unused_id());
        token.insert("id".to_owned(), id.clone().into());
        self.by_age.push(token);
        id
    }

    pub(in crate::emulator) fn get(&self, id: &str) -> Option<&Token> {
        self.by_age.iter().find(|token| text(token, "id") == Some(id))
    }

    pub(in crate::emulator) fn get_mut(&mut self, id: &str) -> Option<&mut Token> {
        self.by_age.iter_mut().find(|token| text(token, "id") == Some(id))
    }

    pub(in crate::emulator) fn latest(&self, wanted: impl Fn(&Token) -> bool) -> Option<&Token> {
        self.by_age.iter().rfind(|token| wanted(token))
    }

    /// Removes the unwanted tokens, and returns their number.
    pub(in crate::emulator) fn remove(&mut self, unwanted: impl Fn(&Token) -> bool) -> usize {
        self.by_age.extract_if(.., |token| unwanted(token)).count()
    }

    pub(in crate::emulator) fn all(&self) -> impl Iterator<Item = &Token> {
        self.by_age.iter()
    }

    fn unused_id(&mut self) -> String {
        self.assigned = self.assigned.saturating_add(1);
        format!("T{}", self.assigned)
    }
}

fn place(token: &Token) -> ([Option<&str>; 4], BTreeSet<&str>) {
    let owner = ["appId", "userId", "tenantId", "externalIdentifier"].map(|field| text(token, field));
    (owner, texts(token, "scopes").collect())
}
