//! Critical vendors, reviewed within the time that the company allows (TP-15).

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
    for vendor in vendors {
        judge(audit, source, vendor, &limit, &age, &mut draft);
    }
    if vendors.iter().any(|v| v.critical == Flag::Unknown) {
        draft.limit("Vendors without a tier that is understood were taken for critical.");
    }
    if vendors.iter().all(|v| v.reported == Flag::Unknown) {
        draft.limit("The register does not say on which assurance report a review rested.");
    }
    draft.limit("The register shows the last review of each vendor; whether what was reviewed was read is in the memo of the review.");
    draft
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
    let end = source.as_of.map_or(window.end, |day| day.min(window.end));
    let gap = between(review, (end, end));
    if gap.0 > i64::from(limit.value) {
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
    if source.as_of.is_some_and(|day| review.0 > day) {
        return Some("The review is dated after the day of the register; the memo of the review would decide.".to_owned());
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
    let (ended, _) = days(audit, vendor.report_end)?;
    let oldest = review.1.plus_months(-i64::from(age.value));
    (ended < oldest).then(|| {
        format!(
            "The period of the report ended more than {} months before the review; a bridge letter would decide.",
            age.value
        )
    })
}
