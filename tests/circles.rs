//! Files of `src/` do not import each other in a circle: one can be read after the other. For JavaScript, Biome checks
//! this; cargo-modules, which could, takes longer to install than all tests to run.

#![allow(missing_docs, reason = "a test's name says it")]
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The path of a module: `["validate", "rules"]` for `src/validate/rules.rs`.
type Module = Vec<String>;

/// Returns the text of each file, except `mod.rs` and `lib.rs`: they import what is below them, and pass it on.
fn files(folder: &Path, parent: &[String], found: &mut BTreeMap<Module, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap();
        let module = [parent, &[stem.to_owned()]].concat();
        if path.is_dir() {
            files(&path, &module, found);
        } else if !["mod", "lib"].contains(&stem) {
            found.insert(module, fs::read_to_string(&path).unwrap());
        }
    }
}

/// Returns the paths that a file imports, each in full. Unit tests at its end do not count.
fn imports(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let statements = code.split(';').filter_map(|statement| {
        let at = statement.find("use ").filter(|at| {
            let before = statement.get(..*at).unwrap_or_default();
            before.ends_with('\n') || before.ends_with("pub ") || before.ends_with(") ") || before.is_empty()
        })?;
        statement.get(at + 4..)
    });
    statements
        .flat_map(|path| expanded(&path.split_whitespace().collect::<String>()))
        .collect()
}

/// Expands `a::{b, c::{d, e}}` to `a::b`, `a::c::d` and `a::c::e`.
fn expanded(path: &str) -> Vec<String> {
    let Some((prefix, rest)) = path.split_once('{') else {
        return vec![path.to_owned()];
    };
    let inner = rest.rsplit_once('}').map_or(rest, |(inner, _)| inner);
    let (mut parts, mut depth) = (vec![String::new()], 0_usize);
    for character in inner.chars() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if character == ',' && depth == 0 {
            parts.push(String::new());
        } else {
            parts.last_mut().unwrap().push(character);
        }
    }
    parts
        .iter()
        .flat_map(|part| expanded(&format!("{prefix}{part}")))
        .collect()
}

/// Returns the file that an import of `module` is in, if it is one of these.
fn file_of(import: &str, module: &[String], files: &BTreeMap<Module, String>) -> Option<Module> {
    let mut path = match import.split("::").next() {
        Some("crate") => Module::new(),
        Some("super" | "self") => module.to_owned(),
        _ => return None,
    };
    for segment in import.split("::") {
        match segment {
            "crate" | "self" => {}
            "super" => drop(path.pop()),
            name => path.push(name.to_owned()),
        }
    }
    (1..=path.len())
        .rev()
        .filter_map(|length| path.get(..length))
        .find(|prefix| files.contains_key(*prefix))
        .map(<[String]>::to_vec)
}

/// Returns the modules of a circle through the last of `way`.
fn circle(
    way: &mut Vec<Module>,
    arrows: &BTreeMap<Module, Vec<Module>>,
    done: &mut Vec<Module>,
) -> Option<Vec<Module>> {
    let here = way.last()?.clone();
    for next in arrows.get(&here).into_iter().flatten() {
        if let Some(at) = way.iter().position(|module| module == next) {
            return Some(way.split_off(at));
        }
        if !done.contains(next) {
            way.push(next.clone());
            let found = circle(way, arrows, done);
            if found.is_some() {
                return found;
            }
        }
    }
    done.extend(way.pop());
    None
}

fn first_circle(files: &BTreeMap<Module, String>) -> Option<Vec<Module>> {
    let arrows: BTreeMap<Module, Vec<Module>> = files
        .iter()
        .map(|(module, text)| {
            let imported = imports(text)
                .into_iter()
                .filter_map(|import| file_of(&import, module, files));
            (module.clone(), imported.filter(|other| other != module).collect())
        })
        .collect();
    let mut done = Vec::new();
    files
        .keys()
        .find_map(|module| circle(&mut vec![module.clone()], &arrows, &mut done))
}

#[test]
fn no_file_of_the_sources_imports_itself_through_others() {
    let mut found = BTreeMap::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &[], &mut found);
    let imported: usize = found.values().map(|text| imports(text).len()).sum();
    assert!(
        found.len() > 80 && imported > 500,
        "{} files with {imported} imports",
        found.len()
    );
    assert_eq!(first_circle(&found), None);
}

#[test]
fn a_circle_is_found_through_any_form_of_import() {
    let module = |path: &str| path.split("::").map(str::to_owned).collect::<Module>();
    let files = |texts: &[(&str, &str)]| {
        texts
            .iter()
            .map(|(path, text)| (module(path), (*text).to_owned()))
            .collect()
    };
    let three = |last: &str| {
        files(&[
            ("a::one", "use super::{two, x::{Y, Z}};\nuse core::fmt;\n"),
            ("a::two", "//! Two.\n\npub(super) use crate::b::{self, three::Three};\n"),
            ("b::three", last),
        ])
    };
    assert_eq!(
        first_circle(&three("use super::super::a::one::One;\n")),
        Some(["a::one", "a::two", "b::three"].map(module).to_vec())
    );
    assert_eq!(
        first_circle(&three("#[cfg(test)]\nmod tests {\n    use crate::a::one::One;\n}\n")),
        None
    );
    assert_eq!(first_circle(&three("use crate::a::four;\n")), None);
}
