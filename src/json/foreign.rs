//! What JavaScript can hold and JSON cannot.
//!
//! The shell turns a JavaScript value into text before the core sees it. `JSON.stringify` drops a function without a
//! word and makes `NaN` a `null`; then a mistake would pass unseen. So where such a value stands, the shell writes a
//! string that no well-formed text can hold: half a surrogate pair, `!`, and one of the words below.

use super::Text;

/// A JavaScript value that has no form in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// `undefined` in an array, where it cannot mean "left out".
    Undefined,
    /// A function or class.
    Function,
    /// A symbol.
    Symbol,
    /// A `BigInt`.
    BigInt,
    /// `NaN` or an infinity.
    NotFinite,
    /// A typed array or other view of memory.
    Binary,
    /// An object that contains itself.
    Cycle,
    /// More levels than [`MAX_DEPTH`](super::MAX_DEPTH).
    TooDeep,
    /// More values than the shell is ready to read.
    TooLarge,
    /// A getter, a proxy or a `toJSON` that threw.
    Unreadable,
}

/// The word of the mark, what it stands for, and how that reads within a sentence.
const WORDS: &[(&str, Foreign, &str)] = &[
    ("undefined", Foreign::Undefined, "undefined"),
    ("function", Foreign::Function, "a function"),
    ("symbol", Foreign::Symbol, "a symbol"),
    ("bigint", Foreign::BigInt, "a BigInt"),
    ("number", Foreign::NotFinite, "a number that is not finite"),
    ("binary", Foreign::Binary, "binary data"),
    ("cycle", Foreign::Cycle, "an object that contains itself"),
    ("deep", Foreign::TooDeep, "nested too deeply to be read"),
    ("large", Foreign::TooLarge, "too large to be read"),
    (
        "unreadable",
        Foreign::Unreadable,
        "a value that threw an error when it was read",
    ),
];

impl Foreign {
    /// What the text marks, if it is a mark.
    #[must_use]
    pub fn of(text: Text<'_>) -> Option<Self> {
        if text.well_formed().is_some() {
            return None;
        }
        let word = text.lossy().strip_prefix("\u{FFFD}!")?;
        WORDS
            .iter()
            .find(|(name, ..)| *name == word)
            .map(|(_, foreign, _)| *foreign)
    }

    /// What this is, with its article, as it reads within a sentence.
    #[must_use]
    pub fn kind(self) -> &'static str {
        WORDS
            .iter()
            .find(|(_, foreign, _)| *foreign == self)
            .map_or("a value without a form in JSON", |(_, _, kind)| kind)
    }
}
