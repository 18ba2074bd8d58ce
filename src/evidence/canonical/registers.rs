//! Findings, devices, and the registers that companies keep by hand.

use super::{At, Stamp};
use crate::evidence::decode::values::Flag;

/// How heavy something is, as the source says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::evidence) enum Severity {
    Critical,
    High,
    Medium,
    Low,
    Informational,
    #[default]
    Unknown,
}

/// One finding of a scanner.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::evidence) struct Finding {
    pub(in crate::evidence) at: At,
    pub(in crate::evidence) id: String,
    /// Which check or weakness.
    pub(in crate::evidence) check: String,
    pub(in crate::evidence) state: FindingState,
    pub(in crate::evidence) severity: Severity,
    pub(in crate::evidence) first_seen: Stamp,
    pub(in crate::evidence) last_seen: Stamp,
    pub(in crate::evidence) closed: Stamp,
    pub(in crate::evidence) due: Stamp,
    pub(in crate::evidence) resource: Option<String>,
    /// Account, subscription or repository.
    pub(in crate::evidence) scope: Option<String>,
    /// Why it was accepted or muted.
    pub(in crate::evidence) justification: Option<String>,
    /// Whether it is about what is used in development alone.
    pub(in crate::evidence) development: Flag,
}

/// State of a finding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::evidence) enum FindingState {
    Open,
    Fixed,
    /// Somebody decided to live with it.
    Accepted,
    /// Muted, by a person or a rule.
    Suppressed,
    /// To be looked at by hand.
    Manual,
    /// The check found nothing.
    Clear,
    #[default]
    Unknown,
}

/// One vendor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::evidence) struct Vendor {
    pub(in crate::evidence) at: At,
    pub(in crate::evidence) name: String,
    /// Whether the register calls it critical; unknown where it has no tier.
    pub(in crate::evidence) critical: Flag,
    pub(in crate::evidence) onboarded: Stamp,
    pub(in crate::evidence) last_review: Stamp,
    pub(in crate::evidence) next_due: Stamp,
    /// Kind of assurance report.
    pub(in crate::evidence) report: Option<String>,
    /// Last day that the assurance report covers.
    pub(in crate::evidence) report_end: Stamp,
    pub(in crate::evidence) exceptions: Option<String>,
    pub(in crate::evidence) owner: Option<String>,
}

/// One test of a restore.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::evidence) struct RestoreTest {
    pub(in crate::evidence) at: At,
    pub(in crate::evidence) system: String,
    pub(in crate::evidence) started: Stamp,
    pub(in crate::evidence) ended: Stamp,
    pub(in crate::evidence) recovery_point: Stamp,
    pub(in crate::evidence) succeeded: Flag,
    /// Whether what came back was looked at.
    pub(in crate::evidence) validated: Flag,
    pub(in crate::evidence) by: Option<String>,
    /// Most minutes that it may take.
    pub(in crate::evidence) target_minutes: Option<u32>,
}

/// One incident.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::evidence) struct Incident {
    pub(in crate::evidence) at: At,
    pub(in crate::evidence) id: String,
    pub(in crate::evidence) severity: Severity,
    pub(in crate::evidence) opened: Stamp,
    pub(in crate::evidence) detected: Stamp,
    pub(in crate::evidence) acknowledged: Stamp,
    pub(in crate::evidence) contained: Stamp,
    pub(in crate::evidence) resolved: Stamp,
    pub(in crate::evidence) postmortem: Stamp,
    pub(in crate::evidence) owner: Option<String>,
    /// Whether the source says that it was entered afterwards.
    pub(in crate::evidence) backfilled: Flag,
    /// Whether it stands in the company's own log, not in a pager or status page.
    pub(in crate::evidence) in_register: bool,
}

/// One review of logs or alerts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::evidence) struct LogReview {
    pub(in crate::evidence) at: At,
    pub(in crate::evidence) reviewed: Stamp,
    pub(in crate::evidence) reviewer: Option<String>,
    pub(in crate::evidence) scope: Option<String>,
    pub(in crate::evidence) result: Option<String>,
}

/// One risk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::evidence) struct Risk {
    pub(in crate::evidence) at: At,
    pub(in crate::evidence) id: String,
    pub(in crate::evidence) owner: Option<String>,
    pub(in crate::evidence) rating: Option<String>,
    pub(in crate::evidence) treatment: Option<String>,
    pub(in crate::evidence) reviewed: Stamp,
}

/// One device.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::evidence) struct Device {
    pub(in crate::evidence) at: At,
    pub(in crate::evidence) id: String,
    /// Address of its user, normalised.
    pub(in crate::evidence) user: Option<String>,
    pub(in crate::evidence) encrypted: Flag,
    pub(in crate::evidence) compliant: Flag,
    pub(in crate::evidence) last_seen: Stamp,
}
