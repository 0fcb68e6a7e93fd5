//! What a project holds.

mod apps;
mod tokens;

use apps::Apps;
use tokens::Tokens;

pub use apps::App;
pub(super) use apps::Taken;
pub use tokens::Token;

use super::provider::Provider;

#[derive(Clone, Default)]
pub(super) struct Store {
    pub(super) apps: Apps,
    pub(super) tokens: Tokens,
    pub(super) provider: Provider,
}
