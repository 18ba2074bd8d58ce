//! Whether a file is the whole list (TP-24): rows that stop at a round number, repeated rows, numbers that are missing,
//! what the source had forgotten when it was exported.

use super::audit::{Audit, Source};
use crate::date::Date;
use crate::evidence::draft::{Draft, Found};
use crate::evidence::draw::Item;

/// Id of the procedure.
pub(super) const ID: &str = "file-completeness";

/// Row counts at which exports stop (`evidence-formats` §0.5): `gh pr list`, one page of REST, ServiceNow, and round ones.
const PAGES: [u32; 5] = [30, 100, 500, 1_000, 5_000];
/// Days by which a file may begin after the window, or end before the day it shows, without a word (J): quiet weeks are
/// usual.
const QUIET_DAYS: i64 = 14;
/// Days by which an export may be later than the first record that the source still had (J).
const NEAR_DAYS: i64 = 7;

/// One workpaper a file of which something is to be asked.
pub(in crate::evidence) fn run<'a>(audit: &Audit<'a>) -> Vec<Draft<'a>> {
    let drafts = audit.sources().filter_map(|source| {
        let mut draft = Draft::new(
            ID,
            source.file,
            "Whether the file is the whole list: complete, not cut off, and long enough kept.",
            "As many rows as the source shows, none twice, and the whole window as far as it has gone by.",
        );
        draft.observation = true;
        source.system.clone_into(&mut draft.system);
        draft.as_of = source.as_of;
        for (row, question) in questions(audit, source) {
            draft.open(
                Item::named(row, None, question.clone()),
                Found {
                    row,
                    text: question,
                    assumed: false,
                    cites: Vec::new(),
                },
            );
        }
        (!draft.undecided.is_empty()).then_some(draft)
    });
    drafts.collect()
}

/// Questions, each with the row that it is about: the last for what the file as a whole lacks.
fn questions(audit: &Audit<'_>, source: Source<'_>) -> Vec<(u32, String)> {
    let Some(read) = audit.files.get(source.file) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let all = read.rows.parsed + read.rows.duplicates + read.rows.rejected;
    let last = all.saturating_add(1);
    if PAGES.contains(&all) {
        found.push((
            last,
            format!(
                "The file has exactly {all} rows, at which many exports stop. How many does the source show? A list that \
                 happens to have {all} is complete all the same."
            ),
        ));
    }
    if read.rows.duplicates > 0 {
        found.push((
            last,
            format!(
                "{} of the rows repeat an earlier one, cell by cell, and were counted once. Were two exports put \
                 together?",
                read.rows.duplicates
            ),
        ));
    }
    let saved = read.reading().1.saved;
    if let (Some(saved), Some(day)) = (saved, source.as_of)
        && saved > day
    {
        found.push((
            last,
            format!(
                "The workbook was last saved on {saved}, after {day}, the day that it shows. What was changed in it? \
                 Opening and saving it anew makes it so innocently."
            ),
        ));
    }
    found.extend(missing_numbers(source).map(|text| (last, text)));
    found.extend(coverage(audit, source).map(|text| (last, text)));
    found
}

/// Numbers that are missing in a register whose entries are numbered by hand or by a tool of its own.
fn missing_numbers(source: Source<'_>) -> Option<String> {
    let register = source.records.incidents.iter().filter(|i| i.in_register);
    let mut numbers: Vec<u64> = register
        .filter_map(|i| {
            let digits: String = i.id.chars().filter(char::is_ascii_digit).collect();
            digits.parse().ok()
        })
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    let (first, last) = (numbers.first()?, numbers.last()?);
    let missing = (last - first + 1).checked_sub(u64::try_from(numbers.len()).ok()?)?;
    // A number that carries a year jumps at its end, and is no series.
    (missing > 0 && missing <= 20).then(|| {
        format!(
            "Between the first and the last number of the register {missing} are missing. What became of them? Entries \
             that were joined with others leave such gaps; a line that says so closes them."
        )
    })
}

/// Whether the file holds the window as far as it has gone by.
fn coverage(audit: &Audit<'_>, source: Source<'_>) -> Option<String> {
    let (about, reading) = audit.files.get(source.file)?.reading();
    let (first, last) = reading.span.filter(|_| !about.shows_a_day)?;
    let day = |ms: i64| Date::EPOCH.plus_days(ms.div_euclid(86_400_000));
    let (first, last) = (day(first), day(last));
    let start = audit.terms.window_start;
    let end = audit.terms.window_end.min(audit.terms.as_of);
    if first.days_after(start) > QUIET_DAYS {
        let kept = about.retention_days.map(i64::from);
        let forgotten = kept.is_some_and(|kept| (last.days_after(first) - kept).abs() <= NEAR_DAYS);
        return Some(match (forgotten, kept) {
            (true, Some(kept)) => format!(
                "The file begins on {first}, after the start of the window, and its source keeps about {kept} days: what \
                 came before is gone from it. Was it exported earlier as well? If not, export it at least every {kept} \
                 days from now on."
            ),
            _ => format!(
                "The file begins on {first}, {} days after the start of the window. Was it filtered? If nothing happened \
                 before, it is complete.",
                first.days_after(start)
            ),
        });
    }
    (end.days_after(last) > QUIET_DAYS).then(|| {
        format!(
            "The file ends on {last}, {} days before {end}. Is there a later export? If nothing happened since, it is \
             complete.",
            end.days_after(last)
        )
    })
}
