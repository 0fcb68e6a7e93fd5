//! Decodes the output of JavaScript's encoder as a [`Document`].
//!
//! The encoder counts UTF-16 units, and writes only the length of a string: its start follows from the strings before
//! it. The input is untrusted: any nodes and any text give a document that can be walked, or an error.

use alloc::string::String;
use alloc::vec::Vec;

use super::MAX_DEPTH;
use super::document::{Document, Node, PAYLOAD, Tag};
use crate::model::Secret;

/// The deepest nesting of the input, which is an array of the arguments.
const DEEPEST: usize = MAX_DEPTH as usize + 1;

/// The nodes and the text are not a value: the encoder has a bug.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecodeError;

impl Document {
    /// Decodes nodes, and the joined text of their strings and numbers.
    ///
    /// # Errors
    /// If the nodes are not one value, or the values of an array are nested deeper than [`MAX_DEPTH`]; if the text is
    /// not UTF-8, or of another length than the nodes require.
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

    /// Sets the start of each text and its length in bytes, and checks that each array and object ends within its
    /// parent, so that every walk ends.
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
        // The first node is the whole value.
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
    /// The node after the innermost one.
    end: u32,
    /// The nodes after the outer ones, from the outside in; the first is the end of all nodes.
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

    /// Leaves the arrays and objects that end before this node.
    #[inline(always)]
    fn leave(&mut self, node: u32) {
        while self.end <= node {
            let Some(depth) = self.depth.checked_sub(1) else { return };
            self.depth = depth;
            self.end = self.around.get(depth).copied().unwrap_or_default();
        }
    }

    /// Enters an array or object that ends before node `end`. `None` if it ends after its parent, or is too deep.
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

/// Returns the length in bytes of the first `units` UTF-16 units of a text; `None` if it has fewer, or if they end
/// within a character.
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
