//! Every mistake named before the network.
//!
//! A value is checked twice over: `shape` holds it against the field table of [`model::schema`](crate::model::schema)
//! (types, unknown fields, broken strings), then the table in `rules` says what the fields may hold, alone and
//! together. Both report all they find. Values are never quoted in a message: any of them may be a secret.

mod app;
mod by_field;
mod bytes;
mod fields;
mod ip;
mod issue;
mod messages;
mod path;
mod requests;
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
use crate::value::{Members, Value};

pub use issue::{Issue, IssueCode, Severity};
pub use requests::{
    APP, APP_FROM_DCR_PRESET, APP_FROM_TEMPLATE, CHANGES, CONNECT, Checks, ENSURED_APP, ID, NOTHING, Nulls,
    TENANT_API_KEY, TENANT_TOKEN, TENANT_TOKEN_UPLOAD, TENANT_TOKENS_UPLOAD, UPDATED_APP, USER, USER_API_KEY,
    USER_TOKEN, USER_TOKEN_UPLOAD, USER_TOKENS, USER_TOKENS_UPLOAD,
};
pub use rules::{Rule, Source};
pub use url::{HttpUrl, Scheme, UrlProblem, check_absolute_url};

pub(crate) use messages::quote;
pub(crate) use path::Path;
#[cfg(feature = "provision")]
pub(crate) use url::is_private_host;

use fields::{Fields, NO_VALUES, Names, Values};
use issue::Report;
use requests::Rules;
use shape::Mode;

/// Everything that is wrong or doubtful about an app to create, in the order of its fields and then of the rules.
#[must_use]
pub fn check_app(app: Value<'_>) -> Vec<Issue> {
    APP.check(app)
}

/// Checks an object against its field table alone: wrong types, `null`, unknown fields, broken strings.
#[must_use]
pub fn check_shape(value: Value<'_>, schema: &'static Schema) -> Vec<Issue> {
    let mut report = Report::default();
    let mode = Mode {
        nulls: Nulls::Refused,
        passes: &[],
        unknown: Severity::Error,
    };
    shape::check_object(value, schema, mode, &Path::ROOT, &mut |_, _, _, _| {}, &mut report);
    report.into_issues()
}

impl Checks {
    /// Everything that is wrong or doubtful about a request.
    #[must_use]
    pub fn check(&self, request: Value<'_>) -> Vec<Issue> {
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

    /// The same for a request as JSON text.
    #[cfg(feature = "std")]
    #[must_use]
    pub fn check_text(&self, request: &str) -> Vec<Issue> {
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

    fn check_object(&self, value: Value<'_>, path: &Path<'_>, report: &mut Report) {
        let mut values = NO_VALUES;
        let mode = Mode {
            nulls: self.nulls,
            passes: self.passes,
            unknown: if self.nulls == Nulls::MeansAll {
                Severity::Error
            } else {
                Severity::Warning
            },
        };
        let mut visit = |place, value, path: &Path<'_>, report: &mut Report| {
            self.rules.visit(place, value, &mut values, path, report);
        };
        if !shape::check_object(value, self.schema, mode, path, &mut visit, report) {
            return;
        }
        self.rules.finish(self.schema, &values, path, report);
        if let Some((name, schema, rules)) = &self.within
            && let Some(Value::Object(members)) = value.get(name)
        {
            rules.check(members, schema, &Path::Field(path, name), report);
        }
    }
}

impl Rules {
    /// Holds the members of an object, whose shape was checked before, against the rules.
    fn check(&self, members: Members<'_>, schema: &'static Schema, path: &Path<'_>, report: &mut Report) {
        let mut values = NO_VALUES;
        let mut names = Names::of(schema);
        for (name, value) in members.iter().filter(|(_, value)| *value != Value::Null) {
            if let Some((place, field)) = names.find(name) {
                self.visit(place, value, &mut values, &Path::Field(path, field.name), report);
            }
        }
        self.finish(schema, &values, path, report);
    }

    /// Checks a field's own values, and keeps the field for those rules that are about several.
    fn visit<'v>(&self, place: usize, value: Value<'v>, values: &mut Values<'v>, path: &Path<'_>, report: &mut Report) {
        if let Some(slot) = values.get_mut(place) {
            *slot = Some(value);
        }
        rules::apply_to_field(self.lists, self.by_field.of(place), value, path, report);
    }

    fn finish(&self, schema: &'static Schema, values: &Values<'_>, base: &Path<'_>, report: &mut Report) {
        let fields = Fields { schema, base, values };
        for rule in self.by_field.together().filter_map(|step| step.rule(self.lists)) {
            rule.apply_together(&fields, report);
        }
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
    use super::rules::Source;
    use super::{APP, Checks, Issue, Rule, Rules, Severity, cases};

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

    fn found(checks: &Checks, requests: &[&str]) -> Vec<Vec<Issue>> {
        requests.iter().map(|request| checks.check_text(request)).collect()
    }

    /// The same checks with another list in the place of this one.
    fn with(checks: &Checks, list: &'static [Rule], other: &'static [Rule]) -> Checks {
        let replaced = |rules: &'static [Rule]| if core::ptr::eq(rules, list) { other } else { rules };
        let with = |rules: &Rules| Rules::leak(rules.lists.iter().copied().map(replaced).collect());
        Checks {
            rules: with(&checks.rules),
            within: checks
                .within
                .as_ref()
                .map(|(name, schema, rules)| (*name, *schema, with(rules))),
            ..*checks
        }
    }

    #[test]
    fn the_tables_of_cases_notice_the_loss_of_any_rule_and_of_any_field_of_it() {
        let mut seen: Vec<*const [Rule]> = Vec::new();
        for (checks, requests) in tables() {
            let all = found(checks, &requests);
            for list in lists_of(checks) {
                assert_ne!(found(&with(checks, list, &[]), &requests), all, "{list:?}");
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
                            found(&with(checks, list, without), &requests),
                            all,
                            "{rule:?} as {weakened:?}"
                        );
                    }
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
