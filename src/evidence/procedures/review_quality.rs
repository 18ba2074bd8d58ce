//! How decisions of access reviews were made (TP-05): an observation beside the control.

use std::collections::BTreeMap;

use super::audit::{Audit, Ordered, Source, before};
use super::humans::Humans;
use super::review_population::Pair;
use super::reviews::system;
use crate::date::Date;
use crate::evidence::canonical::{Decision, ReviewDecision, Stamp};
use crate::evidence::decode::values::Flag;
use crate::evidence::draft::{Cite, Draft, Found};
use crate::evidence::draw::Item;

/// Id of the procedure.
pub(super) const ID: &str = "access-review-quality";

/// More decisions than this, all to keep, are worth a remark (`evidence-formats` TP-05).
const ALL_KEPT: usize = 30;
/// Decisions of one reviewer within so many milliseconds are worth a remark (J): nobody reads a row a second.
const BURST: i64 = 60_000;
/// Fewest of them (J).
const BURST_ROWS: usize = 10;

/// One observation for each file with decisions.
pub(super) fn run<'a>(
    audit: &Audit<'a>,
    humans: &Humans<'a>,
    compared: &[Pair<'a>],
) -> Vec<Draft<'a>> {
    let sources = audit.sources();
    let reviewed = sources.filter(|s| !s.records.review_decisions.is_empty());
    reviewed
        .map(|s| {
            let mut draft = of_file(audit, humans, s);
            if !compared.iter().any(|pair| pair.holds(s.file)) {
                draft.limit("Whether the list that was reviewed held every account of the system is not shown; its user export of the same day would.");
            }
            remarks(audit, s, &mut draft);
            draft
        })
        .collect()
}

fn of_file<'a>(audit: &Audit<'a>, humans: &Humans<'a>, source: Source<'a>) -> Draft<'a> {
    let window = audit.window();
    // A period that is due in the window may begin before it.
    let periods = audit.periods(super::review_coverage::ID).iter();
    let from = periods.map(|p| p.start).min();
    let from = from.map_or(window.start, |d| d.min(window.start));
    let mut draft = Draft::new(
        ID,
        source.file,
        "How the decisions of access reviews were made.",
        "Somebody other than the person reviewed decided on each row, kept no access of a person who had left, and \
         what was to be removed was removed.",
    );
    draft.observation = true;
    draft.window = Some(window);
    for decision in &source.records.review_decisions {
        let moment = [decision.decided, decision.ended, decision.started]
            .into_iter()
            .find_map(|stamp| stamp.time.days(&audit.zone));
        if moment
            .is_some_and(|(first, last): (Date, Date)| last < from || first > audit.terms.as_of)
        {
            draft.leave_out("decided before the periods that are due in the window, or after the day of the assessment");
            continue;
        }
        let row = decision.at.row;
        let item = Item::named(row, None, row.to_string());
        let cites = vec![Cite::Record {
            file: source.file,
            at: &decision.at,
        }];
        let (mut findings, mut open) = (Vec::new(), Vec::new());
        judge(audit, humans, decision, &mut findings, &mut open);
        let found = |text: String| Found {
            row,
            text,
            assumed: false,
            cites,
        };
        if !findings.is_empty() {
            draft.deviates(item, found(findings.join("; ")));
        } else if !open.is_empty() {
            draft.open(item, found(open.join(" ")));
        } else {
            draft.in_order(item);
        }
    }
    if humans.is_empty() {
        draft.limit("Without a roster of people nobody can tell whether somebody who had left was kept, or decided.");
    }
    draft
}

/// What is wrong with one decision, and what stays open.
fn judge(
    audit: &Audit<'_>,
    humans: &Humans<'_>,
    decision: &ReviewDecision,
    findings: &mut Vec<String>,
    open: &mut Vec<String>,
) {
    let left = |who: &Option<String>| {
        let human = who.as_deref().and_then(|login| humans.of_login(login));
        human.map_or(Flag::No, |human| {
            had_left(audit, humans, human, decision.decided)
        })
    };
    match decision.decision {
        Decision::Nothing if decision.closed == Flag::No => {
            open.push("Nothing has been decided so far; a fresh export would decide.".to_owned());
            return;
        }
        Decision::Nothing => {
            findings.push("no decision was made".to_owned());
            return;
        }
        Decision::Unknown => open.push(
            "What was decided cannot be read; the decision in one of the words approve and revoke would decide."
                .to_owned(),
        ),
        Decision::Approve | Decision::Modify => match left(&decision.subject) {
            Flag::Yes => findings.push("access of somebody who had left was kept".to_owned()),
            Flag::Unknown => open.push(
                "Whether the person had left when their access was kept is not clear; the last day and the time of \
                 the decision with its zone would decide."
                    .to_owned(),
            ),
            _ => {}
        },
        Decision::Revoke => {
            if decision.is_applied == Flag::No
                || (decision.tells_applied
                    && decision.is_applied == Flag::Unknown
                    && decision.applied.time == Stamp::NONE.time)
            {
                findings.push("access was to be removed, and no removal is recorded".to_owned());
            }
        }
    }
    match (&decision.subject, &decision.reviewer) {
        (Some(subject), Some(reviewer)) if same(humans, subject, reviewer) => {
            findings.push("the person decided on their own access".to_owned());
        }
        (_, None) => {
            open.push("Nobody is named as reviewer; the reviewer's name would decide.".to_owned())
        }
        _ => {}
    }
    if left(&decision.reviewer) == Flag::Yes {
        findings.push("the reviewer had left before the decision".to_owned());
    }
}

fn same(humans: &Humans<'_>, subject: &str, reviewer: &str) -> bool {
    let (a, b) = (humans.of_login(subject), humans.of_login(reviewer));
    subject == reviewer || (a.is_some() && a == b)
}

/// Whether a person worked nowhere in the rosters at a moment, having worked there before.
fn had_left(audit: &Audit<'_>, humans: &Humans<'_>, human: usize, at: Stamp) -> Flag {
    let Some(human) = humans.all.get(human) else {
        return Flag::Unknown;
    };
    let Some(at) = audit.span(at) else {
        // Without a day of the decision there is nothing to compare; coverage asks for it.
        return Flag::No;
    };
    let mut gone = Flag::No;
    for (_, person) in &human.rows {
        let start = audit.span(person.start);
        if start.is_some_and(|start| start.0 > at.1) {
            continue;
        }
        let open_ended = person.end.time == Stamp::NONE.time;
        if open_ended && person.active != Flag::No {
            return Flag::No;
        }
        match audit.end_of_day(person.end).map(|end| before(end, at)) {
            Some(Ordered::InTime) if gone == Flag::No => gone = Flag::Yes,
            Some(Ordered::InTime) => {}
            Some(Ordered::Late) => return Flag::No,
            Some(Ordered::DependsOnZone) | None => gone = Flag::Unknown,
        }
    }
    gone
}

/// What is worth a look without being wrong.
fn remarks(audit: &Audit<'_>, source: Source<'_>, draft: &mut Draft<'_>) {
    type Decisions = Vec<(Option<i64>, Decision)>;
    let mut by_reviewer: BTreeMap<(String, &str), Decisions> = BTreeMap::new();
    for decision in &source.records.review_decisions {
        if let Some(reviewer) = decision.reviewer.as_deref() {
            // A day, or a minute, says nothing about seconds.
            let exact = audit.span(decision.decided).filter(|s| s.0 == s.1);
            let key = (system(source, decision), reviewer);
            let list = by_reviewer.entry(key).or_default();
            list.push((exact.map(|s| s.0), decision.decision));
        }
    }
    for ((system, _), decisions) in by_reviewer {
        let kept = decisions.iter().all(|(_, d)| *d == Decision::Approve);
        if kept && decisions.len() > ALL_KEPT {
            draft.limit(format!(
                "In {system}, one reviewer decided on {} rows and kept every one: worth asking how they looked.",
                decisions.len()
            ));
        }
        let mut times: Vec<i64> = decisions.iter().filter_map(|(at, _)| *at).collect();
        times.sort_unstable();
        let burst = times
            .windows(BURST_ROWS)
            .filter_map(|w| Some((*w.first()?, *w.last()?)));
        // Times to the minute alone would make every batch a burst.
        let to_the_second = times.iter().any(|ms| ms % 60_000 != 0);
        if to_the_second && burst.into_iter().any(|(first, last)| last - first <= BURST) {
            draft.limit(format!(
                "In {system}, one reviewer made {BURST_ROWS} decisions or more within a minute: worth asking how; a \
                 decision on a whole group at once looks the same."
            ));
        }
    }
}
