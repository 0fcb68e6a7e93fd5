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
    pub run: fn(&Context) -> Result<Outcome>,
}

impl Suite {
    const fn cargo(name: &'static str, run: fn(&Context) -> Result<Outcome>) -> Self {
        Self {
            name,
            groups: &[],
            lane: Lane::Cargo,
            package: false,
            browser: None,
            run,
        }
    }

    /// A suite of the client in Rust, which needs no package.
    const fn web(name: &'static str, browser: Option<&'static Browser>, run: fn(&Context) -> Result<Outcome>) -> Self {
        Self {
            groups: &["web"],
            browser,
            ..Self::cargo(name, run)
        }
    }

    const fn script(name: &'static str, groups: &'static [&'static str], run: fn(&Context) -> Result<Outcome>) -> Self {
        Self {
            name,
            groups,
            lane: Lane::Scripts,
            package: true,
            browser: None,
            run,
        }
    }

    const fn browser(name: &'static str, browser: &'static Browser, run: fn(&Context) -> Result<Outcome>) -> Self {
        Self {
            browser: Some(browser),
            ..Self::script(name, &["runtimes", "browsers"], run)
        }
    }
}

static SUITES: &[Suite] = &[
    Suite::cargo("native", native::run),
    Suite::cargo("crate", native::packaged),
    Suite {
        package: true,
        ..Suite::cargo("lint", lint::run)
    },
    Suite {
        package: true,
        ..Suite::cargo("docs", docs::run)
    },
    Suite {
        package: true,
        ..Suite::cargo("release", release::run)
    },
    Suite {
        package: true,
        ..Suite::cargo("bounds", bounds::run)
    },
    Suite::web("web-node", None, web::in_node),
    Suite::web("web-workerd", None, web::in_workerd),
    Suite::web("web-size", None, web::size),
    Suite::web("web-chromium", Some(&CHROMIUM), web::in_chromium),
    Suite::web("web-console", Some(&CHROMIUM), web::console),
    Suite::web("web-firefox", Some(&FIREFOX), web::in_firefox),
    Suite::script("types", &[], |context| scripts::packaged(context, "types/run.mjs")),
    Suite::script("values", &[], scripts::values),
    Suite::script("tokens", &[], |context| scripts::packaged(context, "tokens/run.mjs")),
    Suite::script("provision", &[], |context| {
        scripts::packaged(context, "provision/run.mjs")
    }),
    Suite::script("proxy", &[], |context| scripts::packaged(context, "proxy/run.mjs")),
    Suite::script("migration", &[], |context| {
        scripts::packaged(context, "migration/run.mjs")
    }),
    Suite::script("clients", &[], scripts::clients),
    Suite::script("mocks", &[], scripts::mocks),
    Suite {
        browser: Some(&CHROMIUM),
        ..Suite::script("examples", &[], |context| {
            scripts::packaged(context, "examples/run.mjs")
        })
    },
    Suite {
        browser: Some(&CHROMIUM),
        ..Suite::script("console", &[], |context| scripts::packaged(context, "console/run.mjs"))
    },
    Suite {
        browser: Some(&FIREFOX),
        ..Suite::script("console-firefox", &["console"], |context| {
            scripts::packaged(context, "console/firefox.mjs")
        })
    },
    Suite {
        browser: Some(&WEBKIT),
        ..Suite::script("console-webkit", &["console"], |context| {
            scripts::packaged(context, "console/webkit.mjs")
        })
    },
    Suite {
        browser: Some(&CHROMIUM),
        ..Suite::script("toolchains", &[], scripts::toolchains)
    },
    Suite::script("node20", &["runtimes", "node"], |context| {
        scripts::runtime(context, "node20")
    }),
    Suite::script("node24", &["runtimes", "node"], |context| {
        scripts::runtime(context, "node24")
    }),
    Suite::script("deno", &["runtimes"], |context| scripts::runtime(context, "deno")),
    Suite::script("bun", &["runtimes"], |context| scripts::runtime(context, "bun")),
    Suite::script("workerd", &["runtimes"], |context| scripts::runtime(context, "workerd")),
    Suite::browser("chromium", &CHROMIUM, |context| scripts::runtime(context, "chromium")),
    Suite::browser("chromium-worker", &CHROMIUM, |context| {
        scripts::runtime(context, "chromium-worker")
    }),
    Suite::browser("chromium-service-worker", &CHROMIUM, |context| {
        scripts::runtime(context, "chromium-service-worker")
    }),
    Suite::browser("firefox", &FIREFOX, |context| scripts::runtime(context, "firefox")),
    Suite::browser("webkit", &WEBKIT, |context| scripts::runtime(context, "webkit")),
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
