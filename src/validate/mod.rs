//! The checks of requests: all mistakes of a request, before it is sent.
//!
//! ```text
//!   request ─► shape: one walk ─► each value: kind, then the rules of its field ─► rules about several fields ─► issues
//! ```
//!
//! | file | contents |
//! |---|---|
//! | `shape` | the walk: types, unknown fields, broken strings, by the tables of [`model::schema`](crate::model::schema) |
//! | `rules` | lists of rules, and their application |
//! | `by_field` | the rules sorted by field, at compile time |
//! | `rule` | the type of a rule, and what it finds |
//! | `app`, `requests` | the rules, as tables; the checks of each request |
//! | `fields` | the values of an object, for rules about several |
//! | `strings` | checks of one string |
//! | `bytes` | classes of bytes, and the traits of a string that decide which checks look at it |
//! | `url`, `ip` | URLs, host names and addresses |
//! | `issue` | issues, and the report that collects them |
//! | `path`, `messages` | the path to an issue, and quoting in messages |
//! | `suggest` | the field that a misspelt name probably means |
//!
//! No message quotes a value: any value may be a secret.

mod app;
mod by_field;
mod bytes;
mod fields;
mod ip;
mod issue;
mod messages;
mod path;
mod requests;
mod rule;
mod rules;
mod shape;
mod strings;
mod suggest;
mod url;

#[cfg(feature = "std")]
use alloc::string::String;
use alloc::vec::Vec;

use crate::model::schema::Schema;
use crate::text::owned;
use crate::value::Value;

pub use issue::{Issue, IssueCode, Severity};
pub use requests::{
    APP, APP_FROM_DCR_PRESET, APP_FROM_TEMPLATE, CHANGES, CONNECT, Checks, ENSURED_APP, ID, NOTHING, Nulls,
    TENANT_API_KEY, TENANT_TOKEN, TENANT_TOKEN_UPLOAD, TENANT_TOKENS_UPLOAD, UPDATED_APP, USER, USER_API_KEY,
    USER_TOKEN, USER_TOKEN_UPLOAD, USER_TOKENS, USER_TOKENS_UPLOAD,
};
pub use rule::{Rule, Source};
pub use url::{HttpUrl, Scheme, UrlProblem, check_absolute_url};

pub(crate) use messages::quote;
pub(crate) use path::Path;
#[cfg(feature = "provision")]
pub(crate) use url::is_private_host;

use issue::Report;
use shape::Walk;

/// Returns all issues of an app to create: those of each field in the order of the fields, then those about several fields.
#[must_use]
pub fn check_app(app: Value<'_>) -> Vec<Issue> {
    APP.check(app)
}

/// Checks an object only against its field table: wrong types, `null`, unknown fields, broken strings.
#[must_use]
pub fn check_shape(value: Value<'_>, schema: &'static Schema) -> Vec<Issue> {
    let mut report = Report::default();
    let mut walk = Walk {
        nulls: Nulls::Refused,
        passes: &[],
        unknown: Severity::Error,
        report: &mut report,
    };
    walk.object(value, schema, &Path::ROOT);
    report.into_issues()
}

impl Checks {
    /// Returns all issues of a request.
    #[must_use]
    pub fn check(&'static self, request: Value<'_>) -> Vec<Issue> {
        let mut report = Report::default();
        match request {
            Value::Array(items) if self.is_list => {
                if items.is_empty() {
                    let message = owned("is empty: there is nothing to upload");
                    report.add(&Path::ROOT, IssueCode::EmptyList, Severity::Warning, message);
                }
                for (index, item) in items.iter().enumerate() {
                    self.check_object(item, &Path::Item(&Path::ROOT, index), &mut report);
                }
            }
            _ if self.is_list => shape::wrong_type(request, "an array of objects", &Path::ROOT, &mut report),
            _ => self.check_object(request, &Path::ROOT, &mut report),
        }
        report.into_issues()
    }

    /// Returns all issues of a request in JSON text.
    #[cfg(feature = "std")]
    #[must_use]
    pub fn check_text(&'static self, request: &str) -> Vec<Issue> {
        match crate::value::Document::parse(request) {
            Ok(request) => self.check(request.root()),
            Err(error) => alloc::vec![Issue {
                path: String::new(),
                code: IssueCode::WrongType,
                severity: Severity::Error,
                message: alloc::format!("must be JSON: {error}"),
            }],
        }
    }

    fn check_object(&'static self, value: Value<'_>, path: &Path<'_>, report: &mut Report) {
        let mut walk = Walk {
            nulls: self.nulls,
            passes: self.passes,
            unknown: if self.nulls == Nulls::MeansAll {
                Severity::Error
            } else {
                Severity::Warning
            },
            report,
        };
        walk.request(
            value,
            self.schema,
            (self.schema, &self.rules),
            self.within.as_ref(),
            path,
        );
    }
}

#[cfg(test)]
#[allow(
    dead_code,
    missing_docs,
    reason = "the tables of the integration tests, which have more than is read here"
)]
#[path = "../../tests/cases/mod.rs"]
mod cases;

#[cfg(test)]
mod tests {
    use super::cases::requests::REQUESTS;
    use super::rule::Source;
    use super::rules::Rules;
    use super::{APP, Checks, Issue, Rule, Severity, cases};

    /// What each request is held against, and the requests of the tables that something is found about.
    fn tables() -> Vec<(&'static Checks, Vec<&'static str>)> {
        let app = cases::CASES.iter().flat_map(|case| case.trips);
        let others = REQUESTS
            .iter()
            .map(|kind| (kind.checks, kind.trips.iter().map(|(request, _)| *request).collect()));
        [(&APP, app.map(|(app, _)| *app).collect())]
            .into_iter()
            .chain(others)
            .collect()
    }

    /// The rules of these checks, each list once: they share some.
    fn lists_of(checks: &Checks) -> impl Iterator<Item = &'static [Rule]> {
        let within = checks.within.iter().flat_map(|(_, _, rules)| rules.lists);
        checks.rules.lists.iter().chain(within).copied()
    }

    fn found(checks: &'static Checks, requests: &[&str]) -> Vec<Vec<Issue>> {
        requests.iter().map(|request| checks.check_text(request)).collect()
    }

    /// The same checks with another list in the place of this one.
    fn with(checks: &Checks, list: &'static [Rule], other: &'static [Rule]) -> &'static Checks {
        let replaced = |rules: &'static [Rule]| if core::ptr::eq(rules, list) { other } else { rules };
        let with = |rules: &Rules| Rules::leak(rules.lists.iter().copied().map(replaced).collect());
        Box::leak(Box::new(Checks {
            rules: with(&checks.rules),
            within: checks
                .within
                .as_ref()
                .map(|(name, schema, rules)| (*name, *schema, with(rules))),
            ..*checks
        }))
    }

    #[test]
    fn the_tables_of_cases_notice_the_loss_of_any_rule_and_of_any_field_of_it() {
        let mut seen: Vec<*const [Rule]> = Vec::new();
        for (checks, requests) in tables() {
            let all = found(checks, &requests);
            for list in lists_of(checks) {
                assert_ne!(found(with(checks, list, &[]), &requests), all, "{list:?}");
                if seen.contains(&core::ptr::from_ref(list)) {
                    continue;
                }
                seen.push(list);
                for (lost, rule) in list.iter().enumerate() {
                    for weakened in rule.weakened() {
                        let without = list
                            .iter()
                            .enumerate()
                            .filter_map(|(index, rule)| if index == lost { weakened } else { Some(*rule) });
                        let without: &[Rule] = Box::leak(without.collect());
                        assert_ne!(
                            found(with(checks, list, without), &requests),
                            all,
                            "{rule:?} as {weakened:?}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn a_rule_looks_at_every_string_that_it_finds_something_in() {
        let characters = [
            "a", "Z", "0", ".", "/", "?", "#", "%", "@", ":", "-", "_", "{", "}", "<", ">", "\"", "\\", " ", "\t",
            "\u{7f}", "\u{a0}", "\u{200b}", "ü",
        ];
        let pieces = || characters.iter().copied().chain([""]);
        let within = [
            "",
            "https://",
            "https://a.",
            "http://a.example/",
            "javascript:",
            "longer than one word",
        ];
        let mut texts = vec![
            "a".repeat(255),
            "a".repeat(4_097),
            format!("https://{}", "a".repeat(5_000)),
        ];
        for first in pieces() {
            for second in pieces() {
                texts.extend(within.map(|start| format!("{start}{first}{second}")));
                texts.extend(within.map(|end| format!("{first}{second}{end}")));
            }
        }
        for (checks, _) in tables() {
            for rule in lists_of(checks).flatten() {
                for text in &texts {
                    let (finds, looks) = rule.finds_and_looks(text);
                    assert!(looks || !finds, "{rule:?} {text:?}");
                }
            }
        }
    }

    #[test]
    fn experience_alone_refuses_nothing() {
        for (checks, _) in tables() {
            for rule in lists_of(checks).flatten() {
                assert!(
                    rule.severity == Severity::Warning || !matches!(rule.source, Source::Experience(_)),
                    "{rule:?}"
                );
            }
        }
    }
}
