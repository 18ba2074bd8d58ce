//! Written reviews of major incidents, in time (TP-18).

use super::audit::{Audit, Source};
use super::cited::{between, days, found, is_blank, is_untold, within};
use super::incident_handling::{began, counts, has_register, to_come};
use crate::evidence::canonical::{Incident, Severity};
use crate::evidence::decode::values::Flag;
use crate::evidence::draft::Draft;
use crate::evidence::draw::Item;
use crate::evidence::workpaper::{Basis, Parameter};

/// Id of the procedure.
pub(super) const ID: &str = "incident-review";

/// One workpaper a log; its items are incidents of the two heaviest severities.
pub(in crate::evidence) fn run<'a>(audit: &Audit<'a>) -> Vec<Draft<'a>> {
    let register = has_register(audit);
    let files = audit.sources().filter(|s| !s.records.incidents.is_empty());
    files
        .filter(|s| !register || s.records.incidents.iter().any(|i| i.in_register))
        .map(|s| of_file(audit, s))
        .collect()
}

fn of_file<'a>(audit: &Audit<'a>, source: Source<'a>) -> Draft<'a> {
    let limit = audit.terms.policy_or("incident-postmortem-days", 14);
    let window = audit.window();
    let mut draft = Draft::new(
        ID,
        source.file,
        format!(
            "Whether each major incident from {} to {} was reviewed in writing within {} of its end.",
            window.start,
            window.end,
            super::days(i64::from(limit.value))
        ),
        "It is of one of the two heaviest severities, and the log has the day of its review; the last day counts as in time.",
    );
    source.system.clone_into(&mut draft.system);
    draft.as_of = source.as_of;
    draft.window = Some(window);
    draft.parameters = vec![limit.clone()];
    for incident in &source.records.incidents {
        if !counts(audit, incident, &mut draft) {
            continue;
        }
        let item = Item::named(incident.at.row, None, incident.id.clone());
        match incident.severity {
            Severity::Critical | Severity::High => {}
            Severity::Unknown => {
                let text = match incident.rated {
                    Flag::Yes => {
                        "The severity is not one that is understood; the incident's own record would decide."
                    }
                    _ => {
                        "No severity is written, so whether it was major is open; the incident's own record would decide."
                    }
                };
                draft.open(item, found(source.file, &incident.at, text));
                continue;
            }
            _ => {
                draft.leave_out("not of the two heaviest severities");
                continue;
            }
        }
        if let Some(text) = to_come(audit, source, incident) {
            draft.open(item, found(source.file, &incident.at, text));
            continue;
        }
        match verdict(audit, source, incident, &limit) {
            Verdict::InOrder => draft.in_order(item),
            Verdict::Deviates(text) => {
                let mut found = found(source.file, &incident.at, text);
                found.assumed = limit.basis == Basis::Assumed;
                draft.deviates(item, found);
            }
            Verdict::Open(text) => draft.open(item, found(source.file, &incident.at, text)),
            Verdict::NotDue => {
                draft.leave_out("the days for its review were not over on the day of the log")
            }
        }
    }
    draft.limit("The log shows that a review was dated; what is in it, and whether customers were told in time, it does not.");
    draft
}

enum Verdict {
    InOrder,
    Deviates(String),
    Open(&'static str),
    NotDue,
}

fn verdict(
    audit: &Audit<'_>,
    source: Source<'_>,
    incident: &Incident,
    limit: &Parameter,
) -> Verdict {
    let Some(resolved) = days(audit, incident.resolved) else {
        return match is_blank(incident.resolved) {
            true => Verdict::Open(
                "It has no end yet, from which the days for its review count; a later log would decide.",
            ),
            false => Verdict::Open(
                "When it ended is not in the file; the incident's own record would decide.",
            ),
        };
    };
    if let Some(review) = days(audit, incident.postmortem) {
        let began = days(audit, began(incident));
        if began.is_some_and(|(first, _)| review.1 < first) {
            return Verdict::Open(
                "The review is dated before the incident began, which cannot be; the written review would decide.",
            );
        }
        let age = between(resolved, review);
        return match within(age, limit.value) {
            Some(true) => Verdict::InOrder,
            Some(false) => Verdict::Deviates(format!(
                "reviewed {} after its end; {} are allowed",
                super::days(age.0),
                super::days(i64::from(limit.value))
            )),
            None => Verdict::Open(
                "Whether the review was in time depends on the time zone; the company's zone would decide.",
            ),
        };
    }
    if is_untold(incident.postmortem) {
        return Verdict::Open(
            "The file has no place for the day of a review; the written review would decide.",
        );
    }
    if !is_blank(incident.postmortem) {
        return Verdict::Open(
            "The day of the review cannot be read; the written review would decide.",
        );
    }
    // Whichever day the log was made on, the days for the review were not over.
    let today = audit.latest(source);
    if within(between(resolved, (today, today)), limit.value) == Some(true) {
        return Verdict::NotDue;
    }
    match source.as_of {
        None => Verdict::Open(
            "On which day the log was made is not known; that day would decide whether the review was due.",
        ),
        Some(day) => match within(between(resolved, (day, day)), limit.value) {
            Some(false) => Verdict::Deviates("no written review is recorded".to_owned()),
            Some(true) => Verdict::NotDue,
            None => Verdict::Open(
                "Whether the review was due depends on the time zone; the company's zone would decide.",
            ),
        },
    }
}
