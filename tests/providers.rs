//! The validation rules, checked against the public settings of real providers and against real-world requests.
//!
//! Three tables of plain data, in `tests/providers`:
//!
//! - `apps.json`: a `provider`, the `source` that documents its endpoints, and an `app` as one would create it.
//! - `requests.json`: other requests, each a `method`, `what` it is, and the `request`.
//! - `mistakes.json`: real mistakes, each a `mistake`, the `method` and the `request`.
//!
//! A row names every issue that is right to report, in `errors` (mistakes only) and `warnings`, each with `path` and
//! `code`; outside the mistakes also with `why`. Any other issue fails the row, and so does one that is not reported.
//! Endpoints, parameters and scopes are the providers' own; ids, secrets, keys and tokens are made up in their shape.

#![allow(missing_docs, reason = "a test's name says it")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]
#![cfg(not(target_arch = "wasm32"))]

use std::collections::HashSet;

use descope_outbound::validate::{self, Checks, Issue, Severity, check_absolute_url};
use serde_json::Value;

const APPS: &str = include_str!("providers/apps.json");
const REQUESTS: &str = include_str!("providers/requests.json");
const MISTAKES: &str = include_str!("providers/mistakes.json");

/// The checks of each method's request.
const METHODS: &[(&str, &Checks)] = &[
    ("create", &validate::APP),
    ("createByTemplate", &validate::APP_FROM_TEMPLATE),
    ("createByDcrPreset", &validate::APP_FROM_DCR_PRESET),
    ("update", &validate::UPDATED_APP),
    ("patch", &validate::CHANGES),
    ("ensure", &validate::ENSURED_APP),
    ("delete", &validate::ID),
    ("load", &validate::ID),
    ("fetchUserToken", &validate::USER_TOKEN),
    ("fetchTenantToken", &validate::TENANT_TOKEN),
    ("deleteUserTokens", &validate::USER_TOKENS),
    ("deleteToken", &validate::ID),
    ("listAppsWithUserToken", &validate::USER),
    ("connect", &validate::CONNECT),
    ("uploadUserApiKey", &validate::USER_API_KEY),
    ("uploadTenantApiKey", &validate::TENANT_API_KEY),
    ("uploadUserToken", &validate::USER_TOKEN_UPLOAD),
    ("uploadTenantToken", &validate::TENANT_TOKEN_UPLOAD),
    ("batchUploadUserTokens", &validate::USER_TOKENS_UPLOAD),
    ("batchUploadTenantTokens", &validate::TENANT_TOKENS_UPLOAD),
];

fn rows(table: &str) -> Vec<Value> {
    serde_json::from_str(table).unwrap()
}

fn text<'r>(row: &'r Value, field: &str) -> &'r str {
    row[field].as_str().unwrap_or_else(|| panic!("no {field}: {row}"))
}

fn check(method: &str, request: &Value) -> Vec<Issue> {
    let (_, checks) = METHODS
        .iter()
        .find(|(name, _)| *name == method)
        .unwrap_or_else(|| panic!("no method {method}"));
    checks.check_text(&request.to_string())
}

/// Severity, code and path, sorted.
type Issues = Vec<(Severity, String, String)>;

fn sorted(mut issues: Issues) -> Issues {
    issues.sort_by(|left, right| (&left.2, &left.1).cmp(&(&right.2, &right.1)));
    issues
}

fn found(issues: &[Issue]) -> Issues {
    let of = |issue: &Issue| (issue.severity, issue.code.as_str().to_owned(), issue.path.clone());
    sorted(issues.iter().map(of).collect())
}

fn expected(row: &Value, list: &str, severity: Severity) -> Issues {
    let items = row.get(list).and_then(Value::as_array);
    let of = |item: &Value| (severity, text(item, "code").to_owned(), text(item, "path").to_owned());
    items.into_iter().flatten().map(of).collect()
}

/// Checks each row's request; fails with all rows whose issues are not those that the row names.
fn hold<'r>(rows: impl Iterator<Item = (&'r str, &'r str, &'r Value, &'r Value)>) {
    let mut failed = Vec::new();
    for (title, method, request, row) in rows {
        let mut right = expected(row, "errors", Severity::Error);
        right.extend(expected(row, "warnings", Severity::Warning));
        let right = sorted(right);
        let issues = check(method, request);
        let found = found(&issues);
        if found == right {
            continue;
        }
        let mut lines = vec![format!("{title} ({method})")];
        for issue in &issues {
            let shown = (issue.severity, issue.code.as_str().to_owned(), issue.path.clone());
            if !right.contains(&shown) {
                lines.push(format!(
                    "  wrong    {} {} at {:?}: {}",
                    issue.severity.as_str(),
                    issue.code.as_str(),
                    issue.path,
                    issue.message
                ));
            }
        }
        for (severity, code, path) in right.iter().filter(|issue| !found.contains(issue)) {
            lines.push(format!("  missing  {} {code} at {path:?}", severity.as_str()));
        }
        if lines.len() == 1 {
            lines.push(format!("  expected {right:?}, found {found:?}"));
        }
        failed.push(lines.join("\n"));
    }
    assert!(failed.is_empty(), "{} rows fail:\n{}", failed.len(), failed.join("\n"));
}

#[test]
fn what_providers_document_passes_without_a_wrong_issue() {
    let rows = rows(APPS);
    hold(
        rows.iter()
            .map(|row| (text(row, "provider"), "create", &row["app"], row)),
    );
}

#[test]
fn what_may_be_created_may_be_ensured_updated_patched_and_made_from_a_template() {
    let own = ["id", "clientId", "clientSecret", "appType", "tenantId"];
    let errors = |method: &str, request: &Value| -> Vec<Issue> {
        let issues = check(method, request).into_iter();
        issues.filter(|issue| issue.severity == Severity::Error).collect()
    };
    for row in rows(APPS) {
        let provider = text(&row, "provider");
        let app = row["app"].as_object().unwrap();
        let without = |names: &[&str]| {
            let kept = app.iter().filter(|(name, _)| !names.contains(&name.as_str()));
            Value::Object(kept.map(|(name, value)| (name.clone(), value.clone())).collect())
        };
        assert_eq!(errors("ensure", &row["app"]), [], "{provider}");
        assert_eq!(errors("update", &row["app"]), [], "{provider}");
        assert_eq!(errors("patch", &without(&["id"])), [], "{provider}");
        let overrides = serde_json::json!({ "templateId": "custom", "overrides": without(&own) });
        assert_eq!(errors("createByTemplate", &overrides), [], "{provider}");
    }
}

#[test]
fn what_clients_and_providers_really_send_passes_without_a_wrong_issue() {
    let rows = rows(REQUESTS);
    hold(
        rows.iter()
            .map(|row| (text(row, "what"), text(row, "method"), &row["request"], row)),
    );
}

#[test]
fn what_people_get_wrong_is_found() {
    let rows = rows(MISTAKES);
    hold(
        rows.iter()
            .map(|row| (text(row, "mistake"), text(row, "method"), &row["request"], row)),
    );
}

#[test]
fn the_tables_are_as_they_say() {
    let (apps, mistakes) = (rows(APPS), rows(MISTAKES));
    assert!(apps.len() >= 120, "{} providers", apps.len());
    assert!(mistakes.len() >= 40, "{} mistakes", mistakes.len());
    let mut ids = HashSet::new();
    for row in &apps {
        let source = check_absolute_url(text(row, "source").split('#').next().unwrap());
        assert!(source.is_ok(), "{row}");
        assert!(ids.insert(text(&row["app"], "id")), "twice: {row}");
    }
    for row in apps.iter().chain(&rows(REQUESTS)) {
        assert_eq!(row.get("errors"), None, "{row}");
        for warning in row.get("warnings").and_then(Value::as_array).into_iter().flatten() {
            assert!(!text(warning, "why").is_empty(), "{row}");
        }
    }
    for row in &mistakes {
        assert!(row.get("errors").or(row.get("warnings")).is_some(), "no mistake: {row}");
    }
}
