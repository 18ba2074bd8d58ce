//! Where a company stood on several days, and what makes those days hard to compare.

use serde::Serialize;

use super::{Comparison, Side, State, compare};
use crate::date::Date;
use crate::error::{Code, Document, Error, Problem};
use crate::input::answers::{AssessmentFile, QuestionnaireRef, Window};
use crate::input::register::RegisterEntry;
use crate::risk::forecast::Outlook;
use crate::sorting::Sorting;

/// Most earlier assessments that are compared with one (J): two years of quarters, and what fits on a page.
pub const MOST: usize = 8;

/// Where a company stood, the earliest day first and the assessment of today last.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Trend {
    /// At least two.
    pub points: Vec<Point>,
}

/// Where it stood on one day, worked out with the content of that side.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Point {
    /// The day of the assessment.
    pub day: Date,
    /// Points of the supported score, 0 to 100, at worst and at best.
    pub supported: (f64, f64),
    /// Points of the claimed score, at worst and at best.
    pub claimed: (f64, f64),
    /// Exceptions expected, with the interval, and the opinion.
    pub outlook: Outlook,
    /// Controls whose gaps were open, in their order; those whose risk was accepted are among them.
    pub gaps: Vec<String>,
    /// Controls that were looked at, in catalogue order.
    pub looked_at: Vec<String>,
    /// What management said of gaps, by the controls of that side's catalogue.
    pub register: Vec<RegisterEntry>,
    /// The questionnaire that it was answered with.
    pub questionnaire: QuestionnaireRef,
    /// The catalogue that the figures come from: its id, its version, and its SHA-256 in hexadecimal.
    pub catalogue: QuestionnaireRef,
    /// The kind of examination: 1 for one day, 2 for a window.
    pub report_type: u8,
    /// The observation window.
    pub window: Window,
    /// What makes it hard to compare with the assessment of today.
    pub differs: Vec<Differs>,
}

/// What may have moved a figure beside the company itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Differs {
    /// Another questionnaire asks of other controls.
    Questionnaire,
    /// It was answered with another version than its figures come from: what was reported then may have differed.
    Version,
    /// Another catalogue of controls.
    Catalogue,
    /// Another kind of examination, or other categories.
    Examination,
    /// Another window.
    Window,
}

impl Trend {
    /// The assessment of today.
    #[must_use]
    pub fn now(&self) -> Option<&Point> {
        self.points.last()
    }

    /// What tells a point from another of the same day: the questionnaire, in brackets; nothing where there is no other.
    #[must_use]
    pub fn told_apart(&self, point: &Point) -> String {
        match self.points.iter().filter(|p| p.day == point.day).count() {
            ..2 => String::new(),
            _ => format!(" ({})", point.questionnaire.id),
        }
    }

    /// The one before it.
    #[must_use]
    pub fn before(&self) -> Option<&Point> {
        self.points.iter().rev().nth(1)
    }

    /// Of a gap of today, the day of the earliest assessment since which each had it; `None` where the one before had it not.
    #[must_use]
    pub fn first_seen(&self, control: &str) -> Option<Date> {
        let earlier = self.points.iter().rev().skip(1);
        let run = earlier.take_while(|p| p.has_gap(control));
        run.last().map(|p| p.day)
    }

    /// What became of the gap of this control since the assessment before; `None` where neither has it.
    #[must_use]
    pub fn standing(&self, control: &str) -> Option<Standing> {
        let (now, before) = (self.now()?, self.before()?);
        let mut earlier = self.points.iter().rev().skip(1);
        match (now.has_gap(control), before.has_gap(control)) {
            (true, true) => Some(Standing::Before),
            (true, false) if !before.has_looked_at(control) => Some(Standing::NewlyLookedAt),
            (true, false) if earlier.any(|p| p.has_gap(control)) => Some(Standing::Again),
            (true, false) => Some(Standing::New),
            (false, true) if now.has_looked_at(control) => Some(Standing::Closed),
            (false, true) => Some(Standing::NoLongerLookedAt),
            (false, false) => None,
        }
    }
}

/// What became of a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// The assessment before has it too.
    Before,
    /// The one before has it not, and an earlier one has.
    Again,
    /// No earlier assessment has it, and the one before looked at the control.
    New,
    /// The one before did not look at the control.
    NewlyLookedAt,
    /// The one before has it, and the control was looked at again.
    Closed,
    /// The one before has it, and its control was not looked at again.
    NoLongerLookedAt,
}

impl Point {
    /// Whether the gap of this control was open.
    #[must_use]
    pub fn has_gap(&self, control: &str) -> bool {
        self.gaps.iter().any(|id| id == control)
    }

    /// Whether this control was looked at.
    #[must_use]
    pub fn has_looked_at(&self, control: &str) -> bool {
        self.looked_at.iter().any(|id| id == control)
    }

    /// Whether the same questions over the same catalogue gave both.
    #[must_use]
    pub fn asks_as(&self, other: &Self) -> bool {
        let version = |p: &Self| p.differs.contains(&Differs::Version);
        self.questionnaire == other.questionnaire
            && self.catalogue == other.catalogue
            && version(self) == version(other)
    }
}

/// What became of the latest of earlier assessments, and where the company stood on the day of each.
///
/// * `earlier`: in any order, at least one and at most [`MOST`].
///
/// # Errors
///
/// Which of `earlier` it concerns, with the problems of that document; [`Code::OutOfRange`] where there are more than
/// [`MOST`] or none, [`Code::DateOrder`] where one is later than `now`, [`Code::Duplicate`] where two are of one day.
pub fn history(earlier: &[Side<'_>], now: Side<'_>) -> Result<(Comparison, Trend), (usize, Error)> {
    let refused = |i: usize, code, message: String| {
        let at = match code {
            Code::OutOfRange => "",
            _ => "/asOf",
        };
        let problem = Problem::new(Document::Assessment, at, code, message);
        (i, Error::from(problem))
    };
    if earlier.len() > MOST {
        let message = format!(
            "found {} earlier assessments; at most {MOST} are compared with one",
            earlier.len()
        );
        return Err(refused(MOST, Code::OutOfRange, message));
    }
    let mut order: Vec<(usize, &Side<'_>)> = earlier.iter().enumerate().collect();
    order.in_order_of(|(_, side)| side.file.as_of);
    for (i, side) in &order {
        if side.file.as_of > now.file.as_of {
            let message = format!(
                "this assessment is as of {}, after the one that it is to come before, {}",
                side.file.as_of, now.file.as_of
            );
            return Err(refused(*i, Code::DateOrder, message));
        }
    }
    for pair in order.windows(2) {
        if let [(_, a), (i, b)] = pair
            && a.file.as_of == b.file.as_of
        {
            let message = format!(
                "two of the earlier assessments are as of {}; name one of a day",
                b.file.as_of
            );
            return Err(refused(*i, Code::Duplicate, message));
        }
    }
    let Some((last, latest)) = order.last() else {
        let message = "there is no earlier assessment to compare with".to_owned();
        return Err(refused(0, Code::OutOfRange, message));
    };
    let comparison = compare(**latest, now).map_err(|why| (*last, why))?;
    let mut points = Vec::new();
    for (i, side) in &order {
        points.push(point(**side, now).map_err(|why| (*i, why))?);
    }
    points.push(point(now, now).map_err(|why| (*last, why))?);
    Ok((comparison, Trend { points }))
}

fn point(side: Side<'_>, now: Side<'_>) -> Result<Point, Error> {
    let state = State::of(side)?;
    let score = state.assessment.score;
    Ok(Point {
        day: side.file.as_of,
        supported: (score.supported.low, score.supported.high),
        claimed: (score.claimed.low, score.claimed.high),
        outlook: state.forecast.headline,
        gaps: state.gaps,
        looked_at: state
            .assessment
            .controls
            .into_iter()
            .map(|c| c.id)
            .collect(),
        register: state.register,
        questionnaire: side.file.questionnaire.clone(),
        catalogue: QuestionnaireRef {
            id: side.content.catalogue.framework.id.clone(),
            version: side.content.catalogue.framework.version.clone(),
            sha256: Some(side.content.catalogue.sha256.clone()),
        },
        report_type: side.file.profile.report_type,
        window: side.file.profile.window,
        differs: differs(side, now),
    })
}

fn differs(side: Side<'_>, now: Side<'_>) -> Vec<Differs> {
    let (then, today) = (&side.file.profile, &now.file.profile);
    let examined = |file: &AssessmentFile| {
        let mut categories = file.profile.categories.clone();
        categories.sort();
        (file.profile.report_type, categories)
    };
    let all = [
        (
            Differs::Questionnaire,
            side.file.questionnaire.id != now.file.questionnaire.id,
        ),
        (Differs::Version, super::other_version(side).is_some()),
        (
            Differs::Catalogue,
            side.content.catalogue.sha256 != now.content.catalogue.sha256,
        ),
        (
            Differs::Examination,
            examined(side.file) != examined(now.file),
        ),
        (Differs::Window, then.window != today.window),
    ];
    let found = all.into_iter().filter(|(_, is)| *is);
    found.map(|(what, _)| what).collect()
}
