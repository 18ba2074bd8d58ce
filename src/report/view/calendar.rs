//! What recurs until the window ends, as the report lists it: each control once, with its next due day.

use serde::Serialize;

use super::scene::Scene;
use crate::date::Date;
use crate::input::control::Kind;
use crate::plan::calendar::{Calendar, Frequency, Task, TaskState};
use crate::report::words;

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
                                name: "(settings)".to_owned(),
                                what: "a look at each".to_owned(),
                                keep: "an export with its date".to_owned(),
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
                .map(|b| {
                    let count = b.missed + b.unknown;
                    let name = b.cadence.as_str();
                    let what = match count {
                        1 => format!("1 {name} period"),
                        n => format!("{n} {name} periods"),
                    };
                    let known = match (b.missed, b.unknown) {
                        (0, _) => "nobody has said what became of".to_owned(),
                        (missed, 0) => format!("missed: {missed} of"),
                        (missed, _) => format!("missed: {missed}, the rest not known, of"),
                    };
                    format!("{}: {known} {what}", self.named(b.control))
                })
                .collect(),
        }
    }

    /// The controls with something that nobody has spoken of: which, or how often.
    fn not_known(&self, tasks: &[&Task<'_>]) -> Vec<String> {
        let mut controls: Vec<(&str, Vec<String>)> = Vec::new();
        for task in tasks {
            let label = task.period.label.clone();
            let label = label.unwrap_or_else(|| format!("due {}", words::day(task.due)));
            let label = match task.seen {
                Some(seen) => format!("{label} ({} of {} systems seen)", seen.systems, seen.of),
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
            what: task.period.label.clone().unwrap_or_default(),
            due: words::day(task.due),
            frequency: frequency(task),
            keep: task.keep.first().cloned().unwrap_or_default(),
            owner: task.owner.clone().unwrap_or_default(),
            more: 0,
        }
    }
}

fn frequency(task: &Task<'_>) -> String {
    let often = match task.frequency {
        Frequency::Cadence(cadence) => cadence.as_str().to_owned(),
        Frequency::Days(days) => format!("every {days} days"),
    };
    if task.assumed {
        format!("{often} △")
    } else {
        often
    }
}
