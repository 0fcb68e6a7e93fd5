//! A file of apps, as JSON. Besides the members of a file, `found` holds the existing apps, and `options` those of a
//! plan.

use descope_outbound::provision::{export, file, plan};
use descope_outbound::value::{Document, Nulls, Value, to_json};

/// The values of references.
const KNOWN: &str = r#"{"env:A":"S-canary","env:EMPTY":"","file:k":"S-canary\n","preset:p":{"pkce":true},"discover:https://d.example":{"tokenUrl":"https://d.example/t"}}"#;

/// Checks that any file can be read; that what may be shown of it, of a plan and of an export holds no secret; that
/// each app has a step; and that no step waits for a later one.
pub fn check(input: &[u8]) {
    let text = super::text(input);
    let (Ok(given), Ok(known)) = (Document::parse(text), Document::parse(KNOWN)) else {
        return;
    };
    let given = given.root();
    let _references = file::references(given);
    let desired = file::read(given, known.root());
    let part = |name| desired.root().get(name).unwrap_or(Value::Null);
    let (found, options) = (
        given.get("found").unwrap_or(Value::Null),
        given.get("options").unwrap_or(Value::Null),
    );
    let plan = plan::make(found, part("apps"), options);
    let steps = items(plan.root().get("steps").unwrap_or(Value::Null));
    is_in_order(&steps);
    if options.get("only").is_none() {
        assert!(steps.len() >= items(part("apps")).len());
    }
    // A default marks a value as not secret, and literal text is shown to its author.
    if !text.contains(":-") && !text.contains("canary") {
        let shown = items(part("apps")).into_iter().filter_map(|app| app.get("shown"));
        let exported = export::write(found);
        for value in shown.chain([part("issues"), plan.root(), exported.root()]) {
            assert!(!to_json(value, Nulls::Kept).expose().contains(super::SECRET), "{text}");
        }
    }
}

fn is_in_order(steps: &[Value<'_>]) {
    for (at, step) in steps.iter().enumerate() {
        if let Some(after) = step.get("after") {
            let before = &steps[..at];
            assert!(before.iter().any(|step| step.get("id") == Some(after)), "{steps:?}");
        }
    }
}

fn items(value: Value<'_>) -> Vec<Value<'_>> {
    match value {
        Value::Array(items) => items.iter().collect(),
        _ => Vec::new(),
    }
}
