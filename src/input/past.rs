//! A consultant's past engagements: what was stated of each control, and what the auditor then noted.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::catalogue::Catalogue;
use super::read;
use crate::error::{Code, Document, Error, Problem, shown};

/// The `format` of past engagements.
pub const ENGAGEMENTS_FORMAT: &str = "tickmark-engagements";
/// The newest `version` of that format that is read.
pub const ENGAGEMENTS_VERSION: u32 = 1;

/// Past engagements as a document: what `tickmark calibrate` reads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EngagementsFile {
    /// Always [`ENGAGEMENTS_FORMAT`].
    pub format: String,
    /// At most [`ENGAGEMENTS_VERSION`].
    pub version: u32,
    /// The engagements: all that you had, not those that went well.
    pub engagements: Vec<PastEngagement>,
}

/// One engagement: what was stated before the audit, and what the auditor noted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PastEngagement {
    /// Slug of your own; needs no name of a client.
    pub id: String,
    /// What was stated, control by control; this or `forecast`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stated: Vec<Stated>,
    /// What was stated, as the `forecast` in what `assess --format json` wrote; this or `stated`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forecast: Option<StatedForecast>,
    /// The controls at which the auditor noted an exception; empty if none.
    pub noted: Vec<String>,
    /// The controls that the auditor tested; all those with a stated chance unless said otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tested: Option<Vec<String>>,
    /// The opinion that the auditor gave, if you want it counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opinion: Option<Opinion>,
}

/// A chance that was stated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Stated {
    /// The control.
    pub control: String,
    /// The chance that an exception is noted at it, 0 to 1.
    pub noted: f64,
}

/// A forecast as `assess` writes it; keys other than these are not read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StatedForecast {
    /// The controls that it is about.
    pub controls: Vec<StatedControl>,
    /// What it says of the whole, for the opinion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub headline: Option<StatedOutlook>,
}

/// A control of such a forecast.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StatedControl {
    /// The control.
    pub id: String,
    /// The chance that an exception is noted.
    pub noted: StatedEnds,
}

/// That chance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StatedEnds {
    /// Its value that counts, 0 to 1.
    pub headline: f64,
}

/// The opinion in such a forecast.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StatedOutlook {
    /// The chance of a qualified opinion, 0 to 1.
    pub qualified: f64,
    /// The chance of an adverse opinion, 0 to 1.
    pub adverse: f64,
}

/// The opinion that an auditor gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Opinion {
    /// Nothing weighed heavily.
    Unmodified,
    /// One or two parts did.
    Qualified,
    /// More did.
    Adverse,
}

impl PastEngagement {
    /// The chances that were stated, with their place in the engagement.
    fn chances(&self) -> impl Iterator<Item = (String, String, &str, f64)> {
        let listed = self.stated.iter().enumerate().map(|(i, s)| {
            let at = format!("/stated/{i}");
            (
                format!("{at}/control"),
                format!("{at}/noted"),
                s.control.as_str(),
                s.noted,
            )
        });
        let forecast = self.forecast.iter().flat_map(|f| &f.controls);
        listed.chain(forecast.enumerate().map(|(i, c)| {
            let at = format!("/forecast/controls/{i}");
            (
                format!("{at}/id"),
                format!("{at}/noted/headline"),
                c.id.as_str(),
                c.noted.headline,
            )
        }))
    }

    /// Of each control that was tested and of which something was stated: its id, the chance that was stated, and
    /// whether an exception was noted.
    pub fn compared(&self) -> impl Iterator<Item = (&str, f64, bool)> {
        let is_among = |list: &[String], id: &str| list.iter().any(|other| other == id);
        self.chances()
            .map(|(_, _, id, chance)| (id, chance))
            .filter(move |(id, _)| self.tested.as_ref().is_none_or(|t| is_among(t, id)))
            .map(move |(id, chance)| (id, chance, is_among(&self.noted, id)))
    }

    /// The stated chance of a qualified or adverse opinion, and whether it was one; `None` unless both are known.
    #[must_use]
    pub fn opinions(&self) -> Option<(f64, bool)> {
        let stated = self.forecast.as_ref()?.headline.as_ref()?;
        let given = self.opinion?;
        let chance = (stated.qualified + stated.adverse).clamp(0.0, 1.0);
        Some((chance, given != Opinion::Unmodified))
    }
}

/// Past engagements, read and checked.
///
/// # Errors
///
/// The first problem of shape, or every problem of meaning, in the order of the document.
pub fn engagements(value: Value, catalogue: &Catalogue) -> Result<Vec<PastEngagement>, Error> {
    read::header(
        &value,
        ENGAGEMENTS_FORMAT,
        ENGAGEMENTS_VERSION,
        Document::Engagements,
    )?;
    let file: EngagementsFile = read::typed(value, Document::Engagements)?;
    let mut problems = Vec::new();
    if file.engagements.is_empty() {
        let message = "there is no engagement in the list; one at least is needed";
        problems.push(problem(
            "/engagements".to_owned(),
            Code::MissingText,
            message,
        ));
    }
    let mut seen = BTreeSet::new();
    for (i, engagement) in file.engagements.iter().enumerate() {
        let at = format!("/engagements/{i}");
        if engagement.id.trim().is_empty() {
            problems.push(problem(
                format!("{at}/id"),
                Code::MissingText,
                "the id is empty",
            ));
        } else if !seen.insert(engagement.id.as_str()) {
            let message = format!(
                "the engagement `{}` is there twice; an id is given once",
                shown(&engagement.id)
            );
            problems.push(problem(format!("{at}/id"), Code::Duplicate, message));
        }
        problems.extend(wrong(engagement, &at, catalogue));
    }
    if problems.is_empty() {
        Ok(file.engagements)
    } else {
        Err(Error::Input(problems))
    }
}

/// What is wrong with one engagement, at its place.
fn wrong(engagement: &PastEngagement, at: &str, catalogue: &Catalogue) -> Vec<Problem> {
    let mut problems = Vec::new();
    match (engagement.stated.is_empty(), &engagement.forecast) {
        (false, Some(_)) => {
            let message = "both `stated` and `forecast` are given; one of them is allowed";
            problems.push(problem(format!("{at}/stated"), Code::Duplicate, message));
        }
        (true, None) => {
            let message = "nothing was stated: there is neither `stated` nor `forecast`";
            problems.push(problem(at.to_owned(), Code::MissingText, message));
        }
        (true, Some(forecast)) if forecast.controls.is_empty() => {
            let message = "the forecast has no control; one at least is needed";
            let at = format!("{at}/forecast/controls");
            problems.push(problem(at, Code::MissingText, message));
        }
        _ => {}
    }
    let mut stated = BTreeSet::new();
    for (named, chance_at, id, chance) in engagement.chances() {
        problems.extend(unknown(format!("{at}{named}"), id, catalogue));
        if !stated.insert(id) {
            let message = format!("`{}` has a stated chance already", shown(id));
            problems.push(problem(format!("{at}{named}"), Code::Duplicate, message));
        }
        problems.extend(outside(format!("{at}{chance_at}"), chance));
    }
    if let Some(whole) = engagement
        .forecast
        .as_ref()
        .and_then(|f| f.headline.as_ref())
    {
        let at = format!("{at}/forecast/headline");
        problems.extend(outside(format!("{at}/qualified"), whole.qualified));
        problems.extend(outside(format!("{at}/adverse"), whole.adverse));
    }
    let tested = engagement.tested.as_deref();
    let among: Option<BTreeSet<&String>> = tested.map(|list| list.iter().collect());
    let lists = [
        ("noted", Some(engagement.noted.as_slice())),
        ("tested", tested),
    ];
    for (key, list) in lists {
        let mut seen = BTreeSet::new();
        for (i, id) in list.into_iter().flatten().enumerate() {
            let at = format!("{at}/{key}/{i}");
            problems.extend(unknown(at.clone(), id, catalogue));
            if !seen.insert(id) {
                let message = format!("`{}` is there twice", shown(id));
                problems.push(problem(at.clone(), Code::Duplicate, message));
            }
            if key == "tested" {
                continue;
            }
            if among.as_ref().is_some_and(|t| !t.contains(id)) {
                let message = format!("`{}` is noted and not among the tested", shown(id));
                let found = problem(at, Code::Dangling, message);
                problems.push(
                    found.help("Add it to `tested`: where an exception was noted, it was tested."),
                );
            } else if !stated.contains(id.as_str()) {
                let message = format!("`{}` is noted, and no chance was stated of it", shown(id));
                let found = problem(at, Code::Dangling, message);
                problems.push(found.help(
                    "Add the chance that was stated. Where none was, the control cannot be compared: leave it \
                     out of `noted`.",
                ));
            }
        }
    }
    if problems.is_empty() && engagement.compared().next().is_none() {
        let message = "of no tested control a chance was stated";
        problems.push(problem(format!("{at}/tested"), Code::MissingText, message));
    }
    problems
}

fn unknown(at: String, id: &str, catalogue: &Catalogue) -> Option<Problem> {
    let known = catalogue.controls.iter().map(|(_, c)| c.id.as_str());
    let code = Code::UnknownControl;
    Problem::not_among(Document::Engagements, at, code, "a control", id, known)
}

fn outside(at: String, chance: f64) -> Option<Problem> {
    if (0.0..=1.0).contains(&chance) {
        return None;
    }
    let message = format!("found {chance}; a chance is 0 to 1");
    let found = problem(at, Code::OutOfRange, message);
    Some(match chance {
        percent if (1.0..=100.0).contains(&percent) => {
            found.help("Write a percentage as a fraction: 21 % is 0.21.")
        }
        _ => found,
    })
}

fn problem(at: String, code: Code, message: impl Into<String>) -> Problem {
    Problem::new(Document::Engagements, at, code, message)
}
