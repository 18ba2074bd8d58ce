//! The exception register as the report lists it.

use serde::Serialize;

use super::Scene;
use crate::assessment::ControlAssessment;
use crate::input::register::Status;
use crate::plan::Plan;
use crate::plan::gaps::Gap;
use crate::plan::register::{Accepted, Aside, RegisterLine};
use crate::report::words;

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::report) struct RegisterView {
    number: Option<usize>,
    pub(super) control: String,
    name: String,
    severity: &'static str,
    kind: &'static str,
    opened: String,
    pub(super) owner: String,
    pub(super) due: String,
    overdue: bool,
    pub(in crate::report) status: &'static str,
    /// A sentence; empty where nothing is accepted.
    pub(in crate::report) accepted: String,
    #[serde(skip)]
    pub(super) acceptance_over: bool,
    not_shown_closed: bool,
    response: String,
    /// Where it comes from, or why nothing can be said of a gap: a sentence; empty where there is nothing to say.
    pub(in crate::report) note: String,
}

impl RegisterView {
    /// Whether somebody is at it, or has said by when.
    pub(super) fn is_worked_on(&self) -> bool {
        !self.due.is_empty() || self.status != status(Status::Open)
    }
}

impl Scene<'_> {
    /// The lines of gaps, and those of what is no gap today.
    pub(in crate::report) fn register(
        &self,
        plan: &Plan,
    ) -> (Vec<RegisterView>, Vec<RegisterView>) {
        let lines = plan.register.iter();
        lines
            .map(|line| {
                let gap = line.number.and_then(|n| plan.gaps.get(n.checked_sub(1)?));
                self.register_line(line, gap)
            })
            .partition(|line: &RegisterView| line.number.is_some())
    }

    fn register_line(&self, line: &RegisterLine, gap: Option<&Gap>) -> RegisterView {
        let control = self.catalogue_control(&line.control);
        let mut assessed = self.assessment.controls.iter();
        let assessed = assessed.find(|c| c.id == line.control);
        let accepted = line.accepted.as_ref();
        let holds = accepted.is_some_and(|a| a.holds);
        RegisterView {
            number: line.number,
            control: line.control.clone(),
            name: control.map(|c| c.name.clone()).unwrap_or_default(),
            severity: control.map_or("", |c| c.severity.as_str()),
            kind: gap.zip(assessed).map_or("", |(g, c)| kind(g, c)),
            opened: line.opened.map_or_else(String::new, words::day),
            owner: line.owner.clone().unwrap_or_default(),
            due: line.due.map_or_else(String::new, words::day),
            overdue: line.overdue,
            status: if holds {
                "risk accepted"
            } else {
                status(line.status)
            },
            accepted: accepted.map_or_else(String::new, acceptance),
            acceptance_over: line.number.is_some() && accepted.is_some_and(|a| !a.holds),
            not_shown_closed: line.not_shown_closed,
            response: line.response.clone().unwrap_or_default(),
            note: self.note(line),
        }
    }
}

impl Scene<'_> {
    pub(in crate::report) fn note(&self, line: &RegisterLine) -> String {
        let from = line.from.as_ref().map(|from| {
            format!("It was entered for {from}, which this control has taken the place of.")
        });
        let aside = line.aside.map(|aside| match aside {
            Aside::NotLookedAt => "Its control was not looked at in this assessment: none of its questions asks for it, and nothing on file decides it.".to_owned(),
            Aside::NotApplicable => "Its control was said not to apply.".to_owned(),
            Aside::OutOfScope => "Its control is outside the scope of this examination.".to_owned(),
            Aside::Gone => self.gone(line),
        });
        let both: Vec<String> = from.into_iter().chain(aside).collect();
        both.join(" ")
    }

    /// That the catalogue no longer has a control, and where it went.
    fn gone(&self, line: &RegisterLine) -> String {
        let mut retired = self.engagement.catalogue.retired.iter();
        let since = match retired.find(|r| r.id == line.control) {
            Some(retired) => format!(" since version {}", retired.since),
            None => ", or was never in it under this id".to_owned(),
        };
        let now = match line.replaced_by.as_slice() {
            [] => String::new(),
            [one] if self.catalogue_control(one).is_some() => {
                format!("; {one} takes its place, and has an entry of its own")
            }
            [one] => format!("; {one} took its place"),
            [several @ .., last] => {
                format!("; {} and {last} take its place", several.join(", "))
            }
        };
        format!(
            "It is of a control that is no longer in the catalogue{since}{now}. What was entered is kept."
        )
    }
}

fn kind(gap: &Gap, control: &ControlAssessment) -> &'static str {
    let shown = control.occurrences.shown.deviations > 0;
    words::gap_kind(gap.kind, control.claimed, shown)
}

pub(in crate::report) fn status(status: Status) -> &'static str {
    match status {
        Status::Open => "open",
        Status::InProgress => "in progress",
        Status::ReadyForRetest => "ready for retest",
        Status::Closed => "closed, as you say",
    }
}

fn acceptance(accepted: &Accepted) -> String {
    let by = accepted.by.as_ref();
    let by = by.map(|who| format!(" by {who}")).unwrap_or_default();
    let until = words::day(accepted.until);
    let until = if accepted.holds {
        format!("until {until}")
    } else {
        format!("until {until}, which is over: it is open again")
    };
    format!("○ Risk accepted{by} {until}: \"{}\"", accepted.reason)
}
