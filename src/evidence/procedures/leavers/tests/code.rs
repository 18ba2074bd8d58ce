//! What leavers did to the code.

use super::{DEVIATES, IN_ORDER, LEFT, counts, paper, roster};

/// A commit of a login with an address, made and put there at a time.
fn commit(sha: &str, login: &str, email: &str, at: &str) -> String {
    format!(
        r#"{{"sha":"{sha}","url":"https://api.github.com/repos/acme/app/commits/{sha}","author":{{"login":"{login}","type":"User"}},
        "commit":{{"message":"x","author":{{"email":"{email}","date":"{at}"}},"committer":{{"email":"noreply@github.com","date":"{at}"}}}},
        "parents":[{{"sha":"p"}}]}}"#
    )
}

/// A merged change of somebody else, with who merged it and who approved it when.
fn pull(merged_by: &str, approver: &str, at: &str) -> String {
    format!(
        r#"{{"number":1,"title":"x","author":{{"login":"max"}},"baseRefName":"main","createdAt":"2026-05-01T09:00:00Z","state":"MERGED",
        "mergedAt":"{at}","mergedBy":{{"login":"{merged_by}"}},"url":"https://github.com/acme/app/pull/1",
        "reviews":[{{"author":{{"login":"{approver}"}},"state":"APPROVED","submittedAt":"{at}"}}]}}"#
    )
}

#[test]
fn what_is_done_to_the_code_is_use() {
    let used = |commits: &[String], pulls: &str| {
        let roster = roster(&[LEFT]);
        let commits = format!("[{}]", commits.join(","));
        let mut files = vec![("2026-11-10", roster.as_str()), ("", commits.as_str())];
        if !pulls.is_empty() {
            files.push(("", pulls));
        }
        paper("leaver-use", Some("Europe/Berlin"), &files)
    };
    let ines = "ines@acme.example";
    let known = || commit("a", "ines-codes", ines, "2026-05-09T10:00:00Z");
    assert_eq!(counts(&used(&[known()], "")), IN_ORDER);
    let sharp = commit("b", "ines-codes", ines, "2026-07-01T22:00:00Z");
    assert_eq!(counts(&used(&[sharp], "")), IN_ORDER, "at the deadline");
    let late = commit("b", "ines-codes", ines, "2026-07-01T22:00:01Z");
    let found = used(&[late], "");
    assert_eq!(counts(&found), DEVIATES);
    assert!(
        found.deviations[0]
            .finding
            .starts_with("a commit was made in github")
    );
    assert!(!format!("{found:?}").contains("ines"), "nobody is named");
    // The login is known by the commit; what it did elsewhere counts.
    for (merger, approver, what) in [
        ("ines-codes", "eve", "a change was merged"),
        ("eve", "Ines-Codes", "a change was approved"),
    ] {
        let late = format!("[{}]", pull(merger, approver, "2026-07-09T10:00:00Z"));
        let found = used(&[known()], &late);
        assert_eq!(counts(&found), DEVIATES, "{what}");
        assert!(found.deviations[0].finding.starts_with(what), "{found:?}");
    }
    // A login that looks like the person's is nobody's.
    let late = format!("[{}]", pull("ines", "ines", "2026-07-09T10:00:00Z"));
    assert_eq!(counts(&used(&[known()], &late)), IN_ORDER);
    // One login with the addresses of two people is nobody's.
    let rows = [LEFT, "max@acme.example,2020-01-01,,Active,"];
    let roster = roster(&rows);
    let two = format!(
        "[{},{}]",
        known(),
        commit(
            "c",
            "ines-codes",
            "max@acme.example",
            "2026-05-10T10:00:00Z"
        )
    );
    let late = format!("[{}]", pull("ines-codes", "eve", "2026-07-09T10:00:00Z"));
    let files = [("2026-11-10", roster.as_str()), ("", &two), ("", &late)];
    assert_eq!(
        counts(&paper("leaver-use", Some("Europe/Berlin"), &files)),
        IN_ORDER
    );
}
