//! The validation table: for each rule, apps that trip exactly it and apps near them that trip nothing. The native
//! tests and those in wasm read the same one.

use descope_outbound::validate::{
    Issue,
    IssueCode::{self, *},
    Severity::{self, Error, Warning},
};

/// What is found at a path.
pub type Found = (&'static str, IssueCode, Severity);

/// A rule, by what it says.
pub struct Case {
    pub rule: &'static str,
    /// Apps that it finds something about, and all that is found.
    pub trips: &'static [(&'static str, &'static [Found])],
    /// Apps near them, about which nothing is found.
    pub passes: &'static [&'static str],
}

/// Holds every case against what `issues` finds about an app, which is JSON text.
pub fn check_all(issues: impl Fn(&str) -> Vec<Issue>) {
    for case in CASES {
        for (app, expected) in case.trips {
            assert_eq!(shown(&issues(app)), owned(expected), "{}: {app}", case.rule);
        }
        for app in case.passes {
            assert_eq!(shown(&issues(app)), [], "{}, nearly: {app}", case.rule);
        }
    }
}

fn shown(issues: &[Issue]) -> Vec<(String, IssueCode, Severity)> {
    issues
        .iter()
        .map(|issue| (issue.path.clone(), issue.code, issue.severity))
        .collect()
}

fn owned(found: &[Found]) -> Vec<(String, IssueCode, Severity)> {
    found
        .iter()
        .map(|(path, code, severity)| ((*path).to_owned(), *code, *severity))
        .collect()
}

pub const CASES: &[Case] = &[
    Case {
        rule: "an app is an object",
        trips: &[
            ("null", &[("", WrongType, Error)]),
            ("[]", &[("", WrongType, Error)]),
            ("\"name\"", &[("", WrongType, Error)]),
            ("1", &[("", WrongType, Error)]),
            ("true", &[("", WrongType, Error)]),
        ],
        passes: &[r#"{"name":"n"}"#],
    },
    Case {
        rule: "a string is a string",
        trips: &[
            (r#"{"name":1}"#, &[("name", WrongType, Error)]),
            (r#"{"name":"n","logo":{}}"#, &[("logo", WrongType, Error)]),
            (
                r#"{"name":"n","clientSecret":1,"clientId":"c"}"#,
                &[("clientSecret", WrongType, Error)],
            ),
        ],
        passes: &[r#"{"name":"n","description":""}"#],
    },
    Case {
        rule: "a boolean is a boolean",
        trips: &[
            (r#"{"name":"n","pkce":"true"}"#, &[("pkce", WrongType, Error)]),
            (r#"{"name":"n","useDcr":1}"#, &[("useDcr", WrongType, Error)]),
        ],
        passes: &[r#"{"name":"n","pkce":false,"useDcr":false}"#],
    },
    Case {
        rule: "an array is an array, of what it holds",
        trips: &[
            (
                r#"{"name":"n","defaultScopes":"read write"}"#,
                &[("defaultScopes", WrongType, Error)],
            ),
            (
                r#"{"name":"n","defaultScopes":["a",1,null]}"#,
                &[
                    ("defaultScopes[1]", WrongType, Error),
                    ("defaultScopes[2]", WrongType, Error),
                ],
            ),
            (
                r#"{"name":"n","prompt":[["login"]]}"#,
                &[("prompt[0]", WrongType, Error)],
            ),
            (
                r#"{"name":"n","tokenUrlParams":[{"key":"k"},"k=v"]}"#,
                &[("tokenUrlParams[1]", WrongType, Error)],
            ),
            (
                r#"{"name":"n","authorizationUrlParams":[{"key":"k","value":7}]}"#,
                &[("authorizationUrlParams[0].value", WrongType, Error)],
            ),
        ],
        passes: &[
            r#"{"name":"n","defaultScopes":[],"prompt":[],"tokenUrlParams":[]}"#,
            r#"{"name":"n","authorizationUrlParams":[{"key":"k","value":"7"}]}"#,
        ],
    },
    Case {
        rule: "a field that is null is left out",
        trips: &[
            (r#"{"name":null}"#, &[("name", Missing, Error)]),
            (
                r#"{"name":"n","tokenUrlParams":[{"key":null}]}"#,
                &[("tokenUrlParams[0].key", Missing, Error)],
            ),
        ],
        passes: &[
            // As the official Python SDK creates an app.
            r#"{"name":"n","id":null,"description":null,"logo":null,"clientSecret":null}"#,
            r#"{"name":"n","pkce":null,"defaultScopes":null,"authorizationUrlParams":[{"key":"k","value":null}]}"#,
            r#"{"name":"n","clientID":null,"colour":null}"#,
        ],
    },
    Case {
        rule: "a field whose name is near a real one is a misspelling",
        trips: &[
            (r#"{"name":"n","clientID":"c"}"#, &[("clientID", UnknownField, Error)]),
            (
                r#"{"name":"n","tokenUrlParams":[{"key":"k","vaule":"v"}]}"#,
                &[("tokenUrlParams[0].vaule", UnknownField, Error)],
            ),
        ],
        passes: &[r#"{"name":"n","clientId":"c","pkce":true}"#],
    },
    Case {
        rule: "other fields are not in the API reference",
        trips: &[
            (r#"{"name":"n","colour":"red"}"#, &[("colour", UnknownField, Warning)]),
            (r#"{"name":"n","a b":1}"#, &[("[\"a b\"]", UnknownField, Warning)]),
            (
                r#"{"name":"n","__proto__":{}}"#,
                &[("__proto__", UnknownField, Warning)],
            ),
            (
                r#"{"name":"n","tokenUrlParams":[{"key":"k","encoding":"form"}]}"#,
                &[("tokenUrlParams[0].encoding", UnknownField, Warning)],
            ),
            (
                r#"{"name":"n","colour":{"list":[{"\ud800":"\ud800"}]}}"#,
                &[
                    ("colour.list[0][\"\u{FFFD}\"]", UnpairedSurrogate, Error),
                    ("colour.list[0][\"\u{FFFD}\"]", UnpairedSurrogate, Error),
                    ("colour", UnknownField, Warning),
                ],
            ),
        ],
        // Loads give it back.
        passes: &[r#"{"name":"n","templateId":"custom"}"#],
    },
    Case {
        rule: "a string is well-formed Unicode",
        trips: &[
            (r#"{"name":"n\ud83d"}"#, &[("name", UnpairedSurrogate, Error)]),
            (r#"{"name":"\ude00\ud83d"}"#, &[("name", UnpairedSurrogate, Error)]),
            (
                r#"{"name":"n","defaultScopes":["\udc00"]}"#,
                &[("defaultScopes[0]", UnpairedSurrogate, Error)],
            ),
            (
                r#"{"name":"n","tokenUrlParams":[{"key":"k","value":"\ud800\ud800"}]}"#,
                &[("tokenUrlParams[0].value", UnpairedSurrogate, Error)],
            ),
            (
                r#"{"name":"n","\ud800":1}"#,
                &[("[\"\u{FFFD}\"]", UnpairedSurrogate, Error)],
            ),
        ],
        passes: &[r#"{"name":"\ud83d\ude00 \u0000 e\u0301 שלום"}"#],
    },
    Case {
        rule: "a name is required",
        trips: &[
            ("{}", &[("name", Missing, Error)]),
            (r#"{"id":"a"}"#, &[("name", Missing, Error)]),
        ],
        passes: &[r#"{"name":"n"}"#],
    },
    Case {
        rule: "a name is not blank",
        trips: &[
            (r#"{"name":""}"#, &[("name", Blank, Error)]),
            (r#"{"name":" \t\n\u00a0"}"#, &[("name", Blank, Error)]),
        ],
        passes: &[r#"{"name":" n "}"#],
    },
    Case {
        rule: "an id and a tenant id are not blank",
        trips: &[
            (r#"{"name":"n","id":""}"#, &[("id", Blank, Error)]),
            (r#"{"name":"n","tenantId":"  "}"#, &[("tenantId", Blank, Error)]),
        ],
        passes: &[r#"{"name":"n","id":"a","tenantId":"t"}"#],
    },
    Case {
        rule: "a URL parameter has a key",
        trips: &[
            (
                r#"{"name":"n","authorizationUrlParams":[{"key":"k"},{"value":"v"}]}"#,
                &[("authorizationUrlParams[1].key", Missing, Error)],
            ),
            (
                r#"{"name":"n","tokenUrlParams":[{}]}"#,
                &[("tokenUrlParams[0].key", Missing, Error)],
            ),
        ],
        passes: &[r#"{"name":"n","authorizationUrlParams":[{"key":"k"}],"tokenUrlParams":[{"key":"k","value":""}]}"#],
    },
    Case {
        rule: "a URL parameter's key is not blank",
        trips: &[
            (
                r#"{"name":"n","authorizationUrlParams":[{"key":""}]}"#,
                &[("authorizationUrlParams[0].key", Blank, Error)],
            ),
            (
                r#"{"name":"n","tokenUrlParams":[{"key":" "}]}"#,
                &[("tokenUrlParams[0].key", Blank, Error)],
            ),
        ],
        passes: &[r#"{"name":"n","authorizationUrlParams":[{"key":"k"}],"tokenUrlParams":[{"key":"k"}]}"#],
    },
    Case {
        rule: "a URL is an absolute http(s) URL",
        trips: &[
            (
                r#"{"name":"n","discoveryUrl":""}"#,
                &[("discoveryUrl", InvalidUrl, Error)],
            ),
            (
                r#"{"name":"n","authorizationUrl":"/authorize"}"#,
                &[("authorizationUrl", InvalidUrl, Error)],
            ),
            (
                r#"{"name":"n","tokenUrl":"example.com/token"}"#,
                &[("tokenUrl", InvalidUrl, Error)],
            ),
            (
                r#"{"name":"n","revocationUrl":"ftp://example.com"}"#,
                &[("revocationUrl", InvalidUrl, Error)],
            ),
            (
                r#"{"name":"n","defaultRedirectUrl":"https:/example.com"}"#,
                &[("defaultRedirectUrl", InvalidUrl, Error)],
            ),
            (r#"{"name":"n","dcrUrl":"https://"}"#, &[("dcrUrl", InvalidUrl, Error)]),
            (
                r#"{"name":"n","tokenUrl":" https://example.com"}"#,
                &[("tokenUrl", InvalidUrl, Error)],
            ),
            (
                r#"{"name":"n","tokenUrl":"https://exa mple.com"}"#,
                &[("tokenUrl", InvalidUrl, Error)],
            ),
            (
                r#"{"name":"n","tokenUrl":"https://example.com/a b"}"#,
                &[("tokenUrl", InvalidUrl, Error)],
            ),
            (
                r#"{"name":"n","tokenUrl":"https://example.com:99999"}"#,
                &[("tokenUrl", InvalidUrl, Error)],
            ),
            (
                r#"{"name":"n","tokenUrl":"https://example.com:+1"}"#,
                &[("tokenUrl", InvalidUrl, Error)],
            ),
            (
                r#"{"name":"n","tokenUrl":"https://example.com/%zz"}"#,
                &[("tokenUrl", InvalidUrl, Error)],
            ),
            (
                r#"{"name":"n","tokenUrl":"https://a.b/%4z"}"#,
                &[("tokenUrl", InvalidUrl, Error)],
            ),
            (
                r#"{"name":"n","tokenUrl":"https://a.b/%z4"}"#,
                &[("tokenUrl", InvalidUrl, Error)],
            ),
            (
                r#"{"name":"n","tokenUrl":"https://a.b/%4"}"#,
                &[("tokenUrl", InvalidUrl, Error)],
            ),
            (
                r#"{"name":"n","tokenUrl":"https://a.b/\""}"#,
                &[("tokenUrl", InvalidUrl, Error)],
            ),
            (
                r#"{"name":"n","tokenUrl":"https://a.b/<"}"#,
                &[("tokenUrl", InvalidUrl, Error)],
            ),
            (
                r#"{"name":"n","tokenUrl":"https://a.b/>"}"#,
                &[("tokenUrl", InvalidUrl, Error)],
            ),
            (
                r#"{"name":"n","tokenUrl":"https://a.b/\\"}"#,
                &[("tokenUrl", InvalidUrl, Error)],
            ),
            (
                r#"{"name":"n","tokenUrl":"https://a.b/\t"}"#,
                &[("tokenUrl", InvalidUrl, Error)],
            ),
            (
                r#"{"name":"n","tokenUrl":"https://0x7f000001"}"#,
                &[("tokenUrl", InvalidUrl, Error)],
            ),
            (
                r#"{"name":"n","tokenUrl":"https://0X1"}"#,
                &[("tokenUrl", InvalidUrl, Error)],
            ),
            (
                r#"{"name":"n","tokenUrl":"https://a..b"}"#,
                &[("tokenUrl", InvalidUrl, Error)],
            ),
            (
                r#"{"name":"n","tokenUrl":"https://1.2.3.256"}"#,
                &[("tokenUrl", InvalidUrl, Error)],
            ),
            (
                r#"{"name":"n","tokenUrl":"https://[::g]"}"#,
                &[("tokenUrl", InvalidUrl, Error)],
            ),
            (
                r#"{"name":"n","tokenUrl":"https:\\\\example.com"}"#,
                &[("tokenUrl", InvalidUrl, Error)],
            ),
            (
                r#"{"name":"n","tokenUrl":"https://{tenant}.example.com"}"#,
                &[("tokenUrl", InvalidUrl, Error)],
            ),
        ],
        passes: &[
            r#"{"name":"n","tokenUrl":"https://example.com"}"#,
            r#"{"name":"n","tokenUrl":"HTTPS://EXAMPLE.com:443/a/b%20c?d=e/f?g"}"#,
            r#"{"name":"n","tokenUrl":"https://example.com.:/?"}"#,
            r#"{"name":"n","tokenUrl":"https://10.0.0.1/ü"}"#,
            r#"{"name":"n","tokenUrl":"https://example.com/{tenant}?ids[]=1|2^3"}"#,
            r#"{"name":"n","tokenUrl":"https://0xhost/"}"#,
            r#"{"name":"n","tokenUrl":"https://my-host.under_score.example"}"#,
            r#"{"name":"n","tokenUrl":"https://[2001:db8::1]:8443/"}"#,
            r#"{"name":"n","tokenUrl":"https://bücher.example/"}"#,
            r#"{"name":"n","discoveryUrl":"https://a.b","authorizationUrl":"https://a.b","revocationUrl":"https://a.b","defaultRedirectUrl":"https://a.b","dcrUrl":"https://a.b"}"#,
        ],
    },
    Case {
        rule: "a URL has no fragment",
        trips: &[
            (
                r#"{"name":"n","tokenUrl":"https://example.com/#"}"#,
                &[("tokenUrl", InvalidUrl, Error)],
            ),
            (
                r#"{"name":"n","defaultRedirectUrl":"https://example.com#a"}"#,
                &[("defaultRedirectUrl", InvalidUrl, Error)],
            ),
        ],
        passes: &[r#"{"name":"n","tokenUrl":"https://example.com/%23"}"#],
    },
    Case {
        rule: "a URL has no user info",
        trips: &[
            (
                r#"{"name":"n","tokenUrl":"https://user:pw@example.com"}"#,
                &[("tokenUrl", InvalidUrl, Error)],
            ),
            (
                r#"{"name":"n","tokenUrl":"https://@example.com"}"#,
                &[("tokenUrl", InvalidUrl, Error)],
            ),
        ],
        passes: &[r#"{"name":"n","tokenUrl":"https://example.com/@user"}"#],
    },
    Case {
        rule: "OAuth endpoints are https, off loopback",
        trips: &[
            (
                r#"{"name":"n","authorizationUrl":"http://example.com"}"#,
                &[("authorizationUrl", InsecureUrl, Error)],
            ),
            (
                r#"{"name":"n","tokenUrl":"http://localhost.example.com"}"#,
                &[("tokenUrl", InsecureUrl, Error)],
            ),
            (
                r#"{"name":"n","revocationUrl":"http://128.0.0.1"}"#,
                &[("revocationUrl", InsecureUrl, Error)],
            ),
            (
                r#"{"name":"n","dcrUrl":"HTTP://10.0.0.1"}"#,
                &[("dcrUrl", InsecureUrl, Error)],
            ),
            (
                r#"{"name":"n","discoveryUrl":"http://[::2]"}"#,
                &[("discoveryUrl", InsecureUrl, Error)],
            ),
        ],
        passes: &[
            r#"{"name":"n","authorizationUrl":"http://localhost:3000/a","tokenUrl":"http://127.0.0.1./"}"#,
            r#"{"name":"n","revocationUrl":"http://[::1]:80","dcrUrl":"http://api.LOCALHOST.","discoveryUrl":"http://127.9.9.9"}"#,
        ],
    },
    Case {
        rule: "a redirect URL should be https, off loopback",
        trips: &[(
            r#"{"name":"n","defaultRedirectUrl":"http://example.com"}"#,
            &[("defaultRedirectUrl", InsecureUrl, Warning)],
        )],
        passes: &[r#"{"name":"n","defaultRedirectUrl":"http://localhost/done"}"#],
    },
    Case {
        rule: "a scope is a scope token",
        trips: &[
            (
                r#"{"name":"n","defaultScopes":[""]}"#,
                &[("defaultScopes[0]", InvalidScope, Error)],
            ),
            (
                r#"{"name":"n","defaultScopes":["a","read write"]}"#,
                &[("defaultScopes[1]", InvalidScope, Error)],
            ),
            (
                r#"{"name":"n","defaultScopes":["\""]}"#,
                &[("defaultScopes[0]", InvalidScope, Error)],
            ),
            (
                r#"{"name":"n","defaultScopes":["\\"]}"#,
                &[("defaultScopes[0]", InvalidScope, Error)],
            ),
            (
                r#"{"name":"n","defaultScopes":["ü"]}"#,
                &[("defaultScopes[0]", InvalidScope, Error)],
            ),
            (
                r#"{"name":"n","defaultScopes":["\u007f"]}"#,
                &[("defaultScopes[0]", InvalidScope, Error)],
            ),
        ],
        passes: &[r##"{"name":"n","defaultScopes":["!","#","[","]","~","https://www.googleapis.com/auth/drive"]}"##],
    },
    Case {
        rule: "the prompt none stands alone",
        trips: &[(
            r#"{"name":"n","prompt":["none","login"]}"#,
            &[("prompt", ContradictoryPrompt, Error)],
        )],
        passes: &[
            r#"{"name":"n","prompt":["none"]}"#,
            r#"{"name":"n","prompt":["login","consent","select_account"]}"#,
        ],
    },
    Case {
        rule: "values are known",
        trips: &[
            (
                r#"{"name":"n","accessType":"Offline"}"#,
                &[("accessType", UnknownValue, Warning)],
            ),
            (
                r#"{"name":"n","prompt":["login","create"]}"#,
                &[("prompt[1]", UnknownValue, Warning)],
            ),
            (
                r#"{"name":"n","appType":"saml"}"#,
                &[("appType", UnknownValue, Warning)],
            ),
        ],
        passes: &[
            r#"{"name":"n","accessType":"offline","appType":"oauth"}"#,
            r#"{"name":"n","accessType":"online"}"#,
            r#"{"name":"n","appType":"apikey"}"#,
        ],
    },
    Case {
        rule: "nothing is listed twice",
        trips: &[
            (
                r#"{"name":"n","defaultScopes":["a","b","a","a"]}"#,
                &[
                    ("defaultScopes[2]", Duplicate, Warning),
                    ("defaultScopes[3]", Duplicate, Warning),
                ],
            ),
            (
                r#"{"name":"n","prompt":["login","login"]}"#,
                &[("prompt[1]", Duplicate, Warning)],
            ),
            (
                r#"{"name":"n","authorizationUrlParams":[{"key":"k","value":"1"},{"key":"k","value":"2"}]}"#,
                &[("authorizationUrlParams[1].key", Duplicate, Warning)],
            ),
            (
                r#"{"name":"n","tokenUrlParams":[{"key":"k"},{"key":"k"}]}"#,
                &[("tokenUrlParams[1].key", Duplicate, Warning)],
            ),
        ],
        passes: &[
            r#"{"name":"n","defaultScopes":["a","A"],"prompt":["login","consent"]}"#,
            r#"{"name":"n","authorizationUrlParams":[{"key":"k"}],"tokenUrlParams":[{"key":"k"},{"key":"l"}]}"#,
        ],
    },
    Case {
        rule: "OAuth's own parameters are left to it",
        trips: &[
            (
                r#"{"name":"n","authorizationUrlParams":[{"key":"client_id"},{"key":"redirect_uri"},{"key":"response_type"},{"key":"state"},{"key":"scope"},{"key":"code_challenge"},{"key":"code_challenge_method"}]}"#,
                &[
                    ("authorizationUrlParams[0].key", ReservedParameter, Warning),
                    ("authorizationUrlParams[1].key", ReservedParameter, Warning),
                    ("authorizationUrlParams[2].key", ReservedParameter, Warning),
                    ("authorizationUrlParams[3].key", ReservedParameter, Warning),
                    ("authorizationUrlParams[4].key", ReservedParameter, Warning),
                    ("authorizationUrlParams[5].key", ReservedParameter, Warning),
                    ("authorizationUrlParams[6].key", ReservedParameter, Warning),
                ],
            ),
            (
                r#"{"name":"n","tokenUrlParams":[{"key":"grant_type"},{"key":"code"},{"key":"client_id"},{"key":"client_secret"},{"key":"redirect_uri"},{"key":"code_verifier"},{"key":"refresh_token"}]}"#,
                &[
                    ("tokenUrlParams[0].key", ReservedParameter, Warning),
                    ("tokenUrlParams[1].key", ReservedParameter, Warning),
                    ("tokenUrlParams[2].key", ReservedParameter, Warning),
                    ("tokenUrlParams[3].key", ReservedParameter, Warning),
                    ("tokenUrlParams[4].key", ReservedParameter, Warning),
                    ("tokenUrlParams[5].key", ReservedParameter, Warning),
                    ("tokenUrlParams[6].key", ReservedParameter, Warning),
                ],
            ),
        ],
        passes: &[
            r#"{"name":"n","authorizationUrlParams":[{"key":"grant_type"},{"key":"access_type"}]}"#,
            r#"{"name":"n","tokenUrlParams":[{"key":"state"},{"key":"audience"}]}"#,
        ],
    },
    Case {
        rule: "a client secret has a client id beside it",
        trips: &[(
            r#"{"name":"n","clientSecret":"s"}"#,
            &[("clientSecret", SecretWithoutClientId, Warning)],
        )],
        passes: &[r#"{"name":"n","clientSecret":"s","clientId":"c"}"#],
    },
    Case {
        rule: "a client has a secret or PKCE",
        trips: &[
            (
                r#"{"name":"n","clientId":"c"}"#,
                &[("clientId", UnprotectedClient, Warning)],
            ),
            (
                r#"{"name":"n","clientId":"c","pkce":false}"#,
                &[("clientId", UnprotectedClient, Warning)],
            ),
        ],
        passes: &[
            r#"{"name":"n","clientId":"c","pkce":true}"#,
            r#"{"name":"n","clientId":"c","clientSecret":"s"}"#,
        ],
    },
    Case {
        rule: "dynamic registration has a place to register at",
        trips: &[(
            r#"{"name":"n","useDcr":true}"#,
            &[("useDcr", RegistrationWithoutUrl, Warning)],
        )],
        passes: &[
            r#"{"name":"n","useDcr":true,"dcrUrl":"https://example.com/register"}"#,
            r#"{"name":"n","useDcr":true,"discoveryUrl":"https://example.com"}"#,
            r#"{"name":"n","useDcr":false}"#,
        ],
    },
    Case {
        rule: "dynamic registration and credentials exclude each other",
        trips: &[
            (
                r#"{"name":"n","useDcr":true,"dcrUrl":"https://a.b","clientId":"c","pkce":true}"#,
                &[("useDcr", RegistrationWithCredentials, Warning)],
            ),
            (
                r#"{"name":"n","useDcr":true,"dcrUrl":"https://a.b","clientId":"c","clientSecret":"s"}"#,
                &[("useDcr", RegistrationWithCredentials, Warning)],
            ),
            (
                r#"{"name":"n","useDcr":true,"dcrUrl":"https://a.b","clientSecret":"s"}"#,
                &[
                    ("clientSecret", SecretWithoutClientId, Warning),
                    ("useDcr", RegistrationWithCredentials, Warning),
                ],
            ),
        ],
        passes: &[r#"{"name":"n","useDcr":false,"clientId":"c","clientSecret":"s"}"#],
    },
    Case {
        rule: "an API-key app has no OAuth fields",
        trips: &[
            (
                r#"{"name":"n","appType":"apikey","clientId":"c"}"#,
                &[
                    ("clientId", UnprotectedClient, Warning),
                    ("appType", ApiKeyWithOauthFields, Warning),
                ],
            ),
            (
                r#"{"name":"n","appType":"apikey","clientSecret":"s"}"#,
                &[
                    ("clientSecret", SecretWithoutClientId, Warning),
                    ("appType", ApiKeyWithOauthFields, Warning),
                ],
            ),
            (
                r#"{"name":"n","appType":"apikey","discoveryUrl":"https://a.b"}"#,
                &[("appType", ApiKeyWithOauthFields, Warning)],
            ),
            (
                r#"{"name":"n","appType":"apikey","authorizationUrl":"https://a.b"}"#,
                &[("appType", ApiKeyWithOauthFields, Warning)],
            ),
            (
                r#"{"name":"n","appType":"apikey","authorizationUrlParams":[{"key":"k"}]}"#,
                &[("appType", ApiKeyWithOauthFields, Warning)],
            ),
            (
                r#"{"name":"n","appType":"apikey","tokenUrl":"https://a.b"}"#,
                &[("appType", ApiKeyWithOauthFields, Warning)],
            ),
            (
                r#"{"name":"n","appType":"apikey","tokenUrlParams":[{"key":"k"}]}"#,
                &[("appType", ApiKeyWithOauthFields, Warning)],
            ),
            (
                r#"{"name":"n","appType":"apikey","revocationUrl":"https://a.b"}"#,
                &[("appType", ApiKeyWithOauthFields, Warning)],
            ),
            (
                r#"{"name":"n","appType":"apikey","defaultScopes":["a"]}"#,
                &[("appType", ApiKeyWithOauthFields, Warning)],
            ),
            (
                r#"{"name":"n","appType":"apikey","defaultRedirectUrl":"https://a.b"}"#,
                &[("appType", ApiKeyWithOauthFields, Warning)],
            ),
            (
                r#"{"name":"n","appType":"apikey","callbackDomain":"a.b"}"#,
                &[("appType", ApiKeyWithOauthFields, Warning)],
            ),
            (
                r#"{"name":"n","appType":"apikey","pkce":true}"#,
                &[("appType", ApiKeyWithOauthFields, Warning)],
            ),
            (
                r#"{"name":"n","appType":"apikey","accessType":"online"}"#,
                &[("appType", ApiKeyWithOauthFields, Warning)],
            ),
            (
                r#"{"name":"n","appType":"apikey","prompt":["login"]}"#,
                &[("appType", ApiKeyWithOauthFields, Warning)],
            ),
            (
                r#"{"name":"n","appType":"apikey","useDcr":true}"#,
                &[
                    ("useDcr", RegistrationWithoutUrl, Warning),
                    ("appType", ApiKeyWithOauthFields, Warning),
                ],
            ),
            (
                r#"{"name":"n","appType":"apikey","dcrUrl":"https://a.b"}"#,
                &[("appType", ApiKeyWithOauthFields, Warning)],
            ),
        ],
        passes: &[
            r#"{"name":"n","appType":"apikey","id":"i","description":"d","tenantId":"t","logo":"https://a.b/l.png"}"#,
            r#"{"name":"n","appType":"apikey","clientId":"","defaultScopes":[],"pkce":false,"useDcr":false}"#,
            r#"{"name":"n","appType":"oauth","tokenUrl":"https://a.b"}"#,
        ],
    },
    Case {
        rule: "a callback domain is a host name",
        trips: &[
            (
                r#"{"name":"n","callbackDomain":"https://a.b"}"#,
                &[("callbackDomain", InvalidDomain, Warning)],
            ),
            (
                r#"{"name":"n","callbackDomain":"a.b:80"}"#,
                &[("callbackDomain", InvalidDomain, Warning)],
            ),
            (
                r#"{"name":"n","callbackDomain":"a.b/c"}"#,
                &[("callbackDomain", InvalidDomain, Warning)],
            ),
        ],
        passes: &[r#"{"name":"n","callbackDomain":"auth.example.com"}"#],
    },
    Case {
        rule: "a logo is a URL or an image",
        trips: &[
            (r#"{"name":"n","logo":"logo.png"}"#, &[("logo", InvalidLogo, Warning)]),
            (
                r#"{"name":"n","logo":"data:text/html,x"}"#,
                &[("logo", InvalidLogo, Warning)],
            ),
            (
                r#"{"name":"n","logo":"ddddddddddü"}"#,
                &[("logo", InvalidLogo, Warning)],
            ),
        ],
        passes: &[
            r#"{"name":"n","logo":"http://example.com/logo.png"}"#,
            r#"{"name":"n","logo":"https://cdn.example.com/sprite.svg#icon"}"#,
            r#"{"name":"n","logo":"data:image/png;base64,AAAA"}"#,
            r#"{"name":"n","logo":"DATA:IMAGE/svg+xml,x"}"#,
        ],
    },
];
