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

/// The block of the report about the flag whose sentence is `found`.
pub(crate) fn told<'r>(report: &'r str, found: &str) -> Option<&'r str> {
    let flags = report.split("\n## Red flags\n").nth(1)?;
    let flags = flags.split("\n## ").next()?;
    let mut blocks = flags.split("\n### ").skip(1);
    blocks.find(|block| block.contains(&format!("** {found} **")))
}

/// Whether a block leaves its steps to the gap of the one control that raises it, and that gap tells them.
pub(crate) fn is_told_by_its_gap(report: &str, block: &str) -> bool {
    let Some((_, number)) = block.split_once("**What to do.** See gap ") else {
        return false;
    };
    let number = number.split('.').next().unwrap_or_default();
    let control = block.split([' ', '\n']).nth(1).unwrap_or_default();
    let gaps = report.split("\n## Gaps").nth(1).unwrap_or_default();
    let heading = format!("{number}. {control} ");
    let gap = gaps.split("\n### ").find(|part| part.starts_with(&heading));
    gap.is_some_and(|gap| gap.contains("**This week.**") && gap.contains("**For good.**"))
}
