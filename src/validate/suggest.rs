//! The real name that somebody may have meant.

use alloc::vec::Vec;

use crate::model::schema::Schema;

/// The longest real name is 22 bytes; what is much longer is no misspelling of one.
const LONGEST: usize = 40;

/// How many edits a name may be away.
const NEAR: usize = 2;

/// The field whose name is nearest to `name`, if one is near.
///
/// Case, `_` and `-` make no difference (`clientID`, `client_id`); beyond that two edits are near, or one where the
/// name is so short that two could make any word of it.
pub(super) fn real_name(name: &str, schema: &'static Schema) -> Option<&'static str> {
    if name.len() > LONGEST {
        return None;
    }
    let given = folded(name);
    let near = if given.len() < 5 { 1 } else { NEAR };
    schema
        .0
        .iter()
        .map(|field| (distance(&given, &folded(field.name)), field.name))
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, _)| *distance <= near)
        .map(|(_, name)| name)
}

fn folded(name: &str) -> Vec<char> {
    name.chars()
        .filter(|character| !matches!(character, '_' | '-' | ' '))
        .map(|character| character.to_ascii_lowercase())
        .collect()
}

/// How many characters have to be inserted, removed, replaced, or swapped with their neighbour (optimal string
/// alignment).
fn distance(from: &[char], to: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=to.len()).collect();
    let mut above_character = None;
    for (row, &character) in from.iter().enumerate() {
        let mut current = Vec::with_capacity(above.len());
        let mut left = row.saturating_add(1);
        current.push(left);
        let mut left_character = None;
        for (column, &target) in to.iter().enumerate() {
            let corner = at(&above, column);
            let replaced = corner.saturating_add(usize::from(character != target));
            let removed = at(&above, column.saturating_add(1)).saturating_add(1);
            let inserted = left.saturating_add(1);
            left = replaced.min(removed).min(inserted);
            if above_character == Some(target) && left_character == Some(character) {
                left = left.min(at(&before, column.saturating_sub(1)).saturating_add(1));
            }
            current.push(left);
            left_character = Some(target);
        }
        above_character = Some(character);
        before = core::mem::replace(&mut above, current);
    }
    at(&above, to.len())
}

fn at(row: &[usize], column: usize) -> usize {
    row.get(column).copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, distance, real_name};
    use crate::model::schema::APP;

    #[test]
    fn names_the_field_that_was_meant() {
        let longest = format!("name{}", "_".repeat(LONGEST - 4));
        for (given, meant) in [
            ("clientID", "clientId"),
            ("client_id", "clientId"),
            ("Name", "name"),
            ("nmae", "name"),
            ("discription", "description"),
            ("tokenURL", "tokenUrl"),
            ("authorizationUrlParam", "authorizationUrlParams"),
            ("promt", "prompt"),
            ("tenant-id", "tenantId"),
            ("lgoo", "logo"),
            ("prmot", "prompt"),
            (&longest, "name"),
        ] {
            assert_eq!(real_name(given, &APP), Some(meant), "{given}");
        }
    }

    #[test]
    fn is_silent_where_nothing_is_near() {
        for given in [
            "",
            "x",
            "templateId",
            "redirectUri",
            "scopes",
            "nom de plume",
            "nbce",
            &format!("name{}", "_".repeat(LONGEST - 3)),
            &"n".repeat(100_000),
        ] {
            assert_eq!(real_name(given, &APP), None, "{given:.20}");
        }
    }

    #[test]
    fn an_edit_inserts_removes_replaces_or_swaps_neighbours() {
        for (from, to, edits) in [
            ("", "", 0),
            ("", "abc", 3),
            ("abc", "", 3),
            ("abc", "abc", 0),
            ("abc", "abd", 1),
            ("abc", "acb", 1),
            ("abcd", "badc", 2),
            ("kitten", "sitting", 3),
            // Optimal string alignment edits no place twice.
            ("ca", "abc", 3),
        ] {
            let characters = |text: &str| text.chars().collect::<Vec<_>>();
            assert_eq!(distance(&characters(from), &characters(to)), edits, "{from} {to}");
        }
    }
}
