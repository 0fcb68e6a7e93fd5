//! The emulator for JavaScript. Values arrive as JSON text, so that callers' getters and proxies run outside of wasm.
//! The transport in `pkg/emulator` implements delays, trickles, cuts and the clock.

use serde::Serialize;
use serde::de::DeserializeOwned;
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::*;

use super::access::AccessTokenOptions;
use super::connection::Connection;
use super::exchange::{Delivery, LoggedRequest, Request};
use super::options::Options;

/// A response, and its log entry.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Exchange {
    /// Milliseconds to wait before the delivery.
    delay_ms: u32,
    /// Milliseconds over which to send the body, a few bytes at a time; 0 sends it at once.
    trickle_ms: u32,
    /// The reply as the client receives it.
    delivery: Delivery,
    /// The request's log entry.
    logged: LoggedRequest,
    /// The log entry as a line.
    line: String,
}

/// The emulator, without a transport.
#[wasm_bindgen(js_name = Emulator)]
pub struct JsEmulator(super::Emulator);

#[wasm_bindgen(js_class = Emulator)]
impl JsEmulator {
    /// # Errors
    /// Invalid options.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &str) -> Result<Self, JsError> {
        let options: Options = read("the emulator's options", options)?;
        Ok(Self(super::Emulator::new(options)))
    }

    /// The id of the project that requests must name.
    #[wasm_bindgen(getter, js_name = projectId)]
    #[must_use]
    pub fn project_id(&self) -> String {
        self.0.project_id().to_owned()
    }

    /// The management key that requests must carry.
    #[wasm_bindgen(getter, js_name = managementKey)]
    #[must_use]
    pub fn management_key(&self) -> String {
        self.0.management_key().to_owned()
    }

    /// Returns the apps, as JSON.
    ///
    /// # Errors
    /// If it cannot be converted, which is not expected.
    pub fn apps(&self) -> Result<String, JsError> {
        let apps: Vec<_> = self.0.apps().collect();
        Ok(serde_json::to_string(&apps)?)
    }

    /// Returns the tokens and API keys, as JSON.
    ///
    /// # Errors
    /// If it cannot be converted, which is not expected.
    pub fn tokens(&self) -> Result<String, JsError> {
        let tokens: Vec<_> = self.0.tokens().collect();
        Ok(serde_json::to_string(&tokens)?)
    }

    /// Queues a fault, as JSON; `null` leaves a request alone.
    ///
    /// # Errors
    /// An invalid fault.
    pub fn fault(&mut self, fault: &str) -> Result<(), JsError> {
        self.0.fault(read("a fault", fault)?);
        Ok(())
    }

    /// Issues an access token with these options, as JSON.
    ///
    /// # Errors
    /// Invalid options.
    #[wasm_bindgen(js_name = accessToken)]
    pub fn access_token(&mut self, options: &str) -> Result<String, JsError> {
        let options: AccessTokenOptions = read("an access token's options", options)?;
        Ok(self.0.access_token(options))
    }

    /// Completes a connection, given as JSON, as the user's browser would. Returns the token, as JSON.
    ///
    /// # Errors
    /// An invalid connection, or one for an app that does not exist.
    #[wasm_bindgen(js_name = connectUser)]
    pub fn connect_user(&mut self, connection: &str, now_ms: u64) -> Result<String, JsError> {
        let connection: Connection = read("a connection", connection)?;
        let token = self.0.connect_user(connection, now_ms);
        let token = token.map_err(|message| JsError::new(&format!("connectUser: {message}")))?;
        Ok(serde_json::to_string(token)?)
    }

    /// Handles a request. `headers` alternates names and values.
    ///
    /// # Errors
    /// If it cannot be converted, which is not expected.
    #[expect(clippy::needless_pass_by_value, reason = "what wasm-bindgen hands over")]
    pub fn handle(
        &mut self,
        method: &str,
        target: &str,
        headers: Vec<String>,
        body: &[u8],
        now_ms: u64,
    ) -> Result<Ts<Exchange>, JsError> {
        let headers: Vec<(&str, &str)> = headers.chunks_exact(2).filter_map(pair).collect();
        let request = Request {
            method,
            target,
            headers: &headers,
            body,
        };
        let answer = self.0.handle(&request, now_ms);
        let exchange = Exchange {
            delay_ms: answer.delay_ms,
            trickle_ms: answer.trickle_ms,
            delivery: answer.delivery,
            line: answer.logged.to_string(),
            logged: answer.logged,
        };
        Ok(exchange.into_ts()?)
    }
}

fn read<T: DeserializeOwned>(what: &str, text: &str) -> Result<T, JsError> {
    serde_json::from_str(text).map_err(|error| JsError::new(&format!("{what}: {error}")))
}

fn pair(header: &[String]) -> Option<(&str, &str)> {
    match header {
        [name, value] => Some((name, value)),
        _ => None,
    }
}
