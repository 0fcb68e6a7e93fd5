//! Every mistake named before the network.
//!
//! A value is checked twice over: `shape` holds it against the field table of [`model::schema`](crate::model::schema)
//! (types, unknown fields, broken strings), then the table in `rules` says what the fields may hold, alone and
//! together. Both report all they find. Values are never quoted in a message: any of them may be a secret.

mod bytes;
mod fields;
mod ip;
mod issue;
mod messages;
mod path;
mod requests;
mod rules;
mod shape;
mod suggest;
mod url;

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use crate::json::{self, Value};
use crate::model::schema::Schema;
use crate::text::concat;

pub use issue::{Issue, IssueCode, Severity};
pub use requests::{
    APP, APP_FROM_DCR_PRESET, APP_FROM_TEMPLATE, CHANGES, CONNECT, Checks, ENSURED_APP, ID, NOTHING, Nulls,
    TENANT_API_KEY, TENANT_TOKEN, TENANT_TOKEN_UPLOAD, TENANT_TOKENS_UPLOAD, UPDATED_APP, USER, USER_API_KEY,
    USER_TOKEN, USER_TOKEN_UPLOAD, USER_TOKENS, USER_TOKENS_UPLOAD,
};
pub use rules::{Rule, Source};
pub use url::{HttpUrl, Scheme, UrlProblem, check_absolute_url};

pub(crate) use messages::quote;

use fields::{Fields, NO_VALUES, values_of};
use issue::Report;
use path::Path;
use shape::Mode;

/// Everything that is wrong or doubtful about an app to create, in the order of its fields and then of the rules.
#[must_use]
pub fn check_app(app: Value<'_>) -> Vec<Issue> {
    APP.check(app)
}

/// What is wrong with an object by its field table alone: wrong types, `null`, unknown fields, broken strings.
#[must_use]
pub fn check_shape(value: Value<'_>, schema: &'static Schema) -> Vec<Issue> {
    let mut report = Report::default();
    let mode = Mode {
        nulls: Nulls::Refused,
        passes: &[],
        unknown: Severity::Error,
    };
    shape::check_object(value, schema, mode, &Path::ROOT, &mut [], &mut report);
    report.into_issues()
}

impl Checks {
    /// Everything that is wrong or doubtful about a request.
    #[must_use]
    pub fn check(&self, request: Value<'_>) -> Vec<Issue> {
        let mut report = Report::default();
        match request {
            Value::Array(items) if self.is_list => {
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
    #[must_use]
    pub fn check_text(&self, request: &str) -> Vec<Issue> {
        match json::parse(request) {
            Ok(request) => self.check(request.root()),
            Err(error) => vec![Issue {
                path: String::new(),
                code: IssueCode::WrongType,
                severity: Severity::Error,
                message: concat(&["must be JSON: ", &error.describe()]),
            }],
        }
    }

    fn check_object(&self, value: Value<'_>, path: &Path<'_>, report: &mut Report) {
        let mut values = NO_VALUES;
        let mode = Mode {
            nulls: self.nulls,
            passes: self.passes,
            unknown: Severity::Warning,
        };
        if !shape::check_object(value, self.schema, mode, path, &mut values, report) {
            return;
        }
        let fields = Fields {
            schema: self.schema,
            base: path,
            values: &values,
        };
        for rules in self.rules {
            rules::apply(rules, &fields, report);
        }
        if let Some((name, schema, rules)) = self.within
            && let Some(Value::Object(members)) = value.get(name)
        {
            let fields = Fields {
                schema,
                base: &Path::Field(path, name),
                values: &values_of(members, schema),
            };
            rules::apply(rules, &fields, report);
        }
    }
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
    use super::path::Path;
    use super::{APP as CHECKS, Fields, Rule, cases, check_shape, rules, values_of};
    use crate::json::{self, Value};
    use crate::model::schema::APP;

    /// Whether the table would notice that these rules are not all of them.
    fn is_noticed(rules: &'static [Rule]) -> bool {
        let all: &'static [Rule] = Box::leak(CHECKS.rules.concat().into());
        let found = |app: &str, rules: &'static [Rule]| {
            let document = json::parse(app).unwrap();
            let value = document.root();
            let Value::Object(members) = value else {
                return (check_shape(value, &APP), Vec::new());
            };
            let mut report = Report::default();
            let fields = Fields {
                schema: &APP,
                base: &Path::ROOT,
                values: &values_of(members, &APP),
            };
            rules::apply(rules, &fields, &mut report);
            (check_shape(value, &APP), report.into_issues())
        };
        cases::CASES
            .iter()
            .flat_map(|case| case.trips)
            .any(|(app, _)| found(app, rules) != found(app, all))
    }

    #[test]
    fn the_table_of_cases_notices_the_loss_of_any_rule_and_of_any_field_of_it() {
        let all: &'static [Rule] = Box::leak(CHECKS.rules.concat().into());
        assert!(!is_noticed(all));
        for (lost, rule) in all.iter().enumerate() {
            for weakened in rule.weakened() {
                let without = all
                    .iter()
                    .enumerate()
                    .filter_map(|(index, rule)| if index == lost { weakened } else { Some(*rule) });
                let without: &[Rule] = Box::leak(without.collect());
                assert!(is_noticed(without), "{rule:?} as {weakened:?}");
            }
        }
    }
}
