//! What a call is asked to do.

use descope_outbound::model::Secret;
use descope_outbound::protocol::{
    BATCH_UPLOAD_USER_TOKENS, CREATE, CREATE_BY_TEMPLATE, Call, DELETE, DELETE_USER_TOKENS, Failure, Plan, RetryPolicy,
    UPDATE, UPLOAD_USER_API_KEY, UPLOAD_USER_TOKEN,
};
use serde_json::{Value, json};

use super::dice::Dice;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Create,
    CreateByTemplate,
    Update,
    Patch,
    Ensure,
    Delete,
    UploadToken,
    UploadTokens,
    UploadKey,
    DeleteTokens,
}

/// All but creates, which have worlds of their own as well.
const KINDS: &[Kind] = &[
    Kind::Create,
    Kind::CreateByTemplate,
    Kind::Update,
    Kind::Patch,
    Kind::Ensure,
    Kind::Ensure,
    Kind::Delete,
    Kind::UploadToken,
    Kind::UploadTokens,
    Kind::UploadKey,
    Kind::DeleteTokens,
];

#[derive(Clone, Debug, PartialEq)]
pub struct Deed {
    pub kind: Kind,
    /// What is sent: an app, changes, or no more than an id.
    pub request: Value,
    /// The id of the app that it is about, if it has one.
    pub id: Option<String>,
    /// The name that the app is to have, if it is to have one.
    pub name: Option<String>,
}

impl Deed {
    /// A create, with one of a few ids or with none, and one of a few names.
    pub fn create(dice: &mut Dice) -> Self {
        let id = dice.one_in(2).then(|| format!("id/{}", dice.below(3)));
        let name = format!("name-{}", dice.below(4));
        Self::with(Kind::Create, id, Some(name), dice)
    }

    /// Anything, on one of a few apps, of which some are there.
    pub fn any(dice: &mut Dice) -> Self {
        let app = dice.below(5);
        let kind = *dice.one_of(KINDS);
        let name = match kind {
            Kind::Create | Kind::CreateByTemplate | Kind::Update | Kind::Ensure => Some(format!("name-{app}")),
            _ => None,
        };
        Self::with(kind, Some(format!("id/{app}")), name, dice)
    }

    fn with(kind: Kind, id: Option<String>, name: Option<String>, dice: &mut Dice) -> Self {
        let mut app = json!({ "clientSecret": "s", "clientId": "c" });
        if dice.one_in(2) {
            app["description"] = json!(dice.below(2).to_string());
        }
        if let Some(name) = &name {
            app["name"] = json!(name);
        }
        let with_id = |mut app: Value| {
            if let Some(id) = &id {
                app["id"] = json!(id);
            }
            app
        };
        let token = |user: &str| json!({ "appId": id, "userId": user, "accessToken": "t" });
        let request = match kind {
            Kind::UploadToken => token("user"),
            Kind::UploadTokens => json!([token("one"), token("two")]),
            Kind::UploadKey => json!({ "appId": id, "userId": "keyed", "apiKey": "k" }),
            Kind::DeleteTokens => json!({ "appId": id, "userId": "user" }),
            Kind::Create | Kind::Update | Kind::Ensure => with_id(app),
            Kind::Delete => with_id(json!({})),
            Kind::Patch if dice.one_in(4) => json!({ "description": null }),
            Kind::Patch => json!({ "description": dice.below(3).to_string() }),
            Kind::CreateByTemplate => with_id(json!({
                "templateId": "t", "clientSecret": "s", "clientId": "c", "overrides": { "name": name },
            })),
        };
        Self {
            kind,
            request,
            id,
            name,
        }
    }

    /// The first call that it takes, and the plan for the others.
    pub fn begin(&self, policy: RetryPolicy) -> Result<(Option<Plan>, Call), Box<Failure>> {
        let request = Secret::new(self.request.to_string());
        let call = |endpoint, request| Call::new(endpoint, request, true, policy).map(|call| (None, call));
        match self.kind {
            Kind::Create => call(&CREATE, request),
            Kind::CreateByTemplate => call(&CREATE_BY_TEMPLATE, request),
            Kind::Update => call(&UPDATE, request),
            Kind::Delete => call(&DELETE, request),
            Kind::UploadToken => call(&UPLOAD_USER_TOKEN, request),
            Kind::UploadTokens => call(&BATCH_UPLOAD_USER_TOKENS, request),
            Kind::UploadKey => call(&UPLOAD_USER_API_KEY, request),
            Kind::DeleteTokens => call(&DELETE_USER_TOKENS, request),
            Kind::Ensure => Plan::ensure(&request, true, policy).map(|(plan, call)| (Some(plan), call)),
            Kind::Patch => {
                let id = Secret::new(json!({ "id": self.id }).to_string());
                Plan::patch(id, request, true, policy).map(|(plan, call)| (Some(plan), call))
            }
        }
    }

    /// Whether twice comes to the same as once, so that nobody has to look before it is sent again.
    pub fn may_be_sent_twice(&self) -> bool {
        matches!(
            self.kind,
            Kind::UploadToken | Kind::UploadTokens | Kind::UploadKey | Kind::DeleteTokens
        )
    }

    /// The users whose tokens or keys it is about.
    pub fn users(&self) -> &'static [&'static str] {
        match self.kind {
            Kind::UploadToken | Kind::DeleteTokens => &["user"],
            Kind::UploadKey => &["keyed"],
            Kind::UploadTokens => &["one", "two"],
            _ => &[],
        }
    }

    /// Whether the other one may do something to the same app, and is not just the same again.
    pub fn is_in_the_way_of(&self, other: &Self) -> bool {
        let same = |own: &Option<String>, others: &Option<String>| own.is_some() && own == others;
        (same(&self.id, &other.id) || same(&self.name, &other.name)) && self != other
    }

    /// What the app is to hold in the end.
    pub fn wanted(&self) -> Value {
        match self.kind {
            Kind::CreateByTemplate => json!({ "id": self.id, "name": self.name, "clientId": "c" }),
            _ => self.request.clone(),
        }
    }
}
