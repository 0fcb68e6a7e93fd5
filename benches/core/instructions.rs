//! Runs the operations named on the command line inside `counted`, the only function where callgrind counts. Prints how
//! often each runs.

#![allow(clippy::print_stdout, reason = "that is how it is asked")]

mod operations;

use operations::{Inputs, OPERATIONS};
use std::env;

/// Averages out the allocator's occasional work.
const TIMES: u32 = 100;

fn main() {
    println!("times {TIMES}");
    let inputs = Inputs::new();
    let is_named = |name: &str| env::args().any(|argument| argument == name);
    for operation in OPERATIONS.iter().filter(|operation| is_named(operation.name)) {
        // The first run initializes things that stay.
        (operation.run)(&inputs);
        counted(operation.run, &inputs);
    }
}

#[inline(never)]
fn counted(run: fn(&Inputs), inputs: &Inputs) {
    for _ in 0..TIMES {
        run(inputs);
    }
}
