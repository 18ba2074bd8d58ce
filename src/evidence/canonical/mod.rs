//! Canonical records: what every export of a kind is mapped to, and what procedures read.
//!
//! One set a file. Records keep what a procedure compares and, packed, the cells to cite. What a file does not say is
//! `None`, [`Time::Nothing`](crate::evidence::decode::times::Time) or [`Flag::Unknown`](crate::evidence::decode::values::Flag), never a "no".

mod access;
mod cells;
mod change;
mod people;
mod registers;

pub(in crate::evidence) use access::{
    Account, AccountEvent, AccountKind, AccountState, Decision, EventKind, Registration,
    ReviewDecision, ServiceAccount,
};
pub(in crate::evidence) use cells::{Cells, LONGEST, Place, Show};
pub(in crate::evidence) use change::{
    Approval, ApprovalState, AuthorKind, Change, ChangeState, Check, CheckState, Commit,
    Deployment, OwnCommit, Setting, StatusCategory, Ticket,
};
pub(in crate::evidence) use people::{
    Employment, Person, PhishingTest, TrainingItem, TrainingState,
};
pub(in crate::evidence) use registers::{
    Device, Exercise, Finding, FindingKind, FindingState, Incident, LogReview, Policy, PolicyState,
    RestoreTest, Risk, Severity, Vendor,
};

use super::decode::times::Time;

/// A time with the column that it was read from, so that the order of day and month can be decided for the column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::evidence) struct Stamp {
    /// The time.
    pub(in crate::evidence) time: Time,
    /// Its column; for JSON the number that the format gave the key.
    pub(in crate::evidence) column: u16,
}

impl Default for Stamp {
    fn default() -> Self {
        Self::NONE
    }
}

impl Stamp {
    /// No time at all: the file has no such column.
    pub(in crate::evidence) const NONE: Self = Self {
        time: Time::Nothing,
        column: u16::MAX,
    };

    /// The same time in another column.
    pub(in crate::evidence) fn with_column(self, column: u16) -> Self {
        Self { column, ..self }
    }
}

/// Where something stands in its file, and what can be cited of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::evidence) struct At {
    /// Row of the table, the header being row 1; the number of the element, from 1, in JSON.
    pub(in crate::evidence) row: u32,
    /// The cells to cite.
    pub(in crate::evidence) cells: Cells,
}

/// The records of one file.
#[derive(Debug, Default)]
pub(in crate::evidence) struct Records {
    pub(in crate::evidence) people: Vec<Person>,
    pub(in crate::evidence) accounts: Vec<Account>,
    pub(in crate::evidence) account_events: Vec<AccountEvent>,
    pub(in crate::evidence) registrations: Vec<Registration>,
    pub(in crate::evidence) review_decisions: Vec<ReviewDecision>,
    pub(in crate::evidence) changes: Vec<Change>,
    pub(in crate::evidence) approvals: Vec<Approval>,
    pub(in crate::evidence) checks: Vec<Check>,
    pub(in crate::evidence) commits: Vec<Commit>,
    pub(in crate::evidence) settings: Vec<Setting>,
    pub(in crate::evidence) deployments: Vec<Deployment>,
    pub(in crate::evidence) tickets: Vec<Ticket>,
    pub(in crate::evidence) trainings: Vec<TrainingItem>,
    pub(in crate::evidence) phishing_tests: Vec<PhishingTest>,
    pub(in crate::evidence) findings: Vec<Finding>,
    pub(in crate::evidence) vendors: Vec<Vendor>,
    pub(in crate::evidence) restores: Vec<RestoreTest>,
    pub(in crate::evidence) incidents: Vec<Incident>,
    pub(in crate::evidence) log_reviews: Vec<LogReview>,
    pub(in crate::evidence) risks: Vec<Risk>,
    pub(in crate::evidence) exercises: Vec<Exercise>,
    pub(in crate::evidence) policies: Vec<Policy>,
    pub(in crate::evidence) service_accounts: Vec<ServiceAccount>,
    pub(in crate::evidence) devices: Vec<Device>,
}

/// Calls a function on the place of every record of some lists.
macro_rules! places {
    ($self:ident, $each:ident; $($list:ident),+ $(,)?) => {
        $(for record in &$self.$list { $each(&record.at); })+
    };
}

/// Calls a function on every stamp of the records of a list.
macro_rules! stamps {
    ($self:ident, $each:ident; $($list:ident: $($field:ident),+;)*) => {
        $(for record in &mut $self.$list { $($each(&mut record.$field);)+ })*
    };
}

impl Records {
    /// The place of every record but those of a log, which are many and name accounts.
    pub(in crate::evidence) fn each_place<'r>(&'r self, each: &mut dyn FnMut(&'r At)) {
        places!(
            self, each; people, accounts, registrations, review_decisions, changes, approvals, checks, commits, settings,
            deployments, tickets, trainings, phishing_tests, findings, vendors, restores, incidents, log_reviews, risks,
            exercises, policies, service_accounts, devices,
        );
    }

    /// Every stamp, to settle the order of day and month.
    pub(in crate::evidence) fn each_stamp(&mut self, each: &mut dyn FnMut(&mut Stamp)) {
        stamps!(self, each;
            people: start, end, changed;
            accounts: changed, created, last_login;
            account_events: at;
            review_decisions: started, ended, decided, applied;
            changes: created, merged;
            approvals: submitted;
            checks: started, ended;
            commits: authored, committed;
            deployments: deployed;
            tickets: created, resolved, updated, responded;
            trainings: assigned, due, completed;
            phishing_tests: started;
            findings: first_seen, closed;
            vendors: last_review, report_end, onboarded;
            restores: started, ended, recovery_point;
            incidents: opened, detected, acknowledged, contained, resolved, postmortem, entered;
            log_reviews: reviewed, entered;
            risks: reviewed;
            exercises: held;
            policies: approved, reviewed, next;
            service_accounts: rotated;
            devices: last_seen;
        );
    }
}
