//! Lists that companies keep beside the registers: exercises of the plan for incidents, and policies.

use super::columns::{NEVER, TEXT, about, column};
use super::{Register, open, records};
use crate::evidence::formats::registry::TableFormat;

/// Exercises.
static EXERCISE_REGISTER: Register = Register {
    about: &about(
        "exercise-register",
        "register of exercises",
        "incident_log",
        &["incident-exercise"],
    ),
    file: "exercises.csv",
    columns: &[
        column(
            "Exercise",
            "Exercise name|Exercise title|Tabletop|Tabletop exercise|Drill",
            NEVER,
        ),
        column(
            "Date",
            "Held|Held on|Exercise date|Date held|Conducted|Conducted on",
            TEXT,
        ),
        column("Scenario", "Topic|Scenario description", NEVER),
        column("Participants", "Attendees|Team|Who took part", NEVER),
        column(
            "Result",
            "Outcome|Findings|Lessons learned|Lessons|Actions|Follow-up",
            NEVER,
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
        "policy",
        &["policy-review"],
    ),
    file: "policies.csv",
    columns: &[
        column(
            "Policy",
            "Policy name|Policy title|Name of policy|Policy document|Richtlinie",
            TEXT,
        ),
        column(
            "Owner",
            "Policy owner|Document owner|Responsible|Responsible person|Owned by|Accountable|Approver|Approved by",
            NEVER,
        ),
        column("Version", "Current version|Revision|Rev", TEXT),
        column(
            "Approved on",
            "Approved|Approval date|Date approved|Approved at|Last approved|Last approval|Effective date|Effective from",
            TEXT,
        ),
        column(
            "Last reviewed",
            "Reviewed|Reviewed on|Last review|Last review date|Review date|Last updated|Updated",
            TEXT,
        ),
        column(
            "Next review",
            "Next review date|Next review due|Review due|Renewal date|Due for review|Next due",
            TEXT,
        ),
        column("Status", "State|Policy status", TEXT),
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
