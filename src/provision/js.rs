//! Wasm's side: takes values as nodes and a text, and returns JSON.

use alloc::string::String;
use alloc::vec::Vec;

use wasm_bindgen::prelude::*;

use crate::text::owned;
use crate::value::{Document, Node, Nulls, to_json};

use super::{discovery, export, file, plan, schema};

/// The functions that JavaScript can call.
#[wasm_bindgen]
#[derive(Clone, Copy, Debug)]
pub enum Question {
    /// [`file::references`], with one argument.
    References,
    /// [`file::read`], with two.
    Read,
    /// [`plan::make`], with three.
    Plan,
    /// [`export::write`], with one.
    Export,
    /// [`schema::make`], without arguments.
    Schema,
    /// [`discovery::next`], with three.
    Discover,
    /// [`discovery::are_private`], with one.
    ArePrivate,
}

/// Calls a function with an array of arguments, and returns its result as JSON. The shell's encoder writes two words
/// for a node, and all texts joined.
#[wasm_bindgen]
#[must_use]
pub fn answer(question: Question, words: &[u32], text: &[u8]) -> String {
    let nodes: Vec<Node> = words
        .as_chunks::<2>()
        .0
        .iter()
        .map(|[head, place]| Node {
            head: *head,
            place: *place,
        })
        .collect();
    let values = Document::decode(nodes, text.to_vec()).unwrap_or_default();
    let first = values.item(0);
    let answer = match question {
        Question::References => file::references(first),
        Question::Read => file::read(first, values.item(1)),
        Question::Plan => plan::make(first, values.item(1), values.item(2)),
        Question::Export => export::write(first),
        Question::Schema => schema::make(),
        Question::Discover => discovery::next(first, values.item(1), values.item(2)),
        Question::ArePrivate => discovery::are_private(first),
    };
    owned(to_json(answer.root(), Nulls::Kept).expose())
}
