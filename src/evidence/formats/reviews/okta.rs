//! Okta Access Certifications: the details of past campaigns (CSV).
//!
//! The names of the columns about the item and the reviewer are the vendor's own, one misspelt there
//! (`reviewItem.principalUserd`); those of decision and times were not seen and are found by likely names.

use super::super::incomplete;
use super::super::registry::{About, ReadRows, Reading, TableFormat, at};
use super::super::synonyms::{find, key};
use super::{PROCEDURES, closed, decision};
use crate::error::Problem;
use crate::evidence::canonical::{ReviewDecision, Show};
use crate::evidence::decode::columns::Columns;
use crate::evidence::decode::rows::Row;
use crate::evidence::decode::times::Dialect;
use crate::evidence::decode::values::Flag;
use crate::evidence::identity::normal;
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

/// The details of past campaigns.
pub(in super::super) const FORMAT: TableFormat = TableFormat {
    about: &About {
        id: "okta-campaigns",
        name: "Okta past campaign details",
        trust: Trust::Documented,
        kind: EvidenceKind::AccessReview,
        system: "",
        shows_a_day: false,
        retention_days: None,
        procedures: PROCEDURES,
    },
    recognise: |columns| {
        columns.find("campaign.id").is_some()
            && columns
                .names()
                .iter()
                .any(|name| key(name).starts_with("reviewitem"))
    },
    open,
};

struct Reader {
    campaign: Option<usize>,
    resource: Option<usize>,
    subject: [Option<usize>; 3],
    reviewer: [Option<usize>; 2],
    decision: Option<usize>,
    decided: Option<usize>,
    applied: Option<usize>,
    outcome: Option<usize>,
    started: Option<usize>,
    ended: Option<usize>,
    status: Option<usize>,
}

fn item(columns: &Columns, names: &[&str]) -> Option<usize> {
    let full: Vec<String> = names.iter().map(|n| format!("reviewItem.{n}")).collect();
    let full: Vec<&str> = full.iter().map(String::as_str).collect();
    find(columns, &full)
}

fn campaign(columns: &Columns, names: &[&str]) -> Option<usize> {
    let full: Vec<String> = names.iter().map(|n| format!("campaign.{n}")).collect();
    let full: Vec<&str> = full.iter().map(String::as_str).collect();
    find(columns, &full)
}

fn open(columns: &Columns) -> Result<Box<dyn ReadRows>, Problem> {
    let reader = Reader {
        campaign: columns.find("campaign.id"),
        resource: item(
            columns,
            &["resourceName", "resourceGlobalName", "resourceId"],
        ),
        subject: ["principalUserEmail", "principalUserId", "principalUserd"]
            .map(|n| item(columns, &[n])),
        reviewer: ["reviewerEmail", "reviewerFullName"].map(|n| item(columns, &[n])),
        decision: item(columns, &["decision", "reviewerDecision", "reviewDecision"]),
        decided: item(
            columns,
            &[
                "decided",
                "decisionDate",
                "decidedDate",
                "decisionTime",
                "reviewDate",
                "reviewedDate",
            ],
        ),
        applied: item(
            columns,
            &[
                "remediationDate",
                "remediatedDate",
                "remediationTime",
                "closedDate",
            ],
        ),
        outcome: item(columns, &["remediationStatus", "remediationState"]),
        started: campaign(columns, &["startDate", "startTime", "launched", "start"]),
        ended: campaign(columns, &["endDate", "endTime", "ended", "end"]),
        status: campaign(columns, &["status", "state"]),
    };
    if reader.decision.is_none() || reader.resource.is_none() {
        return Err(incomplete(
            "Okta past campaign details",
            &["a resource and a decision for each item".to_owned()],
        ));
    }
    Ok(Box::new(reader))
}

impl ReadRows for Reader {
    fn row(&mut self, row: &Row<'_>, reading: &mut Reading) -> bool {
        let cell = |column: Option<usize>| column.map_or("", |place| row.cell(place).trim());
        if cell(self.campaign).is_empty() {
            return false;
        }
        let (word, row_closed) = decision(cell(self.decision));
        let plain = Dialect::PLAIN;
        let decided = reading.stamp_of(row, self.decided, &plain);
        let applied = reading.stamp_of(row, self.applied, &plain);
        reading.happened(decided);
        reading.happened(applied);
        let decision = ReviewDecision {
            at: at(
                row,
                &[
                    (self.resource, Show::Text),
                    (self.subject[0], Show::Person),
                    (self.reviewer[0], Show::Person),
                    (self.decision, Show::Text),
                    (self.decided, Show::Text),
                    (self.applied, Show::Text),
                    (self.outcome, Show::Text),
                ],
            ),
            campaign: cell(self.campaign).to_owned(),
            system: cell(self.resource).to_owned(),
            period: None,
            started: reading.stamp_of(row, self.started, &plain),
            ended: reading.stamp_of(row, self.ended, &plain),
            subject: self.subject.into_iter().find_map(|c| normal(cell(c))),
            reviewer: self.reviewer.into_iter().find_map(|c| normal(cell(c))),
            decision: word,
            decided,
            applied,
            is_applied: match key(cell(self.outcome)).as_str() {
                "success" | "completed" | "remediated" | "closed" => Flag::Yes,
                "error" | "failed" | "open" | "pending" | "manual" | "notstarted" => Flag::No,
                _ => Flag::Unknown,
            },
            tells_applied: self.applied.is_some() || self.outcome.is_some(),
            closed: match closed(cell(self.status)) {
                Flag::Unknown => row_closed,
                known => known,
            },
        };
        reading.records.review_decisions.push(decision);
        true
    }

    fn end(&mut self, reading: &mut Reading) {
        if self.decided.is_none() {
            let note = "No column for the time of a decision was found; the export's own name for it may be new.";
            reading.limits.push(note.to_owned());
        }
        reading.limits.push(
            "The export holds the campaigns that were chosen for it; others do not show."
                .to_owned(),
        );
    }
}
