//! Text to [`Document`] (RFC 8259), in one pass over the text.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::document::{Document, Kind, Node};
use crate::model::Secret;
use crate::text::{concat, count};

/// How many arrays and objects may stand within one another. What Descope sends and takes has four levels; the bound
/// keeps a hostile text from overflowing the stack, which in wasm ends the whole instance.
pub const MAX_DEPTH: u32 = 64;

/// Room for so many values is made at once: more than an app with all its fields has.
const USUAL_NODES: usize = 96;

/// Why a text is not JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// What the text should hold at `offset`, or what is wrong with it.
    pub problem: &'static str,
    /// Where, in bytes from the start; the end, if what is there may be the beginning of JSON.
    pub offset: usize,
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.describe())
    }
}

impl ParseError {
    pub(crate) fn describe(&self) -> String {
        concat(&[self.problem, " at byte ", &count(self.offset)])
    }
}

impl core::error::Error for ParseError {}

/// Reads one JSON value, which must be all of `text`.
///
/// # Errors
/// When `text` is not JSON, nested deeper than [`MAX_DEPTH`], or longer than 4 GiB: the first place where that shows.
pub fn parse(text: &str) -> Result<Document<'_>, ParseError> {
    let mut parser = Parser {
        text,
        at: 0,
        document: Document {
            nodes: Vec::with_capacity(USUAL_NODES),
            copies: Vec::new(),
        },
    };
    match parser.document() {
        Ok(()) => Ok(parser.document),
        Err(problem) => Err(ParseError {
            problem,
            offset: parser.at,
        }),
    }
}

type Parsed<T> = Result<T, &'static str>;

struct Parser<'t> {
    text: &'t str,
    /// How much of the text has been read; an error's place is here. It never passes the end of the text, so that it can
    /// be added to unchecked.
    at: usize,
    document: Document<'t>,
}

impl<'t> Parser<'t> {
    fn document(&mut self) -> Parsed<()> {
        if u32::try_from(self.text.len()).is_err() {
            return Err("too long a text");
        }
        self.value(MAX_DEPTH)?;
        self.skip_space();
        if self.at < self.text.len() {
            return Err("text after the value");
        }
        Ok(())
    }

    fn value(&mut self, depth: u32) -> Parsed<()> {
        match self.skip_space() {
            Some(b'"') => self.string(),
            Some(b'{') => self.container(Kind::Object, b'}', depth),
            Some(b'[') => self.container(Kind::Array, b']', depth),
            Some(b't') => self.word("true", Kind::True),
            Some(b'f') => self.word("false", Kind::False),
            Some(b'n') => self.word("null", Kind::Null),
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ => Err("expected a value"),
        }
    }

    /// An array or object, from its opening bracket on.
    fn container(&mut self, kind: fn(u32) -> Kind, closing: u8, depth: u32) -> Parsed<()> {
        let depth = depth.checked_sub(1).ok_or("nested too deeply")?;
        let (start, place) = (self.at, self.document.nodes.len());
        self.document.nodes.push(Node {
            kind: Kind::Null,
            source: "",
        });
        self.skip();
        if self.skip_space() != Some(closing) {
            self.within(closing, depth)?;
        }
        self.skip();
        let (kind, source) = (kind(place_of(self.document.nodes.len())), self.source(start));
        if let Some(node) = self.document.nodes.get_mut(place) {
            *node = Node { kind, source };
        }
        Ok(())
    }

    /// Items or members, up to the closing bracket.
    fn within(&mut self, closing: u8, depth: u32) -> Parsed<()> {
        loop {
            if closing == b'}' {
                self.name()?;
            }
            self.value(depth)?;
            match self.skip_space() {
                Some(b',') => self.skip(),
                Some(byte) if byte == closing => return Ok(()),
                _ if closing == b'}' => return Err("expected ',' or '}'"),
                _ => return Err("expected ',' or ']'"),
            }
        }
    }

    /// A member's name, and the colon behind it.
    fn name(&mut self) -> Parsed<()> {
        if self.skip_space() != Some(b'"') {
            return Err("expected a member name");
        }
        self.string()?;
        if self.skip_space() != Some(b':') {
            return Err("expected ':'");
        }
        self.skip();
        Ok(())
    }

    /// A node that begins at `start` and ends here.
    #[inline(always)]
    fn push(&mut self, kind: Kind, start: usize) {
        let source = self.source(start);
        self.document.nodes.push(Node { kind, source });
    }

    fn source(&self, start: usize) -> &'t str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    fn word(&mut self, word: &str, kind: Kind) -> Parsed<()> {
        if !self.rest().starts_with(word.as_bytes()) {
            if word.as_bytes().starts_with(self.rest()) {
                self.at = self.text.len();
            }
            return Err("expected a value");
        }
        let start = self.at;
        self.at = self.at.wrapping_add(word.len());
        self.push(kind, start);
        Ok(())
    }

    fn number(&mut self) -> Parsed<()> {
        let start = self.at;
        self.skip_byte(b'-');
        if !self.skip_byte(b'0') {
            self.digits()?;
        }
        if self.skip_byte(b'.') {
            self.digits()?;
        }
        if self.skip_byte(b'e') || self.skip_byte(b'E') {
            let _signed = self.skip_byte(b'+') || self.skip_byte(b'-');
            self.digits()?;
        }
        self.push(Kind::Number, start);
        Ok(())
    }

    fn digits(&mut self) -> Parsed<()> {
        let digits = self.rest().iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.at = self.at.wrapping_add(digits);
        if digits == 0 { Err("expected a digit") } else { Ok(()) }
    }

    /// A string, from its opening quote on. Its characters are copied only if it holds an escape.
    fn string(&mut self) -> Parsed<()> {
        let start = self.at;
        self.skip();
        let kind = match self.skip_unescaped()? {
            b'"' => Kind::Plain,
            _ => self.escaped(start.wrapping_add(1))?,
        };
        self.skip();
        self.push(kind, start);
        Ok(())
    }

    /// The rest of a string, from its first escape on; its characters begin at `start`.
    #[inline(never)]
    fn escaped(&mut self, start: usize) -> Parsed<Kind> {
        let mut kind: fn(u32) -> Kind = Kind::Escaped;
        let mut copy = Secret::from(self.source(start));
        while self.peek() != Some(b'"') {
            let character = self.escape()?;
            if character.is_none() {
                kind = Kind::Broken;
            }
            copy.push(character.unwrap_or(char::REPLACEMENT_CHARACTER));
            let run = self.at;
            self.skip_unescaped()?;
            copy.push_str(self.source(run));
        }
        let copies = &mut self.document.copies;
        copies.push(copy);
        Ok(kind(place_of(copies.len().wrapping_sub(1))))
    }

    /// Skips the characters up to a quote or a backslash: which of the two comes next.
    #[inline(always)]
    fn skip_unescaped(&mut self) -> Parsed<u8> {
        let (plain, next) = plain_bytes(self.rest());
        self.at = self.at.wrapping_add(plain);
        match next {
            Some(next @ (b'"' | b'\\')) => Ok(next),
            Some(_) => Err("a control character within a string"),
            None => Err("expected '\"'"),
        }
    }

    /// The character that an escape stands for; nothing for an unpaired surrogate.
    fn escape(&mut self) -> Parsed<Option<char>> {
        self.skip();
        let character = match self.peek() {
            Some(b'u') => return self.code_point(),
            Some(b'n') => '\n',
            Some(b't') => '\t',
            Some(b'r') => '\r',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{C}',
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            _ => return Err("an unknown escape"),
        };
        self.skip();
        Ok(Some(character))
    }

    /// `u` with four hex digits, and the like escape behind it where the two are a surrogate pair.
    fn code_point(&mut self) -> Parsed<Option<char>> {
        let unit = self.code_unit()?;
        let after = self.at;
        let second = if matches!(unit, 0xD800..=0xDBFF) && self.rest().starts_with(b"\\u") {
            self.skip();
            Some(self.code_unit()?)
        } else {
            None
        };
        let mut units = char::decode_utf16([Some(unit), second].into_iter().flatten());
        let character = units.next().and_then(Result::ok);
        if character.is_none() {
            // The second escape was no low surrogate: it stands for itself.
            self.at = after;
        }
        Ok(character)
    }

    fn code_unit(&mut self) -> Parsed<u16> {
        let mut unit = 0_u32;
        for digit in 1..5 {
            let byte = self.rest().get(digit).copied();
            let Some(value) = byte.and_then(|byte| char::from(byte).to_digit(16)) else {
                if byte.is_none() {
                    self.at = self.text.len();
                }
                return Err("expected four hex digits");
            };
            unit = unit << 4 | value;
        }
        self.at = self.at.wrapping_add(5);
        u16::try_from(unit).map_err(|_| "expected four hex digits")
    }

    fn rest(&self) -> &[u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    #[inline(always)]
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_byte(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        if found {
            self.skip();
        }
        found
    }

    /// One byte that was looked at.
    #[inline(always)]
    fn skip(&mut self) {
        self.at = self.at.wrapping_add(1);
    }

    /// Skips white space: what comes next.
    #[inline(always)]
    fn skip_space(&mut self) -> Option<u8> {
        loop {
            match self.peek() {
                Some(b' ' | b'\t' | b'\n' | b'\r') => self.skip(),
                next => return next,
            }
        }
    }
}

/// No text is longer than 4 GiB, and none has more values than bytes.
#[inline(always)]
fn place_of(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

/// How many bytes stand before the first quote, backslash or control character, and which that is. Eight bytes at a time:
/// most of a text is strings.
#[inline(always)]
fn plain_bytes(bytes: &[u8]) -> (usize, Option<u8>) {
    let (words, _) = bytes.as_chunks::<8>();
    let mut plain = 0_usize;
    for word in words {
        let ends = ends_of_plain(u64::from_le_bytes(*word));
        if ends != 0 {
            // The lowest bit that is set is that of the first such byte; above it, a carry may have set more.
            plain = plain.wrapping_add((ends.trailing_zeros() >> 3) as usize);
            return (plain, bytes.get(plain).copied());
        }
        plain = plain.wrapping_add(8);
    }
    while let Some(&byte) = bytes.get(plain) {
        if matches!(byte, b'"' | b'\\' | 0..=0x1F) {
            return (plain, Some(byte));
        }
        plain = plain.wrapping_add(1);
    }
    (plain, None)
}

/// The highest bit of each byte of the word that ends a run of plain characters ("Bit Twiddling Hacks", determine if a
/// word has a byte less than n).
#[inline(always)]
fn ends_of_plain(word: u64) -> u64 {
    const fn all(byte: u8) -> u64 {
        u64::from_le_bytes([byte; 8])
    }
    let below = |word: u64, bound: u8| word.wrapping_sub(all(bound)) & !word;
    // With this bit turned over, the quote stands below all that is plain, right above the control characters.
    let quotes = below(word ^ all(b'"' ^ 0x20), 0x21);
    let backslashes = below(word ^ all(b'\\'), 1);
    (quotes | backslashes) & all(0x80)
}
