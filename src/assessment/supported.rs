//! From facts to levels: facets, the caps on what evidence bears out, and which of them fired.

use serde::Serialize;

use super::level::{Level, LevelRange};
use super::occurrences::{NotCountedReason, Occurrence, Occurrences, Shown, Source, State};

/// How far a facet of a control goes (ISO/IEC 33020's four steps).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Rating {
    /// 0 to 15 %.
    Not,
    /// Over 15 to 50 %.
    Partially,
    /// Over 50 to 85 %.
    Largely,
    /// Over 85 %.
    Fully,
}

impl Rating {
    /// The rating of `part` in `whole`; `None` when there is nothing to rate.
    #[must_use]
    pub fn of(part: u32, whole: u32) -> Option<Self> {
        let (part, whole) = (u64::from(part) * 100, u64::from(whole));
        match whole {
            0 => None,
            _ if part <= 15 * whole => Some(Self::Not),
            _ if part <= 50 * whole => Some(Self::Partially),
            _ if part <= 85 * whole => Some(Self::Largely),
            _ => Some(Self::Fully),
        }
    }
}

/// The four facets of a control, each with where it comes from; absent when not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Facets {
    /// Documented, with owner and cadence, covering the criterion.
    pub design: Option<Facet>,
    /// In place on all systems in scope.
    pub implementation: Option<Facet>,
    /// Occurrences on time of those decided, from evidence alone.
    pub operation: Option<Facet>,
    /// Own misses detected and corrected, or configuration enforces it.
    pub assurance: Option<Facet>,
}

/// A rating with its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Facet {
    /// How far.
    pub rating: Rating,
    /// Seen in evidence, or said.
    pub source: Source,
}

/// The facets that answers and evidence give.
pub(super) fn facets(claimed: LevelRange, occurrences: &Occurrences) -> Facets {
    let stated = |from: &dyn Fn(u8) -> Rating| {
        claimed.is_known().then(|| Facet {
            rating: from(claimed.low.number()),
            source: Source::Stated,
        })
    };
    // What each rung of the ladder says about the facets; design and
    // implementation are rated alike because one statement covers both.
    let in_place = |level: u8| match level {
        0 => Rating::Not,
        1 => Rating::Partially,
        2 | 3 => Rating::Largely,
        _ => Rating::Fully,
    };
    let assured = |level: u8| match level {
        0..=3 => Rating::Not,
        4 => Rating::Largely,
        _ => Rating::Fully,
    };
    let observed = |part, whole| {
        Rating::of(part, whole).map(|rating| Facet {
            rating,
            source: Source::Observed,
        })
    };
    let items = occurrences.items;
    // What is only listed has not been seen: whoever listed it says so.
    let opened = items.tested > 0 || occurrences.listed.iter().any(|o| o.tested);
    let as_far_as_opened = |facet: Facet| Facet {
        source: if opened {
            Source::Observed
        } else {
            Source::Stated
        },
        ..facet
    };
    Facets {
        design: stated(&in_place),
        implementation: observed(items.conforming, items.tested).or(stated(&in_place)),
        operation: observed(
            occurrences
                .shown
                .decided
                .saturating_sub(occurrences.shown.deviations),
            occurrences.shown.decided,
        )
        .map(as_far_as_opened),
        assurance: if occurrences.assured {
            Some(Facet {
                rating: Rating::Largely,
                source: Source::Stated,
            })
        } else {
            stated(&assured)
        },
    }
}

/// A reason why evidence bears out no more than a certain level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Cap {
    /// Three or more items tested, and at most half of them as they should be: 1.
    PartlyInPlace,
    /// Said, and nothing is on file: 2.
    NoEvidence,
    /// What is on file lies outside the window, or has no date: 2.
    EvidenceNotCounted,
    /// Fewer occurrences decided than three, or than were due: 2.
    FewDecided,
    /// Fewer than 85 % of the decided occurrences were on time, or one is a known nonconformity: 2.
    DeviationsFound,
    /// Nothing on file shows that the company checks itself, or that a system enforces it: 3.
    AssuranceNotShown,
}

impl Cap {
    /// The highest level that it allows.
    #[must_use]
    pub fn level(self) -> Level {
        match self {
            Self::PartlyInPlace => Level::INFORMAL,
            Self::NoEvidence
            | Self::EvidenceNotCounted
            | Self::FewDecided
            | Self::DeviationsFound => Level::DESIGNED,
            Self::AssuranceNotShown => Level::OPERATED,
        }
    }
}

/// Fewest items in a file that say how far something is in place (J): one account says nothing of the rest.
pub(super) const ENOUGH_ITEMS: u32 = 3;

/// Fewest decided occurrences for a level above 2, where as many were due (`model`: min(3, due)).
pub(super) const ENOUGH_DECIDED: u32 = 3;

/// What evidence bears out of `claimed`, and the caps that lowered it.
///
/// A better claim never gives a lower level, and neither does a better
/// decision of the same occurrence: every cap depends on the evidence alone.
pub(super) fn supported(
    claimed: LevelRange,
    asked: bool,
    occurrences: &Occurrences,
) -> (LevelRange, Vec<Cap>) {
    let caps = caps(occurrences);
    let limit = |caps: &[Cap]| {
        let levels = caps.iter().map(|c| c.level());
        levels.min().unwrap_or(Level::ENFORCED)
    };
    let (limit, at_best) = (limit(&caps), limit(&caps_if(occurrences, true)));
    let mut range = LevelRange {
        low: claimed.low.min(limit),
        high: claimed.high.min(at_best),
    };
    // Where nobody was asked, what was seen in place excludes "nobody does this"; whether it is
    // designed stays open. A question that was asked may still be answered with "nobody does".
    let seen = Rating::of(occurrences.items.conforming, occurrences.items.tested);
    if !asked && seen.is_some_and(|r| r > Rating::Not) {
        range.low = range.low.max(Level::INFORMAL).min(range.high);
    }
    let fired = caps
        .into_iter()
        .filter(|c| c.level() == limit && limit < claimed.high)
        .collect();
    (range, fired)
}

/// The caps that hold, whether or not anything is lowered by them.
pub(super) fn caps(occurrences: &Occurrences) -> Vec<Cap> {
    caps_if(occurrences, false)
}

/// The caps if what is open about the number due turns out worst, or best.
fn caps_if(occurrences: &Occurrences, at_best: bool) -> Vec<Cap> {
    let mut caps = Vec::new();
    if !occurrences.assured {
        caps.push(Cap::AssuranceNotShown);
    }
    let items = occurrences.items;
    let rating = Rating::of(items.conforming, items.tested);
    if items.tested >= ENOUGH_ITEMS && rating.is_some_and(|r| r <= Rating::Partially) {
        caps.push(Cap::PartlyInPlace);
    }
    let Shown {
        decided,
        deviations,
        due: decided_due,
    } = occurrences.shown;
    // Nobody has said how many are due: it may be those decided, or many more.
    let due = match (occurrences.size_open, at_best) {
        (false, _) => occurrences.due_so_far,
        (true, false) => u32::MAX,
        (true, true) => 0,
    };
    if decided == 0 {
        let dated = |n: &super::occurrences::NotCounted| {
            !matches!(
                n.reason,
                NotCountedReason::NotTested
                    | NotCountedReason::NoFile
                    | NotCountedReason::Superseded
            )
        };
        let outside = occurrences.not_counted.iter().any(dated);
        caps.push(if outside {
            Cap::EvidenceNotCounted
        } else {
            Cap::NoEvidence
        });
    } else if decided_due < ENOUGH_DECIDED.min(due) {
        caps.push(Cap::FewDecided);
    }
    let on_time = u64::from(decided.saturating_sub(deviations));
    // A setting or document that is wrong is wrong; so is a period that nobody can bring back.
    let seen = |o: &&Occurrence| o.source == Source::Observed;
    let mut seen = occurrences.listed.iter().filter(seen);
    let configured_wrong = seen.any(|o| matches!(o.state, State::DoesNot | State::Missed));
    if configured_wrong || on_time * 100 < u64::from(decided) * 85 {
        caps.push(Cap::DeviationsFound);
    }
    caps.sort_unstable();
    caps
}
