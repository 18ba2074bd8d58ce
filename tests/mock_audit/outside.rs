//! What is asked about files of another time than the window.

use super::*;

/// The questions about another time that files raise beside each other, each with the day that was said of it.
fn asked(files: &[(&str, &str)]) -> Vec<Vec<String>> {
    let content = tickmark::input::content().unwrap();
    let mut file = answers::strong_over("full", AS_OF, [WINDOW_START, WINDOW_END]);
    file.profile.time_zone = Some(ZONE.to_owned());
    let terms = tickmark::input::terms(&file, &content.catalogue, &[]);
    let mut binder = Binder::new();
    for (number, (as_of, text)) in files.iter().enumerate() {
        let choices = Choices {
            as_of: as_of.parse().ok(),
            ..Choices::default()
        };
        let mut intake = Intake::new(&format!("{number}"), choices);
        intake.push(text.as_bytes());
        binder.add(intake).unwrap();
    }
    let received = tickmark::input::file_results(binder.results(&terms), &file);
    let of = |questions: Vec<String>| {
        let mut questions = questions;
        questions.retain(|q| q.contains("your window of 2026-05-01 to 2026-10-31"));
        questions
    };
    received.into_iter().map(|r| of(r.questions)).collect()
}

fn pulls(days: &[&str]) -> String {
    let pull = |(number, on): (usize, &&str)| {
        format!(
            "{{\"url\":\"https://api.github.com/repos/x/a/pulls/{number}\",\"number\":{number},\"state\":\"closed\",\
             \"title\":\"x\",\"user\":{{\"login\":\"a\"}},\"created_at\":\"{on}T09:00:00Z\",\"merged_at\":\"{on}T10:00:00Z\",\
             \"base\":{{\"ref\":\"main\"}},\"head\":{{\"ref\":\"b\",\"sha\":\"h\"}}}}"
        )
    };
    let all: Vec<String> = days.iter().enumerate().map(pull).collect();
    format!("[{}]", all.join(","))
}

#[test]
fn events_are_of_their_own_days_whenever_the_file_was_made() {
    // Made after the window: the day of the export says nothing of what is in it.
    for made in ["", "2026-11-10", "2026-06-01"] {
        let case = |days: &[&str]| asked(&[(made, &pulls(days))]).remove(0);
        assert!(
            case(&["2026-05-01", "2026-10-31"]).is_empty(),
            "the whole window"
        );
        assert!(case(&["2026-01-01", "2026-11-05"]).is_empty(), "and more");
        assert!(
            case(&["2025-11-01", "2026-05-01"]).is_empty(),
            "a part, at its beginning"
        );
        assert!(
            case(&["2026-10-31", "2026-11-05"]).is_empty(),
            "a part, at its end"
        );
        let before = case(&["2025-11-01", "2026-04-30"]);
        assert_eq!(before.len(), 1);
        assert!(
            before[0].starts_with(
                "What is in this file happened from 2025-11-01 to 2026-04-30, outside"
            )
        );
        assert_eq!(case(&["2026-11-01"]).len(), 1, "after it");
    }
}

const SLACK: &str = "username,email,status,billing-active,has-2fa,has-sso,userid,fullname,displayname,expiration-timestamp\n\
                     a,a@x.example,Member,1,1,1,U1,A,A,\n";

#[test]
fn a_list_made_after_the_window_shows_who_left_in_it() {
    let roster = "Work Email,Hire Date,Termination Date,Status\na@x.example,2020-01-01,2026-06-30,Terminated\nb@x.example,2020-01-01,,Active\n";
    // Leavers of the window are tested: that counts, whichever of the days after it the file shows.
    let both = asked(&[("2026-11-05", roster), ("2026-11-05", SLACK)]);
    assert!(both[0].is_empty(), "{:?}", both[0]);
    // Of the list of accounts alone the day counts.
    assert!(both[1].iter().all(|q| q.contains("2026-11-05")));
    let early = asked(&[("2026-04-30", roster), ("2026-04-30", SLACK)]);
    assert!(
        early
            .iter()
            .all(|q| q.len() == 1 && q[0].contains("counts nothing in it")),
        "{early:?}"
    );
    let inside = asked(&[("2026-10-31", roster), ("2026-10-31", SLACK)]);
    assert!(inside.iter().all(Vec::is_empty));
}

#[test]
fn settings_count_on_a_day_of_the_window_alone() {
    let report = |day: &str| {
        let text = "user,arn,password_enabled,password_last_used,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_2_active,access_key_2_last_rotated\n\
                    <root_account>,arn:aws:iam::111122223333:root,true,no_information,true,false,N/A,false,N/A\n";
        asked(&[(day, text)]).remove(0)
    };
    assert!(report("2026-10-31").is_empty());
    for day in ["2026-11-01", "2026-04-30"] {
        let asked = report(day);
        assert_eq!(asked.len(), 1, "{day}");
        assert!(
            asked[0].starts_with(&format!("This file shows {day}, ")),
            "{asked:?}"
        );
    }
}
