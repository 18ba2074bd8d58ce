//! What recurs until the window ends, as the report lists it: each control once, with its next due day.

use serde::Serialize;

use super::scene::Scene;
use crate::input::control::Kind;
use crate::plan::calendar::{Calendar, Frequency, Task, TaskState};
use crate::report::words;

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CalendarView {
    /// What is due next of each control, the earliest first.
    next: Vec<TaskView>,
    /// Looks at settings, one line a due day.
    settings: Vec<SettingsView>,
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

/// Settings that are to be looked at by one day.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct SettingsView {
    due: String,
    frequency: String,
    controls: Vec<String>,
}

impl Scene<'_> {
    pub(super) fn calendar(&self, calendar: &Calendar<'_>) -> CalendarView {
        let mut next: Vec<TaskView> = Vec::new();
        let mut settings: Vec<SettingsView> = Vec::new();
        let mut looked_at: Vec<&str> = Vec::new();
        for task in &calendar.tasks {
            if matches!(task.state, TaskState::Done | TaskState::Claimed) {
                continue;
            }
            if task.kind == Kind::Configuration {
                if !looked_at.contains(&task.control) {
                    looked_at.push(task.control);
                    self.look(task, &mut settings);
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
            settings,
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

    /// Puts a look at a setting with the others of the same day.
    fn look(&self, task: &Task<'_>, settings: &mut Vec<SettingsView>) {
        let (due, frequency) = (words::day(task.due), frequency(task));
        match settings.last_mut() {
            Some(last) if last.due == due && last.frequency == frequency => {
                last.controls.push(task.control.to_owned());
            }
            _ => settings.push(SettingsView {
                due,
                frequency,
                controls: vec![task.control.to_owned()],
            }),
        }
    }

    /// The controls with something that nobody has spoken of: which, or how often.
    fn not_known(&self, tasks: &[&Task<'_>]) -> Vec<String> {
        let mut controls: Vec<(&str, Vec<String>)> = Vec::new();
        for task in tasks {
            let label = task.period.label.clone();
            let label = label.unwrap_or_else(|| format!("due {}", words::day(task.due)));
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
