//! Security training of joiners and of everybody (TP-13). The people are those of the rosters: whom a training tool
//! no longer lists is still to be trained.

use std::collections::BTreeMap;

use super::audit::{Audit, Lies, Source};
use super::days;
use super::humans::{Human, Humans};
use crate::date::Date;
use crate::evidence::canonical::{Person, TrainingItem, TrainingState};
use crate::evidence::decode::times::Time;
use crate::evidence::decode::values::Flag;
use crate::evidence::draft::{Cite, Draft, Found};
use crate::evidence::draw::Item;
use crate::evidence::workpaper::{Basis, Parameter};

/// Courses that are named in a workpaper.
const NAMED: usize = 5;
/// Rows of courses that are cited for one person.
const CITED: usize = 5;

type Courses<'a> = Vec<(Source<'a>, &'a TrainingItem)>;

/// What both procedures look at.
struct Trained<'a> {
    /// Courses by the place of the person.
    courses: Vec<Courses<'a>>,
    /// The day up to which the files of courses speak.
    until: Option<Date>,
}

enum Verdict {
    InOrder,
    Deviates(String),
    Open(String),
    LeftOut(&'static str),
}

fn gather<'a>(audit: &Audit<'a>, humans: &Humans<'a>) -> Option<Trained<'a>> {
    let mut courses: Vec<Courses<'a>> = humans.all.iter().map(|_| Vec::new()).collect();
    let mut until: Option<Date> = None;
    let mut any = false;
    for source in audit.sources() {
        for item in &source.records.trainings {
            any = true;
            let moments = [item.assigned, item.completed];
            let days = moments.iter().filter_map(|s| s.time.days(&audit.zone));
            until = until.max(source.as_of.or(days.map(|d| d.1).max()));
            let place = item.person.as_deref().and_then(|p| humans.of_login(p));
            if let Some(list) = place.and_then(|p| courses.get_mut(p)) {
                list.push((source, item));
            }
        }
    }
    (any && !humans.is_empty()).then_some(Trained { courses, until })
}

/// First and last day on which a course may have been completed.
fn completed(audit: &Audit<'_>, item: &TrainingItem) -> Option<(Date, Date)> {
    // A course that is still open is not completed, whatever stands in its cells.
    let done = item.state != TrainingState::Open;
    item.completed.time.days(&audit.zone).filter(|_| done)
}

/// Done, and nobody said when.
fn done_undated(item: &TrainingItem) -> bool {
    item.state == TrainingState::Done
        && matches!(
            item.completed.time,
            Time::Nothing | Time::Unreadable | Time::Slashed { .. }
        )
}

/// One workpaper for each roster: joiners of the window.
pub(in crate::evidence) fn new_hire<'a>(audit: &Audit<'a>, humans: &Humans<'a>) -> Vec<Draft<'a>> {
    let allowed = audit.terms.policy_or("training-new-hire-days", 30);
    let window = audit.window();
    let make = |file| {
        let mut draft = Draft::new(
            "training-new-hire",
            file,
            format!(
                "Whether everybody who joined from {} to {} completed training within {} days of the first day.",
                window.start, window.end, allowed.value
            ),
            "A training file shows a completed course no later than that.",
        );
        draft.parameters = vec![allowed.clone()];
        draft
    };
    each_person(audit, humans, make, |trained, human, courses, person| {
        let _ = human;
        let start = audit.in_window(person.start);
        if start == Lies::Outside || person.start.time == Time::Nothing {
            return None;
        }
        Some(joined(audit, trained, courses, person, &allowed))
    })
}

fn joined(
    audit: &Audit<'_>,
    trained: &Trained<'_>,
    courses: &Courses<'_>,
    person: &Person,
    allowed: &Parameter,
) -> Verdict {
    let Some(start) = audit.day(person.start) else {
        return Verdict::Open("The first day cannot be told; that day would decide.".to_owned());
    };
    let deadline = start.plus_days(i64::from(allowed.value));
    // Training done shortly before the first day, or as a contractor, counts as well.
    let from = start.plus_months(-12);
    let done: Vec<(Date, Date)> = courses
        .iter()
        .filter_map(|(_, item)| completed(audit, item))
        .filter(|day| day.1 > from)
        .collect();
    if done.iter().any(|d| d.1 <= deadline) {
        return Verdict::InOrder;
    }
    if audit.terms.as_of <= deadline {
        return Verdict::LeftOut("not completed so far, and there is time");
    }
    let end = audit.day(person.end);
    if end.is_some_and(|end| end <= deadline) {
        return Verdict::LeftOut("left before the time allowed was over");
    }
    if person.on_leave == Flag::Yes {
        return Verdict::LeftOut("on long leave");
    }
    if done.iter().any(|d| d.0 <= deadline) {
        return Verdict::Open(
            "Whether the course was completed in time depends on the time zone; the company's zone would decide."
                .to_owned(),
        );
    }
    if courses.iter().any(|(_, item)| done_undated(item)) {
        return Verdict::Open(
            "A course was completed, and no day tells when; that day would decide.".to_owned(),
        );
    }
    if let Some(first) = done.iter().map(|d| d.0).min() {
        let late = days(first.days_after(deadline));
        return Verdict::Deviates(format!(
            "the course was completed on {first}, {late} after it was due"
        ));
    }
    if trained.until.is_none_or(|until| until <= deadline) {
        return Verdict::Open(not_reached(deadline));
    }
    Verdict::Deviates(format!("no course was completed by {deadline}"))
}

fn not_reached(day: Date) -> String {
    format!("No training file is known to be made after {day}; an export made later would decide.")
}

/// One workpaper for each roster: everybody who worked here in the window, joiners past their deadline included.
pub(in crate::evidence) fn annual<'a>(audit: &Audit<'a>, humans: &Humans<'a>) -> Vec<Draft<'a>> {
    let every = audit.terms.policy_or("training-cadence-days", 365);
    let joiners = audit.terms.policy_or("training-new-hire-days", 30);
    let window = audit.window();
    let make = |file| {
        let mut draft = Draft::new(
            "training-annual",
            file,
            format!(
                "Whether everybody who worked here from {} to {} completed training in the {} days before the end of \
                 that time, or before they left.",
                window.start, window.end, every.value
            ),
            "A training file shows a completed course in that time, or in the window.",
        );
        draft.parameters = vec![every.clone(), joiners.clone()];
        draft
    };
    each_person(audit, humans, make, |trained, human, courses, person| {
        let worked = |p: &Person| {
            let starts = p.start.time.days(&audit.zone);
            let ends = p.end.time.days(&audit.zone);
            starts.is_none_or(|s| s.0 <= window.end) && ends.is_none_or(|e| e.1 >= window.start)
        };
        // Of several employments the last one in the window stands for the person.
        let last = human
            .rows
            .iter()
            .filter(|(_, p)| worked(p))
            .max_by_key(|(source, p)| {
                (
                    p.start.time.days(&audit.zone),
                    std::cmp::Reverse((source.name, p.at.row)),
                )
            });
        if !last.is_some_and(|(_, p)| std::ptr::eq(*p, person)) {
            return None;
        }
        Some(kept_up(audit, trained, courses, person, &every, &joiners))
    })
}

fn kept_up(
    audit: &Audit<'_>,
    trained: &Trained<'_>,
    courses: &Courses<'_>,
    person: &Person,
    every: &Parameter,
    joiners: &Parameter,
) -> Verdict {
    let window = audit.window();
    let left = audit.day(person.end);
    if person.end.time != Time::Nothing && left.is_none() {
        return Verdict::Open("The last day cannot be told; that day would decide.".to_owned());
    }
    let end = left.map_or(window.end, |d| d.min(window.end));
    let end = end.min(audit.terms.as_of);
    let start = audit.day(person.start);
    if start.is_some_and(|start| start.plus_days(i64::from(joiners.value)) > end) {
        return Verdict::LeftOut("here for less time than joiners are allowed");
    }
    let from = end.plus_days(-i64::from(every.value));
    let from = from.min(window.start.plus_days(-1));
    let done: Vec<(Date, Date)> = courses
        .iter()
        .filter_map(|(_, item)| completed(audit, item))
        .collect();
    if done.iter().any(|d| d.0 > from && d.1 <= end) {
        return Verdict::InOrder;
    }
    if person.on_leave == Flag::Yes {
        return Verdict::LeftOut("on long leave");
    }
    if done.iter().any(|d| d.1 > from && d.0 <= end) {
        return Verdict::Open(
            "Whether the course was completed in time depends on the time zone; the company's zone would decide."
                .to_owned(),
        );
    }
    if courses.iter().any(|(_, item)| done_undated(item)) {
        return Verdict::Open(
            "A course was completed, and no day tells when; that day would decide.".to_owned(),
        );
    }
    if trained.until.is_none_or(|until| until < end) {
        return Verdict::Open(not_reached(end));
    }
    let span = format!(
        "no course was completed from {} to {end}",
        from.plus_days(1)
    );
    Verdict::Deviates(
        match done.iter().filter(|d| d.1 <= from).map(|d| d.1).max() {
            Some(last) => format!("{span}; the last one was on {last}"),
            None if courses.is_empty() => format!("{span}, and none was assigned"),
            None => span,
        },
    )
}

/// One draft for each roster with people of whom `judge` has something to say.
fn each_person<'a>(
    audit: &Audit<'a>,
    humans: &Humans<'a>,
    make: impl Fn(usize) -> Draft<'a>,
    judge: impl Fn(&Trained<'a>, &Human<'a>, &Courses<'a>, &Person) -> Option<Verdict>,
) -> Vec<Draft<'a>> {
    let Some(trained) = gather(audit, humans) else {
        return Vec::new();
    };
    let mut drafts: Vec<Draft<'a>> = Vec::new();
    for (human, courses) in humans.all.iter().zip(&trained.courses) {
        for (source, person) in &human.rows {
            let Some(verdict) = judge(&trained, human, courses, person) else {
                continue;
            };
            if !drafts.iter().any(|d| d.file == source.file) {
                drafts.push(make(source.file));
            }
            let Some(draft) = drafts.iter_mut().find(|d| d.file == source.file) else {
                continue;
            };
            let own = Cite::Record {
                file: source.file,
                at: &person.at,
            };
            let rows = courses.iter().take(CITED).map(|(s, item)| Cite::Record {
                file: s.file,
                at: &item.at,
            });
            let assumed = draft.parameters.iter().any(|p| p.basis == Basis::Assumed);
            let found = |text, assumed| Found {
                row: person.at.row,
                text,
                assumed,
                cites: std::iter::once(own).chain(rows).collect(),
            };
            let known = person.email.as_ref().or(person.number.as_ref());
            let identity = known.or(person.name.as_ref()).cloned().unwrap_or_default();
            let item = Item::named(person.at.row, None, identity);
            match verdict {
                Verdict::InOrder => draft.in_order(item),
                Verdict::Deviates(text) => draft.deviates(item, found(text, assumed)),
                Verdict::Open(text) => draft.open(item, found(text, false)),
                Verdict::LeftOut(reason) => draft.leave_out(reason),
            }
        }
    }
    let counted = titles(audit);
    for draft in &mut drafts {
        draft.window = Some(audit.window());
        if !counted.is_empty() {
            draft.limit(format!(
                "Courses are not told apart, and each counts: {counted}. Whether they are about security, their content would show."
            ));
        }
        draft.limit("A training tool that removes somebody from a campaign removes the record too; whom it does not list counts as not trained.");
        draft.limit("Long leave counts only where the roster says so.");
    }
    drafts
}

/// The courses of all files with the number of their rows, the most frequent first.
fn titles(audit: &Audit<'_>) -> String {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for item in audit.sources().flat_map(|s| &s.records.trainings) {
        let title = item.course.trim();
        if !title.is_empty() {
            *counts.entry(title).or_default() += 1;
        }
    }
    let mut counts: Vec<(&str, u32)> = counts.into_iter().collect();
    counts.sort_by_key(|(title, count)| (std::cmp::Reverse(*count), *title));
    let more = counts.len().saturating_sub(NAMED);
    let named = counts.iter().take(NAMED).map(|(title, count)| {
        let short: String = title.chars().take(60).collect();
        format!(
            "“{short}” ({count} {})",
            if *count == 1 { "row" } else { "rows" }
        )
    });
    let mut all: Vec<String> = named.collect();
    if more > 0 {
        all.push(format!("{more} more"));
    }
    all.join(", ")
}
