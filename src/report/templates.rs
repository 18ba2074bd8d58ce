//! Our templates, and those of a reader's own: sections in other words, or further sections, under the same view.
//!
//! The latter are text that somebody else may have written, so they get no more than the view: nothing reads a file, asks for
//! the time or the environment; what grows from itself is refused or bounded, and so is what comes out. How long it
//! takes is for whoever renders to limit, for the library has no clock: the command line and the page do.

use std::collections::BTreeMap;
use std::io::Write;

use tera::{Kwargs, State, Tera, TeraResult, Value};

use super::layout::SECTIONS;
use crate::error::Error;

/// What stands above the sections.
pub(super) const HEAD: (&str, &str) = ("report.md", include_str!("../../templates/report.md"));

/// What stands below them.
pub(super) const TAIL: (&str, &str) = ("tail.md", include_str!("../../templates/tail.md"));

/// Longest file, in bytes: the longest of ours has a twentieth of it.
const LONGEST: usize = 100_000;
/// Most files.
const MOST: usize = 100;
/// Longest report, in bytes: some twenty times the longest that comes of our own templates.
pub(super) const LONGEST_REPORT: usize = 8_000_000;
/// Longest text that a filter may make, in bytes.
const LONGEST_VALUE: usize = 1_000_000;
/// What could make a text grow from itself without a bound.
const REFUSED: [&str; 7] = [
    "set",
    "set_global",
    "filter",
    "macro",
    "component",
    "extends",
    "block",
];

/// Files by name: `SECTION.md`, or `report.md` for the head.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Templates {
    files: BTreeMap<String, String>,
}

impl Templates {
    /// Templates of these files.
    ///
    /// # Errors
    ///
    /// [`Error::Template`] where a name is none of a section, a file is too long, there are too many, or a tag is used that is
    /// not there for templates of one's own; with file and line.
    pub fn new(files: impl IntoIterator<Item = (String, String)>) -> Result<Self, Error> {
        let mut taken = BTreeMap::new();
        for (name, text) in files {
            let slug = name.strip_suffix(".md").unwrap_or_default();
            let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            if slug.is_empty() || slug.len() > 60 || !slug.chars().all(allowed) {
                return Err(refused(format!(
                    "{name}: a template is called SECTION.md, in small letters, digits and hyphens"
                )));
            }
            if matches!(slug, "disclaimer" | "tail") {
                return Err(refused(format!(
                    "{name}: it stays as it is; a brand may add to the disclaimer (`extraDisclaimer`)"
                )));
            }
            looked_through(&name, &text)?;
            taken.insert(name, text);
            if taken.len() > MOST {
                return Err(refused(format!(
                    "more than {MOST} templates; allowed: {MOST}"
                )));
            }
        }
        Ok(Self { files: taken })
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The ids of sections that only these templates have.
    pub fn sections(&self) -> impl Iterator<Item = &str> + Clone {
        let own = self
            .files
            .keys()
            .filter_map(|name| name.strip_suffix(".md"));
        own.filter(|id| *id != "report" && !SECTIONS.iter().any(|(known, _, _)| known == id))
    }

    /// Puts them over ours, with filters that cannot grow a text without a bound.
    pub(super) fn put_into(&self, tera: &mut Tera) -> Result<(), Error> {
        if self.is_empty() {
            return Ok(());
        }
        bounded_filters(tera);
        let files = self
            .files
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()));
        tera.add_raw_templates(files)
            .map_err(|why| Error::Template(why.to_string()))
    }
}

/// Filters that cannot grow a text without a bound, in the place of those that can.
pub(super) fn bounded_filters(tera: &mut Tera) {
    tera.register_filter("replace", replace);
    tera.register_filter("join", join);
    tera.register_filter("indent", indent);
}

/// Looks at a template that somebody else may have written.
///
/// # Errors
///
/// It is too long, or has a tag that is not there for it.
pub(super) fn looked_through(name: &str, text: &str) -> Result<(), Error> {
    if text.len() > LONGEST {
        return Err(refused(format!(
            "{name}: found {} bytes; allowed: {LONGEST}",
            text.len()
        )));
    }
    tags(name, text)
}

/// Our own templates, by the names of their files, in English.
pub(crate) fn ours() -> impl Iterator<Item = (String, &'static str)> {
    let ends = [HEAD, TAIL].map(|(name, text)| (name.to_owned(), text));
    let sections = SECTIONS
        .iter()
        .map(|(id, _, text)| (format!("{id}.md"), *text));
    ends.into_iter().chain(sections)
}

fn refused(message: String) -> Error {
    Error::Template(message)
}

/// Looks for tags that are not there for templates of one's own.
fn tags(name: &str, text: &str) -> Result<(), Error> {
    for (at, _) in text.match_indices("{%") {
        let rest = text.get(at + 2..).unwrap_or_default();
        let rest = rest.strip_prefix('-').unwrap_or(rest).trim_start();
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
        let tag = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        if REFUSED.contains(&tag) {
            let line = text.get(..at).unwrap_or_default().matches('\n').count() + 1;
            return Err(refused(format!(
                "{name}:{line}: `{tag}` is not there for templates of your own; there are `if`, `for`, `include` and `raw`"
            )));
        }
    }
    Ok(())
}

fn bounded(length: usize) -> TeraResult<()> {
    if length > LONGEST_VALUE {
        let message =
            format!("a filter would make a text of {length} bytes; allowed: {LONGEST_VALUE}");
        return Err(tera::Error::message(message));
    }
    Ok(())
}

fn replace(value: &str, arguments: Kwargs, _: &State) -> TeraResult<String> {
    let from: &str = arguments.must_get("from")?;
    let to: &str = arguments.must_get("to")?;
    let found = if from.is_empty() {
        value.chars().count() + 1
    } else {
        value.matches(from).count()
    };
    bounded(value.len().saturating_add(found.saturating_mul(to.len())))?;
    Ok(value.replace(from, to))
}

fn join(values: Vec<Value>, arguments: Kwargs, _: &State) -> TeraResult<String> {
    let between: &str = arguments.get("sep")?.unwrap_or_default();
    let mut text = String::new();
    for (i, value) in values.iter().enumerate() {
        if i > 0 {
            text.push_str(between);
        }
        text.push_str(&value.to_string());
        bounded(text.len())?;
    }
    Ok(text)
}

fn indent(value: &str, arguments: Kwargs, _: &State) -> TeraResult<String> {
    let width: usize = arguments.get("width")?.unwrap_or(4);
    let lines = value.matches('\n').count() + 1;
    bounded(value.len().saturating_add(lines.saturating_mul(width)))?;
    Ok(value.replace('\n', &format!("\n{}", " ".repeat(width))))
}

/// Takes what is written up to [`LONGEST_REPORT`] bytes.
#[derive(Debug, Default)]
pub(super) struct Bounded {
    text: Vec<u8>,
    full: bool,
}

impl Bounded {
    /// What was written; an error where it would have been longer.
    pub(super) fn text(self, template: &str) -> Result<String, Error> {
        if self.full {
            return Err(refused(format!(
                "{template}: the report would have more than {LONGEST_REPORT} bytes"
            )));
        }
        String::from_utf8(self.text).map_err(|why| refused(format!("{template}: {why}")))
    }

    /// Whether it is full.
    pub(super) fn is_full(&self) -> bool {
        self.full
    }
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.text.len() + bytes.len() > LONGEST_REPORT {
            self.full = true;
            return Err(std::io::Error::other("the report is too long"));
        }
        self.text.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
