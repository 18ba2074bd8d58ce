//! What files show against answers: deviations, periods without a record, records that are old, new or the same.
//!
//! What is not known shows nothing, and neither does a deviation that the answer tells itself. The order in which
//! files stand in the manifest changes nothing.

mod records;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::asked::Asked;
use super::claim::ClaimKind;
use super::level::Level;
use super::occurrences::NotCountedReason;
use super::{Assessment, ControlAssessment};
use crate::date::Date;
use crate::evidence::workpaper::Workpaper;
use crate::input::Engagement;
use crate::input::answers::{Last, SaidState, SystemState};
use crate::input::control::{Control, Kind};
use crate::input::engagement::Data;
use crate::input::manifest::{Entry, Shows};
use crate::input::rules::Shown;

/// What was found, for the sentence that tells it: numbers and days alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Figures {
    /// Controls of which it is so.
    pub controls: u32,
    /// Deviations.
    pub deviations: u32,
    /// Items or occurrences that were tested.
    pub tested: u32,
    /// Items left open as questions.
    pub open: u32,
    /// Records, periods or items that are here.
    pub found: u32,
    /// Periods that are over and said to have a record.
    pub due: u32,
    /// Of these, the ones without a record.
    pub missing: u32,
    /// Items that the answer counted.
    pub counted: u32,
    /// The day of the newest record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latest: Option<Date>,
    /// Days from a record to the assessment: from the newest, or from the first of those that are all new.
    pub days: i64,
}

/// What files show of one control, or of several together.
pub(super) struct Found {
    pub(super) controls: Vec<String>,
    pub(super) evidence: Vec<String>,
    pub(super) figures: Figures,
}

/// A control with what is asked and known about it.
struct Looked<'a> {
    engagement: &'a Engagement<'a>,
    asked: &'a Asked<'a, 'a>,
    assessed: &'a ControlAssessment,
    control: &'a Control,
}

/// Where files show what is looked for: once for each control, or once for so many of them together.
///
/// * `controls`: those that are looked at; all if it is empty.
pub(super) fn shown(
    engagement: &Engagement<'_>,
    assessment: &Assessment,
    asked: &Asked<'_, '_>,
    controls: &[String],
    test: &Shown,
) -> Vec<Found> {
    let named = |c: &&ControlAssessment| controls.is_empty() || controls.contains(&c.id);
    let each = assessment.controls.iter().filter(named).filter_map(|c| {
        let looked = Looked {
            engagement,
            asked,
            assessed: c,
            control: engagement.catalogue.control(&c.id)?,
        };
        Some((c.domain.as_str(), looked.shows(test)?))
    });
    let Some(wanted) = test.at_least else {
        return each.map(|(_, found)| found).collect();
    };
    let mut groups: BTreeMap<&str, Vec<Found>> = BTreeMap::new();
    for (domain, found) in each {
        let group = if test.same_domain { domain } else { "" };
        groups.entry(group).or_default().push(found);
    }
    let enough = |found: &Vec<Found>| count(found.len()) >= wanted;
    groups.into_values().filter(enough).map(together).collect()
}

/// The figures of several controls as one.
fn together(all: Vec<Found>) -> Found {
    let mut sum = Found {
        controls: Vec::new(),
        evidence: Vec::new(),
        figures: Figures::default(),
    };
    let mut evidence = BTreeSet::new();
    for one in all {
        let (all, more) = (&mut sum.figures, one.figures);
        for (all, more) in [
            (&mut all.controls, more.controls),
            (&mut all.deviations, more.deviations),
            (&mut all.tested, more.tested),
            (&mut all.open, more.open),
            (&mut all.found, more.found),
            (&mut all.due, more.due),
            (&mut all.missing, more.missing),
            (&mut all.counted, more.counted),
        ] {
            *all = all.saturating_add(more);
        }
        // The newest of all.
        if more.latest > all.latest {
            (all.latest, all.days) = (more.latest, more.days);
        }
        sum.controls.extend(one.controls);
        evidence.extend(one.evidence);
    }
    sum.evidence = evidence.into_iter().collect();
    sum
}

/// How many deviations the answers about a control tell; as many as there may be, where they leave it open or say
/// that it does not work.
pub(super) fn told(
    engagement: &Engagement<'_>,
    asked: &Asked<'_, '_>,
    assessed: &ControlAssessment,
) -> u32 {
    let admits = assessed.claimed.high <= Level::INFORMAL;
    match assessed.claim.kind {
        ClaimKind::NotAsked | ClaimKind::Open => return 0,
        ClaimKind::Unknown => return u32::MAX,
        ClaimKind::Level if admits || assessed.claim.unsure => return u32::MAX,
        ClaimKind::Level => {}
    }
    let Some(control) = engagement.catalogue.control(&assessed.id) else {
        return 0;
    };
    let told = asked.deciding(control).map(|(_, given)| match &given.data {
        Data::Periods(said) => {
            let off = |s: &SaidState| matches!(s, SaidState::Late | SaidState::Missed);
            count(said.iter().filter(|s| off(&s.state)).count())
        }
        Data::Population(counted) => counted
            .conforming
            .map_or(u32::MAX, |fine| counted.total.saturating_sub(fine)),
        Data::Systems(said) if said.iter().any(|s| s.state == SystemState::DoesNot) => u32::MAX,
        Data::Last(Last::Never(_)) => u32::MAX,
        _ if given.choice.is_some_and(|c| c.nonconforming) => u32::MAX,
        _ => 0,
    });
    told.max().unwrap_or(0)
}

impl Looked<'_> {
    /// What is looked for, if it is there.
    fn shows(&self, test: &Shown) -> Option<Found> {
        let claims = |level: u8| {
            let known = self.assessed.claim.kind == ClaimKind::Level;
            known && self.assessed.claimed.low.number() >= level
        };
        if !test.claimed_at_least.is_none_or(claims) {
            return None;
        }
        if let Some(least) = test.deviations_at_least {
            return self.counted(test, |deviations, _| deviations >= least);
        }
        if let Some(below) = test.conforming_below_percent {
            return self.counted(test, |deviations, tested| {
                let fine = u64::from(tested.saturating_sub(deviations));
                tested > 0 && fine * 100 < u64::from(tested) * u64::from(below)
            });
        }
        if let Some(least) = test.open_at_least {
            return self.open(test, least);
        }
        if let Some(more) = test.beyond_count {
            return self.beyond(test, more);
        }
        self.records(test)
    }

    fn found(&self, evidence: BTreeSet<&str>, figures: Figures) -> Found {
        Found {
            controls: vec![self.assessed.id.clone()],
            evidence: evidence.into_iter().map(str::to_owned).collect(),
            figures: Figures {
                controls: 1,
                ..figures
            },
        }
    }

    /// Deviations that no answer tells, if there are enough of those tested.
    fn counted(&self, test: &Shown, enough: impl Fn(u32, u32) -> bool) -> Option<Found> {
        let (mut deviations, mut tested) = (0_u32, 0_u32);
        let mut evidence: BTreeSet<&str> = BTreeSet::new();
        let mut by_entry: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
        for (entry, paper) in self.papers(&test.procedures) {
            // Several procedures over one file test the same items.
            let (off, all) = by_entry.entry(&entry.id).or_default();
            *off = (*off).max(paper.deviation_count());
            *all = (*all).max(paper.tested);
        }
        for (id, (off, all)) in by_entry {
            deviations = deviations.saturating_add(off);
            tested = tested.saturating_add(all);
            evidence.extend((off > 0).then_some(id));
        }
        // A setting is wrong as a whole; how much of it is, the items in its files tell.
        if test.procedures.is_empty() && self.control.kind != Kind::Configuration {
            let shown = self.assessed.occurrences.shown;
            (deviations, tested) = (shown.deviations, shown.decided);
            let listed = self.assessed.occurrences.listed.iter();
            let listed = listed.filter(|o| o.state.deviates());
            evidence.extend(listed.filter_map(|o| o.evidence.as_deref()));
        }
        let told = told(self.engagement, self.asked, self.assessed);
        let found = deviations > told && enough(deviations, tested);
        let figures = Figures {
            deviations,
            tested: tested.max(deviations),
            ..Figures::default()
        };
        found.then(|| self.found(evidence, figures))
    }

    /// Questions that procedures leave.
    fn open(&self, test: &Shown, least: u32) -> Option<Found> {
        let mut open = 0_u32;
        let mut evidence = BTreeSet::new();
        for (entry, paper) in self.papers(&test.procedures) {
            if paper.undecided_count() > 0 {
                open = open.saturating_add(paper.undecided_count());
                evidence.insert(entry.id.as_str());
            }
        }
        let figures = Figures {
            open,
            ..Figures::default()
        };
        (open >= least).then(|| self.found(evidence, figures))
    }

    /// A file that holds more items than were counted over at least the same days.
    fn beyond(&self, test: &Shown, more: u32) -> Option<Found> {
        let counts = self.asked.data(self.control).filter_map(|data| match data {
            Data::Population(counted) => Some(counted),
            _ => None,
        });
        let counted = counts.max_by_key(|c| c.total)?;
        let covers = |paper: &Workpaper| {
            let since = counted.since <= self.engagement.window().start;
            since && paper.as_of.is_some_and(|day| day <= counted.until)
        };
        let papers = self.papers(&test.procedures).into_iter();
        let held = papers
            .filter(|(_, paper)| covers(paper))
            .map(|(entry, paper)| {
                let held = paper.tested.saturating_add(paper.undecided_count());
                (held, entry.id.as_str())
            });
        // Of two files the fuller one, and not both: they may list the same items.
        let (found, id) = held.max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(a.1)))?;
        let figures = Figures {
            found,
            counted: counted.total,
            ..Figures::default()
        };
        (found >= counted.total.saturating_add(more)).then(|| self.found([id].into(), figures))
    }

    /// Workpapers about the control that count: of these procedures, or those that decide it.
    fn papers(&self, procedures: &[String]) -> Vec<(&Entry, &Workpaper)> {
        let entries = self.engagement.evidence.iter();
        let entries = entries.filter(|e| e.shows != Some(Shows::Assurance));
        let papers = entries.flat_map(|e| e.workpapers.iter().map(move |w| (e, w)));
        papers
            .filter(|(_, w)| w.control == self.assessed.id)
            .filter(|(_, w)| match procedures {
                [] => !w.observation,
                of => of.contains(&w.procedure),
            })
            .filter(|(e, w)| self.counts(e, w))
            .collect()
    }

    fn counts(&self, entry: &Entry, paper: &Workpaper) -> bool {
        if paper.observation {
            let window = self.engagement.window();
            let from = |day: Date| day >= window.start && day <= self.engagement.as_of;
            return paper.as_of.is_some_and(from);
        }
        let left_out = self.assessed.occurrences.not_counted.iter().any(|n| {
            use NotCountedReason::{NothingToTest, SomeUndecided};
            let partly = matches!(n.reason, NothingToTest | SomeUndecided);
            n.evidence == entry.id && n.as_of == paper.as_of && !partly
        });
        !left_out
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
