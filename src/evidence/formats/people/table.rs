//! Rosters as tables: one row a spell of employment.
//!
//! Personnel systems let the user choose the columns, so they are found by the names that several systems use
//! (Rippling, HiBob, Personio, Workday, Gusto, by documentation or embedded elsewhere; an export of HRDataset was
//! seen). The report of BambooHR has names of its own.

use super::columns::{Found, is_roster};
use super::words::{DAYS, employment, on_leave, works_here};
use crate::error::Problem;
use crate::evidence::canonical::{Employment, Person, Show};
use crate::evidence::decode::columns::Columns;
use crate::evidence::decode::rows::Row;
use crate::evidence::decode::times::Time;
use crate::evidence::decode::values::{Flag, nothing, tri};
use crate::evidence::formats::registry::{About, ReadRows, Reading, TableFormat, at};
use crate::evidence::identity::normal;
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

/// The procedures that read a roster.
pub(super) const PROCEDURES: &[&str] = &[
    "leaver-access",
    "leaver-use",
    "orphan-accounts",
    "review-quality",
    "training",
];

/// A custom report of BambooHR.
pub(in crate::evidence::formats) const BAMBOO: TableFormat = TableFormat {
    about: &About {
        id: "bamboohr-report",
        name: "BambooHR report",
        trust: Trust::Embedded,
        kind: EvidenceKind::Roster,
        system: "",
        shows_a_day: true,
        retention_days: None,
        procedures: PROCEDURES,
    },
    recognise: |columns| {
        columns.has(&["Employee #", "Hire Date"])
            && (columns.has(&["Employment Status"]) || columns.has(&["Termination Date"]))
    },
    open,
};

/// A roster of any personnel system.
pub(in crate::evidence::formats) const ROSTER: TableFormat = TableFormat {
    about: &About {
        id: "people-roster",
        name: "Roster of people",
        trust: Trust::Mapped,
        kind: EvidenceKind::Roster,
        system: "",
        shows_a_day: true,
        retention_days: None,
        procedures: PROCEDURES,
    },
    recognise: is_roster,
    open,
};

struct Reader {
    found: Found,
    /// Whether anybody has left.
    leavers: bool,
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "what the registry calls may refuse"
)]
fn open(columns: &Columns) -> Result<Box<dyn ReadRows>, Problem> {
    Ok(Box::new(Reader {
        found: Found::new(columns),
        leavers: false,
    }))
}

impl ReadRows for Reader {
    fn row(&mut self, row: &Row<'_>, reading: &mut Reading) -> bool {
        let found = &self.found;
        let cell = |column: Option<usize>| {
            let text = column.map_or("", |place| row.cell(place));
            if nothing(text, &[]).is_some() {
                ""
            } else {
                text
            }
        };
        let email = normal(cell(found.email)).filter(|e| e.contains('@'));
        let number = Some(cell(found.number).to_owned()).filter(|n| !n.is_empty());
        let name = match cell(found.name) {
            "" => found.names.map(cell).join(" ").trim().to_owned(),
            name => in_order(name),
        };
        let name = Some(name).filter(|n| !n.is_empty());
        if email.is_none() && number.is_none() && name.is_none() {
            return false;
        }
        let start = reading.stamp_of(row, found.start, &DAYS);
        let end = reading.stamp_of(row, found.end, &DAYS);
        let changed = reading.stamp_of(row, found.changed, &DAYS);
        let status = cell(found.status);
        let said = cell(found.employment_status);
        let active = match (works_here(status), works_here(said)) {
            (Flag::Unknown, Flag::Unknown) => tri(status),
            (Flag::Unknown, said) => said,
            (status, _) => status,
        };
        let leave = match (on_leave(status), on_leave(said)) {
            (Flag::Yes, _) | (_, Flag::Yes) => Flag::Yes,
            (Flag::No, _) | (_, Flag::No) => Flag::No,
            _ => Flag::Unknown,
        };
        let employment = match employment(cell(found.kind)) {
            Employment::Unknown => employment(said),
            known => known,
        };
        self.leavers |= end.time != Time::Nothing || active == Flag::No;
        reading.records.people.push(Person {
            at: at(
                row,
                &[
                    (found.email.or(found.number).or(found.name), Show::Person),
                    (found.status, Show::Text),
                    (found.employment_status, Show::Text),
                    (found.start, Show::Text),
                    (found.end, Show::Text),
                ],
            ),
            email,
            aliases: found
                .aliases
                .iter()
                .filter_map(|place| normal(row.cell(*place)))
                .filter(|a| a.contains('@'))
                .collect(),
            number,
            name,
            employment,
            active,
            on_leave: leave,
            start,
            end,
            changed,
        });
        true
    }

    fn end(&mut self, reading: &mut Reading) {
        if self.found.end.is_none() {
            reading.questions.push(
                "The roster has no column of last days, so it shows nobody who left. Can you export it with the last \
                 day of everybody who left?"
                    .to_owned(),
            );
        } else if !self.leavers {
            only_current(reading);
        }
    }
}

/// Asks for those who left, of whom a list of current people has none.
pub(super) fn only_current(reading: &mut Reading) {
    reading.questions.push(
        "Nobody in the roster has left. Does the export hold current people alone? Exports leave out those who left \
         unless they are asked for."
            .to_owned(),
    );
}

/// "Weiss, Ines" as "Ines Weiss".
pub(super) fn in_order(name: &str) -> String {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    match name.split_once(',') {
        Some((last, first)) => words(&format!("{first} {last}")),
        None => words(name),
    }
}
