//! The suites.

use super::{Context, Outcome, bounds, docs, lint, native, release, scripts, web};
use crate::tools::browser::{Browser, CHROMIUM, FIREFOX, WEBKIT};
use anyhow::{Result, bail};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    Cargo,
    Scripts,
}

pub struct Suite {
    pub name: &'static str,
    /// Other names for `--only`, shared with other suites.
    groups: &'static [&'static str],
    pub lane: Lane,
    /// Whether it needs the npm tools, pkg/dist and the tarball.
    pub package: bool,
    pub browser: Option<&'static Browser>,
    run: Run,
}

#[derive(Clone, Copy)]
enum Run {
    Function(fn(&Context) -> Result<Outcome>),
    /// A script of tests/, which needs only the package.
    Script(&'static str),
    /// The suite of tests/runtimes in the runtime of the suite's name.
    Runtime,
}

impl Suite {
    pub fn run(&self, context: &Context) -> Result<Outcome> {
        match self.run {
            Run::Function(run) => run(context),
            Run::Script(script) => scripts::packaged(context, script),
            Run::Runtime => scripts::runtime(context, self.name),
        }
    }

    const fn cargo(name: &'static str, run: fn(&Context) -> Result<Outcome>) -> Self {
        Self {
            name,
            groups: &[],
            lane: Lane::Cargo,
            package: false,
            browser: None,
            run: Run::Function(run),
        }
    }

    const fn script(name: &'static str, run: Run) -> Self {
        Self {
            name,
            groups: &[],
            lane: Lane::Scripts,
            package: true,
            browser: None,
            run,
        }
    }

    const fn runtime(name: &'static str, groups: &'static [&'static str]) -> Self {
        Self::script(name, Run::Runtime).of(groups)
    }

    const fn of(self, groups: &'static [&'static str]) -> Self {
        Self { groups, ..self }
    }

    const fn packaged(self) -> Self {
        Self { package: true, ..self }
    }

    const fn with(self, browser: &'static Browser) -> Self {
        let browser = Some(browser);
        Self { browser, ..self }
    }
}

const WEB: &[&str] = &["web"];
const CONSOLE: &[&str] = &["console"];
const RUNTIMES: &[&str] = &["runtimes"];
const NODE: &[&str] = &["runtimes", "node"];
const BROWSERS: &[&str] = &["runtimes", "browsers"];

static SUITES: &[Suite] = &[
    Suite::cargo("native", native::run),
    Suite::cargo("crate", native::packaged),
    Suite::cargo("lint", lint::run).packaged(),
    Suite::cargo("docs", docs::run).packaged(),
    Suite::cargo("release", release::run).packaged(),
    Suite::cargo("bounds", bounds::run).packaged(),
    Suite::cargo("web-node", web::in_node).of(WEB),
    Suite::cargo("web-workerd", web::in_workerd).of(WEB),
    Suite::cargo("web-size", web::size).of(WEB),
    Suite::cargo("web-chromium", web::in_chromium).of(WEB).with(&CHROMIUM),
    Suite::cargo("web-console", web::console).of(WEB).with(&CHROMIUM),
    Suite::cargo("web-firefox", web::in_firefox).of(WEB).with(&FIREFOX),
    Suite::script("types", Run::Script("types/run.mjs")),
    Suite::script("values", Run::Function(scripts::values)),
    Suite::script("tokens", Run::Script("tokens/run.mjs")),
    Suite::script("provision", Run::Script("provision/run.mjs")),
    Suite::script("proxy", Run::Script("proxy/run.mjs")),
    Suite::script("migration", Run::Script("migration/run.mjs")),
    Suite::script("clients", Run::Function(scripts::clients)),
    Suite::script("mocks", Run::Function(scripts::mocks)),
    Suite::script("examples", Run::Script("examples/run.mjs")).with(&CHROMIUM),
    Suite::script("console", Run::Script("console/run.mjs")).with(&CHROMIUM),
    Suite::script("console-firefox", Run::Script("console/firefox.mjs"))
        .of(CONSOLE)
        .with(&FIREFOX),
    Suite::script("console-webkit", Run::Script("console/webkit.mjs"))
        .of(CONSOLE)
        .with(&WEBKIT),
    Suite::script("toolchains", Run::Function(scripts::toolchains)).with(&CHROMIUM),
    Suite::runtime("node20", NODE),
    Suite::runtime("node24", NODE),
    Suite::runtime("deno", RUNTIMES),
    Suite::runtime("bun", RUNTIMES),
    Suite::runtime("workerd", RUNTIMES),
    Suite::runtime("chromium", BROWSERS).with(&CHROMIUM),
    Suite::runtime("chromium-worker", BROWSERS).with(&CHROMIUM),
    Suite::runtime("chromium-service-worker", BROWSERS).with(&CHROMIUM),
    Suite::runtime("firefox", BROWSERS).with(&FIREFOX),
    Suite::runtime("webkit", BROWSERS).with(&WEBKIT),
];

/// Returns the suites of these names and groups, or all if there are no names, in the list's order.
pub fn select(names: &[String]) -> Result<Vec<&'static Suite>> {
    let is_called = |suite: &Suite, name: &str| suite.name == name || suite.groups.contains(&name);
    if let Some(unknown) = names
        .iter()
        .find(|name| !SUITES.iter().any(|suite| is_called(suite, name)))
    {
        let known: Vec<_> = SUITES.iter().map(|suite| suite.name).collect();
        bail!(
            "no suite is called {unknown:?}: there are {}, and the groups node, web, console, runtimes, browsers",
            known.join(", ")
        );
    }
    let chosen = |suite: &&Suite| names.is_empty() || names.iter().any(|name| is_called(suite, name));
    Ok(SUITES.iter().filter(chosen).collect())
}

#[cfg(test)]
mod tests {
    use super::{SUITES, select};

    fn names(only: &[&str]) -> Vec<&'static str> {
        let only: Vec<String> = only.iter().map(|&name| name.to_owned()).collect();
        select(&only).unwrap().iter().map(|suite| suite.name).collect()
    }

    #[test]
    fn a_group_means_each_of_its_suites() {
        assert_eq!(names(&["node"]), ["node20", "node24"]);
        assert_eq!(names(&["node", "deno"]), ["node20", "node24", "deno"]);
        assert_eq!(names(&["runtimes"]).len(), 10);
        assert_eq!(names(&["browsers"]).len(), 5);
        assert_eq!(names(&[]).len(), SUITES.len());
    }

    #[test]
    fn an_unknown_name_is_answered_with_the_known_ones() {
        let error = select(&["nod".to_owned()]).err().unwrap().to_string();
        assert!(
            error.contains("\"nod\"") && error.contains("node20, node24, deno"),
            "{error}"
        );
    }
}
