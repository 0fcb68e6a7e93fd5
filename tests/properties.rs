//! Properties of validation that hold for every input.

#![allow(missing_docs, reason = "a test's name says it")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]
#![cfg(not(target_arch = "wasm32"))]

use descope_outbound::model::schema::Kind;
use descope_outbound::model::{APP, CreateRequest, CreateResponse, OutboundApp, Secret, UrlParam};
use descope_outbound::validate::{IssueCode, check_absolute_url, check_app};
use descope_outbound::value::{Document, Nulls, to_json};
use proptest::prelude::*;
use serde_json::json;
use std::collections::BTreeMap;

fn text() -> impl Strategy<Value = Option<String>> {
    prop::option::of(prop_oneof![".*", "[a-z]{1,8}"])
}

fn url() -> impl Strategy<Value = Option<String>> {
    prop::option::of(prop_oneof![
        ".*",
        "https?://[a-z]{1,5}(\\.[a-z]{2,3}){0,2}(:[0-9]{1,5})?(/[a-z%0-9]{0,5})?(\\?[a-z=]{0,5})?(#a)?",
    ])
}

fn params() -> impl Strategy<Value = Option<Vec<UrlParam>>> {
    let param = (text(), text()).prop_map(|(key, value)| UrlParam { key, value });
    prop::option::of(prop::collection::vec(param, 0..3))
}

fn texts() -> impl Strategy<Value = Option<Vec<String>>> {
    prop::option::of(prop::collection::vec(prop_oneof![".*", "[a-z]{1,8}"], 0..3))
}

prop_compose! {
    fn app()(
        (id, name, description, client_id, client_secret, logo) in (text(), text(), text(), text(), text(), text()),
        (discovery_url, authorization_url, token_url, revocation_url) in (url(), url(), url(), url()),
        (default_redirect_url, dcr_url) in (url(), url()),
        (authorization_url_params, token_url_params) in (params(), params()),
        (default_scopes, prompt) in (texts(), texts()),
        (callback_domain, access_type, app_type, tenant_id) in (text(), text(), text(), text()),
        (pkce, use_dcr) in any::<(Option<bool>, Option<bool>)>(),
    ) -> CreateRequest {
        #[allow(clippy::needless_update, reason = "a field that is new need not be here")]
        CreateRequest {
            id, name, description, client_id, logo, discovery_url, authorization_url, authorization_url_params,
            token_url, token_url_params, revocation_url, default_scopes, default_redirect_url, callback_domain, pkce,
            access_type, prompt, app_type, use_dcr, dcr_url, tenant_id,
            client_secret: client_secret.map(Secret::new), ..CreateRequest::default()
        }
    }
}

/// Generates values of any type, also strings that are valid in JSON text but not in Rust.
fn any_value() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        prop::sample::select(vec!["null", "true", "false", "0", "-1.5e300"]).prop_map(str::to_owned),
        ".*".prop_map(|text| serde_json::json!(text).to_string()),
        r#""[a-z:/.%@ -]{0,8}""#,
        r#""\\ud[89a-f]00""#,
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let name = prop_oneof!["key", "value", "[a-z_]{1,4}"];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(|items| ["[", &items.join(","), "]"].concat()),
            prop::collection::btree_map(name, inner, 0..3).prop_map(|members| object(&members)),
        ]
    })
}

/// Generates apps in which a few values or names of fields are wrong.
fn near_app() -> impl Strategy<Value = String> {
    let fields: Vec<&str> = APP.fields.iter().map(|field| field.name).collect();
    let name = prop_oneof![
        9 => prop::sample::select(fields).prop_map(str::to_owned),
        1 => r"[a-zA-Z_ ]{0,9}|\\ud800",
    ];
    (app(), prop::collection::btree_map(name, any_value(), 0..4)).prop_map(|(app, wrong)| {
        let serde_json::Value::Object(members) = serde_json::to_value(app).unwrap() else {
            panic!("an app is an object")
        };
        let right = members.into_iter().map(|(name, value)| (name, value.to_string()));
        object(&right.chain(wrong).collect())
    })
}

fn object(members: &BTreeMap<String, String>) -> String {
    let members = members.iter().map(|(name, value)| format!("\"{name}\":{value}"));
    format!("{{{}}}", members.collect::<Vec<_>>().join(","))
}

/// Returns whether the public types accept all fields that they document, and keep everything in these but `null`.
fn is_held(text: &str) -> bool {
    let Ok(value) = serde_json::from_str::<serde_json::Value>(text) else {
        return false;
    };
    let app = serde_json::from_value::<CreateRequest>(value.clone());
    app.is_ok_and(|app| serde_json::to_value(app).unwrap() == documented_fields(value))
}

/// Returns the app without undocumented fields and without `null` fields.
fn documented_fields(app: serde_json::Value) -> serde_json::Value {
    let retain = |value: &mut serde_json::Value, is_named: &dyn Fn(&str) -> bool| {
        if let Some(members) = value.as_object_mut() {
            members.retain(|name, value| is_named(name) && !value.is_null());
        }
    };
    let mut app = app;
    retain(&mut app, &|name| APP.find(name).is_some());
    for list in ["authorizationUrlParams", "tokenUrlParams"] {
        for param in app
            .get_mut(list)
            .and_then(|list| list.as_array_mut())
            .into_iter()
            .flatten()
        {
            retain(param, &|name| matches!(name, "key" | "value"));
        }
    }
    app
}

fn is_about_type(code: IssueCode) -> bool {
    use IssueCode::{UnpairedSurrogate, WrongType};
    matches!(code, WrongType | UnpairedSurrogate)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn an_app_of_the_right_types_has_no_error_of_type_and_parses_back_to_itself(app in app()) {
        let text = serde_json::to_string(&app).unwrap();
        let tree = Document::parse(&text).unwrap();
        let back: CreateRequest = serde_json::from_str(to_json(tree.root(), Nulls::Kept).expose()).unwrap();
        prop_assert_eq!(&back, &app);
        for issue in check_app(tree.root()) {
            prop_assert!(!issue.message.contains("must be a string, not"), "{issue:?}");
        }
    }

    #[test]
    fn an_error_of_type_is_found_exactly_where_the_documented_types_cannot_hold_the_value(
        text in prop_oneof![9 => near_app(), 1 => any_value()],
    ) {
        let issues = check_app(Document::parse(&text).unwrap().root());
        let is_of_type = !issues.iter().any(|issue| is_about_type(issue.code));
        prop_assert_eq!(is_of_type, is_held(&text), "{}: {:?}", text, issues);
    }

    #[test]
    fn every_url_that_passes_is_one_to_browsers_too(
        text in prop_oneof![
            r"https?://[ -~]{0,20}",
            r"https?://[a-z0-9.:\[\]x-]{0,12}[/?][!-~]{0,12}",
            r"[hH][tT][tT][pP][sS]?:/{0,3}[a-z0-9.]{0,8}(:[0-9]{0,6})?",
        ],
    ) {
        // An `xn--` label is an internationalized name; the crate ships no tables for these.
        prop_assume!(!text.to_ascii_lowercase().contains("xn--"));
        if let Ok(ours) = check_absolute_url(&text) {
            let theirs = url::Url::parse(&text);
            prop_assert!(theirs.is_ok(), "{text}: {theirs:?}");
            let theirs = theirs.unwrap();
            prop_assert!(matches!(theirs.scheme(), "http" | "https"));
            prop_assert_eq!(theirs.fragment(), None);
            prop_assert_eq!((theirs.username(), theirs.password()), ("", None));
            let host = theirs.host_str().unwrap_or_default();
            let is_loopback = match theirs.host() {
                Some(url::Host::Ipv4(address)) => address.is_loopback(),
                Some(url::Host::Ipv6(address)) => address.is_loopback(),
                _ => host.trim_end_matches('.') == "localhost" || host.trim_end_matches('.').ends_with(".localhost"),
            };
            prop_assert_eq!(ours.is_loopback(), is_loopback, "{}", host);
        }
    }
}

#[test]
fn the_structs_and_the_field_table_name_the_same_fields() {
    let value = |kind: Kind| match kind {
        Kind::Bool => json!(true),
        Kind::List(Kind::Text) => json!(["x"]),
        Kind::List(_) => json!([{ "key": "x", "value": "x" }]),
        _ => json!("x"),
    };
    let every_field: serde_json::Map<_, _> = APP
        .fields
        .iter()
        .map(|field| (field.name.into(), value(field.kind)))
        .collect();
    let every_field = serde_json::Value::Object(every_field);
    let request: CreateRequest = serde_json::from_value(every_field.clone()).unwrap();
    assert_eq!(serde_json::to_value(request).unwrap(), every_field);
    let app: OutboundApp = serde_json::from_value(every_field.clone()).unwrap();
    assert_eq!(serde_json::to_value(&app).unwrap(), every_field);
    let response = CreateResponse { app: Some(app) };
    assert_eq!(serde_json::to_value(response).unwrap(), json!({ "app": every_field }));
}
