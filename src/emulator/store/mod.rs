//! What a project holds.

mod apps;

use apps::Apps;

pub use apps::App;

#[derive(Clone, Default)]
pub(super) struct Store {
    pub(super) apps: Apps,
}
