//! The validation table through the wasm boundary: the same cases as in `validation.rs`, as JavaScript values. It runs
//! in Node and in a browser.

#![allow(missing_docs, reason = "a test's name says it")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]
#![cfg(all(feature = "client", target_arch = "wasm32"))]

mod cases;

use descope_outbound::validate::Issue;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

fn issues(app: &JsValue) -> Vec<Issue> {
    serde_wasm_bindgen::from_value(descope_outbound::js::validate(app.clone())).unwrap()
}

#[wasm_bindgen_test]
fn each_rule_finds_exactly_what_it_says_and_nothing_near_it() {
    // JSON.parse sets no prototype for a key "__proto__": the value has every field of the text.
    cases::check_all(|app| issues(&js_sys::JSON::parse(app).unwrap()));
}

/// The value of a JavaScript expression.
fn eval(expression: &str) -> JsValue {
    js_sys::Function::new_no_args(&format!("return {expression}"))
        .call0(&JsValue::UNDEFINED)
        .unwrap()
}

#[wasm_bindgen_test]
fn what_json_has_no_form_for_is_named_where_it_stands() {
    for (app, path, message) in [
        ("undefined", "", "must be an object, not undefined"),
        ("() => 1", "", "must be an object, not a function"),
        ("Symbol()", "", "must be an object, not a symbol"),
        ("10n", "", "must be an object, not a BigInt"),
        ("NaN", "", "must be an object, not a number that is not finite"),
        (
            "({ name: 'n', logo: class {} })",
            "logo",
            "must be a string, not a function",
        ),
        (
            "({ name: 'n', logo: Infinity })",
            "logo",
            "must be a string, not a number that is not finite",
        ),
        ("({ name: 'n', logo: 1n })", "logo", "must be a string, not a BigInt"),
        (
            "({ name: 'n', defaultScopes: ['a', undefined] })",
            "defaultScopes[1]",
            "must be a string, not undefined",
        ),
        (
            "({ name: 'n', defaultScopes: ['a', , 'b'] })",
            "defaultScopes[1]",
            "must be a string, not undefined",
        ),
        (
            "({ name: 'n', tokenUrlParams: [{ key: 'k', value: Symbol.iterator }] })",
            "tokenUrlParams[0].value",
            "must be a string, not a symbol",
        ),
        (
            "(() => { const app = { name: 'n' }; app.logo = app; return app })()",
            "logo",
            "must be a string, not an object that contains itself",
        ),
        (
            "({ name: 'n', get logo() { throw new Error('canary') } })",
            "logo",
            "must be a string, not a value that threw an error when it was read",
        ),
        (
            "({ name: 'n', logo: { toJSON() { throw 1 } } })",
            "logo",
            "must be a string, not a value that threw an error when it was read",
        ),
        (
            "(() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return { name: 'n', logo: proxy } })()",
            "logo",
            "must be a string, not a value that threw an error when it was read",
        ),
    ] {
        let found = issues(&eval(app));
        let found: Vec<_> = found
            .iter()
            .map(|issue| (issue.path.as_str(), issue.message.as_str()))
            .collect();
        assert_eq!(found, [(path, message)], "{app}");
    }
}

#[wasm_bindgen_test]
fn what_json_writes_as_something_else_is_read_as_that() {
    for app in [
        "({ name: 'n', description: undefined })",
        "({ name: 'n', tokenUrl: new URL('https://example.com') })",
        "Object.assign(Object.create(null), { name: 'n' })",
        "new (class App { name = 'n' })()",
        "new Proxy({ name: 'n' }, {})",
        "({ toJSON: () => ({ name: 'n' }) })",
    ] {
        assert_eq!(issues(&eval(app)), [], "{app}");
    }
}

#[wasm_bindgen_test]
fn nothing_that_is_huge_or_deep_breaks_the_instance() {
    let deep = "(() => { let value = 'x'; for (let i = 0; i < 50000; i++) value = [value]; return value })()";
    let shared = "(() => { let value = ['x']; for (let i = 0; i < 60; i++) value = [value, value]; return value })()";
    for (app, path) in [
        (format!("({{ name: 'n', defaultScopes: {deep} }})"), "defaultScopes[0]"),
        (
            format!("({{ name: 'n', defaultScopes: [{shared}] }})"),
            "defaultScopes[0]",
        ),
    ] {
        let found = issues(&eval(&app));
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].path, path);
    }
    let million = eval("({ name: 'n', defaultScopes: Array.from({ length: 1000000 }, (_, i) => 's' + i) })");
    assert_eq!(issues(&million), []);
    assert_eq!(issues(&eval("({ name: 'n'.repeat(5000000) })")), []);
    assert_eq!(issues(&eval("({ name: 'n' })")), []);
}
