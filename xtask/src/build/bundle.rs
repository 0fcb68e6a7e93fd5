//! Bundles the hand-written JavaScript. Each entry is one file, since each further file costs a cold start up to a
//! millisecond, and bundlers, test runners and `require` need no other.

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
    /// The files for `#core` and the others: how to find the wasm where this bundle runs.
    wasm: &'static [(&'static str, &'static str)],
}

#[derive(Clone, Copy)]
enum Form {
    Module,
    CommonJs,
    /// For Node only.
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
        // Commander requires Node's modules, which an ES module cannot do.
        output: "bin/apps.cjs",
        source: "bin/apps/main.js",
        form: Form::CommonJs,
        wasm: &[],
    },
];

/// The bundles that contain the page.
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

/// The files that the bundles import instead of containing them.
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

/// Bundles the server of the page, which must be built first.
pub fn write_console(project: &Project, tools: &Tools) -> Result<()> {
    for bundle in CONSOLE {
        pack(project, tools, bundle)?;
    }
    fs::remove_file(project.dist().join("console.json"))?;
    Ok(())
}

/// Returns the entry for Node versions that cannot `require()` an ES module: `import` and `require` share the same
/// classes. It exports each name separately, since ncc finds none in `export *`.
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
        // With `--platform=node`, esbuild adds a list of the exports, which Node reads when an ES module imports this
        // one.
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
        // `"sideEffects": false` is true of the bundles, but one of the sources has an effect: it checks what the host
        // lacks.
        "--ignore-annotations".into(),
        "--target=es2022".into(),
        // Comments name each bundled file: this keeps its path in the tree, instead of the target of a link.
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
        // The bundled libraries are among the tools.
        .env("NODE_PATH", project.tests().join("node_modules"))
        .dir(project.pkg())
        .run()
        .with_context(|| format!("esbuild cannot bundle pkg/{}", bundle.source))?;
    mark_enums(&project.dist().join(bundle.output))
}

/// Marks wasm-bindgen's enums as pure. They are frozen, and bundlers do not know that this call has no side effect:
/// marked, a bundle leaves out the unused ones.
fn mark_enums(file: &Path) -> Result<()> {
    let script = fs::read_to_string(file)?;
    fs::write(
        file,
        script.replace("= Object.freeze({", "= /* @__PURE__ */ Object.freeze({"),
    )?;
    Ok(())
}
