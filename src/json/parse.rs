//! Text to tree (RFC 8259), in one pass over the text.

use std::borrow::Cow;
use std::fmt;

use super::{Text, Value};

/// How many arrays and objects may stand within one another. What Descope sends and takes has four levels; the bound
/// keeps a hostile text from overflowing the stack, which in wasm ends the whole instance.
pub const MAX_DEPTH: u32 = 64;

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
        write!(f, "{} at byte {}", self.problem, self.offset)
    }
}

impl std::error::Error for ParseError {}

/// Reads one JSON value, which must be all of `text`.
///
/// # Errors
/// When `text` is not JSON, or nested deeper than [`MAX_DEPTH`]: the first place where that shows.
pub fn parse(text: &str) -> Result<Value<'_>, ParseError> {
    let mut parser = Parser { rest: text };
    let outcome = parser.document();
    outcome.map_err(|problem| ParseError {
        problem,
        offset: text.len().saturating_sub(parser.rest.len()),
    })
}

type Parsed<T> = Result<T, &'static str>;

/// The text that is still to be read; an error's place is where this begins.
struct Parser<'t> {
    rest: &'t str,
}

impl<'t> Parser<'t> {
    fn document(&mut self) -> Parsed<Value<'t>> {
        let value = self.value(MAX_DEPTH)?;
        self.skip_space();
        if self.rest.is_empty() {
            Ok(value)
        } else {
            Err("text after the value")
        }
    }

    fn value(&mut self, depth: u32) -> Parsed<Value<'t>> {
        self.skip_space();
        match self.peek() {
            Some(b'"') => self.string().map(Value::String),
            Some(b'{') => self.object(deeper(depth)?),
            Some(b'[') => self.array(deeper(depth)?),
            Some(b't') => self.word("true", Value::Bool(true)),
            Some(b'f') => self.word("false", Value::Bool(false)),
            Some(b'n') => self.word("null", Value::Null),
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ => Err("expected a value"),
        }
    }

    fn object(&mut self, depth: u32) -> Parsed<Value<'t>> {
        let mut members = Vec::new();
        self.advance(1);
        if self.skip_to(b'}') {
            return Ok(Value::Object(members));
        }
        loop {
            self.skip_space();
            if self.peek() != Some(b'"') {
                return Err("expected a member name");
            }
            let name = self.string()?;
            if !self.skip_to(b':') {
                return Err("expected ':'");
            }
            members.push((name, self.value(depth)?));
            if self.skip_to(b'}') {
                return Ok(Value::Object(members));
            }
            if !self.skip_to(b',') {
                return Err("expected ',' or '}'");
            }
        }
    }

    fn array(&mut self, depth: u32) -> Parsed<Value<'t>> {
        let mut items = Vec::new();
        self.advance(1);
        if self.skip_to(b']') {
            return Ok(Value::Array(items));
        }
        loop {
            items.push(self.value(depth)?);
            if self.skip_to(b']') {
                return Ok(Value::Array(items));
            }
            if !self.skip_to(b',') {
                return Err("expected ',' or ']'");
            }
        }
    }

    fn word(&mut self, word: &str, value: Value<'t>) -> Parsed<Value<'t>> {
        if let Some(rest) = self.rest.strip_prefix(word) {
            self.rest = rest;
            return Ok(value);
        }
        if word.starts_with(self.rest) {
            self.rest = "";
        }
        Err("expected a value")
    }

    fn number(&mut self) -> Parsed<Value<'t>> {
        let start = self.rest;
        self.skip_byte(b'-');
        if !self.skip_byte(b'0') && self.skip_digits() == 0 {
            return Err("expected a digit");
        }
        if self.skip_byte(b'.') && self.skip_digits() == 0 {
            return Err("expected a digit");
        }
        if self.skip_byte(b'e') || self.skip_byte(b'E') {
            let _signed = self.skip_byte(b'+') || self.skip_byte(b'-');
            if self.skip_digits() == 0 {
                return Err("expected a digit");
            }
        }
        let length = start.len().saturating_sub(self.rest.len());
        Ok(Value::Number(start.get(..length).unwrap_or_default()))
    }

    /// A string, from its opening quote on. It is copied only if it holds an escape.
    fn string(&mut self) -> Parsed<Text<'t>> {
        self.advance(1);
        let run = self.unescaped()?;
        if self.skip_byte(b'"') {
            return Ok(Text::from(run));
        }
        // It never grows, as that would leave a part of a secret behind.
        let mut value = String::with_capacity(run.len().saturating_add(self.string_length()));
        value.push_str(run);
        let mut text = Text {
            value: Cow::Owned(value),
            well_formed: true,
        };
        while !self.skip_byte(b'"') {
            let character = self.escape()?;
            text.well_formed &= character.is_some();
            let value = text.value.to_mut();
            value.push(character.unwrap_or(char::REPLACEMENT_CHARACTER));
            value.push_str(self.unescaped()?);
        }
        Ok(text)
    }

    /// How long the string that is being read still is, in bytes as it is written; no shorter than it is in the end.
    fn string_length(&self) -> usize {
        let mut is_escaped = false;
        let mut bytes = self.rest.bytes();
        let end = bytes.position(|byte| {
            let ends = byte == b'"' && !is_escaped;
            is_escaped = byte == b'\\' && !is_escaped;
            ends
        });
        end.unwrap_or(self.rest.len())
    }

    /// The characters up to a quote or a backslash.
    fn unescaped(&mut self) -> Parsed<&'t str> {
        let mut bytes = self.rest.bytes();
        let end = bytes.position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1F));
        let run = self.rest.get(..end.unwrap_or(self.rest.len())).unwrap_or_default();
        self.advance(run.len());
        match self.peek() {
            Some(b'"' | b'\\') => Ok(run),
            Some(_) => Err("a control character within a string"),
            None => Err("expected '\"'"),
        }
    }

    /// The character that an escape stands for; nothing for an unpaired surrogate.
    fn escape(&mut self) -> Parsed<Option<char>> {
        self.advance(1);
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
        self.advance(1);
        Ok(Some(character))
    }

    /// `u` with four hex digits, and the like escape behind it where the two are a surrogate pair.
    fn code_point(&mut self) -> Parsed<Option<char>> {
        let unit = self.code_unit()?;
        let after = self.rest;
        let second = if matches!(unit, 0xD800..=0xDBFF) && after.starts_with("\\u") {
            self.advance(1);
            Some(self.code_unit()?)
        } else {
            None
        };
        let mut units = char::decode_utf16([Some(unit), second].into_iter().flatten());
        let character = units.next().and_then(Result::ok);
        if character.is_none() {
            // The second escape was no low surrogate: it stands for itself.
            self.rest = after;
        }
        Ok(character)
    }

    fn code_unit(&mut self) -> Parsed<u16> {
        let is_hex = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let Some(digits) = self.rest.get(1..5).filter(|digits| is_hex(digits)) else {
            if self.rest.len() < 5 && self.rest.get(1..).is_some_and(is_hex) {
                self.rest = "";
            }
            return Err("expected four hex digits");
        };
        self.advance(5);
        u16::from_str_radix(digits, 16).map_err(|_| "expected four hex digits")
    }

    fn peek(&self) -> Option<u8> {
        self.rest.as_bytes().first().copied()
    }

    fn advance(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }

    fn skip_byte(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        if found {
            self.advance(1);
        }
        found
    }

    /// Skips white space, and then `byte` if it is what comes next.
    fn skip_to(&mut self, byte: u8) -> bool {
        self.skip_space();
        self.skip_byte(byte)
    }

    fn skip_space(&mut self) {
        if matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
        }
    }

    fn skip_digits(&mut self) -> usize {
        let digits = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        self.advance(digits);
        digits
    }
}

fn deeper(depth: u32) -> Parsed<u32> {
    depth.checked_sub(1).ok_or("nested too deeply")
}
