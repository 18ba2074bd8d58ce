//! A report worked out again: whether it is what its saved assessment gives, and where it first differs.

use serde::Serialize;
use serde_json::Value;

use crate::Outcome;
use crate::error::{Code, Document, Error, Problem};
use crate::input::Engagement;
use crate::input::digest::Identity;
use crate::plan::advice::Advice;
use crate::plan::fixes::Limits;
use crate::report::{Format, Language, Reader};

/// A report compared with what its saved assessment gives.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Verification {
    /// What was worked out again.
    pub identity: Identity,
    /// The digest that the report states; absent where it states none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stated: Option<String>,
    /// What the digests say has changed; empty where they are the same, or the report states none.
    pub causes: Vec<Cause>,
    /// The first place where the report differs; absent where it is the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<Difference>,
}

/// What a report was worked out from and is another now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// The saved assessment, or the evidence beside it.
    Inputs,
    /// The version of this library: as the report states it.
    Engine(String),
    /// The text of the questionnaire: its digest as the report states it.
    Questionnaire(String),
    /// The catalogue of controls: its digest as the report states it.
    Catalogue(String),
}

/// The first place where a report differs.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Difference {
    /// Of a report in JSON.
    Value {
        /// Where: a JSON Pointer (RFC 6901).
        at: String,
        /// What the report has there; absent where it has nothing.
        #[serde(skip_serializing_if = "Option::is_none")]
        report: Option<Value>,
        /// What it is.
        #[serde(skip_serializing_if = "Option::is_none")]
        worked_out: Option<Value>,
    },
    /// Of a report in Markdown or HTML.
    Line {
        /// Which line, from 1.
        line: u32,
        /// The heading above it; empty above the first.
        section: String,
        /// What the report has there; absent where it has ended.
        #[serde(skip_serializing_if = "Option::is_none")]
        report: Option<String>,
        /// What it is.
        #[serde(skip_serializing_if = "Option::is_none")]
        worked_out: Option<String>,
    },
}

impl Verification {
    /// Whether the report is what its saved assessment gives.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.first.is_none()
    }
}

/// Works a report out again and compares; whether it is Markdown, HTML or JSON is told by its text. Line ends do
/// not count.
///
/// * `limits`: what there was to spend on fixes.
/// * `reader`: whom it was made for: the same layout, brand, templates, earlier assessment and names.
///
/// # Errors
///
/// `unknown-format` for a text that is no report, and in a browser for one in JSON, a problem of JSON, and [`Error::Template`].
pub fn verify(
    report: &str,
    engagement: &Engagement<'_>,
    limits: Limits,
    reader: &Reader<'_>,
) -> Result<Verification, Error> {
    let report = report.trim_start_matches('\u{feff}');
    let begins = report.trim_start();
    let outcome = crate::evaluate(engagement);
    let advice = outcome.advice(engagement, limits);
    let identity = Identity::of(engagement);
    let (stated, first) = if begins.starts_with('{') {
        let theirs = crate::input::read::json(report, Document::Report)?;
        if theirs.get("identity").is_none() && theirs.get("forecast").is_none() {
            return Err(no_report().into());
        }
        // Written and read once more, so that both have gone the same way.
        let ours =
            crate::input::read::json(&written(&outcome, engagement, &advice)?, Document::Report)?;
        (Stated::in_json(&theirs), value(&theirs, &ours, ""))
    } else {
        let html = begins
            .get(..5)
            .is_some_and(|b| b.eq_ignore_ascii_case("<!doc"));
        let format = match (html, begins.starts_with("# ")) {
            (true, _) => Format::Html,
            (_, true) => Format::Markdown,
            _ => return Err(no_report().into()),
        };
        let ours = outcome.report_with(engagement, &advice, format, reader)?;
        (
            Stated::in_text(report, reader.language),
            line(report, &ours),
        )
    };
    let causes = stated.causes(engagement, &identity);
    Ok(Verification {
        identity,
        stated: stated.sha256,
        causes,
        first,
    })
}

/// The result as JSON. The browser's module leaves it out for its size: its page writes no result as JSON.
#[cfg(not(target_arch = "wasm32"))]
fn written(
    outcome: &Outcome,
    engagement: &Engagement<'_>,
    advice: &Advice<'_>,
) -> Result<String, Problem> {
    Ok(serde_json::to_string(&outcome.with(engagement, advice)).unwrap_or_default())
}

#[cfg(target_arch = "wasm32")]
fn written(_: &Outcome, _: &Engagement<'_>, _: &Advice<'_>) -> Result<String, Problem> {
    let message = "a result in JSON is verified on the command line alone";
    let problem = Problem::new(Document::Report, "", Code::UnknownFormat, message);
    Err(problem.help("`tickmark verify` does it; a report as Markdown or HTML is verified here."))
}

fn no_report() -> Problem {
    let message = "this is no report; known: Markdown that begins with `# `, HTML, and the JSON of `tickmark assess`";
    Problem::new(Document::Report, "", Code::UnknownFormat, message)
}

/// What a report states of itself.
#[derive(Default)]
struct Stated {
    sha256: Option<String>,
    engine: Option<String>,
    version: Option<String>,
    questionnaire: Option<String>,
    catalogue: Option<String>,
}

impl Stated {
    fn in_json(report: &Value) -> Self {
        let text = |at: &str| {
            let found = report.pointer(at).and_then(Value::as_str);
            found.map(str::to_owned)
        };
        Self {
            sha256: text("/identity/sha256"),
            engine: text("/identity/engine"),
            version: text("/identity/questionnaire/version"),
            questionnaire: text("/identity/questionnaire/sha256"),
            catalogue: text("/identity/catalogue"),
        }
    }

    /// The lines of the report's basis; the last of each, since what people wrote stands above.
    fn in_text(report: &str, language: Language<'_>) -> Self {
        let [engine, catalogue, id, questionnaire] = language.basis();
        let mut found = Self::default();
        for line in report.lines() {
            let line = line.trim_start_matches("<li>").trim_start_matches("- ");
            if let Some(rest) = line.strip_prefix(&engine) {
                found.engine = Some(rest.trim_end_matches("</li>").trim().to_owned());
            } else if line.starts_with(&catalogue) {
                found.catalogue = digest(line);
            } else if line.starts_with(&id) {
                found.sha256 = digest(line);
            } else if line.starts_with(&questionnaire) {
                found.questionnaire = digest(line);
                let before = line.split(", SHA-256 ").next();
                let version = before.and_then(|text| text.rsplit(' ').next());
                found.version = version.map(str::to_owned);
            }
        }
        found
    }

    /// What the digests say has changed.
    fn causes(&self, engagement: &Engagement<'_>, ours: &Identity) -> Vec<Cause> {
        let Some(stated) = self.sha256.as_ref().filter(|s| **s != ours.sha256) else {
            return Vec::new();
        };
        let mut theirs = ours.clone();
        let mut causes = Vec::new();
        if let Some(engine) = self.engine.as_ref().filter(|e| **e != ours.engine) {
            theirs.engine.clone_from(engine);
            causes.push(Cause::Engine(engine.clone()));
        }
        let known = &ours.questionnaire.sha256;
        let other = |s: &&String| Some(*s) != known.as_ref();
        if let Some(text) = self.questionnaire.as_ref().filter(other) {
            theirs.questionnaire.sha256 = Some(text.clone());
            if let Some(version) = &self.version {
                theirs.questionnaire.version.clone_from(version);
            }
            causes.push(Cause::Questionnaire(text.clone()));
        }
        if let Some(text) = self.catalogue.as_ref().filter(|c| **c != ours.catalogue) {
            theirs.catalogue.clone_from(text);
            causes.push(Cause::Catalogue(text.clone()));
        }
        // The same inputs with what the report states of the rest give the digest that it states.
        if theirs.digest_of(engagement) != *stated {
            causes.insert(0, Cause::Inputs);
        }
        causes
    }
}

/// The 64 digits of the last digest in a line.
fn digest(line: &str) -> Option<String> {
    let digits = line.rsplit("SHA-256 ").next()?.get(..64)?;
    let all = digits.chars().all(|c| c.is_ascii_hexdigit());
    all.then(|| digits.to_owned())
}

/// The first place where two values differ.
fn value(report: &Value, ours: &Value, at: &str) -> Option<Difference> {
    let differs = |at: String, report: Option<&Value>, ours: Option<&Value>| Difference::Value {
        at,
        report: report.cloned(),
        worked_out: ours.cloned(),
    };
    match (report, ours) {
        (Value::Object(theirs), Value::Object(mine)) => {
            let mut keys: Vec<&String> = theirs.keys().chain(mine.keys()).collect();
            keys.sort();
            keys.dedup();
            keys.into_iter().find_map(|key| {
                let at = format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
                match (theirs.get(key), mine.get(key)) {
                    (Some(a), Some(b)) => value(a, b, &at),
                    (a, b) => Some(differs(at, a, b)),
                }
            })
        }
        (Value::Array(theirs), Value::Array(mine)) => {
            (0..theirs.len().max(mine.len())).find_map(|i| {
                let at = format!("{at}/{i}");
                match (theirs.get(i), mine.get(i)) {
                    (Some(a), Some(b)) => value(a, b, &at),
                    (a, b) => Some(differs(at, a, b)),
                }
            })
        }
        (a, b) if a == b => None,
        (a, b) => Some(differs(at.to_owned(), Some(a), Some(b))),
    }
}

/// The first line in which two texts differ.
fn line(report: &str, ours: &str) -> Option<Difference> {
    let (mut theirs, mut mine) = (report.lines(), ours.lines());
    let mut section = String::new();
    let mut number = 0_u32;
    loop {
        number = number.saturating_add(1);
        match (theirs.next(), mine.next()) {
            (None, None) => return None,
            (Some(a), Some(b)) if a == b => {
                if let Some(heading) = heading(a) {
                    section = heading;
                }
            }
            (a, b) => {
                // A changed heading is told as it should be.
                if let Some(heading) = b.and_then(heading) {
                    section = heading;
                }
                return Some(Difference::Line {
                    line: number,
                    section,
                    report: a.map(str::to_owned),
                    worked_out: b.map(str::to_owned),
                });
            }
        }
    }
}

/// The words of a line that is a heading, in Markdown or HTML.
fn heading(line: &str) -> Option<String> {
    if let Some(rest) = line.strip_prefix('#') {
        return Some(rest.trim_start_matches('#').trim().to_owned());
    }
    let tag = line.strip_prefix("<h")?;
    let level = tag.chars().next()?;
    if !level.is_ascii_digit() {
        return None;
    }
    let (_, words) = tag.split_once('>')?;
    Some(words.split("</h").next()?.trim().to_owned())
}
