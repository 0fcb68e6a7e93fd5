//! The wasm as a JavaScript module, for bundlers and runtimes that cannot place or read a file.

use super::module::Module;
use crate::project::Project;
use anyhow::Result;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::fs;

pub fn write(project: &Project, module: &Module) -> Result<()> {
    let base64 = STANDARD.encode(fs::read(module.wasm(project))?);
    fs::write(module.file(project, "_bg.wasm.js"), code(&base64))?;
    Ok(())
}

fn code(base64: &str) -> String {
    format!(
        r#"const base64 = "{base64}";
/** @type {{Uint8Array<ArrayBuffer>}} */
export default Uint8Array.fromBase64
	? Uint8Array.fromBase64(base64)
	: Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
"#
    )
}
