//! The URL checks, compared with a parser of the WHATWG standard, as browsers and Node have one.

use descope_outbound::validate::{HttpUrl, Scheme, UrlProblem, check_absolute_url};
use url::{Host, Url};

/// Checks that the other parser reads an accepted URL as the same, and that a refusal has an intended reason.
pub fn check(input: &[u8]) {
    let text = super::text(input);
    match (check_absolute_url(text), Url::parse(text)) {
        (Ok(ours), Ok(theirs)) => is_the_same(&ours, &theirs),
        (Ok(ours), Err(error)) => assert!(needs_tables(ours.host), "{error}"),
        (Err(problem), Ok(theirs)) => assert!(is_meant(problem, text, &theirs), "{problem:?}, but {theirs}"),
        (Err(_), Err(_)) => {}
    }
}

/// Returns whether only the tables of internationalized names, which are not shipped, can determine the host.
fn needs_tables(host: &str) -> bool {
    !host.is_ascii() || host.to_ascii_lowercase().contains("xn--")
}

fn is_the_same(ours: &HttpUrl<'_>, theirs: &Url) {
    let scheme = match ours.scheme {
        Scheme::Http => "http",
        Scheme::Https => "https",
    };
    assert_eq!(scheme, theirs.scheme());
    assert_eq!(theirs.fragment(), None);
    assert_eq!((theirs.username(), theirs.password()), ("", None));
    let is_loopback = is_loopback(theirs);
    // No other host may pass for this machine. In the other direction, letters like `ⓛ` become ASCII.
    assert!(is_loopback || !ours.is_loopback(), "{theirs}");
    assert!(
        !is_loopback || ours.is_loopback() || needs_tables(ours.host),
        "{theirs}"
    );
    // An IPv6 address has many forms.
    if !needs_tables(ours.host) && !ours.host.starts_with('[') {
        let host = theirs.host_str().unwrap_or_default();
        assert_eq!(without_dot(host), without_dot(&ours.host.to_ascii_lowercase()));
    }
}

/// Removes the dot of the root, which a name may end with.
fn without_dot(host: &str) -> &str {
    host.strip_suffix('.').unwrap_or(host)
}

fn is_loopback(theirs: &Url) -> bool {
    match theirs.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => {
            let name = without_dot(name);
            name == "localhost" || name.ends_with(".localhost")
        }
        None => false,
    }
}

/// Returns whether a refusal is intended: the check exists for it, a browser would have repaired the URL, or DNS has no
/// such host name.
fn is_meant(problem: UrlProblem, text: &str, theirs: &Url) -> bool {
    let is_http = matches!(theirs.scheme(), "http" | "https");
    let has_user = !theirs.username().is_empty() || theirs.password().is_some();
    let is_repaired = theirs.as_str() != text && theirs.as_str().strip_suffix('/') != Some(text);
    match problem {
        _ if is_repaired => true,
        UrlProblem::Scheme => !is_http,
        UrlProblem::UserInfo => has_user,
        UrlProblem::Fragment => theirs.fragment().is_some(),
        UrlProblem::Host => !is_host_name(theirs.host_str().unwrap_or_default()),
        UrlProblem::Character => has_a_stray_percent(text) || text.contains('\\'),
        UrlProblem::WhiteSpace | UrlProblem::Port => false,
    }
}

/// Returns whether the host consists of labels of letters, digits, `-` and `_`.
fn is_host_name(host: &str) -> bool {
    let is_label =
        |label: &str| !label.is_empty() && label.chars().all(|at| at.is_ascii_alphanumeric() || "-_".contains(at));
    without_dot(host).split('.').all(is_label)
}

fn has_a_stray_percent(text: &str) -> bool {
    text.split('%').skip(1).any(|after| {
        let mut digits = after.chars();
        ![digits.next(), digits.next()]
            .iter()
            .all(|digit| digit.is_some_and(|digit| digit.is_ascii_hexdigit()))
    })
}
