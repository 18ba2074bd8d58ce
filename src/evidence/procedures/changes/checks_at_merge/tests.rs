//! One change, and the checks that ran on it.

use crate::evidence::procedures::tried::{counts, paper, papers, terms};

/// A change merged at 09:00 on 2 June, with these checks.
fn pull(checks: &str) -> String {
    format!(
        r#"[{{"number":1,"title":"x","author":{{"login":"ines"}},"baseRefName":"main","createdAt":"2026-06-01T09:00:00Z","state":"MERGED",
        "mergedAt":"2026-06-02T09:00:00Z","headRefOid":"h","mergeCommit":{{"oid":"m"}},{checks}"url":"https://github.com/acme/app/pull/1"}}]"#
    )
}

/// A check run in the list of a change.
fn ran(name: &str, conclusion: &str, began: &str, ended: &str) -> String {
    let status = if conclusion.is_empty() {
        "IN_PROGRESS"
    } else {
        "COMPLETED"
    };
    format!(
        r#"{{"__typename":"CheckRun","name":"{name}","status":"{status}","conclusion":"{conclusion}","startedAt":"{began}","completedAt":"{ended}"}}"#
    )
}

fn of(checks: &[String]) -> String {
    let text = pull(&format!("\"statusCheckRollup\":[{}],", checks.join(",")));
    let paper = paper("checks-at-merge", &[("", &text)]);
    assert_eq!(paper.population, 1);
    let deviations = paper
        .deviations
        .iter()
        .map(|d| format!("deviates: {}", d.finding));
    let open = paper
        .undecided
        .iter()
        .map(|u| format!("open: {}", u.reason));
    deviations.chain(open).collect()
}

const BEFORE: &str = "2026-06-02T08:00:00Z";
const SOON: &str = "2026-06-02T08:05:00Z";
const AFTER: &str = "2026-06-02T09:00:03Z";

#[test]
fn what_had_succeeded_by_the_merge_is_in_order() {
    let good = || ran("build", "SUCCESS", BEFORE, SOON);
    assert_eq!(of(&[good()]), "");
    assert_eq!(
        of(&[ran("build", "SUCCESS", BEFORE, "2026-06-02T09:00:02Z")]),
        "",
        "two seconds"
    );
    assert_eq!(of(&[good(), ran("docs", "SKIPPED", BEFORE, SOON)]), "");
    // Mended by another run before the merge.
    let bad = ran(
        "build",
        "FAILURE",
        "2026-06-02T07:00:00Z",
        "2026-06-02T07:05:00Z",
    );
    assert_eq!(of(&[bad.clone(), good()]), "");
    assert_eq!(of(&[good(), bad]), "");
    let status = r#"{"__typename":"StatusContext","context":"ci","state":"SUCCESS","startedAt":"2026-06-02T08:00:00Z"}"#;
    assert_eq!(of(&[status.to_owned()]), "");
}

#[test]
fn what_had_not_succeeded_deviates() {
    let good = || ran("build", "SUCCESS", BEFORE, SOON);
    let said = of(&[good(), ran("lint", "FAILURE", BEFORE, SOON)]);
    assert_eq!(
        said,
        "deviates: merged although the check `lint` had not succeeded"
    );
    let said = of(&[good(), ran("lint", "SUCCESS", BEFORE, AFTER)]);
    assert_eq!(
        said,
        "deviates: merged although the check `lint` had not ended"
    );
    let said = of(&[ran("lint", "", BEFORE, "0001-01-01T00:00:00Z")]);
    assert!(said.ends_with("had not ended"), "{said}");
    let said = of(&[
        ran("a", "TIMED_OUT", BEFORE, SOON),
        ran("b", "CANCELLED", BEFORE, SOON),
    ]);
    assert!(said.ends_with("and one more had not ended well"), "{said}");
    assert_eq!(of(&[]), "deviates: merged without any check");
    let again = ran(
        "build",
        "FAILURE",
        "2026-06-02T08:30:00Z",
        "2026-06-02T08:35:00Z",
    );
    assert!(
        of(&[good(), again]).starts_with("deviates"),
        "the last counts"
    );
}

#[test]
fn what_says_nothing_of_the_merge_is_open() {
    let says = |checks: &[String], text: &str| {
        let said = of(checks);
        assert!(said.starts_with("open: ") && said.contains(text), "{said}");
    };
    says(
        &[ran("build", "SUCCESS", AFTER, "2026-06-02T10:00:00Z")],
        "began after the merge",
    );
    says(
        &[ran("build", "STALE", BEFORE, SOON)],
        "not one of the words",
    );
    says(
        &[ran("build", "SUCCESS", "", "")],
        "When a check ran is not told",
    );
    says(
        &[ran("build", "SKIPPED", BEFORE, SOON)],
        "skipped or neutral",
    );
}

#[test]
fn checks_of_the_commit_stand_in_files_of_their_own() {
    let run = |sha: &str, conclusion: &str| {
        format!(
            r#"[{{"id":4,"head_sha":"{sha}","name":"build","status":"completed","conclusion":"{conclusion}","started_at":"{BEFORE}",
            "completed_at":"{SOON}","url":"https://api.github.com/repos/acme/app/check-runs/4"}}]"#
        )
    };
    let of = |runs: &str| paper("checks-at-merge", &[("", &pull("")), ("", runs)]);
    assert_eq!(counts(&of(&run("h", "success"))), (1, 0, 0, 0));
    assert_eq!(counts(&of(&run("h", "failure"))), (1, 1, 0, 0));
    // Of the merge, not of the change.
    let other = of(&run("m", "success"));
    assert_eq!(counts(&other), (0, 0, 1, 0));
    assert!(
        other.undecided[0]
            .reason
            .starts_with("The files do not hold")
    );
    let status = format!(
        r#"[{{"url":"https://api.github.com/repos/acme/app/statuses/h","state":"pending","context":"ci","created_at":"{BEFORE}","updated_at":"{BEFORE}"}}]"#
    );
    assert_eq!(counts(&of(&status)), (1, 1, 0, 0));
    // Without any there is nothing to test.
    assert!(papers("checks-at-merge", &terms(), &[("", &pull(""))]).is_empty());
}

#[test]
fn gitlab_has_one_pipeline() {
    let request = |pipeline: &str| {
        format!(
            r#"[{{"id":1,"iid":3,"project_id":42,"state":"merged","merged_at":"2026-06-02T09:00:00Z","author":{{"username":"ines"}},
            "target_branch":"main","sha":"h","created_at":"2026-06-01T09:00:00Z"{pipeline}}}]"#
        )
    };
    let within = |status: &str, more: &str| {
        let text = request(&format!(
            r#","head_pipeline":{{"id":9,"sha":"h","status":"{status}","created_at":"{BEFORE}",{more}"ref":"x"}}"#
        ));
        counts(&paper("checks-at-merge", &[("", &text)]))
    };
    let ended = format!("\"finished_at\":\"{SOON}\",");
    assert_eq!(within("success", &ended), (1, 0, 0, 0));
    assert_eq!(within("failed", &ended), (1, 1, 0, 0));
    assert_eq!(within("manual", &ended), (0, 0, 1, 0));
    assert_eq!(
        within("success", &format!("\"updated_at\":\"{AFTER}\",")),
        (0, 0, 1, 0)
    );
    let none = request(",\"head_pipeline\":null");
    assert_eq!(
        counts(&paper("checks-at-merge", &[("", &none)])),
        (1, 1, 0, 0)
    );
    // As the list of pipelines has it.
    let list = format!(
        r#"[{{"id":9,"project_id":42,"sha":"other","ref":"refs/merge-requests/3/head","status":"failed","created_at":"{BEFORE}","updated_at":"{SOON}"}}]"#
    );
    let paper = paper("checks-at-merge", &[("", &request("")), ("", &list)]);
    assert_eq!(counts(&paper), (1, 1, 0, 0));
}
