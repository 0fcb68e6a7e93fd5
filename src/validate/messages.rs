//! Names and lists of names in messages.

use alloc::string::String;

use crate::text::concat;

/// The longest quoted name, in bytes: a caller's key may be any text.
pub(super) const LONGEST_QUOTE: usize = 64;

/// Returns a name in double quotes, shortened, without line breaks or other control characters.
pub(crate) fn quote(name: &str) -> String {
    let mut out = String::from("\"");
    for character in name.chars() {
        if out.len() > LONGEST_QUOTE {
            out.push('…');
            break;
        }
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            _ if character.is_control() => out.push(char::REPLACEMENT_CHARACTER),
            _ => out.push(character),
        }
    }
    out.push('"');
    out
}

/// `"a", "b" or "c"`.
pub(super) fn one_of(names: &[&str]) -> String {
    join(names, "\"", " or ")
}

/// `a, b and c`.
pub(super) fn all_of(names: &[&str]) -> String {
    join(names, "", " and ")
}

fn join(names: &[&str], around: &str, last: &'static str) -> String {
    names.iter().enumerate().fold(String::new(), |out, (nth, name)| {
        let separator = separator(nth, names.len(), last);
        concat(&[&out, separator, around, name, around])
    })
}

fn separator(nth: usize, count: usize, last: &'static str) -> &'static str {
    match nth {
        0 => "",
        _ if nth.saturating_add(1) == count => last,
        _ => ", ",
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_QUOTE, all_of, one_of, quote};

    #[test]
    fn a_quoted_name_is_one_line_and_not_endless() {
        assert_eq!(quote("a\"b\nc"), "\"a\\\"b\u{FFFD}c\"");
        let longest = "x".repeat(LONGEST_QUOTE);
        assert_eq!(quote(&longest), format!("\"{longest}\""));
        assert_eq!(quote(&"x".repeat(1_000_000)), format!("\"{longest}…\""));
    }

    #[test]
    fn lists_read_as_people_write_them() {
        assert_eq!(one_of(&["oauth", "apikey"]), "\"oauth\" or \"apikey\"");
        assert_eq!(all_of(&["a"]), "a");
        assert_eq!(all_of(&["a", "b", "c"]), "a, b and c");
    }
}
