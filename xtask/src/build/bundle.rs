//! What is shipped of the hand-written JavaScript: each entry packed as one file, since every file more costs a cold start
//! up to a millisecond, and bundlers, test runners and `require` ask for nothing else.

use super::module::MODULES;
use crate::project::Project;
use crate::tools::{argument, npm::Tools};
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// A file of dist/ that is packed from the sources.
struct Bundle {
    output: &'static str,
    source: &'static str,
    form: Form,
    /// What `#core` and the others are: how the wasm is found where this file runs.
    wasm: &'static [(&'static str, &'static str)],
}

#[derive(Clone, Copy)]
enum Form {
    Module,
    CommonJs,
    /// For Node alone.
    Program,
}

const BUNDLES: &[Bundle] = &[
    Bundle {
        output: "index.js",
        source: "client/index.js",
        form: Form::Module,
        wasm: &[("#core", "wasm/core/inline.js")],
    },
    Bundle {
        output: "index.cjs",
        source: "client/index.js",
        form: Form::CommonJs,
        wasm: &[("#core", "wasm/core/inline.js")],
    },
    Bundle {
        output: "worker.js",
        source: "client/index.js",
        form: Form::Module,
        wasm: &[("#core", "wasm/core/worker.js")],
    },
    Bundle {
        output: "browser.js",
        source: "client/index.js",
        form: Form::Module,
        wasm: &[("#core", "wasm/core/browser.js")],
    },
    Bundle {
        output: "tokens.js",
        source: "tokens/index.js",
        form: Form::Module,
        wasm: &[("#tokens", "wasm/tokens/inline.js")],
    },
    Bundle {
        output: "tokens.cjs",
        source: "tokens/index.js",
        form: Form::CommonJs,
        wasm: &[("#tokens", "wasm/tokens/inline.js")],
    },
    Bundle {
        output: "tokens.worker.js",
        source: "tokens/index.js",
        form: Form::Module,
        wasm: &[("#tokens", "wasm/tokens/worker.js")],
    },
    Bundle {
        output: "provision.js",
        source: "provision/index.js",
        form: Form::Module,
        wasm: &[("#provision", "wasm/provision/inline.js")],
    },
    Bundle {
        output: "provision.cjs",
        source: "provision/index.js",
        form: Form::CommonJs,
        wasm: &[("#provision", "wasm/provision/inline.js")],
    },
    Bundle {
        output: "provision.worker.js",
        source: "provision/index.js",
        form: Form::Module,
        wasm: &[("#provision", "wasm/provision/worker.js")],
    },
    Bundle {
        output: "proxy.js",
        source: "proxy/index.js",
        form: Form::Module,
        wasm: &[],
    },
    Bundle {
        output: "proxy.cjs",
        source: "proxy/index.js",
        form: Form::CommonJs,
        wasm: &[],
    },
    Bundle {
        output: "emulator.js",
        source: "emulator/api.js",
        form: Form::Module,
        wasm: &[("#emulator", "wasm/emulator/inline.js")],
    },
    Bundle {
        output: "emulator.cjs",
        source: "emulator/api.js",
        form: Form::CommonJs,
        wasm: &[("#emulator", "wasm/emulator/inline.js")],
    },
    Bundle {
        output: "emulator.worker.js",
        source: "emulator/api.js",
        form: Form::Module,
        wasm: &[("#emulator", "wasm/emulator/worker.js")],
    },
    Bundle {
        output: "emulator/server.js",
        source: "emulator/server.js",
        form: Form::Program,
        wasm: &[("#emulator", "wasm/emulator/file.js")],
    },
    Bundle {
        output: "bin/descope-outbound.js",
        source: "bin/descope-outbound.js",
        form: Form::Program,
        wasm: &[],
    },
    Bundle {
        // Commander requires Node's modules, which no ES module can.
        output: "bin/apps.cjs",
        source: "bin/apps/main.js",
        form: Form::CommonJs,
        wasm: &[],
    },
];

/// With the page in them.
const CONSOLE: &[Bundle] = &[
    Bundle {
        output: "console.js",
        source: "console/index.js",
        form: Form::Module,
        wasm: &[("#provision", "wasm/provision/inline.js")],
    },
    Bundle {
        output: "console.cjs",
        source: "console/index.js",
        form: Form::CommonJs,
        wasm: &[("#provision", "wasm/provision/inline.js")],
    },
    Bundle {
        output: "console.worker.js",
        source: "console/index.js",
        form: Form::Module,
        wasm: &[("#provision", "wasm/provision/worker.js")],
    },
];

/// The file that the bundles import instead of containing it.
const EXTERNAL: &[&str] = &[
    "--external:*.wasm?module",
    "--external:./core.wasm.js",
    "--external:*/emulator/server.js",
    "--external:./apps.cjs",
    "--external:descope-outbound",
    "--external:descope-outbound/provision",
    "--external:descope-outbound/console",
    "--external:descope-outbound/emulator",
];

pub fn write(project: &Project, tools: &Tools) -> Result<()> {
    for bundle in BUNDLES {
        pack(project, tools, bundle)?;
    }
    for module in MODULES {
        let wasm = project.dist().join(module.name).with_extension("wasm");
        fs::copy(module.wasm(project), wasm)?;
    }
    let common_js = fs::read_to_string(project.dist().join("index.cjs"))?;
    fs::write(project.dist().join("node.js"), node_entry(&common_js)?)?;
    // The fallback of the browser's bundle.
    let [core, ..] = MODULES else { return Ok(()) };
    fs::copy(core.file(project, "_bg.wasm.js"), project.dist().join("core.wasm.js"))?;
    Ok(())
}

/// Bundles the server of the page, which has to be built first.
pub fn write_console(project: &Project, tools: &Tools) -> Result<()> {
    for bundle in CONSOLE {
        pack(project, tools, bundle)?;
    }
    fs::remove_file(project.dist().join("console.json"))?;
    Ok(())
}

/// For Node that cannot `require()` an ES module: whoever imports shares the classes of whoever requires. Each export has its
/// name here, as ncc finds none in `export *`.
fn node_entry(common_js: &str) -> Result<String> {
    let names = common_js
        .rsplit_once("0 && (module.exports = {")
        .and_then(|(_, rest)| rest.split_once("});"))
        .context("esbuild has added no list of exports to index.cjs")?
        .0;
    Ok(format!(
        "import commonJs from \"./index.cjs\";\n\nexport const {{{names}}} = commonJs;\n"
    ))
}

fn pack(project: &Project, tools: &Tools, bundle: &Bundle) -> Result<()> {
    let (format, platform) = match bundle.form {
        Form::Module => ("esm", "neutral"),
        // For Node, esbuild adds a list of the exports, which Node reads when an ES module imports this one.
        Form::CommonJs => ("cjs", "node"),
        Form::Program => ("esm", "node"),
    };
    let aliases = bundle
        .wasm
        .iter()
        .map(|(name, file)| format!("--alias:{name}=./{file}"));
    let arguments = [
        argument(&project.pkg().join(bundle.source)),
        "--bundle".into(),
        // That no file has a side effect is true of the bundles; of the sources, one looks what the host lacks.
        "--ignore-annotations".into(),
        "--target=es2022".into(),
        // Comments name each file that is packed in: by its place in the tree, and not where a link leads.
        "--preserve-symlinks".into(),
        "--log-level=warning".into(),
        format!("--format={format}").into(),
        format!("--platform={platform}").into(),
        format!("--outfile={}", project.dist().join(bundle.output).display()).into(),
    ];
    let arguments = arguments
        .into_iter()
        .chain(EXTERNAL.iter().map(Into::into))
        .chain(aliases.map(Into::into));
    tools
        .run("esbuild/bin/esbuild", arguments)?
        // The libraries that are packed in lie among the tools.
        .env("NODE_PATH", project.tests().join("node_modules"))
        .dir(project.pkg())
        .run()
        .with_context(|| format!("esbuild cannot bundle pkg/{}", bundle.source))?;
    mark_enums(&project.dist().join(bundle.output))
}

/// wasm-bindgen freezes its enums, and no bundler knows that a call like that has no effect: marked, those that a bundle does
/// not use are left out of it.
fn mark_enums(file: &Path) -> Result<()> {
    let script = fs::read_to_string(file)?;
    fs::write(
        file,
        script.replace("= Object.freeze({", "= /* @__PURE__ */ Object.freeze({"),
    )?;
    Ok(())
}
