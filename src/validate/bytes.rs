//! Where a byte may stand, as a table: one look for each byte of a text.

/// A letter, a digit, `-` or `_`, as names of hosts have them, and whatever is not ASCII.
pub(super) const LABEL: u8 = 1;
/// What ends a URL's authority: `/`, `?`, `#`, and `\`, which browsers take for `/`.
pub(super) const BEHIND_AUTHORITY: u8 = 2;
/// What a path or a query holds as it is. RFC 3986 §3.3 and §3.4 would have more encoded than this: `[]`, `{}`, `|` and
/// `^` pass here as they do in browsers.
pub(super) const PATH: u8 = 4;
/// What an OAuth scope holds (RFC 6749 §3.3).
pub(super) const SCOPE: u8 = 8;

/// Whether the byte may stand there.
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
        b'#' => BEHIND_AUTHORITY | SCOPE,
        b'\\' => BEHIND_AUTHORITY,
        b'%' | b'<' | b'>' => SCOPE,
        b'"' | 0..=b' ' | 0x7F => 0,
        0x21..=0x7E => PATH | SCOPE,
        0x80.. => LABEL,
    }
}
