//! Apps as code: what a file means, the plan to get there, and the content of an export.

#![allow(missing_docs, reason = "a test's name says it")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

use descope_outbound::provision::{export, file, plan, schema};
use descope_outbound::value::{Document, Nulls, Value, to_json};
use proptest::prelude::*;

fn parse(json: &str) -> Document {
    Document::parse(json).unwrap()
}

fn json(value: Value<'_>) -> String {
    to_json(value, Nulls::Kept).expose().to_owned()
}

fn items(value: Value<'_>) -> Vec<Value<'_>> {
    match value {
        Value::Array(items) => items.iter().collect(),
        other => panic!("{other:?} is no array"),
    }
}

fn text<'v>(value: Value<'v>, name: &str) -> &'v str {
    value.get(name).and_then(Value::as_str).unwrap_or("-")
}

const KNOWN: &str = r#"{"env:SECRET":"S-canary","env:HOST":"a.example","file:k":"F-canary\n",
    "preset:p":{"authorizationUrl":"https://p.example/a","pkce":true},"discover:https://m.example":{"tokenUrl":"https://m.example/t","pkce":false}}"#;

fn read(text: &str) -> Document {
    file::read(parse(text).root(), parse(KNOWN).root())
}

fn issues(text: &str) -> Vec<String> {
    let document = read(text);
    let issues = document.root().get("issues").unwrap();
    items(issues)
        .iter()
        .map(|issue| {
            format!(
                "{} {} {}",
                text_of(*issue, "severity"),
                text_of(*issue, "code"),
                text_of(*issue, "path")
            )
        })
        .collect()
}

fn text_of(value: Value<'_>, name: &str) -> String {
    text(value, name).to_owned()
}

#[test]
fn what_is_wrong_with_a_file_is_named_with_its_place() {
    for (text, expected) in [
        (r#"{"apps":[]}"#, vec![]),
        (r#"{"apps":[{"id":"a","name":"A"}]}"#, vec![]),
        ("{}", vec!["error missing apps"]),
        ("[]", vec!["error wrong-type "]),
        (r#"{"apps":{}}"#, vec!["error wrong-type apps"]),
        (r#"{"apps":[],"app":[]}"#, vec!["error unknown-field app"]),
        (r#"{"apps":[],"defaults":[]}"#, vec!["error wrong-type defaults"]),
        (
            r#"{"apps":[],"defaults":{"id":"a"}}"#,
            vec!["error not-a-default defaults.id"],
        ),
        (r#"{"apps":[1]}"#, vec!["error wrong-type apps[0]"]),
        (r#"{"apps":[{"name":"A"}]}"#, vec!["error missing apps[0].id"]),
        (r#"{"apps":[{"id":"a"}]}"#, vec!["error missing apps[0].name"]),
        (
            r#"{"apps":[{"id":"a","name":"A","pkce":"yes"}]}"#,
            vec!["error wrong-type apps[0].pkce"],
        ),
        (
            r#"{"apps":[{"id":"a","name":"A","deleted":"yes"}]}"#,
            vec!["error wrong-type apps[0].deleted"],
        ),
        (r#"{"apps":[{"deleted":true}]}"#, vec!["error missing apps[0].id"]),
        (r#"{"apps":[{"id":"a","deleted":true,"tokenUrl":1}]}"#, vec![]),
        (
            r#"{"apps":[{"id":"a","name":"A"},{"id":"a","name":"B"}]}"#,
            vec!["error duplicate apps[1].id"],
        ),
        (
            r#"{"apps":[{"id":"a","name":"A"},{"id":"b","name":"A"}]}"#,
            vec!["error duplicate apps[1].name"],
        ),
        (
            r#"{"apps":[{"id":"a","name":"A","preset":"no"}]}"#,
            vec!["error not-found apps[0].preset"],
        ),
        (
            r#"{"apps":[{"id":"a","name":"A","tokenUrlParams":[{"key":"k","value":"${env:NO}"}]}]}"#,
            vec!["error missing-reference apps[0].tokenUrlParams[0].value"],
        ),
        (
            r#"{"apps":[{"id":"a","name":"A","clientId":"c","clientSecret":"${env:NO}"}]}"#,
            vec!["error missing-reference apps[0].clientSecret"],
        ),
        (
            r#"{"project":"${env:NO}","apps":[]}"#,
            vec!["error missing-reference project"],
        ),
        (
            r#"{"apps":[{"id":"${env:SECRET}","name":"A"},{"id":"${env:HOST:-b}","name":"B"}]}"#,
            vec!["error secret-id apps[0].id"],
        ),
        (
            r#"{"apps":[{"id":"a","name":"A","clientId":"c","clientSecret":"S-literal"}]}"#,
            vec!["warning literal-secret apps[0].clientSecret"],
        ),
        (
            r#"{"apps":[{"id":"a","name":"A","clientId":"c","clientSecret":"${env:SECRET}"}]}"#,
            vec![],
        ),
    ] {
        assert_eq!(issues(text), expected, "{text}");
    }
}

#[test]
fn a_missing_reference_is_named() {
    let document = read(r#"{"apps":[{"id":"a","name":"${env:NO}","logo":"${file:no.txt}"}]}"#);
    let issues = json(document.root().get("issues").unwrap());
    assert!(
        issues.contains("the environment variable NO, which is not set"),
        "{issues}"
    );
    assert!(issues.contains(r#"the file \"no.txt\", which is not set"#), "{issues}");
}

#[test]
fn fields_come_from_the_app_then_the_server_then_the_preset_then_the_defaults() {
    let document = read(
        r#"{"defaults":{"accessType":"offline","pkce":true,"prompt":["login"]},
            "apps":[{"id":"a","name":"A","preset":"p","discover":"https://m.example","prompt":null,"logo":"https://${env:HOST:-b}/l"}]}"#,
    );
    let app = items(document.root().get("apps").unwrap())[0];
    assert_eq!(
        json(app.get("wanted").unwrap()),
        r#"{"id":"a","name":"A","logo":"https://a.example/l","tokenUrl":"https://m.example/t","pkce":false,"authorizationUrl":"https://p.example/a","accessType":"offline"}"#
    );
}

#[test]
fn what_has_to_be_looked_up_is_named_once() {
    let file = r#"{"project":"${env:P}","apps":[{"id":"a","discover":"https://m","clientSecret":"${file:k}"},{"discover":"https://m","name":"${env:P}$${env:Q}"}]}"#;
    assert_eq!(
        json(file::references(parse(file).root()).root()),
        r#"{"references":["env:P","file:k"],"discover":["https://m"],"preset":[]}"#
    );
}

fn planned(found: &str, file: &str, options: &str) -> Document {
    let desired = read(file);
    plan::make(
        parse(found).root(),
        desired.root().get("apps").unwrap(),
        parse(options).root(),
    )
}

fn summary(plan: &Document) -> Vec<String> {
    let steps = plan.root().get("steps").unwrap();
    let field = |change: &Value<'_>| text_of(*change, "field");
    items(steps)
        .iter()
        .map(|step| {
            let changes: Vec<_> = items(step.get("changes").unwrap()).iter().map(field).collect();
            format!(
                "{} {} {} [{}]",
                text(*step, "id"),
                text(*step, "action"),
                text(*step, "call"),
                changes.join(" ")
            )
        })
        .collect()
}

#[test]
fn each_app_has_one_step() {
    let found = r#"[{"id":"a","name":"A","pkce":true,"logo":null},{"id":"x","name":"X"},{"id":"t","name":"T","tenantId":"T1"}]"#;
    for (apps, options, expected) in [
        (r#"{"id":"n","name":"N"}"#, "{}", vec!["n create ensure [name]"]),
        (r#"{"id":"a","name":"A"}"#, "{}", vec!["a unchanged - []"]),
        (
            r#"{"id":"a","name":"A","logo":"","appType":"oauth"}"#,
            "{}",
            vec!["a unchanged - []"],
        ),
        (
            r#"{"id":"a","name":"A","pkce":false}"#,
            "{}",
            vec!["a update patch [pkce]"],
        ),
        (
            r#"{"id":"t","name":"T","tenantId":"T2"}"#,
            "{}",
            vec!["t refused - [tenantId]"],
        ),
        (
            r#"{"id":"t","name":"U","useDcr":true,"dcrUrl":"https://d.example"}"#,
            "{}",
            vec!["t refused - [name useDcr dcrUrl]"],
        ),
        (r#"{"id":"a","deleted":true}"#, "{}", vec!["a refused - []"]),
        (
            r#"{"id":"a","deleted":true}"#,
            r#"{"delete":["a"]}"#,
            vec!["a delete delete []"],
        ),
        (r#"{"id":"gone","deleted":true}"#, "{}", vec!["gone unchanged - []"]),
        (
            r#"{"id":"a","name":"A"}"#,
            r#"{"delete":["a"]}"#,
            vec!["a refused - []"],
        ),
        (
            "",
            r#"{"delete":["x","gone"]}"#,
            vec!["x delete delete []", "gone unchanged - []"],
        ),
        (
            r#"{"id":"a","name":"B"},{"id":"x","name":"Y"}"#,
            r#"{"only":["x"]}"#,
            vec!["x update patch [name]"],
        ),
        (
            r#"{"id":"a","name":"A","clientId":"c","clientSecret":"${env:SECRET}"}"#,
            "{}",
            vec!["a update patch [clientId]"],
        ),
        (
            r#"{"id":"a","name":"A","clientSecret":"${env:SECRET}"}"#,
            "{}",
            vec!["a unchanged - []"],
        ),
        (
            r#"{"id":"a","name":"A","clientSecret":"${env:SECRET}"}"#,
            r#"{"rotateSecrets":true}"#,
            vec!["a update patch []"],
        ),
        (
            r#"{"id":"a","name":"A","clientSecret":"${env:SECRET}"}"#,
            r#"{"rotateSecrets":["a"]}"#,
            vec!["a update patch []"],
        ),
        (
            r#"{"id":"a","name":"A","clientSecret":"${env:SECRET}"}"#,
            r#"{"rotateSecrets":["b"]}"#,
            vec!["a unchanged - []", "b refused - []"],
        ),
        (
            r#"{"id":"a","name":"A"}"#,
            r#"{"only":["zz"]}"#,
            vec!["zz refused - []"],
        ),
        (
            r#"{"id":"a","name":"A"}"#,
            r#"{"only":["x"],"delete":["x"],"rotateSecrets":["a"]}"#,
            vec!["x delete delete []"],
        ),
    ] {
        let file = format!(r#"{{"apps":[{apps}]}}"#);
        assert_eq!(summary(&planned(found, &file, options)), expected, "{apps} {options}");
    }
}

#[test]
fn an_app_that_takes_over_a_name_comes_behind_the_one_that_gives_it_up() {
    let found = r#"[{"id":"a","name":"A"},{"id":"b","name":"B"},{"id":"c","name":"C"}]"#;
    for (apps, options, expected) in [
        (
            r#"{"id":"a","name":"B"},{"id":"b","name":"C"},{"id":"c","name":"D"}"#,
            "{}",
            vec!["c update", "b update", "a update"],
        ),
        (
            r#"{"id":"n","name":"A"},{"id":"a","name":"Z"}"#,
            "{}",
            vec!["a update", "n create"],
        ),
        (
            r#"{"id":"n","name":"A"},{"id":"a","deleted":true}"#,
            r#"{"delete":["a"]}"#,
            vec!["a delete", "n create"],
        ),
        (
            r#"{"id":"n","name":"A"},{"id":"a","deleted":true}"#,
            "{}",
            vec!["n refused", "a refused"],
        ),
        (r#"{"id":"n","name":"A"}"#, "{}", vec!["n refused"]),
        (
            r#"{"id":"a","name":"B"},{"id":"b","name":"A"}"#,
            "{}",
            vec!["a refused", "b refused"],
        ),
        (
            r#"{"id":"a","name":"B"},{"id":"b","name":"A"},{"id":"n","name":"N"}"#,
            "{}",
            vec!["a refused", "b refused", "n create"],
        ),
        (
            r#"{"id":"a","name":"B"},{"id":"b","name":"C"}"#,
            "{}",
            vec!["a refused", "b refused"],
        ),
    ] {
        let plan = planned(found, &format!(r#"{{"apps":[{apps}]}}"#), options);
        let steps = plan.root().get("steps").unwrap();
        let found: Vec<_> = items(steps)
            .iter()
            .map(|step| format!("{} {}", text(*step, "id"), text(*step, "action")))
            .collect();
        assert_eq!(found, expected, "{apps}");
    }
}

#[test]
fn no_plan_shows_a_secret() {
    let found =
        r#"[{"id":"a","name":"A","clientId":"old-canary","tokenUrlParams":[{"key":"k","value":"old-canary"}]}]"#;
    let file = r#"{"apps":[{"id":"a","name":"A","clientId":"${env:SECRET}","clientSecret":"${file:k}","tokenUrlParams":[{"key":"k","value":"x${file:k}"}]},
        {"id":"b","name":"${env:SECRET}","clientSecret":"L-canary"}]}"#;
    let document = read(file);
    let apps = document.root().get("apps").unwrap();
    let shown: Vec<_> = items(apps).iter().map(|app| json(app.get("shown").unwrap())).collect();
    let issues = json(document.root().get("issues").unwrap());
    for options in ["{}", r#"{"rotateSecrets":true}"#] {
        let plan = json(planned(found, file, options).root());
        for text in shown.iter().chain([&plan, &issues]) {
            assert!(!text.contains("canary"), "{text}");
        }
        assert!(
            plan.contains("${env:SECRET}") && plan.contains(r#""value":"x${file:k}""#),
            "{plan}"
        );
    }
}

#[test]
fn an_export_names_what_is_missing_and_plans_to_nothing() {
    let found = r#"[{"id":"a-b","name":"A","clientId":"c","pkce":true,"logo":"","description":"${env:X}","templateId":"custom"},
        {"id":"a_b","name":"B","clientId":"d","appType":"oauth"},{"id":"d","name":"D","clientId":"e","useDcr":true},{"id":"k","name":"K","appType":"apikey","tenantId":"T"}]"#;
    let exported = export::write(parse(found).root());
    assert_eq!(
        json(exported.root()),
        concat!(
            r#"{"file":{"apps":[{"id":"a-b","name":"A","description":"$${env:X}","clientId":"c","clientSecret":"${env:OUTBOUND_A_B_CLIENT_SECRET}","pkce":true},"#,
            r#"{"id":"a_b","name":"B","clientId":"d","clientSecret":"${env:OUTBOUND_A_B_CLIENT_SECRET_2}","appType":"oauth"},"#,
            r#"{"id":"d","name":"D","clientId":"e","useDcr":true},{"id":"k","name":"K","appType":"apikey","tenantId":"T"}]},"#,
            r#""missing":[{"id":"a-b","field":"clientSecret","reference":"${env:OUTBOUND_A_B_CLIENT_SECRET}"},{"id":"a_b","field":"clientSecret","reference":"${env:OUTBOUND_A_B_CLIENT_SECRET_2}"}]}"#
        )
    );
    let file = json(exported.root().get("file").unwrap());
    let known = r#"{"env:OUTBOUND_A_B_CLIENT_SECRET":"s","env:OUTBOUND_A_B_CLIENT_SECRET_2":"t"}"#;
    let desired = file::read(parse(&file).root(), parse(known).root());
    let plan = plan::make(parse(found).root(), desired.root().get("apps").unwrap(), Value::Null);
    assert!(
        summary(&plan).iter().all(|step| step.contains("unchanged")),
        "{:?}",
        summary(&plan)
    );
}

#[test]
fn the_schema_has_every_field_of_an_app() {
    let schema = schema::make();
    let app = schema
        .root()
        .get("$defs")
        .and_then(|defs| defs.get("app")?.get("properties"))
        .unwrap();
    for field in descope_outbound::model::APP.fields {
        assert!(app.get(field.name).is_some(), "{}", field.name);
    }
    assert_eq!(json(app.get("pkce").unwrap()), r#"{"type":"boolean"}"#);
    assert!(app.get("deleted").is_some() && app.get("preset").is_some());
}

/// Applies a plan to a model of the server: the results of `ensure` and `delete`, with unique names.
fn carry_out(apps: &mut Vec<(String, String, String)>, desired: Value<'_>, plan: &Document) {
    for step in items(plan.root().get("steps").unwrap()) {
        let id = text_of(step, "id");
        let entry = items(desired).into_iter().find(|entry| text(*entry, "id") == id);
        match text(step, "call") {
            "delete" => apps.retain(|(known, ..)| *known != id),
            "ensure" | "patch" => {
                let wanted = entry.unwrap().get("wanted").unwrap();
                let (name, logo) = (
                    text_of(wanted, "name"),
                    wanted.get("logo").and_then(Value::as_str).map(str::to_owned),
                );
                assert!(
                    !apps.iter().any(|(other, taken, _)| *other != id && *taken == name),
                    "{name} is taken"
                );
                match apps.iter_mut().find(|(known, ..)| *known == id) {
                    Some(app) => {
                        app.1 = name;
                        app.2 = logo.unwrap_or_else(|| app.2.clone());
                    }
                    None => apps.push((id, name, logo.unwrap_or_default())),
                }
            }
            _ => {}
        }
    }
}

fn listed(apps: &[(String, String, String)]) -> Document {
    let apps: Vec<_> = apps
        .iter()
        .map(|(id, name, logo)| serde_json::json!({"id": id, "name": name, "logo": logo}))
        .collect();
    parse(&serde_json::Value::from(apps).to_string())
}

prop_compose! {
    fn found_apps()(names in prop::collection::btree_map("[a-h]", (0_u8..12, 0_u8..3), 0..8)) -> Vec<(String, String, String)> {
        let mut taken = std::collections::BTreeSet::new();
        let unique = names.into_iter().filter(|(_, (name, _))| taken.insert(*name)).collect::<Vec<_>>();
        unique.into_iter().map(|(id, (name, logo))| (id, format!("N{name}"), logo_of(logo).unwrap_or_default())).collect()
    }
}

fn logo_of(number: u8) -> Option<String> {
    (number > 0).then(|| format!("https://l.example/{number}"))
}

proptest! {
    #[test]
    fn after_what_a_plan_says_the_next_is_empty_and_nothing_else_has_changed(
        before in found_apps(),
        wanted in found_apps(),
        deleted in prop::collection::vec("[a-h]", 0..3),
    ) {
        let deleted: std::collections::BTreeSet<_> = deleted.into_iter().filter(|id| !wanted.iter().any(|(known, ..)| known == id)).collect();
        let entries: Vec<_> = wanted.iter().map(|(id, name, logo)| match logo.as_str() {
            "" => serde_json::json!({"id": id, "name": name}),
            logo => serde_json::json!({"id": id, "name": name, "logo": logo}),
        }).chain(deleted.iter().map(|id| serde_json::json!({"id": id, "deleted": true}))).collect();
        let file = serde_json::json!({"apps": entries}).to_string();
        let desired = read(&file);
        prop_assert_eq!(json(desired.root().get("issues").unwrap()), "[]");
        let desired = desired.root().get("apps").unwrap();
        let options = parse(&serde_json::json!({"delete": deleted}).to_string());
        let mut apps = before.clone();
        let plan = plan::make(listed(&apps).root(), desired, options.root());
        let refused: std::collections::BTreeSet<_> = items(plan.root().get("steps").unwrap()).iter().filter(|step| text(**step, "action") == "refused").map(|step| text_of(*step, "id")).collect();
        carry_out(&mut apps, desired, &plan);
        // Apps that are not named, or whose step was refused, are unchanged.
        for app in &before {
            let is_touched = wanted.iter().any(|(id, ..)| *id == app.0) || deleted.contains(&app.0);
            prop_assert!(is_touched && !refused.contains(&app.0) || apps.contains(app));
        }
        let next = plan::make(listed(&apps).root(), desired, options.root());
        for step in items(next.root().get("steps").unwrap()) {
            prop_assert!(text(step, "action") == "unchanged" || refused.contains(text(step, "id")), "{:?}", summary(&next));
        }
        prop_assert!(refused.is_empty() || before.iter().any(|(_, name, _)| wanted.iter().any(|(_, other, _)| other == name)));
    }
}
