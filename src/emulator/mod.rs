//! The server side of the API, in memory: what tests, the demo and people's own unit tests talk to.
//!
//! ```text
//! Request ─► [ fault? ]─► [ rate limit ]─► [ route ]─► [ bearer ]─► [ act on the store ] ─► Transmission
//!              │ a status, a cut                                                 ▲            reply or cut,
//!              └──── the server never sees it                           a delay ─┘            delay, log entry
//! ```
//!
//! Like the client's core it does no I/O and has no clock: a transport hands it requests with the time, and does what
//! the answers say. It is written from the API's description and shares nothing with the client, which would otherwise
//! only be compared with itself. Nor may the client depend on what is chosen here where the description is silent.
//!
//! ```text
//! server     a request's way through the above       exchange   requests, answers, log entries
//! endpoint   the table of endpoints, and routing     call       what an endpoint is given, and gives back
//! app        the endpoints of apps                   options    what an emulator is made with
//! token      those that fetch and delete tokens      bearer     who may do what
//! upload     those that store them                   access     access tokens of inbound apps
//! license    the licence handshake                   cors       which pages may talk to it
//! connection what happens in the user's browser,     fault      what goes wrong, on purpose
//!            and refreshes                           limit      the rate limit
//! schema     what requests may hold                  refusal    the errors, in the documented shape
//! store      what a project holds                    query      reading queries
//! percent    percent-encoding                        fields     reading the fields of objects
//! ```

mod access;
mod app;
mod bearer;
mod call;
mod connection;
mod cors;
mod endpoint;
mod exchange;
mod fault;
mod fields;
#[cfg(all(feature = "npm", feature = "types", target_arch = "wasm32"))]
mod js;
mod license;
mod limit;
mod options;
mod percent;
mod query;
mod refusal;
mod schema;
mod server;
mod store;
mod token;
mod upload;

pub use access::{AccessTokenOptions, FETCH_SCOPE};
pub use connection::Connection;
pub use exchange::{Delivery, LoggedRequest, Reply, Request, Transmission};
pub use fault::{Fault, When};
#[cfg(all(feature = "npm", feature = "types", target_arch = "wasm32"))]
pub use js::{Exchange, JsEmulator};
pub use limit::RateLimit;
pub use options::{Alternative, MANAGEMENT_KEY, Options, PROJECT_ID, RateLimitTier, UnknownFields};
pub use server::Emulator;
pub use store::{App, Token};
