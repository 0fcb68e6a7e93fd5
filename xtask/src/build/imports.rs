//! What a wasm file imports, as a module that has it all: the glue, and the snippets that wasm-bindgen lets the wasm
//! import without glue in between. Their folders have hashes in their names, so no file written by hand can name them.

use anyhow::Result;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use wasm_bindgen_cli_support::Output;

pub fn write(output: &Output, folder: &Path) -> Result<()> {
    let modules: BTreeSet<&str> = output
        .wasm()
        .imports
        .iter()
        .map(|import| import.module.as_str())
        .collect();
    fs::write(folder.join("imports.js"), code(&modules)?)?;
    Ok(())
}

fn code(modules: &BTreeSet<&str>) -> Result<String> {
    let mut imports = String::new();
    let mut entries = String::new();
    for (nth, module) in modules.iter().enumerate() {
        writeln!(imports, "import * as module{nth} from \"{module}\";")?;
        writeln!(entries, "\t\"{module}\": module{nth},")?;
    }
    Ok(format!(
        "{imports}\n/** @type {{any}} */\nexport const imports = {{\n{entries}}};\n"
    ))
}
