//! Approvals of an earlier commit than the last one, and by somebody who wrote the last one (TP-09).

use super::*;
use tickmark::evidence::{Basis, Parameter};

const LATE: &str = "2026-06-02T08:00:00Z";

fn on(login: &str, commit: &str) -> Value {
    json!({"author": {"login": login}, "state": "APPROVED", "submittedAt": LATE, "commit": {"oid": commit}})
}

/// A commit of a pull request, as `gh` has it.
fn step(oid: &str, login: &str, headline: &str) -> Value {
    json!({"oid": oid, "messageHeadline": headline, "authors": [{"login": login, "name": "x", "email": "x@example.com"}]})
}

/// A value of the company's own.
fn with_rule(value: u32) -> Terms {
    let mut terms = terms();
    terms.policies.push(Parameter {
        id: "approval-of-last-commit".to_owned(),
        value,
        basis: Basis::Stated,
    });
    terms
}

/// What is said of a change, beside what else is there; and the limits of the workpaper.
fn told(changed: Value, more: Option<Value>, terms: &Terms) -> (String, Vec<String>) {
    let mut files = vec![("pulls.json", list(&[pull(1, changed)]))];
    files.extend(more.map(|value| ("more.json", value.to_string())));
    let mut papers = results(&files, terms)
        .into_iter()
        .flat_map(|seen| seen.workpapers);
    let paper = papers.find(|p| p.procedure == "change-approval").unwrap();
    (verdicts(&paper).join(" | "), paper.limits)
}

fn protection(stale: bool, last_push: bool) -> Value {
    json!({"url": "https://api.github.com/repos/example/app/branches/main/protection",
        "required_pull_request_reviews": {"required_approving_review_count": 1, "dismiss_stale_reviews": stale,
            "require_last_push_approval": last_push},
        "enforce_admins": {"enabled": true}, "allow_force_pushes": {"enabled": false}})
}

fn has(limits: &[String], part: &str) -> bool {
    limits.iter().any(|limit| limit.contains(part))
}

#[test]
fn an_approval_of_an_earlier_commit() {
    let stale = || json!({"reviews": [on("max", "before")]});
    let (said, _) = told(stale(), None, &terms());
    assert!(
        said.starts_with("1 open: Approved on an earlier commit"),
        "{said}"
    );
    assert!(said.contains("would decide"), "{said}");
    // The company asks for it, or does not.
    let (said, _) = told(stale(), None, &with_rule(1));
    assert!(
        said.starts_with("1 deviates: approved on an earlier commit"),
        "{said}"
    );
    let (said, limits) = told(stale(), None, &with_rule(0));
    assert_eq!(said, "");
    assert!(
        has(
            &limits,
            "In row 1 the approval was given on an earlier commit"
        ),
        "{limits:?}"
    );
    // The settings of the branch say what becomes of such an approval.
    for dismissed in [true, false] {
        let (said, limits) = told(stale(), Some(protection(dismissed, false)), &terms());
        assert_eq!(said, "", "{dismissed}");
        assert!(
            has(
                &limits,
                "In row 1 the approval was given on an earlier commit"
            ),
            "{limits:?}"
        );
        assert_eq!(has(&limits, "dismiss an approval"), dismissed, "{limits:?}");
    }
    // A request to set it shows nothing, and neither does the branch of another repository.
    let mut asked = protection(true, true);
    asked["enforce_admins"] = json!(true);
    let other = protection(true, true)
        .to_string()
        .replace("example/app", "example/api");
    for more in [asked, serde_json::from_str(&other).unwrap()] {
        let (said, _) = told(stale(), Some(more), &terms());
        assert!(said.starts_with("1 open:"), "{said}");
    }
    // Somebody else approved the last one.
    let two = json!({"reviews": [on("max", "before"), on("eve", "head")]});
    let (said, limits) = told(two, None, &with_rule(1));
    assert_eq!(said, "");
    assert!(!has(&limits, "earlier commit"), "{limits:?}");
    // After the approval the branch was brought up to date alone.
    let merged = json!({"reviews": [on("max", "before")],
        "commits": [step("before", "ines", "x"), step("head", "max", "Merge branch 'main' into x")]});
    assert_eq!(told(merged, None, &terms()).0, "");
    // Where the commits are not told apart, as before.
    let untold = json!({"reviews": [on("max", "before")], "headRefOid": null});
    assert_eq!(told(untold, None, &terms()).0, "");
}

#[test]
fn an_approval_by_who_wrote_the_last_commit() {
    let own = || json!({"reviews": [on("Max", "head")], "commits": [step("first", "ines", "x"), step("head", "max", "y")]});
    let (said, _) = told(own(), None, &terms());
    assert!(said.starts_with("1 open: Everybody who approved"), "{said}");
    assert!(!said.contains("max"), "{said}");
    for (more, terms) in [
        (None, with_rule(1)),
        (Some(protection(false, true)), terms()),
    ] {
        let (said, _) = told(own(), more, &terms);
        assert!(
            said.starts_with("1 deviates: approved by nobody but who wrote the last commit"),
            "{said}"
        );
    }
    for (more, terms) in [
        (None, with_rule(0)),
        (Some(protection(true, false)), terms()),
    ] {
        let (said, limits) = told(own(), more, &terms);
        assert_eq!(said, "");
        assert!(
            has(
                &limits,
                "In row 1 those who approved had written the last commit"
            ),
            "{limits:?}"
        );
    }
    // The row of the last commit is cited, its author a pseudonym.
    let files = [("pulls.json", list(&[pull(1, own())]))];
    let cells = paper(&files, "change-approval").undecided.remove(0).cells;
    assert!(cells.iter().any(|c| c.value == "head"), "{cells:?}");
    assert!(
        cells
            .iter()
            .any(|c| c.column.contains("author") && c.value.starts_with("person-")),
        "{cells:?}"
    );
    // A second person, or a merge of the branch it goes into.
    let second = json!({"reviews": [on("max", "head"), on("eve", "head")], "commits": [step("head", "max", "y")]});
    assert_eq!(told(second, None, &with_rule(1)).0, "");
    let merge = json!({"reviews": [on("max", "head")],
        "commits": [step("first", "ines", "x"), step("head", "max", "Merge branch 'main' into x")]});
    assert_eq!(told(merge, None, &with_rule(1)).0, "");
    // Of GraphQL.
    let node = json!({"reviews": {"nodes": [on("max", "head")]},
        "commits": {"nodes": [{"commit": {"oid": "head", "messageHeadline": "y", "author": {"user": {"login": "max"}}}}]}});
    assert!(told(node, None, &with_rule(1)).0.contains("deviates"));
    // Not told: nothing is said of it.
    let untold = json!({"reviews": [on("max", "head")], "commits": [{"oid": "head", "authors": [{"login": ""}]}]});
    assert_eq!(told(untold, None, &with_rule(1)).0, "");
}

#[test]
fn commits_of_a_file_of_their_own_tell_their_authors() {
    let commit = |sha: &str, login: &str, parents: &[&str]| {
        let parents: Vec<_> = parents.iter().map(|p| json!({"sha": p})).collect();
        json!({"sha": sha, "url": format!("https://api.github.com/repos/example/app/commits/{sha}"),
            "author": {"login": login, "type": "User"}, "parents": parents,
            "commit": {"message": "x", "author": {"email": "x@example.com", "date": "2026-06-01T10:00:00Z"},
                "committer": {"date": "2026-06-01T10:00:00Z"}}})
    };
    let reviews = json!({"reviews": [on("max", "head")]});
    let of = |commits: Value| told(reviews.clone(), Some(commits), &with_rule(1)).0;
    assert!(of(json!([commit("head", "max", &["a"])])).contains("deviates"));
    assert_eq!(of(json!([commit("head", "ines", &["a"])])), "");
    // A merge stands before the last commit of the change.
    let merge = |author| {
        json!([
            commit("head", "max", &["a", "b"]),
            commit("a", author, &["c"])
        ])
    };
    assert!(of(merge("max")).contains("deviates"));
    assert_eq!(of(merge("ines")), "");
}
