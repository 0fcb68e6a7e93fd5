//! The targets of `fuzz/` under libFuzzer, which keeps whatever input reaches code that none before it reached.
//!
//! `cargo fuzz run` does the same; its sanitizers need a nightly toolchain, and find nothing where no code is unsafe.

use crate::cli::FuzzOptions;
use crate::project::{Project, cargo};
use crate::tools::{argument, combined, cxx};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const TARGETS: &[&str] = &["request", "response", "url", "call"];

/// What `cargo fuzz` has rustc do, so that libFuzzer sees which code an input reaches and what it is compared with.
const INSTRUMENTED: &str = "--cfg fuzzing -Ccodegen-units=1 -Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares";

/// An input that takes longer, in seconds, is a find.
const LONGEST_RUN: &str = "-timeout=10";

pub fn run(project: &Project, options: &FuzzOptions) -> Result<ExitCode> {
    let targets = select(options.target.as_deref())?;
    cxx::find()?;
    let programs = build(project)?;
    println!(
        "{:<10}{:>12}{:>10}{:>10}{:>8}",
        "target", "executions", "coverage", "features", "corpus"
    );
    let mut code = ExitCode::SUCCESS;
    for target in targets {
        if !fuzz(project, &programs.join(target), target, options.seconds)? {
            code = ExitCode::FAILURE;
        }
    }
    Ok(code)
}

fn select(name: Option<&str>) -> Result<Vec<&'static str>> {
    let chosen = |target: &&&str| name.is_none_or(|name| name == **target);
    let targets: Vec<_> = TARGETS.iter().filter(chosen).copied().collect();
    if targets.is_empty() {
        bail!(
            "no target is called {:?}: there are {}",
            name.unwrap_or_default(),
            TARGETS.join(", ")
        );
    }
    Ok(targets)
}

/// Builds every target, and says where they are.
fn build(project: &Project) -> Result<PathBuf> {
    let host = host_triple(project)?;
    let folder = project.target().join("fuzz");
    // With a target named, even this machine's own, the flags spare build scripts and macros.
    let arguments = [
        "build",
        "--quiet",
        "--release",
        "--manifest-path=fuzz/Cargo.toml",
        "--target",
        &host,
    ];
    duct::cmd(cargo(), arguments)
        .env("RUSTFLAGS", INSTRUMENTED)
        .env("CARGO_TARGET_DIR", &folder)
        .dir(&project.root)
        .run()
        .context("the targets of fuzz/ do not build: see the message above")?;
    Ok(folder.join(host).join("release"))
}

fn host_triple(project: &Project) -> Result<String> {
    let version = duct::cmd!("rustc", "-vV").dir(&project.root).read()?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).context("rustc -vV names no host")
}

/// Runs a target for so long, prints a row of the table, and says whether all went well.
fn fuzz(project: &Project, program: &Path, target: &str, seconds: u64) -> Result<bool> {
    let folder = |name: &str| project.root.join("fuzz").join(name).join(target);
    let (corpus, artifacts) = (folder("corpus"), folder("artifacts"));
    for folder in [&corpus, &artifacts] {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    let mut arguments = vec![
        LONGEST_RUN.into(),
        format!("-max_total_time={seconds}").into(),
        format!("-artifact_prefix={}/", artifacts.display()).into(),
        format!("-dict={}", project.root.join("fuzz/words.dict").display()).into(),
        // The first folder takes what is new.
        argument(&corpus),
    ];
    let kept = [folder("seeds"), folder("regressions")];
    arguments.extend(
        kept.iter()
            .filter(|folder| folder.is_dir())
            .map(|folder| argument(folder)),
    );
    let (output, succeeded) = combined(&duct::cmd(program, arguments))?;
    println!("{target:<10}{}", row(&output));
    if !succeeded {
        println!("{}", find(&output, program));
    }
    Ok(succeeded)
}

/// The numbers of libFuzzer's last line about its state: `#2048 DONE cov: 812 ft: 1900 corp: 230/14Kb …`.
fn row(output: &str) -> String {
    let is_state = |line: &&str| line.starts_with('#') && line.contains(" cov: ");
    let words: Vec<_> = output
        .lines()
        .rfind(is_state)
        .unwrap_or_default()
        .split_whitespace()
        .collect();
    let behind = |name: &str| {
        let mut pairs = words.windows(2);
        pairs.find(|pair| pair[0] == name).map_or("?", |pair| pair[1])
    };
    let executions = words.first().map_or("?", |word| word.trim_start_matches('#'));
    let corpus = behind("corp:").split('/').next().unwrap_or_default();
    format!("{executions:>12}{:>10}{:>10}{corpus:>8}", behind("cov:"), behind("ft:"))
}

/// What was found, and how to see it again.
fn find(output: &str, program: &Path) -> String {
    let panic = output.lines().skip_while(|line| !line.contains(" panicked at "));
    let panic: Vec<_> = panic.take_while(|line| !line.starts_with("stack backtrace")).collect();
    match output.lines().find_map(|line| line.split_once("Test unit written to ")) {
        Some((_, input)) => format!(
            "    {}\n    again:        {} {input}\n    as a test:    move it to fuzz/regressions/, under a name that says what it shows",
            panic.join("\n    "),
            program.display(),
        ),
        None => output.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{find, row};
    use std::path::Path;

    const OUTPUT: &str = "#2\tINITED cov: 3 ft: 4 corp: 1/1b exec/s: 0 rss: 30Mb\n\
        #4096\tpulse  cov: 812 ft: 1900 corp: 230/14Kb lim: 43 exec/s: 2048 rss: 30Mb\n\
        \nthread '<unnamed>' panicked at fuzz/src/url.rs:9:5:\nassertion failed\nstack backtrace:\n   0: main\n\
        artifact_prefix='a/'; Test unit written to a/crash-1\n";

    #[test]
    fn a_row_has_the_numbers_of_the_last_state() {
        let words: Vec<_> = row(OUTPUT).split_whitespace().map(str::to_owned).collect();
        assert_eq!(words, ["4096", "812", "1900", "230"]);
    }

    #[test]
    fn a_find_is_told_with_its_input_and_how_to_see_it_again() {
        let told = find(OUTPUT, Path::new("target/url"));
        assert!(told.contains("url.rs:9:5:\n    assertion failed\n"), "{told}");
        assert!(
            told.contains("target/url a/crash-1") && !told.contains("main"),
            "{told}"
        );
    }

    #[test]
    fn what_dies_without_an_input_is_told_whole() {
        assert_eq!(find("no such folder", Path::new("target/url")), "no such folder");
    }
}
