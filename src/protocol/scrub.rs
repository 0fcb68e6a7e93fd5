//! Taking secrets out of what others say.

use crate::json::{self, Value};
use crate::model::Secret;
use crate::model::schema::{Kind, Schema};

/// What stands where a secret was.
const MARK: &str = "[redacted]";

/// Knows the secrets of a call, and takes them out of any text.
#[derive(Clone, Debug, Default)]
pub struct Scrubber {
    secrets: Vec<Secret>,
}

impl Scrubber {
    /// Knows these secrets; those that the request of a call holds are [learned](Self::learn).
    pub fn new(secrets: impl IntoIterator<Item = Secret>) -> Self {
        let mut scrubber = Self::default();
        for secret in secrets {
            scrubber.add(secret);
        }
        scrubber
    }

    /// Learns the secrets of a request's body, by its field table.
    pub fn learn(&mut self, body: &str, schema: &'static Schema) {
        if let Ok(value) = json::parse(body) {
            self.learn_object(&value, schema);
        }
    }

    /// The text with every secret in it replaced.
    #[must_use]
    pub fn scrub(&self, text: &str) -> String {
        self.secrets
            .iter()
            .fold(text.to_owned(), |text, secret| without(&text, secret.expose()))
    }

    fn learn_object(&mut self, object: &Value<'_>, schema: &'static Schema) {
        for field in schema.0 {
            match (&field.kind, object.get(field.name)) {
                (Kind::Secret, Some(Value::String(text))) => self.add(Secret::from(text.lossy())),
                (Kind::Object(schema), Some(value)) => self.learn_object(value, schema),
                _ => {}
            }
        }
    }

    fn add(&mut self, secret: Secret) {
        if !secret.expose().is_empty() {
            self.secrets.push(secret);
        }
    }
}

/// The text with [`MARK`] wherever `secret` stands. A plain search: texts are short, and seldom scrubbed.
fn without(text: &str, secret: &str) -> String {
    let mut clean = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix(secret) {
            clean.push_str(MARK);
            rest = after;
        } else {
            clean.push(first);
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
        }
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::Scrubber;
    use crate::model::Secret;
    use crate::model::schema::APP;

    #[test]
    fn takes_out_every_secret_it_knows_wherever_it_stands() {
        let mut scrubber = Scrubber::new([Secret::from("K-key"), Secret::from("")]);
        scrubber.learn(r#"{"name":"x","clientSecret":"S\"1"}"#, &APP);
        assert_eq!(
            scrubber.scrub("bad key K-key, really K-key, secret S\"1, name x"),
            "bad key [redacted], really [redacted], secret [redacted], name x"
        );
    }
}
