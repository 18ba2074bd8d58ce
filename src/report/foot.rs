//! What stands at the foot of a printed page: its number, and what the report is.

use super::language::{Language, said, word};

/// The style, with what stands at the foot of a printed page in the language.
pub(super) fn style(style: &str, language: Language<'_>) -> String {
    if language.is_english() {
        return style.to_owned();
    }
    // Nothing that ends a text in a style, or the style.
    let plain = |text: String| text.replace(['"', '\\', '<'], "");
    let page = said!(language, "Page {n} of {all}", n = "\u{1}", all = "\u{2}");
    let page = plain(page)
        .replace('\u{1}', "\" counter(page) \"")
        .replace('\u{2}', "\" counter(pages) \"");
    let claim = word!("Self-assessment. Not an attestation.");
    let said = plain(language.word(claim));
    style
        .replace(
            "\"Page \" counter(page) \" of \" counter(pages)",
            &format!("\"{page}\""),
        )
        .replace(&format!("\"{claim}\""), &format!("\"{said}\""))
}
