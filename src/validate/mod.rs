//! Every mistake named before the network.
//!
//! A value is checked twice over: [`shape`] holds it against the field table of [`model::schema`](crate::model::schema)
//! (types, unknown fields, broken strings), then the table in [`rules`] says what the fields may hold, alone and
//! together. Both report all they find. Values are never quoted in a message: any of them may be a secret.

mod fields;
mod issue;
mod messages;
mod path;
mod rules;
mod shape;
mod suggest;
mod url;

use crate::json::{self, Value};
use crate::model::schema::{APP, Schema};

pub use issue::{Issue, IssueCode, Severity};
pub use rules::{RULES, Rule, Source};
pub use url::{HttpUrl, Scheme, UrlProblem, check_absolute_url};

pub(crate) use messages::quote;

use fields::Fields;
use issue::Report;
use path::Path;

/// Everything that is wrong or doubtful about an app to create, in the order of its fields and then of the rules.
#[must_use]
pub fn check_app(app: &Value<'_>) -> Vec<Issue> {
    check(app, &APP, RULES)
}

/// The same for an app as JSON text.
#[must_use]
pub fn check_app_text(app: &str) -> Vec<Issue> {
    match json::parse(app) {
        Ok(app) => check_app(&app),
        Err(error) => vec![Issue {
            path: String::new(),
            code: IssueCode::WrongType,
            severity: Severity::Error,
            message: ["must be JSON: ", &error.to_string()].concat(),
        }],
    }
}

/// What is wrong with an object by its field table alone: wrong types, unknown fields, broken strings.
#[must_use]
pub fn check_shape(value: &Value<'_>, schema: &'static Schema) -> Vec<Issue> {
    check(value, schema, &[])
}

fn check(value: &Value<'_>, schema: &'static Schema, rules: &'static [Rule]) -> Vec<Issue> {
    let mut report = Report::default();
    if shape::check_object(value, schema, &Path::ROOT, &mut report) {
        rules::apply(rules, &Fields::of(value, schema), &mut report);
    }
    report.into_issues()
}

#[cfg(test)]
#[allow(
    dead_code,
    missing_docs,
    reason = "the table of the integration tests, which has more than is read here"
)]
#[path = "../../tests/cases/mod.rs"]
mod cases;

#[cfg(test)]
mod tests {
    use super::issue::Report;
    use super::{RULES, Rule, cases, check_shape, fields::Fields, rules};
    use crate::json;
    use crate::model::schema::APP;

    /// Whether the table would notice that these rules are not all of them.
    fn is_noticed(rules: &'static [Rule]) -> bool {
        let found = |app: &str, rules: &'static [Rule]| {
            let value = json::parse(app).unwrap();
            let mut report = Report::default();
            rules::apply(rules, &Fields::of(&value, &APP), &mut report);
            (check_shape(&value, &APP), report.into_issues())
        };
        cases::CASES
            .iter()
            .flat_map(|case| case.trips)
            .any(|(app, _)| found(app, rules) != found(app, RULES))
    }

    #[test]
    fn the_table_of_cases_notices_the_loss_of_any_rule_and_of_any_field_of_it() {
        assert!(!is_noticed(RULES));
        for (lost, rule) in RULES.iter().enumerate() {
            for weakened in rule.weakened() {
                let without = RULES
                    .iter()
                    .enumerate()
                    .filter_map(|(index, rule)| if index == lost { weakened } else { Some(*rule) });
                let without: &[Rule] = Box::leak(without.collect());
                assert!(is_noticed(without), "{rule:?} as {weakened:?}");
            }
        }
    }
}
