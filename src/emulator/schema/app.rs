//! Requests about apps \[doc, node, go\].

use super::common::{APP_ID, ID, TENANT_ID};
use super::shape::{Field, Fields, Kind, Shape};

/// `URLParam`: `key` \[doc, go, node, net\], or `name`, which python's SDK sends for it \[py\].
const PARAM: Kind = Kind::Object(&[&[("key", Kind::Text), ("name", Kind::Text), ("value", Kind::Text)]]);

const TEXTS: Kind = Kind::List(&Kind::Text);

const CLIENT: &[Field] = &[("clientId", Kind::Text), ("clientSecret", Kind::Text)];

/// What an app is set to, but for its type.
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
    ("defaultScopes", TEXTS),
    ("defaultRedirectUrl", Kind::Text),
    ("callbackDomain", Kind::Text),
    ("pkce", Kind::Bool),
    ("accessType", Kind::Text),
    ("prompt", TEXTS),
    ("useDcr", Kind::Bool),
    ("dcrUrl", Kind::Text),
];

const APP_TYPE: &[Field] = &[("appType", Kind::Text)];

/// In no public message \[doc\], but loads give it back, and go and php send it with every create and update.
const TEMPLATE_ID: &[Field] = &[("templateId", Kind::Text)];

/// An outbound app \[doc\].
const APP: Fields = &[ID, SETTINGS, APP_TYPE, CLIENT, TENANT_ID, TEMPLATE_ID];

/// \[doc\]; the guide and the SDKs require the name \[guide, go, py, java\].
pub(in crate::emulator) static CREATE: Shape = Shape::new(APP, &["name"]);

/// A template stands for what is not overridden.
pub(in crate::emulator) static CREATE_BY_TEMPLATE: Shape = Shape::new(
    &[
        TEMPLATE_ID,
        &[("overrides", Kind::Object(&[SETTINGS]))],
        ID,
        CLIENT,
        TENANT_ID,
    ],
    &["templateId"],
);

/// \[doc\]. That it needs the preset is plain; whether it needs the tenant is not known.
pub(in crate::emulator) static CREATE_BY_DCR_PRESET: Shape =
    Shape::new(&[&[("dcrPresetId", Kind::Text)], TENANT_ID], &["dcrPresetId"]);

/// What a template or a preset of the emulator sets.
pub(in crate::emulator) static TEMPLATE: Shape = Shape::new(&[SETTINGS, APP_TYPE], &[]);

pub(in crate::emulator) static UPDATE: Shape = Shape::new(&[&[("app", Kind::Object(APP))]], &["app"]);

/// \[go, java\]
pub(in crate::emulator) static UPDATED_APP: Shape = Shape::new(APP, &["id", "name"]);

/// \[doc\]. A tenant at the top, which \[agent, field\] send, is not documented here, and goes the way of unknown fields.
pub(in crate::emulator) static CONNECT: Shape = Shape::new(
    &[
        APP_ID,
        &[(
            "options",
            Kind::Object(&[&[
                ("redirectUrl", Kind::Text),
                ("scopes", TEXTS),
                ("prompt", TEXTS),
                ("loginHint", Kind::Text),
                ("resources", TEXTS),
                ("externalIdentifier", Kind::Text),
            ]]),
        )],
    ],
    &["appId"],
);

/// \[js\]
pub(in crate::emulator) static CONNECT_TENANT: Shape = Shape::new(
    &[
        APP_ID,
        TENANT_ID,
        &[
            ("tenantLevel", Kind::Bool),
            (
                "options",
                Kind::Object(&[&[
                    ("redirectUrl", Kind::Text),
                    ("scopes", TEXTS),
                    ("externalIdentifier", Kind::Text),
                ]]),
            ),
        ],
    ],
    &["appId"],
);
