//! Classes of bytes, in a table with one lookup for each byte; and the traits of a text, from the same table.

use crate::text::{each, fold_words};

/// The bytes of a label of a host name: letters, digits, `-` and `_`.
pub(super) const LABEL: u8 = 1;
/// The bytes that end a URL's authority: `/`, `?`, `#`, and `\`, which browsers read as `/`.
pub(super) const BEHIND_AUTHORITY: u8 = 2;
/// The bytes that a path or a query may hold unencoded. RFC 3986 §3.3 and §3.4 allow fewer: `[]`, `{}`, `|` and `^`
/// pass here, as in browsers.
pub(super) const PATH: u8 = 4;
/// The bytes of an OAuth scope (RFC 6749 §3.3).
pub(super) const SCOPE: u8 = 8;

/// The bytes that open a placeholder: `{` and `<`.
pub(super) const OPENING: u8 = 16;
/// White space and controls.
pub(super) const SPACE: u8 = 32;
/// The bytes beyond ASCII.
pub(super) const BEYOND_ASCII: u8 = 64;
/// The other bytes that a URL or a scope may not hold everywhere: `"`, `\`, `#`, `%` and `>`.
pub(super) const SPECIAL: u8 = 128;

/// No bytes at all. A trait of a text, not of a byte.
pub(super) const EMPTY: u8 = 1;
/// More than [`SHORT_BYTES`] bytes. A trait of a text, not of a byte.
pub(super) const LONG: u8 = 2;
/// Not a plain https URL: see [`is_plain_url`](super::url::is_plain_url). A trait of a text, not of a byte.
pub(super) const UNUSUAL_URL: u8 = 4;
/// The trait that every value has, strings or not, for rules that have to see all of them.
pub(super) const ANY: u8 = 8;

/// The most bytes of a text that is not [`LONG`].
pub(super) const SHORT_BYTES: usize = 254;

/// Returns the traits of a text among [`OPENING`], [`SPACE`], [`BEYOND_ASCII`], [`SPECIAL`], [`EMPTY`] and [`LONG`].
/// First tests eight bytes at a time: most texts have none of these traits.
#[inline(always)]
pub(super) fn traits_of(text: &str) -> u8 {
    let bytes = text.as_bytes();
    let of_length = match bytes.len() {
        0 => EMPTY,
        1..=SHORT_BYTES => 0,
        _ => LONG,
    };
    match fold_words(bytes, |found, word| found | may_have_traits(word)) {
        Some(found) if found & each(0x80) == 0 => of_length,
        _ => of_length | traits_of_bytes(bytes),
    }
}

#[inline(never)]
fn traits_of_bytes(bytes: &[u8]) -> u8 {
    let all = bytes.iter().fold(0, |traits, byte| {
        traits | PLACES.get(usize::from(*byte)).copied().unwrap_or_default()
    });
    all & (OPENING | SPACE | BEYOND_ASCII | SPECIAL)
}

/// Sets the highest bit of a byte of the word if one of them is `<`, `>`, `\`, at most `%` or at least `{`. May set one for bytes
/// without a trait, never misses another ("Bit Twiddling Hacks", determine if a word has a byte less than n).
#[inline(always)]
fn may_have_traits(word: u64) -> u64 {
    let below = |word: u64, bound: u8| word.wrapping_sub(each(bound));
    // With these bits set, `<`, `>` and `\` are all `~`; so are `^`, `|` and `~`, and no letter or digit.
    let marks = below((word | each(0x62)) ^ each(b'~'), 1);
    below(word, b'%' + 1) | marks | word.wrapping_add(each(0x80 - b'{')) | word
}

/// Whether the byte belongs to this class.
#[inline(always)]
pub(super) fn is(byte: u8, place: u8) -> bool {
    let places = PLACES.get(usize::from(byte)).copied().unwrap_or_default();
    places & place != 0
}

static PLACES: [u8; 256] = places();

#[allow(clippy::indexing_slicing, reason = "evaluated by the compiler")]
const fn places() -> [u8; 256] {
    let mut places = [0; 256];
    let mut byte = u8::MIN;
    loop {
        places[byte as usize] = places_of(byte);
        match byte.checked_add(1) {
            Some(next) => byte = next,
            None => return places,
        }
    }
}

const fn places_of(byte: u8) -> u8 {
    match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' => LABEL | PATH | SCOPE,
        b'/' | b'?' => BEHIND_AUTHORITY | PATH | SCOPE,
        b'#' => BEHIND_AUTHORITY | SCOPE | SPECIAL,
        b'\\' => BEHIND_AUTHORITY | SPECIAL,
        b'<' => SCOPE | OPENING,
        b'%' | b'>' => SCOPE | SPECIAL,
        b'"' => SPECIAL,
        0..=b' ' | 0x7F => SPACE,
        b'{' => PATH | SCOPE | OPENING,
        0x21..=0x7E => PATH | SCOPE,
        0x80.. => BEYOND_ASCII,
    }
}
