//! Kinds of evidence: words of the manifest, and of every format that is read.

use serde::{Deserialize, Serialize};

/// What a piece of evidence is (`evidence-formats`, manifest kinds).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum EvidenceKind {
    /// List of people.
    Roster,
    /// List of accounts.
    Accounts,
    /// Sign-ins and account changes.
    AuthEvents,
    /// A review of accounts.
    AccessReview,
    /// Merged changes.
    Change,
    /// Settings of the change tools.
    ChangeConfig,
    /// Deployments.
    Deployment,
    /// Tickets.
    Ticket,
    /// Training completions.
    Training,
    /// Credentials of a cloud account.
    CredentialReport,
    /// Findings of a scanner.
    Findings,
    /// Vendors.
    VendorRegister,
    /// A test of a restore.
    RestoreTest,
    /// Incidents.
    IncidentLog,
    /// Reviews of logs.
    LogReview,
    /// Risks.
    RiskRegister,
    /// Service accounts.
    ServiceAccounts,
    /// Devices.
    Devices,
    /// A policy.
    Policy,
    /// Any other dated record.
    Document,
}

impl EvidenceKind {
    /// Whether it lists events, which have a period, and no state of one day.
    #[must_use]
    pub fn is_of_events(self) -> bool {
        use EvidenceKind::{AuthEvents, Change, Deployment, IncidentLog, LogReview, Ticket};
        matches!(
            self,
            AuthEvents | Change | Deployment | IncidentLog | LogReview | Ticket
        )
    }
}
