//! Taking secrets out of what others say.

use crate::json::{self, Value};
use crate::model::Secret;

use super::endpoint::percent_encoded;

/// What stands where a secret was.
const MARK: &str = "[redacted]";

/// What is shorter is no secret to speak of, and to take it out of a text would leave nothing of the text.
const SHORTEST: usize = 4;

/// The names of members that hold secrets, without case, `_` and `-`: a request that is not checked may have any.
const SECRET_NAMES: &[&str] = &[
    "clientsecret",
    "managementkey",
    "apikey",
    "accesstoken",
    "refreshtoken",
    "idtoken",
    "codeverifier",
    "password",
    "refreshjwt",
];

/// Knows the secrets of a call, and takes them out of any text.
#[derive(Clone, Debug, Default)]
pub struct Scrubber {
    /// Longest first, as one may be a part of another.
    secrets: Vec<Secret>,
    /// Whether there may be secrets that are not known.
    is_blind: bool,
}

impl Scrubber {
    /// Knows these secrets; those that the request of a call holds are [learned](Self::learn).
    pub fn new(secrets: impl IntoIterator<Item = Secret>) -> Self {
        let mut scrubber = Self::default();
        for secret in secrets {
            scrubber.add(secret.expose());
        }
        scrubber
    }

    /// Learns the secrets of a request's body, at any depth. A body that cannot be read may hold any.
    pub fn learn(&mut self, body: &str) {
        match json::parse(body) {
            Ok(value) => self.learn_from(&value, false),
            Err(_) => self.is_blind |= !body.is_empty(),
        }
    }

    /// The text with every secret in it replaced, as it is, as JSON has it or as a URL has it.
    #[must_use]
    pub fn scrub(&self, text: &str) -> String {
        if self.is_blind {
            return MARK.to_owned();
        }
        self.secrets
            .iter()
            .fold(text.to_owned(), |text, secret| without(&text, secret.expose()))
    }

    fn learn_from(&mut self, value: &Value<'_>, is_secret: bool) {
        match value {
            Value::String(text) if is_secret => self.add(text.lossy()),
            Value::Array(items) => {
                for item in items {
                    self.learn_from(item, is_secret);
                }
            }
            Value::Object(members) => {
                // A URL parameter has its name in `key`, and its value beside it.
                let is_secret = is_secret || value.get("key").and_then(Value::as_str).is_some_and(is_secret_name);
                for (name, member) in members {
                    self.learn_from(member, is_secret || is_secret_name(name.lossy()));
                }
            }
            _ => {}
        }
    }

    fn add(&mut self, secret: &str) {
        let mut quoted = String::new();
        json::write(&Value::String(json::Text::from(secret)), &mut quoted);
        let as_json = quoted.strip_prefix('"').and_then(|quoted| quoted.strip_suffix('"'));
        for form in [secret, as_json.unwrap_or_default(), &percent_encoded(secret)] {
            self.add_form(form);
        }
        drop(Secret::new(quoted));
    }

    fn add_form(&mut self, form: &str) {
        let is_known = self.secrets.iter().any(|known| known.expose() == form);
        if form.len() >= SHORTEST && !is_known {
            let longer = self
                .secrets
                .iter()
                .take_while(|known| known.expose().len() >= form.len());
            let place = longer.count();
            self.secrets.insert(place, Secret::from(form));
        }
    }
}

fn is_secret_name(name: &str) -> bool {
    let mut folded = String::new();
    for character in name.chars().filter(|character| !matches!(character, '_' | '-')) {
        folded.push(character.to_ascii_lowercase());
    }
    SECRET_NAMES.contains(&folded.as_str())
}

/// The text with [`MARK`] wherever `secret` stands. A plain search: texts are short, and seldom scrubbed.
fn without(text: &str, secret: &str) -> String {
    let mut clean = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix(secret) {
            clean.push_str(MARK);
            rest = after;
        } else if rest.len() >= SHORTEST && secret.starts_with(rest) {
            // The text was cut within the secret.
            clean.push_str(MARK);
            break;
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

    fn scrubbed(body: &str, text: &str) -> String {
        let mut scrubber = Scrubber::new([Secret::from("K-key")]);
        scrubber.learn(body);
        scrubber.scrub(text)
    }

    #[test]
    fn takes_out_every_secret_wherever_it_stands() {
        let body = r#"{"name":"the name","clientSecret":"S-secret"}"#;
        assert_eq!(
            scrubbed(body, "bad key K-key, really K-key, secret S-secret, name the name"),
            "bad key [redacted], really [redacted], secret [redacted], name the name"
        );
    }

    #[test]
    fn knows_a_secret_as_json_and_urls_write_it() {
        let body = r#"{"clientSecret":"a\"b\\c d"}"#;
        assert_eq!(
            scrubbed(body, r#"a"b\c d; {"clientSecret":"a\"b\\c d"}; a%22b%5Cc%20d"#),
            r#"[redacted]; {"clientSecret":"[redacted]"}; [redacted]"#
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
        ] {
            assert_eq!(scrubbed(body, "S-secret"), "[redacted]", "{body}");
        }
    }

    #[test]
    fn a_secret_that_begins_with_another_is_taken_out_whole() {
        assert_eq!(scrubbed(r#"{"clientSecret":"K-key-tail"}"#, "K-key-tail"), "[redacted]");
    }

    #[test]
    fn takes_out_a_secret_that_the_end_of_the_text_cuts() {
        assert_eq!(
            scrubbed(r#"{"clientSecret":"S-secret-1"}"#, "told S-secr"),
            "told [redacted]"
        );
    }

    #[test]
    fn shows_nothing_when_it_cannot_know_what_is_secret() {
        let deep = [
            "{\"clientSecret\":\"S\",\"logo\":",
            &"[".repeat(100),
            &"]".repeat(100),
            "}",
        ]
        .concat();
        assert_eq!(scrubbed(&deep, "an error"), "[redacted]");
    }

    #[test]
    fn leaves_a_text_readable_for_the_sake_of_a_letter() {
        assert_eq!(scrubbed(r#"{"clientSecret":"e"}"#, "the error"), "the error");
    }
}
