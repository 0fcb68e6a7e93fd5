//! Builds tables from tables at compile time.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "what goes wrong does not compile"
)]

use super::schema::{Field, equals, find};

/// Returns the length of a name after [`camel`].
pub(super) const fn camel_length(mut snake: &[u8]) -> usize {
    let mut length = 0;
    while let [byte, rest @ ..] = snake {
        length += (*byte != b'_') as usize;
        snake = rest;
    }
    length
}

/// Converts `client_id` to `clientId`.
pub(super) const fn camel<const LENGTH: usize>(mut snake: &[u8]) -> [u8; LENGTH] {
    let (mut camel, mut at, mut is_after_underscore) = ([0; LENGTH], 0, false);
    while let [byte, rest @ ..] = snake {
        if *byte != b'_' {
            camel[at] = if is_after_underscore {
                byte.to_ascii_uppercase()
            } else {
                *byte
            };
            at += 1;
        }
        (is_after_underscore, snake) = (*byte == b'_', rest);
    }
    camel
}

/// Concatenates two lists of fields.
pub(super) const fn joined<const COUNT: usize>(left: &[Field], right: &[Field]) -> [Field; COUNT] {
    let (mut fields, mut at) = ([Field::NONE; COUNT], 0);
    while at < COUNT {
        fields[at] = if at < left.len() {
            left[at]
        } else {
            right[at - left.len()]
        };
        at += 1;
    }
    fields
}

/// Returns the fields of an object without those of these names, which must all exist.
pub(super) const fn without<const COUNT: usize>(all: &[Field], names: &[&str]) -> [Field; COUNT] {
    let (mut fields, mut from, mut to) = ([Field::NONE; COUNT], 0, 0);
    while from < all.len() {
        if !is_among(all[from].name, names) {
            fields[to] = all[from];
            to += 1;
        }
        from += 1;
    }
    fields
}

const fn is_among(name: &str, mut names: &[&str]) -> bool {
    while let [first, rest @ ..] = names {
        if equals(first, name) {
            return true;
        }
        names = rest;
    }
    false
}

/// Returns whether both have fields of the same names, in any order.
pub(super) const fn has_same_names(left: &[Field], right: &[Field]) -> bool {
    let mut at = 0;
    while at < left.len() {
        if find(left[at].name, right).is_none() {
            return false;
        }
        at += 1;
    }
    left.len() == right.len()
}
