//! Whether the package holds what is needed and nothing else.
//!
//! Needed is what can be reached: from the entries of package.json over imports, `new URL(…, import.meta.url)` and the
//! imports of declarations. So a file that is forgotten and one that is left over are both found, without a list to keep.

use anyhow::{Context, Result, bail};
use regex::Regex;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// What people and npm read, and no code does.
const DOCUMENTS: &[&str] = &["package.json", "README.md", "LICENSE-MIT", "LICENSE-APACHE"];

pub fn check(pkg: &Path, packed: &BTreeSet<String>) -> Result<()> {
    let package: Value = serde_json::from_str(&fs::read_to_string(pkg.join("package.json"))?)?;
    let needed = reachable(&package, |file| {
        fs::read_to_string(pkg.join(file)).with_context(|| format!("the package needs {file}"))
    })?;
    let missing: Vec<_> = needed.difference(packed).collect();
    let superfluous: Vec<_> = packed.difference(&needed).collect();
    if missing.is_empty() && superfluous.is_empty() {
        return Ok(());
    }
    bail!("the tarball is not what is needed: missing {missing:?}, superfluous {superfluous:?}");
}

fn reachable(package: &Value, read: impl Fn(&str) -> Result<String>) -> Result<BTreeSet<String>> {
    let imports = Imports::new()?;
    let mut needed: BTreeSet<String> = DOCUMENTS.iter().map(|&file| file.to_owned()).collect();
    let mut next = Vec::new();
    for entry in ["exports", "bin", "main", "module", "types"] {
        strings(&package[entry], &mut next);
    }
    while let Some(file) = next.pop() {
        let file = resolve("", &file);
        let is_declaration = [".d.ts", ".d.cts"].iter().any(|ending| file.ends_with(ending));
        let imports_others = is_declaration || [".js", ".cjs"].iter().any(|ending| file.ends_with(ending));
        if needed.insert(file.clone()) && imports_others {
            let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
            for specifier in imports.of(&read(&file)?) {
                let target = resolve(folder, &specifier);
                next.push(if is_declaration { declaration(&target) } else { target });
            }
        }
    }
    Ok(needed)
}

/// The declaration of a JavaScript file.
fn declaration(file: &str) -> String {
    match file.rsplit_once('.') {
        Some((stem, "js")) => format!("{stem}.d.ts"),
        Some((stem, "cjs")) => format!("{stem}.d.cts"),
        _ => file.to_owned(),
    }
}

/// Every string in a value: the files that `exports` names, whatever the conditions are.
fn strings(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Object(entries) => entries.values().for_each(|entry| strings(entry, found)),
        _ => {}
    }
}

fn resolve(folder: &str, specifier: &str) -> String {
    let mut path: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in specifier.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            part => path.push(part),
        }
    }
    path.join("/")
}

struct Imports {
    comment: Regex,
    relative: Regex,
}

impl Imports {
    fn new() -> Result<Self> {
        Ok(Self {
            // A JSDoc import is a matter of types: the declaration made from it says whether it is needed.
            comment: Regex::new(r"/\*(?s:.*?)\*/|(?m:^\s*//.*$)")?,
            relative: Regex::new(r#"(?:\bfrom|\bimport|\bimport\(|\bnew URL\()\s*["'](\.[^"'?]*)"#)?,
        })
    }

    fn of(&self, code: &str) -> Vec<String> {
        let code = self.comment.replace_all(code, "");
        self.relative
            .captures_iter(&code)
            .map(|found| found[1].to_owned())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needed_of(files: &[(&str, &str)]) -> BTreeSet<String> {
        let package = serde_json::json!({ "exports": { ".": { "types": "./a.d.ts", "default": "./a.js" } } });
        let read = |name: &str| {
            let file = files.iter().find(|(file, _)| *file == name);
            file.map(|(_, code)| (*code).to_owned()).context(name.to_owned())
        };
        let mut needed = reachable(&package, read).unwrap();
        needed.retain(|file| !DOCUMENTS.contains(&file.as_str()));
        needed
    }

    fn set(files: &[&str]) -> BTreeSet<String> {
        files.iter().map(|&file| file.to_owned()).collect()
    }

    #[test]
    fn every_way_to_name_a_file_is_followed() {
        let needed = needed_of(&[
            (
                "a.js",
                "import './b/c.js';\nconst url = new URL(\"./d.wasm\", import.meta.url);",
            ),
            (
                "a.d.ts",
                "export * from './b/c.js';\nexport type T = import('./e.cjs').T;",
            ),
            (
                "b/c.js",
                "export { x } from \"../f.js\";\nawait import('./g.js');\nimport h from '../h.wasm?module';",
            ),
            ("b/c.d.ts", ""),
            ("b/g.js", ""),
            ("e.d.cts", ""),
            ("f.js", ""),
        ]);
        let expected = [
            "a.d.ts", "a.js", "b/c.d.ts", "b/c.js", "b/g.js", "d.wasm", "e.d.cts", "f.js", "h.wasm",
        ];
        assert_eq!(needed, set(&expected));
    }

    #[test]
    fn packages_and_comments_are_not_followed() {
        let code = "import fs from 'node:fs';\n/** @type {import('./x.js').X} */\n// import './y.js'\nimport './z.js';";
        let needed = needed_of(&[("a.js", code), ("a.d.ts", ""), ("z.js", "")]);
        assert_eq!(needed, set(&["a.d.ts", "a.js", "z.js"]));
    }
}
