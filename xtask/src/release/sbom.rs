//! The parts of the package that this project did not write, as `CycloneDX` JSON. The npm package has no dependencies,
//! but crates and Rust's standard library are linked into its wasm, and a few npm packages are bundled into its
//! JavaScript.
//!
//! It has no time and no random serial number, so that it is as reproducible as the package.

use super::archive;
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
use cyclonedx_bom::models::component::{Classification, Component, Components};
use cyclonedx_bom::models::dependency::{Dependencies, Dependency};
use cyclonedx_bom::models::hash::{Hash, HashAlgorithm, HashValue, Hashes};
use cyclonedx_bom::models::license::{LicenseChoice, Licenses};
use cyclonedx_bom::models::metadata::Metadata;
use cyclonedx_bom::validation::Validate;
use regex::bytes::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::path::Path;

/// A crate that is linked into one of the wasm files, by name and version.
type Name = (String, String);

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
    let forgotten = named_in_wasm(artefacts)?
        .into_iter()
        .filter(|name| !linked.contains_key(name))
        .map(|(name, version)| format!("the wasm names a file of {name} {version}, which is not listed"));
    let unpacked = named_in_bundles(artefacts)?
        .into_iter()
        .filter(|name| !packed.iter().any(|package| package.name == name))
        .map(|name| format!("a bundle names a file of {name}, which is not listed"));
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
    let what = "tree --package=descope-outbound --locked --edges=normal,no-proc-macro --prefix=depth --no-dedupe";
    let built =
        "--no-default-features --features=npm,client,tokens,provision,emulator,types --format=|{p}|{l} --target";
    duct::cmd(cargo(), what.split(' ').chain(built.split(' ')).chain([WASM]))
        .dir(&project.root)
        .read()
        .context("cargo tree failed")
}

/// Parses lines such as `2|cfg-if v1.0.5|MIT OR Apache-2.0`: the parent is the closest line above with a depth of one
/// less.
fn linked(tree: &str) -> Result<BTreeMap<Name, Linked>> {
    let mut all: BTreeMap<Name, Linked> = BTreeMap::new();
    let mut above: Vec<Name> = Vec::new();
    for line in tree.lines() {
        let parse = || {
            let [depth, package, license] = line.splitn(3, '|').collect::<Vec<_>>().try_into().ok()?;
            let mut words = package.split_whitespace();
            let name = (words.next()?.to_owned(), words.next()?.strip_prefix('v')?.to_owned());
            Some((depth.parse::<usize>().ok()?, name, license.to_owned()))
        };
        let (depth, name, license) = parse().with_context(|| format!("cargo tree printed something else: {line}"))?;
        above.truncate(depth);
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
    let package = {
        let purl = Purl::new("npm", "descope-outbound", &project.version)?;
        let mut component = component(&purl, "descope-outbound", &project.version);
        component.licenses = Some(Licenses(vec![LicenseChoice::expression("MIT OR Apache-2.0")]));
        component.hashes = Some(sha256(archive::sha256_of_file(&artefacts.package)?));
        component
    };
    let standard_library = standard_library(project)?;
    let mut components = vec![standard_library.clone()];
    let mut dependencies = Vec::new();
    for (name, crate_) in linked {
        let purl = Purl::new("cargo", &name.0, &name.1)?;
        let mut component = component(&purl, &name.0, &name.1);
        component.licenses = Some(Licenses(vec![LicenseChoice::expression(&crate_.license)]));
        component.hashes = checksums.get(name).cloned().map(sha256);
        components.push(component);
        let mut needed = vec![reference(&standard_library)];
        for (name, version) in &crate_.dependencies {
            needed.push(Purl::new("cargo", name, version)?.to_string());
        }
        dependencies.push(Dependency {
            dependency_ref: purl.to_string(),
            dependencies: needed,
        });
    }
    let mut needed = vec![Purl::new("cargo", "descope-outbound", &project.version)?.to_string()];
    for Packed {
        name, version, license, ..
    } in packed
    {
        // The `@` of a scope is encoded [purl-spec, npm].
        let purl: Purl = format!("pkg:npm/{}@{version}", name.replace('@', "%40"))
            .parse()
            .map_err(|()| anyhow!("{name} has no package URL"))?;
        let mut component = component(&purl, name, version);
        component.licenses = Some(Licenses(vec![LicenseChoice::expression(license)]));
        components.push(component);
        needed.push(purl.to_string());
    }
    dependencies.push(Dependency {
        dependency_ref: reference(&package),
        dependencies: needed,
    });
    Ok(Bom {
        serial_number: None,
        metadata: Some(Metadata {
            component: Some(package),
            ..Metadata::default()
        }),
        components: Some(Components(components)),
        dependencies: Some(Dependencies(dependencies)),
        ..Bom::default()
    })
}

fn standard_library(project: &Project) -> Result<Component> {
    let version = duct::cmd!("rustc", "--version").dir(&project.root).read()?;
    let version = version.split_whitespace().nth(1).context("rustc names no version")?;
    let mut component = component(&Purl::new("generic", "rust-std", version)?, "rust-std", version);
    component.licenses = Some(Licenses(vec![LicenseChoice::expression("MIT OR Apache-2.0")]));
    Ok(component)
}

fn component(purl: &Purl, name: &str, version: &str) -> Component {
    let mut component = Component::new(Classification::Library, name, version, Some(purl.to_string()));
    component.purl = Some(purl.clone());
    component
}

fn reference(component: &Component) -> String {
    component.bom_ref.clone().unwrap_or_default()
}

fn sha256(hex: String) -> Hashes {
    Hashes(vec![Hash {
        alg: HashAlgorithm::SHA_256,
        content: HashValue(hex),
    }])
}

/// Returns the checksum of each .crate of the registry.
fn checksums(project: &Project) -> Result<BTreeMap<Name, String>> {
    let lock = Lockfile::load(project.root.join("Cargo.lock"))?;
    let of_package = |package: cargo_lock::Package| {
        let checksum = package.checksum?.to_string();
        Some(((package.name.to_string(), package.version.to_string()), checksum))
    };
    Ok(lock.packages.into_iter().filter_map(of_package).collect())
}

/// Returns the crates whose files the wasm names: panics name their source file. Not every linked crate has one.
fn named_in_wasm(artefacts: &Artefacts) -> Result<BTreeSet<Name>> {
    let path = Regex::new(&format!(r"{CRATES}/([\w-]+?)-(\d+\.\d+\.\d+[\w.+-]*)/"))?;
    let mut names = BTreeSet::new();
    for bytes in files(artefacts, &["wasm"])? {
        for found in path.captures_iter(&bytes) {
            names.insert((text(&found[1]), text(&found[2])));
        }
    }
    Ok(names)
}

/// Returns the packages whose files a bundle names: esbuild names each in a comment, unless it minifies.
fn named_in_bundles(artefacts: &Artefacts) -> Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for bytes in files(artefacts, &["js", "cjs"])? {
        names.extend(npm_packages(&bytes)?);
    }
    Ok(names)
}

fn npm_packages(bundle: &[u8]) -> Result<Vec<String>> {
    let path = Regex::new(r"(?m)^\s*// [\w./-]*node_modules/((?:@[\w.-]+/)?[\w.-]+)/")?;
    Ok(path.captures_iter(bundle).map(|found| text(&found[1])).collect())
}

fn files(artefacts: &Artefacts, extensions: &[&str]) -> Result<Vec<Vec<u8>>> {
    let is_wanted = |path: &str| {
        let extension = Path::new(path).extension().and_then(OsStr::to_str);
        extension.is_some_and(|extension| extensions.contains(&extension))
    };
    let entries = archive::read(&artefacts.package)?.into_iter();
    Ok(entries
        .filter(|entry| is_wanted(&entry.path))
        .map(|entry| entry.bytes)
        .collect())
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(name: &str) -> Name {
        (name.to_owned(), "1.0.0".to_owned())
    }

    #[test]
    fn a_crate_needs_those_one_deeper_below_it() {
        let tree = "0|a v1.0.0 (/somewhere)|MIT\n1|b v1.0.0|MIT\n2|c v1.0.0|Zlib\n1|d v1.0.0|MIT\n2|c v1.0.0|Zlib";
        let linked = linked(tree).unwrap();
        let needs = |of: &str| linked[&name(of)].dependencies.iter().cloned().collect::<Vec<_>>();
        assert_eq!(needs("a"), [name("b"), name("d")]);
        assert_eq!(needs("b"), [name("c")]);
        assert_eq!(needs("d"), [name("c")]);
        assert_eq!(needs("c"), []);
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
        assert_eq!(npm_packages(bundle.as_bytes()).unwrap(), ["yaml", "@bomb.sh/tab"]);
    }

    #[test]
    fn a_line_of_another_kind_is_an_error() {
        assert!(linked("error: no such package").is_err());
    }
}
