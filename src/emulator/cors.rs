//! CORS for an emulator on a socket: pages on this machine may read its responses \[Fetch §3.2\]. Other pages may not,
//! since they could read a developer's test data.

use super::exchange::{Reply, Request};

/// Returns the response to a browser's preflight request, if the page is on this machine.
pub(super) fn preflight(request: &Request<'_>) -> Option<Reply> {
    let origin = loopback_origin(request)?;
    let method = request.header("access-control-request-method")?;
    if request.method != "OPTIONS" {
        return None;
    }
    // A wildcard does not cover `authorization`, so the requested headers are allowed by name.
    let headers = request.header("access-control-request-headers").unwrap_or_default();
    let allowed = [
        ("access-control-allow-methods", method),
        ("access-control-allow-headers", headers),
        ("access-control-max-age", "600"),
    ];
    let mut reply = Reply {
        status: 204,
        headers: owned(allowed.into_iter()).collect(),
        body: String::new(),
    };
    add_origin(&mut reply, origin);
    Some(reply)
}

/// Lets the requesting page read the response, if it is a page on this machine.
pub(super) fn allow(request: &Request<'_>, reply: &mut Reply) {
    if let Some(origin) = loopback_origin(request) {
        add_origin(reply, origin);
        let exposed = [("access-control-expose-headers", "retry-after")];
        reply.headers.extend(owned(exposed.into_iter()));
    }
}

fn add_origin(reply: &mut Reply, origin: &str) {
    let added = [("access-control-allow-origin", origin), ("vary", "origin")];
    reply.headers.extend(owned(added.into_iter()));
}

fn owned<'h>(headers: impl Iterator<Item = (&'h str, &'h str)>) -> impl Iterator<Item = (String, String)> {
    headers.map(|(name, value)| (name.to_owned(), value.to_owned()))
}

fn loopback_origin<'r>(request: &Request<'r>) -> Option<&'r str> {
    let origin = request.header("origin")?;
    let rest = origin
        .strip_prefix("http://")
        .or_else(|| origin.strip_prefix("https://"))?;
    let (host, port) = match rest.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, port),
        _ => (rest, ""),
    };
    let is_loopback = ["localhost", "127.0.0.1", "[::1]"].contains(&host);
    (is_loopback && port.bytes().all(|byte| byte.is_ascii_digit())).then_some(origin)
}
