//! The rules about an app's fields, as tables, and how any such table is applied. A rule with no source is not a rule.

use alloc::string::String;
use alloc::vec::Vec;

use super::bytes::{SCOPE, is};
use super::fields::{Fields, Target};
use super::issue::{IssueCode, Report, Severity};
use super::messages::{all_of, one_of};
use super::path::Path;
use super::url::{Scheme, UrlProblem, check_absolute_url};
use crate::model::schema::{APP, Place};
use crate::text::{concat, owned, repeated};

use IssueCode as Code;
use Severity::{Error, Warning};
use Source::{Descope, Standard};

/// One rule: what it finds, how bad that is, who says so, and how it is found.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// The code of the issues it reports.
    pub code: IssueCode,
    /// Whether a call is refused for it.
    pub severity: Severity,
    /// Who says so.
    pub source: Source,
    check: Check,
}

/// Who says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A section of a standard; the message ends with it.
    Standard(&'static str),
    /// Descope's reference or guide, its SDKs, or what its server was seen to do.
    Descope(&'static str),
}

/// How a rule looks at a request.
#[derive(Clone, Copy, Debug)]
pub(super) enum Check {
    /// The value has to be there.
    Required(&'static [Target]),
    /// Each string alone; the function says what is wrong with it.
    Each(&'static [Target], fn(&str) -> Option<&'static str>),
    /// Each string should be one of those.
    Known(&'static [Target], &'static [&'static str]),
    /// No string should be one of those, and why.
    Reserved(&'static [Target], &'static [&'static str]),
    /// No string of a list should stand in it twice.
    Unique(&'static [Target]),
    /// One of the fields has to be there.
    AnyOf(&'static [Place]),
    /// The fields together; the function says which field is at fault and why.
    Together(fn(&Fields<'_>) -> Option<(Place, String)>),
}

/// An app has a name.
pub static APP_NAME: &[Rule] = &[rule(
    Code::Missing,
    Error,
    Descope("guide; Go and Python SDKs"),
    Check::Required(&[field("name")]),
)];

/// The fields of an app, each alone; errors first.
pub static APP_FIELDS: &[Rule] = &[
    rule(
        Code::Blank,
        Error,
        Descope("guide; Go and Python SDKs"),
        Check::Each(&[field("name")], blank),
    ),
    rule(
        Code::Blank,
        Error,
        Descope("reference: ids are looked up by"),
        Check::Each(&[field("id"), field("tenantId")], blank),
    ),
    rule(
        Code::Missing,
        Error,
        Descope("reference: URLParam"),
        Check::Required(PARAM_KEYS),
    ),
    rule(
        Code::Blank,
        Error,
        Descope("reference: URLParam"),
        Check::Each(PARAM_KEYS, blank),
    ),
    rule(
        Code::InvalidUrl,
        Error,
        Standard("RFC 6749 §3.1, §3.1.2, §3.2"),
        Check::Each(
            &[
                field("discoveryUrl"),
                field("authorizationUrl"),
                field("tokenUrl"),
                field("revocationUrl"),
                field("defaultRedirectUrl"),
                field("dcrUrl"),
            ],
            invalid_url,
        ),
    ),
    rule(
        Code::InsecureUrl,
        Error,
        Standard("RFC 6749 §3.1, §3.2"),
        Check::Each(&[field("authorizationUrl"), field("tokenUrl")], insecure_url),
    ),
    rule(
        Code::InsecureUrl,
        Error,
        Standard("RFC 7009 §2"),
        Check::Each(&[field("revocationUrl")], insecure_url),
    ),
    rule(
        Code::InsecureUrl,
        Error,
        Standard("RFC 7591 §3"),
        Check::Each(&[field("dcrUrl")], insecure_url),
    ),
    rule(
        Code::InsecureUrl,
        Error,
        Standard("OpenID Connect Discovery §4"),
        Check::Each(&[field("discoveryUrl")], insecure_url),
    ),
    rule(
        Code::InvalidScope,
        Error,
        Standard("RFC 6749 §3.3"),
        Check::Each(&[items("defaultScopes")], invalid_scope),
    ),
    rule(
        Code::ContradictoryPrompt,
        Error,
        Standard("OpenID Connect Core §3.1.2.1"),
        Check::Together(contradictory_prompt),
    ),
    //
    rule(
        Code::UnknownValue,
        Warning,
        Descope("Go and Python SDKs"),
        Check::Known(&[field("accessType")], &["offline", "online"]),
    ),
    rule(
        Code::UnknownValue,
        Warning,
        Standard("OpenID Connect Core §3.1.2.1"),
        Check::Known(&[items("prompt")], &["none", "login", "consent", "select_account"]),
    ),
    rule(
        Code::UnknownValue,
        Warning,
        Descope("values seen in use"),
        Check::Known(&[field("appType")], &["oauth", "apikey"]),
    ),
    rule(
        Code::InsecureUrl,
        Warning,
        Standard("RFC 6749 §3.1.2.1"),
        Check::Each(&[field("defaultRedirectUrl")], insecure_url),
    ),
    rule(
        Code::Duplicate,
        Warning,
        Descope("each list is a set"),
        Check::Unique(&[
            items("defaultScopes"),
            items("prompt"),
            keys("authorizationUrlParams"),
            keys("tokenUrlParams"),
        ]),
    ),
    rule(
        Code::ReservedParameter,
        Warning,
        Standard("RFC 6749 §4.1.1, RFC 7636 §4.3"),
        Check::Reserved(
            &[keys("authorizationUrlParams")],
            &[
                "client_id",
                "redirect_uri",
                "response_type",
                "state",
                "scope",
                "code_challenge",
                "code_challenge_method",
            ],
        ),
    ),
    rule(
        Code::ReservedParameter,
        Warning,
        Standard("RFC 6749 §4.1.3, §6, RFC 7636 §4.5"),
        Check::Reserved(
            &[keys("tokenUrlParams")],
            &[
                "grant_type",
                "code",
                "client_id",
                "client_secret",
                "redirect_uri",
                "code_verifier",
                "refresh_token",
            ],
        ),
    ),
    rule(
        Code::InvalidDomain,
        Warning,
        Descope("reference: callbackDomain"),
        Check::Each(&[field("callbackDomain")], invalid_domain),
    ),
    rule(
        Code::InvalidLogo,
        Warning,
        Descope("values seen in use"),
        Check::Each(&[field("logo")], invalid_logo),
    ),
];

/// The fields of an app beside each other.
pub static APP_TOGETHER: &[Rule] = &[
    rule(
        Code::SecretWithoutClientId,
        Warning,
        Standard("RFC 6749 §2.3.1"),
        Check::Together(secret_without_client_id),
    ),
    rule(
        Code::UnprotectedClient,
        Warning,
        Standard("RFC 9700 §2.1.1"),
        Check::Together(unprotected_client),
    ),
    rule(
        Code::RegistrationWithoutUrl,
        Warning,
        Standard("RFC 7591 §3"),
        Check::Together(registration_without_url),
    ),
    rule(
        Code::RegistrationWithCredentials,
        Warning,
        Standard("RFC 7591 §3.2.1"),
        Check::Together(registration_with_credentials),
    ),
    rule(
        Code::ApiKeyWithOauthFields,
        Warning,
        Descope("reference of the API-key upload"),
        Check::Together(api_key_with_oauth_fields),
    ),
];

const PARAM_KEYS: &[Target] = &[keys("authorizationUrlParams"), keys("tokenUrlParams")];

const OAUTH_FIELDS: &[Place] = &[
    place("clientId"),
    place("clientSecret"),
    place("discoveryUrl"),
    place("authorizationUrl"),
    place("authorizationUrlParams"),
    place("tokenUrl"),
    place("tokenUrlParams"),
    place("revocationUrl"),
    place("defaultScopes"),
    place("defaultRedirectUrl"),
    place("callbackDomain"),
    place("pkce"),
    place("accessType"),
    place("prompt"),
    place("useDcr"),
    place("dcrUrl"),
];

const APP_TYPE: Place = place("appType");
const CLIENT_ID: Place = place("clientId");
const CLIENT_SECRET: Place = place("clientSecret");
const DCR_URL: Place = place("dcrUrl");
const DISCOVERY_URL: Place = place("discoveryUrl");
const PKCE: Place = place("pkce");
const PROMPT: Place = place("prompt");
const USE_DCR: Place = place("useDcr");

const fn place(name: &str) -> Place {
    Place::of(name, &APP)
}

const fn field(name: &str) -> Target {
    Target::Field(place(name))
}

const fn items(name: &str) -> Target {
    Target::Items(place(name))
}

const fn keys(name: &str) -> Target {
    Target::Keys(place(name))
}

pub(super) const fn rule(code: IssueCode, severity: Severity, source: Source, check: Check) -> Rule {
    Rule {
        code,
        severity,
        source,
        check,
    }
}

/// Reports what each rule finds.
pub(super) fn apply(rules: &'static [Rule], fields: &Fields<'_>, report: &mut Report) {
    for rule in rules {
        rule.apply(fields, report);
    }
}

impl Rule {
    fn apply(&self, fields: &Fields<'_>, report: &mut Report) {
        match self.check {
            Check::Required(targets) => {
                for &target in targets {
                    fields.each(target, |found| {
                        if found.value.is_none() {
                            found.with_path(fields, |path| {
                                self.report(report, path, owned("is required"));
                            });
                        }
                    });
                }
            }
            Check::Each(targets, problem) => {
                self.each_text(targets, fields, report, &|text| problem(text).map(owned));
            }
            Check::Known(targets, known) => self.each_text(targets, fields, report, &|text| {
                (!known.contains(&text)).then(|| {
                    let known = one_of(known);
                    concat(&["is not ", &known, ", the values that are known; the server decides"])
                })
            }),
            Check::Reserved(targets, reserved) => self.each_text(targets, fields, report, &|text| {
                reserved
                    .contains(&text)
                    .then(|| owned("is a parameter that OAuth sets by itself; leave it out"))
            }),
            Check::Unique(targets) => {
                for &target in targets {
                    self.each_repeated(target, fields, report);
                }
            }
            Check::AnyOf(places) => {
                if fields.present(places).is_empty() {
                    let names: Vec<_> = places.iter().map(|place| fields.name(*place)).collect();
                    self.report(report, fields.base, concat(&["needs ", &one_of(&names)]));
                }
            }
            Check::Together(problem) => {
                if let Some((field, message)) = problem(fields) {
                    self.report(report, &Path::Field(fields.base, fields.name(field)), message);
                }
            }
        }
    }

    /// The rule without one of its targets, for each of them; and not at all.
    #[cfg(test)]
    pub(super) fn weakened(&self) -> Vec<Option<Rule>> {
        let without = |lost: usize, targets: &[Target]| -> &'static [Target] {
            let kept = targets.iter().enumerate().filter(|(index, _)| *index != lost);
            Box::leak(kept.map(|(_, target)| *target).collect())
        };
        let (Check::Required(targets)
        | Check::Each(targets, _)
        | Check::Known(targets, _)
        | Check::Reserved(targets, _)
        | Check::Unique(targets)) = self.check
        else {
            return vec![None];
        };
        let weakened = (0..targets.len()).map(|lost| {
            let targets = without(lost, targets);
            let check = match self.check {
                Check::Required(_) => Check::Required(targets),
                Check::Each(_, problem) => Check::Each(targets, problem),
                Check::Known(_, known) => Check::Known(targets, known),
                Check::Reserved(_, reserved) => Check::Reserved(targets, reserved),
                Check::Unique(_) => Check::Unique(targets),
                Check::AnyOf(_) | Check::Together(_) => self.check,
            };
            Some(Rule { check, ..*self })
        });
        weakened.chain([None]).collect()
    }

    fn each_text(
        &self,
        targets: &'static [Target],
        fields: &Fields<'_>,
        report: &mut Report,
        problem: &dyn Fn(&str) -> Option<String>,
    ) {
        for &target in targets {
            fields.each(target, |found| {
                if let Some(text) = found.text()
                    && let Some(message) = problem(text)
                {
                    found.with_path(fields, |path| self.report(report, path, message));
                }
            });
        }
    }

    fn each_repeated(&self, target: Target, fields: &Fields<'_>, report: &mut Report) {
        let mut texts = Vec::new();
        fields.each(target, |found| texts.extend(found.text()));
        if !may_repeat(&texts) {
            return;
        }
        let mut is_repeated = repeated(&texts).into_iter();
        fields.each(target, |found| {
            if found.text().is_some() && is_repeated.next() == Some(true) {
                found.with_path(fields, |path| {
                    self.report(report, path, owned("stands in the list twice"));
                });
            }
        });
    }

    fn report(&self, report: &mut Report, path: &Path<'_>, mut message: String) {
        if let Standard(section) = self.source {
            for part in [" (", section, ")"] {
                message.push_str(part);
            }
        }
        report.add(path, self.code, self.severity, message);
    }
}

/// In lists of no more than this, it costs less to look for a text in the others than to sort them.
const SHORT_LIST: usize = 8;

/// Whether one of the texts may be there twice.
fn may_repeat(texts: &[&str]) -> bool {
    let mut rest = texts;
    while let [text, others @ ..] = rest {
        if texts.len() > SHORT_LIST || others.contains(text) {
            return true;
        }
        rest = others;
    }
    false
}

pub(super) fn blank(text: &str) -> Option<&'static str> {
    text.chars()
        .all(char::is_whitespace)
        .then_some("must hold more than white space")
}

fn invalid_url(text: &str) -> Option<&'static str> {
    check_absolute_url(text).err().map(UrlProblem::message)
}

fn insecure_url(text: &str) -> Option<&'static str> {
    if text.starts_with("https:") {
        return None;
    }
    let url = check_absolute_url(text).ok()?;
    (url.scheme == Scheme::Http && !url.is_loopback())
        .then_some("must begin with https://, as only a loopback host may do without")
}

pub(super) fn invalid_scope(text: &str) -> Option<&'static str> {
    if text.is_empty() {
        return Some("must not be empty");
    }
    Some(match text.bytes().find(|byte| !is(*byte, SCOPE))? {
        b' ' => "must not hold a space; give each scope an item of its own",
        b'"' => "must not hold \"",
        b'\\' => "must not hold \\",
        _ => "must hold nothing but printable ASCII characters",
    })
}

fn contradictory_prompt(fields: &Fields<'_>) -> Option<(Place, String)> {
    let mut none = false;
    let mut other = false;
    fields.each(Target::Items(PROMPT), |found| match found.text() {
        Some("none") => none = true,
        Some(_) => other = true,
        None => {}
    });
    (none && other).then(|| {
        let message = "\"none\" forbids every prompt and cannot stand beside another value";
        (PROMPT, owned(message))
    })
}

fn secret_without_client_id(fields: &Fields<'_>) -> Option<(Place, String)> {
    (fields.has(CLIENT_SECRET) && !fields.has(CLIENT_ID))
        .then(|| (CLIENT_SECRET, owned("is of no use without a clientId")))
}

fn unprotected_client(fields: &Fields<'_>) -> Option<(Place, String)> {
    let protected = fields.has(CLIENT_SECRET) || fields.is_true(PKCE);
    (fields.has(CLIENT_ID) && !protected).then(|| {
        let message = "has neither a clientSecret nor pkce: true beside it; a client without a secret needs PKCE";
        (CLIENT_ID, owned(message))
    })
}

fn registration_without_url(fields: &Fields<'_>) -> Option<(Place, String)> {
    let somewhere = fields.has(DCR_URL) || fields.has(DISCOVERY_URL);
    (fields.is_true(USE_DCR) && !somewhere).then(|| {
        let message = "needs a dcrUrl, or a discoveryUrl that leads to one";
        (USE_DCR, owned(message))
    })
}

fn registration_with_credentials(fields: &Fields<'_>) -> Option<(Place, String)> {
    let credentials = fields.has(CLIENT_ID) || fields.has(CLIENT_SECRET);
    (fields.is_true(USE_DCR) && credentials).then(|| {
        let message = "registers a client of its own; the clientId and clientSecret beside it are of another";
        (USE_DCR, owned(message))
    })
}

fn api_key_with_oauth_fields(fields: &Fields<'_>) -> Option<(Place, String)> {
    if fields.text(APP_TYPE) != Some("apikey") {
        return None;
    }
    let present = fields.present(OAUTH_FIELDS);
    (!present.is_empty()).then(|| {
        let message = concat(&["\"apikey\" makes no use of ", &all_of(&present)]);
        (APP_TYPE, message)
    })
}

fn invalid_domain(text: &str) -> Option<&'static str> {
    text.contains([':', '/'])
        .then_some("must be a host name alone, without scheme, port or path")
}

fn invalid_logo(text: &str) -> Option<&'static str> {
    let is_image = text
        .get(..11)
        .is_some_and(|start| start.eq_ignore_ascii_case("data:image/"));
    // User info and a fragment are of no concern here.
    let is_url = matches!(
        check_absolute_url(text),
        Ok(_) | Err(UrlProblem::Fragment | UrlProblem::UserInfo)
    );
    (!is_image && !is_url).then_some("should be an http(s) URL or a data: URI of an image")
}
