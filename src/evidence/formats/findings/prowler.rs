//! Prowler's table: `;` and 40 columns since version 3, commas and other names before.
//!
//! Known from the vendor's code and example files, and from a real file in which rows of version 2 have one empty cell
//! more than the header; the reader of rows allows for that.

use super::{kind_of, made};
use crate::error::Problem;
use crate::evidence::canonical::{Finding, FindingState, Severity, Show};
use crate::evidence::decode::columns::Columns;
use crate::evidence::decode::rows::Row;
use crate::evidence::decode::times::Dialect;
use crate::evidence::decode::values::{Flag, nothing, tri};
use crate::evidence::formats::incomplete;
use crate::evidence::formats::registry::{About, ReadRows, Reading, TableFormat, at};
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

/// Prowler since version 3.
pub(in crate::evidence::formats) const FORMAT: TableFormat = TableFormat {
    about: &About {
        id: "prowler",
        name: "Prowler findings",
        trust: Trust::Seen,
        kind: EvidenceKind::Findings,
        system: "prowler",
        shows_a_day: true,
        retention_days: None,
        procedures: &["encryption-checks"],
    },
    recognise: |columns| columns.has(&["CHECK_ID", "FINDING_UID"]),
    open: |columns| {
        let missing = columns.missing(&["STATUS", "CHECK_TITLE"]);
        if !missing.is_empty() {
            return Err(incomplete("Prowler findings", &missing));
        }
        Ok(reader(columns, &NAMES))
    },
};

/// Prowler before version 3.
pub(in crate::evidence::formats) const OLD: TableFormat = TableFormat {
    about: &About {
        id: "prowler-2",
        name: "Prowler 2 findings",
        ..*FORMAT.about
    },
    recognise: |columns| columns.has(&["TITLE_ID", "CHECK_RESULT", "TITLE_TEXT"]),
    open: open_old,
};

fn open_old(columns: &Columns) -> Result<Box<dyn ReadRows>, Problem> {
    Ok(reader(columns, &OLD_NAMES))
}

/// Names of the columns that are read.
struct Names {
    check: &'static str,
    title: &'static str,
    status: &'static str,
    resource: &'static [&'static str],
    region: &'static str,
    made: &'static str,
}

const NAMES: Names = Names {
    check: "CHECK_ID",
    title: "CHECK_TITLE",
    status: "STATUS",
    resource: &["RESOURCE_UID", "RESOURCE_NAME"],
    region: "REGION",
    made: "TIMESTAMP",
};

const OLD_NAMES: Names = Names {
    check: "CHECK_ID",
    title: "TITLE_TEXT",
    status: "CHECK_RESULT",
    resource: &["CHECK_RESOURCE_ID", "RESOURCE_ID", "CHECK_RESULT_EXTENDED"],
    region: "REGION",
    made: "TIMESTAMP",
};

struct Reader {
    check: Option<usize>,
    title: Option<usize>,
    status: Option<usize>,
    muted: Option<usize>,
    severity: Option<usize>,
    resource: Option<usize>,
    region: Option<usize>,
    made: Option<usize>,
    id: Option<usize>,
    notes: Option<usize>,
}

fn reader(columns: &Columns, names: &Names) -> Box<dyn ReadRows> {
    Box::new(Reader {
        check: columns.any(&[names.check, "TITLE_ID"]),
        title: columns.find(names.title),
        status: columns.find(names.status),
        muted: columns.find("MUTED"),
        severity: columns.any(&["SEVERITY", "CHECK_SEVERITY"]),
        resource: columns.any(names.resource),
        region: columns.find(names.region),
        made: columns.find(names.made),
        id: columns.find("FINDING_UID"),
        notes: columns.find("NOTES"),
    })
}

/// What became of a check, and whether it was muted.
pub(super) fn state(status: &str, muted: bool) -> FindingState {
    match status.to_ascii_uppercase().as_str() {
        "FAIL" | "WARNING" if muted => FindingState::Suppressed,
        "FAIL" => FindingState::Open,
        "PASS" => FindingState::Clear,
        "MANUAL" | "INFO" | "WARNING" => FindingState::Manual,
        "MUTED" => FindingState::Suppressed,
        _ => FindingState::Unknown,
    }
}

impl ReadRows for Reader {
    fn row(&mut self, row: &Row<'_>, reading: &mut Reading) -> bool {
        let cell = |column: Option<usize>| column.map_or("", |place| row.cell(place));
        let status = cell(self.status);
        if status.is_empty() || cell(self.check).is_empty() {
            return false;
        }
        let stamp = reading.stamp_of(row, self.made, &Dialect::PLAIN);
        made(reading, stamp);
        let muted = tri(cell(self.muted)) == Flag::Yes;
        let id = match cell(self.id) {
            "" => format!(
                "{} {} {}",
                cell(self.check),
                cell(self.region),
                cell(self.resource)
            ),
            id => id.to_owned(),
        };
        reading.records.findings.push(Finding {
            at: at(
                row,
                &[
                    (self.check, Show::Text),
                    (self.status, Show::Text),
                    (self.muted, Show::Text),
                    (self.severity, Show::Text),
                    (self.region, Show::Text),
                ],
            ),
            id: id.into(),
            kind: kind_of(cell(self.check), cell(self.title)),
            state: state(status, muted),
            severity: Severity::of(cell(self.severity)),
            reasoned: match nothing(cell(self.notes), &[]) {
                None => Flag::Yes,
                Some(_) => Flag::Unknown,
            },
            ..Finding::default()
        });
        true
    }
}
