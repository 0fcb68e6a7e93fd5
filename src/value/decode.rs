//! What JavaScript's encoder wrote, as a [`Document`].
//!
//! The encoder counts UTF-16 units, and says of a string only how long it is: where it starts follows from what stands before
//! it. Nothing of it is believed: any nodes and any text give a document that can be walked, or an error.

use alloc::string::String;
use alloc::vec::Vec;

use super::MAX_DEPTH;
use super::document::{Document, Node, PAYLOAD, Tag};
use crate::model::Secret;

/// What JavaScript passes is an array of its arguments.
const DEEPEST: usize = MAX_DEPTH as usize + 1;

/// The nodes and the text are no value: the encoder has a bug.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecodeError;

impl Document {
    /// Reads nodes and the text that their strings and numbers make up, one behind the other.
    ///
    /// # Errors
    /// If they are not one value, or an array of values that are nested deeper than [`MAX_DEPTH`]; if the text is not UTF-8, or longer or shorter
    /// than the nodes say.
    pub fn decode(nodes: Vec<Node>, text: Vec<u8>) -> Result<Self, DecodeError> {
        let text = match String::from_utf8(text) {
            Ok(text) => Secret::new(text),
            Err(error) => {
                error.into_bytes().fill(0);
                return Err(DecodeError);
            }
        };
        let mut document = Self { nodes, text, root: 0 };
        document.place().ok_or(DecodeError)?;
        Ok(document)
    }

    /// Gives each text its place, and its length in bytes, and sees to it that each array and object ends within the one that
    /// it is in, so that to walk them comes to an end.
    fn place(&mut self) -> Option<()> {
        let text = self.text.expose();
        let is_ascii = text.is_ascii();
        let mut rest = text;
        let mut at = 0_u32;
        // Where each array and object ends that the walk is in; the whole is one value.
        let mut ends = Ends::default();
        let behind_all = u32::try_from(self.nodes.len()).ok()?;
        for (number, node) in (0_u32..).zip(&mut self.nodes) {
            ends.leave(number);
            match node.tag()? {
                tag @ (Tag::Number | Tag::Rounded | Tag::String | Tag::IllFormed) => {
                    let units = node.payload();
                    let bytes = if is_ascii { units } else { bytes_of(rest, units)? };
                    *node = Node::new(tag, bytes, at);
                    at = at.checked_add(bytes)?;
                    if !is_ascii {
                        rest = rest.get(bytes as usize..)?;
                    }
                }
                Tag::Array | Tag::Object => {
                    let is_within = node.place > number && node.place <= ends.last().unwrap_or(behind_all);
                    if !is_within || !ends.enter(node.place) {
                        return None;
                    }
                }
                _ => {}
            }
        }
        // The first node is the whole.
        let first = self.nodes.first()?;
        let behind = match first.tag()? {
            Tag::Array | Tag::Object => first.place,
            _ => 1,
        };
        (at as usize == text.len() && behind == behind_all).then_some(())
    }
}

/// The ends of the arrays and objects that a walk is inside of, the innermost last.
struct Ends {
    ends: [u32; DEEPEST],
    depth: usize,
}

impl Default for Ends {
    fn default() -> Self {
        Self {
            ends: [0; DEEPEST],
            depth: 0,
        }
    }
}

impl Ends {
    #[inline(always)]
    fn last(&self) -> Option<u32> {
        self.ends.get(self.depth.checked_sub(1)?).copied()
    }

    /// Leaves those that end before this node.
    #[inline(always)]
    fn leave(&mut self, node: u32) {
        while self.last().is_some_and(|end| end <= node) {
            self.depth = self.depth.wrapping_sub(1);
        }
    }

    /// Goes into one that ends before this node, unless that is too deep.
    #[inline(always)]
    fn enter(&mut self, end: u32) -> bool {
        let Some(slot) = self.ends.get_mut(self.depth) else {
            return false;
        };
        *slot = end;
        self.depth = self.depth.wrapping_add(1);
        true
    }
}

/// How many bytes the first so many UTF-16 units of a text take; nothing if it has fewer, or if they end within a character.
fn bytes_of(text: &str, units: u32) -> Option<u32> {
    let mut left = units as usize;
    let mut bytes = 0_usize;
    let mut characters = text.chars();
    while left > 0 {
        let character = characters.next()?;
        left = left.checked_sub(character.len_utf16())?;
        bytes = bytes.checked_add(character.len_utf8())?;
    }
    u32::try_from(bytes).ok().filter(|bytes| *bytes <= PAYLOAD)
}
