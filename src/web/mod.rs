//! The client on wasm32, in consoles, workers and Node: over the host's own `fetch`, by gloo-net, and its timers, by
//! gloo-timers.
//!
//! ```no_run
//! use descope_outbound::model::CreateRequest;
//! use descope_outbound::web::{Error, Options, OutboundApps};
//!
//! # async fn example() -> Result<(), Error> {
//! let apps = OutboundApps::new(&Options {
//!     base_url: Some("https://console.example.com/descope".into()), // a proxy that adds the key
//!     ..Options::default()
//! })?;
//! let app = CreateRequest { name: Some("GitHub".into()), ..CreateRequest::default() };
//! let created = apps.create(&app).await?.app.unwrap_or_default();
//! # Ok(())
//! # }
//! ```

mod fetch;

pub use crate::client::{AppChanges, Error, Options, RequestOptions, ServerError, validate};
pub use fetch::Fetch;

use crate::client;

/// The client over the host's `fetch`; its methods are those of [`client::OutboundApps`].
pub type OutboundApps = client::OutboundApps<Fetch>;

impl OutboundApps {
    /// Creates a client. Nothing is sent.
    ///
    /// # Errors
    /// [`Error::Config`], whose message names all problems with the options and shows no secret.
    pub fn new(options: &Options) -> Result<Self, Error> {
        Self::on(Fetch, options)
    }
}
