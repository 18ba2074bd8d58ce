//! When an examination could be held, as the report lists it.

use serde::Serialize;

use super::scene::Scene;
use crate::plan::window::{Candidate, Chances, Choice, LostAt, Windows};
use crate::report::language::{said, word};
use crate::risk::forecast::Band;

/// Candidates shown beside the planned one and the chosen one (J): more is a table nobody compares.
const SHOWN: usize = 8;
/// Controls named in a row at which something is lost (J).
const NAMED: usize = 3;

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct WindowsView {
    begun: bool,
    limit: String,
    /// First day from which nothing is lost; empty where there is none.
    nothing_lost_from: String,
    /// The window to take, as "15 December 2026 to 14 March 2027"; empty if none holds the rule.
    take: String,
    /// What deviates today and has to be put right before it begins.
    put_right: Vec<String>,
    /// Whether that, or the one that comes nearest, is the planned one.
    planned: bool,
    /// The one that comes nearest, where none does.
    nearest: String,
    /// What stands in its way.
    in_the_way: Vec<String>,
    rows: Vec<WindowRow>,
    one_day: ChancesView,
    one_day_report: String,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct WindowRow {
    window: String,
    length: String,
    planned: bool,
    chosen: bool,
    weeks_later: u32,
    required: u32,
    still_possible: u32,
    lost: u32,
    /// Where: the first controls, in catalogue order.
    lost_at: String,
    report: String,
    chances: ChancesView,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ChancesView {
    band: String,
    qualified_or_adverse: String,
    if_claims_hold: String,
    clean: String,
}

impl Scene<'_> {
    pub(super) fn windows(&self, windows: &Windows) -> WindowsView {
        let (chosen, take) = match &windows.choice {
            Choice::Take { candidate } => (*candidate, true),
            Choice::None { nearest, .. } => (*nearest, false),
        };
        let days = |c: &Candidate| self.language.days(c.start, c.end);
        let best = windows.candidates.get(chosen);
        let put_right = best.map(|c| c.to_put_right.iter().map(|at| at.control.clone()));
        let put_right: Vec<String> = put_right.into_iter().flatten().collect();
        let planned = best.is_some_and(|c| c.planned);
        let best = best.map(days).unwrap_or_default();
        WindowsView {
            put_right,
            begun: windows.begun,
            planned,
            limit: self.language.percent(windows.limit),
            nothing_lost_from: windows
                .nothing_lost_from
                .map_or_else(String::new, |d| self.language.day(d)),
            in_the_way: match &windows.choice {
                Choice::Take { .. } => Vec::new(),
                Choice::None { in_the_way, .. } => {
                    in_the_way.iter().map(|c| self.named(&c.control)).collect()
                }
            },
            take: if take { best.clone() } else { String::new() },
            nearest: if take { String::new() } else { best },
            rows: self.rows(windows, chosen),
            one_day: self.chances(windows.one_day.headline, windows.one_day.if_claims_hold),
            one_day_report: windows
                .one_day
                .earliest_report
                .map_or_else(String::new, |d| self.language.day(d)),
        }
    }

    /// The planned window, the chosen one, and those of the chosen length at other starts.
    fn rows(&self, windows: &Windows, chosen: usize) -> Vec<WindowRow> {
        let all = &windows.candidates;
        let length = all.get(chosen).and_then(|c| c.months);
        let start = all.get(chosen).map(|c| c.start);
        let beside = |c: &Candidate| !c.over && (c.months == length || Some(c.start) == start);
        let mut kept = 0;
        let mut rows = Vec::new();
        for (i, candidate) in all.iter().enumerate() {
            let named = candidate.planned || i == chosen;
            if !named && (!beside(candidate) || kept >= SHOWN) {
                continue;
            }
            kept += usize::from(!named);
            rows.push(self.row(candidate, i == chosen));
        }
        rows
    }

    fn row(&self, candidate: &Candidate, chosen: bool) -> WindowRow {
        let lost = |lost: &LostAt| match lost.count {
            1 => lost.control.clone(),
            n => format!("{} ({n})", lost.control),
        };
        WindowRow {
            window: self.language.days(candidate.start, candidate.end),
            length: candidate.months.map_or_else(
                || self.language.word(word!("as planned")),
                |m| said!(self.language, "{months} months", months = m),
            ),
            planned: candidate.planned,
            chosen,
            weeks_later: candidate.weeks_later,
            required: candidate.occurrences.required,
            still_possible: candidate.occurrences.still_possible,
            lost: candidate.occurrences.lost,
            lost_at: {
                let shown = candidate.lost.iter().take(NAMED).map(lost);
                let text = shown.collect::<Vec<_>>().join(", ");
                self.and_more(text, candidate.lost.len().saturating_sub(NAMED))
            },
            report: candidate
                .earliest_report
                .map_or_else(String::new, |d| self.language.day(d)),
            chances: self.chances(candidate.headline, candidate.if_claims_hold),
        }
    }

    fn chances(&self, headline: Chances, holds: Chances) -> ChancesView {
        let bands = self.engagement.catalogue.priors.bands;
        ChancesView {
            band: self
                .language
                .band(Band::of(headline.qualified_or_adverse, bands)),
            qualified_or_adverse: self.language.opinion(headline.qualified_or_adverse),
            if_claims_hold: self.language.opinion(holds.qualified_or_adverse),
            clean: self.language.percent(headline.clean),
        }
    }
}
