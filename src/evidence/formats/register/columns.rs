//! The columns of each register, and what else companies call them.

use super::{Column, Register, open, records};
use crate::evidence::canonical::Show;
use crate::evidence::formats::registry::{About, TableFormat};
use crate::evidence::inspection::Trust;

pub(super) const fn column(name: &'static str, also: &'static str, cite: Option<Show>) -> Column {
    Column {
        name,
        also,
        cite,
        in_template: true,
    }
}

/// A column that is understood, and not asked for by the template.
pub(super) const fn beyond(name: &'static str, also: &'static str, cite: Option<Show>) -> Column {
    Column {
        in_template: false,
        ..column(name, also, cite)
    }
}

/// When a row was entered, as tools that keep tables write it.
const ENTERED: &str = "Entered on|Record created|Created time|Row created|Added on|Entry date";
pub(super) const TEXT: Option<Show> = Some(Show::Text);
const PERSON: Option<Show> = Some(Show::Person);
/// Free text, or what no verdict needs.
pub(super) const NEVER: Option<Show> = None;

pub(super) const fn about(
    id: &'static str,
    name: &'static str,
    kind: &'static str,
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
        "vendor_register",
        &["vendor-review"],
    ),
    file: "vendors.csv",
    columns: &[
        column(
            "Vendor",
            "Vendor name|Supplier|Supplier name|Third party|Subprocessor|Sub-processor|Provider|Company",
            NEVER,
        ),
        column(
            "Tier",
            "Criticality|Critical|Risk tier|Risk level|Inherent risk|Classification|Vendor tier|Risk rating",
            TEXT,
        ),
        column(
            "Data access",
            "Data|Data shared|Data types|Access to data",
            NEVER,
        ),
        column(
            "Onboarded",
            "Onboarding date|Onboarded on|Start date|Contract start|Since|Added",
            TEXT,
        ),
        column(
            "Last review",
            "Last review date|Last security review date|Last reviewed|Reviewed|Review date|Reviewed on|Date reviewed|Last security review|Last assessment|Last assessed",
            TEXT,
        ),
        column(
            "Next due",
            "Next review|Next review date|Review due|Due",
            NEVER,
        ),
        column(
            "Report type",
            "Assurance report|Report|Certification|Certifications|Assurance",
            TEXT,
        ),
        column(
            "Report period end",
            "Report end|Report period to|Period end|Report valid until|Report date",
            TEXT,
        ),
        column("Opinion", "Opinion of the report", NEVER),
        column("Exceptions", "Exceptions noted|Findings|Notes", NEVER),
        column(
            "Owner",
            "Responsible|Responsible person|Business owner|Owned by|Owner email|Assignee|Accountable",
            NEVER,
        ),
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
        "restore_test",
        &["restore-test"],
    ),
    file: "restore-tests.csv",
    columns: &[
        column(
            "System",
            "Database|Service|Application|Asset|Resource|System name|Restored system",
            TEXT,
        ),
        column(
            "Started",
            "Start|Started at|Start time|Restore started|Test date|Restore date|Date|Tested on|Date of test",
            TEXT,
        ),
        column(
            "Ended",
            "End|Ended at|End time|Finished|Completed|Restore completed|Restore ended",
            TEXT,
        ),
        column("Result", "Outcome|Status|Success|Successful", TEXT),
        column(
            "Recovery point",
            "Recovery point at|Backup date|Backup taken|Backup|Snapshot date|Restored from",
            TEXT,
        ),
        column(
            "Validated",
            "Integrity check|Integrity checked|Data verified|Verified|Validation|Data checked",
            TEXT,
        ),
        column(
            "Performed by",
            "By|Tester|Tested by|Performer|Operator|Engineer",
            NEVER,
        ),
        column(
            "RTO target (min)",
            "RTO target|RTO (min)|RTO minutes|RTO",
            TEXT,
        ),
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
        "incident_log",
        &["incident-handling", "incident-review", "incident-exercise"],
    ),
    file: "incidents.csv",
    columns: &[
        column(
            "ID",
            "Incident ID|Incident|Incident number|Number|No.|Reference|Ref",
            TEXT,
        ),
        column("Title", "Summary|Description|Name", NEVER),
        column(
            "Opened",
            "Opened at|Created|Created at|Declared|Declared at|Reported|Reported at|Started|Date opened|Date",
            TEXT,
        ),
        column(
            "Detected",
            "Detected at|Detection time|Discovered|Identified",
            TEXT,
        ),
        column(
            "Acknowledged",
            "Acknowledged at|Acked|Assessed|Triaged",
            TEXT,
        ),
        column("Contained", "Contained at|Mitigated|Mitigated at", TEXT),
        column(
            "Resolved",
            "Resolved at|Closed|Closed at|Resolution time|Date closed|Date resolved",
            TEXT,
        ),
        column("Severity", "Sev|Priority|Impact level|Severity level", TEXT),
        column(
            "Owner",
            "Incident commander|Commander|Incident lead|Lead|Handler|Responsible|Assignee|Assigned to",
            NEVER,
        ),
        column(
            "Postmortem",
            "Post-mortem|Postmortem date|Post-mortem date|Postmortem at|Post-incident review|Review date|PIR date|Lessons learned date|RCA date",
            TEXT,
        ),
        beyond("Kind", "Type|Incident type|Category|Record type", TEXT),
        beyond("Entered", ENTERED, TEXT),
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
        "log_review",
        &["log-review"],
    ),
    file: "log-reviews.csv",
    columns: &[
        column(
            "Date",
            "Review date|Reviewed|Reviewed on|Reviewed at|Date of review|Week of",
            TEXT,
        ),
        column(
            "Reviewer",
            "Reviewed by|Reviewer email|By|Analyst|Performed by",
            NEVER,
        ),
        column(
            "Scope",
            "Logs|Logs reviewed|Log source|Log sources|Systems|Source|Sources",
            NEVER,
        ),
        column(
            "Result",
            "Outcome|Findings|Finding|Conclusion|Results",
            NEVER,
        ),
        column(
            "Follow-up",
            "Follow up|Followup|Actions|Action|Ticket|Tickets",
            NEVER,
        ),
        beyond("Entered", ENTERED, TEXT),
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
        "risk_register",
        &["risk-register"],
    ),
    file: "risks.csv",
    columns: &[
        column("ID", "Risk ID|Risk|Number|No.|Ref|Reference", TEXT),
        column(
            "Title",
            "Risk title|Risk description|Description|Name|Summary",
            NEVER,
        ),
        column(
            "Owner",
            "Risk owner|Responsible|Responsible person|Business owner|Owned by|Owner email|Assignee|Accountable",
            NEVER,
        ),
        column("Likelihood", "Probability", NEVER),
        column("Impact", "Consequence|Severity", NEVER),
        column(
            "Rating",
            "Risk rating|Risk score|Score|Risk level|Inherent risk|Inherent rating|Residual risk",
            TEXT,
        ),
        column(
            "Treatment",
            "Risk treatment|Response|Risk response|Mitigation|Treatment plan|Treatment option",
            NEVER,
        ),
        column("Status", "State", TEXT),
        column(
            "Reviewed",
            "Last review|Last review date|Last reviewed|Review date|Reviewed on|Date reviewed|Last assessment|Last assessed|Updated|Last updated",
            TEXT,
        ),
        column("Approved", "Approved on|Approval date|Accepted on", TEXT),
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
        "service_accounts",
        &["service-account-owners"],
    ),
    file: "service-accounts.csv",
    columns: &[
        column(
            "Account",
            "Service account|Account name|Service account name|Login|Username|User name|Identity",
            PERSON,
        ),
        column("System", "Platform|Service|Environment|Application", TEXT),
        // What stands here may be a name, or the name of a team: the finding says which.
        column(
            "Owner",
            "Responsible|Responsible person|Business owner|Owned by|Owner email|Assignee|Accountable",
            PERSON,
        ),
        column("Purpose", "Use|Used for|Usage|Reason|Justification", NEVER),
        column(
            "Last rotated",
            "Rotated|Last rotation|Rotation date|Credential rotated|Key rotated|Last rotated on|Secret rotated",
            TEXT,
        ),
    ],
    needed: &["Account", "Owner"],
    telling: &["Purpose", "Last rotated"],
    never: &["Decision", "Reviewer", "Severity"],
    read: records::service_account,
};

/// Makes the table format of a register.
macro_rules! format {
    ($(#[$doc:meta])* $name:ident, $register:ident) => {
        $(#[$doc])*
        pub(in crate::evidence::formats) const $name: TableFormat = TableFormat {
            about: $register.about,
            recognise: |columns| $register.recognises(columns),
            open: |columns| open(&$register, columns),
        };
    };
}

format!(
    /// The vendor register.
    VENDORS,
    VENDOR_REGISTER
);
format!(
    /// The register of restore tests.
    RESTORE_TESTS,
    RESTORE_REGISTER
);
format!(
    /// The incident log.
    INCIDENTS,
    INCIDENT_REGISTER
);
format!(
    /// The register of log reviews.
    LOG_REVIEWS,
    LOG_REVIEW_REGISTER
);
format!(
    /// The risk register.
    RISKS,
    RISK_REGISTER
);
format!(
    /// The register of service accounts.
    SERVICE_ACCOUNTS,
    SERVICE_ACCOUNT_REGISTER
);
