//! Handles a request, from its fault to its log entry.

use std::collections::VecDeque;

use super::access::{AccessTokenOptions, AccessTokens};
use super::bearer::Lock;
use super::call::{Done, Invocation};
use super::connection::{self, Connection};
use super::cors;
use super::exchange::{Delivery, LoggedRequest, Reply, Request, Transmission};
use super::fault::{Fault, When};
use super::license;
use super::limit::Limiter;
use super::options::{Behavior, MANAGEMENT_KEY, Options, PROJECT_ID};
use super::refusal::Refusal;
use super::router::route;
use super::store::{App, Store, Token};

/// The maximum number of unknown fields in a log entry.
const MAX_UNKNOWN_FIELDS: usize = 20;

/// A Descope project, limited to outbound apps.
#[derive(Clone)]
pub struct Emulator {
    lock: Lock,
    behavior: Behavior,
    limiter: Option<Limiter>,
    faults: VecDeque<Option<Fault>>,
    store: Store,
}

impl Emulator {
    /// Creates an emulator without apps.
    #[must_use]
    pub fn new(options: Options) -> Self {
        Self {
            lock: Lock {
                project_id: options.project_id.unwrap_or_else(|| PROJECT_ID.to_owned()),
                management_key: options.management_key.unwrap_or_else(|| MANAGEMENT_KEY.to_owned()),
                access_tokens: AccessTokens::default(),
            },
            behavior: Behavior {
                rate_limit_tier: options.rate_limit_tier,
                unknown_fields: options.unknown_fields,
                alternatives: options.alternatives,
                nulls: options.nulls,
                int64_as_string: options.int64_as_string.unwrap_or(true),
                templates: options.templates,
                dcr_presets: options.dcr_presets,
                tenants: options.tenants,
            },
            limiter: options.rate_limit.map(Limiter::new),
            faults: options.faults.into(),
            store: Store::default(),
        }
    }

    /// Returns the id of the project that requests must name.
    #[must_use]
    pub fn project_id(&self) -> &str {
        &self.lock.project_id
    }

    /// Returns the management key that requests must carry.
    #[must_use]
    pub fn management_key(&self) -> &str {
        &self.lock.management_key
    }

    /// Returns the apps in the order of their creation, as stored, with their secrets.
    pub fn apps(&self) -> impl Iterator<Item = &App> {
        self.store.apps.all()
    }

    /// Returns the tokens and API keys as stored, the latest last, with their secrets.
    pub fn tokens(&self) -> impl Iterator<Item = &Token> {
        self.store.tokens.all()
    }

    /// Queues a fault: each request takes the next, and `None` leaves it alone.
    pub fn fault(&mut self, fault: Option<Fault>) {
        self.faults.push_back(fault);
    }

    /// Issues an access token, as inbound apps and MCP clients have. It can fetch tokens in the management key's place.
    pub fn access_token(&mut self, options: AccessTokenOptions) -> String {
        self.lock.access_tokens.issue(&self.lock.project_id, options)
    }

    /// Completes a connection, as the user's browser would: stores the provider's token, for fetches to return. A fetch
    /// refreshes it if it has expired, or if the fetch forces that.
    ///
    /// # Errors
    /// There is no such app, the `url` has no valid query, or neither a user nor a tenant is named.
    pub fn connect_user(&mut self, connection: Connection, now_ms: u64) -> Result<&Token, String> {
        connection::connect(&mut self.store, connection, now_ms)
    }

    /// Handles a request that arrived at this time, in milliseconds since 1970.
    pub fn handle(&mut self, request: &Request<'_>, now_ms: u64) -> Transmission {
        // A browser's preflight takes no fault, and does not count as a request.
        if let Some(reply) = cors::preflight(request) {
            let logged = logged(request, Some(reply.status));
            return answer(Delivery::Whole(reply), logged);
        }
        let mut answer = self.answer(request, now_ms);
        if let Delivery::Whole(reply) | Delivery::Half(reply) = &mut answer.delivery {
            cors::allow(request, reply);
        }
        answer
    }

    fn answer(&mut self, request: &Request<'_>, now_ms: u64) -> Transmission {
        let fault = self.faults.pop_front().flatten();
        let mut answer = match &fault {
            Some(Fault::Status {
                status, headers, body, ..
            }) => scripted(request, *status, headers, body),
            Some(Fault::Cut { cut: When::Before, .. }) => dropped(Delivery::Cut, logged(request, None), When::Before),
            Some(Fault::Cut { cut: When::After, .. }) => {
                let (_, logged) = self.serve(request, now_ms);
                dropped(Delivery::Cut, logged, When::After)
            }
            Some(Fault::Cut { cut: When::Within, .. }) => {
                let (reply, logged) = self.serve(request, now_ms);
                dropped(Delivery::Half(reply), logged, When::Within)
            }
            Some(Fault::Delay { .. } | Fault::Trickle { .. }) | None => {
                let (reply, logged) = self.serve(request, now_ms);
                answer(Delivery::Whole(reply), logged)
            }
        };
        answer.delay_ms = fault.as_ref().map_or(0, Fault::delay_ms);
        answer.trickle_ms = fault.as_ref().map_or(0, Fault::trickle_ms);
        answer
    }

    fn serve(&mut self, request: &Request<'_>, now_ms: u64) -> (Reply, LoggedRequest) {
        let mut unknown_fields = Vec::new();
        let (reply, id) = match self.act(request, now_ms, &mut unknown_fields) {
            Ok(Done { body, id }) => (Reply::json(200, &body), id),
            Err(refusal) => (refusal.into_reply(), None),
        };
        let mut logged = logged(request, Some(reply.status));
        logged.id = id;
        logged.unknown_fields = shortened(unknown_fields);
        (reply, logged)
    }

    fn act(&mut self, request: &Request<'_>, now_ms: u64, unknown: &mut Vec<String>) -> Result<Done, Refusal> {
        if let Some(limiter) = &mut self.limiter {
            limiter.admit(now_ms).map_err(Refusal::rate_limit)?;
        }
        let (endpoint, id) = route(request.method, request.path())?;
        let caller = self.lock.open(request, endpoint.bearer)?;
        let call = Invocation {
            id,
            request: endpoint.read(request, self.behavior.unknown_fields, unknown)?,
            caller,
            now_ms,
            behavior: &self.behavior,
        };
        (endpoint.act)(&mut self.store, &call)
    }
}

fn scripted<'h>(
    request: &Request<'_>,
    status: u16,
    headers: impl IntoIterator<Item = (&'h String, &'h String)>,
    body: &str,
) -> Transmission {
    let mut logged = logged(request, Some(status));
    logged.scripted = true;
    let headers = headers.into_iter();
    let reply = Reply {
        status,
        headers: headers
            .map(|(name, value)| (name.to_ascii_lowercase(), value.clone()))
            .collect(),
        body: body.to_owned(),
    };
    answer(Delivery::Whole(reply), logged)
}

fn dropped(delivery: Delivery, logged: LoggedRequest, when: When) -> Transmission {
    let logged = LoggedRequest {
        cut: Some(when),
        scripted: true,
        ..logged
    };
    answer(delivery, logged)
}

fn answer(delivery: Delivery, logged: LoggedRequest) -> Transmission {
    Transmission {
        delay_ms: 0,
        trickle_ms: 0,
        delivery,
        logged,
    }
}

fn logged(request: &Request<'_>, status: Option<u16>) -> LoggedRequest {
    LoggedRequest {
        method: request.method.to_owned(),
        path: request.path().to_owned(),
        query: route(request.method, request.path())
            .ok()
            .and_then(|(endpoint, _)| endpoint.documented_query(request)),
        license: request.header(license::HEADER).map(str::to_owned),
        status,
        id: None,
        unknown_fields: Vec::new(),
        cut: None,
        scripted: false,
    }
}

/// Removes duplicates, and the names beyond the maximum.
fn shortened(names: Vec<String>) -> Vec<String> {
    let mut shortened: Vec<String> = Vec::new();
    for name in names {
        if shortened.len() < MAX_UNKNOWN_FIELDS && !shortened.contains(&name) {
            shortened.push(name);
        }
    }
    shortened
}
