//! Accounts, what happened to them, and reviews of them.

use super::{At, Stamp};
use crate::evidence::decode::values::Flag;

/// One account in one system, on the day of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::evidence) struct Account {
    pub(in crate::evidence) at: At,
    /// Login, normalised.
    pub(in crate::evidence) login: String,
    /// Id in the system.
    pub(in crate::evidence) id: Option<String>,
    /// Address, normalised.
    pub(in crate::evidence) email: Option<String>,
    /// Further addresses, normalised.
    pub(in crate::evidence) aliases: Vec<String>,
    /// Number in the personnel system.
    pub(in crate::evidence) number: Option<String>,
    pub(in crate::evidence) name: Option<String>,
    pub(in crate::evidence) state: AccountState,
    /// When the state last changed.
    pub(in crate::evidence) changed: Stamp,
    pub(in crate::evidence) created: Stamp,
    pub(in crate::evidence) last_login: Stamp,
    pub(in crate::evidence) kind: AccountKind,
    pub(in crate::evidence) privileged: Flag,
    /// Whether it can sign in by password.
    pub(in crate::evidence) password: Flag,
    /// Whether a second factor is registered.
    pub(in crate::evidence) mfa: Flag,
    /// Whether a second factor is enforced.
    pub(in crate::evidence) mfa_enforced: Flag,
    /// Who answers for it.
    pub(in crate::evidence) owner: Option<String>,
}

/// What a directory says of somebody's second factor, without saying whether the account can be used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::evidence) struct Registration {
    pub(in crate::evidence) at: At,
    /// Login, normalised.
    pub(in crate::evidence) login: String,
    /// Whether another organisation employs them.
    pub(in crate::evidence) guest: Flag,
    /// Whether a second factor is registered.
    pub(in crate::evidence) registered: Flag,
    /// Whether one is registered that the policy lets them use.
    pub(in crate::evidence) capable: Flag,
}

/// State of an account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::evidence) enum AccountState {
    Active,
    /// Made, never used.
    Pending,
    Suspended,
    Deprovisioned,
    #[default]
    Unknown,
}

impl AccountState {
    /// Whether somebody can sign in with it; nothing where the file does not tell.
    pub(in crate::evidence) fn is_enabled(self) -> Option<bool> {
        match self {
            Self::Active | Self::Pending => Some(true),
            Self::Suspended | Self::Deprovisioned => Some(false),
            Self::Unknown => None,
        }
    }
}

/// Whose account it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::evidence) enum AccountKind {
    Human,
    Service,
    Bot,
    Guest,
    /// The account that owns a whole cloud account.
    Root,
    #[default]
    Unknown,
}

/// Something that happened to or with an account. Small: sign-in logs have millions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::evidence) struct AccountEvent {
    pub(in crate::evidence) row: u32,
    pub(in crate::evidence) at: Stamp,
    pub(in crate::evidence) kind: EventKind,
    /// Whose account, normalised. Equal ones may share a text.
    pub(in crate::evidence) subject: std::sync::Arc<str>,
    /// Whether it came to pass.
    pub(in crate::evidence) succeeded: Flag,
    /// Of a sign-in: whether a second factor was asked for.
    pub(in crate::evidence) second_factor: Flag,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::evidence) enum EventKind {
    Created,
    Enabled,
    Disabled,
    Deleted,
    Granted,
    Revoked,
    SignedIn,
    /// A second factor was taken away.
    FactorRemoved,
    /// A rule that protects changes was overridden or switched off.
    RuleOverridden,
    /// A rule that protects changes was changed, to be stricter or laxer.
    RuleChanged,
}

impl EventKind {
    /// For people, as a word of the event.
    pub(in crate::evidence) fn words(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Enabled => "enabled",
            Self::Disabled => "disabled",
            Self::Deleted => "deleted",
            Self::Granted => "access granted",
            Self::Revoked => "access revoked",
            Self::SignedIn => "signed in",
            Self::FactorRemoved => "second factor removed",
            Self::RuleOverridden => "rule overridden",
            Self::RuleChanged => "rule changed",
        }
    }
}

/// One decision of an access review.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::evidence) struct ReviewDecision {
    pub(in crate::evidence) at: At,
    /// Which review: its id or name.
    pub(in crate::evidence) campaign: String,
    /// What was reviewed.
    pub(in crate::evidence) system: String,
    /// The period that it says it is for, such as `2026-Q2`.
    pub(in crate::evidence) period: Option<String>,
    pub(in crate::evidence) started: Stamp,
    pub(in crate::evidence) ended: Stamp,
    /// Whose access, normalised.
    pub(in crate::evidence) subject: Option<String>,
    /// Who decided, normalised.
    pub(in crate::evidence) reviewer: Option<String>,
    pub(in crate::evidence) decision: Decision,
    pub(in crate::evidence) decided: Stamp,
    /// When it was carried out.
    pub(in crate::evidence) applied: Stamp,
    /// Whether it was carried out.
    pub(in crate::evidence) is_applied: Flag,
    /// Whether the file has a place for the time at which it was carried out, so that none there means none.
    pub(in crate::evidence) tells_applied: bool,
    /// Whether nobody can decide it any more: the review, or this row of it, is closed.
    pub(in crate::evidence) closed: Flag,
}

/// What a reviewer decided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::evidence) enum Decision {
    Approve,
    Revoke,
    Modify,
    /// Nothing was decided.
    Nothing,
    #[default]
    Unknown,
}

/// One row of an inventory of service accounts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::evidence) struct ServiceAccount {
    pub(in crate::evidence) at: At,
    /// The account, normalised.
    pub(in crate::evidence) account: String,
    pub(in crate::evidence) system: Option<String>,
    /// Who answers for it, as in the file.
    pub(in crate::evidence) owner: Option<String>,
    pub(in crate::evidence) purpose: Option<String>,
    /// When its credential was last replaced.
    pub(in crate::evidence) rotated: Stamp,
}
