//! The core against two servers, in simulated time, with every fault that can happen between them.
//!
//! A seed decides everything: which server, and its behavior where the API's documentation leaves it open; how many
//! clients run which operations, on overlapping apps; the faults of each request; when a call is aborted, and whether
//! its operation then runs again. After every run the stored state is checked against the promises of
//! `docs/reliability.md`.
//!
//! ```text
//! harness       calls, clients, a server and a clock      servers   the emulator, and a server with variant behavior
//! operation     the requests of calls                     faults    the faults of a request in transit
//! invariants    the checks at the end of a run            meaning   compares apps regardless of notation
//! expectations  the expected results of operations        rng       the only source of randomness
//! ```
//!
//! `cargo xtask simulate --seeds 1000000` runs that many seeds, and
//! `cargo xtask simulate --replay 58` runs one, with its schedule.

#![allow(missing_docs, reason = "a test's name says it")]
#![cfg(all(feature = "emulator", not(target_arch = "wasm32")))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::print_stdout,
    reason = "a test fails by panicking, and a replay prints"
)]

mod expectations;
mod faults;
mod harness;
mod invariants;
mod meaning;
mod operation;
mod rng;
mod servers;

use std::iter::Sum;
use std::ops::Range;
use std::panic::catch_unwind;
use std::thread;

use descope_outbound::protocol::Applied;
use harness::{End, Harness, simulate};
use invariants::check;

/// The outcomes of the calls of many seeds.
#[derive(Default)]
struct Tally {
    calls: u64,
    resolved: u64,
    ambiguous: u64,
    /// The first seed that broke an invariant.
    broken: Option<u64>,
}

#[test]
fn nothing_is_done_twice_and_every_call_says_what_became_of_it() {
    if let Some(seed) = number("SIMULATION_REPLAY") {
        return check(&simulate(seed, true));
    }
    let first = number("SIMULATION_FIRST").unwrap_or(0);
    let tally = run_all(first..first + number("SIMULATION_SEEDS").unwrap_or(10_000));
    if let Some(seed) = tally.broken {
        drop(catch_unwind(|| simulate(seed, true)));
        panic!("seed {seed} breaks an invariant; replay it with: cargo xtask simulate --replay {seed}");
    }
    let Tally {
        calls,
        resolved,
        ambiguous,
        ..
    } = tally;
    println!("{calls} calls: {resolved} resolved, {ambiguous} ambiguous");
    assert!(resolved > calls / 4, "hardly anything succeeds: {resolved} of {calls}");
}

/// Runs the seeds on every core.
fn run_all(seeds: Range<u64>) -> Tally {
    let threads = thread::available_parallelism().map_or(1, |cores| cores.get() as u64);
    thread::scope(|scope| {
        let shares = (0..threads).map(|share| {
            let seeds = (seeds.start + share..seeds.end).step_by(usize::try_from(threads).unwrap());
            scope.spawn(move || run(seeds))
        });
        let shares: Vec<_> = shares.collect();
        shares.into_iter().map(|share| share.join().unwrap()).sum()
    })
}

fn run(seeds: impl Iterator<Item = u64>) -> Tally {
    let mut tally = Tally::default();
    for seed in seeds {
        let harness = catch_unwind(|| {
            let harness = simulate(seed, false);
            check(&harness);
            harness
        });
        let Ok(harness) = harness else {
            tally.broken = Some(seed);
            break;
        };
        tally.add(&harness);
    }
    tally
}

impl Tally {
    fn add(&mut self, harness: &Harness) {
        for run in &harness.runs {
            self.calls += 1;
            match &run.end {
                Some(End::Resolved(_)) => self.resolved += 1,
                Some(End::Rejected(failure)) if failure.applied == Applied::Unknown => self.ambiguous += 1,
                _ => {}
            }
        }
    }
}

impl Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(tallies: I) -> Self {
        tallies.fold(Self::default(), |sum, tally| Self {
            calls: sum.calls + tally.calls,
            resolved: sum.resolved + tally.resolved,
            ambiguous: sum.ambiguous + tally.ambiguous,
            broken: sum.broken.into_iter().chain(tally.broken).min(),
        })
    }
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}
