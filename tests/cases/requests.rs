//! The table for every other request: requests with issues, and realistic ones without.

use descope_outbound::validate::{
    APP_FROM_DCR_PRESET, APP_FROM_TEMPLATE, CHANGES, CONNECT, Checks, ENSURED_APP, ID,
    IssueCode::*,
    Severity::{Error, Warning},
    TENANT_API_KEY, TENANT_TOKEN, TENANT_TOKEN_UPLOAD, TENANT_TOKENS_UPLOAD, UPDATED_APP, USER, USER_API_KEY,
    USER_TOKEN, USER_TOKEN_UPLOAD, USER_TOKENS, USER_TOKENS_UPLOAD,
};

use super::{Found, owned, shown};

/// The checks of a request, and requests of that kind.
pub struct Request {
    pub checks: &'static Checks,
    /// Requests with issues, and all of these issues.
    pub trips: &'static [(&'static str, &'static [Found])],
    /// Requests without issues.
    pub passes: &'static [&'static str],
}

/// Checks every request against its issues.
pub fn check_all() {
    for kind in REQUESTS {
        for (request, expected) in kind.trips {
            assert_eq!(shown(&kind.checks.check_text(request)), owned(expected), "{request}");
        }
        for request in kind.passes {
            assert_eq!(shown(&kind.checks.check_text(request)), [], "{request}");
        }
    }
}

pub const REQUESTS: &[Request] = &[
    Request {
        checks: &APP_FROM_TEMPLATE,
        trips: &[
            ("{}", &[("templateId", Missing, Error)]),
            (r#"{"templateId":" "}"#, &[("templateId", Blank, Error)]),
            (r#"{"templateId":"t","id":""}"#, &[("id", Blank, Error)]),
            (r#"{"templateId":"t","tenantId":""}"#, &[("tenantId", Blank, Error)]),
            (
                r#"{"templateId":"t","overrides":{"tokenURL":"https://example.com/"}}"#,
                &[("overrides.tokenURL", UnknownField, Error)],
            ),
            (
                r#"{"templateId":"t","overrides":{"tokenUrl":"http://example.com/"}}"#,
                &[("overrides.tokenUrl", InsecureUrl, Error)],
            ),
            (
                r#"{"templateId":"t","overrides":{"tokenUrlParams":[{}]}}"#,
                &[("overrides.tokenUrlParams[0].key", Missing, Error)],
            ),
            (
                r#"{"templateId":"t","overrides":{"prompt":["none","login"]}}"#,
                &[("overrides.prompt", ContradictoryPrompt, Error)],
            ),
            (r#"{"templateId":null}"#, &[("templateId", Missing, Error)]),
            (r#"{"templateId":"t","id":".."}"#, &[("id", InvalidId, Error)]),
            (
                r#"{"templateId":"t","clientId":"c\n","clientSecret":"\u00fc"}"#,
                &[
                    ("clientId", InvalidCredential, Error),
                    ("clientSecret", InvalidCredential, Error),
                ],
            ),
            (
                r#"{"templateId":"t","clientId":" c","clientSecret":"s "}"#,
                &[
                    ("clientId", InvalidCredential, Warning),
                    ("clientSecret", InvalidCredential, Warning),
                ],
            ),
            (
                r#"{"templateId":"t","clientSecret":""}"#,
                &[("clientSecret", Blank, Warning)],
            ),
            (
                r#"{"templateId":"t","id":"{id}","clientId":"<client-id>","clientSecret":"${SECRET}","tenantId":"{{tenant}}"}"#,
                &[
                    ("id", Placeholder, Warning),
                    ("clientId", Placeholder, Warning),
                    ("clientSecret", Placeholder, Warning),
                    ("tenantId", Placeholder, Warning),
                ],
            ),
            (
                r#"{"templateId":"t","overrides":{"clientId":"ü","appType":"x"}}"#,
                &[
                    ("overrides.clientId", UnknownField, Warning),
                    ("overrides.appType", UnknownField, Warning),
                ],
            ),
            (
                r#"{"template":"t"}"#,
                &[("template", UnknownField, Error), ("templateId", Missing, Error)],
            ),
        ],
        passes: &[
            r#"{"templateId":"google-calendar","tenantId":null,"overrides":{"description":null,"defaultScopes":["openid"]}}"#,
            r#"{"templateId":"t","clientId":"c","clientSecret":"s s"}"#,
        ],
    },
    Request {
        checks: &APP_FROM_DCR_PRESET,
        trips: &[
            ("{}", &[("dcrPresetId", Missing, Error), ("tenantId", Missing, Error)]),
            (
                r#"{"dcrPresetId":" ","tenantId":""}"#,
                &[("dcrPresetId", Blank, Error), ("tenantId", Blank, Error)],
            ),
            (
                r#"{"dcrPresetId":null,"tenantId":"t"}"#,
                &[("dcrPresetId", Missing, Error)],
            ),
            (
                r#"{"presetId":"p","dcrPresetId":"p","tenantId":"t"}"#,
                &[("presetId", UnknownField, Error)],
            ),
        ],
        passes: &[r#"{"dcrPresetId":"notion","tenantId":"T2"}"#],
    },
    Request {
        checks: &UPDATED_APP,
        trips: &[
            (
                r#"{"id":"a","name":"n","clientSecret":"s"}"#,
                &[("clientSecret", SecretWithoutClientId, Warning)],
            ),
            (r#"{"name":"n"}"#, &[("id", Missing, Error)]),
            (r#"{"id":"a"}"#, &[("name", Missing, Error)]),
            (r#"{"id":"","name":"n"}"#, &[("id", Blank, Error)]),
            (
                r#"{"id":"a","name":"n","tenantId":"t","useDcr":true,"dcrUrl":"https://a.b/register"}"#,
                &[
                    ("tenantId", NotCarried, Warning),
                    ("useDcr", NotCarried, Warning),
                    ("dcrUrl", NotCarried, Warning),
                ],
            ),
            (
                r#"{"id":"a","name":"n","clientId":"c","clientSecret":""}"#,
                &[("clientSecret", Blank, Warning)],
            ),
        ],
        passes: &[
            r#"{"id":"a","name":"n","templateId":"custom","tenantId":"","useDcr":false,"dcrUrl":"","clientId":"c","clientSecret":null}"#,
        ],
    },
    Request {
        checks: &ENSURED_APP,
        trips: &[
            (r#"{"id":"a"}"#, &[("name", Missing, Error)]),
            (r#"{"id":"..","name":"n"}"#, &[("id", InvalidId, Error)]),
            (
                r#"{"id":"a","name":"n","clientSecret":"s"}"#,
                &[("clientSecret", SecretWithoutClientId, Warning)],
            ),
            (r#"{"name":"n"}"#, &[("id", Missing, Error)]),
            (r#"{"id":"a","name":"n","tenantId":" "}"#, &[("tenantId", Blank, Error)]),
            (
                r#"{"id":"a","name":"n","clientSecret":""}"#,
                &[("clientSecret", Blank, Warning)],
            ),
        ],
        passes: &[
            r#"{"id":"a","name":"n","tenantId":"t","useDcr":true,"dcrUrl":"https://a.b/register"}"#,
            r#"{"id":"a","name":"n","clientId":"c"}"#,
        ],
    },
    Request {
        checks: &CHANGES,
        trips: &[
            (r#"{"id":"b"}"#, &[("id", ImmutableField, Error)]),
            (
                r#"{"name":null,"id":null}"#,
                &[("name", WrongType, Error), ("id", WrongType, Error)],
            ),
            (r#"{"name":""}"#, &[("name", Blank, Error)]),
            (
                r#"{"tenantId":"t","useDcr":true,"dcrUrl":"https://a.b"}"#,
                &[
                    ("tenantId", NotCarried, Warning),
                    ("useDcr", NotCarried, Warning),
                    ("dcrUrl", NotCarried, Warning),
                ],
            ),
            (r#"{"clientSecret":""}"#, &[("clientSecret", Blank, Warning)]),
            (r#"{"clientID":null}"#, &[("clientID", UnknownField, Error)]),
            (
                r#"{"tokenUrlParams":[{"key":null}]}"#,
                &[("tokenUrlParams[0].key", Missing, Error)],
            ),
            (r#"{"tokenUrl":"http://a.b"}"#, &[("tokenUrl", InsecureUrl, Error)]),
        ],
        passes: &[
            r#"{"description":null,"clientSecret":null,"tokenUrlParams":[{"key":"k","value":null}],"templateId":null}"#,
            r#"{"tenantId":"","useDcr":false}"#,
        ],
    },
    Request {
        checks: &ID,
        trips: &[
            ("{}", &[("id", Missing, Error)]),
            (r#"{"id":" "}"#, &[("id", Blank, Error)]),
            (r#"{"id":5}"#, &[("id", WrongType, Error)]),
            (r#"{"id":""}"#, &[("id", Blank, Error)]),
            (r#"{"id":"."}"#, &[("id", InvalidId, Error)]),
        ],
        passes: &[r#"{"id":"a/b"}"#],
    },
    Request {
        checks: &USER_TOKEN,
        trips: &[
            (r#"{"userId":"u"}"#, &[("appId", Missing, Error)]),
            (r#"{"appId":"a"}"#, &[("userId", Missing, Error)]),
            (r#"{"appId":"","userId":"u"}"#, &[("appId", Blank, Error)]),
            (r#"{"appId":"a","userId":""}"#, &[("userId", Blank, Error)]),
            (
                r#"{"appId":"a","userId":"u","tenantId":""}"#,
                &[("tenantId", Blank, Error)],
            ),
            (
                r#"{"appId":"a","userId":"u","scopes":["a b"]}"#,
                &[("scopes[0]", InvalidScope, Error)],
            ),
            (
                r#"{"appId":"a","userId":"u","options":{"forceRefesh":true}}"#,
                &[("options.forceRefesh", UnknownField, Error)],
            ),
            (
                r#"{"appId":"a","userId":"u","scopes":[]}"#,
                &[("scopes", EmptyList, Warning)],
            ),
            (
                r#"{"appId":"a","userId":"u","options":{"refreshToken":true}}"#,
                &[("options.refreshToken", UnknownField, Error)],
            ),
            (
                r#"{"appId":null,"userId":null}"#,
                &[("appId", Missing, Error), ("userId", Missing, Error)],
            ),
        ],
        passes: &[
            r#"{"appId":"a","userId":"u","scopes":null,"options":null,"tenantId":null,"externalIdentifier":null}"#,
        ],
    },
    Request {
        checks: &TENANT_TOKEN,
        trips: &[
            (r#"{"tenantId":"t"}"#, &[("appId", Missing, Error)]),
            (r#"{"appId":"a"}"#, &[("tenantId", Missing, Error)]),
            (r#"{"appId":"","tenantId":"t"}"#, &[("appId", Blank, Error)]),
            (r#"{"appId":"a","tenantId":""}"#, &[("tenantId", Blank, Error)]),
            (
                r#"{"appId":"a","tenantId":"t","scopes":[""]}"#,
                &[("scopes[0]", InvalidScope, Error)],
            ),
            (
                r#"{"appId":"a","tenantId":"t","scopes":[]}"#,
                &[("scopes", EmptyList, Warning)],
            ),
            (
                r#"{"appId":"a","tenantId":"t","userId":"u"}"#,
                &[("userId", UnknownField, Warning)],
            ),
        ],
        passes: &[r#"{"appId":"a","tenantId":"t","scopes":["openid"],"options":{"withRefreshToken":null}}"#],
    },
    Request {
        checks: &USER_TOKENS,
        trips: &[
            ("{}", &[("", Missing, Error)]),
            (r#"{"appId":" "}"#, &[("appId", Blank, Error)]),
            (r#"{"userId":" "}"#, &[("userId", Blank, Error)]),
            (r#"{"appId":"a","userId":null}"#, &[("userId", WrongType, Error)]),
            (r#"{"appId":null,"userId":"u"}"#, &[("appId", WrongType, Error)]),
        ],
        passes: &[r#"{"appId":"a"}"#, r#"{"userId":"u"}"#],
    },
    Request {
        checks: &USER,
        trips: &[
            ("{}", &[("userId", Missing, Error)]),
            (r#"{"userId":""}"#, &[("userId", Blank, Error)]),
            (r#"{"userId":"u","tenantId":""}"#, &[("tenantId", Blank, Error)]),
        ],
        passes: &[r#"{"userId":"u","tenantId":null}"#],
    },
    Request {
        checks: &CONNECT,
        trips: &[
            (r#"{"refreshJwt":"e.y.J"}"#, &[("appId", Missing, Error)]),
            (
                r#"{"appId":"a","refreshJwt":"e y"}"#,
                &[("refreshJwt", InvalidCredential, Error)],
            ),
            (r#"{"appId":" ","refreshJwt":"e"}"#, &[("appId", Blank, Error)]),
            (
                r#"{"appId":"a","refreshJwt":"e","options":5}"#,
                &[("options", WrongType, Error)],
            ),
            ("{}", &[("appId", Missing, Error)]),
            (r#"{"appId":"a","refreshJwt":" "}"#, &[("refreshJwt", Blank, Error)]),
            (
                r#"{"appId":"a","refreshJwt":"e.y.J\n"}"#,
                &[("refreshJwt", InvalidCredential, Error)],
            ),
            (r#"{"appId":"a","tenantId":""}"#, &[("tenantId", Blank, Error)]),
            (
                r#"{"appId":"a","accessToken":"x"}"#,
                &[("accessToken", UnknownField, Error)],
            ),
            (
                r#"{"appId":"a","options":{"scopes":["a b"]}}"#,
                &[("options.scopes[0]", InvalidScope, Error)],
            ),
            (
                r#"{"appId":"a","options":{"redirectUrl":"javascript:alert(1)"}}"#,
                &[("options.redirectUrl", InvalidUrl, Error)],
            ),
            (
                r#"{"appId":"a","options":{"redirectUrl":"/connected"}}"#,
                &[("options.redirectUrl", InvalidUrl, Warning)],
            ),
            (
                r#"{"appId":"a","options":{"redirectUrl":"http://example.com/connected"}}"#,
                &[("options.redirectUrl", InsecureUrl, Warning)],
            ),
            (
                r#"{"appId":"a","options":{"prompt":["none","login"]}}"#,
                &[("options.prompt", ContradictoryPrompt, Error)],
            ),
            (
                r#"{"appId":"a","options":{"prompt":["create"]}}"#,
                &[("options.prompt[0]", UnknownValue, Warning)],
            ),
            (
                r#"{"appId":"a","options":{"redirectUri":"https://a.b"}}"#,
                &[("options.redirectUri", UnknownField, Error)],
            ),
            (
                r#"{"appId":"a","tenantId":"t","options":{"prompt":["login"],"loginHint":"l","resources":["r"]}}"#,
                &[("options", UnknownField, Warning)],
            ),
            (
                r#"{"appId":"a","tenantLevel":true,"options":{"loginHint":"l","prompt":[]}}"#,
                &[("options", UnknownField, Warning)],
            ),
        ],
        passes: &[
            r#"{"appId":"a","options":{"redirectUrl":"com.example.app:/connected","scopes":["a"],"prompt":["consent"],"loginHint":"ada@example.com","resources":["https://a.b"],"externalIdentifier":"work"}}"#,
            r#"{"appId":"a","refreshJwt":null,"tenantId":"t","tenantLevel":true,"options":{"redirectUrl":"http://localhost:3000/","scopes":[],"externalIdentifier":"e","prompt":null}}"#,
            r#"{"appId":"a","tenantLevel":false,"options":{"prompt":["login"]}}"#,
        ],
    },
    Request {
        checks: &USER_API_KEY,
        trips: &[
            (r#"{"userId":"u","apiKey":"k"}"#, &[("appId", Missing, Error)]),
            (r#"{"appId":"a","apiKey":"k"}"#, &[("userId", Missing, Error)]),
            (r#"{"appId":"a","userId":"u"}"#, &[("apiKey", Missing, Error)]),
            (r#"{"appId":"","userId":"u","apiKey":"k"}"#, &[("appId", Blank, Error)]),
            (r#"{"appId":"a","userId":"","apiKey":"k"}"#, &[("userId", Blank, Error)]),
            (r#"{"appId":"a","userId":"u","apiKey":""}"#, &[("apiKey", Blank, Error)]),
            (
                r#"{"appId":"a","userId":"u","apiKey":"k","tenantId":""}"#,
                &[("tenantId", Blank, Error)],
            ),
            (
                r#"{"appId":"a","userId":"u","apiKey":"k\n"}"#,
                &[("apiKey", InvalidCredential, Warning)],
            ),
            (
                r#"{"appId":"a","userId":"u","apiKey":"k\u00e9y"}"#,
                &[("apiKey", InvalidCredential, Warning)],
            ),
            (
                r#"{"appId":"a","userId":"u","apiKey":"<your-api-key>"}"#,
                &[("apiKey", Placeholder, Warning)],
            ),
        ],
        passes: &[r#"{"appId":"a","userId":"u","apiKey":"sk-proj_1 2","tenantId":null}"#],
    },
    Request {
        checks: &TENANT_API_KEY,
        trips: &[
            (r#"{"tenantId":"t","apiKey":"k"}"#, &[("appId", Missing, Error)]),
            (r#"{"appId":"a","apiKey":"k"}"#, &[("tenantId", Missing, Error)]),
            (r#"{"appId":"a","tenantId":"t"}"#, &[("apiKey", Missing, Error)]),
            (
                r#"{"appId":"","tenantId":"t","apiKey":"k"}"#,
                &[("appId", Blank, Error)],
            ),
            (
                r#"{"appId":"a","tenantId":"","apiKey":"k"}"#,
                &[("tenantId", Blank, Error)],
            ),
            (
                r#"{"appId":"a","tenantId":"t","apiKey":""}"#,
                &[("apiKey", Blank, Error)],
            ),
            (
                r#"{"appId":"a","tenantId":"t","apiKey":"\u00e9"}"#,
                &[("apiKey", InvalidCredential, Warning)],
            ),
            (
                r#"{"appId":"a","tenantId":"t","apiKey":"${API_KEY}"}"#,
                &[("apiKey", Placeholder, Warning)],
            ),
        ],
        passes: &[r#"{"appId":"a","tenantId":"t","apiKey":"sk"}"#],
    },
    Request {
        checks: &USER_TOKEN_UPLOAD,
        trips: &[
            (r#"{"userId":"u","accessToken":"x"}"#, &[("appId", Missing, Error)]),
            (r#"{"appId":"a","accessToken":"x"}"#, &[("userId", Missing, Error)]),
            (r#"{"appId":"a","userId":"u"}"#, &[("", Missing, Error)]),
            (
                r#"{"appId":"","userId":"u","refreshToken":"r"}"#,
                &[("appId", Blank, Error)],
            ),
            (
                r#"{"appId":"a","userId":"","refreshToken":"r"}"#,
                &[("userId", Blank, Error)],
            ),
            (
                r#"{"appId":"a","userId":"u","tenantId":"","refreshToken":"r"}"#,
                &[("tenantId", Blank, Error)],
            ),
            (
                r#"{"appId":"a","userId":"u","accessToken":"x","accessTokenExpiry":1.5}"#,
                &[("accessTokenExpiry", WrongType, Error)],
            ),
            (
                r#"{"appId":"a","userId":"u","accessToken":"x","accessTokenExpiry":"tomorrow"}"#,
                &[("accessTokenExpiry", WrongType, Error)],
            ),
            (
                r#"{"appId":"a","userId":"u","accessToken":"x","accessTokenExpiry":2147483648}"#,
                &[("accessTokenExpiry", WrongType, Error)],
            ),
            (
                r#"{"appId":"a","userId":"u","accessToken":"x","scopes":["ü"]}"#,
                &[("scopes[0]", InvalidScope, Error)],
            ),
            (
                r#"{"appId":"a","userId":"u","refreshToken":"r\n","accessToken":"\u00e4"}"#,
                &[
                    ("refreshToken", InvalidCredential, Error),
                    ("accessToken", InvalidCredential, Error),
                ],
            ),
            (
                r#"{"appId":"a","userId":"u","refreshToken":"r ","accessToken":" x"}"#,
                &[
                    ("refreshToken", InvalidCredential, Warning),
                    ("accessToken", InvalidCredential, Warning),
                ],
            ),
            (
                r#"{"appId":"a","userId":"u","accessToken":"x","idToken":"e.y.J "}"#,
                &[("idToken", InvalidCredential, Warning)],
            ),
            (
                r#"{"appId":"a","userId":"u","refreshToken":"<refresh-token>","accessToken":"{token}","idToken":"${ID_TOKEN}"}"#,
                &[
                    ("refreshToken", Placeholder, Warning),
                    ("accessToken", Placeholder, Warning),
                    ("idToken", Placeholder, Warning),
                ],
            ),
            (
                r#"{"appId":"a","userId":"u","accessToken":"x","accessTokenExpiry":3600}"#,
                &[("accessTokenExpiry", UnlikelyExpiry, Warning)],
            ),
            (
                r#"{"appId":"a","userId":"u","accessToken":"x","accessTokenExpiry":"86400"}"#,
                &[("accessTokenExpiry", UnlikelyExpiry, Warning)],
            ),
            (
                r#"{"appId":"a","userId":"u","accessToken":"x","accessTokenExpiry":1700000000000}"#,
                &[("accessTokenExpiry", WrongType, Error)],
            ),
            (
                r#"{"appId":"a","userId":"u","accessToken":"x","accessTokenExpiry":true}"#,
                &[("accessTokenExpiry", WrongType, Error)],
            ),
            (
                r#"{"appId":"a","userId":"u","access_token":"x","expires_in":3600,"token_type":"bearer","refreshToken":"r"}"#,
                &[
                    ("access_token", UnknownField, Error),
                    ("expires_in", UnknownField, Error),
                    ("token_type", UnknownField, Error),
                ],
            ),
        ],
        passes: &[
            r#"{"appId":"a","userId":"u","accessToken":"x","accessTokenExpiry":0}"#,
            r#"{"appId":"a","userId":"u","accessToken":"ya29.a0","accessTokenExpiry":"1000000000","refreshToken":null,"idToken":null,"scopes":[]}"#,
        ],
    },
    Request {
        checks: &TENANT_TOKEN_UPLOAD,
        trips: &[
            (r#"{"tenantId":"t","accessToken":"x"}"#, &[("appId", Missing, Error)]),
            (r#"{"appId":"a","accessToken":"x"}"#, &[("tenantId", Missing, Error)]),
            (r#"{"appId":"a","tenantId":"t"}"#, &[("", Missing, Error)]),
            (
                r#"{"appId":"","tenantId":"t","accessToken":"x"}"#,
                &[("appId", Blank, Error)],
            ),
            (
                r#"{"appId":"a","tenantId":"","accessToken":"x"}"#,
                &[("tenantId", Blank, Error)],
            ),
            (
                r#"{"appId":"a","tenantId":"t","refreshToken":"x","scopes":[" "]}"#,
                &[("scopes[0]", InvalidScope, Error)],
            ),
            (
                r#"{"appId":"a","tenantId":"t","refreshToken":"r\n","accessToken":"\u00e4"}"#,
                &[
                    ("refreshToken", InvalidCredential, Error),
                    ("accessToken", InvalidCredential, Error),
                ],
            ),
            (
                r#"{"appId":"a","tenantId":"t","refreshToken":"r ","accessToken":" x"}"#,
                &[
                    ("refreshToken", InvalidCredential, Warning),
                    ("accessToken", InvalidCredential, Warning),
                ],
            ),
            (
                r#"{"appId":"a","tenantId":"t","accessToken":"x","idToken":"e.y.J "}"#,
                &[("idToken", InvalidCredential, Warning)],
            ),
            (
                r#"{"appId":"a","tenantId":"t","refreshToken":"<refresh-token>","accessToken":"{token}","idToken":"${ID_TOKEN}"}"#,
                &[
                    ("refreshToken", Placeholder, Warning),
                    ("accessToken", Placeholder, Warning),
                    ("idToken", Placeholder, Warning),
                ],
            ),
            (
                r#"{"appId":"a","tenantId":"t","accessToken":"x","accessTokenExpiry":3600}"#,
                &[("accessTokenExpiry", UnlikelyExpiry, Warning)],
            ),
            (
                r#"{"appId":"a","tenantId":"t","accessToken":"x","accessTokenExpiry":"86400"}"#,
                &[("accessTokenExpiry", UnlikelyExpiry, Warning)],
            ),
        ],
        passes: &[
            r#"{"appId":"a","tenantId":"t","refreshToken":"1//0e","accessTokenExpiry":2147483647}"#,
            r#"{"appId":"a","tenantId":"t","refreshToken":"r","accessTokenExpiry":-1,"verifyRefresh":true}"#,
        ],
    },
    Request {
        checks: &USER_TOKENS_UPLOAD,
        trips: &[
            ("{}", &[("", WrongType, Error)]),
            ("[5]", &[("[0]", WrongType, Error)]),
            (
                r#"[{"appId":"a","userId":"u","accessToken":"x"},{"appId":"a","userId":"u"}]"#,
                &[("[1]", Missing, Error)],
            ),
            (
                r#"[{"appId":"a","accessToken":"x"}]"#,
                &[("[0].userId", Missing, Error)],
            ),
            ("[]", &[("", EmptyList, Warning)]),
            (
                r#"[{"appId":"a","userId":"u","accessToken":"x","verifyRefresh":false}]"#,
                &[("[0].verifyRefresh", UnknownField, Error)],
            ),
        ],
        passes: &[r#"[{"appId":"a","userId":"u","accessToken":"x","verifyRefresh":null}]"#],
    },
    Request {
        checks: &TENANT_TOKENS_UPLOAD,
        trips: &[
            (
                r#"[{"appId":"a","tenantId":" ","refreshToken":"x"}]"#,
                &[("[0].tenantId", Blank, Error)],
            ),
            ("[]", &[("", EmptyList, Warning)]),
            (
                r#"[{"appId":"a","tenantId":"t","accessToken":"x","verifyRefresh":true}]"#,
                &[("[0].verifyRefresh", UnknownField, Error)],
            ),
        ],
        passes: &[r#"[{"appId":"a","tenantId":"t","accessToken":"x"}]"#],
    },
];
