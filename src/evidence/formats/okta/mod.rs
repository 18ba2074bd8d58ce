//! Okta: users, and the system log in three forms.

mod events;
mod log_json;
mod log_table;
mod users;

#[cfg(test)]
mod tests;

pub(super) use log_json::FORMAT as LOG_JSON;
pub(super) use log_table::FORMAT as LOG_TABLE;
pub(super) use users::FORMAT as USERS;
