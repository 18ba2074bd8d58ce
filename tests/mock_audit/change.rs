//! The mock audit: change.

use serde_json::{Value, json};
use tickmark::evidence::{Binder, Choices, Inspection, Intake, Terms, Workpaper};

use super::{AS_OF, Wanted, day, everywhere, terms};

#[test]
fn every_planted_change_is_found() {
    everywhere(&Wanted {
        truths: &["tp-09"],
        ours: &["change-approval"],
        formats: &[],
    });
}

#[test]
fn every_planted_branch_is_found() {
    everywhere(&Wanted {
        truths: &["tp-11"],
        ours: &["branch-protection"],
        formats: &[],
    });
}

/// What comes of files, each with its text.
fn results(files: &[(&str, String)], terms: &Terms) -> Vec<Inspection> {
    let mut binder = Binder::new();
    for (name, text) in files {
        let choices = Choices {
            as_of: Some(day(AS_OF)),
            ..Choices::default()
        };
        let mut intake = Intake::new(name, choices);
        intake.push(text.as_bytes());
        binder.add(intake).unwrap();
    }
    binder.results(terms)
}

/// The only workpaper of a procedure.
fn paper(files: &[(&str, String)], procedure: &str) -> Workpaper {
    let papers = results(files, &terms())
        .into_iter()
        .flat_map(|seen| seen.workpapers);
    let mut papers: Vec<_> = papers.filter(|p| p.procedure == procedure).collect();
    assert_eq!(papers.len(), 1, "{procedure}");
    papers.remove(0)
}

/// Verdicts as words: `+` in order alone, else rows with what was said.
fn verdicts(paper: &Workpaper) -> Vec<String> {
    let deviations = paper
        .deviations
        .iter()
        .map(|d| format!("{} deviates: {}", d.row, d.finding));
    let open = paper
        .undecided
        .iter()
        .map(|u| format!("{} open: {}", u.row, u.reason));
    deviations.chain(open).collect()
}

/// A merged pull request of `gh`, with values changed.
fn pull(number: u32, changed: Value) -> Value {
    let mut value = json!({
        "number": number, "title": format!("CHG-{number} more"), "author": {"login": "ines", "is_bot": false}, "baseRefName": "main",
        "createdAt": "2026-06-01T09:00:00Z", "mergedAt": "2026-06-02T09:00:00Z", "mergeCommit": {"oid": format!("merge-{number}")},
        "headRefOid": "head", "state": "MERGED", "reviews": [review("max", "APPROVED", "2026-06-02T08:00:00Z")],
        "url": format!("https://github.com/example/app/pull/{number}"),
    });
    for (key, changed) in changed.as_object().unwrap() {
        value[key] = changed.clone();
    }
    value
}

fn review(login: &str, state: &str, at: &str) -> Value {
    json!({"author": {"login": login}, "state": state, "submittedAt": at, "commit": {"oid": "head"}})
}

fn list(values: &[Value]) -> String {
    Value::from(values.to_vec()).to_string()
}

/// What is said of one pull request; nothing where it is in order.
fn of_pull(changed: Value) -> String {
    let files = [("pulls.json", list(&[pull(1, changed)]))];
    let paper = paper(&files, "change-approval");
    assert_eq!(paper.population, 1);
    verdicts(&paper).join(" | ")
}

#[test]
fn what_a_reviewer_said_last_before_the_merge_counts() {
    let (early, late, after) = (
        "2026-06-02T07:00:00Z",
        "2026-06-02T08:00:00Z",
        "2026-06-03T08:00:00Z",
    );
    let of = |reviews: &[Value]| of_pull(json!({"reviews": reviews}));
    let approved = || review("max", "APPROVED", late);
    assert_eq!(of(&[approved()]), "");
    assert_eq!(
        of(&[review("max", "CHANGES_REQUESTED", early), approved()]),
        ""
    );
    assert_eq!(of(&[approved(), review("max", "COMMENTED", late)]), "");
    let said = of(&[
        review("max", "APPROVED", early),
        review("max", "CHANGES_REQUESTED", late),
    ]);
    assert!(
        said.contains("while a request for changes was outstanding"),
        "{said}"
    );
    // What is asked for after the merge does not undo it.
    assert_eq!(
        of(&[approved(), review("max", "CHANGES_REQUESTED", after)]),
        ""
    );
    assert_eq!(
        of(&[approved(), review("eve", "CHANGES_REQUESTED", after)]),
        ""
    );
    let said = of(&[
        review("max", "APPROVED", early),
        review("max", "DISMISSED", late),
    ]);
    assert!(said.contains("dismissed"), "{said}");
    let said = of(&[review("", "APPROVED", late)]);
    assert!(said.contains("open: The account of a reviewer"), "{said}");
    assert_eq!(of(&[review("", "APPROVED", late), approved()]), "");
    let said = of(&[approved(), review("", "CHANGES_REQUESTED", early)]);
    assert!(
        said.contains("open: The account of a reviewer who requested"),
        "{said}"
    );
    let said = of(&[]);
    assert_eq!(said, "1 deviates: merged without an approval");
}

#[test]
fn an_unknown_author_is_one_person_at_most() {
    let late = "2026-06-02T08:00:00Z";
    for author in [
        json!(null),
        json!({}),
        json!({"login": ""}),
        json!({"login": "ghost"}),
    ] {
        let one = of_pull(json!({"author": author}));
        assert!(one.contains("open: The author is not told"), "{one}");
        let two = json!({"author": author, "reviews": [review("max", "APPROVED", late), review("eve", "APPROVED", late)]});
        assert_eq!(of_pull(two), "");
    }
}

#[test]
fn a_state_of_today_alone_is_weaker() {
    let of = |state: &str| {
        let mut value = pull(1, json!({"reviewDecision": state}));
        value.as_object_mut().unwrap().remove("reviews");
        verdicts(&paper(&[("pulls.json", list(&[value]))], "change-approval")).join("")
    };
    assert!(of("APPROVED").contains("open: The source shows the change as approved today"));
    assert!(of("REVIEW_REQUIRED").contains("deviates: merged although a review is required"));
    assert!(of("").contains("open: The files do not hold the reviews"));
    let with_none = of_pull(json!({"reviews": [], "reviewDecision": "REVIEW_REQUIRED"}));
    assert!(
        with_none.contains("approval control was overridden"),
        "{with_none}"
    );
    assert_eq!(of_pull(json!({"reviewDecision": "REVIEW_REQUIRED"})), "");
}

#[test]
fn what_is_not_tested_is_counted() {
    let outside = json!({"mergedAt": "2026-04-02T09:00:00Z"});
    let pulls = [
        pull(1, json!({})),
        pull(2, json!({"mergedAt": null, "state": "CLOSED"})),
        pull(3, outside),
        pull(4, json!({"baseRefName": "feature/x", "reviews": []})),
        pull(5, json!({"baseRefName": "release/1", "reviews": []})),
    ];
    let paper = paper(&[("pulls.json", list(&pulls))], "change-approval");
    assert_eq!(
        (paper.population, paper.tested, paper.deviations.len()),
        (5, 2, 1)
    );
    let mut reasons: Vec<_> = paper
        .excluded
        .iter()
        .map(|e| (e.count, e.reason.as_str()))
        .collect();
    reasons.sort_unstable();
    assert_eq!(
        reasons,
        [
            (1, "merged into a branch that is not tested"),
            (1, "merged outside the window"),
            (1, "not merged")
        ]
    );
}

/// Pull requests of the REST interface without reviews, and reviews of these numbers.
fn rest(count: u32, reviewed: &[u32]) -> [(&'static str, String); 2] {
    let pulls = (1..=count).map(|n| {
        json!({"url": format!("https://api.github.com/repos/example/api/pulls/{n}"), "number": n, "state": "closed", "title": "x",
               "user": {"login": "ines", "type": "User"}, "created_at": "2026-06-01T09:00:00Z", "merged_at": "2026-06-02T09:00:00Z",
               "base": {"ref": "main"}, "head": {"ref": "b", "sha": "h"}})
    });
    let reviews = reviewed.iter().map(|n| {
        json!({"id": n, "user": {"login": "max", "type": "User"}, "state": "APPROVED", "submitted_at": "2026-06-02T08:00:00Z",
               "pull_request_url": format!("https://api.github.com/repos/example/api/pulls/{n}")})
    });
    [
        ("pulls.json", list(&pulls.collect::<Vec<_>>())),
        ("reviews.json", list(&reviews.collect::<Vec<_>>())),
    ]
}

#[test]
fn a_file_of_few_reviews_does_not_show_that_there_were_no_others() {
    let few = paper(&rest(10, &[1, 2]), "change-approval");
    assert_eq!(
        (few.tested, few.deviations.len(), few.undecided.len()),
        (2, 0, 8)
    );
    let most = paper(&rest(10, &[1, 2, 3, 4, 5, 6, 7]), "change-approval");
    assert_eq!(
        (most.tested, most.deviations.len(), most.undecided.len()),
        (10, 3, 0)
    );
    assert!(
        most.limits
            .iter()
            .any(|l| l.starts_with("3 of the changes have no review"))
    );
}

#[test]
fn a_repository_that_is_not_named_is_the_only_one() {
    let nameless = |n: u32| {
        let mut value = pull(n, json!({}));
        let map = value.as_object_mut().unwrap();
        map.remove("url");
        map.remove("reviews");
        value
    };
    let [_, reviews] = rest(2, &[1, 2]);
    let pulls = ("pulls.json", list(&[nameless(1), nameless(2)]));
    let one = paper(&[pulls.clone(), reviews.clone()], "change-approval");
    assert_eq!((one.tested, one.undecided.len()), (2, 0));
    // Reviews of a second repository: which is meant is open.
    let other = reviews.1.replace("example/api", "example/other");
    let two = paper(&[pulls, reviews, ("more.json", other)], "change-approval");
    assert_eq!((two.tested, two.undecided.len()), (0, 2));
}

#[test]
fn gitlab_has_the_times_in_its_notes() {
    let requests = list(&[
        json!({"id": 1, "iid": 3, "project_id": 42, "state": "merged", "merged_at": "2026-06-02T09:00:00.6Z",
        "author": {"username": "ines"}, "target_branch": "main", "created_at": "2026-06-01T09:00:00Z"}),
    ]);
    let approvals =
        json!({"id": 1, "iid": 3, "project_id": 42, "approved": true, "approvals_required": 0,
        "approved_by": [{"user": {"username": "max"}}]})
        .to_string();
    let note = |at: &str| {
        list(&[
            json!({"id": 1, "system": true, "body": "approved this merge request", "author": {"username": "max"},
            "created_at": at, "noteable_type": "MergeRequest", "noteable_iid": 3, "project_id": 42}),
        ])
    };
    let mut files = vec![("requests.json", requests), ("approvals.json", approvals)];
    let untimed = verdicts(&paper(&files, "change-approval"));
    assert!(
        untimed[0].contains("open: When the change was approved is not told"),
        "{untimed:?}"
    );
    files.push(("notes.json", note("2026-06-02T08:00:00Z")));
    assert!(verdicts(&paper(&files, "change-approval")).is_empty());
    files[2].1 = note("2026-06-02T10:00:00Z");
    let late = verdicts(&paper(&files, "change-approval"));
    assert!(
        late[0].contains("approved only after the merge"),
        "{late:?}"
    );
}

#[test]
fn a_request_to_protect_and_a_protection_differ() {
    let asked = json!({"enforce_admins": true, "required_pull_request_reviews": {"required_approving_review_count": 1},
        "required_status_checks": null, "restrictions": null});
    let paper = paper(
        &[("branch_protection.json", asked.to_string())],
        "branch-protection",
    );
    assert_eq!((paper.tested, paper.undecided.len()), (0, 1));
    assert!(paper.undecided[0].reason.contains("request to set"));
    assert_eq!(paper.as_of, Some(day(AS_OF)));
}

#[test]
fn pushes_without_a_change_are_an_observation() {
    let commit = |sha: &str, parents: &[&str], title: &str| {
        let parents: Vec<_> = parents.iter().map(|p| json!({"sha": p})).collect();
        json!({"sha": sha, "url": format!("https://api.github.com/repos/example/app/commits/{sha}"), "parents": parents,
               "author": {"login": "ines", "type": "User"},
               "commit": {"message": title, "committer": {"date": "2026-06-02T09:00:00Z"}}})
    };
    let commits = [
        commit("e", &["merge-1"], "Fix in a hurry"),
        commit("merge-1", &["c", "b"], "Merge"),
        commit("b", &["a"], "Of the change"),
        commit("c", &["a"], "Title (#2)"),
        commit("a", &[], "Title (#9)"),
    ];
    let pulls = [pull(1, json!({})), pull(2, json!({"mergeCommit": null}))];
    let files = [
        ("pulls.json", list(&pulls)),
        ("commits.json", list(&commits)),
    ];
    let found = paper(&files, "direct-pushes");
    assert!(found.observation);
    assert_eq!(
        (found.population, found.tested, found.excluded[0].count),
        (5, 3, 1)
    );
    assert_eq!((found.deviations[0].row, found.undecided[0].row), (1, 5));
    let alone = results(&files[1..], &terms());
    assert!(
        alone[0]
            .workpapers
            .iter()
            .all(|p| p.procedure != "direct-pushes")
    );
}

#[test]
fn overrides_are_listed_by_actor() {
    let event = |at: u64, action: &str| json!({"@timestamp": at, "created_at": at, "action": action, "actor": "adm", "org": "example", "repo": "example/app"});
    // 2026-06-01T09:00:00Z, and a year before.
    let log = [
        event(1_780_304_400_000, "protected_branch.policy_override"),
        event(1_748_768_400_000, "protected_branch.destroy"),
        event(1_780_304_400_001, "protected_branch.update_admin_enforced"),
        event(1_780_304_400_002, "repo.access"),
    ];
    let lines: Vec<_> = log.iter().map(Value::to_string).collect();
    let paper = paper(&[("audit.json", lines.join("\n"))], "rule-overrides");
    assert!(paper.observation);
    assert_eq!(
        (
            paper.population,
            paper.deviations.len(),
            paper.undecided.len()
        ),
        (3, 1, 1)
    );
    assert!(
        paper.deviations[0]
            .cells
            .iter()
            .any(|c| c.column == "actor" && c.value == "person-001")
    );
}

const JIRA: &str = "Summary,Issue key,Issue Type,Status,Created,Updated,Status Category\n";

#[test]
fn deployments_are_traced_to_tickets() {
    let deployment = |sha: &str, environment: &str| {
        json!({"id": 1, "sha": sha, "ref": "main", "environment": environment, "created_at": "2026-06-02T10:00:00Z",
               "creator": {"login": "deployer[bot]", "type": "Bot"}, "state": "success"})
    };
    let deployments = [
        deployment("merge-1", "production"),
        deployment("merge-2", "production"),
        deployment("merge-3", "Production"),
        deployment("merge-4", "eu-prod"),
        deployment("unknown", "production"),
        deployment("merge-1", "staging"),
    ];
    let pulls = [
        pull(1, json!({})),
        pull(2, json!({})),
        pull(3, json!({"title": "UTF-8 at last"})),
        pull(4, json!({})),
    ];
    let tickets = format!(
        "{JIRA}x,CHG-1,Change,Done,01/Jun/26 9:00 AM,01/Jun/26 9:00 AM,Done\nx,CHG-2,Change,Done,03/Jun/26 9:00 AM,03/Jun/26 9:00 AM,Done\n"
    );
    let mut files = vec![
        ("deployments.json", list(&deployments)),
        ("pulls.json", list(&pulls)),
        ("jira.csv", tickets),
    ];
    let found = paper(&files, "ticket-to-deploy");
    assert!(!found.observation);
    assert_eq!(
        (found.population, found.tested, found.excluded[0].count),
        (6, 3, 1)
    );
    assert_eq!(
        verdicts(&found),
        [
            "2 deviates: the ticket was created after the deployment",
            "3 deviates: names no ticket",
            "4 open: A ticket is named that is not in the files; an export of the tickets would decide whether it was there before.",
            "5 open: The deployed commit is that of no change in the files; the changes of its repository, with their merge commits, would decide.",
        ]
    );
    // Without deployments, merged changes stand in.
    files.remove(0);
    let found = paper(&files, "ticket-to-deploy");
    assert!(found.observation);
    assert_eq!(
        (found.population, found.tested, found.undecided.len()),
        (4, 3, 1)
    );
}

#[test]
fn ten_thousand_changes_take_ten_times_as_long_as_one_thousand() {
    let took = |count: u32| {
        let pulls: Vec<_> = (1..=count).map(|n| pull(n, json!({}))).collect();
        let text = list(&pulls);
        let start = std::time::Instant::now();
        let found = paper(&[("pulls.json", text)], "change-approval");
        assert_eq!(found.tested, count);
        start.elapsed()
    };
    let (few, many) = (took(1_000), took(10_000));
    eprintln!("1,000: {few:?}, 10,000: {many:?}");
    // Wide of ten, so that a busy machine does not decide it.
    assert!(many < few * 60, "{few:?} {many:?}");
}
