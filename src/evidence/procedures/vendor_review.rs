//! Critical vendors, reviewed within the time that the company allows (TP-15).

use std::collections::HashMap;

use super::audit::{Audit, Source};
use super::cited::{between, days, found, is_blank, is_untold};
use crate::date::Date;
use crate::evidence::canonical::Vendor;
use crate::evidence::decode::values::Flag;
use crate::evidence::draft::Draft;
use crate::evidence::draw::Item;
use crate::evidence::workpaper::{Basis, Parameter};

/// Id of the procedure.
pub(super) const ID: &str = "vendor-review";

/// One workpaper a register; its items are vendors.
pub(in crate::evidence) fn run<'a>(audit: &Audit<'a>) -> Vec<Draft<'a>> {
    let files = audit.sources().filter(|s| !s.records.vendors.is_empty());
    files.map(|s| of_file(audit, s)).collect()
}

fn of_file<'a>(audit: &Audit<'a>, source: Source<'a>) -> Draft<'a> {
    let limit = audit.terms.policy_or("vendor-review-days", 365);
    let age = audit.terms.policy_or("vendor-report-months", 15);
    let window = audit.window();
    let mut draft = Draft::new(
        ID,
        source.file,
        format!(
            "Whether each critical vendor was reviewed from {} to {}, or within {} before its end, on a report that was \
             not too old.",
            window.start,
            window.end,
            super::days(i64::from(limit.value))
        ),
        format!(
            "The register has the day of a review, and an assurance report whose period ended at most {} months before it.",
            age.value
        ),
    );
    source.system.clone_into(&mut draft.system);
    draft.as_of = source.as_of;
    draft.window = Some(window);
    draft.parameters = vec![limit.clone(), age.clone()];
    let vendors = &source.records.vendors;
    let newest = newest(audit, vendors);
    for (place, vendor) in vendors.iter().enumerate() {
        match newest.get(&name(vendor)).is_some_and(|at| *at != place) {
            true => draft.leave_out("an older row of a vendor that has a newer one"),
            false => judge(audit, source, vendor, &limit, &age, &mut draft),
        }
    }
    if vendors
        .iter()
        .any(|v| v.reported == Flag::Yes && is_untold(v.report_end))
    {
        draft.limit("The register does not say when the periods of the assurance reports ended, so how old they were was not tested.");
    }
    draft.limit("What the assurance reports say, their opinions and exceptions, was not tested.");
    if vendors.iter().any(|v| v.critical == Flag::Unknown) {
        draft.limit("Vendors without a tier that is understood were taken for critical.");
    }
    if vendors.iter().all(|v| v.reported == Flag::Unknown) {
        draft.limit("The register does not say on which assurance report a review rested.");
    }
    draft.limit("The register shows the last review of each vendor; whether what was reviewed was read is in the memo of the review.");
    draft
}

/// By what rows are about the same vendor.
fn name(vendor: &Vendor) -> String {
    vendor.name.trim().to_lowercase()
}

/// The place of the row of each named vendor with the latest review; of several with the same, that of the lowest row.
fn newest(audit: &Audit<'_>, vendors: &[Vendor]) -> HashMap<String, usize> {
    let mut ranks = HashMap::new();
    for (place, vendor) in vendors.iter().enumerate() {
        let name = name(vendor);
        if !name.is_empty() {
            let rank = (days(audit, vendor.last_review), place);
            let best = ranks.entry(name).or_insert(rank);
            *best = rank.max(*best);
        }
    }
    let places = ranks.into_iter().map(|(name, (_, place))| (name, place));
    places.collect()
}

fn judge<'a>(
    audit: &Audit<'a>,
    source: Source<'a>,
    vendor: &'a Vendor,
    limit: &Parameter,
    age: &Parameter,
    draft: &mut Draft<'a>,
) {
    if vendor.critical == Flag::No {
        draft.leave_out("not critical, by its tier");
        return;
    }
    let window = audit.window();
    let onboarded = days(audit, vendor.onboarded);
    if onboarded.is_some_and(|(first, _)| first > window.end) {
        draft.leave_out("taken on after the window");
        return;
    }
    if audit.is_to_come(source, vendor.onboarded) {
        draft.leave_out("taken on after the day of the register");
        return;
    }
    let item = Item::named(vendor.at.row, None, vendor.name.clone());
    let cite = |text: String| found(source.file, &vendor.at, text);
    if is_blank(vendor.last_review) {
        draft.deviates(item, cite("no review is recorded".to_owned()));
        return;
    }
    let Some(review) = days(audit, vendor.last_review) else {
        let text = match is_untold(vendor.last_review) {
            true => {
                "The register has no column for the last review; the memos of the reviews would decide."
            }
            false => {
                "The day of the last review cannot be read; the memo of the review would decide."
            }
        };
        draft.open(item, cite(text.to_owned()));
        return;
    };
    // Days after the day of the register have not come.
    let end = audit.latest(source).min(window.end);
    let gap = between(review, (end, end));
    if gap.0 > i64::from(limit.value) {
        // A register that does not say its day was made on that of its newest review or after it.
        let newest = source.records.vendors.iter();
        let newest = newest
            .filter_map(|v| days(audit, v.last_review))
            .map(|d| d.0)
            .max();
        let least = newest.map_or(0, |day| day.min(end).days_after(review.1));
        if source.as_of.is_none() && least <= i64::from(limit.value) {
            let text = "On which day the register was made is not known; that day would decide whether the review is recent enough.";
            draft.open(item, cite(text.to_owned()));
            return;
        }
        let mut found = cite(format!(
            "last reviewed {} before {end}, which is more than {}",
            super::days(gap.0),
            limit.value
        ));
        found.assumed = limit.basis == Basis::Assumed;
        draft.deviates(item, found);
        return;
    }
    match open(audit, source, vendor, review, end, age) {
        Some(text) => draft.open(item, cite(text)),
        None if gap.1 > i64::from(limit.value) => draft.open(
            item,
            cite("Whether the review is recent enough depends on the time zone; the company's zone would decide.".to_owned()),
        ),
        None => draft.in_order(item),
    }
}

/// Why it is open although the last review is recent enough.
fn open(
    audit: &Audit<'_>,
    source: Source<'_>,
    vendor: &Vendor,
    review: (Date, Date),
    end: Date,
    age: &Parameter,
) -> Option<String> {
    if audit.is_to_come(source, vendor.last_review)
        || source.as_of.is_some_and(|day| review.0 > day)
    {
        let day = audit.latest(source);
        return Some(format!(
            "The review is dated after {day}, so it has not been done; the memo of the review would decide."
        ));
    }
    if review.0 > end {
        return Some("The last review was after the window, and the one before it is not shown; its memo would decide.".to_owned());
    }
    let onboarded = days(audit, vendor.onboarded);
    if onboarded.is_some_and(|(_, last)| last >= audit.terms.window_start && review.0 > last) {
        return Some(
            "The last review was after the vendor was taken on; whether there was one before is not shown, and its memo \
             would decide."
                .to_owned(),
        );
    }
    if vendor.reported == Flag::No {
        return Some(
            "No assurance report is named; the memo of the review would say on what it rested."
                .to_owned(),
        );
    }
    let Some((ended, _)) = days(audit, vendor.report_end) else {
        let is_missing = vendor.reported == Flag::Yes && !is_untold(vendor.report_end);
        return is_missing.then(|| {
            "When the period of the assurance report ended is not written, so how old it was is open; the report would decide."
                .to_owned()
        });
    };
    if ended > review.1 {
        return Some(
            "The period of the assurance report ends after the review, which cannot have rested on it; the memo of the \
             review would decide."
                .to_owned(),
        );
    }
    let oldest = review.1.plus_months(-i64::from(age.value));
    (ended < oldest).then(|| {
        format!(
            "The period of the report ended more than {} months before the review; a bridge letter would decide.",
            age.value
        )
    })
}

#[cfg(test)]
mod tests {
    use super::super::tried::{counts, paper};

    const HEADER: &str =
        "Vendor,Tier,Data access,Onboarded,Last review,Next due,Report type,Report period end";

    #[test]
    fn twenty_thousand_rows_are_put_together_at_once() {
        let row = |n: u32, day: &str| {
            format!("Vendor {n},Critical,All,2022-01-01,{day},,SOC 2,2026-06-30\n")
        };
        let old = (0..10_000).map(|n| row(n, "2024-02-01"));
        let new = (0..10_000).map(|n| row(n, "2026-09-01"));
        let text = format!("{HEADER}\n{}", old.chain(new).collect::<String>());
        let start = std::time::Instant::now();
        let found = paper("vendor-review", &[("2026-11-10", &text)]);
        assert_eq!(counts(&found), (10_000, 0, 0, 10_000));
        // Wide of what it takes, so that a busy machine does not decide it.
        assert!(start.elapsed().as_secs() < 30, "{:?}", start.elapsed());
    }

    #[test]
    fn of_rows_with_one_name_the_newest_counts_and_of_one_day_the_lower() {
        let rows = [
            " ACME ,Critical,All,2022-01-01,2026-09-01,,SOC 2,2026-06-30",
            "acme,Critical,All,2022-01-01,2026-09-01,,No,",
            "Acme,Critical,All,2022-01-01,,,SOC 2,2026-06-30",
        ];
        let text = format!("{HEADER}\n{}\n", rows.join("\n"));
        let found = paper("vendor-review", &[("2026-11-10", &text)]);
        let open: Vec<u32> = found.undecided.iter().map(|u| u.row).collect();
        assert_eq!(open, [3]);
        assert_eq!(counts(&found), (0, 0, 1, 2));
    }
}
