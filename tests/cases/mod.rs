//! The validation table: for each rule, apps that break it, with everything that is found, and similar apps that pass.
//! The native tests read the table; for the tests in wasm, `print.rs` prints it.

pub mod requests;

use descope_outbound::validate::{
    Issue,
    IssueCode::{self, *},
    Severity::{self, Error, Warning},
};

/// A text of 256 bytes.
macro_rules! long {
    () => {
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\
         0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\
         0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\
         0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
    };
}

/// A text of more than 4,096 bytes.
macro_rules! very_long {
    () => {
        concat!(
            long!(),
            long!(),
            long!(),
            long!(),
            long!(),
            long!(),
            long!(),
            long!(),
            long!(),
            long!(),
            long!(),
            long!(),
            long!(),
            long!(),
            long!(),
            long!(),
            long!()
        )
    };
}

/// An issue's path, code and severity.
pub type Found = (&'static str, IssueCode, Severity);

/// A rule, in words.
pub struct Case {
    pub rule: &'static str,
    /// Apps with issues, and all of these issues.
    pub trips: &'static [(&'static str, &'static [Found])],
    /// Similar apps without issues.
    pub passes: &'static [&'static str],
}

/// Checks every case against the issues that `issues` finds in an app, given as JSON text.
pub fn check_all(issues: impl Fn(&str) -> Vec<Issue>) {
    for case in CASES {
        for (app, expected) in case.trips {
            assert_eq!(
                sorted(shown(&issues(app))),
                sorted(owned(expected)),
                "{}: {app}",
                case.rule
            );
        }
        for app in case.passes {
            assert_eq!(shown(&issues(app)), [], "{}, nearly: {app}", case.rule);
        }
    }
}

/// Sorts issues: a row lists them regardless of the members' order.
fn sorted(mut found: Vec<(String, IssueCode, Severity)>) -> Vec<(String, IssueCode, Severity)> {
    found.sort_by_key(|(path, code, _)| (path.clone(), code.as_str()));
    found
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
            // The official Python SDK creates an app like this.
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
            (r#"{"name":"n","scopes":["repo"]}"#, &[("scopes", UnknownField, Error)]),
            (
                r#"{"name":"n","authorizationUrlParams":[{"name":"k","value":"v"}]}"#,
                &[
                    ("authorizationUrlParams[0].name", UnknownField, Error),
                    ("authorizationUrlParams[0].key", Missing, Error),
                ],
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
        // Loads return it.
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
        rule: "an id can stand in a path",
        trips: &[
            (r#"{"name":"n","id":"."}"#, &[("id", InvalidId, Error)]),
            (r#"{"name":"n","id":".."}"#, &[("id", InvalidId, Error)]),
        ],
        passes: &[r#"{"name":"n","id":"..."}"#, r#"{"name":"n","id":"a/../b"}"#],
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
                r#"{"name":"n","discoveryUrl":"example.com"}"#,
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
                r#"{"name":"n","tokenUrl":"https://example.com/token\n"}"#,
                &[("tokenUrl", InvalidUrl, Error)],
            ),
            (
                r#"{"name":"n","tokenUrl":"https://{tenant}.example.com"}"#,
                &[("tokenUrl", InvalidUrl, Error), ("tokenUrl", Placeholder, Warning)],
            ),
        ],
        passes: &[
            r#"{"name":"n","tokenUrl":"https://example.com"}"#,
            r#"{"name":"n","tokenUrl":"HTTPS://EXAMPLE.com:443/a/b%20c?d=e/f?g"}"#,
            r#"{"name":"n","tokenUrl":"https://example.com.:/?"}"#,
            r#"{"name":"n","tokenUrl":"https://10.0.0.1/ü"}"#,
            r#"{"name":"n","tokenUrl":"https://example.com/{}?ids[]=1|2^3"}"#,
            r#"{"name":"n","tokenUrl":"https://0xhost/"}"#,
            r#"{"name":"n","tokenUrl":"https://my-host.under_score.example"}"#,
            r#"{"name":"n","tokenUrl":"https://[2001:db8::1]:8443/"}"#,
            r#"{"name":"n","tokenUrl":"https://bücher.example/"}"#,
            r#"{"name":"n","discoveryUrl":"https://a.b","authorizationUrl":"https://a.b","revocationUrl":"https://a.b","defaultRedirectUrl":"https://a.b","dcrUrl":"https://a.b"}"#,
            // The official Go and PHP SDKs send unset fields like this.
            r#"{"name":"n","discoveryUrl":"","authorizationUrl":"","tokenUrl":"","revocationUrl":"","defaultRedirectUrl":"","dcrUrl":"","logo":"","callbackDomain":"","accessType":"","appType":""}"#,
        ],
    },
    Case {
        rule: "a redirect URL is an absolute URL or a deep link",
        trips: &[
            (
                r#"{"name":"n","defaultRedirectUrl":"https:/example.com"}"#,
                &[("defaultRedirectUrl", InvalidUrl, Warning)],
            ),
            (
                r#"{"name":"n","defaultRedirectUrl":"/connected"}"#,
                &[("defaultRedirectUrl", InvalidUrl, Warning)],
            ),
            (
                r#"{"name":"n","defaultRedirectUrl":"example.com/connected"}"#,
                &[("defaultRedirectUrl", InvalidUrl, Warning)],
            ),
            (
                r#"{"name":"n","defaultRedirectUrl":"myapp:"}"#,
                &[("defaultRedirectUrl", InvalidUrl, Warning)],
            ),
            (
                r#"{"name":"n","defaultRedirectUrl":"1app://connected"}"#,
                &[("defaultRedirectUrl", InvalidUrl, Warning)],
            ),
            (
                r#"{"name":"n","defaultRedirectUrl":"my app://connected"}"#,
                &[("defaultRedirectUrl", InvalidUrl, Warning)],
            ),
            (
                r#"{"name":"n","defaultRedirectUrl":"myapp://connected twice"}"#,
                &[("defaultRedirectUrl", InvalidUrl, Warning)],
            ),
            (
                r#"{"name":"n","defaultRedirectUrl":"myapp://connected#a#b"}"#,
                &[("defaultRedirectUrl", InvalidUrl, Warning)],
            ),
            (
                r#"{"name":"n","defaultRedirectUrl":"https://example.com/connected "}"#,
                &[("defaultRedirectUrl", InvalidUrl, Warning)],
            ),
        ],
        passes: &[
            r#"{"name":"n","defaultRedirectUrl":"com.example.app:/connected"}"#,
            r#"{"name":"n","defaultRedirectUrl":"myapp://connected?from=github"}"#,
            r#"{"name":"n","defaultRedirectUrl":"https://app.example.com/#/connected"}"#,
            r#"{"name":"n","defaultRedirectUrl":"exp+my-app://expo-development-client/"}"#,
            r#"{"name":"n","defaultRedirectUrl":"urn:ietf:wg:oauth:2.0:oob"}"#,
        ],
    },
    Case {
        rule: "a redirect URL goes somewhere",
        trips: &[
            (
                r#"{"name":"n","defaultRedirectUrl":"javascript:alert(1)"}"#,
                &[("defaultRedirectUrl", InvalidUrl, Error)],
            ),
            (
                r#"{"name":"n","defaultRedirectUrl":"\u0001 Java\tScript:alert(1)"}"#,
                &[("defaultRedirectUrl", InvalidUrl, Error)],
            ),
            (
                r#"{"name":"n","defaultRedirectUrl":"data:text/html,hi"}"#,
                &[("defaultRedirectUrl", InvalidUrl, Error)],
            ),
            (
                r#"{"name":"n","defaultRedirectUrl":"VBSCRIPT:x"}"#,
                &[("defaultRedirectUrl", InvalidUrl, Error)],
            ),
        ],
        passes: &[r#"{"name":"n","defaultRedirectUrl":"javascripts://connected"}"#],
    },
    Case {
        rule: "a URL has no fragment",
        trips: &[(
            r#"{"name":"n","tokenUrl":"https://example.com/#"}"#,
            &[("tokenUrl", InvalidUrl, Error)],
        )],
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
        trips: &[
            (
                r#"{"name":"n","defaultRedirectUrl":"http://example.com"}"#,
                &[("defaultRedirectUrl", InsecureUrl, Warning)],
            ),
            (
                r#"{"name":"n","defaultRedirectUrl":"http://example.com/#connected"}"#,
                &[("defaultRedirectUrl", InsecureUrl, Warning)],
            ),
        ],
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
        rule: "a client id and a client secret are printable ASCII",
        trips: &[
            (
                r#"{"name":"n","clientId":"c\n","pkce":true}"#,
                &[("clientId", InvalidCredential, Error)],
            ),
            (
                r#"{"name":"n","clientId":"clïent","pkce":true}"#,
                &[("clientId", InvalidCredential, Error)],
            ),
            (
                r#"{"name":"n","clientId":"c","clientSecret":"\u00a0s"}"#,
                &[("clientSecret", InvalidCredential, Error)],
            ),
            (
                r#"{"name":"n","clientId":"c","clientSecret":"s\u0000s"}"#,
                &[("clientSecret", InvalidCredential, Error)],
            ),
        ],
        passes: &[
            r#"{"name":"n","clientId":"https://example.com/client.json","pkce":true}"#,
            // RFC 6749 A.2 allows a space within.
            r#"{"name":"n","clientId":"0oa1.apps~x","clientSecret":"a b ~!\"\\{}<>"}"#,
        ],
    },
    Case {
        rule: "a client id and a client secret have no space around them",
        trips: &[
            (
                r#"{"name":"n","clientId":" c","pkce":true}"#,
                &[("clientId", InvalidCredential, Warning)],
            ),
            (
                r#"{"name":"n","clientId":"c","clientSecret":"s "}"#,
                &[("clientSecret", InvalidCredential, Warning)],
            ),
        ],
        passes: &[r#"{"name":"n","clientId":"c","clientSecret":"s s"}"#],
    },
    Case {
        rule: "a client secret that is there is not empty",
        trips: &[(
            r#"{"name":"n","clientId":"c","pkce":true,"clientSecret":""}"#,
            &[("clientSecret", Blank, Warning)],
        )],
        passes: &[r#"{"name":"n","clientId":"c","pkce":true,"clientSecret":null}"#],
    },
    Case {
        rule: "no string is longer than is known to pass",
        trips: &[
            (
                concat!(
                    r#"{"name":""#,
                    long!(),
                    r#"","description":""#,
                    long!(),
                    r#"","clientId":""#,
                    long!(),
                    r#"","pkce":true,"discoveryUrl":"https://a.b/"#,
                    long!(),
                    r#"","authorizationUrl":"https://a.b/"#,
                    long!(),
                    r#"","tokenUrl":"https://a.b/"#,
                    long!(),
                    r#"","revocationUrl":"https://a.b/"#,
                    long!(),
                    r#"","defaultRedirectUrl":"https://a.b/"#,
                    long!(),
                    r#"","dcrUrl":"https://a.b/"#,
                    long!(),
                    r#"","callbackDomain":""#,
                    long!(),
                    r#"","defaultScopes":[""#,
                    long!(),
                    r#""],"authorizationUrlParams":[{"key":""#,
                    long!(),
                    r#""}],"tokenUrlParams":[{"key":""#,
                    long!(),
                    r#""}]}"#
                ),
                &[
                    ("name", TooLong, Warning),
                    ("description", TooLong, Warning),
                    ("clientId", TooLong, Warning),
                    ("discoveryUrl", TooLong, Warning),
                    ("authorizationUrl", TooLong, Warning),
                    ("tokenUrl", TooLong, Warning),
                    ("revocationUrl", TooLong, Warning),
                    ("defaultRedirectUrl", TooLong, Warning),
                    ("dcrUrl", TooLong, Warning),
                    ("callbackDomain", TooLong, Warning),
                    ("defaultScopes[0]", TooLong, Warning),
                    ("authorizationUrlParams[0].key", TooLong, Warning),
                    ("tokenUrlParams[0].key", TooLong, Warning),
                ],
            ),
            (
                concat!(
                    r#"{"name":"n","authorizationUrlParams":[{"key":"k","value":""#,
                    very_long!(),
                    r#""}],"tokenUrlParams":[{"key":"k","value":""#,
                    very_long!(),
                    r#""}]}"#
                ),
                &[
                    ("authorizationUrlParams[0].value", TooLong, Warning),
                    ("tokenUrlParams[0].value", TooLong, Warning),
                ],
            ),
        ],
        passes: &[concat!(
            r#"{"name":"n","clientId":"c","clientSecret":""#,
            long!(),
            r#"","authorizationUrlParams":[{"key":"k","value":""#,
            long!(),
            r#""}],"logo":"data:image/png;base64,"#,
            very_long!(),
            r#""}"#
        )],
    },
    Case {
        rule: "no string looks like a placeholder",
        trips: &[
            (r#"{"name":"n","id":"<app-id>"}"#, &[("id", Placeholder, Warning)]),
            (
                r#"{"name":"n","clientId":"<your client id>","clientSecret":"${CLIENT_SECRET}"}"#,
                &[
                    ("clientId", Placeholder, Warning),
                    ("clientSecret", Placeholder, Warning),
                ],
            ),
            (
                r#"{"name":"n","discoveryUrl":"https://login.example.com/{tenant}/v2.0","authorizationUrl":"https://login.example.com/{tenantId}/authorize","tokenUrl":"https://example.com/{{realm}}/token","revocationUrl":"https://example.com/${realm_1}/revoke","dcrUrl":"https://example.com/{your-realm}/register"}"#,
                &[
                    ("discoveryUrl", Placeholder, Warning),
                    ("authorizationUrl", Placeholder, Warning),
                    ("tokenUrl", Placeholder, Warning),
                    ("revocationUrl", Placeholder, Warning),
                    ("dcrUrl", Placeholder, Warning),
                ],
            ),
            (
                r#"{"name":"n","defaultRedirectUrl":"https://example.com/{_path}","tenantId":"{{tenant.id}}"}"#,
                &[
                    ("defaultRedirectUrl", Placeholder, Warning),
                    ("tenantId", Placeholder, Warning),
                ],
            ),
            (
                r#"{"name":"n","callbackDomain":"<your-domain>"}"#,
                &[
                    ("callbackDomain", InvalidDomain, Warning),
                    ("callbackDomain", Placeholder, Warning),
                ],
            ),
            (
                r#"{"name":"n","defaultScopes":["api://{client-id}/.default"],"authorizationUrlParams":[{"key":"k","value":"<audience>"}],"tokenUrlParams":[{"key":"k","value":"{x}"}]}"#,
                &[
                    ("defaultScopes[0]", Placeholder, Warning),
                    ("authorizationUrlParams[0].value", Placeholder, Warning),
                    ("tokenUrlParams[0].value", Placeholder, Warning),
                ],
            ),
        ],
        passes: &[
            // The claims parameter of OpenID Connect Core §5.5.
            r#"{"name":"n","authorizationUrlParams":[{"key":"claims","value":"{\"userinfo\":{\"email\":null,\"picture\":{}}}"}]}"#,
            r#"{"name":"<n>","description":"{d}","logo":"data:image/svg+xml,<svg></svg>"}"#,
            r#"{"name":"n","clientId":"c","clientSecret":"{1}<2>< a><}{>"}"#,
        ],
    },
    Case {
        rule: "no character has no width",
        trips: &[
            (
                r#"{"name":"GitHub\u200b","id":"\ufeffid","tenantId":"t\u2060"}"#,
                &[
                    ("id", InvisibleCharacter, Warning),
                    ("name", InvisibleCharacter, Warning),
                    ("tenantId", InvisibleCharacter, Warning),
                ],
            ),
            (r#"{"name":"Git\u200dHub"}"#, &[("name", InvisibleCharacter, Warning)]),
            (
                r#"{"name":"n","discoveryUrl":"https://a.b/\u200b","authorizationUrl":"https://a.b/\u200b","tokenUrl":"https://a.b/\u200c","revocationUrl":"https://a.b/\u200b","defaultRedirectUrl":"https://a.b/\u200b","dcrUrl":"https://a.b/\u200b","callbackDomain":"a.b\u200b"}"#,
                &[
                    ("discoveryUrl", InvisibleCharacter, Warning),
                    ("authorizationUrl", InvisibleCharacter, Warning),
                    ("tokenUrl", InvisibleCharacter, Warning),
                    ("revocationUrl", InvisibleCharacter, Warning),
                    ("defaultRedirectUrl", InvisibleCharacter, Warning),
                    ("dcrUrl", InvisibleCharacter, Warning),
                    ("callbackDomain", InvisibleCharacter, Warning),
                ],
            ),
            (
                r#"{"name":"n","authorizationUrlParams":[{"key":"k\u200b","value":"v\u200b"}],"tokenUrlParams":[{"key":"k\u200b","value":"v\u200b"}]}"#,
                &[
                    ("authorizationUrlParams[0].key", InvisibleCharacter, Warning),
                    ("authorizationUrlParams[0].value", InvisibleCharacter, Warning),
                    ("tokenUrlParams[0].key", InvisibleCharacter, Warning),
                    ("tokenUrlParams[0].value", InvisibleCharacter, Warning),
                ],
            ),
        ],
        passes: &[
            // Joiners within emoji and within Persian words.
            r#"{"name":"👩\u200d💻 connections"}"#,
            r#"{"name":"می\u200cخواهم"}"#,
        ],
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
            r#"{"name":"n","accessType":"","appType":""}"#,
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
            // A request may name several resources (RFC 8707 §2).
            r#"{"name":"n","authorizationUrlParams":[{"key":"resource","value":"https://a.b"},{"key":"resource","value":"https://c.d"}]}"#,
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
        trips: &[
            (
                r#"{"name":"n","useDcr":true}"#,
                &[("useDcr", RegistrationWithoutUrl, Warning)],
            ),
            (
                r#"{"name":"n","useDcr":true,"discoveryUrl":"https://example.com"}"#,
                &[("useDcr", RegistrationWithoutUrl, Warning)],
            ),
        ],
        passes: &[
            r#"{"name":"n","useDcr":true,"dcrUrl":"https://example.com/register"}"#,
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
                    ("appType", ApiKeyWithOauthFields, Warning),
                    ("clientId", UnprotectedClient, Warning),
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
            (
                r#"{"name":"n","callbackDomain":"auth example.com"}"#,
                &[("callbackDomain", InvalidDomain, Warning)],
            ),
            (
                r#"{"name":"n","callbackDomain":"a.b "}"#,
                &[("callbackDomain", InvalidDomain, Warning)],
            ),
        ],
        passes: &[
            r#"{"name":"n","callbackDomain":"auth.example.com"}"#,
            r#"{"name":"n","callbackDomain":""}"#,
        ],
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
