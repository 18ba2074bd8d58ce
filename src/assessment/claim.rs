//! Answers to claimed levels: the rung, lowered to what the data part of the same answer allows.
//!
//! Data lower to 1 at most: "nobody does this" is a rung, and whoever did not choose it does something.
//! A better answer never gives a lower level: every part only lowers, and each is monotone.

use serde::Serialize;

use super::asked::Asked;
use super::level::{Level, LevelRange};
use super::occurrences::{Calendar, review_days};
use crate::input::Engagement;
use crate::input::answers::{Counted, Last, PeriodAnswer, SaidState, SystemAnswer, SystemState};
use crate::input::control::{Cadence, Control, Kind};
use crate::input::engagement::{Data, Given, Response};
use crate::input::questionnaire::{Question, QuestionKind};

/// Percentage of occurrences that went as they should from which a control counts as operated (`model`: O ≥ 85 %).
const OPERATED_PERCENT: u64 = 85;

/// How a control was answered for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Claim {
    /// The questions that speak for it, in the order asked.
    pub questions: Vec<String>,
    /// What was answered.
    pub kind: ClaimKind,
    /// The lowest rung chosen, before the data beside it lower the level.
    #[serde(skip)]
    pub rung: Option<Level>,
    /// Whether the data beside the rung say that nobody knows.
    #[serde(skip)]
    pub unsure: bool,
    /// Who would know, if that was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ask: Option<String>,
}

/// Ways of answering, as far as levels are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ClaimKind {
    /// A level was claimed.
    Level,
    /// "I don't know", to at least one of its questions.
    Unknown,
    /// Not answered yet, or only to an earlier wording.
    Open,
    /// No question speaks for it; evidence does.
    NotAsked,
}

/// The claim of a control and the level that it gives: the lowest of its questions.
pub(super) fn claim(
    engagement: &Engagement<'_>,
    control: &Control,
    asked: &Asked<'_, '_>,
) -> (Claim, LevelRange) {
    let mut claim = Claim {
        questions: Vec::new(),
        kind: ClaimKind::NotAsked,
        rung: None,
        unsure: false,
        ask: None,
    };
    let mut level: Option<LevelRange> = None;
    for answered in asked.about(&control.id) {
        let (kind, range) = match &answered.response {
            Response::NotApplicable(_) => continue,
            Response::Given(given) => {
                let rung = given.choice.map(|c| Level::new(c.level));
                claim.rung = claim.rung.into_iter().chain(rung).min();
                claim.unsure |= answered.question.deciding() == control.id
                    && unsure(engagement, control, &given.data);
                let level = given_level(engagement, control, answered.question, given);
                (ClaimKind::Level, level)
            }
            Response::Unknown(ask) => {
                claim.ask = claim.ask.or_else(|| ask.clone());
                (ClaimKind::Unknown, LevelRange::ANY)
            }
            Response::Open | Response::Review => (ClaimKind::Open, LevelRange::ANY),
        };
        claim.questions.push(answered.question.id.clone());
        claim.kind = match (claim.kind, kind) {
            (ClaimKind::Unknown, _) | (_, ClaimKind::Unknown) => ClaimKind::Unknown,
            (ClaimKind::Open, _) | (_, ClaimKind::Open) => ClaimKind::Open,
            _ => kind,
        };
        level = Some(level.map_or(range, |l| l.lower_of(range)));
    }
    (claim, level.unwrap_or(LevelRange::ANY))
}

/// The level of one answer.
pub(super) fn given_level(
    engagement: &Engagement<'_>,
    control: &Control,
    question: &Question,
    given: &Given<'_>,
) -> LevelRange {
    let rung = match (given.choice, question.choices.as_slice()) {
        (Some(choice), _) => LevelRange::exactly(Level::new(choice.level)),
        // Without rungs, data can say that everything was done, and not that anybody checks it.
        (None, []) => LevelRange::exactly(Level::OPERATED),
        (None, [first, .., last]) => LevelRange {
            low: Level::new(first.level),
            high: Level::new(last.level),
        },
        (None, [only]) => LevelRange::exactly(Level::new(only.level)),
    };
    // The data part is about one control; what it speaks against, it speaks against there.
    if question.deciding() != control.id {
        return rung;
    }
    rung.lower_of(match &given.data {
        Data::AsOf(_) => ALLOWS_ALL,
        Data::None => not_said(engagement, control, question),
        Data::Periods(said) => periods(&Calendar::new(engagement, control), said),
        Data::Population(counted) if speaks_of_today(engagement, counted) => population(counted),
        Data::Population(_) => ALLOWS_ALL,
        Data::Last(last) => exactly(last_done(engagement, control, *last)),
        Data::Systems(said) => systems(question, said),
    })
}

/// Whether the data say that nobody knows, of something that can be known by now.
fn unsure(engagement: &Engagement<'_>, control: &Control, data: &Data) -> bool {
    match data {
        Data::Population(counted) => counted.total > 0 && counted.conforming.is_none(),
        Data::Systems(said) => said.iter().any(|s| s.state == SystemState::Unknown),
        Data::Periods(said) => {
            let calendar = Calendar::new(engagement, control);
            let due = |id: &str| {
                let mut periods = calendar.periods.iter();
                periods.any(|p| p.id() == id && calendar.is_due(p))
            };
            let unknown = |s: &&PeriodAnswer| s.state == SaidState::Unknown;
            said.iter().filter(unknown).any(|s| due(&s.period))
        }
        Data::None | Data::AsOf(_) | Data::Last(_) => false,
    }
}

/// Whether a count is of the window, or of the year before while too little of the window has gone by.
fn speaks_of_today(engagement: &Engagement<'_>, counted: &Counted) -> bool {
    let (since, _) = engagement.counted_span();
    counted.until >= engagement.window().start || since != engagement.window().start
}

/// The data part of a question that asks for one, left out: everything that it could say.
fn not_said(engagement: &Engagement<'_>, control: &Control, question: &Question) -> LevelRange {
    match question.kind {
        QuestionKind::Ladder | QuestionKind::Fact => ALLOWS_ALL,
        QuestionKind::Grid => periods(&Calendar::new(engagement, control), &[]),
        QuestionKind::Systems => systems(question, &[]),
        QuestionKind::Population | QuestionKind::Date => LevelRange {
            low: Level::INFORMAL,
            high: Level::ENFORCED,
        },
    }
}

/// What speaks against nothing.
const ALLOWS_ALL: LevelRange = LevelRange {
    low: Level::ENFORCED,
    high: Level::ENFORCED,
};

fn exactly(level: u8) -> LevelRange {
    LevelRange::exactly(Level::new(level))
}

/// The periods that are over, and those done already; what is not known may be missed, or done in time.
fn periods(calendar: &Calendar, said: &[PeriodAnswer]) -> LevelRange {
    let mut at_worst = [0_u64; 4];
    let mut at_best = [0_u64; 4];
    for period in &calendar.periods {
        let id = period.id();
        let state = said.iter().find(|s| s.period == id).map(|s| s.state);
        let due = calendar.is_due(period);
        let (worst, best) = match state {
            Some(SaidState::OnTime) => (Some(3), Some(3)),
            // While there is time, nothing speaks against anybody, and it may be done already.
            Some(SaidState::Unknown) if !due => (None, Some(3)),
            _ if !due => (None, None),
            Some(SaidState::Missed) => (Some(0), Some(0)),
            Some(SaidState::Late) => (Some(1), Some(1)),
            Some(SaidState::Claimed) => (Some(2), Some(2)),
            Some(SaidState::Unknown) | None => (Some(0), Some(3)),
        };
        for (counts, i) in [(&mut at_worst, worst), (&mut at_best, best)] {
            if let Some(n) = i.and_then(|i: usize| counts.get_mut(i)) {
                *n += 1;
            }
        }
    }
    LevelRange {
        low: Level::new(performed(at_worst)),
        high: Level::new(performed(at_best)),
    }
}

/// Missed, late, done without a record, done with one.
fn performed([missed, late, claimed, on_time]: [u64; 4]) -> u8 {
    let all = missed + late + claimed + on_time;
    let done = all - missed;
    if all == 0 {
        5
    } else if 2 * done <= all {
        1
    } else if missed == 0 && 100 * on_time >= OPERATED_PERCENT * all {
        5
    } else {
        2
    }
}

fn population(counted: &Counted) -> LevelRange {
    let total = u64::from(counted.total);
    let share = |conforming: u64| {
        if total == 0 || 100 * conforming >= OPERATED_PERCENT * total {
            5
        } else if 2 * conforming > total {
            2
        } else {
            1
        }
    };
    match counted.conforming {
        Some(conforming) => exactly(share(u64::from(conforming))),
        None => LevelRange {
            low: Level::new(share(0)),
            high: Level::new(share(total)),
        },
    }
}

/// Done within its interval, within half as long again (18 months for a year, which is where auditors
/// speak of stale), longer ago, or never.
fn last_done(engagement: &Engagement<'_>, control: &Control, last: Last) -> u8 {
    let Last::On(day) = last else {
        return 1;
    };
    let days = if control.kind == Kind::Document {
        review_days(engagement).0
    } else {
        let cadence = engagement.cadence(control).0;
        let months = match cadence {
            Cadence::Annual => 12,
            Cadence::SemiAnnual => 6,
            Cadence::Quarterly => 3,
            Cadence::Monthly | Cadence::Weekly | Cadence::Daily => 1,
        };
        let grace = engagement.grace(cadence).map_or(0, |g| i64::from(g.value));
        engagement
            .as_of
            .days_after(engagement.as_of.plus_months(-months))
            + grace
    };
    match engagement.as_of.days_after(day) {
        age if age <= days => 5,
        age if 2 * age <= 3 * days => 2,
        _ => 1,
    }
}

/// Of the systems that are here, how many are as they should be; what is not known may be either.
fn systems(question: &Question, said: &[SystemAnswer]) -> LevelRange {
    let (mut fine, mut wrong, mut open) = (0_u32, 0_u32, 0_u32);
    for item in &question.items {
        match said.iter().find(|s| s.system == item.id).map(|s| s.state) {
            Some(SystemState::Conforms) => fine += 1,
            Some(SystemState::DoesNot) => wrong += 1,
            Some(SystemState::NotHere) => {}
            Some(SystemState::Unknown) | None => open += 1,
        }
    }
    let level = |fine: u32, wrong: u32| match (fine, wrong) {
        (_, 0) => 5,
        _ if fine > wrong => 2,
        _ => 1,
    };
    LevelRange {
        low: Level::new(level(fine, wrong + open)),
        high: Level::new(level(fine + open, wrong)),
    }
}
