//! What the types of events of Okta's system log mean.

use crate::evidence::canonical::EventKind;
use crate::evidence::decode::values::Flag;

/// Days for which Okta keeps its log.
pub(super) const RETENTION: u32 = 90;
/// The procedures that read the log.
pub(super) const PROCEDURES: &[&str] = &["leaver-access", "leaver-use"];

/// What a type of event means for an account; nothing for the many that change no access.
pub(super) fn kind(event: &str) -> Option<EventKind> {
    Some(match event {
        "user.lifecycle.create" => EventKind::Created,
        "user.lifecycle.activate" | "user.lifecycle.reactivate" | "user.lifecycle.unsuspend" => {
            EventKind::Enabled
        }
        "user.lifecycle.deactivate" | "user.lifecycle.suspend" => EventKind::Disabled,
        "user.lifecycle.delete.initiated" | "user.lifecycle.delete.completed" => EventKind::Deleted,
        "application.user_membership.add" | "group.user_membership.add" => EventKind::Granted,
        "application.user_membership.remove" | "group.user_membership.remove" => EventKind::Revoked,
        "user.session.start" | "user.authentication.sso" => EventKind::SignedIn,
        "user.mfa.factor.deactivate" | "user.mfa.factor.reset_all" => EventKind::FactorRemoved,
        _ => return None,
    })
}

/// Whether the outcome of an event is that it came to pass.
pub(super) fn succeeded(result: &str) -> Flag {
    match result.to_ascii_uppercase().as_str() {
        "SUCCESS" | "ALLOW" => Flag::Yes,
        "FAILURE" | "DENY" | "SKIPPED" | "CHALLENGE" => Flag::No,
        _ => Flag::Unknown,
    }
}
