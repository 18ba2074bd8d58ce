//! Words as the report writes them: one place for each, so that a word keeps one meaning.

use super::language::{Language, said, word};
use crate::assessment::ClaimKind;
use crate::assessment::level::{Level, LevelRange};
use crate::assessment::occurrences::NotCountedReason;
use crate::assessment::supported::Cap;
use crate::date::{Date, month_name};
use crate::input::answers::Window;
use crate::input::control::Recovery;
use crate::input::framework::Words;
use crate::plan::gaps::GapKind;
use crate::risk::forecast::Band;

impl Language<'_> {
    /// "3 Operated", or "0 Absent to 2 Designed"; number and name stay together.
    pub(super) fn levels(self, range: LevelRange) -> String {
        if range.is_known() {
            self.level(range.low)
        } else {
            self.range(&self.level(range.low), &self.level(range.high))
        }
    }

    fn level(self, level: Level) -> String {
        format!("{}\u{a0}{}", level.number(), self.level_name(level))
    }

    /// The name of a level.
    pub(super) fn level_name(self, level: Level) -> String {
        self.word(match level.number() {
            0 => word!("Absent"),
            1 => word!("Informal"),
            2 => word!("Designed"),
            3 => word!("Operated"),
            4 => word!("Monitored"),
            _ => word!("Enforced"),
        })
    }

    /// `15 September 2026`.
    pub(super) fn day(self, date: Date) -> String {
        let (year, month, day) = date.parts();
        let month = self.word(month_name(month));
        said!(
            self,
            "{day} {month} {year}",
            day = day,
            month = month,
            year = year
        )
    }

    /// From one day to another.
    pub(super) fn days(self, start: Date, end: Date) -> String {
        self.range(&self.day(start), &self.day(end))
    }

    pub(super) fn band(self, band: Band) -> String {
        self.word(match band {
            Band::Low => word!("low"),
            Band::Elevated => word!("elevated"),
            Band::High => word!("high"),
        })
    }

    pub(super) fn cap(self, cap: Cap) -> String {
        self.word(match cap {
        Cap::PartlyInPlace => word!("at most half of the tested items are as they should be"),
        Cap::NoEvidence => word!("nothing on file shows it"),
        Cap::EvidenceNotCounted => word!("what is on file cannot be counted in this window"),
        Cap::FewDecided => word!("too few occurrences are decided yet"),
        Cap::DeviationsFound => word!("evidence in the window shows a deviation"),
        Cap::AssuranceNotShown => {
            word!("nothing on file shows that misses are found and corrected, or that a system enforces it")
        }
    })
    }

    pub(super) fn not_counted(self, reason: NotCountedReason) -> String {
        self.word(match reason {
        NotCountedReason::OutsideWindow => word!("its day lies outside the window"),
        NotCountedReason::AfterAssessment => word!("its day is after the day of this assessment"),
        NotCountedReason::NoDate => word!("nobody has said on which day it was made"),
        NotCountedReason::NoFile => word!("it is listed by name, without the digest of a file"),
        NotCountedReason::NotTested => {
            word!("it is listed, and nobody has tested the items that it is about")
        }
        NotCountedReason::NothingToTest => word!("nothing in it is of the kind that is tested"),
        NotCountedReason::SomeUndecided => {
            word!("no deviation was found in it, and some items could not be decided")
        }
        NotCountedReason::NoPeriodDue => word!("no period that is due in the window holds its day"),
        NotCountedReason::ReviewDueInWindow => {
            word!("it is current today, and due for review again before the window ends")
        }
        NotCountedReason::SameFile => word!("the same file is listed already"),
        NotCountedReason::SaidOtherwise => {
            word!("you say that its period was missed or late; a file that names the period would decide")
        }
        NotCountedReason::OtherPolicy => {
            word!("it was tested against another value of your policy or another window; drop the file again")
        }
        NotCountedReason::Superseded => word!("other evidence takes its place"),
    })
    }

    pub(super) fn gap_kind(self, kind: GapKind, claimed: LevelRange, shown: bool) -> String {
        self.word(match kind {
            GapKind::Deviation if !shown => word!("deviation, as you say"),
            GapKind::Deviation => word!("deviation shown by evidence"),
            GapKind::Design => word!("not in place"),
            GapKind::Evidence if claimed.high < Level::OPERATED => {
                word!("in place, with patchy records")
            }
            GapKind::Evidence => word!("done as stated; nothing on file shows it yet"),
            GapKind::Unknown => word!("not known"),
        })
    }

    /// What was claimed, or why nothing was.
    pub(super) fn claimed(self, kind: ClaimKind, range: LevelRange) -> String {
        self.word(match kind {
            ClaimKind::Level => return self.levels(range),
            ClaimKind::Unknown => word!("not known"),
            ClaimKind::Open => word!("not answered"),
            ClaimKind::NotAsked => word!("not asked"),
        })
    }

    /// Whether what has gone by can be repaired.
    pub(super) fn recovery(
        self,
        recovery: Recovery,
        known: bool,
        shown: bool,
        place: Place,
        window: Window,
        its: &Words,
    ) -> String {
        let (start, end) = (self.day(window.start), self.day(window.end));
        match (place, recovery) {
            _ if known && shown => said!(
                self,
                "What the evidence shows has happened and cannot be undone. If it lies inside the window, it has to be disclosed to the {examiner}: put it right now, note the date, and prepare {aResponse}.",
                examiner = its.examiner,
                aResponse = its.a_response,
            ),
            _ if known => said!(
                self,
                "What you say went wrong has happened and cannot be undone. If it lies inside the window, it has to be disclosed to the {examiner}: put it right now, note the date, and prepare {aResponse}.",
                examiner = its.examiner,
                aResponse = its.a_response,
            ),
            (Place::Before, _) => said!(
                self,
                "Everything: the window has not begun. Have it running by {start}.",
                start = start
            ),
            (Place::After, _) => self.word(word!(
                "No: the window has ended. Disclose what was missed, and have it running for the next one."
            )),
            (Place::Inside, Recovery::UntilDue) => said!(
                self,
                "Yes, as long as it is done before the window ends on {end}.",
                end = end
            ),
            (Place::Inside, Recovery::Partly) => self.word(word!(
                "In part: what is done late is better than not at all, and is still a deviation."
            )),
            (Place::Inside, Recovery::Lost) => self.word(word!(
                "Only for what is still to come: what has gone by without a record stays without one. Never make up a record afterwards; note the miss instead."
            )),
        }
    }

    /// The label of an occurrence: periods are named in words.
    pub(super) fn label(self, label: &str) -> String {
        let is_day = |text: &str| text.len() == 10 && !text.contains(char::is_alphabetic);
        for (english, before) in [
            (word!("12 months to {day}"), "12 months to "),
            (word!("6 months to {day}"), "6 months to "),
            (word!("week to {day}"), "week to "),
        ] {
            if let Some(day) = label.strip_prefix(before).filter(|day| is_day(day)) {
                return self.said(english, &[("day", &day)]);
            }
        }
        if let Some((what, quarter)) = label.split_once(", quarter ")
            && let Some(quarter) = quarter.strip_suffix(" of the window")
        {
            let what = self.label(what);
            return said!(
                self,
                "{what}, quarter {quarter} of the window",
                what = what,
                quarter = quarter
            );
        }
        let ours = [
            word!("by your answer"),
            word!("the one approved longest ago, by your answer"),
        ];
        match ours.contains(&label) {
            true => self.word(label),
            false => label.to_owned(),
        }
    }
}

/// Five squares: full up to what is certain, shaded up to what is possible.
pub(super) fn bar(range: LevelRange) -> String {
    (1..=5)
        .map(|i| match i {
            i if i <= range.low.number() => '■',
            i if i <= range.high.number() => '▨',
            _ => '□',
        })
        .collect()
}

/// Where the day of the assessment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Before the window.
    Before,
    /// In it.
    Inside,
    /// After it.
    After,
}

/// The text up to its first full stop before a blank.
pub(super) fn first_sentence(text: &str) -> &str {
    text.find(". ").and_then(|i| text.get(..=i)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::language::ENGLISH;

    #[test]
    fn bars_show_what_is_certain_and_what_is_possible() {
        let range = LevelRange {
            low: Level::INFORMAL,
            high: Level::OPERATED,
        };
        assert_eq!(bar(range), "■▨▨□□");
        assert_eq!(bar(LevelRange::exactly(Level::ABSENT)), "□□□□□");
        assert_eq!(ENGLISH.levels(range), "1\u{a0}Informal to 3\u{a0}Operated");
    }
}
