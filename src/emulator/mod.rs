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
//! router     finds the endpoint of a request         endpoint   the type of a row of the tables of endpoints
//! app        the endpoints of apps                   call       the input and output of an endpoint
//! token      those that fetch and delete tokens      options    an emulator's options
//! upload     those that store them                   bearer     authorization
//! license    the licence handshake                   access     access tokens of inbound apps
//! connection completed connections,                  cors       the pages that may read responses
//!            and refreshes                           fault      scripted faults
//! schema     the fields of requests                  limit      the rate limit
//! store      a project's data                        refusal    the errors, in the documented shape
//! percent    percent-encoding                        query      parses queries
//! fields     reads the fields of objects
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
mod router;
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
