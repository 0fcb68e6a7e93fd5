//! References within strings: to environment variables, to files, and to the parameters of an app.
//!
//! ```text
//!   ${env:NAME}             the variable; it may be a secret, so no plan shows its value
//!   ${env:NAME:-default}    the same with a default; it is no secret, and is shown
//!   ${file:path}            the text of the file, without its last line break; never shown
//!   ${param:name}           a member of the app's `params`; shown, except for references in it
//!   $${env:NAME}            the text ${env:NAME} itself
//! ```
//!
//! Any other `${…}` stays as it is: the rules for apps detect placeholders.

use alloc::string::String;

use crate::text::{concat, split_at};
use crate::value::Value;

/// A piece of a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'s> {
    /// Text that stands for itself.
    Literal(&'s str),
    /// A reference to a value elsewhere.
    Reference(Reference<'s>),
}

/// A reference to a value elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference<'s> {
    /// The target: `env:NAME`, `file:path` or `param:name`.
    pub key: &'s str,
    /// The value to use if the target is absent or empty.
    pub default: Option<&'s str>,
}

const KINDS: &[&str] = &["env:", "file:", PARAM];

const PARAM: &str = "param:";

impl<'s> Reference<'s> {
    fn written(&self) -> String {
        concat(&["${", self.key, "}"])
    }

    /// Returns the name of the parameter that it refers to, if any.
    #[must_use]
    pub fn param(&self) -> Option<&'s str> {
        self.key.strip_prefix(PARAM)
    }
}

/// Splits a string into its pieces.
pub fn parts(text: &str) -> impl Iterator<Item = Part<'_>> {
    let mut rest = text;
    core::iter::from_fn(move || {
        let (part, behind) = first_part(rest)?;
        rest = behind;
        Some(part)
    })
}

fn first_part(text: &str) -> Option<(Part<'_>, &str)> {
    if text.is_empty() {
        return None;
    }
    // `$${` stands for `${`.
    if let Some(escaped) = text.strip_prefix('$').filter(|rest| starts_reference(rest)) {
        let (literal, behind) = escaped.split_at_checked(2)?;
        return Some((Part::Literal(literal), behind));
    }
    if let Some(found) = reference(text) {
        return Some(found);
    }
    let end = text.char_indices().skip(1).find(|(at, character)| {
        let rest = text.get(*at..).unwrap_or_default();
        *character == '$' && (starts_reference(rest) || rest.strip_prefix('$').is_some_and(starts_reference))
    });
    let (literal, behind) = text.split_at_checked(end.map_or(text.len(), |(at, _)| at))?;
    Some((Part::Literal(literal), behind))
}

fn starts_reference(text: &str) -> bool {
    text.strip_prefix("${")
        .is_some_and(|inside| KINDS.iter().any(|kind| inside.starts_with(kind)))
}

fn reference(text: &str) -> Option<(Part<'_>, &str)> {
    if !starts_reference(text) {
        return None;
    }
    let (inside, behind) = split_at(text.get(2..)?, b'}');
    let (key, default) = match inside.split_once(":-") {
        Some((key, default)) if key.starts_with("env:") => (key, Some(default)),
        _ => (inside, None),
    };
    Some((Part::Reference(Reference { key, default }), behind?))
}

/// A string with its references resolved.
#[derive(Debug, PartialEq, Eq)]
pub struct Resolved {
    /// The string with its references replaced. It may be a secret.
    pub value: String,
    /// The string as it may be shown: references without a default stay as written.
    pub shown: String,
}

impl Resolved {
    fn literal(text: &str) -> Self {
        Self {
            value: String::from(text),
            shown: String::from(text),
        }
    }
}

/// The values of references.
#[derive(Clone, Copy, Debug)]
pub struct Known<'k> {
    /// The values of variables and files, by key.
    pub elsewhere: Value<'k>,
    /// The parameters of the app, which may refer to variables and files.
    pub params: Value<'k>,
}

/// Replaces the references in a string with their values.
///
/// Calls `missing` with each key that is absent or empty and has no default, in order.
pub fn resolve<'s>(text: &'s str, known: Known<'s>, missing: &mut dyn FnMut(&'s str)) -> Resolved {
    let mut resolved = Resolved {
        value: String::new(),
        shown: String::new(),
    };
    for part in parts(text) {
        let found = match part {
            Part::Literal(literal) => Some(Resolved::literal(literal)),
            Part::Reference(reference) => look_up(reference, known, missing),
        };
        match (found, part) {
            (Some(found), _) => {
                resolved.value.push_str(&found.value);
                resolved.shown.push_str(&found.shown);
            }
            (None, Part::Reference(reference)) => {
                missing(reference.key);
                resolved.shown.push_str(&reference.written());
            }
            (None, Part::Literal(_)) => {}
        }
    }
    resolved
}

fn look_up<'s>(reference: Reference<'s>, known: Known<'s>, missing: &mut dyn FnMut(&'s str)) -> Option<Resolved> {
    let text = |values: Value<'s>, name| values.get(name)?.as_str().filter(|value| !value.is_empty());
    if let Some(name) = reference.param() {
        let no_params = Known {
            params: Value::Null,
            ..known
        };
        return Some(resolve(text(known.params, name)?, no_params, missing));
    }
    let found = text(known.elsewhere, reference.key).map(|value| without_line_break(reference.key, value));
    let value = found.or(reference.default)?;
    let shown = match reference.default {
        Some(_) => String::from(value),
        None => reference.written(),
    };
    Some(Resolved {
        value: String::from(value),
        shown,
    })
}

/// Removes the line break that editors add at the end of a file: it is not part of a secret.
fn without_line_break<'v>(key: &str, value: &'v str) -> &'v str {
    if !key.starts_with("file:") {
        return value;
    }
    let value = value.strip_suffix('\n').unwrap_or(value);
    value.strip_suffix('\r').unwrap_or(value)
}

/// Returns whether the string has a reference.
#[must_use]
pub fn has_reference(text: &str) -> bool {
    parts(text).any(|part| matches!(part, Part::Reference(_)))
}

/// Escapes a string, so that a file can hold it without its being read as a reference.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut out = String::new();
    for (at, character) in text.char_indices() {
        if starts_reference(text.get(at..).unwrap_or_default()) {
            out.push('$');
        }
        out.push(character);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Known, Resolved, escaped, resolve};
    use crate::value::Document;

    fn resolved(text: &str) -> (Resolved, Vec<String>) {
        let elsewhere = r#"{"env:A":"one","env:EMPTY":"","file:k.pem":"key\r\n","file:two":"x\n\n"}"#;
        let elsewhere = Document::parse(elsewhere).unwrap();
        let params =
            r#"{"host":"acme","from":"${env:A:-x}","secret":"${env:A}","none":"${env:B}","self":"${param:self}"}"#;
        let params = Document::parse(params).unwrap();
        let known = Known {
            elsewhere: elsewhere.root(),
            params: params.root(),
        };
        let mut missing = Vec::new();
        let resolved = resolve(text, known, &mut |key| missing.push(String::from(key)));
        (resolved, missing)
    }

    #[test]
    fn references_are_resolved_and_shown_as_they_stand_unless_they_have_a_default() {
        for (text, value, shown) in [
            ("", "", ""),
            ("plain $x ${y} $", "plain $x ${y} $", "plain $x ${y} $"),
            ("a${env:A}b", "aoneb", "a${env:A}b"),
            ("${env:A:-two}", "one", "one"),
            ("${env:B:-two}", "two", "two"),
            ("${env:EMPTY:-two}", "two", "two"),
            ("${env:B:-}", "", ""),
            ("${env:B:-a:-b}", "a:-b", "a:-b"),
            ("${file:k.pem}${file:two}", "keyx\n", "${file:k.pem}${file:two}"),
            ("${param:host}.example", "acme.example", "acme.example"),
            ("${param:from}${param:secret}", "oneone", "one${env:A}"),
            ("$${env:A}", "${env:A}", "${env:A}"),
            ("$$${env:A}", "$${env:A}", "$${env:A}"),
            ("ü${env:A", "ü${env:A", "ü${env:A"),
        ] {
            let (resolved, missing) = resolved(text);
            assert_eq!(
                (resolved.value.as_str(), resolved.shown.as_str()),
                (value, shown),
                "{text}"
            );
            assert!(missing.is_empty(), "{text}");
        }
    }

    #[test]
    fn what_is_missing_or_empty_is_named() {
        for (text, expected) in [
            ("${env:B}${env:A}${file:no}", vec!["env:B", "file:no"]),
            ("${env:EMPTY}", vec!["env:EMPTY"]),
            ("${param:tenant}", vec!["param:tenant"]),
            ("${param:none}", vec!["env:B"]),
            // A parameter does not refer to parameters.
            ("${param:self}", vec!["param:self"]),
            // A path has no default.
            ("${file:a:-b}", vec!["file:a:-b"]),
        ] {
            assert_eq!(resolved(text).1, expected, "{text}");
        }
    }

    #[test]
    fn what_is_escaped_comes_back() {
        for text in ["", "${env:A}", "$${file:A}", "x${y}$", "$$$${env:", "ü${env:A}ü"] {
            assert_eq!(resolved(&escaped(text)).0.value, text);
        }
    }
}
