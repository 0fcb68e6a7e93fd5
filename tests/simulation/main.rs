//! The core against the emulator, in simulated time, under everything that can happen on the way between them.
//!
//! A seed decides all: how many clients do what, on apps that overlap; what happens to each request on its way; when a
//! call is aborted, and whether somebody then runs it again. After every run nothing may exist twice, and what each call
//! says has to be what the server holds.
//!
//! ```text
//! dice      where all chance comes from        world      calls, clients, a server and a clock
//! deed      what a call is asked to do         promises   what has to hold when all is over
//! fate      what happens to a request
//! ```
//!
//! `cargo xtask simulate --seeds 1000000` runs so many seeds, `cargo xtask simulate --replay 58` one, with its schedule.

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

mod deed;
mod dice;
mod fate;
mod promises;
mod world;

use std::iter::Sum;
use std::ops::Range;
use std::panic::catch_unwind;
use std::thread;

use descope_outbound::protocol::Applied;
use promises::check;
use world::{End, World, simulate};

/// What came of the calls of many seeds.
#[derive(Default)]
struct Tally {
    calls: u64,
    resolved: u64,
    in_doubt: u64,
    /// The first seed that broke a promise.
    broken: Option<u64>,
}

#[test]
fn nothing_is_done_twice_and_every_call_says_what_became_of_it() {
    if let Some(seed) = number("SIMULATION_REPLAY") {
        let world = simulate(seed, Some(String::new()));
        println!("{}", world.log());
        return check(&world);
    }
    let first = number("SIMULATION_FIRST").unwrap_or(0);
    let tally = run_all(first..first + number("SIMULATION_SEEDS").unwrap_or(100_000));
    if let Some(seed) = tally.broken {
        let log = catch_unwind(|| simulate(seed, Some(String::new())).log().to_owned());
        println!("{}", log.unwrap_or_else(|_| "(the run itself failed)".to_owned()));
        panic!("seed {seed} breaks a promise; replay it with: cargo xtask simulate --replay {seed}");
    }
    let Tally {
        calls,
        resolved,
        in_doubt,
        ..
    } = tally;
    println!("{calls} calls: {resolved} resolved, {in_doubt} in doubt");
    assert!(resolved > calls / 4, "hardly anything succeeds: {resolved} of {calls}");
}

/// The seeds, on every core.
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
        let world = catch_unwind(|| {
            let world = simulate(seed, None);
            check(&world);
            world
        });
        let Ok(world) = world else {
            tally.broken = Some(seed);
            break;
        };
        tally.add(&world);
    }
    tally
}

impl Tally {
    fn add(&mut self, world: &World) {
        for running in &world.calls {
            self.calls += 1;
            match &running.end {
                Some(End::Resolved(_)) => self.resolved += 1,
                Some(End::Rejected(failure)) if failure.applied == Applied::Unknown => self.in_doubt += 1,
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
            in_doubt: sum.in_doubt + tally.in_doubt,
            broken: sum.broken.into_iter().chain(tally.broken).min(),
        })
    }
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}
