//! The columns of each register, and what else companies call them.

use super::{Register, open, records};
use crate::evidence::formats::kinds::{Field, Kind, Look};
use crate::evidence::formats::registry::{About, TableFormat};
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;

/// When a row was entered, as tools that keep tables write it.
const ENTERED: &[&str] =
    &["Entered on|Record created|Created time|Row created|Added on|Entry date"];

pub(super) const fn about(
    id: &'static str,
    name: &'static str,
    kind: EvidenceKind,
    procedures: &'static [&'static str],
) -> About {
    About {
        id,
        name,
        // The template is ours, and its header is the documentation.
        trust: Trust::Documented,
        kind,
        system: "register",
        shows_a_day: true,
        retention_days: None,
        procedures,
    }
}

/// Vendors.
pub(super) static VENDOR_REGISTER: Register = Register {
    about: &about(
        "vendor-register",
        "vendor register",
        EvidenceKind::VendorRegister,
        &["vendor-review"],
    ),
    file: "vendors.csv",
    columns: &[
        Field::new("vendor", "Vendor", &["Vendor name|Supplier|Supplier name|Third party|Subprocessor|Sub-processor|Provider|Company"], Look::Text),
        Field::new("tier", "Tier", &["Criticality|Critical|Risk tier|Risk level|Inherent risk|Classification|Vendor tier|Risk rating"], Look::Word(records::is_tier)).cited(),
        Field::new("data-access", "Data access", &["Data|Data shared|Data types|Access to data"], Look::Text),
        Field::new("onboarded", "Onboarded", &["Onboarding date|Onboarded on|Start date|Contract start|Since|Added"], Look::Time).cited(),
        Field::new("last-review", "Last review", &["Last review date|Last security review date|Last reviewed|Reviewed|Review date|Reviewed on|Date reviewed|Last security review|Last assessment|Last assessed"], Look::Time).cited(),
        Field::new("next-due", "Next due", &["Next review|Next review date|Review due|Due"], Look::Time),
        Field::new("report-type", "Report type", &["Assurance report|Report|Certification|Certifications|Assurance"], Look::Text).cited(),
        Field::new("report-period-end", "Report period end", &["Report end|Report period to|Period end|Report valid until|Report date"], Look::Time).cited(),
        Field::new("opinion", "Opinion", &["Opinion of the report"], Look::Text),
        Field::new("exceptions", "Exceptions", &["Exceptions noted|Findings|Notes"], Look::Text),
        Field::new("owner", "Owner", &["Responsible|Responsible person|Business owner|Owned by|Owner email|Assignee|Accountable"], Look::Person),
    ],
    needed: &["Vendor"],
    telling: &["Last review", "Tier"],
    never: &[],
    read: records::vendor,
};

/// Restore tests.
pub(super) static RESTORE_REGISTER: Register = Register {
    about: &about(
        "restore-register",
        "register of restore tests",
        EvidenceKind::RestoreTest,
        &["restore-test"],
    ),
    file: "restore-tests.csv",
    columns: &[
        Field::new("system", "System", &["Database|Service|Application|Asset|Resource|System name|Restored system"], Look::Text).cited(),
        Field::new("started", "Started", &["Start|Started at|Start time|Restore started|Test date|Restore date|Date|Tested on|Date of test"], Look::Time).cited(),
        Field::new("ended", "Ended", &["End|Ended at|End time|Finished|Completed|Restore completed|Restore ended"], Look::Time).cited(),
        Field::new("result", "Result", &["Outcome|Status|Success|Successful"], Look::Word(records::is_outcome)).cited(),
        Field::new("recovery-point", "Recovery point", &["Recovery point at|Backup date|Backup taken|Backup|Snapshot date|Restored from"], Look::Time).cited(),
        Field::new("validated", "Validated", &["Integrity check|Integrity checked|Data verified|Verified|Validation|Data checked"], Look::Word(records::is_outcome)).cited(),
        Field::new("performed-by", "Performed by", &["By|Tester|Tested by|Performer|Operator|Engineer"], Look::Person),
        Field::new("rto-target", "RTO target (min)", &["RTO target|RTO (min)|RTO minutes|RTO"], Look::Number).cited(),
    ],
    needed: &["System", "Started", "Result"],
    telling: &["Recovery point", "Validated", "RTO target (min)"],
    never: &["Severity"],
    read: records::restore,
};

/// Incidents.
pub(super) static INCIDENT_REGISTER: Register = Register {
    about: &about(
        "incident-register",
        "incident log",
        EvidenceKind::IncidentLog,
        &["incident-handling", "incident-review", "incident-exercise"],
    ),
    file: "incidents.csv",
    columns: &[
        Field::new("id", "ID", &["Incident ID|Incident|Incident number|Number|No.|Reference|Ref"], Look::Text).cited(),
        Field::new("title", "Title", &["Summary|Description|Name"], Look::Text),
        Field::new("opened", "Opened", &["Opened at|Created|Created at|Declared|Declared at|Reported|Reported at|Started|Date opened|Date"], Look::Time).cited(),
        Field::new("detected", "Detected", &["Detected at|Detection time|Discovered|Identified"], Look::Time).cited(),
        Field::new("acknowledged", "Acknowledged", &["Acknowledged at|Acked|Assessed|Triaged"], Look::Time).cited(),
        Field::new("contained", "Contained", &["Contained at|Mitigated|Mitigated at"], Look::Time).cited(),
        Field::new("resolved", "Resolved", &["Resolved at|Closed|Closed at|Resolution time|Date closed|Date resolved"], Look::Time).cited(),
        Field::new("severity", "Severity", &["Sev|Priority|Impact level|Severity level"], Look::Word(records::is_severity)).cited(),
        Field::new("owner", "Owner", &["Incident commander|Commander|Incident lead|Lead|Handler|Responsible|Assignee|Assigned to"], Look::Person),
        Field::new("postmortem", "Postmortem", &["Post-mortem|Postmortem date|Post-mortem date|Postmortem at|Post-incident review|Review date|PIR date|Lessons learned date|RCA date"], Look::Time).cited(),
        Field::new("kind", "Kind", &["Type|Incident type|Category|Record type"], Look::Text).cited().beyond(),
        Field::new("entered", "Entered", ENTERED, Look::Time).cited().beyond(),
    ],
    needed: &["ID", "Opened"],
    telling: &["Postmortem", "Contained"],
    never: &["Issue key"],
    read: records::incident,
};

/// Reviews of logs and alerts.
pub(super) static LOG_REVIEW_REGISTER: Register = Register {
    about: &about(
        "log-review-register",
        "register of log reviews",
        EvidenceKind::LogReview,
        &["log-review"],
    ),
    file: "log-reviews.csv",
    columns: &[
        Field::new(
            "date",
            "Date",
            &["Review date|Reviewed|Reviewed on|Reviewed at|Date of review|Week of"],
            Look::Time,
        )
        .cited(),
        Field::new(
            "reviewer",
            "Reviewer",
            &["Reviewed by|Reviewer email|By|Analyst|Performed by"],
            Look::Person,
        ),
        Field::new(
            "scope",
            "Scope",
            &["Logs|Logs reviewed|Log source|Log sources|Systems|Source|Sources"],
            Look::Text,
        ),
        Field::new(
            "result",
            "Result",
            &["Outcome|Findings|Finding|Conclusion|Results"],
            Look::Text,
        ),
        Field::new(
            "follow-up",
            "Follow-up",
            &["Follow up|Followup|Actions|Action|Ticket|Tickets"],
            Look::Text,
        ),
        Field::new("entered", "Entered", ENTERED, Look::Time)
            .cited()
            .beyond(),
    ],
    needed: &["Date", "Reviewer"],
    telling: &["Scope", "Result", "Follow-up"],
    // Reviews of access and of changes have reviewers too.
    never: &[
        "Decision",
        "User",
        "Account",
        "Subject",
        "Principal",
        "Vendor",
        "Treatment",
        "PR",
        "Pull request",
    ],
    read: records::log_review,
};

/// Risks.
pub(super) static RISK_REGISTER: Register = Register {
    about: &about(
        "risk-register",
        "risk register",
        EvidenceKind::RiskRegister,
        &["risk-register"],
    ),
    file: "risks.csv",
    columns: &[
        Field::new("id", "ID", &["Risk ID|Risk|Number|No.|Ref|Reference"], Look::Text).cited(),
        Field::new("title", "Title", &["Risk title|Risk description|Description|Name|Summary"], Look::Text),
        Field::new("owner", "Owner", &["Risk owner|Responsible|Responsible person|Business owner|Owned by|Owner email|Assignee|Accountable"], Look::Person),
        Field::new("likelihood", "Likelihood", &["Probability"], Look::Text),
        Field::new("impact", "Impact", &["Consequence|Severity"], Look::Text),
        Field::new("rating", "Rating", &["Risk rating|Risk score|Score|Risk level|Inherent risk|Inherent rating|Residual risk"], Look::Text).cited(),
        Field::new("treatment", "Treatment", &["Risk treatment|Response|Risk response|Mitigation|Treatment plan|Treatment option"], Look::Text),
        Field::new("status", "Status", &["State"], Look::Text).cited(),
        Field::new("reviewed", "Reviewed", &["Last review|Last review date|Last reviewed|Review date|Reviewed on|Date reviewed|Last assessment|Last assessed|Updated|Last updated"], Look::Time).cited(),
        Field::new("approved", "Approved", &["Approved on|Approval date|Accepted on"], Look::Time).cited(),
    ],
    needed: &["ID", "Treatment"],
    telling: &["Likelihood", "Impact", "Rating"],
    never: &[],
    read: records::risk,
};

/// Service accounts.
pub(super) static SERVICE_ACCOUNT_REGISTER: Register = Register {
    about: &about(
        "service-account-register",
        "register of service accounts",
        EvidenceKind::ServiceAccounts,
        &["service-account-owners"],
    ),
    file: "service-accounts.csv",
    columns: &[
        Field::new("account", "Account", &["Service account|Account name|Service account name|Login|Username|User name|Identity"], Look::Person).of_person(),
        Field::new("system", "System", &["Platform|Service|Environment|Application"], Look::Text).cited(),
        // What stands here may be a name, or the name of a team: the finding says which.
        Field::new("owner", "Owner", &["Responsible|Responsible person|Business owner|Owned by|Owner email|Assignee|Accountable"], Look::Person).of_person(),
        Field::new("purpose", "Purpose", &["Use|Used for|Usage|Reason|Justification"], Look::Text),
        Field::new("last-rotated", "Last rotated", &["Rotated|Last rotation|Rotation date|Credential rotated|Key rotated|Last rotated on|Secret rotated"], Look::Time).cited(),
    ],
    needed: &["Account", "Owner"],
    telling: &["Purpose", "Last rotated"],
    never: &["Decision", "Reviewer", "Severity"],
    read: records::service_account,
};

/// Makes the table format of a register, and its kind.
macro_rules! listed {
    ($(#[$doc:meta])* $name:ident, $register:ident, $kind:ident, $id:literal, $people:literal, $needed:expr) => {
        $(#[$doc])*
        pub(in crate::evidence::formats) const $name: TableFormat = TableFormat {
            about: $register.about,
            recognise: |columns| $register.recognises(columns),
            open: |columns| open(&$register, columns),
        };

        $(#[$doc])*
        pub(in crate::evidence::formats) static $kind: Kind = Kind {
            id: $id,
            name: $people,
            fields: $register.columns,
            needed: $needed,
            format: &$name,
            loose: false,
        };
    };
}

listed!(
    /// The vendor register.
    VENDORS,
    VENDOR_REGISTER,
    VENDOR_KIND,
    "vendor-register",
    "Vendors",
    &[&["vendor"]]
);
listed!(
    /// The register of restore tests.
    RESTORE_TESTS,
    RESTORE_REGISTER,
    RESTORE_KIND,
    "restore-test",
    "Restore tests",
    &[&["system"], &["started"], &["result"]]
);
listed!(
    /// The incident log.
    INCIDENTS,
    INCIDENT_REGISTER,
    INCIDENT_KIND,
    "incident-log",
    "Incidents",
    &[&["id"], &["opened"]]
);
listed!(
    /// The register of log reviews.
    LOG_REVIEWS,
    LOG_REVIEW_REGISTER,
    LOG_REVIEW_KIND,
    "log-review",
    "Reviews of logs",
    &[&["date"], &["reviewer"]]
);
listed!(
    /// The risk register.
    RISKS,
    RISK_REGISTER,
    RISK_KIND,
    "risk-register",
    "Risks",
    &[&["id"], &["treatment"]]
);
listed!(
    /// The register of service accounts.
    SERVICE_ACCOUNTS,
    SERVICE_ACCOUNT_REGISTER,
    SERVICE_ACCOUNT_KIND,
    "service-accounts",
    "Service accounts",
    &[&["account"], &["owner"]]
);
