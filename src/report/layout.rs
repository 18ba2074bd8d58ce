//! Which sections a report has, in which order, for whom: data, as JSON.
//!
//! ```json
//! { "format": "tickmark-layout", "version": 1, "audience": "founder",
//!   "sections": [{ "id": "memo" }, { "id": "gaps", "title": "What we would do", "intro": "For the board of May." }] }
//! ```
//!
//! `sections` says all of them, in order; without it they are those of `audience`. The disclaimer is always there: a layout
//! that does not name it has it at its end.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::language::word;
use super::templates::Templates;
use crate::error::{Code, Document, Error, Problem};
use crate::input::read::{header, typed};

/// The `format` of a layout.
pub const LAYOUT_FORMAT: &str = "tickmark-layout";
/// The newest `version` of it that is read.
pub const LAYOUT_VERSION: u32 = 1;

/// Every section: its id, its title unless a layout gives another, its template.
pub(super) const SECTIONS: [(&str, &str, &str); 24] = [
    (
        "memo",
        word!("In short"),
        include_str!("../../templates/memo.md"),
    ),
    (
        "standing",
        word!("Where things stand"),
        include_str!("../../templates/standing.md"),
    ),
    (
        "scope",
        word!("Scope and basis"),
        include_str!("../../templates/scope.md"),
    ),
    (
        "levels",
        word!("Readiness by domain"),
        include_str!("../../templates/levels.md"),
    ),
    (
        "forecast",
        word!("Forecast of exceptions"),
        include_str!("../../templates/forecast.md"),
    ),
    (
        "disagreements",
        word!("Where things disagree"),
        include_str!("../../templates/disagreements.md"),
    ),
    (
        "red-flags",
        word!("Red flags"),
        include_str!("../../templates/red-flags.md"),
    ),
    (
        "gaps",
        word!("Gaps, the heaviest first"),
        include_str!("../../templates/gaps.md"),
    ),
    (
        "register",
        word!("Exception register"),
        include_str!("../../templates/register.md"),
    ),
    (
        "fixes",
        word!("What still takes exceptions out of this window"),
        include_str!("../../templates/fixes.md"),
    ),
    (
        "windows",
        word!("When to hold the examination"),
        include_str!("../../templates/windows.md"),
    ),
    (
        "requests",
        word!("What will be asked for"),
        include_str!("../../templates/requests.md"),
    ),
    (
        "calendar",
        word!("Calendar"),
        include_str!("../../templates/calendar.md"),
    ),
    (
        "mock-audit",
        word!("Mock audit"),
        include_str!("../../templates/mock-audit.md"),
    ),
    (
        "unknowns",
        word!("Find out first"),
        include_str!("../../templates/unknowns.md"),
    ),
    (
        "changes",
        word!("Since the last assessment"),
        include_str!("../../templates/changes.md"),
    ),
    (
        "strengths",
        word!("What stands"),
        include_str!("../../templates/strengths.md"),
    ),
    (
        "not-looked-at",
        word!("What was not looked at"),
        include_str!("../../templates/not-looked-at.md"),
    ),
    (
        "evidence",
        word!("Evidence and workpapers"),
        include_str!("../../templates/evidence.md"),
    ),
    (
        "answers",
        word!("Your answers"),
        include_str!("../../templates/answers.md"),
    ),
    (
        "method",
        word!("Method and limits"),
        include_str!("../../templates/method.md"),
    ),
    (
        "glossary",
        word!("Words"),
        include_str!("../../templates/glossary.md"),
    ),
    (
        "disclaimer",
        DISCLAIMER_TITLE,
        include_str!("../../templates/disclaimer.md"),
    ),
    ("text", "", ""),
];
const DISCLAIMER_TITLE: &str = word!("Disclaimer");

/// Layouts that come with the library, by whom they are for.
const AUDIENCES: [(&str, &str); 3] = [
    (
        "founder",
        include_str!("../../templates/layouts/founder.json"),
    ),
    (
        "committee",
        include_str!("../../templates/layouts/committee.json"),
    ),
    (
        "client",
        include_str!("../../templates/layouts/client.json"),
    ),
];

/// Most sections that a layout may have: each as often as somebody could mean it.
const MOST_SECTIONS: usize = 100;
/// Longest title and introduction, in characters.
const LONGEST_TITLE: usize = 200;
const LONGEST_INTRO: usize = 5_000;

/// A layout.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Layout {
    /// Always [`LAYOUT_FORMAT`].
    pub format: String,
    /// At most [`LAYOUT_VERSION`].
    pub version: u32,
    /// Whose sections are taken where `sections` is absent: `founder`, `committee` or `client`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audience: Option<String>,
    /// The sections, in order.
    #[serde(default)]
    pub sections: Vec<Section>,
}

/// A section of a layout.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Section {
    /// Which one; `text` has nothing but its title and introduction.
    pub id: String,
    /// Its heading, in place of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// A paragraph under the heading: plain text, an empty line begins another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intro: Option<String>,
    /// Whether it tells the main things only, where it can.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub short: bool,
    /// The most rows of its table; the rest are counted. All of them unless said otherwise, and only where it can.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<u32>,
}

impl Layout {
    /// The layout for `founder`, `committee` or `client`.
    ///
    /// # Errors
    ///
    /// [`Code::UnknownName`] for any other.
    pub fn of_audience(name: &str) -> Result<Self, Error> {
        let names = AUDIENCES.iter().map(|(name, _)| *name);
        let Some((_, text)) = AUDIENCES.iter().find(|(known, _)| *known == name) else {
            let problem = Problem::not_among(
                Document::Layout,
                "/audience",
                Code::UnknownName,
                "an audience",
                name,
                names,
            );
            return Err(problem
                .unwrap_or_else(|| unreadable("no such audience"))
                .into());
        };
        serde_json::from_str(text).map_err(|why| unreadable(&why.to_string()).into())
    }

    /// A layout from its document.
    ///
    /// * `templates`: whose sections a layout may have beside ours.
    ///
    /// # Errors
    ///
    /// The first problem of shape, or every problem of meaning.
    pub fn read(value: Value, templates: &Templates) -> Result<Self, Error> {
        header(&value, LAYOUT_FORMAT, LAYOUT_VERSION, Document::Layout)?;
        let layout: Self = typed(value, Document::Layout)?;
        let problems = layout.problems(templates);
        if !problems.is_empty() {
            return Err(Error::Input(problems));
        }
        if layout.sections.is_empty() {
            return Self::of_audience(layout.audience.as_deref().unwrap_or("founder"));
        }
        Ok(layout)
    }

    fn problems(&self, templates: &Templates) -> Vec<Problem> {
        let mut found = Vec::new();
        let problem = |at: String, code, message| Problem::new(Document::Layout, at, code, message);
        if let Some(audience) = &self.audience {
            let names = AUDIENCES.iter().map(|(name, _)| *name);
            let at = "/audience".to_owned();
            found.extend(Problem::not_among(
                Document::Layout,
                at,
                Code::UnknownName,
                "an audience",
                audience,
                names,
            ));
        }
        if self.sections.len() > MOST_SECTIONS {
            let message = format!(
                "found {} sections; allowed: {MOST_SECTIONS}",
                self.sections.len()
            );
            found.push(problem("/sections".to_owned(), Code::OutOfRange, message));
        }
        for (i, section) in self.sections.iter().enumerate() {
            let ours = SECTIONS.iter().map(|(id, _, _)| *id);
            let names = ours.chain(templates.sections());
            let at = |key: &str| format!("/sections/{i}/{key}");
            if !names.clone().any(|id| id == section.id) {
                found.extend(Problem::not_among(
                    Document::Layout,
                    at("id"),
                    Code::UnknownName,
                    "a section",
                    &section.id,
                    names,
                ));
            }
            if section.id == "disclaimer" && section.title.is_some() {
                let message = "the disclaimer keeps its title; an introduction may add to it";
                found.push(problem(at("title"), Code::OutOfRange, message.to_owned()));
            }
            for (key, text, longest) in [
                ("title", &section.title, LONGEST_TITLE),
                ("intro", &section.intro, LONGEST_INTRO),
            ] {
                let length = text.as_ref().map_or(0, |t| t.chars().count());
                if length > longest {
                    let message = format!("found {length} characters; allowed: {longest}");
                    found.push(problem(at(key), Code::OutOfRange, message));
                }
            }
        }
        found
    }

    /// The sections with the disclaimer among them.
    pub(super) fn with_disclaimer(&self) -> Vec<Section> {
        let mut sections = self.sections.clone();
        if !sections.iter().any(|s| s.id == "disclaimer") {
            sections.push(Section {
                id: "disclaimer".to_owned(),
                title: None,
                intro: None,
                short: false,
                most: None,
            });
        }
        sections
    }
}

fn unreadable(why: &str) -> Problem {
    Problem::new(Document::Layout, "", Code::WrongShape, why)
}
