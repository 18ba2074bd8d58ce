//! Incidents of the window: logged, weighed, owned, and in an order that can be (TP-18).

use std::collections::BTreeMap;

use super::audit::{Audit, Lies, Source, TOLERANCE};
use super::cited::{found, is_untold};
use crate::evidence::canonical::{Incident, Stamp};
use crate::evidence::decode::values::Flag;
use crate::evidence::draft::Draft;
use crate::evidence::draw::Item;

/// Id of the procedure.
pub(super) const ID: &str = "incident-handling";

/// Times of a pager and of the log that differ by no more are of the same incident (J).
const SAME: i64 = 3_600_000;
/// Times of incidents with one number that differ by more are of two (J).
const WEEK: i64 = 7 * 86_400_000;

/// Whether somebody keeps a log beside what tools record.
pub(super) fn has_register(audit: &Audit<'_>) -> bool {
    let mut incidents = audit.sources().flat_map(|s| &s.records.incidents);
    incidents.any(|i| i.in_register)
}

/// One workpaper a file; its items are incidents.
pub(in crate::evidence) fn run<'a>(audit: &Audit<'a>) -> Vec<Draft<'a>> {
    let register = has_register(audit);
    let files = audit.sources().filter(|s| !s.records.incidents.is_empty());
    files
        .map(|source| {
            let own = source.records.incidents.iter().any(|i| i.in_register);
            match register && !own {
                true => compared(audit, source),
                false => logged(audit, source),
            }
        })
        .collect()
}

/// The day on which an incident began, as far as it is known: found before it was opened.
pub(super) fn began(incident: &Incident) -> Stamp {
    match is_untold(incident.opened) {
        true => incident.detected,
        false => incident.opened,
    }
}

/// Whether an incident is one of the window; nothing is left out that may be one.
pub(super) fn counts<'a>(audit: &Audit<'a>, incident: &Incident, draft: &mut Draft<'a>) -> bool {
    let inside = audit.in_window(began(incident)) != Lies::Outside;
    let reason = match incident.exercise {
        _ if !inside => "opened outside the window",
        Flag::Yes => "an exercise, which incident-exercise tests",
        _ => return true,
    };
    draft.leave_out(reason);
    false
}

/// What is said of an incident with a time that has not come.
pub(super) fn to_come(
    audit: &Audit<'_>,
    source: Source<'_>,
    incident: &Incident,
) -> Option<String> {
    let times = [
        incident.opened,
        incident.detected,
        incident.acknowledged,
        incident.contained,
        incident.resolved,
        incident.postmortem,
    ];
    let any = times
        .into_iter()
        .any(|stamp| audit.is_to_come(source, stamp));
    any.then(|| {
        let day = audit.latest(source);
        format!(
            "It has a time after {day}, which has not come; the incident's own record would decide."
        )
    })
}

fn logged<'a>(audit: &Audit<'a>, source: Source<'a>) -> Draft<'a> {
    let window = audit.window();
    let mut draft = Draft::new(
        ID,
        source.file,
        format!(
            "Whether each incident from {} to {} was logged with its severity and its owner, and with times that can follow \
             on one another.",
            window.start, window.end
        ),
        "Severity and owner are written, and it was found, taken up, contained and resolved in this order.",
    );
    source.system.clone_into(&mut draft.system);
    draft.as_of = source.as_of;
    draft.window = Some(window);
    for incident in &source.records.incidents {
        if !counts(audit, incident, &mut draft) {
            continue;
        }
        let item = Item::named(incident.at.row, None, incident.id.clone());
        if let Some(text) = to_come(audit, source, incident) {
            draft.open(item, found(source.file, &incident.at, text));
            continue;
        }
        let (findings, open) = look(audit, incident);
        if !findings.is_empty() {
            draft.deviates(item, found(source.file, &incident.at, findings.join("; ")));
        } else if !open.is_empty() {
            draft.open(item, found(source.file, &incident.at, open.join(" ")));
        } else {
            draft.in_order(item);
        }
    }
    if draft.tested == 0 && draft.undecided.is_empty() {
        draft.limit(
            "The log has no incident in the window. Small events belong in it too; compare it with alerts, support tickets \
             and the status page.",
        );
    }
    let backfilled = source
        .records
        .incidents
        .iter()
        .filter(|i| i.backfilled == Flag::Yes)
        .count();
    if backfilled > 0 {
        draft.limit(format!(
            "Entered afterwards, as the source itself says: {backfilled}."
        ));
    }
    let alone = audit
        .sources()
        .all(|s| s.file == source.file || s.records.incidents.is_empty());
    if alone {
        draft.limit("There is no pager and no status page beside it, so incidents that were never logged are not seen.");
    }
    draft
}

fn look(audit: &Audit<'_>, incident: &Incident) -> (Vec<String>, Vec<&'static str>) {
    let (mut findings, mut open) = (Vec::new(), Vec::new());
    match incident.rated {
        Flag::Yes => {}
        Flag::No => findings.push("no severity".to_owned()),
        _ => open.push("No severity is in the file; the incident's own record would decide."),
    }
    match incident.owned {
        Flag::Yes => {}
        Flag::No => findings.push("no owner".to_owned()),
        _ => open.push("No owner is in the file; the incident's own record would decide."),
    }
    let steps = [
        ("detected", incident.detected),
        ("acknowledged", incident.acknowledged),
        ("contained", incident.contained),
        ("resolved", incident.resolved),
    ];
    // Opened and detected come in either order: a ticket is often opened before anybody knows what it is.
    let opened = ("opened", incident.opened);
    let pairs = [
        (opened, steps[1]),
        (opened, steps[2]),
        (opened, steps[3]),
        (steps[0], steps[1]),
        (steps[0], steps[2]),
        (steps[0], steps[3]),
        (steps[1], steps[3]),
        (steps[2], steps[3]),
    ];
    let wrong = pairs
        .into_iter()
        .find(|((_, first), (_, then))| follows(audit, *first, *then) == Some(false));
    if let Some(((first, _), (then, _))) = wrong {
        findings.push(format!("{then} before it was {first}"));
    }
    let bad = |stamp: Stamp| {
        !is_untold(stamp) && stamp.time == crate::evidence::decode::times::Time::Unreadable
    };
    if bad(incident.opened) || steps.iter().any(|(_, stamp)| bad(*stamp)) {
        open.push("A time cannot be read; the incident's own record would decide.");
    }
    (findings, open)
}

/// Whether one step followed another; nothing where that is open.
fn follows(audit: &Audit<'_>, first: Stamp, then: Stamp) -> Option<bool> {
    use crate::evidence::decode::times::Time;
    match (first.time, then.time) {
        // The same clock, whatever its zone.
        (Time::Local(first), Time::Local(then)) => Some(then + TOLERANCE >= first),
        (Time::Day(first), Time::Day(then)) => Some(then >= first),
        _ => {
            let (first, then) = (audit.span(first)?, audit.span(then)?);
            match (then.1 + TOLERANCE < first.0, then.0 + TOLERANCE >= first.1) {
                (true, _) => Some(false),
                (_, true) => Some(true),
                _ => None,
            }
        }
    }
}

/// What a tool recorded, compared with the log that somebody keeps.
fn compared<'a>(audit: &Audit<'a>, source: Source<'a>) -> Draft<'a> {
    let window = audit.window();
    let mut draft = Draft::new(
        ID,
        source.file,
        format!(
            "Whether each incident that {} recorded from {} to {} stands in the incident log.",
            source.about.name, window.start, window.end
        ),
        "The log has an incident of the same number in the same week, or one that was opened or found within an hour of it.",
    );
    source.system.clone_into(&mut draft.system);
    draft.window = Some(window);
    let logs: Vec<(Source<'a>, &Incident)> = audit
        .sources()
        .flat_map(|s| s.records.incidents.iter().map(move |i| (s, i)))
        .filter(|(_, i)| i.in_register)
        .collect();
    let mut numbers: BTreeMap<&str, Vec<Option<(i64, i64)>>> = BTreeMap::new();
    for (_, logged) in &logs {
        let at = audit.span(began(logged));
        numbers.entry(digits(&logged.id)).or_default().push(at);
    }
    let mut times: Vec<(i64, i64)> = logs
        .iter()
        .flat_map(|(_, i)| [i.opened, i.detected])
        .filter_map(|stamp| audit.span(stamp))
        .collect();
    times.sort_unstable();
    for incident in &source.records.incidents {
        if !counts(audit, incident, &mut draft) {
            continue;
        }
        let number = digits(&incident.id);
        let at = audit.span(began(incident));
        let near = at.is_some_and(|at| {
            let mut times = times.iter();
            times.any(|t| t.0 <= at.1 + SAME && t.1 >= at.0 - SAME)
        });
        // Two series that both begin at 1 have the same numbers for different incidents.
        let same = |other: &Option<(i64, i64)>| match (at, other) {
            (Some(at), Some(t)) => t.0 <= at.1 + WEEK && t.1 >= at.0 - WEEK,
            _ => true,
        };
        let numbered = numbers
            .get(number)
            .is_some_and(|times| !number.is_empty() && times.iter().any(same));
        if numbered || near {
            draft.leave_out("in the incident log, where it is tested");
            continue;
        }
        let item = Item::named(incident.at.row, None, incident.id.clone());
        let published = source.about.id == "statuspage";
        match published {
            true => draft.deviates(
                item,
                found(
                    source.file,
                    &incident.at,
                    "told to customers, and not in the incident log",
                ),
            ),
            false => draft.deviates(
                item,
                found(source.file, &incident.at, "not in the incident log"),
            ),
        }
    }
    draft
}

/// The number in an id: `INC-1001` is 1001. Empty where there is none.
fn digits(id: &str) -> &str {
    let start = id.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    id.get(start..).unwrap_or_default()
}
