//! The operations that calls carry out.

use descope_outbound::protocol::{
    BATCH_UPLOAD_USER_TOKENS, CREATE, CREATE_BY_DCR_PRESET, CREATE_BY_TEMPLATE, Call, DELETE, DELETE_USER_TOKENS,
    FETCH_USER_TOKEN, Failure, RetryPolicy, UPDATE, UPLOAD_USER_API_KEY, UPLOAD_USER_TOKEN, Workflow,
};
use descope_outbound::value::Document;
use serde_json::{Map, Value, json};

use super::rng::Rng;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Create,
    CreateByTemplate,
    CreateByDcrPreset,
    Update,
    Patch,
    Ensure,
    Delete,
    UploadToken,
    UploadTokens,
    UploadKey,
    DeleteTokens,
    FetchToken,
}

/// The kinds to draw from; repetition sets the odds.
const KINDS: &[Kind] = &[
    Kind::Create,
    Kind::CreateByTemplate,
    Kind::CreateByDcrPreset,
    Kind::Update,
    Kind::Update,
    Kind::Patch,
    Kind::Patch,
    Kind::Patch,
    Kind::Ensure,
    Kind::Ensure,
    Kind::Ensure,
    Kind::Delete,
    Kind::UploadToken,
    Kind::UploadTokens,
    Kind::UploadKey,
    Kind::DeleteTokens,
    Kind::FetchToken,
];

/// A field of an app, and the values to draw for it. In a patch `null` clears the field; elsewhere it leaves it out.
type Choice = (&'static str, fn() -> Vec<Value>);

#[rustfmt::skip] // A table.
const FIELDS: &[Choice] = &[
    ("description", || vec![json!("0"), json!("1"), json!(""), Value::Null]),
    ("clientId", || vec![json!("c"), json!("c"), json!(""), Value::Null]),
    ("clientSecret", || vec![json!("canary-0"), json!("canary-1"), Value::Null]),
    ("defaultScopes", || vec![json!(["a", "b"]), json!(["b", "a"]), json!(["a", "b", "a"]), json!([]), Value::Null]),
    ("prompt", || vec![json!(["login", "consent"]), json!(["consent", "login"]), Value::Null]),
    ("tokenUrlParams", || vec![
        json!([{ "key": "k", "value": "1" }, { "key": "l" }]),
        json!([{ "key": "l", "value": "" }, { "value": "1", "key": "k" }]),
        Value::Null,
    ]),
    ("appType", || vec![json!("oauth"), json!(""), Value::Null]),
    ("pkce", || vec![json!(true), json!(false), Value::Null]),
];

/// Rare fields: the tenant, dynamic registration, and fields that the API reference does not have.
#[rustfmt::skip] // A table.
const RARE_FIELDS: &[Choice] = &[
    ("tenantId", || vec![json!("t-0"), json!("t-1")]),
    ("useDcr", || vec![json!(true), json!(false)]),
    ("dcrUrl", || vec![json!("https://a.test/register"), json!("https://b.test/register")]),
    ("templateId", || vec![json!("custom"), json!("t")]),
    ("unheardOf", || vec![json!(1), json!([2])]),
];

/// The field that no answer has to show.
pub const SECRET: &str = "clientSecret";

/// Fields that an update drops or resets, although its schema has them.
pub const NOT_UPDATED: &[&str] = &["useDcr", "dcrUrl"];

/// Fields that the API reference does not have.
pub const UNDOCUMENTED: &[&str] = &["templateId", "unheardOf"];

#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    pub kind: Kind,
    /// The request: an app, changes, or only an id.
    pub request: Value,
    /// The id of the app that it concerns, if any.
    pub id: Option<String>,
    /// The name to give the app, if any.
    pub name: Option<String>,
}

impl Operation {
    /// Draws a create, with one of a few ids or none, and one of a few names.
    pub fn create(rng: &mut Rng) -> Self {
        let id = rng.one_in(2).then(|| format!("id/{}", rng.below(3)));
        let name = format!("name-{}", rng.below(4));
        Self::with(Kind::Create, id, Some(name), rng)
    }

    /// Draws any operation, on one of a few apps, some of which exist.
    pub fn any(rng: &mut Rng) -> Self {
        let app = rng.below(5);
        let kind = *rng.one_of(KINDS);
        let name = match kind {
            Kind::Create | Kind::CreateByTemplate | Kind::Update | Kind::Ensure => Some(format!("name-{app}")),
            _ => None,
        };
        let id = (kind != Kind::CreateByDcrPreset).then(|| format!("id/{app}"));
        Self::with(kind, id, name, rng)
    }

    fn with(kind: Kind, id: Option<String>, name: Option<String>, rng: &mut Rng) -> Self {
        let with_id = |mut app: Value| {
            if let Some(id) = &id {
                app["id"] = json!(id);
            }
            app
        };
        let token = |user: &str| {
            let expiry = 2_000_000_000;
            json!({ "appId": id, "userId": user, "accessToken": "canary-t", "accessTokenExpiry": expiry })
        };
        let request = match kind {
            Kind::UploadToken => token("user"),
            Kind::UploadTokens => json!([token("one"), token("two")]),
            Kind::UploadKey => json!({ "appId": id, "userId": "keyed", "apiKey": "canary-k" }),
            Kind::DeleteTokens | Kind::FetchToken => json!({ "appId": id, "userId": "user" }),
            Kind::Create | Kind::Update | Kind::Ensure => {
                let mut app = app(rng);
                app["name"] = json!(name);
                with_id(app)
            }
            Kind::Delete => with_id(json!({})),
            Kind::Patch => app(rng),
            Kind::CreateByDcrPreset => json!({ "dcrPresetId": "p", "tenantId": format!("preset-{}", rng.below(3)) }),
            Kind::CreateByTemplate => with_id(by_template(name.as_deref(), rng)),
        };
        Self {
            kind,
            request,
            id,
            name,
        }
    }

    /// Returns the first call, and the workflow that decides the others.
    pub fn begin(&self, policy: RetryPolicy) -> Result<(Option<Workflow>, Call), Box<Failure>> {
        let request = Document::parse(&self.request.to_string()).unwrap();
        let call = |endpoint, request| Call::new(endpoint, request, true, policy).map(|call| (None, call));
        match self.kind {
            Kind::Create => call(&CREATE, request),
            Kind::CreateByTemplate => call(&CREATE_BY_TEMPLATE, request),
            Kind::CreateByDcrPreset => call(&CREATE_BY_DCR_PRESET, request),
            Kind::Update => call(&UPDATE, request),
            Kind::Delete => call(&DELETE, request),
            Kind::UploadToken => call(&UPLOAD_USER_TOKEN, request),
            Kind::UploadTokens => call(&BATCH_UPLOAD_USER_TOKENS, request),
            Kind::UploadKey => call(&UPLOAD_USER_API_KEY, request),
            Kind::DeleteTokens => call(&DELETE_USER_TOKENS, request),
            Kind::FetchToken => call(&FETCH_USER_TOKEN, request),
            Kind::Ensure => Workflow::ensure(&request, true, policy).map(|(plan, call)| (Some(plan), call)),
            Kind::Patch => {
                let id = Document::parse(&json!({ "id": self.id }).to_string()).unwrap();
                Workflow::patch(id, request, true, policy).map(|(plan, call)| (Some(plan), call))
            }
        }
    }

    /// Returns whether sending twice has the same result as once, so that a resend needs no look-up.
    pub fn may_be_sent_twice(&self) -> bool {
        matches!(
            self.kind,
            Kind::UploadToken | Kind::UploadTokens | Kind::UploadKey | Kind::DeleteTokens | Kind::FetchToken
        )
    }

    /// Returns whether the API answers a success with the app.
    pub fn is_answered_with_app(&self) -> bool {
        !matches!(self.kind, Kind::Delete) && !self.may_be_sent_twice()
    }

    /// Returns the users whose tokens or keys it concerns.
    pub fn users(&self) -> &'static [&'static str] {
        match self.kind {
            Kind::UploadToken | Kind::DeleteTokens | Kind::FetchToken => &["user"],
            Kind::UploadKey => &["keyed"],
            Kind::UploadTokens => &["one", "two"],
            _ => &[],
        }
    }

    /// Returns whether this operation may change the other's app, and differs from the other.
    pub fn is_in_the_way_of(&self, other: &Self) -> bool {
        let same = |own: &Option<String>, others: &Option<String>| own.is_some() && own == others;
        let is_same_app = same(&self.id, &other.id) || same(&self.name, &other.name);
        is_same_app && self != other && self.kind != Kind::FetchToken
    }

    /// Returns the wanted fields of the app; `null` where a patch clears one.
    pub fn wanted(&self) -> Map<String, Value> {
        let mut request = self.request.as_object().cloned().unwrap_or_default();
        if let Some(Value::Object(overrides)) = request.remove("overrides") {
            request.extend(overrides);
        }
        request.remove("dcrPresetId");
        if self.kind != Kind::Patch {
            request.retain(|_, value| !value.is_null());
        }
        request
    }

    /// Returns the client secret that it sets, if any; empty if it clears the stored one.
    pub fn secret(&self) -> Option<&str> {
        match (self.kind, self.request.get("clientSecret")?) {
            (Kind::Patch, Value::Null) => Some(""),
            (_, value) => value.as_str(),
        }
    }

    /// Returns whether it sends a field that the API reference does not have: the server may drop it or refuse it.
    pub fn is_undocumented(&self) -> bool {
        UNDOCUMENTED.iter().any(|name| self.request.get(name).is_some())
    }

    /// Returns whether it sends the made-up field.
    pub fn is_unheard_of(&self) -> bool {
        self.request.get("unheardOf").is_some()
    }
}

fn app(rng: &mut Rng) -> Value {
    let mut app = Map::new();
    for (fields, odds) in [(FIELDS, 3), (RARE_FIELDS, 16)] {
        for (name, values) in fields {
            if rng.one_in(odds) {
                app.insert((*name).to_owned(), rng.one_of(&values()).clone());
            }
        }
    }
    Value::Object(app)
}

/// Returns an app that exists before the first event.
pub fn seeded_app(number: u64, rng: &mut Rng) -> Value {
    let mut app = app(rng);
    app["id"] = json!(format!("id/{number}"));
    app["name"] = json!(format!("name-{number}"));
    app["accessType"] = json!("offline");
    app.as_object_mut().unwrap().remove("unheardOf");
    app
}

fn by_template(name: Option<&str>, rng: &mut Rng) -> Value {
    let mut overrides = app(rng);
    let mut request = json!({ "templateId": "t" });
    let fields = overrides.as_object_mut().unwrap();
    for own in ["clientId", "clientSecret", "tenantId"] {
        if let Some(value) = fields.remove(own) {
            request[own] = value;
        }
    }
    for not_overridden in ["appType", "templateId", "unheardOf"] {
        fields.remove(not_overridden);
    }
    fields.insert("name".to_owned(), json!(name));
    request["overrides"] = overrides;
    request
}
