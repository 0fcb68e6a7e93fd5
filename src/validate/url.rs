//! Checks for absolute http(s) URLs that OAuth can use (RFC 3986; RFC 6749 §3.1, §3.2), and for absolute URIs.
//!
//! A parser with all of the WHATWG standard costs hundreds of kilobytes of tables. This one rejects only what is surely
//! wrong. Every ASCII URL that it accepts is valid for a WHATWG parser too, except for internationalized names in their
//! `xn--` form (a property test checks this). Beyond ASCII, it accepts whatever needs those tables to judge.

use super::bytes::{BEHIND_AUTHORITY, BEYOND_ASCII, LABEL, PATH, is};
use super::ip::{read_v4, read_v6};
use crate::text::split_at;

/// A valid http(s) URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HttpUrl<'u> {
    /// `http` or `https`.
    pub scheme: Scheme,
    /// The host as written; an IPv6 address keeps its brackets.
    pub host: &'u str,
}

/// The scheme of an [`HttpUrl`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Plain HTTP.
    Http,
    /// HTTP over TLS.
    Https,
}

/// The reason why a string is not a valid http(s) URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UrlProblem {
    /// White space around it.
    WhiteSpace,
    /// Another scheme, none, or no `//` after it.
    Scheme,
    /// User info before the host.
    UserInfo,
    /// No host, or an invalid one.
    Host,
    /// A port that is not a number up to 65535.
    Port,
    /// A fragment.
    Fragment,
    /// A character that has to be percent-encoded, or a `%` without two hex digits.
    Character,
}

/// The message for a text with white space around it.
pub(super) const TRIM: &str = "must not have white space around it; trim it";

impl UrlProblem {
    /// Returns the message, with the correction.
    #[must_use]
    pub fn message(self) -> &'static str {
        match self {
            UrlProblem::WhiteSpace => TRIM,
            UrlProblem::Scheme => "must be an absolute URL that begins with https:// or http://",
            UrlProblem::UserInfo => "must not hold a user name or password before the host",
            UrlProblem::Host => "must have a valid host name after the //",
            UrlProblem::Port => "must have a port between 0 and 65535, or none",
            UrlProblem::Fragment => "must not have a fragment, the part from # on",
            UrlProblem::Character => "must have spaces and other special characters percent-encoded, as in %20",
        }
    }
}

impl HttpUrl<'_> {
    /// Whether the host is this machine itself.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        is_loopback_host(self.host)
    }
}

/// Whether a URL's host is this machine itself: `localhost` and names below it (RFC 6761 §6.3), 127.0.0.0/8, `[::1]`.
#[must_use]
pub fn is_loopback_host(host: &str) -> bool {
    if let Some(address) = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return read_v6(address) == Some([0, 0, 0, 0, 0, 0, 0, 1]);
    }
    let name = host.strip_suffix('.').unwrap_or(host);
    if let Some([first, ..]) = read_v4(name) {
        return first == 127;
    }
    last_label(name).eq_ignore_ascii_case("localhost")
}

/// Whether a URL's host is known not to be public: this machine, an address of a private or link-local network, or a
/// name that no public server has (RFC 6761, RFC 6762). Other names may still resolve to such an address.
#[must_use]
#[cfg(feature = "provision")]
pub fn is_private_host(host: &str) -> bool {
    if is_loopback_host(host) {
        return true;
    }
    let name = host.strip_suffix('.').unwrap_or(host);
    let address = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    if let Some(v6) = address.and_then(read_v6) {
        return is_private_v6(v6);
    }
    match read_v4(name) {
        Some(v4) => is_private_v4(v4),
        // `127.1`, `0x7f000001` and `2130706433` are addresses as well (WHATWG URL §3.5).
        None => is_number(last_label(name)) || is_private_name(name),
    }
}

#[cfg(feature = "provision")]
fn is_private_name(name: &str) -> bool {
    const LOCAL: &[&str] = &["local", "internal", "home", "lan", "intranet", "corp"];
    !name.contains('.') || LOCAL.iter().any(|local| last_label(name).eq_ignore_ascii_case(local))
}

/// Whether an IPv4 address is in one of RFC 6890's networks, or multicast.
#[cfg(feature = "provision")]
fn is_private_v4([a, b, c, _]: [u8; 4]) -> bool {
    matches!(
        (a, b, c),
        (0 | 10 | 127 | 224.., ..)
            | (100, 64..=127, _)
            | (169, 254, _)
            | (172, 16..=31, _)
            | (192, 168, _)
            | (192, 0, 0 | 2)
            | (198, 18 | 19, _)
            | (198, 51, 100)
            | (203, 0, 113)
    )
}

/// Whether an IPv6 address is not global unicast. An address that contains an IPv4 address is judged by that.
#[cfg(feature = "provision")]
fn is_private_v6(address: [u16; 8]) -> bool {
    let v4 = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_private_v4([a, b, c, d])
    };
    match address {
        // Mapped (RFC 4291 §2.5.5.2), translated (RFC 6052) and 6to4 (RFC 3056) addresses.
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] => {
            v4(high, low)
        }
        [0x2001, 0xdb8, ..] => true,
        [first, ..] => first & 0xe000 != 0x2000,
    }
}

/// Reads `text` as an absolute http(s) URL without user info and fragment.
///
/// # Errors
/// The first problem.
pub fn check_absolute_url(text: &str) -> Result<HttpUrl<'_>, UrlProblem> {
    let (scheme, rest) = split_scheme(text).ok_or(if has_white_space_around(text) {
        UrlProblem::WhiteSpace
    } else {
        UrlProblem::Scheme
    })?;
    let (host, tail) = match plain_host_length(rest).and_then(|end| rest.split_at_checked(end)) {
        Some(plain) => plain,
        None if rest.ends_with(char::is_whitespace) => return Err(UrlProblem::WhiteSpace),
        None => {
            let (authority, tail) = split_authority(rest);
            (check_authority(authority)?, tail)
        }
    };
    check_tail(tail).map_err(|problem| {
        if tail.ends_with(char::is_whitespace) {
            UrlProblem::WhiteSpace
        } else {
            problem
        }
    })?;
    Ok(HttpUrl { scheme, host })
}

/// Whether a text without [traits](super::bytes::traits) is an https URL with a plain host name. No rule about URLs
/// finds anything in such a URL.
pub(super) fn is_plain_url(text: &str) -> bool {
    text.strip_prefix("https://")
        .is_some_and(|rest| plain_host_length(rest).is_some())
}

/// Returns the length of the host name at the start of the text, if it is the whole authority and surely valid, as most
/// are: labels of ASCII letters, digits, `-` and `_`, the last of which does not begin with a digit.
fn plain_host_length(text: &str) -> Option<usize> {
    let mut last_label = 0_usize;
    let mut end = text.len();
    for (at, byte) in text.bytes().enumerate() {
        if is(byte, LABEL) {
            continue;
        }
        if is(byte, BEHIND_AUTHORITY) {
            end = at;
            break;
        }
        if byte != b'.' || at == last_label {
            return None;
        }
        last_label = at.wrapping_add(1);
    }
    let first = text.as_bytes().get(last_label..end)?.first()?;
    (!first.is_ascii_digit()).then_some(end)
}

fn split_authority(text: &str) -> (&str, &str) {
    let end = text.bytes().position(|byte| is(byte, BEHIND_AUTHORITY));
    end.and_then(|end| text.split_at_checked(end)).unwrap_or((text, ""))
}

pub(super) fn without_fragment(text: &str) -> &str {
    split_at(text, b'#').0
}

/// Whether `text` is an absolute URI of any scheme (RFC 3986 §4.3), of characters that URIs may have,
/// with or without a fragment. An http(s) URI has to be a valid URL too.
pub(super) fn is_absolute_uri(text: &str) -> bool {
    let (uri, fragment) = split_at(text, b'#');
    let is_uri = match (check_absolute_url(uri), split_at(uri, b':')) {
        (Ok(_), _) => true,
        (Err(UrlProblem::Scheme), (scheme, Some(rest))) => {
            is_scheme(scheme) && !is_http(scheme) && !rest.is_empty() && check_tail(rest).is_ok()
        }
        _ => false,
    };
    is_uri && check_tail(fragment.unwrap_or_default()).is_ok()
}

fn is_scheme(text: &str) -> bool {
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    text.bytes().all(is_name) && text.starts_with(|first: char| first.is_ascii_alphabetic())
}

fn is_http(scheme: &str) -> bool {
    scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
}

/// Whether browsers run or show a URL of this scheme instead of navigating. They skip control characters before the
/// scheme, and tabs and line breaks within (WHATWG URL §4.4).
pub(super) fn is_script(text: &str) -> bool {
    SCRIPTS.iter().any(|script| {
        let text = text.trim_start_matches(|first: char| first <= ' ');
        let mut characters = text
            .chars()
            .filter(|character| !matches!(character, '\t' | '\n' | '\r'));
        script.chars().all(|expected| {
            characters
                .next()
                .is_some_and(|given| given.eq_ignore_ascii_case(&expected))
        })
    })
}

const SCRIPTS: &[&str] = &["javascript:", "data:", "vbscript:"];

pub(super) fn has_white_space_around(text: &str) -> bool {
    text.trim().len() < text.len()
}

fn split_scheme(text: &str) -> Option<(Scheme, &str)> {
    if let Some(rest) = text.strip_prefix("https://") {
        return Some((Scheme::Https, rest));
    }
    [("https://", Scheme::Https), ("http://", Scheme::Http)]
        .into_iter()
        .find_map(|(prefix, scheme)| {
            let (start, rest) = text.split_at_checked(prefix.len())?;
            start.eq_ignore_ascii_case(prefix).then_some((scheme, rest))
        })
}

fn check_authority(authority: &str) -> Result<&str, UrlProblem> {
    if authority.bytes().any(|byte| byte == b'@') {
        return Err(UrlProblem::UserInfo);
    }
    let (host, port) = split_port(authority);
    check_host(host)?;
    match port {
        Some(port) if !is_port(port) => Err(UrlProblem::Port),
        _ => Ok(host),
    }
}

fn split_port(authority: &str) -> (&str, Option<&str>) {
    match authority.bytes().rposition(|byte| byte == b':') {
        // The last colon of an IPv6 address is within its brackets.
        Some(at) if !authority.ends_with(']') => split_behind(authority, at),
        _ => (authority, None),
    }
}

/// Splits a text at a character of one byte.
fn split_behind(text: &str, at: usize) -> (&str, Option<&str>) {
    (text.get(..at).unwrap_or_default(), text.get(at.saturating_add(1)..))
}

/// An empty port is allowed (RFC 3986 §3.2.3).
fn is_port(port: &str) -> bool {
    port.is_empty() || (port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok())
}

fn check_host(host: &str) -> Result<(), UrlProblem> {
    let valid = match host.strip_prefix('[') {
        Some(rest) => rest.strip_suffix(']').is_some_and(|address| read_v6(address).is_some()),
        None => is_host_name(host),
    };
    if valid { Ok(()) } else { Err(UrlProblem::Host) }
}

/// Whether a host is a name of labels separated by dots: letters, digits, `-`, `_` and characters beyond ASCII. A name
/// whose last label is a number has to be a valid IPv4 address (WHATWG URL, "ends in a number").
pub(super) fn is_host_name(host: &str) -> bool {
    let name = host.strip_suffix('.').unwrap_or(host);
    let mut label_is_empty = true;
    for (at, byte) in name.bytes().enumerate() {
        let fits = if byte == b'.' {
            !label_is_empty
        } else {
            is(byte, LABEL | BEYOND_ASCII) && (byte.is_ascii() || !begins(name, at, char::is_whitespace))
        };
        if !fits {
            return false;
        }
        label_is_empty = byte == b'.';
    }
    !label_is_empty && (!is_number(last_label(name)) || read_v4(name).is_some())
}

/// Whether a character of this kind begins at this byte; false for a byte inside a character.
fn begins(text: &str, at: usize, kind: fn(char) -> bool) -> bool {
    let character = text.get(at..).and_then(|rest| rest.chars().next());
    character.is_some_and(kind)
}

fn last_label(name: &str) -> &str {
    let dot = name.bytes().rposition(|byte| byte == b'.');
    dot.and_then(|at| split_behind(name, at).1).unwrap_or(name)
}

fn is_number(label: &str) -> bool {
    match label.as_bytes() {
        [b'0', b'x' | b'X', hex @ ..] => hex.iter().all(u8::is_ascii_hexdigit),
        digits => digits.iter().all(u8::is_ascii_digit),
    }
}

/// Checks the path and the query.
fn check_tail(tail: &str) -> Result<(), UrlProblem> {
    let bytes = tail.as_bytes();
    for (at, &byte) in bytes.iter().enumerate() {
        if is(byte, PATH) {
            continue;
        }
        let fits = match byte {
            b'#' => return Err(UrlProblem::Fragment),
            b'%' => matches!(bytes.get(at.saturating_add(1)..), Some([high, low, ..])
                if high.is_ascii_hexdigit() && low.is_ascii_hexdigit()),
            0x80.. => !begins(tail, at, |character| {
                character.is_control() || character.is_whitespace()
            }),
            _ => false,
        };
        if !fits {
            return Err(UrlProblem::Character);
        }
    }
    Ok(())
}
