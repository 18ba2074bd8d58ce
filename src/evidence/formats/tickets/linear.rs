//! Linear: the table of issues.
//!
//! Rows may be one cell short of the header. A `'` stands before texts that a spreadsheet would take for a formula.

use super::super::registry::{About, ReadRows, Reading, TableFormat, at};
use super::{about_leaving, category};
use crate::error::Problem;
use crate::evidence::canonical::{Show, StatusCategory, Ticket};
use crate::evidence::decode::columns::Columns;
use crate::evidence::decode::rows::Row;
use crate::evidence::decode::times::{Dialect, Time};
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

/// What Linear takes for the beginning of a formula.
const FORMULA: &[char] = &[
    '+', '-', '=', '@', '∑', '√', '∏', '<', '>', '＜', '＞', '≤', '≥', '＝', '≠', '±', '÷', '×',
];

/// Linear's table.
pub(in crate::evidence::formats) const FORMAT: TableFormat = TableFormat {
    about: &About {
        id: "linear-table",
        name: "Linear issues (CSV)",
        trust: Trust::Documented,
        kind: EvidenceKind::Ticket,
        system: "linear",
        shows_a_day: false,
        retention_days: None,
        procedures: super::PROCEDURES,
    },
    recognise: |columns| {
        columns.has(&[
            "ID",
            "Team",
            "Title",
            "Status",
            "Created",
            "Completed",
            "Canceled",
        ])
    },
    open,
};

struct Reader {
    id: Option<usize>,
    title: Option<usize>,
    status: Option<usize>,
    created: Option<usize>,
    updated: Option<usize>,
    started: Option<usize>,
    completed: Option<usize>,
    canceled: Option<usize>,
    labels: Option<usize>,
    description: Option<usize>,
}

fn open(columns: &Columns) -> Result<Box<dyn ReadRows>, Problem> {
    Ok(Box::new(Reader {
        id: columns.find("ID"),
        title: columns.find("Title"),
        status: columns.find("Status"),
        created: columns.find("Created"),
        updated: columns.find("Updated"),
        started: columns.find("Started"),
        completed: columns.find("Completed"),
        canceled: columns.find("Canceled"),
        labels: columns.find("Labels"),
        description: columns.find("Description"),
    }))
}

/// A text without the mark that keeps it from being a formula.
fn plain(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(FORMULA) => rest,
        _ => cell,
    }
}

impl ReadRows for Reader {
    fn row(&mut self, row: &Row<'_>, reading: &mut Reading) -> bool {
        let cell = |column: Option<usize>| column.map_or("", |place| row.cell(place)).trim();
        let key = cell(self.id);
        if key.is_empty() {
            return false;
        }
        let created = reading.stamp_of(row, self.created, &Dialect::PLAIN);
        reading.happened(created);
        let mut stamp = |column| reading.stamp_of(row, column, &Dialect::PLAIN);
        let (completed, canceled, started) = (
            stamp(self.completed),
            stamp(self.canceled),
            stamp(self.started),
        );
        let updated = stamp(self.updated);
        let is_set = |time: Time| time != Time::Nothing;
        let resolved = if is_set(completed.time) {
            completed
        } else {
            canceled
        };
        // Names of states are the company's own; the times are Linear's.
        let of_times = match (is_set(resolved.time), is_set(started.time)) {
            (true, _) => StatusCategory::Done,
            (false, true) => StatusCategory::Doing,
            (false, false) => category(cell(self.status)),
        };
        reading.records.tickets.push(Ticket {
            at: at(
                row,
                &[
                    (self.id, Show::Text),
                    (self.status, Show::Text),
                    (self.created, Show::Text),
                ],
            ),
            key: key.to_owned(),
            title: plain(cell(self.title)).to_owned(),
            kind: Some(cell(self.labels))
                .filter(|l| !l.is_empty())
                .map(str::to_owned),
            status: cell(self.status).to_owned(),
            category: of_times,
            created,
            resolved,
            updated,
            responded: started,
            about: about_leaving(cell(self.title), cell(self.labels), cell(self.description)),
        });
        true
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tried::{of, records};
    use super::{StatusCategory, plain};

    const HEADER: &str = "ID,Team,Title,Description,Status,Estimate,Priority,Project ID,Project,Creator,Assignee,Labels,Cycle Number,Cycle Name,\
         Cycle Start,Cycle End,Created,Updated,Started,Triaged,Completed,Canceled,Archived,Due Date,Parent issue,Initiatives,\
         Project Milestone ID,Project Milestone,SLA Status,Roadmaps";

    #[test]
    fn rows_may_be_a_cell_short() {
        let row = "ENG-1,E,'=SUM(1),,Shipped,,,,,,,,,,,,2024-05-14T08:53:33Z,2024-05-15T08:53:33Z,,,2024-05-15T08:53:33Z,,,,,,,,";
        for more in [
            "",
            ",UUID,Time in status (minutes),Related to,Blocked by,Duplicate of",
        ] {
            let read = of("linear-table", &format!("{HEADER}{more}\n{row}\n"));
            let ticket = &records(&read).tickets[0];
            assert_eq!(
                (ticket.key.as_str(), ticket.title.as_str()),
                ("ENG-1", "=SUM(1)")
            );
            assert_eq!(ticket.category, StatusCategory::Done);
            assert_eq!(read.rows.rejected, 0);
        }
    }

    #[test]
    fn the_mark_before_a_formula_goes() {
        assert_eq!(plain("'=SUM(1)"), "=SUM(1)");
        assert_eq!(plain("'＝1"), "＝1");
        assert_eq!(plain("'quoted' text"), "'quoted' text");
    }
}
