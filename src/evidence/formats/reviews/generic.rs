//! A sheet of access-review decisions that somebody keeps (CSV, XLSX): columns by many names.

use super::super::kinds::{Field, Kind, Look};
use super::super::registry::{About, ReadRows, Reading, TableFormat, at};
use super::super::synonyms::misspelt;
use super::{PROCEDURES, closed, decision};
use crate::error::Problem;
use crate::evidence::canonical::{Decision, ReviewDecision, Show};
use crate::evidence::decode::columns::Columns;
use crate::evidence::decode::rows::Row;
use crate::evidence::decode::times::{Dialect, Time};
use crate::evidence::decode::values::{Flag, nothing, tri};
use crate::evidence::identity::normal;
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

const CAMPAIGN: &str = "Campaign|Review|Review ID|Review name|Campaign name|Campaign ID|Access review|Certification|\
    Certification name|Review campaign";
const SYSTEM: &str = "System|Application|App|Resource|System name|Application name|App name|Resource name|Tool|\
    Service|Platform";
const SUBJECT: &str = "User|User email|Subject|Account|Email|User name|Login|Principal|Employee email|Employee|\
    Identity|Account name|User ID|Person|Email address";
const REVIEWER: &str =
    "Reviewer|Reviewer email|Reviewed by|Certifier|Approver|Reviewer name|Reviewer ID";
const DECISION: &str = "Decision|Review decision|Access decision|Review result|Review outcome|Outcome|Disposition|Result";
const DECIDED: &str = "Decided|Decision date|Review date|Reviewed on|Reviewed at|Date reviewed|Reviewed date|\
    Decided on|Decided at|Date decided|Reviewed|Date";
const APPLIED: &str = "Applied|Applied date|Applied on|Date applied|Removed|Removed on|Removed date|Date removed|\
    Removal date|Revoked on|Access removed|Remediated|Remediated on|Remediation date";
const PERIOD: &str = "Period|Quarter|Review period|Review cycle|Cycle";
const STARTED: &str = "Started|Review start|Review start date|Start date";
const ENDED: &str = "Ended|Review end|Review end date|End date|Closed on";
const STATUS: &str = "Review status|Campaign status";

/// The fields of a decision.
const FIELDS: &[Field] = &[
    Field::new("campaign", "Review ID", &[CAMPAIGN], Look::Text),
    Field::new("system", "System", &[SYSTEM], Look::Text),
    Field::new("subject", "User", &[SUBJECT], Look::Person),
    Field::new("reviewer", "Reviewer", &[REVIEWER], Look::Person),
    Field::new(
        "decision",
        "Decision",
        &[DECISION],
        Look::Word(|word| decision(word).0 != Decision::Unknown),
    ),
    Field::new("decided", "Decision date", &[DECIDED], Look::Time),
    Field::new("applied", "Applied date", &[APPLIED], Look::Time),
    Field::new("period", "Period", &[PERIOD], Look::Text),
    Field::new("started", "Review start", &[STARTED], Look::Time),
    Field::new("ended", "Review end", &[ENDED], Look::Time),
    Field::new(
        "status",
        "Review status",
        &[STATUS],
        Look::Word(|word| closed(word) != Flag::Unknown),
    ),
];

/// Decisions of access reviews.
pub(in super::super) const KIND: Kind = Kind {
    id: "access-review",
    name: "Access review decisions",
    fields: FIELDS,
    needed: &[
        &["decision"],
        &["reviewer"],
        &["subject"],
        &["system", "campaign"],
    ],
    format: &FORMAT,
    loose: true,
};

/// The sheet.
pub(in super::super) const FORMAT: TableFormat = TableFormat {
    about: &About {
        id: "access-review-sheet",
        name: "Access review decisions",
        trust: Trust::Mapped,
        kind: EvidenceKind::AccessReview,
        system: "",
        shows_a_day: false,
        retention_days: None,
        procedures: PROCEDURES,
    },
    recognise: |columns| {
        let has = |id| place(columns, id).is_some();
        has("decision") && has("reviewer") && has("subject") && (has("system") || has("campaign"))
    },
    open,
};

struct Reader {
    campaign: Option<usize>,
    system: Option<usize>,
    subject: Option<usize>,
    reviewer: Option<usize>,
    decision: Option<usize>,
    decided: Option<usize>,
    applied: Option<usize>,
    period: Option<usize>,
    started: Option<usize>,
    ended: Option<usize>,
    status: Option<usize>,
    /// Columns that may be misspelt.
    questions: Vec<String>,
}

/// The column of a field.
fn place(columns: &Columns, id: &str) -> Option<usize> {
    KIND.field(id)?.loose_place(columns)
}

#[allow(
    clippy::unnecessary_wraps,
    reason = "formats may refuse; this one does not"
)]
fn open(columns: &Columns) -> Result<Box<dyn ReadRows>, Problem> {
    let places = [
        "campaign", "system", "subject", "reviewer", "decision", "decided", "applied", "period",
        "started", "ended", "status",
    ]
    .map(|id| place(columns, id));
    let [
        campaign,
        system,
        subject,
        reviewer,
        decision,
        decided,
        applied,
        period,
        started,
        ended,
        status,
    ] = places;
    let asked = [
        (campaign, "campaign"),
        (system, "system"),
        (decided, "decided"),
        (applied, "applied"),
        (period, "period"),
    ];
    let missing: Vec<&Field> = asked
        .into_iter()
        .filter(|(place, _)| place.is_none())
        .filter_map(|(_, id)| KIND.field(id))
        .collect();
    Ok(Box::new(Reader {
        campaign,
        system,
        subject,
        reviewer,
        decision,
        decided,
        applied,
        period,
        started,
        ended,
        status,
        questions: misspelt(columns, &missing, &places),
    }))
}

impl ReadRows for Reader {
    fn row(&mut self, row: &Row<'_>, reading: &mut Reading) -> bool {
        let cell = |column: Option<usize>| column.map_or("", |place| row.cell(place).trim());
        let said = |column| Some(cell(column)).filter(|text| nothing(text, &[]).is_none());
        let (subject, system) = (normal(cell(self.subject)), said(self.system));
        if subject.is_none() && system.is_none() {
            return false;
        }
        let (word, row_closed) = decision(cell(self.decision));
        let status = closed(cell(self.status));
        let serial = Dialect {
            serials: true,
            ..Dialect::PLAIN
        };
        let mut applied = reading.stamp_of(row, self.applied, &serial);
        // Some sheets say yes or no instead of a day.
        let is_applied = match applied.time {
            Time::Unreadable => tri(cell(self.applied)),
            Time::Nothing => Flag::Unknown,
            _ => Flag::Yes,
        };
        if is_applied != Flag::Unknown && applied.time == Time::Unreadable {
            applied.time = Time::Nothing;
        }
        let decided = reading.stamp_of(row, self.decided, &serial);
        reading.happened(decided);
        reading.happened(applied);
        let record = ReviewDecision {
            at: at(
                row,
                &[
                    (self.system, Show::Text),
                    (self.period, Show::Text),
                    (self.subject, Show::Person),
                    (self.reviewer, Show::Person),
                    (self.decision, Show::Text),
                    (self.decided, Show::Text),
                    (self.applied, Show::Text),
                ],
            ),
            campaign: cell(self.campaign).to_owned(),
            system: system.unwrap_or_default().to_owned(),
            period: said(self.period).map(str::to_owned),
            started: reading.stamp_of(row, self.started, &serial),
            ended: reading.stamp_of(row, self.ended, &serial),
            subject,
            reviewer: normal(cell(self.reviewer)),
            decision: word,
            decided,
            applied,
            is_applied,
            tells_applied: self.applied.is_some(),
            closed: match status {
                Flag::Unknown => row_closed,
                known => known,
            },
        };
        reading.records.review_decisions.push(record);
        true
    }

    fn end(&mut self, reading: &mut Reading) {
        reading.questions.append(&mut self.questions);
        let note = "A sheet kept by hand shows what somebody wrote into it; the tool in which the review was done \
                    would show when.";
        reading.limits.push(note.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::samples::{file, format, records};
    use super::*;

    #[test]
    fn synonyms_and_words_for_carried_out() {
        let text = "Quarter;Application Name;Account;Reviewed_By;Outcome;Reviewed on;Removed\n\
                    Q2 2026;Okta;a@x.example;b@x.example;Remove;13.06.2026;yes\n\
                    Q2 2026;Okta;c@x.example;b@x.example;Remove;14.06.2026;No\n\
                    Q2 2026;Okta;d@x.example;b@x.example;Keep;14.06.2026;N/A\n";
        let file = file(text);
        assert_eq!(format(&file), "access-review-sheet");
        let found = &records(&file).review_decisions;
        let applied: Vec<Flag> = found.iter().map(|d| d.is_applied).collect();
        assert_eq!(applied, [Flag::Yes, Flag::No, Flag::Unknown]);
        assert_eq!(
            (found[0].decision, found[2].decision),
            (Decision::Revoke, Decision::Approve)
        );
        assert_eq!(found[0].decided.time.words(), "2026-06-13");
        assert_eq!(
            (found[0].period.as_deref(), found[0].system.as_str()),
            (Some("Q2 2026"), "Okta")
        );
    }
}
