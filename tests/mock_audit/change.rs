//! The mock audit: change.

#[path = "change/last_commit.rs"]
mod last_commit;
#[path = "change/traced.rs"]
mod traced;

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

#[test]
fn every_check_that_had_not_succeeded_is_found() {
    everywhere(&Wanted {
        truths: &["tp-12"],
        ours: &["checks-at-merge"],
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

#[test]
fn the_order_of_files_and_rows_decides_nothing() {
    let late = "2026-06-02T08:00:00Z";
    let pulls: Vec<_> = [
        json!({}),
        json!({"reviews": []}),
        json!({"author": null}),
        json!({"baseRefName": "x"}),
        json!({"mergedAt": null, "state": "OPEN"}),
    ]
    .into_iter()
    .zip(1..)
    .map(|(changed, n)| pull(n, changed))
    .collect();
    let back: Vec<_> = pulls.iter().rev().cloned().collect();
    let [rest, reviews] = rest(4, &[1, 2, 3]);
    // The same change in a second file, with its reviews.
    let again = [pull(
        2,
        json!({"reviews": [review("max", "APPROVED", late)], "url": "https://github.com/example/api/pull/2"}),
    )];
    let said = |files: &[(&str, String)]| {
        let seen = results(files, &terms());
        let papers = seen
            .iter()
            .flat_map(|seen| seen.workpapers.iter().map(|p| (seen.file.name.clone(), p)));
        let mut all: Vec<_> = papers
            .map(|(file, p)| {
                let mut texts: Vec<_> = verdicts(p)
                    .iter()
                    .map(|v| v.split_once(' ').unwrap().1.to_owned())
                    .collect();
                texts.sort();
                format!(
                    "{file} {} {} {} {:?} {texts:?} {:?}",
                    p.procedure, p.population, p.tested, p.excluded, p.limits
                )
            })
            .collect();
        all.sort();
        all
    };
    let files = [
        ("a.json", list(&pulls)),
        rest.clone(),
        reviews.clone(),
        ("b.json", list(&again)),
    ];
    let other = [
        ("b.json", list(&again)),
        reviews,
        rest,
        ("a.json", list(&back)),
    ];
    assert_eq!(said(&files), said(&other));
    assert!(
        said(&files)
            .iter()
            .any(|p| p.contains("stands elsewhere in the files"))
    );
}
