//! Where a byte may stand, as a table: one look for each byte of a text; and what a text holds, by the same table.

/// A letter, a digit, `-` or `_`, as names of hosts have them, and whatever is not ASCII.
pub(super) const LABEL: u8 = 1;
/// The bytes that end a URL's authority: `/`, `?`, `#`, and `\`, which browsers take for `/`.
pub(super) const BEHIND_AUTHORITY: u8 = 2;
/// The bytes that a path or a query holds as they are. RFC 3986 §3.3 and §3.4 would have more encoded than this: `[]`, `{}`,
/// `|` and `^` pass here as they do in browsers.
pub(super) const PATH: u8 = 4;
/// The bytes of an OAuth scope (RFC 6749 §3.3).
pub(super) const SCOPE: u8 = 8;

/// The bytes that open a placeholder: `{` and `<`.
pub(super) const OPENING: u8 = 16;
/// White space and controls.
pub(super) const SPACE: u8 = 32;
/// The bytes beyond ASCII.
pub(super) const BEYOND_ASCII: u8 = 64;
/// More bytes than a short field takes; no byte is that by itself.
pub(super) const LONG: u8 = 128;

/// The most bytes of a text that is not [`LONG`].
pub(super) const SHORT_BYTES: usize = 254;

/// Which of [`OPENING`], [`SPACE`], [`BEYOND_ASCII`] and [`LONG`] a text holds. Eight bytes at a time: most hold none.
pub(super) fn traits(text: &str) -> u8 {
    let (words, rest) = text.as_bytes().as_chunks::<8>();
    let mut traits = if text.len() > SHORT_BYTES { LONG } else { 0 };
    for word in words {
        if may_have_traits(u64::from_le_bytes(*word)) {
            traits |= traits_of(word);
        }
    }
    traits | traits_of(rest)
}

fn traits_of(bytes: &[u8]) -> u8 {
    let all = bytes.iter().fold(0, |traits, byte| {
        traits | PLACES.get(usize::from(*byte)).copied().unwrap_or_default()
    });
    all & (OPENING | SPACE | BEYOND_ASCII)
}

/// Whether one of the bytes is a space or below it, `<`, or from `{` on; sometimes, another is taken for one ("Bit Twiddling
/// Hacks", determine if a word has a byte less than n).
#[inline(always)]
fn may_have_traits(word: u64) -> bool {
    const fn all(byte: u8) -> u64 {
        u64::from_le_bytes([byte; 8])
    }
    let below = |word: u64, bound: u8| word.wrapping_sub(all(bound));
    let found = below(word, 0x21) | below(word ^ all(b'<'), 1) | word.wrapping_add(all(0x80 - b'{'));
    (found | word) & all(0x80) != 0
}

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
        b'<' => SCOPE | OPENING,
        b'%' | b'>' => SCOPE,
        b'"' => 0,
        0..=b' ' | 0x7F => SPACE,
        b'{' => PATH | SCOPE | OPENING,
        0x21..=0x7E => PATH | SCOPE,
        0x80.. => LABEL | BEYOND_ASCII,
    }
}
