//! Requests that are the same each time but for the text that JavaScript has: told once, and known by a number from then on.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use crate::protocol::{Body, Outgoing};

pub(super) enum Route {
    Known(u32),
    New,
}

/// A request that is the same each time but for the text that JavaScript has is known by a number.
pub(super) fn route(routes: &mut Vec<&'static str>, outgoing: &Outgoing, is_as_given: bool) -> Option<Route> {
    let (Cow::Borrowed(path), Body::Request | Body::Member(_), None, true) =
        (&outgoing.path, &outgoing.body, &outgoing.bearer, is_as_given)
    else {
        return None;
    };
    if let Some(known) = routes.iter().position(|route| route == path) {
        return u32::try_from(known).ok().map(Route::Known);
    }
    routes.push(path);
    Some(Route::New)
}
