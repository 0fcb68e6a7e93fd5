//! Finds the endpoint of a request.

use super::endpoint::Endpoint;
use super::refusal::Refusal;
use super::{app, license, percent, token, upload};

static TABLES: [&[Endpoint]; 4] = [app::ENDPOINTS, token::ENDPOINTS, upload::ENDPOINTS, license::ENDPOINTS];

/// Returns the endpoint of a request, and the decoded segment of `{id}`.
pub(super) fn route(method: &str, path: &str) -> Result<(&'static Endpoint, String), Refusal> {
    let here = || {
        TABLES
            .iter()
            .copied()
            .flatten()
            .filter_map(|row| Some((row, segment(row.path, path)?)))
    };
    if let Some((endpoint, id)) = here().find(|(row, _)| row.method == method) {
        let id = percent::decoded(id).ok_or_else(|| Refusal::bad_request("The path is not percent-encoded UTF-8"))?;
        return Ok((endpoint, id));
    }
    let allowed: Vec<&str> = here().map(|(row, _)| row.method).collect();
    Err(if allowed.is_empty() {
        Refusal::unknown_path()
    } else {
        Refusal::wrong_method(&allowed.join(", "))
    })
}

/// Returns the segment that matches `{id}`, or an empty one if the template has none.
fn segment<'p>(template: &str, path: &'p str) -> Option<&'p str> {
    match template.split_once("{id}") {
        None => (template == path).then_some(""),
        Some((before, after)) => {
            let id = path.strip_prefix(before)?.strip_suffix(after)?;
            (!id.is_empty() && !id.contains('/')).then_some(id)
        }
    }
}
