//! The parts of the package that this project did not write, as `CycloneDX` JSON. The npm package has no dependencies,
//! but crates and Rust's standard library are linked into its wasm, and a few npm packages are bundled into its
//! JavaScript.
//!
//! It has no time and no random serial number, so that it is as reproducible as the package.

use super::archive::{self, Files};
use super::check::Check;
use super::reproduce::Artefacts;
use crate::build::CRATES;
use crate::build::licenses::{self, Packed};
use crate::project::{Project, cargo};
use crate::tools::rust::WASM;
use anyhow::{Context, Result, anyhow};
use cargo_lock::Lockfile;
use cyclonedx_bom::external_models::uri::Purl;
use cyclonedx_bom::models::bom::{Bom, SpecVersion};
use cyclonedx_bom::validation::Validate;
use regex::{Regex, bytes};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::path::Path;

/// The licence of this project, and of the standard library.
const LICENSE: &str = "MIT OR Apache-2.0";

/// A crate that is linked into one of the wasm files, by name and version.
type Name = [String; 2];

#[derive(Default)]
struct Linked {
    license: String,
    dependencies: BTreeSet<Name>,
}

pub fn write(project: &Project, artefacts: &Artefacts) -> Result<[Check; 3]> {
    let linked = linked(&tree(project)?)?;
    let packed = licenses::packed(project)?;
    let bom = bom(project, artefacts, &linked, &packed)?;
    let mut json = Vec::new();
    bom.clone().output_as_json_v1_5(&mut json)?;
    let file = artefacts.package.with_extension("cdx.json");
    fs::write(&file, json).with_context(|| format!("cannot write {}", file.display()))?;

    let invalid: Vec<String> = match bom.validate_version(SpecVersion::V1_5) {
        result if result.passed() => vec![],
        result => result
            .errors()
            .map(|(field, error)| format!("{field}: {error:?}"))
            .collect(),
    };
    let files = archive::read(&artefacts.package)?;
    let forgotten = crates(&files)?
        .into_iter()
        .filter(|name| !linked.contains_key(name))
        .map(|[name, version]| format!("the wasm names a file of {name} {version}, which is not listed"));
    let unpacked = npm_packages(&files)?
        .into_iter()
        .filter(|[name]| !packed.iter().any(|package| package.name == name))
        .map(|[name]| format!("a bundle names a file of {name}, which is not listed"));
    Ok([
        Check::new("the SBOM is valid CycloneDX 1.5", invalid),
        Check::new(
            format!(
                "the SBOM lists every crate that the wasm names: {} crates",
                linked.len()
            ),
            forgotten.collect(),
        ),
        Check::new(
            format!("the SBOM lists every npm package that a bundle names: {}", packed.len()),
            unpacked.collect(),
        ),
    ])
}

/// Returns cargo's tree for the shipped target and features, without crates that only run at build time. The feature
/// `provision` adds no crate.
fn tree(project: &Project) -> Result<String> {
    let arguments = "tree --package=descope-outbound --no-default-features \
                     --features=npm,client,tokens,provision,emulator,types --edges=normal,no-proc-macro \
                     --prefix=depth --no-dedupe --locked --format=|{p}|{l} --target";
    duct::cmd(cargo(), arguments.split(' ').chain([WASM]))
        .dir(&project.root)
        .read()
        .context("cargo tree failed")
}

/// Parses lines such as `2|cfg-if v1.0.5|MIT OR Apache-2.0`: the parent is the closest line above with a depth of one
/// less.
fn linked(tree: &str) -> Result<BTreeMap<Name, Linked>> {
    let crate_line = Regex::new(r"^(\d+)\|(\S+) v([^\s|]+)[^|]*\|(.*)$")?;
    let mut all: BTreeMap<Name, Linked> = BTreeMap::new();
    let mut above: Vec<Name> = Vec::new();
    for line in tree.lines() {
        let parsed = crate_line.captures(line);
        let (_, [depth, name, version, license]) = parsed
            .with_context(|| format!("cargo tree printed something else: {line}"))?
            .extract();
        let name = [name, version].map(str::to_owned);
        above.truncate(depth.parse()?);
        if let Some(parent) = above.last().and_then(|parent| all.get_mut(parent)) {
            parent.dependencies.insert(name.clone());
        }
        // Cargo's older syntax, from before SPDX expressions, means the same.
        all.entry(name.clone()).or_default().license = license.replace('/', " OR ");
        above.push(name);
    }
    Ok(all)
}

fn bom(project: &Project, artefacts: &Artefacts, linked: &BTreeMap<Name, Linked>, packed: &[Packed]) -> Result<Bom> {
    let checksums = checksums(project)?;
    let rust = duct::cmd!("rustc", "--version").dir(&project.root).read()?;
    let rust = rust.split_whitespace().nth(1).context("rustc names no version")?;
    let standard_library = component("generic", "rust-std", rust, LICENSE, None)?;
    let mut components = vec![standard_library.clone()];
    let mut dependencies = Vec::new();
    for (key, crate_) in linked {
        let [name, version] = key;
        let component = component("cargo", name, version, &crate_.license, checksums.get(key))?;
        let mut needed = vec![standard_library["bom-ref"].clone()];
        for [name, version] in &crate_.dependencies {
            needed.push(purl("cargo", name, version)?.into());
        }
        dependencies.push(json!({ "ref": component["bom-ref"], "dependsOn": needed }));
        components.push(component);
    }
    let sum = archive::sha256_of_file(&artefacts.package)?;
    let package = component("npm", "descope-outbound", &project.version, LICENSE, Some(&sum))?;
    let mut needed = vec![Value::from(purl("cargo", "descope-outbound", &project.version)?)];
    for library in packed {
        let component = component("npm", library.name, &library.version, &library.license, None)?;
        needed.push(component["bom-ref"].clone());
        components.push(component);
    }
    dependencies.push(json!({ "ref": package["bom-ref"], "dependsOn": needed }));
    Ok(Bom::parse_json_value(json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": { "component": package },
        "components": components,
        "dependencies": dependencies,
    }))?)
}

fn component(registry: &str, name: &str, version: &str, license: &str, sha256: Option<&String>) -> Result<Value> {
    let purl = purl(registry, name, version)?;
    Ok(json!({
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "hashes": sha256.map(|sum| [json!({ "alg": "SHA-256", "content": sum })]),
        "licenses": [{ "expression": license }],
        "purl": purl,
    }))
}

fn purl(registry: &str, name: &str, version: &str) -> Result<String> {
    // The `@` of a scope is encoded [purl-spec, npm].
    let purl = format!("pkg:{registry}/{}@{version}", name.replace('@', "%40"));
    let purl: Purl = purl.parse().map_err(|()| anyhow!("{name} has no package URL"))?;
    Ok(purl.to_string())
}

/// Returns the checksum of each .crate of the registry.
fn checksums(project: &Project) -> Result<BTreeMap<Name, String>> {
    let lock = Lockfile::load(project.root.join("Cargo.lock"))?;
    let of_package = |package: cargo_lock::Package| {
        let checksum = package.checksum?.to_string();
        Some(([package.name.to_string(), package.version.to_string()], checksum))
    };
    Ok(lock.packages.into_iter().filter_map(of_package).collect())
}

/// Returns the crates whose files the wasm names: panics name their source file. Not every linked crate has one.
fn crates(files: &Files) -> Result<BTreeSet<Name>> {
    named(
        files,
        &["wasm"],
        &format!(r"{CRATES}/([\w-]+?)-(\d+\.\d+\.\d+[\w.+-]*)/"),
    )
}

/// Returns the packages whose files a bundle names: esbuild names each in a comment, unless it minifies.
fn npm_packages(files: &Files) -> Result<BTreeSet<[String; 1]>> {
    named(
        files,
        &["js", "cjs"],
        r"(?m)^\s*// [\w./-]*node_modules/((?:@[\w.-]+/)?[\w.-]+)/",
    )
}

/// Returns the groups of a pattern, wherever it is found in files with these extensions.
fn named<const N: usize>(files: &Files, extensions: &[&str], pattern: &str) -> Result<BTreeSet<[String; N]>> {
    let pattern = bytes::Regex::new(pattern)?;
    let mut names = BTreeSet::new();
    for (path, content) in files {
        let extension = Path::new(path).extension().and_then(OsStr::to_str);
        if extension.is_some_and(|extension| extensions.contains(&extension)) {
            let groups = pattern.captures_iter(content).map(|found| found.extract().1);
            names.extend(groups.map(|groups| groups.map(|group| String::from_utf8_lossy(group).into_owned())));
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(name: &str) -> Name {
        [name, "1.0.0"].map(str::to_owned)
    }

    #[test]
    fn a_crate_needs_those_one_deeper_below_it() {
        let tree = "0|a v1.0.0 (/somewhere)|MIT\n1|b v1.0.0|MIT\n2|c v1.0.0|Zlib\n1|d v1.0.0|MIT\n2|c v1.0.0|Zlib";
        let linked = linked(tree).unwrap();
        let needs = |of: &str| linked[&name(of)].dependencies.iter().cloned().collect::<Vec<_>>();
        assert_eq!(needs("a"), [name("b"), name("d")]);
        assert_eq!(needs("b"), [name("c")]);
        assert_eq!(needs("d"), [name("c")]);
        assert!(needs("c").is_empty());
        assert_eq!(linked[&name("c")].license, "Zlib");
        assert_eq!(
            super::linked("0|e v1.0.0|MIT/Apache-2.0").unwrap()[&name("e")].license,
            "MIT OR Apache-2.0"
        );
    }

    #[test]
    fn a_bundle_names_the_packages_of_its_files() {
        let bundle =
            "// ../tests/node_modules/yaml/dist/a.js\n  // tests/node_modules/@bomb.sh/tab/b.js\n\"node_modules/x/\"";
        let files = Files::from([("a.js".to_owned(), bundle.into()), ("a.wasm".to_owned(), bundle.into())]);
        let packages = npm_packages(&files).unwrap();
        assert!(packages.iter().flatten().eq(["@bomb.sh/tab", "yaml"]), "{packages:?}");
    }

    #[test]
    fn a_line_of_another_kind_is_an_error() {
        assert!(linked("error: no such package").is_err());
    }
}
