//! What a link holds: a smaller object, built from what is asked for. Nothing is hidden in it, because the rest is not there.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Outcome;
use crate::assessment::level::LevelRange;
use crate::assessment::score;
use crate::date::Date;
use crate::error::{Document, Error};
use crate::input::Engagement;
use crate::input::answers::{ASSESSMENT_FORMAT, ASSESSMENT_VERSION, AssessmentFile, Window};
use crate::input::control::Severity;
use crate::input::digest::Identity;
use crate::input::read;
use crate::plan::advice::Advice;
use crate::plan::state::State;

/// The `format` of a summary as a document.
pub const SHARED_FORMAT: &str = "tickmark-shared";
/// Its `version`.
pub const SHARED_VERSION: u32 = 1;

/// How much is passed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Redaction {
    /// Where the company stands, in figures.
    Score,
    /// That, and which gaps are open.
    Gaps,
    /// The saved assessment, without names of people.
    Full,
}

impl Redaction {
    /// The redaction with this name: `score`, `gaps` or `full`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "score" => Some(Self::Score),
            "gaps" => Some(Self::Gaps),
            "full" => Some(Self::Full),
            _ => None,
        }
    }
}

/// What a link holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Shared {
    /// Of the redactions `score` and `gaps`.
    Summary(Box<Summary>),
    /// Of the redaction `full`.
    Full(Box<AssessmentFile>),
}

impl Shared {
    /// How much it is.
    #[must_use]
    pub fn redaction(&self) -> Redaction {
        match self {
            Self::Summary(summary) if summary.gaps.is_none() => Redaction::Score,
            Self::Summary(_) => Redaction::Gaps,
            Self::Full(_) => Redaction::Full,
        }
    }
}

impl Shared {
    /// What a document holds that is to be passed on: a saved assessment or a summary.
    ///
    /// # Errors
    ///
    /// `wrong-document`, `newer-version`, or the first problem of shape.
    pub fn read(document: Value) -> Result<Self, Error> {
        let is = |format: &str| document.get("format").and_then(Value::as_str) == Some(format);
        if is(SHARED_FORMAT) {
            read::header(&document, SHARED_FORMAT, SHARED_VERSION, Document::Link)?;
            return Ok(Self::Summary(Box::new(read::typed(
                document,
                Document::Link,
            )?)));
        }
        read::header(
            &document,
            ASSESSMENT_FORMAT,
            ASSESSMENT_VERSION,
            Document::Assessment,
        )?;
        Ok(Self::Full(Box::new(read::typed(
            document,
            Document::Assessment,
        )?)))
    }

    /// The same as a document.
    #[must_use]
    pub fn document(&self) -> Value {
        let value = match self {
            Self::Summary(summary) => serde_json::to_value(summary),
            Self::Full(file) => serde_json::to_value(file),
        };
        value.unwrap_or_default()
    }
}

/// Where a company stands, without a word of what it answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Summary {
    /// Always [`SHARED_FORMAT`].
    pub format: String,
    /// Always [`SHARED_VERSION`].
    pub version: u32,
    /// Name of the organisation, where it was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// 1: design on one day. 2: operation through the window.
    #[serde(rename = "type")]
    pub report_type: u8,
    /// The day of the assessment.
    pub as_of: Date,
    /// The observation window.
    pub window: Window,
    /// What was asked.
    pub questionnaire: Asked,
    /// What the report is called by: the first 12 digits of its digest.
    pub report_id: String,
    /// Where the company stands: for certain, and at best.
    pub readiness: Standing,
    /// Points, as the report writes them.
    pub score: Scores,
    /// The domains of what was looked at.
    pub domains: Vec<DomainLevels>,
    /// The gaps, the one to close first at the front; absent where they were not asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gaps: Option<Vec<OpenGap>>,
}

/// A questionnaire by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Asked {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
}

/// A readiness state, or a range of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Standing {
    /// If everything that is not known turns out worst.
    pub low: State,
    /// If it turns out best.
    pub high: State,
}

/// Both scores.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Scores {
    /// What could be credited.
    pub supported: Points,
    /// What the answers claim.
    pub claimed: Points,
}

/// A range of points from 0 to 100, to a tenth.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Points {
    /// At least.
    pub low: f64,
    /// At most.
    pub high: f64,
}

impl From<score::Points> for Points {
    fn from(points: score::Points) -> Self {
        let tenths = |value: f64| (value * 10.0).round() / 10.0;
        Self {
            low: tenths(points.low),
            high: tenths(points.high),
        }
    }
}

/// The levels of a domain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DomainLevels {
    /// The domain.
    pub id: String,
    /// Supported.
    pub supported: Levels,
    /// Claimed; absent where nothing was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimed: Option<Levels>,
}

/// Levels from 0 to 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Levels {
    /// At least.
    pub low: u8,
    /// At most.
    pub high: u8,
}

impl From<LevelRange> for Levels {
    fn from(range: LevelRange) -> Self {
        Self {
            low: range.low.number(),
            high: range.high.number(),
        }
    }
}

/// A gap that is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OpenGap {
    /// The control; also the id of the gap.
    pub control: String,
    /// How much hangs on it.
    pub severity: Severity,
    /// The day on which the fix that is planned for it ends, if one is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
}

/// The summary of a result.
///
/// * `advice`: with its fixes come target dates; only `gaps` has them.
/// * `gaps`: whether gaps are in it.
/// * `organisation`: whether its name is.
#[must_use]
pub fn summary(
    engagement: &Engagement<'_>,
    outcome: &Outcome,
    advice: Option<&Advice<'_>>,
    gaps: bool,
    organisation: bool,
) -> Summary {
    let identity = Identity::of(engagement);
    let profile = &engagement.profile;
    let name = profile.organisation.trim();
    let assessment = &outcome.assessment;
    let readiness = &outcome.plan.readiness;
    let domains = assessment.domains.iter().map(|domain| DomainLevels {
        id: domain.id.clone(),
        supported: domain.supported.into(),
        claimed: domain.claimed.map(Levels::from),
    });
    Summary {
        format: SHARED_FORMAT.to_owned(),
        version: SHARED_VERSION,
        organisation: Some(name.to_owned()).filter(|n| organisation && !n.is_empty()),
        report_type: profile.report_type,
        as_of: engagement.as_of,
        window: engagement.window(),
        questionnaire: Asked {
            id: identity.questionnaire.id,
            version: identity.questionnaire.version,
        },
        report_id: identity.id,
        readiness: Standing {
            low: readiness.low,
            high: readiness.high,
        },
        score: Scores {
            supported: assessment.score.supported.into(),
            claimed: assessment.score.claimed.into(),
        },
        domains: domains.collect(),
        gaps: gaps.then(|| open(engagement, outcome, advice)),
    }
}

fn open(
    engagement: &Engagement<'_>,
    outcome: &Outcome,
    advice: Option<&Advice<'_>>,
) -> Vec<OpenGap> {
    let due = |control: &str| {
        let fixes = &advice?.fixes;
        let chosen = fixes.chosen.order.iter().any(|s| s.control == control);
        let fix = fixes.fixes.iter().find(|f| f.control == control);
        fix.filter(|_| chosen).map(|f| f.end)
    };
    let gap = |gap: &crate::plan::gaps::Gap| {
        Some(OpenGap {
            control: gap.control.clone(),
            severity: engagement.catalogue.control(&gap.control)?.severity,
            due: due(&gap.control),
        })
    };
    outcome.plan.gaps.iter().filter_map(gap).collect()
}
