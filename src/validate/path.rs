//! The path to an issue. A path lives on the stack of the walk, and becomes a string only when an issue is reported.

use alloc::string::String;

use super::messages::quote;
use crate::text::count;

/// A position within a value, linked to its parent.
pub(crate) enum Path<'p> {
    Root,
    Field(&'p Path<'p>, &'p str),
    Item(&'p Path<'p>, usize),
}

impl Path<'_> {
    pub(crate) const ROOT: Path<'static> = Path::Root;

    pub(crate) fn render(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        match self {
            Path::Root => {}
            Path::Field(parent, name) if is_identifier(name) => {
                parent.write(out);
                if !out.is_empty() {
                    out.push('.');
                }
                out.push_str(name);
            }
            Path::Field(parent, name) => {
                parent.write(out);
                out.push('[');
                out.push_str(&quote(name));
                out.push(']');
            }
            Path::Item(parent, index) => {
                parent.write(out);
                out.push('[');
                out.push_str(&count(*index));
                out.push(']');
            }
        }
    }
}

fn is_identifier(name: &str) -> bool {
    let mut characters = name.chars();
    characters
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic() || matches!(first, '_' | '$'))
        && characters.all(|rest| rest.is_ascii_alphanumeric() || matches!(rest, '_' | '$'))
        && name.len() <= super::messages::LONGEST_QUOTE
}

#[cfg(test)]
mod tests {
    use super::Path;

    #[test]
    fn reads_like_the_expression_that_would_get_there() {
        let params = Path::Field(&Path::ROOT, "authorizationUrlParams");
        let second = Path::Item(&params, 1);
        assert_eq!(Path::Field(&second, "key").render(), "authorizationUrlParams[1].key");
        assert_eq!(
            Path::Field(&second, "a b").render(),
            "authorizationUrlParams[1][\"a b\"]"
        );
        assert_eq!(Path::ROOT.render(), "");
        assert_eq!(Path::Item(&Path::ROOT, 0).render(), "[0]");
    }

    #[test]
    fn a_name_that_is_no_identifier_or_endless_stands_in_quotes() {
        let longest = "x".repeat(64);
        for (name, expected) in [
            ("$", "$"),
            ("_a$1", "_a$1"),
            ("", r#"[""]"#),
            ("1a", r#"["1a"]"#),
            ("a-b", r#"["a-b"]"#),
            ("ü", r#"["ü"]"#),
            (&longest, &longest),
            (&"x".repeat(65), &format!("[\"{longest}…\"]")),
        ] {
            assert_eq!(Path::Field(&Path::ROOT, name).render(), expected);
        }
    }
}
