//! Microsoft Entra: users, directory changes and sign-ins.

mod audit_logs;
mod graph_users;
mod microsoft_365;
mod portal_audit;
mod registrations;
mod sign_ins;
mod users;

#[cfg(test)]
mod tests;

pub(super) use audit_logs::FORMAT as AUDIT_LOGS;
pub(super) use graph_users::FORMAT as GRAPH_USERS;
pub(super) use microsoft_365::FORMAT as MICROSOFT_365;
pub(super) use portal_audit::FORMAT as PORTAL_AUDIT;
pub(super) use registrations::{GRAPH as GRAPH_REGISTRATIONS, TABLE as REGISTRATIONS};
pub(super) use sign_ins::FORMAT as SIGN_INS;
pub(super) use users::{FORMAT as USERS, TEMPLATES};
