//! The data of a project.

mod apps;
mod provider;
mod tokens;

use apps::Apps;
use provider::Provider;
use tokens::Tokens;

pub use apps::App;
pub(super) use apps::Taken;
pub(super) use provider::seconds;
pub use tokens::Token;

#[derive(Clone, Default)]
pub(super) struct Store {
    pub(super) apps: Apps,
    pub(super) tokens: Tokens,
    pub(super) provider: Provider,
}
