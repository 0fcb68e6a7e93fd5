//! Everything a person types in this project.
fn main() {}
