//! Apps.

use super::{Kind, Schema, TEXTS, field};

static URL_PARAM: Schema = Schema(&[field("key", Kind::Text), field("value", Kind::Text)]);

const URL_PARAMS: Kind = Kind::List(&Kind::Object(&URL_PARAM));

/// An outbound application, in a create's or an update's request as in their responses.
pub static APP: Schema = Schema(&[
    field("id", Kind::Text),
    field("name", Kind::Text),
    field("description", Kind::Text),
    field("clientId", Kind::Text),
    field("clientSecret", Kind::Secret),
    field("logo", Kind::Text),
    field("discoveryUrl", Kind::Text),
    field("authorizationUrl", Kind::Text),
    field("authorizationUrlParams", URL_PARAMS),
    field("tokenUrl", Kind::Text),
    field("tokenUrlParams", URL_PARAMS),
    field("revocationUrl", Kind::Text),
    field("defaultScopes", TEXTS),
    field("defaultRedirectUrl", Kind::Text),
    field("callbackDomain", Kind::Text),
    field("pkce", Kind::Flag),
    field("accessType", Kind::Text),
    field("prompt", TEXTS),
    field("appType", Kind::Text),
    field("useDcr", Kind::Flag),
    field("dcrUrl", Kind::Text),
    field("tenantId", Kind::Text),
]);

/// What an app made from a template may have instead of the template's: the fields of an app without its ids, its client
/// credentials, its type and its tenant.
pub static OVERRIDES: Schema = Schema(&[
    field("name", Kind::Text),
    field("description", Kind::Text),
    field("logo", Kind::Text),
    field("discoveryUrl", Kind::Text),
    field("authorizationUrl", Kind::Text),
    field("authorizationUrlParams", URL_PARAMS),
    field("tokenUrl", Kind::Text),
    field("tokenUrlParams", URL_PARAMS),
    field("revocationUrl", Kind::Text),
    field("defaultScopes", TEXTS),
    field("defaultRedirectUrl", Kind::Text),
    field("callbackDomain", Kind::Text),
    field("pkce", Kind::Flag),
    field("accessType", Kind::Text),
    field("prompt", TEXTS),
    field("useDcr", Kind::Flag),
    field("dcrUrl", Kind::Text),
]);

/// An app to make from a template.
pub static APP_FROM_TEMPLATE: Schema = Schema(&[
    field("templateId", Kind::Text),
    field("id", Kind::Text),
    field("clientId", Kind::Text),
    field("clientSecret", Kind::Secret),
    field("tenantId", Kind::Text),
    field("overrides", Kind::Object(&OVERRIDES)),
]);

/// An app to make from a preset with dynamic client registration.
pub static APP_FROM_DCR_PRESET: Schema = Schema(&[field("dcrPresetId", Kind::Text), field("tenantId", Kind::Text)]);

/// An answer with an app.
pub static APP_RESPONSE: Kind = Kind::Object(&Schema(&[field("app", Kind::Object(&APP))]));

/// An answer with apps.
pub static APPS_RESPONSE: Kind = Kind::Object(&Schema(&[field("apps", Kind::List(&Kind::Object(&APP)))]));
