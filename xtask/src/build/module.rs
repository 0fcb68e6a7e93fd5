//! The wasm files.

use crate::project::Project;
use std::path::PathBuf;

pub struct Module {
    /// The folder in dist/ and the stem of its files.
    pub name: &'static str,
    /// The features of the crate that it is built with.
    pub features: &'static [&'static str],
}

pub const MODULES: &[Module] = &[
    Module {
        name: "core",
        features: &["--no-default-features", "--features", "npm,client"],
    },
    Module {
        name: "tokens",
        features: &["--no-default-features", "--features", "npm,tokens"],
    },
    Module {
        name: "provision",
        features: &["--no-default-features", "--features", "npm,provision"],
    },
    Module {
        name: "emulator",
        features: &["--no-default-features", "--features", "npm,emulator,types"],
    },
];

impl Module {
    pub fn folder(&self, project: &Project) -> PathBuf {
        project.dist().join(self.name)
    }

    pub fn file(&self, project: &Project, ending: &str) -> PathBuf {
        self.folder(project).join(format!("{}{ending}", self.name))
    }

    pub fn wasm(&self, project: &Project) -> PathBuf {
        self.file(project, "_bg.wasm")
    }
}
