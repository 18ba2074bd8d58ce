//! GitHub: pull requests of `gh pr list --json` and `gh pr view --json`, and nodes of the GraphQL interface.
//!
//! `reviewDecision` is the value of today, not of the merge. Reviews have no mark that tells programs from people.

use serde_json::Value;

use super::super::element::{Element, has_keys};
use super::super::registry::{About, JsonFormat, ReadElements, Reading};
use super::{OF_CHANGES, TIMES, account, check_state, login, repository, state};
use crate::evidence::canonical::{
    Approval, Change, ChangeState, Check, CheckState, OwnCommit, Show, Stamp,
};
use crate::evidence::decode::values::Flag;
use crate::evidence::inspection::Trust;
use crate::evidence::kind::EvidenceKind;
use crate::evidence::ticket_keys::mentioned;

const KEYS: &[&str] = &[
    "number",
    "state",
    "author.login",
    "author.is_bot",
    "baseRefName",
    "createdAt",
    "mergedAt",
    "reviewDecision",
    "reviews.author.login",
    "reviews.state",
    "reviews.submittedAt",
    "statusCheckRollup.name",
    "statusCheckRollup.context",
    "statusCheckRollup.status",
    "statusCheckRollup.conclusion",
    "statusCheckRollup.state",
    "statusCheckRollup.startedAt",
    "statusCheckRollup.createdAt",
    "statusCheckRollup.completedAt",
    "mergedBy.login",
];

/// Where the checks of the last commit stand: of `gh`, and of the GraphQL interface.
const ROLLUP: &[&str] = &["statusCheckRollup", "statusCheckRollup.contexts.nodes"];

/// `gh pr list --json`.
pub(in crate::evidence::formats) const FORMAT: JsonFormat = JsonFormat {
    about: &About {
        id: "gh-pull-requests",
        name: "GitHub pull requests (gh, GraphQL)",
        trust: Trust::Documented,
        kind: EvidenceKind::Change,
        system: "github",
        shows_a_day: false,
        retention_days: None,
        procedures: OF_CHANGES,
    },
    recognise: |_, first| {
        let value = first.get("node").unwrap_or(first);
        let telling = [
            "mergedAt",
            "baseRefName",
            "headRefOid",
            "reviewDecision",
            "headRefName",
            "mergeCommit",
        ];
        has_keys(value, &["number"]) && telling.iter().any(|key| value.get(key).is_some())
    },
    open: || Box::new(Reader),
    keys: KEYS,
};

/// How the first line of a commit begins that brings in another branch.
const MERGES: &[&str] = &["Merge branch ", "Merge remote-tracking branch "];

struct Reader;

impl ReadElements for Reader {
    fn element(&mut self, number: u32, value: &Value, reading: &mut Reading) -> bool {
        let pull = Element::new(number, value.get("node").unwrap_or(value), KEYS);
        let Some(id) = pull.count("number") else {
            return false;
        };
        let repository = pull
            .some("url")
            .and_then(|url| repository(&url))
            .or_else(|| {
                pull.any(&["repository.nameWithOwner", "baseRepository.nameWithOwner"])
                    .map(|r| r.to_lowercase())
            });
        let merged = pull.stamp("mergedAt", reading, &TIMES);
        let created = pull.stamp("createdAt", reading, &TIMES);
        reading.happened(merged);
        let (author, author_kind) = account(pull, "author");
        let (merged_by, merged_by_kind) = account(pull, "mergedBy");
        let given = ["reviews", "reviews.nodes", "reviews.edges"];
        let listed = given.iter().find(|keys| {
            crate::evidence::decode::elements::path(pull.value, keys).is_some_and(Value::is_array)
        });
        let mut checked = false;
        if let Some(keys) = listed {
            for review in pull.items(keys) {
                let review = pull.inside(review.get("node").unwrap_or(review), "reviews.");
                checked = true;
                self.review(review, id, repository.as_ref(), reading);
            }
        }
        let rollup = ROLLUP.iter().find(|keys| {
            crate::evidence::decode::elements::path(pull.value, keys).is_some_and(Value::is_array)
        });
        let head = pull.some("headRefOid");
        for check in rollup.into_iter().flat_map(|keys| pull.items(keys)) {
            let check = pull.inside(check.get("node").unwrap_or(check), "statusCheckRollup.");
            let check = self.check(check, reading);
            reading.records.checks.push(Check {
                repository: repository.clone(),
                change: Some(id),
                commit: head.clone(),
                ..check
            });
        }
        // A page of reviews that is not the last may lack the one that matters.
        let all = pull.flag("reviews.pageInfo.hasNextPage") != Flag::Yes
            && pull
                .count("reviews.totalCount")
                .is_none_or(|n| n == 0 || checked);
        let commits = ["commits", "commits.nodes"]
            .iter()
            .flat_map(|keys| pull.items(keys));
        reading.records.changes.push(Change {
            at: pull.at(&[
                ("number", Show::Text),
                ("author.login", Show::Person),
                ("author.is_bot", Show::Text),
                ("baseRefName", Show::Text),
                ("mergedAt", Show::Text),
                ("mergedBy.login", Show::Person),
                ("reviewDecision", Show::Text),
            ]),
            repository,
            number: id,
            state: match pull.text("state").as_ref() {
                "MERGED" => ChangeState::Merged,
                "CLOSED" => ChangeState::Closed,
                "OPEN" => ChangeState::Open,
                // The state was not asked for.
                _ if pull.some("mergedAt").is_some() => ChangeState::Merged,
                _ if pull.has("mergedAt") => ChangeState::Closed,
                _ => ChangeState::Unknown,
            },
            created,
            merged,
            author,
            author_kind,
            merged_by,
            merged_by_kind,
            base: pull.some("baseRefName"),
            title: pull.text("title").into_owned(),
            branch: pull.some("headRefName"),
            head,
            merge_commit: pull.some("mergeCommit.oid"),
            review_state: pull.some("reviewDecision").map(|text| state(&text)),
            reviews_listed: listed.is_some() && all,
            checks_listed: rollup.is_some()
                && pull.flag("statusCheckRollup.contexts.pageInfo.hasNextPage") != Flag::Yes,
            mentions: mentioned(&pull.text("body")),
            default_branch: pull.some("repository.defaultBranchRef.name"),
            commits: commits
                .filter_map(|commit| own_commit(Element::new(number, commit, KEYS)))
                .collect(),
        });
        true
    }

    fn end(&mut self, reading: &mut Reading) {
        reading.limits.push(
            "Reviews in this file do not say whether a person or a program gave them; programs are known by name.".to_owned(),
        );
        let count = reading.records.changes.len();
        if count == 30 {
            reading.questions.push(
                "The file has exactly 30 pull requests, which is where `gh pr list` stops unless it is told otherwise. Are \
                 there more?"
                    .to_owned(),
            );
        }
    }
}

/// A commit of a change: of `gh`, or of the GraphQL interface, which has it one step further in.
fn own_commit(commit: Element<'_>) -> Option<OwnCommit> {
    let headline = ["messageHeadline", "commit.messageHeadline"];
    let headline = commit.any(&headline).unwrap_or_default();
    let listed = ["authors", "commit.authors.nodes"];
    let listed = listed.iter().flat_map(|keys| commit.items(keys));
    let one = commit.any(&["commit.author.user.login", "author.login"]);
    let of = |author: &Value| {
        let author = Element::new(commit.number, author, KEYS);
        author.any(&["login", "user.login"])
    };
    let mut authors: Vec<String> = listed
        .filter_map(of)
        .chain(one)
        .filter_map(|text| login(&text))
        .collect();
    authors.sort_unstable();
    authors.dedup();
    Some(OwnCommit {
        sha: commit.any(&["oid", "commit.oid"])?.into(),
        authors,
        is_merge: MERGES.iter().any(|begins| headline.starts_with(begins)),
    })
}

impl Reader {
    /// A check run, or a commit status, which has a context for its name and no end of its own.
    fn check(&self, check: Element<'_>, reading: &mut Reading) -> Check {
        let conclusion = check.any(&["conclusion", "state"]).unwrap_or_default();
        let state = check_state(&check.text("status"), &conclusion);
        let is_status = check.has("context");
        let started = match check.some("startedAt") {
            Some(_) => check.stamp("startedAt", reading, &TIMES),
            None => check.stamp("createdAt", reading, &TIMES),
        };
        Check {
            at: check.at(&[
                ("name", Show::Text),
                ("context", Show::Text),
                ("conclusion", Show::Text),
                ("state", Show::Text),
                ("startedAt", Show::Text),
                ("completedAt", Show::Text),
            ]),
            name: check.any(&["name", "context"]).unwrap_or_default().into(),
            state,
            started,
            ended: match (state, is_status) {
                (CheckState::Running, _) => Stamp::NONE,
                (_, true) => started,
                (_, false) => check.stamp("completedAt", reading, &TIMES),
            },
            ..Check::default()
        }
    }

    fn review(
        &self,
        review: Element<'_>,
        change: u64,
        repository: Option<&String>,
        reading: &mut Reading,
    ) {
        let (reviewer, reviewer_kind) = account(review, "author");
        let submitted = review.stamp("submittedAt", reading, &TIMES);
        reading.records.approvals.push(Approval {
            at: review.at(&[
                ("author.login", Show::Person),
                ("state", Show::Text),
                ("submittedAt", Show::Text),
            ]),
            repository: repository.cloned(),
            change,
            reviewer,
            reviewer_kind,
            state: state(&review.text("state")),
            submitted,
            commit: review.some("commit.oid"),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tried::{known, moment, of, records};
    use super::*;
    use crate::evidence::canonical::{ApprovalState, AuthorKind};

    const PULL: &str = r#"{"number":7,"title":"ABC-1 x","author":{"is_bot":true,"login":"app/dependabot"},
        "baseRefName":"main","createdAt":"2026-06-01T09:00:00Z","mergedAt":"2026-06-02T09:00:00Z","mergeCommit":{"oid":"m"},
        "headRefOid":"h","reviewDecision":"REVIEW_REQUIRED","state":"MERGED","commits":[{"oid":"c1"},{"oid":"c2"}],
        "reviews":[{"author":{"login":""},"state":"APPROVED","submittedAt":"2026-06-02T08:00:00Z","commit":{"oid":"h"}},
                   {"author":{"login":"gemini-code-assist"},"state":"COMMENTED","submittedAt":"2026-06-01T10:00:00Z"}],
        "url":"https://github.com/example/app/pull/7"}"#;

    #[test]
    fn a_list_lines_and_one_alone_are_the_same() {
        let line = PULL.replace('\n', " ");
        for text in [
            format!("[{PULL}]"),
            PULL.to_owned(),
            format!("{line}\n{line} \n"),
        ] {
            let read = of("gh-pull-requests", &text);
            let all = records(&read);
            let change = &all.changes[0];
            assert_eq!((all.changes.len(), all.approvals.len()), (1, 2), "{text}");
            assert_eq!(change.repository.as_deref(), Some("example/app"));
            assert_eq!(change.author_kind, AuthorKind::Bot);
            assert_eq!(change.review_state, Some(ApprovalState::Required));
            let shas: Vec<_> = change.commits.iter().map(|c| &*c.sha).collect();
            assert_eq!(shas, ["c1", "c2"]);
            assert_eq!(change.merged.time, moment("2026-06-02T09:00:00Z"));
            assert!(change.reviews_listed);
            assert_eq!(all.approvals[0].reviewer, None);
            assert_eq!(all.approvals[1].reviewer_kind, AuthorKind::Bot);
        }
    }

    #[test]
    fn nodes_of_an_answer_are_read() {
        let text = r#"{"data":{"repository":{"pullRequests":{"pageInfo":{"hasNextPage":true},"nodes":[
            {"number":1,"author":{},"mergedBy":{},"mergedAt":"2026-06-02T09:00:00Z","state":"MERGED","reviewDecision":"REVIEW_REQUIRED",
             "reviews":{"totalCount":3,"pageInfo":{"hasNextPage":true},"nodes":[{"author":{"login":"a","__typename":"User"},"state":"APPROVED"}]}},
            {"number":2,"author":null,"mergedAt":null,"state":"CLOSED"}]}}}}"#;
        let (id, read) = known(text);
        assert_eq!(id, "gh-pull-requests");
        let all = records(&read);
        assert_eq!(all.changes[0].author, None);
        // A part of the reviews is not the list of them.
        assert!(!all.changes[0].reviews_listed && !all.changes[1].reviews_listed);
        assert_eq!(all.changes[1].state, ChangeState::Closed);
        assert_eq!(all.approvals[0].reviewer_kind, AuthorKind::Human);
        assert!(read.reading().1.questions[0].contains("not everything"));
    }

    #[test]
    fn checks_stand_with_their_change() {
        let rollup = r#""statusCheckRollup":[
            {"__typename":"CheckRun","name":"build","status":"COMPLETED","conclusion":"SUCCESS","startedAt":"2026-06-01T09:00:00Z","completedAt":"2026-06-01T09:05:00Z"},
            {"__typename":"CheckRun","name":"lint","status":"IN_PROGRESS","conclusion":"","startedAt":"2026-06-01T09:00:00Z","completedAt":"0001-01-01T00:00:00Z"},
            {"__typename":"StatusContext","context":"ci/old","state":"FAILURE","startedAt":"2026-06-01T09:10:00Z"}],"url""#;
        let text = format!("[{}]", PULL.replace("\"url\"", rollup));
        let read = of("gh-pull-requests", &text);
        let all = records(&read);
        assert!(all.changes[0].checks_listed);
        let seen: Vec<_> = all
            .checks
            .iter()
            .map(|c| (&*c.name, c.state, c.ended.time))
            .collect();
        assert_eq!(
            seen,
            [
                (
                    "build",
                    CheckState::Succeeded,
                    moment("2026-06-01T09:05:00Z")
                ),
                ("lint", CheckState::Running, Stamp::NONE.time),
                (
                    "ci/old",
                    CheckState::NotSucceeded,
                    moment("2026-06-01T09:10:00Z")
                ),
            ]
        );
        assert_eq!(all.checks[0].change, Some(7));
        assert_eq!(all.checks[0].repository.as_deref(), Some("example/app"));
        let read = of("gh-pull-requests", &format!("[{PULL}]"));
        assert!(!records(&read).changes[0].checks_listed);
    }

    #[test]
    fn thirty_may_be_a_page() {
        let one = |n: u32| format!("{{\"number\":{n},\"mergedAt\":null,\"state\":\"OPEN\"}}");
        let list: Vec<String> = (1..=30).map(one).collect();
        let read = of("gh-pull-requests", &format!("[{}]", list.join(",")));
        assert!(read.reading().1.questions[0].contains("exactly 30"));
    }
}
