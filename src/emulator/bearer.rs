//! Authorization of requests: `Authorization: Bearer <ProjectID>:<secret>` \[doc\].

use super::access::{AccessTokenOptions, AccessTokens};
use super::exchange::Request;
use super::refusal::Refusal;

/// The secret that an endpoint requires.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Bearer {
    ManagementKey,
    /// The management key, or the access token of an inbound app or MCP client \[guide, py, agent\].
    ManagementKeyOrAccessToken,
    /// A user's refresh JWT \[doc\] or access token \[agent, field\], and not the management key \[agent\].
    UserToken,
}

impl Bearer {
    /// Returns the message for a request with another secret, or none.
    fn mismatch(self) -> &'static str {
        match self {
            Self::ManagementKey => "The bearer is not <ProjectID>:<ManagementKey> of this project",
            Self::ManagementKeyOrAccessToken => {
                "The bearer is neither <ProjectID>:<ManagementKey> of this project nor <ProjectID>:<access token> with one \
                 that this emulator issued"
            }
            Self::UserToken => "The bearer is not <ProjectID>:<refresh JWT or access token> of this project",
        }
    }
}

/// The sender of a request.
#[derive(Clone, Copy)]
pub(super) enum Caller<'l> {
    /// The holder of the management key.
    Project,
    AccessToken(&'l AccessTokenOptions),
    User,
}

/// The credentials of a project.
#[derive(Clone)]
pub(super) struct Lock {
    pub(super) project_id: String,
    pub(super) management_key: String,
    pub(super) access_tokens: AccessTokens,
}

impl Lock {
    pub(super) fn open(&self, request: &Request<'_>, wanted: Bearer) -> Result<Caller<'_>, Refusal> {
        shown(request)
            .filter(|(project_id, _)| *project_id == self.project_id)
            .and_then(|(_, secret)| self.caller(secret, wanted))
            .ok_or_else(|| Refusal::unauthorized(wanted.mismatch()))
    }

    fn caller(&self, secret: &str, wanted: Bearer) -> Option<Caller<'_>> {
        let has_key = secret == self.management_key;
        match wanted {
            Bearer::ManagementKey => has_key.then_some(Caller::Project),
            Bearer::ManagementKeyOrAccessToken if has_key => Some(Caller::Project),
            Bearer::ManagementKeyOrAccessToken => self.access_tokens.find(secret).map(Caller::AccessToken),
            // The emulator has no users, so any JWT is accepted. Clients must not depend on it.
            Bearer::UserToken => (!has_key && is_jwt(secret)).then_some(Caller::User),
        }
    }
}

fn shown<'r>(request: &Request<'r>) -> Option<(&'r str, &'r str)> {
    request
        .header("authorization")?
        .strip_prefix("Bearer ")?
        .split_once(':')
}

/// Returns whether the secret has three parts in base64url \[RFC 7515 §3.1\].
fn is_jwt(secret: &str) -> bool {
    let is_base64url = |part: &str| {
        let mut bytes = part.bytes();
        !part.is_empty() && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    };
    secret.split('.').count() == 3 && secret.split('.').all(is_base64url)
}
