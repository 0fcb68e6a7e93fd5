//! A server with the most unusual behavior that the API's documentation allows.
//!
//! It is written from the documentation alone, and shares nothing with the emulator or the client. Where the emulator
//! chooses one of two readings, this server draws one. Documented behavior is the same in both.

use serde_json::{Map, Value, json};

use super::readings::{Absence, MissingApp, Readings, Refused, SecretShown, SetOrder, Template, UnknownFields};
use super::{Behavior, Reply, Request, Server};
use crate::rng::Rng;

type Fields = Map<String, Value>;

pub struct VariantServer {
    readings: Readings,
    rng: Rng,
    apps: Vec<Fields>,
    tokens: Vec<Fields>,
    assigned: u64,
}

/// The documented fields of an app, each with its empty value.
#[rustfmt::skip] // A table.
const FIELDS: &[(&str, &str)] = &[
    ("id", r#""""#), ("name", r#""""#), ("description", r#""""#), ("clientId", r#""""#), ("clientSecret", r#""""#),
    ("logo", r#""""#), ("discoveryUrl", r#""""#), ("authorizationUrl", r#""""#), ("authorizationUrlParams", "[]"),
    ("tokenUrl", r#""""#), ("tokenUrlParams", "[]"), ("revocationUrl", r#""""#), ("defaultScopes", "[]"),
    ("defaultRedirectUrl", r#""""#), ("callbackDomain", r#""""#), ("pkce", "false"), ("accessType", r#""""#),
    ("prompt", "[]"), ("appType", r#""""#), ("useDcr", "false"), ("dcrUrl", r#""""#), ("tenantId", r#""""#),
];

const SECRET: &str = "clientSecret";
const TEMPLATE: &str = "templateId";
const NO_TEMPLATE: &str = "custom";
const BAD_REQUEST: Refused = (400, Some("E011001"));

impl VariantServer {
    pub fn draw(mut rng: Rng) -> Self {
        Self {
            readings: Readings::draw(&mut rng),
            rng,
            apps: Vec::new(),
            tokens: Vec::new(),
            assigned: 0,
        }
    }

    fn act(&mut self, request: &Request<'_>) -> Result<String, Refused> {
        let (path, query) = request.target.split_once('?').unwrap_or((request.target, ""));
        let path = path.strip_prefix("/v1/mgmt/outbound/").ok_or((404, Some("E011006")))?;
        let fields = || match serde_json::from_str(request.body) {
            Ok(Value::Object(fields)) => Ok(fields),
            _ => Err(BAD_REQUEST),
        };
        match (request.method, path) {
            ("POST", "app/create") => self.create(fields()?),
            ("POST", "app/create/bytemplate") => self.create_by_template(fields()?),
            ("POST", "app/create/bydcrpreset") => self.create_by_preset(&fields()?),
            ("POST", "app/update") => match fields()?.remove("app") {
                Some(Value::Object(app)) => self.update(app),
                _ => Err(BAD_REQUEST),
            },
            ("POST", "app/delete") => self.delete(&text(&fields()?, "id")),
            ("POST", "app/user/oauthtoken/upload" | "app/user/apikey/upload") => {
                self.upload(fields()?).map(|()| "{}".to_owned())
            }
            ("POST", "app/user/oauthtoken/batch/upload") => self.upload_batch(&fields()?),
            ("POST", "app/user/token/latest") => self.fetch(&fields()?),
            ("DELETE", "user/tokens") => self.delete_tokens(query),
            ("GET", "apps") => Ok(self.list()),
            ("GET", path) => match path.strip_prefix("app/") {
                Some(id) => self.load(&decoded(id)),
                None => Err((404, Some("E011006"))),
            },
            _ => Err((404, Some("E011006"))),
        }
    }

    fn create(&mut self, fields: Fields) -> Result<String, Refused> {
        let app = self.known(fields)?;
        self.add(app)
    }

    fn create_by_template(&mut self, mut fields: Fields) -> Result<String, Refused> {
        let overrides = fields.remove("overrides");
        let mut app = Fields::new();
        app.insert("authorizationUrl".to_owned(), json!("https://template.test/authorize"));
        app.extend(
            overrides
                .and_then(|fields| fields.as_object().cloned())
                .unwrap_or_default(),
        );
        app.extend(fields);
        let app = self.known(app)?;
        self.add(app)
    }

    fn create_by_preset(&mut self, fields: &Fields) -> Result<String, Refused> {
        let tenant = text(fields, "tenantId");
        let app = json!({ "name": format!("preset for {tenant}"), "tenantId": tenant, "useDcr": true });
        self.add(app.as_object().cloned().unwrap_or_default())
    }

    fn add(&mut self, mut app: Fields) -> Result<String, Refused> {
        if text(&app, "name").is_empty() {
            return Err((400, Some("E011002")));
        }
        if text(&app, "id").is_empty() {
            self.assigned += 1;
            let id = format!("{}{}", self.readings.assigned_prefix, self.assigned);
            app.insert("id".to_owned(), json!(id));
        }
        let is_same = |other: &Fields, name: &str| other.get(name) == app.get(name);
        if self
            .apps
            .iter()
            .any(|other| is_same(other, "id") || is_same(other, "name"))
        {
            return Err(self.readings.taken);
        }
        self.fill_in(&mut app);
        self.apps.push(app.clone());
        let shows_secret = self.readings.secret == SecretShown::OnCreate;
        Ok(self.changed(&app, shows_secret))
    }

    fn update(&mut self, fields: Fields) -> Result<String, Refused> {
        let is_secret_kept = !fields.contains_key(SECRET);
        let mut app = self.known(fields)?;
        let (id, name) = (text(&app, "id"), text(&app, "name"));
        let is_named_alike = |other: &Fields| text(other, "name") == name && text(other, "id") != id;
        if name.is_empty() || self.apps.iter().any(is_named_alike) {
            return Err(self.readings.update_fails);
        }
        let place = self.apps.iter().position(|app| text(app, "id") == id);
        let place = place.ok_or(self.readings.update_fails)?;
        let keeps_template = self.readings.template != Template::ShownAndUpdated;
        let is_hidden = self.readings.template == Template::Hidden;
        let mut kept = vec!["tenantId"];
        for name in ["tenantId", "useDcr", "dcrUrl"] {
            app.remove(name);
        }
        if self.readings.update_keeps_dcr {
            kept.extend(["useDcr", "dcrUrl"]);
        }
        if is_secret_kept {
            kept.push(SECRET);
        }
        if is_hidden || (keeps_template && !app.contains_key(TEMPLATE)) {
            app.remove(TEMPLATE);
            kept.push(TEMPLATE);
        }
        for name in kept {
            app.extend(self.apps[place].get(name).map(|value| (name.to_owned(), value.clone())));
        }
        self.fill_in(&mut app);
        self.apps[place].clone_from(&app);
        Ok(self.changed(&app, false))
    }

    /// Returns the fields with a value; drops, keeps or refuses unknown ones, as the readings decide.
    fn known(&self, fields: Fields) -> Result<Fields, Refused> {
        let is_known = |name: &str| name == TEMPLATE || FIELDS.iter().any(|(known, _)| *known == name);
        let has_unknown = fields.keys().any(|name| !is_known(name));
        if has_unknown && self.readings.unknown_fields == UnknownFields::Refused {
            return Err(BAD_REQUEST);
        }
        let keeps_unknown = self.readings.unknown_fields == UnknownFields::Kept;
        let fields = fields.into_iter();
        let known = fields.filter(|(name, value)| !is_empty(value) && (keeps_unknown || is_known(name)));
        Ok(known.collect())
    }

    /// Fills in fields that a request may leave out.
    fn fill_in(&self, app: &mut Fields) {
        let mut fill = |name: &str, value: Value| {
            app.entry(name).or_insert(value);
        };
        fill(TEMPLATE, json!(NO_TEMPLATE));
        if self.readings.fills_client_id {
            fill("clientId", json!("filled-in"));
        }
    }

    fn delete(&mut self, id: &str) -> Result<String, Refused> {
        let before = self.apps.len();
        self.apps.retain(|app| text(app, "id") != id);
        if let (true, Some(refused)) = (self.apps.len() == before, self.readings.delete_fails) {
            return Err(refused);
        }
        if self.readings.delete_takes_tokens_along {
            self.tokens.retain(|token| text(token, "appId") != id);
        }
        let is_empty = self.readings.delete_is_answered_empty;
        Ok(if is_empty { "" } else { "{}" }.to_owned())
    }

    fn load(&mut self, id: &str) -> Result<String, Refused> {
        if let Some(app) = self.apps.iter().find(|app| text(app, "id") == id).cloned() {
            return Ok(json!({ "app": self.shown(&app, false) }).to_string());
        }
        let answer = match self.readings.missing_app {
            MissingApp::Refused { status, code } => return Err((status, code)),
            MissingApp::NoApp => json!({}),
            MissingApp::NullApp => json!({ "app": null }),
            MissingApp::EmptyApp => json!({ "app": {} }),
            MissingApp::BlankApp => {
                let blank = FIELDS.iter().map(|(name, empty)| ((*name).to_owned(), parsed(empty)));
                json!({ "app": blank.collect::<Fields>() })
            }
        };
        Ok(answer.to_string())
    }

    fn list(&mut self) -> String {
        let mut apps: Vec<Value> = Vec::new();
        for app in self.apps.clone() {
            apps.push(self.shown(&app, false));
        }
        if self.rng.one_in(2) {
            apps.reverse();
        }
        let mut answer = Fields::new();
        if !apps.is_empty() {
            answer.insert("apps".to_owned(), Value::Array(apps));
        } else if let Some(nothing) = self.nothing("[]") {
            answer.insert("apps".to_owned(), nothing);
        }
        Value::Object(answer).to_string()
    }

    /// Returns the answer to a successful change.
    fn changed(&mut self, app: &Fields, shows_secret: bool) -> String {
        let forgets = self.readings.forgets_one_app_in;
        if forgets > 0 && self.rng.one_in(forgets) {
            return (*self.rng.one_of(&["{}", r#"{"app":null}"#, r#"{"app":{}}"#])).to_owned();
        }
        json!({ "app": self.shown(app, shows_secret) }).to_string()
    }

    fn shown(&mut self, app: &Fields, shows_secret: bool) -> Value {
        let mut members: Vec<(String, Value)> = Vec::new();
        for (name, empty) in FIELDS {
            let value = app.get(*name).map(|value| self.in_order(value));
            let value = match (*name, value) {
                (SECRET, value) => value.filter(|_| shows_secret || self.readings.secret == SecretShown::Always),
                ("appType", None) if self.readings.shows_app_type => Some(json!("oauth")),
                (_, value) => value,
            };
            let value = value.or_else(|| self.nothing(empty));
            members.extend(value.map(|value| ((*name).to_owned(), value)));
        }
        let others = app
            .iter()
            .filter(|(name, _)| FIELDS.iter().all(|(known, _)| known != name));
        let is_shown = |name: &str| name != TEMPLATE || self.readings.template != Template::Hidden;
        members.extend(
            others
                .filter(|(name, _)| is_shown(name))
                .map(|(name, value)| (name.clone(), value.clone())),
        );
        if self.readings.shows_members_backwards {
            members.reverse();
        }
        Value::Object(members.into_iter().collect())
    }

    /// Returns how a field without a value is shown, if at all.
    fn nothing(&mut self, empty: &str) -> Option<Value> {
        let absence = match self.readings.absence {
            Absence::Mixed => *self.rng.one_of(&[Absence::LeftOut, Absence::Null, Absence::Empty]),
            absence => absence,
        };
        match absence {
            Absence::Null => Some(Value::Null),
            Absence::Empty => Some(parsed(empty)),
            Absence::LeftOut | Absence::Mixed => None,
        }
    }

    /// Returns a list as a set, in the order of the readings.
    fn in_order(&mut self, value: &Value) -> Value {
        let Value::Array(items) = value else {
            return value.clone();
        };
        let mut set: Vec<Value> = Vec::new();
        for item in items {
            if !set.contains(item) {
                set.push(item.clone());
            }
        }
        match self.readings.set_order {
            SetOrder::AsSent => {}
            SetOrder::Reversed => set.reverse(),
            SetOrder::Sorted => set.sort_by_key(Value::to_string),
            SetOrder::Rotated => set.rotate_left(1),
        }
        for param in set.iter_mut().filter_map(Value::as_object_mut) {
            let has_value = param.get("value").is_some_and(|value| !is_empty(value));
            if !has_value {
                param.remove("value");
                param.extend(self.nothing(r#""""#).map(|nothing| ("value".to_owned(), nothing)));
            }
        }
        Value::Array(set)
    }

    fn upload(&mut self, token: Fields) -> Result<(), Refused> {
        let app = text(&token, "appId");
        if self.readings.uploads_need_app && !self.apps.iter().any(|other| text(other, "id") == app) {
            return Err((404, Some("E011004")));
        }
        let user = text(&token, "userId");
        self.tokens
            .retain(|other| text(other, "appId") != app || text(other, "userId") != user);
        self.tokens.push(token);
        Ok(())
    }

    fn upload_batch(&mut self, fields: &Fields) -> Result<String, Refused> {
        let items = fields.get("tokens").and_then(Value::as_array).ok_or(BAD_REQUEST)?;
        let tokens = self.tokens.clone();
        let mut failures = Vec::new();
        for token in items.iter().filter_map(Value::as_object) {
            if self.upload(token.clone()).is_err() {
                failures.push(json!({ "appId": token["appId"], "userId": token["userId"], "errorCode": "E152110" }));
            }
        }
        if failures.is_empty() {
            return Ok(match self.nothing("[]") {
                None => json!({}),
                Some(nothing) => json!({ "failures": nothing }),
            }
            .to_string());
        }
        self.tokens = tokens;
        Ok(json!({ "failures": failures }).to_string())
    }

    fn fetch(&mut self, fields: &Fields) -> Result<String, Refused> {
        let is_same = |token: &Fields, name: &str| token.get(name) == fields.get(name);
        let found = self
            .tokens
            .iter()
            .find(|token| is_same(token, "appId") && is_same(token, "userId"));
        let Some(token) = found else {
            return match self.rng.below(3) {
                0 => Err((404, Some("E111504"))),
                1 => Err((404, None)),
                _ => Ok(json!({ "token": { "accessToken": self.nothing(r#""""#) } }).to_string()),
            };
        };
        let mut token = token.clone();
        if let (true, Some(expiry)) = (self.readings.int64_as_string, token.get_mut("accessTokenExpiry")) {
            *expiry = json!(expiry.to_string());
        }
        Ok(json!({ "token": token }).to_string())
    }

    fn delete_tokens(&mut self, query: &str) -> Result<String, Refused> {
        let before = self.tokens.len();
        let pairs: Vec<(&str, String)> = query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (name, decoded(value)))
            .collect();
        self.tokens
            .retain(|token| !pairs.iter().all(|(name, value)| text(token, name) == *value));
        match self.readings.no_tokens {
            Some(refused) if self.tokens.len() == before => Err(refused),
            _ => Ok(self.readings.tokens_deleted.to_owned()),
        }
    }
}

impl Server for VariantServer {
    fn answer(&mut self, request: &Request<'_>) -> Reply {
        match self.act(request) {
            Ok(body) => Reply { status: 200, body },
            Err((status, code)) => {
                let said = if self.readings.echoes { request.body } else { "no" };
                let body = match code {
                    Some(code) => {
                        json!({ "errorCode": code, "errorDescription": said, "errorMessage": said }).to_string()
                    }
                    None => said.to_owned(),
                };
                Reply { status, body }
            }
        }
    }

    fn apps(&self) -> Vec<Value> {
        self.apps.iter().cloned().map(Value::Object).collect()
    }

    fn tokens(&self) -> Vec<Value> {
        self.tokens.iter().cloned().map(Value::Object).collect()
    }

    fn behavior(&self) -> Behavior {
        Behavior {
            refuses_unknown_fields: self.readings.unknown_fields == UnknownFields::Refused,
            update_keeps_dcr: self.readings.update_keeps_dcr,
            forgets_apps: self.readings.forgets_one_app_in > 0,
            shows_template: self.readings.template != Template::Hidden,
        }
    }

    fn describe(&self) -> String {
        format!("{:?}", self.readings)
    }
}

fn text(fields: &Fields, name: &str) -> String {
    fields.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// Returns whether a value means the same as an absent field; `false` does, too.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// Percent-decodes a text (RFC 3986 §2.1).
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next().unwrap(), rest.next().unwrap()];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}
