//! Ids of controls in HTML, such as `GV-08`: no line breaks at their hyphen.

use pulldown_cmark::{CowStr, Event};

/// A text with each id in an element of its own; `templates/page.css` says that no line breaks in it.
pub(super) fn unbroken(text: &str) -> Vec<Event<'static>> {
    let mut out = Vec::new();
    let (mut rest, mut from) = (text, 0);
    while let Some((before, after)) = parted(rest, from) {
        let other = before.trim_end_matches(|c: char| c.is_ascii_uppercase());
        let next = after.trim_start_matches(|c: char| c.is_ascii_digit());
        from = before.len() + 1;
        // SHA-256 is none: whoever reads a report back looks for it.
        let digits = after.len() - next.len();
        if other.len() < before.len() && (1..=2).contains(&digits) {
            let (name, number) = (
                before.strip_prefix(other).unwrap_or_default(),
                after.strip_suffix(next).unwrap_or_default(),
            );
            out.push(Event::Text(CowStr::from(other.to_owned())));
            // Capital letters and digits alone.
            let id = format!("<span class=\"tm-id\">{name}-{number}</span>");
            out.push(Event::Html(CowStr::from(id)));
            (rest, from) = (next, 0);
        }
    }
    out.push(Event::Text(CowStr::from(rest.to_owned())));
    out
}

/// What is before and behind the first hyphen from a place on.
fn parted(text: &str, from: usize) -> Option<(&str, &str)> {
    let at = from + text.get(from..)?.find('-')?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_kept_whole_and_nothing_else_changes() {
        let html = |text: &str| {
            let mut html = String::new();
            pulldown_cmark::html::push_html(&mut html, unbroken(text).into_iter());
            html
        };
        let id = |id: &str| format!("<span class=\"tm-id\">{id}</span>");
        let cases = [
            ("", String::new()),
            ("plain", "plain".to_owned()),
            (
                "a-b SHA-256 2026-11-21 -1 A- -",
                "a-b SHA-256 2026-11-21 -1 A- -".to_owned(),
            ),
            ("GV-08", id("GV-08")),
            (
                "held by GV-05, sub-processors-AC-1<",
                format!("held by {}, sub-processors-{}&lt;", id("GV-05"), id("AC-1")),
            ),
            ("éGV-05ü-7", format!("é{}ü-7", id("GV-05"))),
        ];
        for (text, is) in cases {
            assert_eq!(html(text), is, "{text}");
        }
    }
}
