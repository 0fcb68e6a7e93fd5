//! Names that several files repeat, each for a different reader. A test reports the file that lacks one, and the step
//! of `docs/adding.md` that adds it.

#![allow(missing_docs, reason = "a test's name says it")]
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

use std::fs;
use std::path::Path;

use descope_outbound::model::schema::{Kind, Schema};
use descope_outbound::model::{
    APP, APP_FROM_DCR_PRESET, APP_FROM_TEMPLATE, CONNECT, OVERRIDES, TENANT_API_KEY, TENANT_TOKEN, TENANT_TOKEN_UPLOAD,
    TOKEN, USER, USER_API_KEY, USER_TOKEN, USER_TOKEN_UPLOAD,
};
use descope_outbound::protocol::{Endpoint, Handler, Method};

/// A file that must hold a name, and the form in which it does.
struct Place {
    file: &'static str,
    /// `{}` stands for the name.
    written: &'static str,
    /// The section of `docs/adding.md`, and its step.
    step: &'static str,
}

const fn place(file: &'static str, written: &'static str, step: &'static str) -> Place {
    Place { file, written, step }
}

const APP_FIELDS: &[Place] = &[
    place("src/emulator/schema", "(\"{}\", ", "A field, 3"),
    place("tests/runtimes/lib/inputs.mjs", "\t{}", "A field, 4"),
    place("tests/types/proofs/response.ts", "\t{}?: ", "A field, 5"),
    place("www/state/fields.js", "name: \"{}\"", "A field, 6"),
    place("fuzz/seeds/response/every-field", "\"{}\":", "A field, 7"),
];

const OTHER_FIELDS: &[Place] = &[place("src/emulator", "\"{}\"", "A field, 3")];

const METHODS: &[Place] = &[
    place("pkg/client/client.js", "\t{}(", "An endpoint, 4"),
    place("tests/runtimes/methods.mjs", "apps.{}(", "An endpoint, 8"),
    place("tests/types/proofs/methods.ts", "\t{}: [[", "An endpoint, 10"),
    place("README.md", "`{}(", "An endpoint, 11"),
];

const RUST_METHODS: &[Place] = &[
    place("src/client/mod.rs", " {}(", "An endpoint, 5"),
    place("tests/web/cases.rs", ".{}(", "An endpoint, 9"),
];

const IN_THE_EMULATOR: &[Place] = &[place("src/emulator", "{}\", ", "An endpoint, 6")];

const IN_THE_PROXY: &[Place] = &[place("pkg/proxy/endpoints.js", "{}\"", "An endpoint, 7")];

const OPTIONS: &[Place] = &[place("README.md", "{}", "An option, 4")];

/// A field within `options!`, which is indented twice.
const TYPED_CLIENT_OPTIONS: &[Place] = &[place("src/client/options.rs", "        pub {}: ", "An option, 3")];

const TYPED_CALL_OPTIONS: &[Place] = &[place("src/protocol/options.rs", "        pub {}: ", "An option, 2")];

/// The host's own, which only JavaScript has.
const FETCH: &[Place] = &[place("src/client/options.rs", "        {}: \"", "An option, 3")];

const SIGNAL: &[Place] = &[place("src/protocol/options.rs", "        {}: \"", "An option, 2")];

const OPTIONS_IN_RUST: &[Place] = &[place("src/client/options.rs", "\"{}\"", "An option, 3")];

const CODES: &[Place] = &[
    place("README.md", "`{}`", "An error class, 4"),
    place("pkg/client/errors.js", "\t\t[\"{}\", ", "An error class, 3"),
];

const CLASSES: &[Place] = &[
    place("README.md", "| `{}`", "An error class, 4"),
    place("pkg/client/errors.js", "export class {} extends ", "An error class, 3"),
    place("pkg/client/errors.js", "\t\t{},\n", "An error class, 3"),
];

/// Returns the text of a file, or of all files in a folder.
fn read(path: &Path) -> String {
    if path.is_dir() {
        let entries = fs::read_dir(path).unwrap();
        return entries.map(|entry| read(&entry.unwrap().path())).collect();
    }
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{} cannot be read: {error}", path.display()))
}

fn project_file(file: &str) -> String {
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(file))
}

/// Returns a sentence for each name that a place lacks.
fn missing<'n>(what: &str, names: impl IntoIterator<Item = &'n str>, places: &[Place]) -> Vec<String> {
    let texts: Vec<String> = places.iter().map(|place| project_file(place.file)).collect();
    let mut sentences = Vec::new();
    for name in names {
        for (Place { file, written, step }, text) in places.iter().zip(&texts) {
            let written = written.replace("{}", name);
            if !holds(text, &written) {
                let start = if written.starts_with('\t') {
                    "a line that starts with "
                } else {
                    ""
                };
                let written = written.trim();
                sentences.push(format!("{file} lacks {start}`{written}`, {what} {name}: {step}"));
            }
        }
    }
    sentences
}

/// Whether a text holds this, and not merely as the beginning of a longer name.
fn holds(text: &str, written: &str) -> bool {
    let is_of_a_name = |character: char| character.is_alphanumeric() || character == '_';
    text.match_indices(written).any(|(at, _)| {
        let rest = text.get(at + written.len()..).unwrap_or_default();
        !written.ends_with(is_of_a_name) || !rest.starts_with(is_of_a_name)
    })
}

fn assert_complete(sentences: &[String]) {
    assert!(
        sentences.is_empty(),
        "docs/adding.md says how to add them:\n{}",
        sentences.join("\n")
    );
}

fn names(schema: &'static Schema) -> Vec<&'static str> {
    schema.fields.iter().map(|field| field.name).collect()
}

/// Returns the fields of an object and of its nested objects.
fn names_within(schema: &'static Schema) -> Vec<&'static str> {
    let within = schema.fields.iter().flat_map(|field| match field.kind {
        Kind::Object(schema) | Kind::List(&Kind::Object(schema)) => names_within(schema),
        _ => Vec::new(),
    });
    names(schema).into_iter().chain(within).collect()
}

/// Returns the method's name in JavaScript: `CreateByTemplate` is `createByTemplate`.
fn in_javascript(method: Method) -> String {
    let name = format!("{method:?}");
    let (first, rest) = name.split_at(1);
    first.to_lowercase() + rest
}

fn in_rust(javascript: &str) -> String {
    let mut name = String::new();
    for letter in javascript.chars() {
        if letter.is_uppercase() {
            name.push('_');
        }
        name.extend(letter.to_lowercase());
    }
    name
}

/// Returns the public methods.
fn methods() -> impl Iterator<Item = Method> {
    Method::ALL.iter().copied().filter(|method| *method != Method::License)
}

fn endpoints() -> Vec<&'static Endpoint> {
    let of = |method: &Method| match Handler::of(*method as usize) {
        Some(Handler::Call(endpoint)) => Some(endpoint),
        _ => None,
    };
    let all = Method::ALL.iter().filter_map(of);
    all.flat_map(|endpoint| {
        let other = endpoint.without.map(|(_, other)| other);
        core::iter::once(endpoint).chain(other)
    })
    .collect()
}

/// Returns a path as the emulator and the proxy write it: with `{id}` for a trailing segment.
fn written(path: &str) -> String {
    if path.ends_with('/') {
        format!("{path}{{id}}")
    } else {
        path.to_owned()
    }
}

/// Returns the text up to the next quote after each `before`, in order.
fn quoted_behind(text: &str, before: &str) -> Vec<String> {
    let parts = text.split(before).skip(1);
    parts
        .filter_map(|part| part.split('"').next())
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_field_of_an_app_is_where_fields_of_apps_are() {
    assert_complete(&missing("the field", names(&APP), APP_FIELDS));
}

#[test]
fn every_field_of_a_token_and_of_a_request_is_known_to_the_emulator() {
    for schema in [
        &APP_FROM_TEMPLATE,
        &APP_FROM_DCR_PRESET,
        &OVERRIDES,
        &USER_TOKEN,
        &TENANT_TOKEN,
        &USER,
        &USER_API_KEY,
        &TENANT_API_KEY,
        &USER_TOKEN_UPLOAD,
        &TENANT_TOKEN_UPLOAD,
        &CONNECT,
        &TOKEN,
    ] {
        // The token authorizes a connect; the request's body does not hold it.
        let sent = names_within(schema).into_iter().filter(|name| *name != "refreshJwt");
        assert_complete(&missing("the field", sent, OTHER_FIELDS));
    }
}

#[test]
fn every_method_is_where_methods_are() {
    let javascript: Vec<String> = methods().map(in_javascript).collect();
    let rust: Vec<String> = javascript.iter().map(|name| in_rust(name)).collect();
    let in_rust = missing("the method", rust.iter().map(String::as_str), RUST_METHODS);
    assert_complete(
        &[
            missing("the method", javascript.iter().map(String::as_str), METHODS),
            in_rust,
        ]
        .concat(),
    );
}

#[test]
fn every_endpoint_is_served_by_the_emulator_and_passed_on_by_the_proxy() {
    let paths: Vec<String> = endpoints().iter().map(|endpoint| written(endpoint.path)).collect();
    let paths = paths.iter().map(String::as_str);
    // `connect` takes no management key, and the proxy exists to add one.
    let passed_on = paths.clone().filter(|path| !path.ends_with("connect"));
    let in_the_proxy = missing("the endpoint", passed_on, IN_THE_PROXY);
    assert_complete(&[missing("the endpoint", paths, IN_THE_EMULATOR), in_the_proxy].concat());
}

#[test]
fn every_option_has_its_type_and_its_row() {
    let text = project_file("src/protocol/options.rs");
    let table = |name: &str| {
        let (_, rows) = text.split_once(&format!("static {name}: Schema")).unwrap();
        quoted_behind(rows.split_once("]);").unwrap().0, "    field(\"")
    };
    let (of_client, of_call) = (table("CLIENT_OPTIONS"), table("CALL_OPTIONS"));
    // In Rust the host sends and aborts.
    let is_of_both = |name: &&String| !["fetch", "signal"].contains(&name.as_str());
    let missing_types = |names: &[String], places| {
        let members: Vec<String> = names.iter().filter(is_of_both).map(|name| in_rust(name)).collect();
        missing("the option", members.iter().map(String::as_str), places)
    };
    let types = [
        missing_types(&of_client, TYPED_CLIENT_OPTIONS),
        missing_types(&of_call, TYPED_CALL_OPTIONS),
        missing("the option", ["fetch"], FETCH),
        missing("the option", ["signal"], SIGNAL),
    ]
    .concat();
    let names = [of_client, of_call].concat();
    assert!(names.len() > 10, "the tables of options are elsewhere: {names:?}");
    let in_rust = names.iter().filter(is_of_both).map(String::as_str);
    let in_rust = missing("the option", in_rust, OPTIONS_IN_RUST);
    assert_complete(
        &[
            missing("the option", names.iter().map(String::as_str), OPTIONS),
            types,
            in_rust,
        ]
        .concat(),
    );
}

#[test]
fn every_code_of_an_error_has_its_class_and_its_row() {
    let text = project_file("src/protocol/failure.rs");
    let (_, function) = text.split_once("fn code(").unwrap();
    let (function, _) = function.split_once("\n    }\n").unwrap();
    let codes = quoted_behind(function, "=> \"");
    assert!(codes.len() > 10, "the codes are elsewhere: {codes:?}");
    let text = project_file("pkg/client/errors.js");
    let (_, rows) = text.split_once("const classes = [\n").unwrap();
    let rows = rows.split_once("];").unwrap().0.lines();
    let classes: Vec<_> = rows
        .filter_map(|row| row.trim().strip_suffix("],")?.split_once("\", "))
        .collect();
    let classes: Vec<_> = classes.into_iter().map(|(_, class)| class).collect();
    assert_eq!(classes.len(), codes.len(), "each code has one class: {classes:?}");
    assert_complete(
        &[
            missing("the code", codes.iter().map(String::as_str), CODES),
            missing("the class", classes, CLASSES),
        ]
        .concat(),
    );
}

#[test]
fn what_is_missing_is_named_with_the_step_that_adds_it() {
    let found = missing("the field", ["name", "dummy"], &APP_FIELDS[2..4]);
    assert_eq!(
        found,
        [
            "tests/types/proofs/response.ts lacks a line that starts with `dummy?:`, the field dummy: A field, 5",
            "www/state/fields.js lacks `name: \"dummy\"`, the field dummy: A field, 6",
        ]
    );
}
