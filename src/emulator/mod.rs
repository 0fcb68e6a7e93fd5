//! The server side of the API, in memory: for this project's tests, the demo, and users' own tests.
//!
//! ```text
//! Request ─► [ fault? ]─► [ rate limit ]─► [ route ]─► [ bearer ]─► [ act on the store ] ─► Transmission
//!              │ a status, a cut                                                 ▲            reply or cut,
//!              └──── the server never sees it                           a delay ─┘            delay, log entry
//! ```
//!
//! Like the client's core it does no I/O and has no clock: a transport passes it requests with the time, and carries
//! out the [`Transmission`]. It is written from the API's documentation and shares no code with the client, since tests
//! would compare shared code only with itself. The client must not depend on the emulator's choices where the
//! documentation is silent.
//!
//! ```text
//! server     handles a request, as above             exchange   requests, responses, log entries
//! endpoint   the table of endpoints, and routing     call       the input and output of an endpoint
//! app        the endpoints of apps                   options    an emulator's options
//! token      those that fetch and delete tokens      bearer     authorization
//! upload     those that store them                   access     access tokens of inbound apps
//! license    the licence handshake                   cors       the pages that may read responses
//! connection completed connections,                  fault      scripted faults
//!            and refreshes                           limit      the rate limit
//! schema     the fields of requests                  refusal    the errors, in the documented shape
//! store      a project's data                        query      parses queries
//! percent    percent-encoding                        fields     reads the fields of objects
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
