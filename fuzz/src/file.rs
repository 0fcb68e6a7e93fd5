//! A file of apps, as JSON. Beside what a file has, `found` are the apps there are, and `options` those of a plan.

use descope_outbound::provision::{export, file, plan};
use descope_outbound::value::{Document, Nulls, Value, to_json};

/// What references stand for.
const KNOWN: &str = r#"{"env:A":"S-canary","env:EMPTY":"","file:k":"S-canary\n","preset:p":{"pkce":true},"discover:https://d.example":{"tokenUrl":"https://d.example/t"}}"#;

/// Whatever a file says, it is read; what may be shown of it, of a plan and of an export has no secret; of each app there is one
/// step, and none waits for one that stands behind it.
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
    // A default says that the value is no secret, and what stands in the text is shown to who wrote it.
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
