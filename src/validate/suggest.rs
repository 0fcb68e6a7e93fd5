//! Finds the field that a misspelt name probably means.

use alloc::vec::Vec;

use crate::model::schema::Schema;

/// Longer names are not searched for. The longest real name is 22 bytes.
const LONGEST: usize = 40;

/// The most edits between a name and the real one.
const NEAR: usize = 2;

/// Names from other sources, folded, and the fields that they mean. The first whose field is in the schema counts.
const OTHER_NAMES: &[(&str, &str)] = &[
    // OAuth's own names (RFC 6749, RFC 7591, RFC 8414) and those of other SDKs.
    ("scope", "defaultScopes"),
    ("scopes", "defaultScopes"),
    ("redirecturi", "defaultRedirectUrl"),
    ("redirecturis", "defaultRedirectUrl"),
    ("redirecturl", "defaultRedirectUrl"),
    ("authuri", "authorizationUrl"),
    ("authurl", "authorizationUrl"),
    ("authorizeurl", "authorizationUrl"),
    ("authorizationendpoint", "authorizationUrl"),
    ("authorizationparams", "authorizationUrlParams"),
    ("tokenendpoint", "tokenUrl"),
    ("tokenparams", "tokenUrlParams"),
    ("revokeurl", "revocationUrl"),
    ("revocationendpoint", "revocationUrl"),
    ("registrationurl", "dcrUrl"),
    ("registrationendpoint", "dcrUrl"),
    ("usepkce", "pkce"),
    ("secret", "clientSecret"),
    ("logouri", "logo"),
    ("logourl", "logo"),
    // The id of an app has another name in requests about tokens.
    ("appid", "id"),
    ("appname", "name"),
    // The Python SDK's name.
    ("name", "key"),
    ("refreshtoken", "withRefreshToken"),
    // A bearer in the request would be sent in its body.
    ("refreshtoken", "refreshJwt"),
    ("accesstoken", "refreshJwt"),
    ("tokentype", "accessTokenType"),
    ("expiresin", "accessTokenExpiry"),
    ("expiresat", "accessTokenExpiry"),
    ("template", "templateId"),
    ("presetid", "dcrPresetId"),
];

/// Returns the field that `name` probably means: by another known name, or by a similar one.
///
/// Case, spaces, `_` and `-` make no difference (`clientID`, `client_id`). Beyond that, a name with at most two edits
/// is similar, or one edit if the name is so short that two could turn it into any word.
pub(super) fn real_name(name: &str, schema: &'static Schema) -> Option<&'static str> {
    if name.len() > LONGEST {
        return None;
    }
    let given = folded(name);
    let by_another_name = OTHER_NAMES
        .iter()
        .filter(|(other, _)| other.chars().eq(given.iter().copied()))
        .find_map(|(_, real)| schema.find(real));
    match by_another_name {
        Some((_, field)) => Some(field.name),
        None => nearest(&given, schema),
    }
}

fn nearest(given: &[char], schema: &'static Schema) -> Option<&'static str> {
    let near = if given.len() < 5 { 1 } else { NEAR };
    schema
        .fields
        .iter()
        .map(|field| (distance(given, &folded(field.name)), field.name))
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

/// Returns how many characters have to be inserted, removed, replaced, or swapped with their neighbour (optimal string
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
    use super::{LONGEST, OTHER_NAMES, distance, folded, real_name};
    use crate::model::{APP, APP_FROM_DCR_PRESET, CONNECT, CONNECT_OPTIONS, USER_TOKEN_UPLOAD};

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
            ("scopes", "defaultScopes"),
            ("redirectUrl", "defaultRedirectUrl"),
            ("redirect_uri", "defaultRedirectUrl"),
            ("authUrl", "authorizationUrl"),
            ("authorization_endpoint", "authorizationUrl"),
            ("secret", "clientSecret"),
            ("appId", "id"),
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
            "issuer",
            "type",
            "nom de plume",
            // The field that this means belongs to other requests.
            "expires_in",
            "nbce",
            &format!("name{}", "_".repeat(LONGEST - 3)),
            &"n".repeat(100_000),
        ] {
            assert_eq!(real_name(given, &APP), None, "{given:.20}");
        }
    }

    #[test]
    fn a_name_stands_for_a_field_of_the_request_that_has_it() {
        for (given, schema, meant) in [
            ("accessToken", &CONNECT, "refreshJwt"),
            ("refreshToken", &CONNECT, "refreshJwt"),
            ("expires_in", &USER_TOKEN_UPLOAD, "accessTokenExpiry"),
            ("access_token", &USER_TOKEN_UPLOAD, "accessToken"),
            ("presetId", &APP_FROM_DCR_PRESET, "dcrPresetId"),
            ("redirectUri", &CONNECT_OPTIONS, "redirectUrl"),
        ] {
            assert_eq!(real_name(given, schema), Some(meant), "{given}");
        }
        for (other, real) in OTHER_NAMES {
            assert!(other.chars().eq(folded(other)), "{other} is folded");
            assert!(!folded(real).iter().copied().eq(other.chars()), "{other} needs no row");
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
            // Optimal string alignment edits no substring twice.
            ("ca", "abc", 3),
        ] {
            let characters = |text: &str| text.chars().collect::<Vec<_>>();
            assert_eq!(distance(&characters(from), &characters(to)), edits, "{from} {to}");
        }
    }
}
