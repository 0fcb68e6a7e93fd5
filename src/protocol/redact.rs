//! Removes secrets from the text of servers and hosts.

use alloc::collections::BinaryHeap;
use alloc::string::String;
use alloc::vec::Vec;

use crate::model::Secret;
use crate::text::{beginning, pieces, push, split_at};
use crate::value::{Value, string_to_json};

use super::target::percent_encoded;

/// The replacement for a secret.
const MARK: &str = "[redacted]";

/// Shorter secrets are ignored: they are hardly secret, and redacting them would leave little of a text.
const SHORTEST: usize = 4;

/// The endings of the names of members that hold secrets, without case, `_` and `-`. A request that is not checked may
/// have members of any name.
const SECRET_NAMES: &[&str] = &[
    "secret",
    "token",
    "password",
    "apikey",
    "managementkey",
    "codeverifier",
    "jwt",
];

/// Longer texts are cut to this many characters: enough to say what is wrong, and quick to search for secrets.
const LONGEST_TEXT: usize = 2_000;

/// Knows the secrets of a call, and removes them from any text.
#[derive(Clone, Debug, Default)]
pub struct Redactor {
    /// Sorted by bytes, without duplicates: a request may hold a hundred thousand of them.
    secrets: Vec<Secret>,
}

impl Redactor {
    /// Creates a redactor for these secrets. [`learn`](Self::learn) adds those of a call's request.
    pub fn new(secrets: impl IntoIterator<Item = Secret>) -> Self {
        let mut redactor = Self::default();
        for secret in secrets {
            redactor.add(secret.expose());
        }
        redactor.sort();
        redactor
    }

    /// Adds the secrets of a request, at any depth, and its own bearer.
    pub fn learn(&mut self, request: Value<'_>, bearer: Option<&Secret>) {
        if let Some(bearer) = bearer {
            self.add(bearer.expose());
        }
        self.learn_from(request, false);
        self.sort();
    }

    /// Returns the beginning of the text with every secret replaced, in its plain form and as JSON, URLs and forms
    /// encode it.
    #[must_use]
    pub fn redact(&self, text: &str) -> String {
        let text = beginning(text, LONGEST_TEXT);
        let mut clean = String::new();
        let mut secret_until = 0;
        for (at, character) in text.char_indices() {
            let end = at.saturating_add(self.secret_at_start(text.get(at..).unwrap_or_default()));
            if at >= secret_until {
                if end > at {
                    clean.push_str(MARK);
                } else {
                    push(&mut clean, character);
                }
            }
            // Removes overlapping secrets both as a whole.
            secret_until = secret_until.max(end);
        }
        clean
    }

    /// Returns the length of the longest secret at the start of the text, in bytes; that of the whole text if it ends
    /// within a secret.
    fn secret_at_start(&self, text: &str) -> usize {
        let mut longest = 0;
        let mut alike = self.secrets.as_slice();
        for (at, byte) in text.bytes().enumerate() {
            let byte_of = |secret: &Secret| secret.expose().as_bytes().get(at).copied();
            let first = alike.partition_point(|secret| byte_of(secret) < Some(byte));
            let last = alike.partition_point(|secret| byte_of(secret) <= Some(byte));
            alike = alike.get(first..last).unwrap_or_default();
            let length = at.saturating_add(1);
            match alike.first().map(|shortest| shortest.expose().len()) {
                None => return longest,
                Some(shortest) if shortest == length => longest = length,
                Some(_) => {}
            }
        }
        if text.len() < SHORTEST { longest } else { text.len() }
    }

    fn learn_from(&mut self, value: Value<'_>, is_secret: bool) {
        match value {
            Value::String(text) if is_secret => self.add(text.lossy()),
            Value::String(text) => self.learn_from_query(text.lossy()),
            Value::Array(items) => {
                for item in items.iter() {
                    self.learn_from(item, is_secret);
                }
            }
            Value::Object(members) => {
                // A URL parameter has its name in `key`, and its value in `value`.
                let is_secret = is_secret || value.get("key").and_then(Value::as_str).is_some_and(is_secret_name);
                for (name, member) in members.iter() {
                    self.learn_from(member, is_secret || is_secret_name(name.lossy()));
                }
            }
            _ => {}
        }
    }

    /// Adds the secrets among a URL's parameters.
    fn learn_from_query(&mut self, url: &str) {
        for parameter in split_at(url, b'?').1.into_iter().flat_map(|query| pieces(query, b'&')) {
            if let (name, Some(value)) = split_at(parameter, b'=')
                && is_secret_name(name)
            {
                self.add(value);
            }
        }
    }

    fn add(&mut self, secret: &str) {
        let quoted = string_to_json(secret);
        let as_json = quoted
            .expose()
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix('"'));
        let as_json = as_json.unwrap_or_default();
        for form in [
            Secret::from(secret),
            Secret::from(as_json),
            as_go_json(as_json),
            Secret::new(percent_encoded(secret)),
            form_encoded(secret),
        ] {
            self.add_form(form);
        }
    }

    fn add_form(&mut self, form: Secret) {
        if form.expose().len() >= SHORTEST {
            self.secrets.push(form);
        }
    }

    fn sort(&mut self) {
        // A heap sorts with a tenth of the code of `sort`.
        let heap = BinaryHeap::from(core::mem::take(&mut self.secrets));
        self.secrets = heap.into_sorted_vec();
        self.secrets.dedup();
    }
}

/// Escapes JSON as Go does, which Descope's servers run on: HTML's special characters too.
fn as_go_json(json: &str) -> Secret {
    let mut escaped = Secret::default();
    for character in json.chars() {
        match character {
            '&' => escaped.push_str("\\u0026"),
            '<' => escaped.push_str("\\u003c"),
            '>' => escaped.push_str("\\u003e"),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// Encodes a value as HTML forms and OAuth do: percent-encoded, with `+` for a space.
fn form_encoded(text: &str) -> Secret {
    let mut encoded = Secret::default();
    for (nth, word) in pieces(text, b' ').enumerate() {
        if nth > 0 {
            encoded.push('+');
        }
        encoded.push_str(Secret::new(percent_encoded(word)).expose());
    }
    encoded
}

fn is_secret_name(name: &str) -> bool {
    let mut folded = String::new();
    for character in name.chars().filter(|character| !matches!(character, '_' | '-')) {
        push(&mut folded, character.to_ascii_lowercase());
    }
    SECRET_NAMES.iter().any(|ending| folded.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::Redactor;
    use crate::model::Secret;
    use crate::value::Document;

    fn redacted(body: &str, text: &str) -> String {
        let mut redactor = Redactor::new([Secret::from("K-key")]);
        redactor.learn(Document::parse(body).unwrap().root(), None);
        redactor.redact(text)
    }

    #[test]
    fn takes_out_every_secret_wherever_it_stands() {
        let body = r#"{"name":"the name","clientSecret":"S-secret"}"#;
        assert_eq!(
            redacted(body, "bad key K-key, really K-key, secret S-secret, name the name"),
            "bad key [redacted], really [redacted], secret [redacted], name the name"
        );
    }

    #[test]
    fn knows_a_secret_as_json_and_urls_write_it() {
        let body = r#"{"clientSecret":"a\"b\\c d"}"#;
        assert_eq!(
            redacted(body, r#"a"b\c d; {"clientSecret":"a\"b\\c d"}; a%22b%5Cc%20d"#),
            r#"[redacted]; {"clientSecret":"[redacted]"}; [redacted]"#
        );
    }

    #[test]
    fn knows_a_secret_as_go_and_forms_write_it() {
        let body = r#"{"clientSecret":"a<b>&\"c d"}"#;
        assert_eq!(
            redacted(
                body,
                r#"{\"clientSecret\":\"a\u003cb\u003e\u0026\"c d\"}; client_secret=a%3Cb%3E%26%22c+d"#
            ),
            r#"{\"clientSecret\":\"[redacted]\"}; client_secret=[redacted]"#
        );
    }

    #[test]
    fn finds_secrets_at_any_depth_and_under_near_names() {
        for body in [
            r#"[{"clientSecret":"S-secret"}]"#,
            r#"{"app":{"client_secret":"S-secret"}}"#,
            r#"{"clientSecret":["S-secret"]}"#,
            r#"{"clientSecret":{"value":"S-secret"}}"#,
            r#"{"tokenUrlParams":[{"key":"client_secret","value":"S-secret"}]}"#,
            r#"{"token":"S-secret"}"#,
            r#"{"Access-Token":"S-secret"}"#,
            r#"{"tokenUrl":"https://a.test/token?a=1&client_secret=S-secret"}"#,
        ] {
            assert_eq!(redacted(body, "S-secret"), "[redacted]", "{body}");
        }
    }

    #[test]
    fn a_secret_that_begins_with_another_is_taken_out_whole() {
        assert_eq!(redacted(r#"{"clientSecret":"K-key-tail"}"#, "K-key-tail"), "[redacted]");
    }

    #[test]
    fn of_secrets_that_overlap_nothing_is_left() {
        assert_eq!(
            redacted(r#"{"clientSecret":"key-tail"}"#, "a K-key-tail"),
            "a [redacted]"
        );
        assert_eq!(
            redacted(r#"{"clientSecret":"head-K-"}"#, "head-K-key z"),
            "[redacted] z"
        );
    }

    #[test]
    fn keeps_the_beginning_of_a_long_text() {
        let text = ["x".repeat(1_998).as_str(), "K-key and more"].concat();
        assert_eq!(redacted("{}", &text).len(), 2_000);
        let text = ["x".repeat(1_995).as_str(), "K-key and more"].concat();
        assert!(redacted("{}", &text).ends_with("x[redacted]"));
    }

    #[test]
    fn takes_out_a_secret_that_the_end_of_the_text_cuts() {
        assert_eq!(
            redacted(r#"{"clientSecret":"S-secret-1"}"#, "told S-secr"),
            "told [redacted]"
        );
    }

    #[test]
    fn leaves_a_text_readable_for_the_sake_of_a_letter() {
        assert_eq!(redacted(r#"{"clientSecret":"e"}"#, "the error"), "the error");
    }
}
