//! A buffer for JSON text, which may be secret.
//!
//! It stores bytes one by one, and eight at a time. In wasm, appending to a `String` calls the host for each part, and
//! the parts of JSON are short.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use crate::model::Secret;
use crate::text::each;

/// JSON text, to which parts are appended.
#[derive(Debug, Default)]
pub(super) struct Buffer {
    bytes: Vec<u8>,
    /// The number of bytes written.
    length: usize,
}

impl Buffer {
    /// Returns a buffer for this many bytes. It grows if it has to.
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self {
            bytes: vec![0; bytes],
            length: 0,
        }
    }

    /// Returns the number of bytes written.
    pub(super) fn len(&self) -> usize {
        self.length
    }

    /// Appends a byte of ASCII.
    #[inline(always)]
    pub(super) fn byte(&mut self, byte: u8) {
        if self.length == self.bytes.len() {
            self.grow(1);
        }
        if let Some(place) = self.bytes.get_mut(self.length) {
            *place = byte;
            self.length = self.length.wrapping_add(1);
        }
    }

    /// Appends JSON.
    #[inline(never)]
    pub(super) fn json(&mut self, json: &str) {
        for byte in json.bytes() {
            self.byte(byte);
        }
    }

    /// Appends a string, with quotes and escapes.
    #[inline(never)]
    pub(super) fn string(&mut self, text: &str) {
        let text = text.as_bytes();
        let length = text.len().saturating_add(2);
        if self.bytes.len().wrapping_sub(self.length) < length {
            self.grow(length);
        }
        let end = self.length.wrapping_add(length);
        let is_written = match self.bytes.get_mut(self.length..end) {
            Some([before, within @ .., behind]) => {
                (*before, *behind) = (b'"', b'"');
                copy_plain(text, within)
            }
            _ => false,
        };
        if is_written {
            self.length = end;
        } else {
            self.escaped(text);
        }
    }

    #[inline(never)]
    fn escaped(&mut self, text: &[u8]) {
        self.byte(b'"');
        for byte in text {
            match byte {
                b'"' => self.json("\\\""),
                b'\\' => self.json("\\\\"),
                b'\n' => self.json("\\n"),
                b'\r' => self.json("\\r"),
                b'\t' => self.json("\\t"),
                0x8 => self.json("\\b"),
                0xC => self.json("\\f"),
                0..=0x1F => {
                    self.json("\\u00");
                    self.json(if *byte < 0x10 { "0" } else { "1" });
                    let digit = char::from_digit(u32::from(byte & 0xF), 16).unwrap_or('0');
                    self.json(digit.encode_utf8(&mut [0; 4]));
                }
                _ => self.byte(*byte),
            }
        }
        self.byte(b'"');
    }

    /// Returns the text.
    pub(super) fn finish(mut self) -> Secret {
        self.bytes.truncate(self.length);
        // All parts are whole strings.
        Secret::new(String::from_utf8(self.bytes).unwrap_or_default())
    }

    #[inline(never)]
    fn grow(&mut self, bytes: usize) {
        let capacity = self.length.saturating_add(bytes).saturating_mul(2);
        let mut longer = Self::with_capacity(capacity);
        if let Some(place) = longer.bytes.get_mut(..self.length) {
            place.copy_from_slice(self.bytes.get(..self.length).unwrap_or_default());
        }
        longer.length = self.length;
        // Zeroes the old bytes.
        drop(core::mem::replace(self, longer).finish());
    }
}

/// Copies a text to a place of the same length. Returns whether no byte may have to be escaped.
#[inline(always)]
fn copy_plain(text: &[u8], place: &mut [u8]) -> bool {
    // The last bytes overlap with the ones before, and so cover what is left of them.
    if let Some(last) = text.last_chunk() {
        let mut found = may_be_escaped(u64::from_le_bytes(*last));
        for (place, word) in place.as_chunks_mut().0.iter_mut().zip(text.as_chunks().0) {
            *place = *word;
            found |= may_be_escaped(u64::from_le_bytes(*word));
        }
        if let Some(place) = place.last_chunk_mut() {
            *place = *last;
        }
        return found & each(0x80) == 0;
    }
    if let (Some(first), Some(last)) = (text.first_chunk::<4>(), text.last_chunk::<4>()) {
        if let Some(place) = place.first_chunk_mut() {
            *place = *first;
        }
        if let Some(place) = place.last_chunk_mut() {
            *place = *last;
        }
        let [first, last] = [first, last].map(|half| u64::from(u32::from_le_bytes(*half)));
        return may_be_escaped(first | last << 32) & each(0x80) == 0;
    }
    let mut is_plain = true;
    for (place, byte) in place.iter_mut().zip(text) {
        *place = *byte;
        is_plain &= !is_escaped(*byte);
    }
    is_plain
}

/// Whether a byte is a quote, a backslash or a control character.
fn is_escaped(byte: u8) -> bool {
    matches!(byte, b'"' | b'\\' | 0..=0x1F)
}

/// Sets the highest bit of a byte of the word if one of them has to be escaped. May set one for others, never misses one
/// ("Bit Twiddling Hacks", determine if a word has a byte less than n).
#[inline(always)]
fn may_be_escaped(word: u64) -> u64 {
    // With this bit flipped, the quote is below all plain characters, right above the control characters.
    let quotes = (word ^ each(b'"' ^ 0x20)).wrapping_sub(each(0x21));
    let backslashes = (word ^ each(b'\\')).wrapping_sub(each(1));
    quotes | backslashes
}
