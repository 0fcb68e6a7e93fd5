//! Who may do what: `Authorization: Bearer <ProjectID>:<secret>` \[doc\].

use super::exchange::Request;
use super::refusal::Refusal;

/// The secret that an endpoint wants to be shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Bearer {
    ManagementKey,
    /// A user's, and not the management key \[doc, node, go\].
    RefreshJwt,
}

/// What opens a project.
#[derive(Clone)]
pub(super) struct Lock {
    pub(super) project_id: String,
    pub(super) management_key: String,
}

impl Lock {
    pub(super) fn open(&self, request: &Request<'_>, wanted: Bearer) -> Result<(), Refusal> {
        match shown(request) {
            Some((project_id, secret)) if project_id == self.project_id && self.fits(secret, wanted) => Ok(()),
            _ => Err(Refusal::unauthorized(wanted)),
        }
    }

    /// There are no users whose JWTs could be told from others: any will do. Clients must not depend on it.
    fn fits(&self, secret: &str, wanted: Bearer) -> bool {
        match wanted {
            Bearer::ManagementKey => secret == self.management_key,
            Bearer::RefreshJwt => secret != self.management_key && is_jwt(secret),
        }
    }
}

fn shown<'r>(request: &Request<'r>) -> Option<(&'r str, &'r str)> {
    request
        .header("authorization")?
        .strip_prefix("Bearer ")?
        .split_once(':')
}

/// Three parts in base64url \[RFC 7515 §3.1\].
fn is_jwt(secret: &str) -> bool {
    let is_base64url = |part: &str| {
        let mut bytes = part.bytes();
        !part.is_empty() && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    };
    secret.split('.').count() == 3 && secret.split('.').all(is_base64url)
}
