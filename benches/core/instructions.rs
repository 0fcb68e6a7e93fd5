//! Runs the operation that it is told to so often as it says, within `counted`: callgrind counts there alone.

#![allow(clippy::print_stdout, reason = "that is how it is asked")]

mod operations;

use operations::{Inputs, OPERATIONS};
use std::env;

/// So that what the allocator does now and then is shared by many.
const TIMES: u32 = 100;

fn main() {
    println!("times {TIMES}");
    let inputs = Inputs::new();
    let is_named = |name: &str| env::args().any(|argument| argument == name);
    for operation in OPERATIONS.iter().filter(|operation| is_named(operation.name)) {
        // The first time, things are set up that stay.
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
