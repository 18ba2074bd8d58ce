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

impl Severity {
    /// The severity in a cell: a word, or a number of which 1 weighs most (`SEV-1`, `P2`, `3`).
    pub(in crate::evidence) fn of(text: &str) -> Self {
        let word = text.trim().to_ascii_lowercase();
        let numbered = ["severity", "priority", "sev", "s", "p"]
            .iter()
            .find_map(|start| word.strip_prefix(start))
            .unwrap_or(&word)
            .trim_start_matches(['-', ' ', '_', ':']);
        match numbered {
            "0" | "1" => return Self::Critical,
            "2" => return Self::High,
            "3" => return Self::Medium,
            "4" => return Self::Low,
            "5" => return Self::Informational,
            _ => {}
        }
        match word.as_str() {
            "critical" | "very high" | "urgent" | "blocker" => Self::Critical,
            "high" | "major" | "important" => Self::High,
            "medium" | "moderate" => Self::Medium,
            "low" | "minor" => Self::Low,
            "informational" | "info" | "none" | "negligible" | "information" => Self::Informational,
            _ => Self::Unknown,
        }
    }

    /// For people; empty where it is not known.
    pub(in crate::evidence) fn words(self) -> &'static str {
        match self {
            Self::Critical => "critical",
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
            Self::Informational => "informational",
            Self::Unknown => "",
        }
    }
}

/// One finding of a scanner. Small: files have hundreds of thousands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::evidence) struct Finding {
    pub(in crate::evidence) at: At,
    /// What tells it from the others of its file.
    pub(in crate::evidence) id: Box<str>,
    pub(in crate::evidence) kind: FindingKind,
    pub(in crate::evidence) state: FindingState,
    pub(in crate::evidence) severity: Severity,
    pub(in crate::evidence) first_seen: Stamp,
    /// When it was fixed, accepted or muted.
    pub(in crate::evidence) closed: Stamp,
    /// Whether it says why it was accepted or muted.
    pub(in crate::evidence) reasoned: Flag,
}

/// What a finding is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::evidence) enum FindingKind {
    /// A weakness that has to be closed in time.
    #[default]
    Weakness,
    /// A setting that is as it should be or not.
    Setting,
    /// A setting that encrypts what is stored.
    EncryptionAtRest,
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
    /// The scanner has put it away; it says nothing of today.
    Archived,
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
    /// Whether an assurance report is named; unknown where the file has no such column.
    pub(in crate::evidence) reported: Flag,
    /// Last day that the assurance report covers.
    pub(in crate::evidence) report_end: Stamp,
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
    /// Whether a severity is written; unknown where the file has no place for it.
    pub(in crate::evidence) rated: Flag,
    /// Whether an owner is named; unknown where the file has no place for it.
    pub(in crate::evidence) owned: Flag,
    /// Whether the source says that it was entered afterwards.
    pub(in crate::evidence) backfilled: Flag,
    /// Whether it stands in the company's own log, not in a pager or status page.
    pub(in crate::evidence) in_register: bool,
    /// Whether the row is an exercise; unknown where the file does not tell the kinds of its rows apart.
    pub(in crate::evidence) exercise: Flag,
    /// Whether nobody had taken it up when the file was made.
    pub(in crate::evidence) waiting: bool,
    /// When the row was entered.
    pub(in crate::evidence) entered: Stamp,
}

/// One review of logs or alerts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::evidence) struct LogReview {
    pub(in crate::evidence) at: At,
    pub(in crate::evidence) reviewed: Stamp,
    /// When the row was entered.
    pub(in crate::evidence) entered: Stamp,
    /// Whether somebody is named; unknown where the file has no such column.
    pub(in crate::evidence) reviewer: Flag,
    /// Whether a result is written; unknown where the file has no such column.
    pub(in crate::evidence) result: Flag,
}

/// One exercise of the plan for incidents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::evidence) struct Exercise {
    pub(in crate::evidence) at: At,
    pub(in crate::evidence) held: Stamp,
}

/// One policy of the company.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::evidence) struct Policy {
    pub(in crate::evidence) at: At,
    pub(in crate::evidence) name: String,
    pub(in crate::evidence) state: PolicyState,
    /// Whether an owner is named; unknown where the file has no such column.
    pub(in crate::evidence) owned: Flag,
    pub(in crate::evidence) approved: Stamp,
    pub(in crate::evidence) reviewed: Stamp,
    pub(in crate::evidence) next: Stamp,
}

/// Whether a policy is in force.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::evidence) enum PolicyState {
    InForce,
    Draft,
    Retired,
    /// The file does not say: it lists what is in force.
    #[default]
    Untold,
}

/// One risk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::evidence) struct Risk {
    pub(in crate::evidence) at: At,
    pub(in crate::evidence) id: String,
    /// Whether each is written; unknown where the file has no such column.
    pub(in crate::evidence) owned: Flag,
    pub(in crate::evidence) rated: Flag,
    pub(in crate::evidence) treated: Flag,
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
