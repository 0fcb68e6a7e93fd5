//! An item of the list that a person goes through before a release.

use std::process::ExitCode;

pub struct Check {
    pub name: String,
    /// The open points; empty if there are none.
    pub troubles: Vec<String>,
}

impl Check {
    pub fn new(name: impl Into<String>, troubles: Vec<String>) -> Self {
        Self {
            name: name.into(),
            troubles,
        }
    }
}

pub fn print(checks: &[Check]) -> ExitCode {
    for Check { name, troubles } in checks {
        let mark = if troubles.is_empty() { "ok  " } else { "OPEN" };
        println!("  {mark}  {name}");
        for trouble in troubles {
            println!("        {trouble}");
        }
    }
    let open = checks.iter().filter(|check| !check.troubles.is_empty()).count();
    if open == 0 {
        println!("ready: the tag is what starts .github/workflows/release.yml");
        return ExitCode::SUCCESS;
    }
    println!("not ready: {open} of {} open", checks.len());
    ExitCode::FAILURE
}
