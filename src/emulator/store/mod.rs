//! What a project holds.

mod apps;

use apps::Apps;

pub use apps::App;
pub(super) use apps::Taken;

#[derive(Clone, Default)]
pub(super) struct Store {
    pub(super) apps: Apps,
}
