//! The project's rate limit tier. The first call of a client that has to report it asks the server, once.

use core::future::poll_fn;
use core::task::{Poll, Waker};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::model::Secret;

/// The state of the project's tier.
#[derive(Debug, Default)]
enum Tier {
    #[default]
    Unasked,
    /// A call is asking, and these wait for it.
    Asked(Vec<Waker>),
    /// `None` if the server did not tell.
    Known(Option<Secret>),
}

#[derive(Debug, Default)]
pub(super) struct License(Mutex<Tier>);

/// The permission to ask. If it is dropped without an answer because its call was aborted, another call asks.
pub(super) struct Asking<'l>(&'l License);

impl License {
    /// Waits until the tier is known, or returns the permission to ask for it.
    pub(super) async fn known(&self) -> Option<Asking<'_>> {
        poll_fn(|context| match &mut *self.tier() {
            tier @ Tier::Unasked => {
                *tier = Tier::Asked(Vec::new());
                Poll::Ready(Some(Asking(self)))
            }
            Tier::Asked(waiting) => {
                waiting.push(context.waker().clone());
                Poll::Pending
            }
            Tier::Known(_) => Poll::Ready(None),
        })
        .await
    }

    /// Returns the tier, if it is known.
    pub(super) fn tell(&self) -> Option<Secret> {
        match &*self.tier() {
            Tier::Known(tier) => tier.clone(),
            Tier::Unasked | Tier::Asked(_) => None,
        }
    }

    fn tier(&self) -> MutexGuard<'_, Tier> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, tier: Tier) {
        if let Tier::Asked(waiting) = core::mem::replace(&mut *self.tier(), tier) {
            waiting.into_iter().for_each(Waker::wake);
        }
    }
}

impl Asking<'_> {
    /// Stores the tier. A tier that no header can carry counts as none.
    pub(super) fn answered(self, tier: Option<String>) {
        let tier = tier.filter(|tier| !tier.is_empty() && tier.bytes().all(|byte| byte.is_ascii_graphic()));
        self.0.set(Tier::Known(tier.map(Secret::new)));
    }
}

impl Drop for Asking<'_> {
    fn drop(&mut self) {
        if matches!(&*self.0.tier(), Tier::Asked(_)) {
            self.0.set(Tier::Unasked);
        }
    }
}
