//! The output of JavaScript's encoder: nodes of two words each, and after them the text.

use descope_outbound::value::{Document, Node, Nulls, Value, to_json};

/// Checks that any nodes and text are either refused, or a value that can be walked to its end, written, and encoded
/// again as the same.
pub fn check(input: &[u8]) {
    let count = usize::from(input.first().copied().unwrap_or_default());
    let input = input.get(1..).unwrap_or_default();
    let (nodes, text) = input.split_at(input.len().min(count * BYTES));
    let nodes = nodes.chunks_exact(BYTES).map(node).collect();
    let Ok(document) = Document::decode(nodes, text.to_vec()) else {
        return;
    };
    let values = walk(document.root());
    assert!(values <= count, "{values} of {count} nodes");
    let _ = to_json(document.root(), Nulls::LeftOut);
    let (nodes, text) = document.encode();
    assert_eq!(
        Document::decode(nodes, text.into_bytes()).expect("it was encoded"),
        document
    );
}

const BYTES: usize = 8;

fn node(bytes: &[u8]) -> Node {
    let word = |at: usize| {
        bytes
            .iter()
            .skip(at)
            .take(4)
            .rev()
            .fold(0, |word, byte| word << 8 | u32::from(*byte))
    };
    Node {
        head: word(0),
        place: word(4),
    }
}

/// Returns the number of values and names.
fn walk(value: Value<'_>) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(walk).sum::<usize>(),
        Value::Object(members) => members.iter().map(|(_, member)| 1 + walk(member)).sum::<usize>(),
        _ => 0,
    }
}
