//! Checks of one value. Each returns the problem as text for a message, and never quotes the value.

use crate::value::Value;

use super::bytes::{ANY, BEYOND_ASCII, EMPTY, LONG, OPENING, SCOPE, SHORT_BYTES, SPACE, SPECIAL, UNUSUAL_URL, is};
use super::fields::says_anything;
use super::url::{
    Scheme, TRIM, UrlProblem, check_absolute_url, has_white_space_around, is_absolute_uri, is_host_name, is_script,
    without_fragment,
};

pub(super) type Problem = Option<&'static str>;

/// A check of one string.
#[derive(Clone, Copy, Debug)]
pub(super) struct StringCheck {
    /// The traits that the check reacts to (see [`bytes`](super::bytes)): it finds nothing in a string that has none of
    /// them, and is then not called.
    pub(super) needs: u8,
    /// Returns the problem with the string.
    pub(super) problem: fn(&str) -> Problem,
}

const fn every(problem: fn(&str) -> Problem) -> StringCheck {
    with(ANY, problem)
}

const fn with(needs: u8, problem: fn(&str) -> Problem) -> StringCheck {
    StringCheck { needs, problem }
}

pub(super) const BLANK: StringCheck = with(EMPTY | SPACE | BEYOND_ASCII, blank);
pub(super) const CLEARS_SECRET: StringCheck = with(EMPTY, clears_secret);
pub(super) const DOTS: StringCheck = every(dots);
pub(super) const DOUBTFUL_KEY: StringCheck = with(SPACE | BEYOND_ASCII, doubtful_key);
pub(super) const EMPTY_SECRET: StringCheck = with(EMPTY, empty_secret);
pub(super) const FIXED: StringCheck = every(|_| Some("cannot be changed"));
pub(super) const INSECURE_URL: StringCheck = with(UNUSUAL_URL, insecure_url);
pub(super) const INVALID_BEARER: StringCheck = with(SPACE | BEYOND_ASCII, invalid_bearer);
pub(super) const INVALID_CREDENTIAL: StringCheck = with(SPACE | BEYOND_ASCII, invalid_credential);
pub(super) const INVALID_DOMAIN: StringCheck = every(invalid_domain);
pub(super) const INVALID_LOGO: StringCheck = with(UNUSUAL_URL, invalid_logo);
pub(super) const INVALID_REDIRECT: StringCheck = with(UNUSUAL_URL, invalid_redirect);
pub(super) const INVALID_SCOPE: StringCheck = with(EMPTY | SPACE | BEYOND_ASCII | SPECIAL, invalid_scope);
pub(super) const INVALID_URL: StringCheck = with(UNUSUAL_URL, invalid_url);
pub(super) const INVISIBLE: StringCheck = with(BEYOND_ASCII, invisible);
pub(super) const LONGER_THAN_254: StringCheck = with(LONG, longer_than_254);
pub(super) const LONGER_THAN_4096: StringCheck = with(LONG, longer_than_4096);
pub(super) const PADDED_CREDENTIAL: StringCheck = with(SPACE, padded_credential);
pub(super) const PLACEHOLDER: StringCheck = with(OPENING, placeholder);
pub(super) const PLACEHOLDER_ALONE: StringCheck = with(OPENING, placeholder_alone);
pub(super) const SCRIPT_URL: StringCheck = with(UNUSUAL_URL, script_url);

fn blank(text: &str) -> Problem {
    text.chars()
        .all(char::is_whitespace)
        .then_some("must hold more than white space")
}

fn dots(id: &str) -> Problem {
    matches!(id, "." | "..").then_some("cannot be used in a URL path, where \".\" and \"..\" name folders")
}

fn longer_than_254(text: &str) -> Problem {
    (text.len() > SHORT_BYTES).then_some("is longer than 254 bytes, the most that Descope's Terraform provider sends")
}

fn longer_than_4096(text: &str) -> Problem {
    (text.len() > 4_096).then_some("is longer than 4,096 bytes, the most that Descope's Terraform provider sends")
}

/// Accepts an empty URL, which counts as left out: official SDKs send it.
fn invalid_url(text: &str) -> Problem {
    let problem = check_absolute_url(text).err().filter(|_| !text.is_empty())?;
    Some(problem.message())
}

fn insecure_url(text: &str) -> Problem {
    if text.starts_with("https:") {
        return None;
    }
    let url = check_absolute_url(without_fragment(text)).ok()?;
    (url.scheme == Scheme::Http && !url.is_loopback())
        .then_some("must begin with https://: only a loopback host may use http://")
}

fn script_url(text: &str) -> Problem {
    is_script(text)
        .then_some("must not be a javascript:, data: or vbscript: URL: browsers run such a URL, or show its content")
}

fn invalid_redirect(text: &str) -> Problem {
    if text.is_empty() || is_script(text) || is_absolute_uri(text) {
        None
    } else if has_white_space_around(text) {
        Some(TRIM)
    } else {
        Some("should be an absolute URL, or a deep link into an app such as com.example.app:/connected")
    }
}

fn invalid_scope(text: &str) -> Problem {
    if text.is_empty() {
        return Some("must not be empty");
    }
    Some(match text.bytes().find(|byte| !is(*byte, SCOPE))? {
        _ if text.trim().bytes().all(|byte| is(byte, SCOPE)) && !text.trim().is_empty() => TRIM,
        b' ' => "must not hold a space; give each scope an item of its own",
        b'"' => "must not hold \"",
        b'\\' => "must not hold \\",
        _ => "must hold nothing but printable ASCII characters",
    })
}

/// Checks for RFC 6749's VSCHAR, which include spaces; [`padded_credential`] warns of spaces at the edges.
fn invalid_credential(text: &str) -> Problem {
    credential(text, |byte| matches!(byte, b' '..=b'~'))
}

/// Whether a text fits into the `Authorization` header as a token (RFC 6750 §2.1).
fn invalid_bearer(text: &str) -> Problem {
    credential(text, |byte| byte.is_ascii_graphic()).filter(|_| blank(text).is_none())
}

fn credential(text: &str, fits: fn(u8) -> bool) -> Problem {
    if text.bytes().all(fits) {
        None
    } else if text.trim().bytes().all(fits) {
        Some(TRIM)
    } else {
        Some("must hold nothing but printable ASCII characters")
    }
}

fn padded_credential(text: &str) -> Problem {
    (text.starts_with(' ') || text.ends_with(' '))
        .then_some("has white space around it; trim it")
        .filter(|_| invalid_credential(text).is_none())
}

/// Checks an API key. No standard defines its characters, but most keys travel in a header.
fn doubtful_key(text: &str) -> Problem {
    if has_white_space_around(text) {
        Some("has white space around it; trim it")
    } else {
        invalid_credential(text).map(|_| "holds characters other than printable ASCII; is it complete?")
    }
}

fn invalid_domain(text: &str) -> Problem {
    if text.is_empty() || is_host_name(text) {
        None
    } else if is_host_name(text.trim()) {
        Some(TRIM)
    } else {
        Some("must be a host name alone, without scheme, port or path")
    }
}

fn invalid_logo(text: &str) -> Problem {
    let is_image = text
        .get(..11)
        .is_some_and(|start| start.eq_ignore_ascii_case("data:image/"));
    // User info and a fragment do no harm here.
    let is_url = matches!(
        check_absolute_url(text),
        Ok(_) | Err(UrlProblem::Fragment | UrlProblem::UserInfo)
    );
    (!text.is_empty() && !is_image && !is_url).then_some("should be an http(s) URL or a data: URI of an image")
}

/// Finds `{tenant}`, `${VAR}`, `{{x}}`, `<your-id>`: a name in braces or angle brackets. JSON has quotes after a brace.
fn placeholder(text: &str) -> Problem {
    let mut opened = None;
    for byte in text.bytes() {
        opened = match (byte, opened) {
            (b'{' | b'<', _) => Some((byte, false)),
            (b'}', Some((b'{', true))) | (b'>', Some((b'<', true))) => {
                return Some(
                    "holds what looks like a placeholder, such as {tenant} or <your-id>; was it to be filled in?",
                );
            }
            (b'_' | b'a'..=b'z' | b'A'..=b'Z', Some((open, _))) => Some((open, true)),
            (b' ', Some((b'{', false))) | (b'-' | b'.' | b' ' | b'0'..=b'9', Some((_, true))) => opened,
            _ => None,
        };
    }
    None
}

/// Finds a placeholder that is the whole value: a generated secret may hold braces.
fn placeholder_alone(text: &str) -> Problem {
    let text = text.trim();
    let is_enclosed = text.starts_with(['$', '{', '<']) && text.ends_with(['}', '>']);
    placeholder(text).filter(|_| is_enclosed)
}

/// Finds zero-width characters. Joiners are valid between characters of some scripts and of emoji, but in ASCII text
/// they are pasted by accident, as the others always are.
fn invisible(text: &str) -> Problem {
    let is_joiner = |character| matches!(character, '\u{200C}' | '\u{200D}');
    let is_invisible = |character| matches!(character, '\u{200B}' | '\u{2060}' | '\u{FEFF}');
    let is_ascii_otherwise = || {
        text.chars()
            .all(|character| character.is_ascii() || is_joiner(character))
    };
    (text.contains(is_invisible) || text.contains(is_joiner) && is_ascii_otherwise())
        .then_some("holds a zero-width character, which nobody sees; was it pasted?")
}

fn empty_secret(text: &str) -> Problem {
    text.is_empty().then_some("is empty; leave it out if there is none")
}

fn clears_secret(text: &str) -> Problem {
    text.is_empty()
        .then_some("is empty, which clears the stored secret; leave it out to keep that")
}

pub(super) fn not_carried(value: Value<'_>) -> Problem {
    says_anything(value).then_some("cannot be changed by an update: the server ignores it")
}

#[expect(clippy::unnecessary_wraps, reason = "a row of the table, like the others")]
pub(super) fn not_in_a_batch(_: Value<'_>) -> Problem {
    Some("cannot be part of a batch; upload the token alone to have it verified")
}

pub(super) fn empty_scopes(value: Value<'_>) -> Problem {
    matches!(value, Value::Array(items) if items.is_empty())
        .then_some("is empty: it asks for a token without scopes; leave it out for the latest token")
}

/// The first second of 2001-09-09, by coincidence a round number; as a duration, more than 31 years.
const EARLIEST_EXPIRY: i32 = 1_000_000_000;

pub(super) fn unlikely_expiry(value: Value<'_>) -> Problem {
    let digits = match value {
        Value::Number(number) => number,
        Value::String(text) => text.lossy(),
        _ => return None,
    };
    let seconds = digits.parse::<i32>().ok()?;
    (1..EARLIEST_EXPIRY)
        .contains(&seconds)
        .then_some("is a time long past: it must be in seconds since 1970, not a duration")
}
