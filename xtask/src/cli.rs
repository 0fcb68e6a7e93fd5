//! The verbs and their flags.

use clap::{Args, Parser, Subcommand};

/// Build, test and try descope-outbound.
///
/// Needs rustup and Node.js 20 or newer; fetches the rest itself (the wasm target, npm packages by lock file).
#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    version,
    disable_help_subcommand = true
)]
pub struct Cli {
    #[command(subcommand)]
    pub verb: Verb,
}

#[derive(Subcommand)]
pub enum Verb {
    /// Build pkg/dist and pack it: target/package/descope-outbound-<version>.tgz
    Build,
    /// Build, then run every suite (or some), ending in one line: `N passed, N failed`
    Test(TestOptions),
    /// Build, start the emulator, and create an app from each runtime
    Demo(DemoOptions),
    /// Run the core against two servers in simulated time, under faults derived from seeds
    Simulate(SimulateOptions),
    /// Run the fuzz targets of fuzz/, starting from the inputs kept there
    Fuzz(FuzzOptions),
    /// Build what a release would upload, twice, and say what is still open
    Release(ReleaseOptions),
    /// Check licences, sources and duplicates of what is linked or installed, and npm's signatures
    Audit(AuditOptions),
    /// Make the API reference: target/docs/typescript and target/doc
    Docs,
    /// Build, and measure the package against raw fetch, the official SDK and three validators
    Bench(BenchOptions),
}

#[derive(Args)]
pub struct TestOptions {
    /// Only these suites, by name or by group (`node`, `web`, `console`, `runtimes`, `browsers`)
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub only: Vec<String>,
    /// Show what passing suites print, too
    #[arg(long, short)]
    pub verbose: bool,
}

#[derive(Args)]
pub struct DemoOptions {
    /// Then serve the console until Ctrl-C
    #[arg(long)]
    pub web: bool,
    /// The page's port; 0 picks a free one
    #[arg(long, default_value_t = 0, requires = "web")]
    pub port: u16,
}

#[derive(Args)]
pub struct SimulateOptions {
    /// How many seeds
    #[arg(long, value_name = "NUMBER", default_value_t = 1_000_000)]
    pub seeds: u64,
    /// The first seed
    #[arg(long, value_name = "SEED", default_value_t = 0)]
    pub first: u64,
    /// Run this seed alone, and print all that happens
    #[arg(long, value_name = "SEED", conflicts_with_all = ["seeds", "first"])]
    pub replay: Option<u64>,
}

#[derive(Args)]
pub struct FuzzOptions {
    /// How long each target runs
    #[arg(long, value_name = "NUMBER", default_value_t = 60)]
    pub seconds: u64,
    /// Only this target
    #[arg(long, value_name = "NAME")]
    pub target: Option<String>,
}

#[derive(Args)]
pub struct AuditOptions {
    /// Check the advisory database on GitHub, too
    #[arg(long)]
    pub advisories: bool,
    /// Compare the crate's public items with those of this revision
    #[arg(long, value_name = "REVISION")]
    pub baseline: Option<String>,
}

#[derive(Args)]
pub struct ReleaseOptions {
    /// Upload nothing; required, since only CI publishes
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Args)]
pub struct BenchOptions {
    /// Only these measurements (`size`, `counts`, `cold`, `create`, `list`, `validate`, `loopback`, `memory`, `growth`)
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub only: Vec<String>,
    /// Only these of the runtimes that run scripts (`node20`, `node24`, `deno`, `bun`)
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub runtime: Vec<String>,
    /// Few repetitions: two minutes instead of twenty, with wider spreads
    #[arg(long)]
    pub quick: bool,
    /// Fail if a bound of `benches/bounds.mjs` is missed
    #[arg(long)]
    pub check: bool,
    /// Print what docs/performance.md quotes, as Markdown, and the rest to the standard error
    #[arg(long)]
    pub markdown: bool,
}
