//! What leavers did to the code, and what tickets say of their access.

use super::OFF;
use super::{DEVIATES, IN_ORDER, LEFT, OPEN, access, counts, okta, paper, roster, slack};

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

/// What comes of commits and changes alone.
fn of_code(commits: &[String], as_of: &str) -> crate::evidence::workpaper::Workpaper {
    let roster = roster(&[LEFT]);
    let commits = format!("[{}]", commits.join(","));
    let files = [("2026-11-10", roster.as_str()), (as_of, commits.as_str())];
    paper("leaver-use", Some("Europe/Berlin"), &files)
}

#[test]
fn code_shows_the_days_that_its_file_covers() {
    let of = |sha: &str, who: &str, at: &str| {
        commit(
            sha,
            who,
            &format!("{who}@acme.example"),
            &format!("{at}T10:00:00Z"),
        )
    };
    let own = || of("a", "ines", "2026-05-09");
    // The file ends before the deadline, so that nothing stands there says nothing.
    let short = of_code(&[own()], "");
    assert_eq!(counts(&short), OPEN);
    let reason = &short.undecided[0].reason;
    assert!(
        reason.contains("after the deadline") && reason.contains("would decide"),
        "{reason}"
    );
    // Somebody else went on.
    let long = of_code(&[own(), of("b", "max", "2026-07-09")], "");
    assert_eq!(counts(&long), IN_ORDER);
    let covers = "from 2026-05-09 to 2026-07-09";
    assert!(
        long.limits.iter().any(|l| l.contains(covers)),
        "{:?}",
        long.limits
    );
    // The day on which the file was made tells how far it reaches.
    assert_eq!(counts(&of_code(&[own()], "2026-07-15")), IN_ORDER);
    assert_eq!(counts(&of_code(&[own()], "2026-06-15")), OPEN);
    // A file that begins after the deadline may lack what stood before it.
    let late = of_code(
        &[of("b", "ines", "2026-07-09"), of("c", "max", "2026-07-30")],
        "",
    );
    assert_eq!(counts(&late), DEVIATES);
}

#[test]
fn what_is_dated_in_days_to_come_is_open() {
    let at = |at: &str| commit("a", "ines", "ines@acme.example", &format!("{at}T10:00:00Z"));
    for (as_of, day) in [("", "2027-01-09"), ("2026-08-01", "2026-08-09")] {
        let found = of_code(&[at(day)], as_of);
        assert_eq!(counts(&found), OPEN, "{as_of}");
        let reason = &found.undecided[0].reason;
        assert!(reason.contains("dated after"), "{reason}");
    }
    // What did come outweighs it.
    assert_eq!(
        counts(&of_code(&[at("2027-01-09"), at("2026-07-09")], "")),
        DEVIATES
    );
}

#[test]
fn what_is_done_to_the_code_is_use() {
    let used = |commits: &[String], pulls: &str| {
        let roster = roster(&[LEFT]);
        let commits = format!("[{}]", commits.join(","));
        let mut files = vec![
            ("2026-11-10", roster.as_str()),
            ("2026-11-10", commits.as_str()),
        ];
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
    let files = [
        ("2026-11-10", roster.as_str()),
        ("2026-11-10", &two),
        ("", &late),
    ];
    assert_eq!(
        counts(&paper("leaver-use", Some("Europe/Berlin"), &files)),
        IN_ORDER
    );
}

/// One ticket of Jira about Ines, closed at a time.
fn ticket(summary: &str, status: &str, closed: &str) -> String {
    format!(
        "Summary,Issue key,Issue Type,Status,Created,Updated,Resolved,Status Category\n{summary},IT-1,Task,{status},20/Jun/26 9:00 AM,{closed},{closed},Done\n"
    )
}

#[test]
fn a_ticket_tells_what_no_event_does() {
    let off = slack("Deactivated");
    let with = |ticket: &str| access(&[LEFT], &[("2026-08-01", &off), ("", ticket)]);
    let name = "Offboarding of ines@acme.example";
    let in_time = with(&ticket(name, "Done", "30/Jun/26 4:00 PM"));
    assert_eq!(counts(&in_time), IN_ORDER);
    let limits = &in_time.limits;
    assert!(
        limits
            .iter()
            .any(|l| l.contains("In row 2 an access is off, and the ticket says")),
        "{limits:?}"
    );
    let late = with(&ticket(name, "Done", "09/Jul/26 4:00 PM"));
    assert_eq!(counts(&late), DEVIATES);
    assert!(late.deviations[0].finding.ends_with("as the ticket says"));
    // Of somebody else, given up, about something else, of long ago.
    for other in [
        ticket(
            "Offboarding of max@acme.example",
            "Done",
            "30/Jun/26 4:00 PM",
        ),
        ticket(name, "Cancelled", "30/Jun/26 4:00 PM"),
        ticket(
            "New laptop for ines@acme.example",
            "Done",
            "30/Jun/26 4:00 PM",
        ),
        ticket(name, "Done", "30/Jan/26 4:00 PM"),
        ticket(name, "Open", ""),
    ] {
        assert_eq!(counts(&with(&other)), OPEN, "{other}");
    }
    // A look and an event tell more.
    let early = ticket(name, "Done", "30/Jun/26 4:00 PM");
    let on = slack("Member");
    assert_eq!(
        counts(&access(&[LEFT], &[("2026-08-01", &on), ("", &early)])),
        DEVIATES
    );
    let log = okta(&[("2026-07-09T10:00:00.000Z", OFF)]);
    assert_eq!(
        counts(&access(&[LEFT], &[("", &log), ("", &early)])),
        DEVIATES
    );
}

#[test]
fn personnel_that_was_told_late_is_a_cause_of_its_own() {
    let late = "ines@acme.example,2020-01-01,2026-06-30,Terminated,2026-07-15";
    let found = access(&[late], &[("2026-08-01", &slack("Member"))]);
    let finding = &found.deviations[0].finding;
    assert!(
        finding.ends_with("14 days after the last day, so personnel may have been told late"),
        "{finding}"
    );
    let soon = "ines@acme.example,2020-01-01,2026-06-30,Terminated,2026-06-15";
    let found = access(&[soon], &[("2026-08-01", &slack("Member"))]);
    assert!(!found.deviations[0].finding.contains("told late"));
}
