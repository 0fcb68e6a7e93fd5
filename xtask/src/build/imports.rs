//! Writes a module with all that a wasm file imports: the glue, and the snippets that wasm-bindgen lets the wasm import
//! directly. Their folders have hashes in their names, so hand-written files cannot name them.

use anyhow::Result;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use wasm_bindgen_cli_support::Output;

/// The imported names, by module.
type Imports<'o> = BTreeMap<&'o str, BTreeSet<&'o str>>;

pub fn write(output: &Output, folder: &Path) -> Result<()> {
    let mut modules = Imports::new();
    for import in output.wasm().imports.iter() {
        modules.entry(&import.module).or_default().insert(&import.name);
    }
    fs::write(folder.join("imports.js"), code(&modules)?)?;
    Ok(())
}

/// Imports each name separately, so that a bundler can leave out the rest of a module.
fn code(modules: &Imports<'_>) -> Result<String> {
    let mut imports = String::new();
    let mut entries = String::new();
    for (module, names) in modules {
        let names: Vec<_> = names.iter().copied().collect();
        let names = names.join(", ");
        writeln!(imports, "import {{ {names} }} from \"{module}\";")?;
        writeln!(entries, "\t\"{module}\": {{ {names} }},")?;
    }
    Ok(format!(
        "{imports}\n/** @type {{any}} */\nexport const imports = {{\n{entries}}};\n"
    ))
}
