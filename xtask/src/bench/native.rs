//! Measures the core alone, without wasm: `benches/core`, compiled in the release profile like the package's wasm.

use crate::project::{Project, cargo};
use crate::tools::{argument, combined, valgrind};
use anyhow::{Context, Result, bail};
use serde_json::{Map, Value};
use std::path::Path;

/// The function that callgrind counts; see `benches/core/instructions.rs`.
const COUNTED: &str = "*instructions*counted*";

/// Counts the allocations and the instructions of each operation: `{ "allocations/validate": 19, … }`.
pub fn counts(project: &Project) -> Result<Map<String, Value>> {
    let valgrind = valgrind::ensure()?;
    let mut counts = Map::new();
    for (operation, allocations) in allocations(project)? {
        let instructions = instructions(project, &valgrind, &operation)?;
        counts.insert(format!("allocations/{operation}"), allocations.into());
        counts.insert(format!("instructions/{operation}"), instructions.into());
    }
    Ok(counts)
}

fn allocations(project: &Project) -> Result<Vec<(String, u64)>> {
    let output = bench(project, "allocations", &[])?;
    let operations: Vec<_> = output.lines().filter_map(named_number).collect();
    if operations.is_empty() {
        bail!("no allocations were counted:\n{output}");
    }
    Ok(operations)
}

fn instructions(project: &Project, valgrind: &Path, operation: &str) -> Result<u64> {
    let runner = [
        argument(valgrind).display().to_string(),
        "--tool=callgrind".to_owned(),
        "--callgrind-out-file=/dev/null".to_owned(),
        "--collect-atstart=no".to_owned(),
        format!("--toggle-collect={COUNTED}"),
    ];
    let runner = format!("target.\"cfg(all())\".runner={runner:?}");
    let output = bench(project, "instructions", &["--config", &runner, "--", operation])?;
    per_time(&output).with_context(|| format!("no instructions of {operation} were counted:\n{output}"))
}

fn bench(project: &Project, name: &str, arguments: &[&str]) -> Result<String> {
    let arguments = [
        &["bench", "--quiet", "--package", "descope-outbound", "--bench", name],
        arguments,
    ]
    .concat();
    let (output, success) = combined(&duct::cmd(cargo(), arguments).dir(&project.root))?;
    if !success {
        bail!("cargo bench --bench {name} failed:\n{output}");
    }
    Ok(output)
}

/// Parses a line such as `validate 19`.
fn named_number(line: &str) -> Option<(String, u64)> {
    let (name, number) = line.split_once(' ')?;
    Some((name.to_owned(), number.parse().ok()?))
}

/// Returns callgrind's total, divided by the number of runs that the program prints.
fn per_time(output: &str) -> Option<u64> {
    let number_behind = |words: &str| {
        let rest = output.lines().find_map(|line| line.split_once(words))?.1;
        rest.trim().parse::<u64>().ok()
    };
    let (times, collected) = (number_behind("times ")?, number_behind("Collected : ")?);
    collected.checked_div(times).filter(|&count| count > 0)
}

#[cfg(test)]
mod tests {
    use super::per_time;

    #[test]
    fn instructions_are_those_of_one_time() {
        let output = "times 100\n==7== Events    : Ir\n==7== Collected : 4921830\n==7== I   refs:      4,921,830\n";
        assert_eq!(per_time(output), Some(49_218));
    }

    #[test]
    fn none_means_that_callgrind_looked_elsewhere() {
        assert_eq!(per_time("times 100\n==7== Collected : 0\n"), None);
        assert_eq!(per_time("times 100\n"), None);
    }
}
