//! Requests about apps \[doc, node, go\].

use super::common::{APP_ID, ID, TENANT_ID};
use super::shape::{Field, FieldType, Fields, Shape};

/// `URLParam`: `key` \[doc, go, node, net\], or `name`, which python's SDK sends for it \[py\].
const PARAM: FieldType = FieldType::Object(&[&[
    ("key", FieldType::Text),
    ("name", FieldType::Text),
    ("value", FieldType::Text),
]]);

const TEXTS: FieldType = FieldType::List(&FieldType::Text);

const CLIENT: &[Field] = &[("clientId", FieldType::Text), ("clientSecret", FieldType::Text)];

/// The settings of an app, except its type.
const SETTINGS: &[Field] = &[
    ("name", FieldType::Text),
    ("description", FieldType::Text),
    ("logo", FieldType::Text),
    ("discoveryUrl", FieldType::Text),
    ("authorizationUrl", FieldType::Text),
    ("authorizationUrlParams", FieldType::List(&PARAM)),
    ("tokenUrl", FieldType::Text),
    ("tokenUrlParams", FieldType::List(&PARAM)),
    ("revocationUrl", FieldType::Text),
    ("defaultScopes", TEXTS),
    ("defaultRedirectUrl", FieldType::Text),
    ("callbackDomain", FieldType::Text),
    ("pkce", FieldType::Bool),
    ("accessType", FieldType::Text),
    ("prompt", TEXTS),
    ("useDcr", FieldType::Bool),
    ("dcrUrl", FieldType::Text),
];

const APP_TYPE: &[Field] = &[("appType", FieldType::Text)];

/// No documented message has it \[doc\], but loads return it, and go and php send it with every create and update.
const TEMPLATE_ID: &[Field] = &[("templateId", FieldType::Text)];

/// An outbound app \[doc\].
const APP: Fields = &[ID, SETTINGS, APP_TYPE, CLIENT, TENANT_ID, TEMPLATE_ID];

/// \[doc\]; the guide and the SDKs require the name \[guide, go, py, java\].
pub(in crate::emulator) static CREATE: Shape = Shape::new(APP, &["name"]);

/// The template supplies the fields that are not overridden.
pub(in crate::emulator) static CREATE_BY_TEMPLATE: Shape = Shape::new(
    &[
        TEMPLATE_ID,
        &[("overrides", FieldType::Object(&[SETTINGS]))],
        ID,
        CLIENT,
        TENANT_ID,
    ],
    &["templateId"],
);

/// \[doc\]. The preset is clearly required; whether the tenant is, is not known.
pub(in crate::emulator) static CREATE_BY_DCR_PRESET: Shape =
    Shape::new(&[&[("dcrPresetId", FieldType::Text)], TENANT_ID], &["dcrPresetId"]);

/// The fields that a template or a preset of the emulator sets.
pub(in crate::emulator) static TEMPLATE: Shape = Shape::new(&[SETTINGS, APP_TYPE], &[]);

pub(in crate::emulator) static UPDATE: Shape = Shape::new(&[&[("app", FieldType::Object(APP))]], &["app"]);

/// \[go, java\]
pub(in crate::emulator) static UPDATED_APP: Shape = Shape::new(APP, &["id", "name"]);

/// \[doc\]. A top-level tenant, which \[agent, field\] send, is not documented, and is treated as an unknown field.
pub(in crate::emulator) static CONNECT: Shape = Shape::new(
    &[
        APP_ID,
        &[(
            "options",
            FieldType::Object(&[&[
                ("redirectUrl", FieldType::Text),
                ("scopes", TEXTS),
                ("prompt", TEXTS),
                ("loginHint", FieldType::Text),
                ("resources", TEXTS),
                ("externalIdentifier", FieldType::Text),
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
            ("tenantLevel", FieldType::Bool),
            (
                "options",
                FieldType::Object(&[&[
                    ("redirectUrl", FieldType::Text),
                    ("scopes", TEXTS),
                    ("externalIdentifier", FieldType::Text),
                ]]),
            ),
        ],
    ],
    &["appId"],
);
