//! The servers that the core runs against.

mod emulated;
mod readings;
mod variant;

use serde_json::Value;

use super::rng::Rng;

/// A request as it arrives.
#[derive(Clone, Copy, Debug)]
pub struct Request<'r> {
    pub method: &'r str,
    /// The path and the query.
    pub target: &'r str,
    pub body: &'r str,
    pub now_ms: u64,
}

/// An answer as it leaves.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub body: String,
}

/// A Descope project, reduced to its outbound apps.
pub trait Server {
    fn answer(&mut self, request: &Request<'_>) -> Reply;

    /// Returns the stored apps, secrets included.
    fn apps(&self) -> Vec<Value>;

    /// Returns the stored tokens and keys.
    fn tokens(&self) -> Vec<Value>;

    fn behavior(&self) -> Behavior;

    /// Describes the server for a replay.
    fn describe(&self) -> String;
}

/// The facts about a server that an invariant needs and a client cannot know.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "one for each question")]
pub struct Behavior {
    pub refuses_unknown_fields: bool,
    /// If `false`, an update resets `useDcr` and `dcrUrl`.
    pub update_keeps_dcr: bool,
    /// Some of its successes do not show the app.
    pub forgets_apps: bool,
    /// Whether reading an app shows its `templateId`.
    pub shows_template: bool,
}

/// Draws one of the two servers, with random behavior.
pub fn draw(rng: &mut Rng) -> Box<dyn Server> {
    let mut rng = rng.fork();
    if rng.one_in(2) {
        Box::new(emulated::EmulatedServer::draw(&mut rng))
    } else {
        Box::new(variant::VariantServer::draw(rng))
    }
}
