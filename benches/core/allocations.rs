//! Counts the allocations of each operation; prints one line per operation, its name and the count.

#![allow(clippy::print_stdout, reason = "that is what it is for")]

mod operations;

use operations::{Inputs, OPERATIONS};

fn main() {
    let inputs = Inputs::new();
    for operation in OPERATIONS {
        let info = allocation_counter::measure(|| (operation.run)(&inputs));
        println!("{} {}", operation.name, info.count_total);
    }
}
