//! Texts of people as exports may carry them: as text, and as nothing else.

use uuid::Uuid;

use crate::date::Date;
use crate::report::markdown::one_line;

/// What the marks before facts mean.
pub(super) const LEGEND: &str =
    "✓ observed in evidence · ○ stated · △ assumed · ? not known · ✗ deviation · ◇ predicted";

/// The text without marks that turn the direction of what follows, with line feeds alone for line ends, and blanks for
/// every other control character.
pub(super) fn clean(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            '\r' if characters.peek() == Some(&'\n') => {}
            '\n' | '\t' => kept.push(c),
            '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => kept.push('\n'),
            c if c.is_control() => kept.push(' '),
            c => kept.push(c),
        }
    }
    kept
}

/// The text in one line without blanks around it, cut to `most` characters.
pub(super) fn title(text: &str, most: usize) -> String {
    let line = one_line(text);
    let line = line.trim();
    match line.char_indices().nth(most) {
        None => line.to_owned(),
        Some(_) => {
            let cut: String = line.chars().take(most.saturating_sub(1)).collect();
            cut.trim_end().to_owned() + "…"
        }
    }
}

/// A word of letters, digits, `.`, `-` and `_` that a text comes to; `x` where it has none of them.
pub(super) fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars() {
        let plain = c.is_ascii_alphanumeric() || c == '_' || (c == '.' && !slug.is_empty());
        match plain {
            true => slug.push(c),
            false if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            false => {}
        }
    }
    let slug = slug.trim_end_matches(['-', '.']);
    if slug.is_empty() { "x" } else { slug }.to_owned()
}

/// The id of a thing that is told again in every export: the same for the same organisation, framework and name.
///
/// * `kind`: what it is, so that two kinds never share an id.
pub(super) fn id(owner: &str, kind: &str, name: &str) -> String {
    let space = Uuid::new_v5(&Uuid::NAMESPACE_URL, b"urn:tickmark:export");
    // Lengths keep apart what a separator could not.
    let parts = [owner, kind, name].map(|part| format!("{}:{part}", part.len()));
    Uuid::new_v5(&space, parts.concat().as_bytes()).to_string()
}

/// Characters of the longest code that every platform takes.
const CODE: usize = 20;

/// An id of letters, digits, `.`, `-` and `_`, at most [`CODE`] long and unique among ids.
pub(super) fn code(control: &str) -> String {
    let code = slug(control);
    if code == control && code.len() <= CODE {
        return code;
    }
    // What is cut or replaced is told apart by a digest of the whole.
    let digest = id("", "code", control);
    let head: String = code.chars().take(CODE - 9).collect();
    let tail: String = digest.chars().take(8).collect();
    format!("{head}-{tail}")
}

/// A day, empty where there is none.
pub(super) fn day(date: Option<Date>) -> String {
    date.map_or_else(String::new, |d| d.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_turns_or_breaks_a_text() {
        assert_eq!(clean("a\r\nb\rc\u{2028}d\0e\tf"), "a\nb\nc\nd e\tf");
        assert_eq!(clean("a\u{202e}b\u{2066}c"), "abc");
        assert_eq!(title(" a\nb\u{202e} ", 10), "a b");
        assert_eq!(title("abcdef", 6), "abcdef");
        assert_eq!(title("äöüabcd", 6), "äöüab…");
    }

    #[test]
    fn slugs_are_words_whatever_they_come_from() {
        assert_eq!(slug("AC-04"), "AC-04");
        assert_eq!(slug("../../etc/passwd"), "etc-passwd");
        assert_eq!(slug("$(rm -rf ~)"), "rm-rf");
        assert_eq!(slug("…"), "x");
    }

    #[test]
    fn codes_are_short_and_differ() {
        assert_eq!(code("AC-04"), "AC-04");
        let (a, b) = (
            code("a control of a long name"),
            code("a control of a long name 2"),
        );
        assert!(a.len() <= CODE && b.len() <= CODE && a != b, "{a} {b}");
        assert_ne!(code("a b"), code("a-b"));
    }

    #[test]
    fn ids_differ_where_anything_does() {
        assert_ne!(id("a", "b", "cd"), id("a", "bc", "d"));
        assert_eq!(id("a", "b", "c").get(14..15), Some("5"));
    }
}
