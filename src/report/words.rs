//! Words and figures as the report writes them: one place for each, so that a word keeps one meaning.

use crate::assessment::ClaimKind;
use crate::assessment::level::{Level, LevelRange};
use crate::assessment::occurrences::NotCountedReason;
use crate::assessment::supported::Cap;
use crate::date::Date;
use crate::input::answers::Window;
use crate::input::control::Recovery;
use crate::input::framework::Words;
use crate::plan::gaps::GapKind;
use crate::risk::forecast::Band;

/// A chance with two significant digits; the ends are told apart from 0 and 1.
/// The blank before the sign does not break.
///
/// Rounding is decimal and half up on the fraction's own digits, so the same
/// figure gives the same text everywhere.
pub(super) fn percent(p: f64) -> String {
    let hundredths = libm::floor(p * 10_000.0 + 0.5) as i64;
    match hundredths {
        _ if p <= 0.0 => "0\u{a0}%".to_owned(),
        _ if p >= 1.0 => "100\u{a0}%".to_owned(),
        ..50 => "under 0.5\u{a0}%".to_owned(),
        50..1_000 => {
            let tenths = libm::floor(p * 1_000.0 + 0.5) as i64;
            format!("{}.{}\u{a0}%", tenths / 10, tenths % 10)
        }
        1_000..9_950 => format!("{}\u{a0}%", libm::floor(p * 100.0 + 0.5) as i64),
        _ => "over 99\u{a0}%".to_owned(),
    }
}

/// A number of exceptions: whole from 10 up, else one decimal.
pub(super) fn expected(n: f64) -> String {
    let tenths = libm::floor(n * 10.0 + 0.5) as i64;
    if tenths >= 100 {
        format!("{}", libm::floor(n + 0.5) as i64)
    } else {
        format!("{}.{}", tenths / 10, tenths % 10)
    }
}

/// A range of points, whole.
pub(super) fn points(low: f64, high: f64) -> String {
    let (low, high) = (
        libm::floor(low + 0.5) as i64,
        libm::floor(high + 0.5) as i64,
    );
    if low == high {
        format!("{low}")
    } else {
        format!("{low} to {high}")
    }
}

/// "3 Operated", or "0 Absent to 2 Designed"; number and name stay together.
pub(super) fn levels(range: LevelRange) -> String {
    if range.is_known() {
        level(range.low)
    } else {
        format!("{} to {}", level(range.low), level(range.high))
    }
}

fn level(level: Level) -> String {
    format!("{}\u{a0}{}", level.number(), level.name())
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

/// "2 of 6 ■■□□□": how many of so many, and the share in fifths, any and all of them told apart from none.
pub(super) fn share(n: u32, of: u32) -> String {
    if of == 0 {
        return "–".to_owned();
    }
    let fifths = match n {
        0 => 0,
        n if n >= of => 5,
        n => (5 * n / of).clamp(1, 4),
    };
    let squares = (1..=5).map(|i| if i <= fifths { '■' } else { '□' });
    format!("{n} of {of} {}", squares.collect::<String>())
}

/// `15 September 2026`.
pub(super) fn day(date: Date) -> String {
    let (year, month, day) = date.parts();
    format!("{day} {} {year}", crate::date::month_name(month))
}

pub(super) fn band(band: Band) -> &'static str {
    match band {
        Band::Low => "low",
        Band::Elevated => "elevated",
        Band::High => "high",
    }
}

pub(super) fn cap(cap: Cap) -> &'static str {
    match cap {
        Cap::PartlyInPlace => "at most half of the tested items are as they should be",
        Cap::NoEvidence => "nothing on file shows it",
        Cap::EvidenceNotCounted => "what is on file cannot be counted in this window",
        Cap::FewDecided => "too few occurrences are decided yet",
        Cap::DeviationsFound => "evidence in the window shows a deviation",
        Cap::AssuranceNotShown => {
            "nothing on file shows that misses are found and corrected, or that a system enforces it"
        }
    }
}

pub(super) fn not_counted(reason: NotCountedReason) -> &'static str {
    match reason {
        NotCountedReason::OutsideWindow => "its day lies outside the window",
        NotCountedReason::AfterAssessment => "its day is after the day of this assessment",
        NotCountedReason::NoDate => "nobody has said on which day it was made",
        NotCountedReason::NoFile => "it is listed by name, without the digest of a file",
        NotCountedReason::NotTested => {
            "it is listed, and nobody has tested the items that it is about"
        }
        NotCountedReason::NothingToTest => "nothing in it is of the kind that is tested",
        NotCountedReason::SomeUndecided => {
            "no deviation was found in it, and some items could not be decided"
        }
        NotCountedReason::NoPeriodDue => "no period that is due in the window holds its day",
        NotCountedReason::ReviewDueInWindow => {
            "it is current today, and due for review again before the window ends"
        }
        NotCountedReason::SameFile => "the same file is listed already",
        NotCountedReason::SaidOtherwise => {
            "you say that its period was missed or late; a file that names the period would decide"
        }
        NotCountedReason::OtherPolicy => {
            "it was tested against another value of your policy or another window; drop the file again"
        }
        NotCountedReason::Superseded => "other evidence takes its place",
    }
}

pub(super) fn gap_kind(kind: GapKind, claimed: LevelRange, shown: bool) -> &'static str {
    match kind {
        GapKind::Deviation if !shown => "deviation, as you say",
        GapKind::Deviation => "deviation shown by evidence",
        GapKind::Design => "not in place",
        GapKind::Evidence if claimed.high < Level::OPERATED => "in place, with patchy records",
        GapKind::Evidence => "done as stated; nothing on file shows it yet",
        GapKind::Unknown => "not known",
    }
}

/// What was claimed, or why nothing was.
pub(super) fn claimed(kind: ClaimKind, range: LevelRange) -> String {
    match kind {
        ClaimKind::Level => levels(range),
        ClaimKind::Unknown => "not known".to_owned(),
        ClaimKind::Open => "not answered".to_owned(),
        ClaimKind::NotAsked => "not asked".to_owned(),
    }
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

/// Whether what has gone by can be repaired.
pub(super) fn recovery(
    recovery: Recovery,
    known: bool,
    shown: bool,
    place: Place,
    window: Window,
    its: &Words,
) -> String {
    let (start, end) = (day(window.start), day(window.end));
    match (place, recovery) {
        _ if known => format!(
            "What {} has happened and cannot be undone. If it lies inside the window, it has \
             to be disclosed to the {}: put it right now, note the date, and prepare {}.",
            if shown {
                "the evidence shows"
            } else {
                "you say went wrong"
            },
            its.examiner,
            its.a_response
        ),
        (Place::Before, _) => {
            format!("Everything: the window has not begun. Have it running by {start}.")
        }
        (Place::After, _) => {
            "No: the window has ended. Disclose what was missed, and have it running for the next one."
                .to_owned()
        }
        (Place::Inside, Recovery::UntilDue) => {
            format!("Yes, as long as it is done before the window ends on {end}.")
        }
        (Place::Inside, Recovery::Partly) => {
            "In part: what is done late is better than not at all, and is still a deviation.".to_owned()
        }
        (Place::Inside, Recovery::Lost) => {
            "Only for what is still to come: what has gone by without a record stays without one. Never \
             make up a record afterwards; note the miss instead."
                .to_owned()
        }
    }
}

/// The text up to its first full stop before a blank.
pub(super) fn first_sentence(text: &str) -> &str {
    text.find(". ").and_then(|i| text.get(..=i)).unwrap_or(text)
}

/// "1 item", "2 items".
pub(super) fn plural(n: u32, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chances_have_two_significant_digits_and_honest_ends() {
        let cases = [
            (0.0, "0\u{a0}%"),
            (1e-9, "under 0.5\u{a0}%"),
            (0.00499, "0.5\u{a0}%"),
            (0.0432, "4.3\u{a0}%"),
            (0.0996, "10.0\u{a0}%"),
            (0.1, "10\u{a0}%"),
            (0.537, "54\u{a0}%"),
            (0.994, "99\u{a0}%"),
            (0.9996, "over 99\u{a0}%"),
            (1.0, "100\u{a0}%"),
        ];
        for (p, text) in cases {
            assert_eq!(percent(p), text, "{p}");
        }
    }

    #[test]
    fn bars_show_what_is_certain_and_what_is_possible() {
        let range = LevelRange {
            low: Level::INFORMAL,
            high: Level::OPERATED,
        };
        assert_eq!(bar(range), "■▨▨□□");
        assert_eq!(bar(LevelRange::exactly(Level::ABSENT)), "□□□□□");
        assert_eq!(levels(range), "1\u{a0}Informal to 3\u{a0}Operated");
    }
}
