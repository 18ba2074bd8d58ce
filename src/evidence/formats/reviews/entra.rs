//! Entra ID: the history of access reviews (CSV). Columns known from the vendor's documentation.

use super::super::incomplete;
use super::super::registry::{About, ReadRows, Reading, TableFormat, at};
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

/// The history.
pub(in super::super) const FORMAT: TableFormat = TableFormat {
    about: &About {
        id: "entra-access-reviews",
        name: "Entra ID access review history",
        trust: Trust::Documented,
        kind: EvidenceKind::AccessReview,
        system: "",
        shows_a_day: false,
        retention_days: None,
        procedures: PROCEDURES,
    },
    recognise: |columns| columns.has(&["AccessReviewId", "ReviewResult"]),
    open,
};

struct Reader {
    review: Option<usize>,
    resource: Option<usize>,
    subject: [Option<usize>; 2],
    reviewer: [Option<usize>; 3],
    result: Option<usize>,
    decided: Option<usize>,
    applied: Option<usize>,
    submission: Option<usize>,
    started: Option<usize>,
    ended: Option<usize>,
    status: Option<usize>,
}

/// Microsoft says that the times are in UTC.
const TIMES: Dialect = Dialect {
    utc: true,
    ..Dialect::PLAIN
};

fn open(columns: &Columns) -> Result<Box<dyn ReadRows>, Problem> {
    let missing = columns.missing(&[
        "ResourceDisplayName",
        "PrincipalUPN",
        "ReviewDate",
        "ReviewResult",
        "ReviewerUPN",
    ]);
    if !missing.is_empty() {
        return Err(incomplete("Entra ID access review history", &missing));
    }
    Ok(Box::new(Reader {
        review: columns.find("AccessReviewId"),
        resource: columns.find("ResourceDisplayName"),
        subject: ["PrincipalUPN", "PrincipalName"].map(|n| columns.find(n)),
        reviewer: ["ReviewerUPN", "ReviewerEmailAddress", "ReviewerName"].map(|n| columns.find(n)),
        result: columns.find("ReviewResult"),
        decided: columns.find("ReviewDate"),
        applied: columns.find("AppliedDate"),
        submission: columns.find("SubmissionResult"),
        started: columns.find("ReviewStartDate"),
        ended: columns.find("ReviewEndDate"),
        status: columns.find("ReviewStatus"),
    }))
}

impl ReadRows for Reader {
    fn row(&mut self, row: &Row<'_>, reading: &mut Reading) -> bool {
        let cell = |column: Option<usize>| column.map_or("", |place| row.cell(place).trim());
        if cell(self.review).is_empty() {
            return false;
        }
        let (word, row_closed) = decision(cell(self.result));
        let status = closed(cell(self.status));
        let is_applied = match cell(self.submission).to_ascii_lowercase().as_str() {
            "applied" => Flag::Yes,
            "not applied" | "notapplied" => Flag::No,
            _ => Flag::Unknown,
        };
        let decided = reading.stamp_of(row, self.decided, &TIMES);
        let applied = reading.stamp_of(row, self.applied, &TIMES);
        let started = reading.stamp_of(row, self.started, &TIMES);
        for moment in [started, decided, applied] {
            reading.happened(moment);
        }
        let decision = ReviewDecision {
            at: at(
                row,
                &[
                    (self.resource, Show::Text),
                    (self.subject[0], Show::Person),
                    (self.reviewer[0], Show::Person),
                    (self.result, Show::Text),
                    (self.decided, Show::Text),
                    (self.applied, Show::Text),
                    (self.submission, Show::Text),
                ],
            ),
            campaign: cell(self.review).to_owned(),
            system: cell(self.resource).to_owned(),
            period: None,
            started,
            ended: reading.stamp_of(row, self.ended, &TIMES),
            subject: self.subject.into_iter().find_map(|c| normal(cell(c))),
            reviewer: self.reviewer.into_iter().find_map(|c| normal(cell(c))),
            decision: word,
            decided,
            applied,
            is_applied,
            tells_applied: self.applied.is_some() || self.submission.is_some(),
            // A review in progress may still be decided, whatever the row says so far.
            closed: match status {
                Flag::Unknown => row_closed,
                known => known,
            },
        };
        reading.records.review_decisions.push(decision);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::samples::{file, format, records, refusal};
    use super::*;
    use crate::evidence::canonical::Decision;
    use crate::evidence::decode::times::Time;

    const HEADER: &str = "AccessReviewId,ResourceDisplayName,ReviewEndDate,ReviewStatus,PrincipalUPN,ReviewDate,\
                          ReviewResult,ReviewerUPN,ReviewerEmailAddress,AppliedDate,SubmissionResult\n";

    #[test]
    fn decisions_of_a_running_review_are_open() {
        let text = format!(
            "{HEADER}r1,sg-a,2026-06-22T00:00:00Z,Completed,A@x.example,6/8/2026 9:01:00 AM,Deny,b@x.example,,,not applied\n\
             r1,sg-a,2026-06-22T00:00:00Z,Completed,c@x.example,,Not reviewed,,,,not applied\n\
             r2,sg-b,2026-12-22T00:00:00Z,InProgress,c@x.example,,Not reviewed,,,,\n\
             ,,,,,,,,,,\n"
        );
        let file = file(&text);
        assert_eq!(format(&file), "entra-access-reviews");
        let found = &records(&file).review_decisions;
        assert_eq!(found.len(), 3);
        assert_eq!(found[0].subject.as_deref(), Some("a@x.example"));
        assert_eq!(
            (found[0].decision, found[0].is_applied),
            (Decision::Revoke, Flag::No)
        );
        assert_eq!(found[1].decided.time, Time::Nothing);
        assert_eq!(
            (found[1].decision, found[1].closed),
            (Decision::Nothing, Flag::Yes)
        );
        assert_eq!(
            (found[2].decision, found[2].closed),
            (Decision::Nothing, Flag::No)
        );
        assert_eq!((found[1].reviewer.as_ref(), found[2].at.row), (None, 4));
    }

    #[test]
    fn without_the_reviewer_it_is_refused() {
        let problem = refusal("AccessReviewId,ReviewResult,PrincipalUPN\nr1,Approve,a@x.example\n");
        assert!(
            problem.message.contains("`ReviewerUPN`"),
            "{}",
            problem.message
        );
    }
}
