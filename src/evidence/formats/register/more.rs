//! Lists that companies keep beside the registers: exercises of the plan for incidents, and policies.

use super::columns::about;
use super::{Register, open, records};
use crate::evidence::formats::kinds::{Field, Kind, Look};
use crate::evidence::formats::registry::TableFormat;
use crate::evidence::kind::EvidenceKind;

/// Exercises.
static EXERCISE_REGISTER: Register = Register {
    about: &about(
        "exercise-register",
        "register of exercises",
        EvidenceKind::IncidentLog,
        &["incident-exercise"],
    ),
    file: "exercises.csv",
    columns: &[
        Field::new(
            "exercise",
            "Exercise",
            &["Exercise name|Exercise title|Tabletop|Tabletop exercise|Drill"],
            Look::Text,
        ),
        Field::new(
            "date",
            "Date",
            &["Held|Held on|Exercise date|Date held|Conducted|Conducted on"],
            Look::Time,
        )
        .cited(),
        Field::new(
            "scenario",
            "Scenario",
            &["Topic|Scenario description"],
            Look::Text,
        ),
        Field::new(
            "participants",
            "Participants",
            &["Attendees|Team|Who took part"],
            Look::Text,
        ),
        Field::new(
            "result",
            "Result",
            &["Outcome|Findings|Lessons learned|Lessons|Actions|Follow-up"],
            Look::Text,
        ),
    ],
    needed: &["Exercise", "Date"],
    telling: &["Scenario", "Participants", "Result"],
    never: &["Severity", "Decision", "System"],
    read: records::exercise,
};

/// Policies.
static POLICY_REGISTER: Register = Register {
    about: &about(
        "policy-register",
        "list of policies",
        EvidenceKind::Policy,
        &["policy-review"],
    ),
    file: "policies.csv",
    columns: &[
        Field::new("policy", "Policy", &["Policy name|Policy title|Name of policy|Policy document|Richtlinie"], Look::Text).cited(),
        Field::new("owner", "Owner", &["Policy owner|Document owner|Responsible|Responsible person|Owned by|Accountable|Approver|Approved by"], Look::Person),
        Field::new("version", "Version", &["Current version|Revision|Rev"], Look::Text).cited(),
        Field::new("approved-on", "Approved on", &["Approved|Approval date|Date approved|Approved at|Last approved|Last approval|Effective date|Effective from"], Look::Time).cited(),
        Field::new("last-reviewed", "Last reviewed", &["Reviewed|Reviewed on|Last review|Last review date|Review date|Last updated|Updated"], Look::Time).cited(),
        Field::new("next-review", "Next review", &["Next review date|Next review due|Review due|Renewal date|Due for review|Next due"], Look::Time).cited(),
        Field::new("status", "Status", &["State|Policy status"], Look::Text).cited(),
    ],
    needed: &["Policy"],
    telling: &["Approved on", "Last reviewed", "Next review"],
    // Acknowledgements by people name the policy too.
    never: &[
        "User",
        "Employee",
        "Person",
        "Email",
        "Work email",
        "Completed",
        "Acknowledged",
        "Acknowledged on",
        "Accepted on",
        "Severity",
        "Decision",
    ],
    read: records::policy,
};

/// The register of exercises.
pub(in crate::evidence::formats) const EXERCISES: TableFormat = TableFormat {
    about: EXERCISE_REGISTER.about,
    recognise: |columns| EXERCISE_REGISTER.recognises(columns),
    open: |columns| open(&EXERCISE_REGISTER, columns),
};

/// The list of policies.
pub(in crate::evidence::formats) const POLICIES: TableFormat = TableFormat {
    about: POLICY_REGISTER.about,
    recognise: |columns| POLICY_REGISTER.recognises(columns),
    open: |columns| open(&POLICY_REGISTER, columns),
};

/// What the register of exercises is to somebody who maps a table to it.
pub(in crate::evidence::formats) static EXERCISE_KIND: Kind = Kind {
    id: "exercise",
    name: "Exercises",
    fields: EXERCISE_REGISTER.columns,
    needed: &[&["exercise"], &["date"]],
    format: &EXERCISES,
    loose: false,
};

/// What the list of policies is to somebody who maps a table to it.
pub(in crate::evidence::formats) static POLICY_KIND: Kind = Kind {
    id: "policy",
    name: "Policies",
    fields: POLICY_REGISTER.columns,
    needed: &[&["policy"]],
    format: &POLICIES,
    loose: false,
};
