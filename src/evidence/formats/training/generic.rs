//! A sheet of courses (CSV, XLSX) of any training tool: columns by many names.

use super::super::kinds::{Field, Kind, Look};
use super::super::registry::{About, ReadRows, Reading, TableFormat, at};
use super::super::synonyms::misspelt;
use super::{PROCEDURES, state};
use crate::error::Problem;
use crate::evidence::canonical::{Show, TrainingItem, TrainingState};
use crate::evidence::decode::columns::Columns;
use crate::evidence::decode::rows::Row;
use crate::evidence::decode::times::{Dialect, Time};
use crate::evidence::decode::values::tri;
use crate::evidence::identity::normal;
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

const PERSON: &str = "Email|Person email|User email|Email address|Work email|Learner email|Employee email|Mail|User|\
    Learner|Username";
const COURSE: &str = "Course|Course name|Course title|Training|Training name|Module|Module name|Content|Content name|\
    Campaign|Campaign name|Assignment";
const ASSIGNED: &str = "Assigned|Assigned date|Date assigned|Assigned on|Enrolled|Enrolled on|Enrollment date|\
    Enrolment date|Enrolled date|Start date";
const DUE: &str = "Due|Due date|Extended due date|Deadline|Due on";
const COMPLETED: &str = "Completed|Completion date|Completed date|Completed on|Date completed|Completed at|Completion|\
    Completed_on|Finished";
const STATUS: &str = "Status|Completion status|Training status|Course status|State|Progress status";
const IN_TIME: &str = "Completed on time flag|Completed on time|On time";

/// The fields of a course that somebody takes.
const FIELDS: &[Field] = &[
    Field::new("person", "Email", &[PERSON], Look::Person),
    Field::new("course", "Course", &[COURSE], Look::Text),
    Field::new("assigned", "Assigned", &[ASSIGNED], Look::Time),
    Field::new("due", "Due", &[DUE], Look::Time),
    Field::new("completed", "Completed", &[COMPLETED], Look::Time),
    Field::new(
        "status",
        "Status",
        &[STATUS],
        Look::Word(|word| state(word) != TrainingState::Unknown),
    ),
    Field::new("in-time", "Completed on time", &[IN_TIME], Look::Flag),
];

/// Courses and who took them.
pub(in super::super) const KIND: Kind = Kind {
    id: "training",
    name: "Training courses",
    fields: FIELDS,
    needed: &[&["person"], &["course"], &["completed"]],
    format: &FORMAT,
    loose: true,
};

/// The column of a field.
fn place(columns: &Columns, id: &str) -> Option<usize> {
    KIND.field(id)?.loose_place(columns)
}

/// The sheet.
pub(in super::super) const FORMAT: TableFormat = TableFormat {
    about: &About {
        id: "training-sheet",
        name: "Training courses",
        trust: Trust::Mapped,
        kind: EvidenceKind::Training,
        system: "",
        shows_a_day: false,
        retention_days: None,
        procedures: PROCEDURES,
    },
    recognise: |columns| {
        let has = |id| place(columns, id).is_some();
        let told = has("status") || has("assigned") || has("due");
        has("person") && has("course") && has("completed") && told
    },
    open,
};

struct Reader {
    person: Option<usize>,
    course: Option<usize>,
    assigned: Option<usize>,
    due: Option<usize>,
    completed: Option<usize>,
    status: Option<usize>,
    in_time: Option<usize>,
    questions: Vec<String>,
}

#[allow(
    clippy::unnecessary_wraps,
    reason = "formats may refuse; this one does not"
)]
fn open(columns: &Columns) -> Result<Box<dyn ReadRows>, Problem> {
    let places = [
        "person",
        "course",
        "assigned",
        "due",
        "completed",
        "status",
        "in-time",
    ]
    .map(|id| place(columns, id));
    let [person, course, assigned, due, completed, status, in_time] = places;
    let asked = [(assigned, "assigned"), (due, "due"), (status, "status")];
    let missing: Vec<&Field> = asked
        .into_iter()
        .filter(|(place, _)| place.is_none())
        .filter_map(|(_, id)| KIND.field(id))
        .collect();
    Ok(Box::new(Reader {
        person,
        course,
        assigned,
        due,
        completed,
        status,
        in_time,
        questions: misspelt(columns, &missing, &places),
    }))
}

impl ReadRows for Reader {
    fn row(&mut self, row: &Row<'_>, reading: &mut Reading) -> bool {
        let cell = |column: Option<usize>| column.map_or("", |place| row.cell(place).trim());
        let person = normal(cell(self.person));
        if person.is_none() && cell(self.course).is_empty() {
            return false;
        }
        let serial = Dialect {
            serials: true,
            ..Dialect::PLAIN
        };
        let assigned = reading.stamp_of(row, self.assigned, &serial);
        let mut completed = reading.stamp_of(row, self.completed, &serial);
        // "Yes" or "No" instead of a day tells nothing about when.
        if completed.time == Time::Unreadable && tri(cell(self.completed)) != tri("") {
            completed.time = Time::Nothing;
        }
        reading.happened(assigned);
        reading.happened(completed);
        let item = TrainingItem {
            at: at(
                row,
                &[
                    (self.person, Show::Person),
                    (self.course, Show::Text),
                    (self.assigned, Show::Text),
                    (self.completed, Show::Text),
                    (self.status, Show::Text),
                ],
            ),
            person,
            course: cell(self.course).to_owned(),
            assigned,
            due: reading.stamp_of(row, self.due, &serial),
            completed,
            state: state(cell(self.status)),
            said_in_time: tri(cell(self.in_time)),
            ..TrainingItem::default()
        };
        reading.records.trainings.push(item);
        true
    }

    fn end(&mut self, reading: &mut Reading) {
        reading.questions.append(&mut self.questions);
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::samples::{file, format, questions, records};
    use super::*;
    use crate::evidence::decode::values::Flag;

    #[test]
    fn courses_of_any_tool() {
        let text = "User Email,Module Name,Enrollment Date,Due Date,Completion Date,Completion Status,Completed_on_time_flag\n\
                    A@x.example,Basics,2026-05-01,2026-05-31,2026-05-09 10:00,Passed,Yes\n\
                    b@x.example,Basics,2026-05-01,2026-05-31,,Past Due,No\n\
                    c@x.example,Basics,2026-05-01,2026-05-31,No,Not Started,\n";
        let file = file(text);
        assert_eq!(format(&file), "training-sheet");
        let found = &records(&file).trainings;
        let states: Vec<TrainingState> = found.iter().map(|t| t.state).collect();
        assert_eq!(
            states,
            [
                TrainingState::Done,
                TrainingState::Overdue,
                TrainingState::Open
            ]
        );
        assert_eq!(found[0].person.as_deref(), Some("a@x.example"));
        assert_eq!(found[0].said_in_time, Flag::Yes);
        assert_eq!(found[2].completed.time, Time::Nothing);
        let misspelt =
            "Email,Course,Completed,Due,Statuss\na@x.example,Basics,2026-05-09,2026-05-31,Done\n";
        let file = super::super::super::samples::file(misspelt);
        assert!(
            questions(&file)[0].contains("`Statuss`"),
            "{:?}",
            questions(&file)
        );
    }
}
