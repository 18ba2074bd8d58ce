//! What recurs until the window ends, as the report lists it: each control once, with its next due day.

use serde::Serialize;

use super::scene::Scene;
use crate::date::Date;
use crate::input::control::Kind;
use crate::plan::calendar::{Behind, Calendar, Frequency, Task, TaskState};
use crate::report::language::{Language, counted, said, word};

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CalendarView {
    /// What is due next of each control, the earliest first.
    next: Vec<TaskView>,
    /// What was missed, the oldest first.
    missed: Vec<TaskView>,
    /// What nobody has spoken of, a line a control.
    not_known: Vec<String>,
    /// More periods that are behind and were only counted, a line a control.
    behind: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct TaskView {
    control: String,
    name: String,
    what: String,
    due: String,
    frequency: String,
    keep: String,
    /// Empty where nobody is named.
    owner: String,
    /// How many more of the control there are until the window ends.
    more: usize,
}

impl Scene<'_> {
    pub(super) fn calendar(&self, calendar: &Calendar<'_>) -> CalendarView {
        let mut next: Vec<TaskView> = Vec::new();
        // Looks at settings with the same due day stand in one row.
        let mut settings: Vec<(Date, usize)> = Vec::new();
        let mut looked_at: Vec<&str> = Vec::new();
        for task in &calendar.tasks {
            if matches!(task.state, TaskState::Done | TaskState::Claimed) {
                continue;
            }
            if task.kind == Kind::Configuration {
                if !looked_at.contains(&task.control) {
                    looked_at.push(task.control);
                    let row = settings.iter().find(|(due, _)| *due == task.due);
                    match row.and_then(|(_, row)| next.get_mut(*row)) {
                        Some(row) => row.control.push_str(&format!(", {}", task.control)),
                        None => {
                            settings.push((task.due, next.len()));
                            next.push(TaskView {
                                name: self.language.word(word!("(settings)")),
                                what: self.language.word(word!("a look at each")),
                                keep: self.language.word(word!("an export with its date")),
                                ..self.task(task)
                            });
                        }
                    }
                }
                continue;
            }
            match next.iter_mut().find(|t| t.control == task.control) {
                Some(known) => known.more += 1,
                None => next.push(self.task(task)),
            }
        }
        let (missed, not_known): (Vec<&Task<'_>>, Vec<&Task<'_>>) = calendar
            .overdue
            .iter()
            .partition(|t| t.state == TaskState::Missed);
        CalendarView {
            next,
            missed: missed.into_iter().map(|t| self.task(t)).collect(),
            not_known: self.not_known(&not_known),
            behind: calendar
                .behind
                .iter()
                .map(|b| self.left_behind(b))
                .collect(),
        }
    }

    /// How many more periods of a control are behind.
    fn left_behind(&self, behind: &Behind<'_>) -> String {
        let language = self.language;
        let count = behind.missed + behind.unknown;
        let often = language.word(behind.cadence.as_str());
        let periods = counted!(
            language,
            count,
            "{count} {often} period",
            "{count} {often} periods",
            often = often
        );
        let control = self.named(behind.control);
        match (behind.missed, behind.unknown) {
            (0, _) => said!(
                language,
                "{control}: nobody has said what became of {periods}",
                control = control,
                periods = periods
            ),
            (missed, 0) => said!(
                language,
                "{control}: missed: {missed} of {periods}",
                control = control,
                missed = missed,
                periods = periods
            ),
            (missed, _) => said!(
                language,
                "{control}: missed: {missed}, the rest not known, of {periods}",
                control = control,
                missed = missed,
                periods = periods
            ),
        }
    }

    /// The controls with something that nobody has spoken of: which, or how often.
    fn not_known(&self, tasks: &[&Task<'_>]) -> Vec<String> {
        let mut controls: Vec<(&str, Vec<String>)> = Vec::new();
        for task in tasks {
            let label = match &task.period.label {
                Some(label) => self.language.label(label),
                None => said!(
                    self.language,
                    "due {day}",
                    day = self.language.day(task.due)
                ),
            };
            let label = match task.seen {
                Some(seen) => said!(
                    self.language,
                    "{label} ({seen} of {all} systems seen)",
                    label = label,
                    seen = seen.systems,
                    all = seen.of
                ),
                None => label,
            };
            match controls.iter_mut().find(|(c, _)| *c == task.control) {
                Some((_, known)) => known.push(label),
                None => controls.push((task.control, vec![label])),
            }
        }
        controls
            .into_iter()
            .map(|(control, labels)| format!("{}: {}", self.named(control), labels.join(", ")))
            .collect()
    }

    fn task(&self, task: &Task<'_>) -> TaskView {
        let catalogue = self.engagement.catalogue;
        let control = catalogue.control(task.control);
        TaskView {
            control: task.control.to_owned(),
            name: control.map(|c| c.name.clone()).unwrap_or_default(),
            what: task
                .period
                .label
                .as_ref()
                .map_or_else(String::new, |l| self.language.label(l)),
            due: self.language.day(task.due),
            frequency: frequency(self.language, task),
            keep: task.keep.first().cloned().unwrap_or_default(),
            owner: task.owner.clone().unwrap_or_default(),
            more: 0,
        }
    }
}

fn frequency(language: Language<'_>, task: &Task<'_>) -> String {
    let often = match task.frequency {
        Frequency::Cadence(cadence) => language.word(cadence.as_str()),
        Frequency::Days(days) => said!(language, "every {days} days", days = days),
    };
    if task.assumed {
        format!("{often} △")
    } else {
        often
    }
}
