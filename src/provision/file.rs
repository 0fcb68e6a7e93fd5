//! Reads a file into the desired apps, and the issues with them.
//!
//! ```json
//! { "$schema": "…", "project": "P2…", "defaults": { }, "apps": [ { "id": "github", "preset": "github", … } ] }
//! ```
//!
//! An app has the fields that `create` takes. The fields that it leaves out come from `discover`, else from `preset`,
//! else from the file's `defaults`.

use alloc::string::String;
use alloc::vec::Vec;

use crate::model::Secret;
use crate::model::schema::{Field, Kind, Schema, field};
use crate::protocol::compare::CLIENT_SECRET;
use crate::text::{concat, owned};
use crate::validate::{ENSURED_APP, Path, Severity, check_shape, quote};
use crate::value::{Builder, Document, Items, Nulls, Value, to_json};

use super::plan::places;
use super::secrets::{Known, Part, has_reference, parts, resolve};

/// The members of a file.
pub static FILE: Schema = Schema::new(&[
    field("$schema", Kind::Text),
    field("project", Kind::Text),
    field("defaults", Kind::Any),
    field("apps", Kind::List(&Kind::Any)),
]);

/// The directives that an app in a file may have besides an app's fields.
pub static DIRECTIVES: &[Field] = &[
    field("preset", Kind::Text),
    field("params", Kind::Map),
    field("discover", Kind::Text),
    field("deleted", Kind::Bool),
];

/// The directives that add fields, in order of precedence.
const BRINGING: [&str; 2] = ["discover", "preset"];

/// The code of an issue: a reference without a value.
const MISSING: &str = "missing-reference";

/// A problem with a file. It never quotes the value of an app's field.
#[derive(Debug)]
struct Issue {
    path: String,
    code: &'static str,
    severity: Severity,
    message: String,
}

/// Lists what [`read`] needs to know: `{"references": ["env:NAME", …], "discover": ["https://…", …], "preset":
/// ["github", …]}`.
#[must_use]
pub fn references(file: Value<'_>) -> Document {
    let mut keys = Vec::new();
    collect(file, &mut keys);
    let mut builder = Builder::default();
    builder.object(|object| {
        object.string("references");
        strings(object, unique(keys));
        for directive in BRINGING {
            let names = apps_of(file).filter_map(|app| app.get(directive)?.as_str());
            object.string(directive);
            strings(object, unique(names.collect()));
        }
    });
    builder.finish()
}

fn collect<'f>(value: Value<'f>, keys: &mut Vec<&'f str>) {
    match value {
        Value::String(text) => keys.extend(parts(text.lossy()).filter_map(|part| match part {
            Part::Reference(reference) if reference.param().is_none() => Some(reference.key),
            Part::Reference(_) | Part::Literal(_) => None,
        })),
        Value::Array(items) => items.iter().for_each(|item| collect(item, keys)),
        Value::Object(members) => members.iter().for_each(|(_, member)| collect(member, keys)),
        _ => {}
    }
}

fn unique(texts: Vec<&str>) -> Vec<&str> {
    places(&mut texts.into_iter()).into_keys().collect()
}

fn strings(builder: &mut Builder, texts: Vec<&str>) {
    builder.array(|array| texts.into_iter().for_each(|text| array.string(text)));
}

fn apps_of(file: Value<'_>) -> impl Iterator<Item = Value<'_>> {
    items(file.get("apps")).into_iter().flat_map(Items::iter)
}

fn items(value: Option<Value<'_>>) -> Option<Items<'_>> {
    match value {
        Some(Value::Array(items)) => Some(items),
        _ => None,
    }
}

/// Reads a file. `known` holds the values of references (`"env:NAME": "…"`), discovered fields (`"discover:https://…":
/// {…}`, or a text that says why there are none) and presets (`"preset:github": {…}`).
///
/// Returns `{"project": …, "apps": [{"id", "deleted", "wanted", "shown"}, …], "issues": [{"path", "code", "severity",
/// "message"}, …]}`: `wanted` is what is sent, secrets included; `shown` is the same without secrets.
#[must_use]
pub fn read(file: Value<'_>, known: Value<'_>) -> Document {
    let mut reader = Reader {
        known,
        defaults: file.get("defaults").unwrap_or(Value::Null),
        issues: Vec::new(),
    };
    reader.check_file(file);
    let mut builder = Builder::default();
    builder.object(|object| {
        if let Some(project) = file.get("project").and_then(Value::as_str) {
            let path = Path::Field(&Path::ROOT, "project");
            let known = Known {
                elsewhere: known,
                params: Value::Null,
            };
            let project = resolve(project, known, &mut |key| reader.report_missing(&path, key)).value;
            object.string("project");
            object.string(&project);
        }
        object.string("apps");
        object.array(|array| {
            let list = Path::Field(&Path::ROOT, "apps");
            for (index, app) in apps_of(file).enumerate() {
                reader.read_app(app, &Path::Item(&list, index), array);
            }
        });
        object.string("issues");
        object.array(|array| reader.issues.iter().for_each(|issue| issue.write(array)));
    });
    builder.finish()
}

struct Reader<'f> {
    known: Value<'f>,
    defaults: Value<'f>,
    issues: Vec<Issue>,
}

impl<'f> Reader<'f> {
    fn check_file(&mut self, file: Value<'_>) {
        for issue in check_shape(file, &FILE) {
            self.report(issue.path, issue.code.as_str(), issue.severity, issue.message);
        }
        if matches!(file, Value::Object(_)) && file.get("apps").is_none() {
            self.report(
                owned("apps"),
                "missing",
                Severity::Error,
                owned("is required: a list of apps"),
            );
        }
        let defaults = Path::Field(&Path::ROOT, "defaults");
        if !matches!(self.defaults, Value::Null | Value::Object(_)) {
            self.error(&defaults, "wrong-type", "must be an object with fields of an app");
        }
        for name in ["id", "name", CLIENT_SECRET] {
            if self.defaults.get(name).is_some() {
                self.error(
                    &Path::Field(&defaults, name),
                    "not-a-default",
                    "belongs to one app: no two can share it",
                );
            }
        }
        self.check_ids(file);
    }

    /// Reports repeated ids and names. An id identifies an app, and the server accepts each name once.
    fn check_ids(&mut self, file: Value<'_>) {
        let list = Path::Field(&Path::ROOT, "apps");
        for (field, meaning) in [
            ("id", "is already the id of an app above"),
            ("name", "is already the name of an app above: names are unique"),
        ] {
            let named: Vec<_> = apps_of(file)
                .map(|app| app.get(field).and_then(Value::as_str).unwrap_or_default())
                .collect();
            for (index, is_repeated) in crate::text::repeated(&named).into_iter().enumerate() {
                if is_repeated && named.get(index).is_some_and(|name| !name.is_empty()) {
                    self.error(&Path::Field(&Path::Item(&list, index), field), "duplicate", meaning);
                }
            }
        }
    }

    fn read_app(&mut self, app: Value<'f>, path: &Path<'_>, out: &mut Builder) {
        if !matches!(app, Value::Object(_)) {
            return self.error(path, "wrong-type", "must be an object with fields of an app");
        }
        self.check_directives(app, path);
        let is_deleted = app.get("deleted") == Some(Value::Bool(true));
        let fields = if is_deleted {
            only_id(app)
        } else {
            self.fields(app, path)
        };
        let known = Known {
            elsewhere: self.known,
            params: app.get("params").unwrap_or(Value::Null),
        };
        let (wanted, shown) = self.resolve_app(&fields, known, path);
        let checked = wanted.root();
        if checked.get("id") != shown.root().get("id") {
            let message = "is shown everywhere: refer to what is no secret, with a default, ${env:NAME:-default}";
            self.error(&Path::Field(path, "id"), "secret-id", message);
        }
        if !is_deleted {
            self.check_app(checked, path);
        } else if checked.get("id").and_then(Value::as_str).is_none() {
            self.error(
                &Path::Field(path, "id"),
                "missing",
                "is required: it identifies the app to delete",
            );
        }
        out.object(|object| {
            object.string("id");
            object.value(shown.root().get("id").unwrap_or(Value::Null));
            object.string("deleted");
            object.bool(is_deleted);
            object.string("wanted");
            object.value(checked);
            object.string("shown");
            object.value(shown.root());
        });
    }

    fn check_directives(&mut self, app: Value<'_>, path: &Path<'_>) {
        for directive in DIRECTIVES {
            let is_right = matches!(
                (app.get(directive.name), &directive.kind),
                (None | Some(Value::Null), _)
                    | (Some(Value::Bool(_)), Kind::Bool)
                    | (Some(Value::String(_)), Kind::Text)
                    | (Some(Value::Object(_)), Kind::Map)
            );
            if !is_right {
                let message = concat(&["must be ", directive.kind.expected()]);
                self.error(&Path::Field(path, directive.name), "wrong-type", &message);
            }
        }
        let secret = app.get(CLIENT_SECRET).and_then(Value::as_str);
        if secret.is_some_and(|secret| !secret.is_empty() && !has_reference(secret)) {
            let message = "is readable by everyone who can read the file; write ${env:NAME} or ${file:path}";
            self.report(
                Path::Field(path, CLIENT_SECRET).render(),
                "literal-secret",
                Severity::Warning,
                owned(message),
            );
        }
    }

    fn check_app(&mut self, app: Value<'_>, path: &Path<'_>) {
        for issue in ENSURED_APP.check(app) {
            let base = path.render();
            let separator = if issue.path.is_empty() || issue.path.starts_with('[') {
                ""
            } else {
                "."
            };
            let place = concat(&[&base, separator, &issue.path]);
            // The missing reference is reported already; the empty text follows from it.
            if self
                .issues
                .iter()
                .any(|known| known.code == MISSING && known.path == place)
            {
                continue;
            }
            self.report(place, issue.code.as_str(), issue.severity, issue.message);
        }
    }

    /// Returns an app's fields, each from the first source that has it.
    fn fields(&mut self, app: Value<'f>, path: &Path<'_>) -> Vec<(&'f str, Value<'f>)> {
        let brought = BRINGING.map(|directive| self.brought(app, directive, path));
        let mut fields: Vec<(&str, Value<'_>)> = Vec::new();
        for source in [app].into_iter().chain(brought).chain([self.defaults]) {
            for (name, value) in source.members().iter() {
                let name = name.lossy();
                let is_directive = DIRECTIVES.iter().any(|directive| directive.name == name);
                if !is_directive && !fields.iter().any(|(known, _)| *known == name) {
                    fields.push((name, value));
                }
            }
        }
        // A `null` means absent, as in a request, and overrides the sources below.
        fields.retain(|(_, value)| *value != Value::Null);
        fields
    }

    /// Returns the fields that a directive adds.
    fn brought(&mut self, app: Value<'_>, directive: &str, path: &Path<'_>) -> Value<'f> {
        let Some(name) = app.get(directive).and_then(Value::as_str) else {
            return Value::Null;
        };
        match self.known.get(&concat(&[directive, ":", name])) {
            Some(fields @ Value::Object(_)) => fields,
            reason => {
                let unknown = concat(&["there is no ", directive, " ", &quote(name)]);
                let message = reason.and_then(Value::as_str).unwrap_or(&unknown);
                self.error(&Path::Field(path, directive), "not-found", message);
                Value::Null
            }
        }
    }

    /// Returns the app as it is sent, and as it may be shown.
    fn resolve_app(&mut self, fields: &[(&str, Value<'f>)], known: Known<'f>, path: &Path<'_>) -> (Document, Document) {
        let mut both = Both::default();
        let missing = &mut Vec::new();
        both.wanted.object(|wanted| {
            both.shown.object(|shown| {
                for (name, value) in fields {
                    wanted.string(name);
                    shown.string(name);
                    let place = Path::Field(path, name);
                    if *name == CLIENT_SECRET {
                        resolve_secret(*value, known, &place, wanted, shown, missing);
                    } else {
                        resolve_value(*value, known, &place, wanted, shown, missing);
                    }
                }
            });
        });
        for (place, key) in missing.drain(..) {
            self.report(
                place,
                MISSING,
                Severity::Error,
                concat(&["refers to ", &described(&key), ", which is not set"]),
            );
        }
        (both.wanted.finish(), both.shown.finish())
    }

    fn report_missing(&mut self, path: &Path<'_>, key: &str) {
        self.error(
            path,
            MISSING,
            &concat(&["refers to ", &described(key), ", which is not set"]),
        );
    }

    fn error(&mut self, path: &Path<'_>, code: &'static str, message: &str) {
        self.report(path.render(), code, Severity::Error, owned(message));
    }

    fn report(&mut self, path: String, code: &'static str, severity: Severity, message: String) {
        self.issues.push(Issue {
            path,
            code,
            severity,
            message,
        });
    }
}

fn resolve_secret(
    value: Value<'_>,
    known: Known<'_>,
    path: &Path<'_>,
    wanted: &mut Builder,
    shown: &mut Builder,
    missing: &mut Vec<(String, String)>,
) {
    resolve_value(value, known, path, wanted, &mut Builder::default(), missing);
    match value.as_str().filter(|text| has_reference(text) || text.is_empty()) {
        Some(text) => shown.string(text),
        None => shown.string("[redacted]"),
    }
}

fn resolve_value(
    value: Value<'_>,
    known: Known<'_>,
    path: &Path<'_>,
    wanted: &mut Builder,
    shown: &mut Builder,
    missing: &mut Vec<(String, String)>,
) {
    match value {
        Value::String(text) if text.well_formed().is_some() => {
            let resolved = resolve(text.lossy(), known, &mut |key| {
                missing.push((path.render(), owned(key)));
            });
            // `Secret` takes the string, and zeroes it on drop.
            let secret = Secret::new(resolved.value);
            wanted.string(secret.expose());
            shown.string(&resolved.shown);
        }
        Value::Array(items) => wanted.array(|wanted| {
            shown.array(|shown| {
                for (index, item) in items.iter().enumerate() {
                    resolve_value(item, known, &Path::Item(path, index), wanted, shown, missing);
                }
            });
        }),
        Value::Object(members) => wanted.object(|wanted| {
            shown.object(|shown| {
                for (name, member) in members.iter() {
                    wanted.text(name);
                    shown.text(name);
                    resolve_value(member, known, &Path::Field(path, name.lossy()), wanted, shown, missing);
                }
            });
        }),
        _ => {
            wanted.value(value);
            shown.value(value);
        }
    }
}

#[derive(Default)]
struct Both {
    wanted: Builder,
    shown: Builder,
}

fn only_id(app: Value<'_>) -> Vec<(&str, Value<'_>)> {
    app.get("id").map(|id| ("id", id)).into_iter().collect()
}

/// Describes the target of a reference, for use within a sentence.
fn described(key: &str) -> String {
    match key.split_once(':') {
        Some(("env", name)) => concat(&["the environment variable ", name]),
        Some(("param", name)) => concat(&["the parameter ", name, " (in params)"]),
        Some((_, path)) => concat(&["the file ", &quote(path)]),
        None => owned(key),
    }
}

impl Issue {
    fn write(&self, out: &mut Builder) {
        out.object(|object| {
            let members = [
                ("path", self.path.as_str()),
                ("code", self.code),
                ("severity", self.severity.as_str()),
                ("message", self.message.as_str()),
            ];
            for (name, value) in members {
                object.string(name);
                object.string(value);
            }
        });
    }
}

/// Writes the document as JSON, for the shell.
#[must_use]
pub fn json(document: &Document) -> Secret {
    to_json(document.root(), Nulls::Kept)
}
