//! Builds texts from parts and numbers, and splits them. The standard library's formatting would make the wasm much
//! larger.

use alloc::collections::BinaryHeap;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

/// Returns the text as a `String`. Not inlined, unlike the standard library's `to_owned`.
#[inline(never)]
pub(crate) fn owned(text: &str) -> String {
    String::from(text)
}

/// Appends a character. Not inlined, to save code.
#[inline(never)]
pub(crate) fn push(text: &mut String, character: char) {
    text.push(character);
}

/// Returns the first `most` characters.
#[inline(never)]
pub(crate) fn beginning(text: &str, most: usize) -> &str {
    let end = text.char_indices().nth(most).map_or(text.len(), |(end, _)| end);
    text.get(..end).unwrap_or_default()
}

/// Joins the parts.
#[inline(never)]
pub(crate) fn concat(parts: &[&str]) -> String {
    let length = parts.iter().map(|part| part.len()).sum();
    let mut text = String::with_capacity(length);
    for part in parts {
        text.push_str(part);
    }
    text
}

/// Returns a number in decimal digits.
#[inline(never)]
pub(crate) fn decimal(number: u64) -> String {
    let mut digits = Vec::new();
    let mut rest = number;
    loop {
        let digit = u8::try_from(rest % 10).unwrap_or_default();
        digits.insert(0, b'0' | digit);
        rest /= 10;
        if rest == 0 {
            return String::from_utf8(digits).unwrap_or_default();
        }
    }
}

/// Parses a whole number. `None` if the text has other characters than digits, or the number overflows.
#[inline(never)]
pub(crate) fn number(digits: &str) -> Option<u64> {
    let mut number = 0_u64;
    for digit in digits.chars() {
        let digit = digit.to_digit(10)?;
        number = number.checked_mul(10)?.checked_add(digit.into())?;
    }
    (!digits.is_empty()).then_some(number)
}

/// Returns a count in decimal digits.
pub(crate) fn count(number: usize) -> String {
    decimal(u64::try_from(number).unwrap_or(u64::MAX))
}

/// Splits a text at every occurrence of an ASCII character.
pub(crate) fn pieces(text: &str, separator: u8) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    core::iter::from_fn(move || {
        let (piece, after) = split_at(rest?, separator);
        rest = after;
        Some(piece)
    })
}

/// Splits a text at the first occurrence of an ASCII character: the part before it, and the part after it, if it
/// occurs.
pub(crate) fn split_at(text: &str, separator: u8) -> (&str, Option<&str>) {
    match text.bytes().position(|byte| byte == separator) {
        None => (text, None),
        Some(at) => (text.get(..at).unwrap_or_default(), text.get(at.saturating_add(1)..)),
    }
}

/// Returns for each text whether an earlier one equals it. A heap sorts with a tenth of the code of `sort`, and by hashes first:
/// to compare two numbers costs a tenth of two texts.
pub(crate) fn repeated(texts: &[&str]) -> Vec<bool> {
    let hashed = texts.iter().zip(0_usize..).map(|(text, nth)| (hash(text), *text, nth));
    let sorted = hashed.collect::<BinaryHeap<_>>().into_sorted_vec();
    let mut is_repeated = vec![false; sorted.len()];
    let mut before = None;
    for (_, text, nth) in sorted {
        if let Some(is_repeated) = is_repeated.get_mut(nth) {
            *is_repeated = before == Some(text);
        }
        before = Some(text);
    }
    is_repeated
}

/// `FxHash`, eight bytes at a time.
fn hash(text: &str) -> u64 {
    let add = |hash: u64, word: u64| (hash.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    let bytes = text.as_bytes();
    fold_words(bytes, add).unwrap_or_else(|| bytes.iter().fold(0, |hash, byte| add(hash, (*byte).into())))
}

/// Folds bytes from 0, eight at a time: first the last eight, which overlap with the word before and so cover the rest behind the
/// words. `None` if there are fewer than eight.
#[inline(always)]
pub(crate) fn fold_words(bytes: &[u8], add: impl Fn(u64, u64) -> u64) -> Option<u64> {
    let mut sum = add(0, u64::from_le_bytes(*bytes.last_chunk()?));
    for word in bytes.as_chunks().0 {
        sum = add(sum, u64::from_le_bytes(*word));
    }
    Some(sum)
}

/// Whether two texts are equal. In wasm, `==` compares them byte by byte.
#[inline(always)]
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len() != other.len() {
        return false;
    }
    // The last word overlaps with the one before, and so covers the rest behind the words.
    match (one.last_chunk::<8>(), other.last_chunk::<8>()) {
        (Some(last), Some(other_last)) => {
            last == other_last && one.as_chunks::<8>().0.iter().eq(other.as_chunks::<8>().0)
        }
        _ => one.iter().eq(other),
    }
}

/// The byte in each place of a word.
pub(crate) const fn each(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

#[cfg(test)]
mod tests {
    use super::{concat, decimal, is_same, number, pieces, repeated};

    #[test]
    fn parts_follow_each_other() {
        assert_eq!(concat(&[]), "");
        assert_eq!(concat(&["a", "", "bü"]), "abü");
    }

    #[test]
    fn texts_are_the_same_if_every_byte_is() {
        for length in 0..20 {
            let text = "a".repeat(length);
            assert!(is_same(&text, &text.clone()));
            assert!(!is_same(&text, &"a".repeat(length + 1)));
            for at in 0..length {
                let other = ["a".repeat(at), "b".to_owned(), "a".repeat(length - at - 1)].concat();
                assert!(!is_same(&text, &other), "{other}");
            }
        }
    }

    #[test]
    fn pieces_are_what_a_character_separates() {
        for (text, expected) in [
            ("", vec![""]),
            ("a", vec!["a"]),
            (".ü..b", vec!["", "ü", "", "b"]),
            ("a.", vec!["a", ""]),
        ] {
            assert_eq!(pieces(text, b'.').collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn what_stands_before_already_is_repeated() {
        let texts = ["b", "a", "b", "c", "a", "b"];
        assert_eq!(repeated(&texts), [false, false, true, false, true, true]);
        assert!(repeated(&[]).is_empty());
    }

    #[test]
    fn a_number_reads_as_the_standard_library_writes_it() {
        for number in [0, 1, 9, 10, 99, 100, 65_536, 4_294_967_295, u64::MAX] {
            assert_eq!(decimal(number), number.to_string());
        }
    }

    #[test]
    fn a_number_is_read_if_it_is_nothing_but_digits_and_not_too_many() {
        for (digits, expected) in [
            ("0", Some(0)),
            ("007", Some(7)),
            ("18446744073709551615", Some(u64::MAX)),
            ("18446744073709551616", None),
            ("99999999999999999999999", None),
            ("", None),
            ("+1", None),
            ("-1", None),
            ("1.0", None),
            ("1 ", None),
            ("\u{664}", None),
        ] {
            assert_eq!(number(digits), expected, "{digits}");
        }
    }
}
