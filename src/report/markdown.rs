//! View to Markdown: every value is escaped unless a template says otherwise.

use std::io::Write;

use serde::Serialize;
use tera::{Context, Tera};

use super::language::word;
use super::layout::{Layout, SECTIONS, Section};
use super::templates::{Bounded, HEAD, LONGEST_REPORT, TAIL, bounded_filters, ours};
use super::view::View;
use super::{Reader, heat, passage};
use crate::error::Error;
use crate::evidence::key::Names;

/// Sections with chances in them: without any, words and method of the forecast are left out.
const PREDICTS: [&str; 5] = ["memo", "forecast", "gaps", "fixes", "windows"];

/// What a template of a section sees of it, as `section`.
#[derive(Serialize)]
struct SectionView<'a> {
    title: &'a str,
    short: bool,
    most: u32,
}

/// The report as Markdown.
///
/// * `pictures`: whether places for them are left, as blocks of code, which are none in Markdown, and cells marked for shades.
///
/// # Errors
///
/// [`Error::Template`] with file, line and column; the templates that come
/// with the library do not fail.
pub(super) fn markdown(
    view: &View,
    layout: &Layout,
    reader: &Reader<'_>,
    pictures: bool,
) -> Result<String, Error> {
    let mut tera = Tera::new();
    tera.autoescape_on([".md"]);
    tera.set_escape_fn(escape);
    let file = |id: &str| format!("{id}.md");
    let language = reader.language;
    let said = ours().flat_map(|(name, text)| {
        let said = language.template(&name).unwrap_or(text);
        // What somebody else's file says there does not take the place of it.
        let english = language.is_beside(&name).then(|| (english(&name), text));
        [Some((name, said)), english].into_iter().flatten()
    });
    tera.add_raw_templates(said.collect::<Vec<_>>())
        .map_err(template_error)?;
    if language.is_of_file() {
        bounded_filters(&mut tera);
    }
    if let Some(templates) = reader.templates {
        templates.put_into(&mut tera)?;
    }
    let mut context = seen(view, reader.names)?;
    context.insert("named", &reader.names.is_some());
    context.insert("pictures", &pictures);
    let sections = layout.with_disclaimer();
    let ids: Vec<&str> = sections.iter().map(|s| s.id.as_str()).collect();
    context.insert("sections", &ids);
    context.insert("heat", &heat::marks(pictures));
    context.insert("english", &passage::marks(pictures, language));
    let predicts = |s: &Section| PREDICTS.contains(&s.id.as_str());
    context.insert("predicted", &layout.sections.iter().any(predicts));
    let mut text = rendered(&tera, HEAD.0, &context)?;
    for section in &sections {
        let known = SECTIONS.iter().find(|(id, _, _)| *id == section.id);
        let own = known.map_or("", |(id, title, _)| match (*id, section.short) {
            ("register", true) => word!("What is open"),
            _ => title,
        });
        let own = language.word(own);
        let title = section.title.as_deref().unwrap_or(&own);
        let view = SectionView {
            title,
            short: section.short,
            most: section.most.unwrap_or(u32::MAX),
        };
        context.insert("section", &view);
        let name = file(&section.id);
        let mut body = rendered(&tera, &name, &context)?;
        if language.is_beside(&name) {
            body = format!("{}\n\n{body}", rendered(&tera, &english(&name), &context)?);
        }
        let intro = section.intro.as_deref().unwrap_or_default();
        // A section that has nothing to say is not there, unless the layout says something in it.
        if body.trim().is_empty() && intro.trim().is_empty() {
            continue;
        }
        if !title.trim().is_empty() {
            text.push_str(&format!("\n\n## {}\n", escaped(title)));
        }
        for paragraph in intro.split("\n\n") {
            text.push_str(&format!("\n{}\n", escaped(paragraph)));
        }
        text.push('\n');
        text.push_str(&body);
        if text.len() > LONGEST_REPORT {
            return Err(Error::Template(format!(
                "{}: the report would have more than {LONGEST_REPORT} bytes",
                name
            )));
        }
    }
    text.push_str("\n\n");
    if language.is_beside(TAIL.0) {
        text.push_str(&rendered(&tera, &english(TAIL.0), &context)?);
        text.push_str("\n\n");
    }
    text.push_str(&rendered(&tera, TAIL.0, &context)?);
    Ok(tidy(&text))
}

/// Under which name the English template is there, where another stands beside it. No template of a reader's own can have it.
fn english(name: &str) -> String {
    format!("english/{name}")
}

/// What a template makes of the view, up to a bound.
pub(super) fn rendered(tera: &Tera, name: &str, context: &Context) -> Result<String, Error> {
    let mut out = Bounded::default();
    let done = tera.render_to(name, context, &mut out);
    match done {
        Err(why) if !out.is_full() => Err(template_error(why)),
        _ => out.text(name),
    }
}

/// The view as templates see it, with names in place of pseudonyms where they are given.
///
/// By way of a value that names can be put into, with names or without: written straight into the context as well, the view
/// would make the browser's module 38 KB larger.
fn seen(view: &View, names: Option<&Names>) -> Result<Context, Error> {
    let mut value = serde_json::to_value(view).map_err(|why| Error::Template(why.to_string()))?;
    if let Some(names) = names {
        names.put_into(&mut value);
    }
    Context::from_serialize(&value).map_err(template_error)
}

pub(super) fn template_error(why: tera::Error) -> Error {
    Error::Template(why.to_string())
}

/// Writes `text` so that Markdown shows exactly its characters, in one line.
///
/// Inside a line these have a meaning: backslash, backtick, `*`, `[`, `]`, `<`,
/// `>`, `|`, `~`, `_` at the edge of a word, `&` where an entity could begin. At the start of a line so do `#`, `-`, `+`, `=`,
/// `:` and a number with a dot or bracket and a blank; since a value cannot know where it
/// will stand, its own start is escaped always, and has no blanks before it. A colon before slashes is
/// escaped so that bare addresses do not become links.
fn escape(text: &str, out: &mut dyn Write) -> std::io::Result<()> {
    let line = one_line(text);
    let text = line.trim_start();
    let number = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let ordered = number > 0
        && text
            .as_bytes()
            .get(number)
            .is_some_and(|b| matches!(b, b'.' | b')'));
    let mut before = ' ';
    for (i, c) in text.char_indices() {
        let after = text
            .get(i + c.len_utf8()..)
            .and_then(|rest| rest.chars().next())
            .unwrap_or(' ');
        let special = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '|' | '~' => true,
            // Inside a word it is a letter like any other.
            '_' => !(before.is_alphanumeric() && after.is_alphanumeric()),
            // Only so does an entity begin.
            '&' => after.is_ascii_alphanumeric() || after == '#',
            '#' | '-' | '+' | '=' | ':' if i == 0 => true,
            ':' => text.get(i..).is_some_and(|rest| rest.starts_with("://")),
            // A blank that does not break begins no list.
            '.' | ')' => ordered && i == number && after.is_ascii_whitespace(),
            _ => false,
        };
        before = c;
        if special {
            out.write_all(b"\\")?;
        }
        let mut buffer = [0; 4];
        out.write_all(c.encode_utf8(&mut buffer).as_bytes())?;
    }
    Ok(())
}

/// `text` in one line: line ends and control characters as blanks, without the marks that turn
/// the direction of what follows.
pub(super) fn one_line(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        .map(|c| {
            let ends_line = c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
            if ends_line { ' ' } else { c }
        })
        .collect()
}

/// No control characters, no more than one blank line at a time, no blanks at line ends, one newline at the end.
fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    let mut blank = true;
    // Values have none of these; a template that somebody else wrote can.
    let plain = text.replace(|c: char| c.is_control() && !matches!(c, '\n' | '\t'), "");
    for line in plain.lines() {
        let line = line.trim_end();
        if line.is_empty() && blank {
            continue;
        }
        blank = line.is_empty();
        tidied.push_str(line);
        tidied.push('\n');
    }
    let end = tidied.trim_end().len();
    tidied.truncate(end);
    tidied.push('\n');
    tidied
}

/// The text escaped.
pub(super) fn escaped(text: &str) -> String {
    let mut out = Vec::new();
    // Writing into memory does not fail, and what is escaped stays text.
    let _ = escape(text, &mut out);
    String::from_utf8(out).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_words_stay_as_they_are() {
        for text in [
            "5.9",
            "Acme",
            "AC-02",
            "2026-11-21",
            "week 10 of 25",
            "O'Brien & Söhne",
            "mfa_active=false",
        ] {
            assert_eq!(escaped(text), text);
        }
    }

    #[test]
    fn marks_of_markdown_lose_their_meaning() {
        assert_eq!(escaped("a|b"), "a\\|b");
        assert_eq!(escaped("1. first"), "1\\. first");
        assert_eq!(escaped("# loud"), "\\# loud");
        for start in [" ", "\t", "\u{1}", "\u{2028}", "    ", "\n"] {
            assert_eq!(escaped(&format!("{start}# loud")), "\\# loud");
        }
        assert_eq!(escaped("a\u{202e}b"), "ab");
        assert_eq!(escaped("two\nlines"), "two lines");
        assert_eq!(escaped("https://example.com"), "https\\://example.com");
        assert_eq!(escaped("<script>"), "\\<script\\>");
    }
}
