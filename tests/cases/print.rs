//! Prints the issues of each app in the validation table, as JSON: `[[app, issues], …]`. The suite `values` compares
//! JavaScript's issues with them.

#![allow(
    missing_docs,
    dead_code,
    clippy::print_stdout,
    clippy::enum_glob_use,
    reason = "the tests' own table, and another program reads what is printed"
)]

#[path = "mod.rs"]
mod cases;

use descope_outbound::validate::APP;
use std::cell::RefCell;

fn main() {
    let found = RefCell::new(Vec::new());
    cases::check_all(|app| {
        let issues = APP.check_text(app);
        found.borrow_mut().push((app.to_owned(), issues.clone()));
        issues
    });
    println!("{}", serde_json::json!(found.into_inner()));
}
