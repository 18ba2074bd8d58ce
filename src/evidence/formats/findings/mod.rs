//! Findings of scanners: one file a vendor, and one table for those that are a list with a time and a state.

mod asff;
mod dependabot;
mod encryption;
mod ocsf;
mod prowler;
mod snyk;
mod tables;

pub(super) use asff::FORMAT as ASFF;
pub(super) use dependabot::{GRAPHQL as DEPENDABOT_GRAPHQL, REST as DEPENDABOT};
pub(super) use ocsf::FORMAT as PROWLER_OCSF;
pub(super) use prowler::{FORMAT as PROWLER, OLD as PROWLER_OLD};
pub(super) use snyk::{CLI as SNYK_CLI, PROJECTS as SNYK_PROJECTS, REST as SNYK_REST};
pub(super) use tables::state_of;
pub(super) use tables::{
    DEFENDER, NESSUS, QUALYS, TENABLE_CLOUD, TENABLE_SC, WIZ_ISSUES, WIZ_VULNERABILITIES,
};

use super::registry::Reading;
use crate::date::Date;
use crate::evidence::canonical::{FindingKind, Stamp};
use crate::evidence::decode::times::Time;

/// What a check is about, by its id and its title.
fn kind_of(id: &str, title: &str) -> FindingKind {
    if encryption::at_rest(id, title) {
        FindingKind::EncryptionAtRest
    } else {
        FindingKind::Setting
    }
}

/// The day of the file is the last day on which a row of it was made.
fn made(reading: &mut Reading, stamp: Stamp) {
    let day = match stamp.time {
        Time::Instant(ms) | Time::Local(ms) => Date::EPOCH.plus_days(ms.div_euclid(86_400_000)),
        Time::Day(day) => day,
        _ => return,
    };
    reading.as_of = reading.as_of.max(Some(day));
}

#[cfg(test)]
mod tests;
