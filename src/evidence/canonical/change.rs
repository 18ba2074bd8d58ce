//! Changes, approvals of them, deployments, tickets, and the settings that guard them.

use super::{At, Stamp};
use crate::date::Date;
use crate::evidence::decode::values::Flag;

/// A pull or merge request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::evidence) struct Change {
    pub(in crate::evidence) at: At,
    /// `owner/name` where the file tells.
    pub(in crate::evidence) repository: Option<String>,
    pub(in crate::evidence) number: u64,
    pub(in crate::evidence) state: ChangeState,
    pub(in crate::evidence) created: Stamp,
    pub(in crate::evidence) merged: Stamp,
    /// Login in lower case; none where the source does not tell or the account was deleted.
    pub(in crate::evidence) author: Option<String>,
    pub(in crate::evidence) author_kind: AuthorKind,
    /// Login of who merged it, as far as the file tells.
    pub(in crate::evidence) merged_by: Option<String>,
    /// What kind of account that is.
    pub(in crate::evidence) merged_by_kind: AuthorKind,
    /// Branch it was merged into.
    pub(in crate::evidence) base: Option<String>,
    pub(in crate::evidence) title: String,
    pub(in crate::evidence) branch: Option<String>,
    pub(in crate::evidence) head: Option<String>,
    pub(in crate::evidence) merge_commit: Option<String>,
    /// What the source says today of its reviews; empty where it says nothing.
    pub(in crate::evidence) review_state: Option<ApprovalState>,
    /// Whether the file holds the list of its reviews, so that none means none.
    pub(in crate::evidence) reviews_listed: bool,
    /// Whether the file holds the list of the checks of its last commit, so that none means none.
    pub(in crate::evidence) checks_listed: bool,
    /// The default branch of its repository.
    pub(in crate::evidence) default_branch: Option<String>,
    /// Keys of tickets in its description, where the file holds that.
    pub(in crate::evidence) mentions: Vec<String>,
    /// Its commits in their order, where the file lists them.
    pub(in crate::evidence) commits: Vec<OwnCommit>,
}

/// A commit of a change, as the change lists it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::evidence) struct OwnCommit {
    pub(in crate::evidence) sha: Box<str>,
    /// Logins of those who wrote it, in lower case, as far as the file tells.
    pub(in crate::evidence) authors: Vec<String>,
    /// Whether it brings in another branch alone, by what it says.
    pub(in crate::evidence) is_merge: bool,
}

/// A commit on a branch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::evidence) struct Commit {
    pub(in crate::evidence) at: At,
    /// `owner/name` where the file tells.
    pub(in crate::evidence) repository: Option<String>,
    pub(in crate::evidence) sha: String,
    /// The commits that it follows; the first is the one that the branch was at.
    pub(in crate::evidence) parents: Vec<String>,
    /// First line of its message.
    pub(in crate::evidence) title: String,
    pub(in crate::evidence) author_kind: AuthorKind,
    /// Login that the host shows for its author.
    pub(in crate::evidence) author_login: Option<String>,
    /// Address of its author, normalised, as the commit has it.
    pub(in crate::evidence) author_email: Option<String>,
    /// Address of who put it there, normalised.
    pub(in crate::evidence) committer_email: Option<String>,
    /// When its author made it.
    pub(in crate::evidence) authored: Stamp,
    /// When it was put there.
    pub(in crate::evidence) committed: Stamp,
}

/// State of a change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::evidence) enum ChangeState {
    Open,
    Closed,
    Merged,
    #[default]
    Unknown,
}

/// What kind of account made something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::evidence) enum AuthorKind {
    Human,
    Bot,
    #[default]
    Unknown,
}

/// One review of a change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::evidence) struct Approval {
    pub(in crate::evidence) at: At,
    pub(in crate::evidence) repository: Option<String>,
    /// Number of the change.
    pub(in crate::evidence) change: u64,
    /// Login in lower case.
    pub(in crate::evidence) reviewer: Option<String>,
    pub(in crate::evidence) reviewer_kind: AuthorKind,
    pub(in crate::evidence) state: ApprovalState,
    pub(in crate::evidence) submitted: Stamp,
    /// The commit that was looked at.
    pub(in crate::evidence) commit: Option<String>,
}

/// One run of a check, or of a pipeline, on a commit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::evidence) struct Check {
    pub(in crate::evidence) at: At,
    pub(in crate::evidence) repository: Option<String>,
    /// Number of the change that it was listed with.
    pub(in crate::evidence) change: Option<u64>,
    /// The commit that it ran on.
    pub(in crate::evidence) commit: Option<String>,
    pub(in crate::evidence) name: Box<str>,
    pub(in crate::evidence) state: CheckState,
    pub(in crate::evidence) started: Stamp,
    /// When it ended.
    pub(in crate::evidence) ended: Stamp,
    /// Whether `ended` is only a time by which it had ended.
    pub(in crate::evidence) ended_by: bool,
}

/// How a check ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::evidence) enum CheckState {
    Succeeded,
    /// It ran, or had to run, and did not succeed.
    NotSucceeded,
    /// It did not run, by its own rules, or says nothing either way.
    Skipped,
    /// It had not ended when the file was made.
    Running,
    #[default]
    Unknown,
}

/// What a review says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::evidence) enum ApprovalState {
    Approved,
    ChangesRequested,
    Commented,
    Dismissed,
    Pending,
    /// A review is required and was not given.
    Required,
    #[default]
    Unknown,
}

/// A setting of a system, as an export shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::evidence) struct Setting {
    pub(in crate::evidence) at: At,
    /// What it is of: a repository and branch.
    pub(in crate::evidence) subject: String,
    /// Which: `protected`, `required-reviews`, `admins-included`, `bypass-allowed`, `force-push-allowed`,
    /// `stale-dismissed` (approvals, when the code changes after them), `last-push-approved` (by somebody else).
    pub(in crate::evidence) key: &'static str,
    pub(in crate::evidence) value: Flag,
    /// How many, of a setting that counts.
    pub(in crate::evidence) number: Option<u32>,
    /// Whether the file is a request to set it rather than a look at it.
    pub(in crate::evidence) intent: bool,
    /// The day on which it was so, where the file tells.
    pub(in crate::evidence) as_of: Option<Date>,
}

/// A deployment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::evidence) struct Deployment {
    pub(in crate::evidence) at: At,
    pub(in crate::evidence) environment: String,
    pub(in crate::evidence) commit: Option<String>,
    pub(in crate::evidence) deployed: Stamp,
    pub(in crate::evidence) automated: Flag,
    pub(in crate::evidence) succeeded: Flag,
}

/// A ticket.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::evidence) struct Ticket {
    pub(in crate::evidence) at: At,
    pub(in crate::evidence) key: String,
    pub(in crate::evidence) title: String,
    pub(in crate::evidence) kind: Option<String>,
    pub(in crate::evidence) status: String,
    pub(in crate::evidence) category: StatusCategory,
    pub(in crate::evidence) created: Stamp,
    pub(in crate::evidence) resolved: Stamp,
    pub(in crate::evidence) updated: Stamp,
    /// When somebody took it up.
    pub(in crate::evidence) responded: Stamp,
    /// Of a ticket about somebody's leaving: the addresses in its title and description, normalised.
    pub(in crate::evidence) about: Vec<String>,
}

/// How far a ticket is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::evidence) enum StatusCategory {
    ToDo,
    Doing,
    Done,
    #[default]
    Unknown,
}
