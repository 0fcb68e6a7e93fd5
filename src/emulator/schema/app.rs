//! Requests about apps \[doc, node, go\].

use super::{APP_ID, Field, Fields, ID, Kind, Shape, TENANT_ID};

/// `URLParam` \[doc\]
const PARAM: Kind = Kind::Object(&[&[("key", Kind::Text), ("value", Kind::Text)]]);

const CLIENT: &[Field] = &[("clientId", Kind::Text), ("clientSecret", Kind::Text)];

/// What an app is set to.
const SETTINGS: &[Field] = &[
    ("name", Kind::Text),
    ("description", Kind::Text),
    ("logo", Kind::Text),
    ("discoveryUrl", Kind::Text),
    ("authorizationUrl", Kind::Text),
    ("authorizationUrlParams", Kind::List(&PARAM)),
    ("tokenUrl", Kind::Text),
    ("tokenUrlParams", Kind::List(&PARAM)),
    ("revocationUrl", Kind::Text),
    ("defaultScopes", Kind::List(&Kind::Text)),
    ("defaultRedirectUrl", Kind::Text),
    ("callbackDomain", Kind::Text),
    ("pkce", Kind::Flag),
    ("accessType", Kind::Text),
    ("prompt", Kind::List(&Kind::Text)),
    ("appType", Kind::Text),
    ("useDcr", Kind::Flag),
    ("dcrUrl", Kind::Text),
];

/// An outbound app \[doc\].
const APP: Fields = &[ID, SETTINGS, CLIENT, TENANT_ID];

/// \[doc\]; the guide and the SDKs require the name \[guide, go, py\].
pub(in crate::emulator) static CREATE: Shape = Shape::new(APP, &["name"]);

/// A template stands for what is not overridden.
pub(in crate::emulator) static CREATE_BY_TEMPLATE: Shape = Shape::new(
    &[
        &[("templateId", Kind::Text), ("overrides", Kind::Object(TEMPLATE.fields))],
        ID,
        CLIENT,
        TENANT_ID,
    ],
    &["templateId"],
);

/// What a template sets, and what can be overridden.
pub(in crate::emulator) static TEMPLATE: Shape = Shape::new(&[SETTINGS], &[]);

pub(in crate::emulator) static UPDATE: Shape = Shape::new(&[&[("app", Kind::Object(UPDATED_APP.fields))]], &["app"]);

/// That an update needs the name, as a create does, is not documented.
pub(in crate::emulator) static UPDATED_APP: Shape = Shape::new(APP, &["id", "name"]);

/// What the options of connect are is not documented.
pub(in crate::emulator) static CONNECT: Shape = Shape::new(&[APP_ID, &[("options", Kind::AnyObject)]], &["appId"]);
