//! Access tokens of inbound apps and MCP clients, which can fetch tokens in the management key's place \[guide, py,
//! agent\].

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::fields::text;
use super::refusal::Refusal;

/// The scope that lets a token fetch others \[guide\].
pub const FETCH_SCOPE: &str = "outbound.token.fetch";

/// The subject and the permissions of an access token.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(all(feature = "types", target_arch = "wasm32"), derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct AccessTokenOptions {
    /// The user whose tokens it may fetch. Default: none, as with the client credentials grant: it may then fetch only
    /// tenants' tokens.
    pub user_id: Option<String>,
    /// The tenant whose tokens it may fetch. Default: any tenant if there is no user, else none.
    pub tenant_id: Option<String>,
    /// The scopes. Default: `outbound.token.fetch`, which every fetch requires.
    pub scopes: Option<Vec<String>>,
}

impl AccessTokenOptions {
    /// Checks that the token permits a fetch.
    ///
    /// A project's policies may restrict more; the emulator checks only that the requested token belongs to the user or
    /// the tenant of the access token. Clients must not depend on the status and code of a refusal.
    pub(super) fn permit(&self, request: &Map<String, Value>) -> Result<(), Refusal> {
        let scopes = self.scopes.as_ref();
        if scopes.is_some_and(|scopes| !scopes.iter().any(|scope| scope == FETCH_SCOPE)) {
            return Err(Refusal::forbidden(
                "The access token lacks the scope outbound.token.fetch",
            ));
        }
        let (user, tenant) = (text(request, "userId"), text(request, "tenantId"));
        let is_permitted = match user {
            Some(_) => self.user_id.as_deref() == user,
            // A client-credentials token fetches only tenants' tokens [agent].
            None if self.tenant_id.is_none() => self.user_id.is_none(),
            None => self.tenant_id.as_deref() == tenant,
        };
        if is_permitted {
            Ok(())
        } else {
            Err(Refusal::forbidden("The access token is for another user or tenant"))
        }
    }
}

/// The access tokens that the emulator has issued. Any other token is refused.
#[derive(Clone, Default)]
pub(super) struct AccessTokens(BTreeMap<String, AccessTokenOptions>);

impl AccessTokens {
    /// Issues a token that looks like a JWT. It has no signature: lookups compare the whole text.
    pub(super) fn issue(&mut self, project_id: &str, options: AccessTokenOptions) -> String {
        let number = self.0.len().saturating_add(1);
        let scopes = options.scopes.as_deref().unwrap_or(&[]).join(" ");
        let claims = json!({
            "iss": project_id,
            "sub": options.user_id,
            "dct": options.tenant_id,
            "scope": if options.scopes.is_some() { &scopes } else { FETCH_SCOPE },
            "jti": format!("AT{number}"),
        });
        let header = json!({ "alg": "RS256", "kid": "emulator", "typ": "JWT" });
        let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
        let token = format!(
            "{}.{}.{}",
            part(&header.to_string()),
            part(&claims.to_string()),
            part("signed by nobody")
        );
        self.0.insert(token.clone(), options);
        token
    }

    pub(super) fn find(&self, token: &str) -> Option<&AccessTokenOptions> {
        self.0.get(token)
    }
}
