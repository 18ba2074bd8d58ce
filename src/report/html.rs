//! Markdown to HTML: a fragment for a page that is already there, or a document of its own.
//!
//! The document has no script and asks for nothing: its policy allows one style
//! block, by digest.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};
use serde::Serialize;
use sha2::{Digest, Sha256};
use tera::{Context, Tera};

use super::Reader;
use super::brand::Brand;
use super::charts::{BLOCK, Charts};
use super::language::{Language, said, word};
use super::markdown::{rendered, template_error};
use super::passage::Passage;
use super::unbroken::unbroken;
use super::{foot, heat};
use crate::error::Error;

const PAGE: &str = include_str!("../../templates/page.html");
const STYLE: &str = include_str!("../../templates/page.css");

/// Schemes that a link may have; any other becomes plain text.
const SCHEMES: [&str; 2] = ["https:", "mailto:"];

/// The article, without a style or a script of its own.
pub(super) fn fragment(markdown: &str, charts: &Charts, language: Language<'_>) -> String {
    let mut html = String::with_capacity(markdown.len() * 3 / 2);
    pulldown_cmark::html::push_html(&mut html, events(markdown, charts, language).into_iter());
    html
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Page<'a> {
    language: &'a str,
    direction: &'a str,
    skip: String,
    made: String,
    title: &'a str,
    style: &'a str,
    style_digest: String,
    body: &'a str,
    /// Who hands it out, the picture beside it and the last line; each may be empty.
    brand: &'a str,
    logo: &'a str,
    footer: &'a str,
}

/// A whole document.
pub(super) fn page(
    title: &str,
    markdown: &str,
    charts: &Charts,
    reader: &Reader<'_>,
) -> Result<String, Error> {
    let mut tera = Tera::new();
    tera.autoescape_on([".html"]);
    tera.add_raw_template("page.html", PAGE)
        .map_err(template_error)?;
    let (brand, language) = (reader.brand, reader.language);
    let body = fragment(markdown, charts, language);
    // The digest covers the text between the tags, to the byte.
    let own = brand.map(Brand::style).unwrap_or_default();
    let style = format!("{}{own}", foot::style(STYLE.trim(), language));
    let style_digest = STANDARD.encode(Sha256::digest(style.as_bytes()));
    // In text an apostrophe stays as it is.
    let made = language.word(word!(
        "Made with Tickmark, in the reader's own browser or machine. This file holds no script and asks for nothing."
    ));
    let made = made
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    let view = Page {
        language: language.tag(),
        direction: language.direction(),
        skip: language.word(word!("Skip to the report")),
        made,
        title,
        style: &style,
        style_digest,
        body: &body,
        brand: brand.map_or("", |b| &b.name),
        logo: brand.map_or("", |b| &b.logo),
        footer: brand.map_or("", |b| &b.footer),
    };
    let context = Context::from_serialize(&view).map_err(template_error)?;
    rendered(&tera, "page.html", &context)
}

/// Events with raw HTML as text, unknown link schemes without link, headings with ids, cells with the shades that
/// templates ask for, and tables in a region that scrolls by itself on a narrow screen.
fn events<'t>(markdown: &'t str, charts: &'t Charts, language: Language<'_>) -> Vec<Event<'t>> {
    let mut out: Vec<Event<'t>> = Vec::new();
    let mut heading: Option<(usize, String)> = None;
    let mut last_heading = String::new();
    let (mut tables, mut drawing, mut in_head) = (0, false, false);
    let mut ids = Ids::default();
    let mut passage = Passage::default();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        if let Some(mark) = passage.of(&event) {
            out.push(mark);
            continue;
        }
        out.extend(passage.ended_by(&event));
        match event {
            Event::Html(text) | Event::InlineHtml(text) => out.push(Event::Text(text)),
            Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => {}
            Event::Start(Tag::Link { dest_url, .. }) if !allowed(&dest_url) => {}
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            }) => {
                out.push(Event::Start(Tag::Link {
                    link_type,
                    dest_url,
                    title,
                    id,
                }));
            }
            Event::End(TagEnd::Link) => {
                // Only an opened link is closed.
                let open = out.iter().rev().find_map(|e| match e {
                    Event::Start(Tag::Link { .. }) => Some(true),
                    Event::End(TagEnd::Link) => Some(false),
                    _ => None,
                });
                if open == Some(true) {
                    out.push(Event::End(TagEnd::Link));
                }
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language)))
                if &*language == BLOCK =>
            {
                drawing = true;
            }
            Event::Text(name) if drawing => {
                let picture = charts.named(&name).unwrap_or_default();
                out.push(Event::Html(CowStr::from(picture)));
            }
            Event::End(TagEnd::CodeBlock) if drawing => drawing = false,
            // A picture would be fetched: its description stands in.
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => {}
            Event::Start(Tag::Heading { .. }) => {
                heading = Some((out.len(), String::new()));
                out.push(event);
            }
            Event::End(TagEnd::Heading(level)) => {
                if let Some((at, text)) = heading.take() {
                    let id = ids.unique(slug(&text));
                    last_heading = text;
                    if let Some(start) = out.get_mut(at) {
                        *start = Event::Start(Tag::Heading {
                            level,
                            id: Some(CowStr::from(id)),
                            classes: Vec::new(),
                            attrs: Vec::new(),
                        });
                    }
                }
                out.push(event);
            }
            Event::Code(_) if !in_head && begins_a_cell(&out) && heat::cell(&event).is_some() => {
                if let (Some(start), Some(shaded)) = (out.last_mut(), heat::cell(&event)) {
                    *start = Event::Html(CowStr::from(shaded));
                }
            }
            Event::Start(Tag::TableHead) | Event::End(TagEnd::TableHead) => {
                in_head = !in_head;
                out.push(event);
            }
            Event::Start(Tag::Table(_)) => {
                tables += 1;
                // Only letters, digits and blanks can get into the attribute.
                let plain = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | ':');
                let heading: String = last_heading.chars().filter(|c| *c != ':').collect();
                let label = said!(
                    language,
                    "Table {number}: {heading}",
                    number = tables,
                    heading = heading
                );
                let label: String = label.chars().filter(plain).collect();
                let open = format!(
                    "<div class=\"tm-table\" role=\"region\" tabindex=\"0\" aria-label=\"{label}\">\n"
                );
                out.push(Event::Html(CowStr::from(open)));
                out.push(event);
            }
            Event::End(TagEnd::Table) => {
                out.push(event);
                out.push(Event::Html(CowStr::from("</div>\n")));
            }
            event => match (&mut heading, event) {
                (None, Event::Text(text)) => out.extend(unbroken(&text)),
                (told, event) => {
                    if let (Some((_, text)), Event::Text(part) | Event::Code(part)) = (told, &event)
                    {
                        text.push_str(part);
                    }
                    out.push(event);
                }
            },
        }
    }
    out
}

/// Whether what comes next is the first in a cell of a table.
fn begins_a_cell(out: &[Event<'_>]) -> bool {
    matches!(out.last(), Some(Event::Start(Tag::TableCell)))
}

fn allowed(url: &str) -> bool {
    url.starts_with('#')
        || SCHEMES
            .iter()
            .any(|s| url.to_ascii_lowercase().starts_with(s))
}

fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    format!("tm-{}", slug.trim_end_matches('-'))
}

/// Ids given out so far, and the next number to try for each slug.
#[derive(Default)]
struct Ids {
    taken: BTreeSet<String>,
    next: BTreeMap<String, usize>,
}

impl Ids {
    /// The slug, or the slug with the first number that is free.
    fn unique(&mut self, slug: String) -> String {
        if self.taken.insert(slug.clone()) {
            return slug;
        }
        let next = self.next.entry(slug.clone()).or_insert(2);
        loop {
            let id = format!("{slug}-{next}");
            *next += 1;
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fragment(markdown: &str) -> String {
        super::fragment(markdown, &Charts::default(), Language::default())
    }
    use crate::report::colour::Colour;
    use crate::report::markdown::escaped;

    #[test]
    fn raw_html_is_shown_and_does_nothing() {
        let html = fragment("a <b onclick=\"x()\">b</b>\n\n<script>alert(1)</script>\n");
        assert!(!html.contains("<b") && !html.contains("<script"), "{html}");
        assert!(html.contains("&lt;script&gt;"), "{html}");
    }

    #[test]
    fn thousands_of_equal_headings_have_ids_of_their_own() {
        let html = fragment(&"## Same\n\n".repeat(5_000));
        let ids: BTreeSet<&str> = html.split("id=\"").skip(1).collect();
        assert_eq!(ids.len(), 5_000);
    }

    #[test]
    fn unknown_schemes_and_pictures_are_words() {
        for (text, word) in [
            ("[go](javascript:alert(1))", "go"),
            ("[go](data:text/html,x)", "go"),
            ("[go](http://example.com)", "go"),
            ("![seen](https://example.com/x.png)", "seen"),
        ] {
            assert_eq!(fragment(text), format!("<p>{word}</p>\n"));
        }
        assert!(fragment("[go](https://example.com)").contains("<a href="));
        assert_eq!(
            fragment("[a](javascript:x) and [b](https://example.com)"),
            "<p>a and <a href=\"https://example.com\">b</a></p>\n"
        );
    }

    #[test]
    fn escaped_values_come_out_as_they_went_in() {
        for text in [
            "a|b * _c_ `d` [e](javascript:f) <g> &amp; ~~h~~ \\ i",
            "- item",
            "1. item",
            "# heading",
            "<script>alert(1)</script>",
            "https://example.com",
            "=====",
        ] {
            let html = fragment(&escaped(text));
            let plain = text
                .replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('>', "&gt;");
            assert_eq!(html, format!("<p>{plain}</p>\n"));
        }
    }

    #[test]
    fn a_cell_is_shaded_where_a_template_asks_for_it() {
        let html =
            fragment("| `tm-heat-1` a | b |\n|---|---|\n| `tm-heat-3` 1 of 6 | x `tm-heat-2` |\n");
        assert!(
            html.contains("<td class=\"tm-heat-3\"> 1 of 6</td><td>x <code>"),
            "{html}"
        );
        assert!(html.contains("<th><code>tm-heat-1</code> a</th>"), "{html}");
        let told = escaped("`tm-heat-3` x");
        let told = fragment(&format!("| a |\n|---|\n| {told} |\n"));
        assert!(told.contains("<td>`tm-heat-3` x</td>"), "{told}");
    }

    /// Text keeps 4.5 : 1 on every shade, light and dark (WCAG 2.2, 1.4.3).
    #[test]
    fn every_shade_can_be_read_on() {
        let pair = |name: &str| {
            let value = STYLE
                .split(name)
                .nth(1)
                .unwrap()
                .split("light-dark(")
                .nth(1)
                .unwrap();
            let value = value.split(')').next().unwrap();
            let colour = |text: &str| Colour::read(text.trim()).unwrap();
            let (light, dark) = value.split_once(',').unwrap();
            [colour(light), colour(dark)]
        };
        let ink = pair("--ink:");
        let mut before = pair("--paper:").map(|paper| paper.contrast(paper));
        for step in 1..heat::STEPS {
            let shade = pair(&format!(".{}{step} {{ --heat:", heat::MARK));
            for side in [0, 1] {
                let readable = shade[side].contrast(ink[side]);
                assert!(readable >= 4.5, "shade {step}: {readable}");
                // Each is further from paper than the one before it.
                let from_paper = shade[side].contrast(pair("--paper:")[side]);
                assert!(
                    from_paper > before[side] + 0.05,
                    "shade {step}: {from_paper}"
                );
                before[side] = from_paper;
            }
        }
    }

    #[test]
    fn a_picture_stands_where_a_template_asks_for_it() {
        let none = fragment("```tm-chart\nlevels\n```\n\nafter\n");
        assert_eq!(none, "<p>after</p>\n");
        let code = fragment("```sh\nlevels\n```\n");
        assert!(code.contains("<code class=\"language-sh\">levels"));
        // No value of a reader makes one.
        let told = fragment(&escaped("```tm-chart\nlevels\n```"));
        assert!(told.contains("tm-chart levels"), "{told}");
    }
}
