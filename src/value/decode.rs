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

    /// Gives each text its place and its length in bytes, and checks that each array and object ends within the one that it
    /// is in, so that a walk comes to an end.
    fn place(&mut self) -> Option<()> {
        let text = self.text.expose();
        let is_ascii = text.is_ascii();
        let mut rest = text;
        let mut at = 0_u32;
        let behind_all = u32::try_from(self.nodes.len()).ok()?;
        let mut open = Open::new(behind_all);
        for (number, node) in (0_u32..).zip(&mut self.nodes) {
            open.leave(number);
            match node.tag()? {
                Tag::Number | Tag::Rounded | Tag::String | Tag::IllFormed => {
                    if !is_ascii {
                        node.set_payload(bytes_of(rest, node.payload())?);
                        rest = rest.get(node.payload() as usize..)?;
                    }
                    node.place = at;
                    at = at.checked_add(node.payload())?;
                }
                Tag::Array | Tag::Object if node.place > number => open.enter(node.place)?,
                Tag::Array | Tag::Object => return None,
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

/// The arrays and objects that a walk is inside of.
struct Open {
    /// The node behind the innermost.
    end: u32,
    /// The same of those around it, from the outside in; the first is all.
    around: [u32; DEEPEST],
    depth: usize,
}

impl Open {
    fn new(behind_all: u32) -> Self {
        Self {
            end: behind_all,
            around: [behind_all; DEEPEST],
            depth: 0,
        }
    }

    /// Leaves those that end before this node.
    #[inline(always)]
    fn leave(&mut self, node: u32) {
        while self.end <= node {
            let Some(depth) = self.depth.checked_sub(1) else { return };
            self.depth = depth;
            self.end = self.around.get(depth).copied().unwrap_or_default();
        }
    }

    /// Enters one that ends before this node. Nothing if it ends behind the one around it, or is too deep.
    #[inline(always)]
    fn enter(&mut self, end: u32) -> Option<()> {
        let slot = self.around.get_mut(self.depth)?;
        if end > self.end {
            return None;
        }
        *slot = self.end;
        self.depth = self.depth.wrapping_add(1);
        self.end = end;
        Some(())
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
