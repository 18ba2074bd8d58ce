//! Passages that stay in English within a report in another language: HTML says so of each, for who has it read aloud.
//!
//! A template puts a mark before and after a passage, code as for shades (`heat.rs`), and only where it becomes HTML.

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};
use serde::Serialize;

use super::language::Language;

/// The code in a template before such a passage, and behind it.
const FROM: &str = "tm-en";
const TO: &str = "tm-en-end";

/// The marks as a template has them; empty where there are none.
#[derive(Default, Serialize)]
pub(super) struct Marks {
    from: String,
    to: String,
}

/// * `marked`: whether the report becomes HTML.
pub(super) fn marks(marked: bool, language: Language<'_>) -> Marks {
    if !marked || language.is_english() {
        return Marks::default();
    }
    Marks {
        from: format!("`{FROM}`"),
        to: format!("`{TO}`"),
    }
}

/// Whether a passage is open: it ends with what it stands in.
#[derive(Default)]
pub(super) struct Passage(bool);

impl Passage {
    /// What stands in the place of a mark; nothing where the event is none.
    pub(super) fn of(&mut self, event: &Event<'_>) -> Option<Event<'static>> {
        let Event::Code(code) = event else {
            return None;
        };
        let (opens, html) = match &**code {
            FROM => (true, "<span lang=\"en\">"),
            TO => (false, "</span>"),
            _ => return None,
        };
        let changes = self.0 != opens;
        self.0 = opens;
        Some(Event::InlineHtml(CowStr::from(if changes {
            html
        } else {
            ""
        })))
    }

    /// The end of an open passage, where what it stands in ends or something else begins.
    pub(super) fn ended_by(&mut self, event: &Event<'_>) -> Option<Event<'static>> {
        let ends = matches!(
            event,
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell | TagEnd::Heading(_))
                | Event::Start(Tag::List(_) | Tag::Paragraph | Tag::CodeBlock(_))
        );
        (ends && std::mem::take(&mut self.0)).then(|| Event::InlineHtml(CowStr::from("</span>")))
    }
}
