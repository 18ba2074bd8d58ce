//! The exception register as the report lists it.

use serde::Serialize;

use super::Scene;
use crate::assessment::ControlAssessment;
use crate::input::register::Status;
use crate::plan::Plan;
use crate::plan::gaps::Gap;
use crate::plan::register::{Accepted, Aside, RegisterLine};
use crate::report::language::{said, word};

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::report) struct RegisterView {
    number: Option<usize>,
    pub(super) control: String,
    name: String,
    severity: String,
    kind: String,
    opened: String,
    pub(super) owner: String,
    pub(super) due: String,
    overdue: bool,
    pub(in crate::report) status: String,
    #[serde(skip)]
    is_open: bool,
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
        !self.due.is_empty() || !self.is_open
    }

    /// Whether anything was said of it.
    pub(super) fn is_managed(&self) -> bool {
        self.is_worked_on() || !self.owner.is_empty() || !self.opened.is_empty()
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
            severity: control.map_or_else(String::new, |c| self.language.word(c.severity.as_str())),
            kind: gap
                .zip(assessed)
                .map_or_else(String::new, |(g, c)| self.kind(g, c)),
            opened: line
                .opened
                .map_or_else(String::new, |d| self.language.day(d)),
            owner: line.owner.clone().unwrap_or_default(),
            due: line.due.map_or_else(String::new, |d| self.language.day(d)),
            overdue: line.overdue,
            status: self.language.word(if holds {
                word!("risk accepted")
            } else {
                status(line.status)
            }),
            is_open: !holds && line.status == Status::Open,
            accepted: accepted.map_or_else(String::new, |a| self.acceptance(a)),
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
            said!(
                self.language,
                "It was entered for {control}, which this control has taken the place of.",
                control = from
            )
        });
        let aside = line.aside.map(|aside| {
            self.language.word(match aside {
                Aside::NotLookedAt => word!(
                    "Its control was not looked at in this assessment: none of its questions asks for it, and nothing on file decides it."
                ),
                Aside::NotApplicable => word!("Its control was said not to apply."),
                Aside::OutOfScope => word!("Its control is outside the scope of this examination."),
                Aside::Gone => return self.gone(line),
            })
        });
        let both: Vec<String> = from.into_iter().chain(aside).collect();
        both.join(" ")
    }

    /// That the catalogue no longer has a control, and where it went.
    fn gone(&self, line: &RegisterLine) -> String {
        let mut retired = self.engagement.catalogue.retired.iter();
        let language = self.language;
        let gone = match retired.find(|r| r.id == line.control) {
            Some(retired) => said!(
                language,
                "It is of a control that is no longer in the catalogue since version {version}",
                version = retired.since
            ),
            None => language.word(word!(
                "It is of a control that is no longer in the catalogue, or was never in it under this id"
            )),
        };
        let now = match line.replaced_by.as_slice() {
            [] => String::new(),
            [one] if self.catalogue_control(one).is_some() => said!(
                language,
                "; {control} takes its place, and has an entry of its own",
                control = one
            ),
            [one] => said!(language, "; {control} took its place", control = one),
            [several @ .., last] => said!(
                language,
                "; {controls} and {last} take its place",
                controls = several.join(", "),
                last = last
            ),
        };
        said!(
            language,
            "{gone}{now}. What was entered is kept.",
            gone = gone,
            now = now
        )
    }

    fn kind(&self, gap: &Gap, control: &ControlAssessment) -> String {
        let shown = control.occurrences.shown.deviations > 0;
        self.language.gap_kind(gap.kind, control.claimed, shown)
    }

    fn acceptance(&self, accepted: &Accepted) -> String {
        let language = self.language;
        let (until, reason) = (language.day(accepted.until), &accepted.reason);
        match (&accepted.by, accepted.holds) {
            (Some(who), true) => said!(
                language,
                "○ Risk accepted by {who} until {until}: \"{reason}\"",
                who = who,
                until = until,
                reason = reason
            ),
            (Some(who), false) => said!(
                language,
                "○ Risk accepted by {who} until {until}, which is over: it is open again: \"{reason}\"",
                who = who,
                until = until,
                reason = reason
            ),
            (None, true) => said!(
                language,
                "○ Risk accepted until {until}: \"{reason}\"",
                until = until,
                reason = reason
            ),
            (None, false) => said!(
                language,
                "○ Risk accepted until {until}, which is over: it is open again: \"{reason}\"",
                until = until,
                reason = reason
            ),
        }
    }
}

pub(in crate::report) fn status(status: Status) -> &'static str {
    match status {
        Status::Open => word!("open"),
        Status::InProgress => word!("in progress"),
        Status::ReadyForRetest => word!("ready for retest"),
        Status::Closed => word!("closed, as management says"),
    }
}
