//! How many occurrences that are not decided come after a day: those that a fix which ends then can help.

use crate::assessment::ControlAssessment;
use crate::assessment::occurrences::{State, of_quarter};
use crate::date::Date;
use crate::input::Engagement;
use crate::input::control::Kind;
use crate::input::periods::{periods, quarters};
use crate::risk::examination::Examined;

/// The undecided occurrences of a control, by day.
pub(super) struct Due<'a> {
    engagement: &'a Engagement<'a>,
    assessed: &'a ControlAssessment,
    kind: Kind,
    undecided: u32,
    /// Last days of what can be told apart, with how many undecided occurrences lie in each.
    ends: Vec<(Date, u32)>,
}

impl<'a> Due<'a> {
    pub(super) fn new(
        engagement: &'a Engagement<'a>,
        assessed: &'a ControlAssessment,
        examined: &Examined<'_>,
    ) -> Self {
        let facts = &examined.facts;
        let decided = facts.decided.tested().saturating_add(facts.said);
        let kind = examined.control.kind;
        let window = engagement.window();
        let listed = || assessed.occurrences.listed.iter();
        let decided_of = |label: &dyn Fn(&str) -> bool| {
            let found = listed().filter(|o| o.state.is_decided() && label(&o.label));
            u32::try_from(found.count()).unwrap_or(u32::MAX)
        };
        let ends = match (kind, examined.cadence) {
            (Kind::Periodic, Some(cadence)) => periods(cadence, window)
                .into_iter()
                .map(|p| (p.end, 1_u32.saturating_sub(decided_of(&|l| l == p.label()))))
                .collect(),
            (Kind::Configuration, _) => {
                let quarters = quarters(window);
                let each = u32::try_from(quarters.len()).unwrap_or(1).max(1);
                let systems = facts.population / each;
                let rest =
                    |i: usize| systems.saturating_sub(decided_of(&|l| l.ends_with(&of_quarter(i))));
                quarters
                    .iter()
                    .enumerate()
                    .map(|(i, q)| (q.end, rest(i)))
                    .collect()
            }
            _ => Vec::new(),
        };
        Self {
            engagement,
            assessed,
            kind,
            // A Type 1 examination looks at what is there on its day, whatever was seen before.
            undecided: match engagement.profile.report_type {
                1 => facts.population,
                _ => facts.population.saturating_sub(decided),
            },
            ends,
        }
    }

    /// Undecided occurrences in all.
    pub(super) fn undecided(&self) -> u32 {
        self.undecided
    }

    /// Undecided occurrences that come after a day; never more on a later day.
    ///
    /// - Type 1: all, if the day lies before the day that is examined, which is the last of the window.
    /// - Periodic: periods that end after the day, since the work of a period can be done until then.
    /// - Configuration: readings of quarters that end after the day, since the setting of a system
    ///   can be read until then.
    /// - Per event: of the events that are not due yet, the share of the days that are left, rounded down.
    /// - Documents: all, if the day lies before the end of the window.
    pub(super) fn after(&self, day: Date) -> u32 {
        let window = self.engagement.window();
        if day >= window.end {
            return 0;
        }
        let whole = self.engagement.profile.report_type == 1 || self.kind == Kind::Document;
        let found = match self.kind {
            _ if whole => self.undecided,
            Kind::Occurrence => {
                let begun = self.engagement.as_of.max(window.start.plus_days(-1));
                let left = |from: Date| u64::try_from(window.end.days_after(from)).unwrap_or(0);
                let to_come = u64::from(self.assessed.occurrences.in_state(State::NotYetDue));
                let share = to_come * left(day.max(begun)) / left(begun).max(1);
                u32::try_from(share).unwrap_or(u32::MAX)
            }
            _ => self
                .ends
                .iter()
                .filter(|(end, _)| *end > day)
                .map(|(_, n)| n)
                .sum(),
        };
        found.min(self.undecided)
    }

    /// The last day, not before `from`, after which at least `least` occurrences come; `None` if
    /// fewer come after `from` already.
    pub(super) fn last_day_with(&self, least: u32, from: Date) -> Option<Date> {
        if self.after(from) < least {
            return None;
        }
        // Holds at `low`; not at `high`, at which the window is over.
        let (mut low, mut high) = (0, self.engagement.window().end.days_after(from).max(1));
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if self.after(from.plus_days(middle)) >= least {
                low = middle;
            } else {
                high = middle;
            }
        }
        Some(from.plus_days(low))
    }
}
