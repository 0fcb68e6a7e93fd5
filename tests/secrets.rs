//! Searches freed memory for secrets: an allocator checks every block that is deallocated.

#![allow(missing_docs, reason = "a test's name says it")]
#![allow(clippy::arithmetic_side_effects, reason = "a test fails by panicking")]
#![cfg(not(target_arch = "wasm32"))]

use std::alloc::{GlobalAlloc, Layout, System};
use std::slice;
use std::sync::atomic::{AtomicUsize, Ordering};

use descope_outbound::model::Secret;

const CANARY: &str = "S-canary in memory";

/// How many deallocated blocks contained the canary.
static LEFT_BEHIND: AtomicUsize = AtomicUsize::new(0);

struct Watchful;

// SAFETY: the system's allocator does all the work.
unsafe impl GlobalAlloc for Watchful {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // Zeroed, so that every byte is initialized when `dealloc` reads it.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        // SAFETY: the caller owns this block exclusively, and every byte of it is initialized.
        let bytes = unsafe { slice::from_raw_parts(memory, layout.size()) };
        if bytes.windows(CANARY.len()).any(|window| window == CANARY.as_bytes()) {
            LEFT_BEHIND.fetch_add(1, Ordering::Relaxed);
        }
        unsafe { System.dealloc(memory, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Watchful = Watchful;

fn left_behind_by(drop_it: impl FnOnce()) -> usize {
    let before = LEFT_BEHIND.load(Ordering::Relaxed);
    drop_it();
    LEFT_BEHIND.load(Ordering::Relaxed) - before
}

#[test]
fn a_secret_leaves_nothing_in_memory_and_a_string_does() {
    let text = CANARY.to_owned();
    assert_eq!(left_behind_by(|| drop(text)), 1);
    let secret = Secret::new(CANARY.to_owned());
    let copy = secret.clone();
    assert_eq!(left_behind_by(|| drop((secret, copy))), 0);
}
