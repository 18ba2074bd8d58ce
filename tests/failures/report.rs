//! What a report says of a red flag: its part from the heading, or its line of the table.

/// Markdown as a reader sees it: without escapes, with plain blanks.
pub(crate) fn plain(markdown: &str) -> String {
    let mut text = String::new();
    let mut chars = markdown.chars().peekable();
    while let Some(c) = chars.next() {
        let escape = c == '\\' && chars.peek().is_some_and(char::is_ascii_punctuation);
        if !escape {
            text.push(if c == '\u{a0}' { ' ' } else { c });
        } else if let Some(escaped) = chars.next() {
            text.push(escaped);
        }
    }
    text
}

/// The part of the report about the flag that begins with `found`.
pub(crate) fn told<'r>(report: &'r str, found: &str) -> Option<&'r str> {
    let flags = report.split("\n## Red flags\n").nth(1)?;
    let flags = flags.split("\n## ").next()?;
    let in_full = flags.split("\n### ").find(|part| part.starts_with(found));
    in_full.or_else(|| {
        let row = format!("| {found}");
        flags.lines().find(|line| line.starts_with(&row))
    })
}
