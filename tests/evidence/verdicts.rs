//! Which rows deviate, which stay open, and why.

use super::*;

#[test]
fn without_a_day_only_what_its_newest_date_shows_is_found() {
    let seen = seen(CSV, &terms());
    assert_eq!((seen.as_of, seen.as_of_basis), (None, AsOfBasis::Unknown));
    assert!(seen.questions[0].starts_with("The file does not say on which day it was made."));
    assert_eq!(deviating(&seen, "mfa"), [4, 9]);
    // The file is no older than its newest date, and three keys are too old by then.
    assert_eq!(counts(&seen)[1], (10, 1, 3, 3, 6));
    assert!(
        paper(&seen, "mfa")
            .limits
            .iter()
            .any(|limit| limit.contains("is not known"))
    );
}

#[test]
fn the_day_in_the_file_wins_over_the_one_stated() {
    let other = Terms {
        stated_as_of: Some("2026-01-01".parse().unwrap()),
        ..terms()
    };
    let seen = seen(CLI, &other);
    assert_eq!(seen.as_of.unwrap().to_string(), "2026-11-20");
    assert!(
        seen.questions[0].contains("2026-01-01"),
        "{:?}",
        seen.questions
    );
}

#[test]
fn sixteen_columns_leave_the_use_of_keys_unknown() {
    let seen = seen(SIXTEEN, &stated());
    // Old keys deviate by age alone; no young key is called unused.
    assert_eq!(counts(&seen)[1], (10, 1, 7, 3, 2));
    let finding = &paper(&seen, "key-age").deviations[1].finding;
    assert_eq!(
        finding,
        "access key 1 was 142 days old on the day of the file, where at most 90 are allowed"
    );
    assert!(
        paper(&seen, "key-age")
            .limits
            .iter()
            .any(|l| l.contains("no column"))
    );
    // A key inside a wide age limit but older than the limit of use needs the column.
    let wide = Terms {
        policies: vec![policy("key-max-age-days", 365, Basis::Stated)],
        ..stated()
    };
    assert_eq!(
        open(
            &inspect("report", SIXTEEN.as_bytes(), &wide).unwrap(),
            "key-age"
        ),
        [6, 9, 12, 13]
    );
}

#[test]
fn the_root_account_is_always_in_the_test_of_second_factors() {
    let case = |password: &str, mfa: &str| {
        let text = with_cell(2, "password_enabled", password).replacen(
            "N/A,true,false",
            &format!("N/A,{mfa},false"),
            1,
        );
        let seen = seen(text, &stated());
        (
            deviating(&seen, "mfa").contains(&2),
            open(&seen, "mfa").contains(&2),
        )
    };
    assert_eq!(case("true", "true"), (false, false));
    assert_eq!(case("not_supported", "true"), (false, false));
    assert_eq!(case("true", "false"), (true, false));
    assert_eq!(case("not_supported", "false"), (true, false));
    assert_eq!(case("false", "false"), (false, true));
    assert_eq!(case("true", "no_information"), (false, true));
}

#[test]
fn root_use_is_judged_by_the_window_and_the_day_of_the_file() {
    let case = |used: &str| {
        let seen = seen(with_cell(2, "password_last_used", used), &stated());
        (
            deviating(&seen, "root-use").len(),
            open(&seen, "root-use").len(),
        )
    };
    assert_eq!(case("2026-09-15T00:00:00Z"), (1, 0));
    assert_eq!(
        case("2026-09-14T23:59:59Z"),
        (0, 1),
        "east of UTC that is in the window"
    );
    assert_eq!(case("2026-09-13T23:59:59Z"), (0, 0));
    let in_utc = Terms {
        time_zone: Some("UTC".to_owned()),
        ..stated()
    };
    let used = with_cell(2, "password_last_used", "2026-09-14T23:59:59Z");
    assert!(open(&super::seen(used, &in_utc), "root-use").is_empty());
    assert_eq!(case("no_information"), (0, 0));
    assert_eq!(case("2026-11-21T00:00:00Z"), (0, 1), "later than the file");
    assert_eq!(case("not_supported"), (0, 1));
    let key = seen(with_cell(2, "access_key_2_active", "true"), &terms());
    assert_eq!(
        deviating(&key, "root-use"),
        [2],
        "an active key needs no day"
    );
    let before = Terms {
        window_start: "2026-12-01".parse().unwrap(),
        ..stated()
    };
    assert_eq!(
        open(&seen(CSV, &before), "root-use"),
        [2],
        "the file is older than the window"
    );
    let ended = Terms {
        window_end: "2026-10-01".parse().unwrap(),
        ..stated()
    };
    assert_eq!(
        open(&seen(CSV, &ended), "root-use"),
        [2],
        "a later use hides an earlier one"
    );
    let rootless: String = CSV
        .lines()
        .filter(|line| !line.starts_with('<'))
        .map(|line| format!("{line}\n"))
        .collect();
    let rootless = seen(rootless, &stated());
    assert_eq!(counts(&rootless)[2], (0, 0, 0, 0, 0));
    assert!(
        rootless
            .questions
            .iter()
            .any(|question| question.contains("root account"))
    );
}

#[test]
fn limits_of_age_and_use_belong_to_what_is_allowed() {
    let case = |rotated: &str, used: &str| {
        let text = with_cell(3, "access_key_1_last_rotated", rotated)
            .replace("2026-11-19T08:15:30+00:00,eu", &format!("{used},eu"));
        let seen = seen(text, &stated());
        (
            deviating(&seen, "key-age").contains(&3),
            open(&seen, "key-age").contains(&3),
        )
    };
    assert_eq!(
        case("2026-08-22T00:00:00Z", "2026-11-19T00:00:00Z"),
        (false, false),
        "90 days"
    );
    assert_eq!(
        case("2026-08-21T23:59:59Z", "2026-11-19T00:00:00Z"),
        (true, false),
        "91 days"
    );
    assert_eq!(case("N/A", "2026-11-19T00:00:00Z"), (false, true));
    assert_eq!(case("N/A", "2026-01-01T00:00:00Z"), (true, false));
    assert_eq!(
        case("2026-10-01T00:00:00Z", "2026-11-21T00:00:00Z"),
        (false, true)
    );
}

#[test]
fn rows_that_cannot_be_read_are_counted_and_named() {
    let seen = seen(CSV.replacen("bruno", "br,uno", 1) + "\n", &stated());
    assert_eq!(
        seen.rows,
        RowCounts {
            parsed: 11,
            duplicates: 0,
            rejected: 1
        }
    );
    let named = |texts: &[String]| texts.iter().any(|text| text.starts_with("Row 4 could not"));
    assert!(named(&seen.questions));
    assert!(seen.workpapers.iter().all(|paper| named(&paper.limits)));
}

#[test]
fn what_does_not_fit_together_is_asked() {
    let asked = |seen: &Inspection, part: &str| seen.questions.iter().any(|q| q.contains(part));
    let early = Terms {
        as_of: "2026-11-01".parse().unwrap(),
        ..terms()
    };
    assert!(asked(
        &seen(CLI, &early),
        "later than the day of the assessment, 2026-11-01"
    ));
    let two = seen(
        CSV.replacen("444455556666:user", "111122223333:user", 1),
        &stated(),
    );
    assert!(asked(&two, "more than one AWS account"));
    assert_eq!(two.system, "aws");
}

#[test]
fn credentials_beyond_those_listed_are_a_limit() {
    let more = |cell: &str| {
        let text: String = CSV
            .lines()
            .enumerate()
            .map(|(at, line)| match at {
                0 => format!("{line},additional_credentials_info\n"),
                4 => format!("{line},{cell}\n"),
                _ => format!("{line},N/A\n"),
            })
            .collect();
        let seen = seen(text, &stated());
        assert_eq!(counts(&seen), counts(&super::seen(CSV, &stated())));
        paper(&seen, "key-age")
            .limits
            .iter()
            .any(|limit| limit.contains("list-access-keys"))
    };
    assert!(!more("N/A"));
    assert!(more("3 more access keys"));
}

#[test]
fn a_report_is_read_by_the_rules_of_every_other_table() {
    let blank = seen(format!("\n\n{CSV}"), &stated());
    assert_eq!(
        deviating(&blank, "key-age"),
        [7, 8, 15],
        "rows are numbered as a spreadsheet shows them"
    );
    let hinted = seen(format!("sep=,\n{CSV}"), &stated());
    assert_eq!(
        deviating(&hinted, "key-age"),
        [5, 6, 13],
        "a spreadsheet does not show its hint"
    );
    let wider = CSV
        .replace('\n', ",\n")
        .replacen("rotated,\n", "rotated\n", 1);
    assert_eq!(
        seen(wider, &stated()).rows.rejected,
        0,
        "blank cells beyond the header"
    );
    let mut broken = CSV.as_bytes().to_vec();
    let at = CSV.find("bruno").unwrap();
    broken[at] = 0xE9;
    let broken = seen(broken, &stated());
    assert_eq!(broken.encoding, "windows-1252");
    let many: String = (0..30).map(|n| format!("x,{n}\n")).collect();
    let many = seen(format!("{CSV}\n{many}"), &stated());
    assert_eq!(many.rows.rejected, 30);
    let named = "Rows 14, 15, 16, 17, 18 and 25 more could not be read";
    assert!(many.questions.iter().any(|q| q.starts_with(named)));
}

#[test]
fn a_stray_quote_does_not_swallow_accounts() {
    let inside: Vec<&str> = CSV.lines().collect();
    let cell = inside[3].replacen("bruno", "\"bru\nno\"", 1);
    let text = [&inside[..3], &[cell.as_str()], &inside[4..]]
        .concat()
        .join("\n")
        + "\n";
    let refused = refusal(text);
    assert_eq!(refused.code, Code::IncompleteFormat);
    assert!(refused.message.starts_with("a quoted cell in row 4 "));
}

#[test]
fn a_file_without_a_day_is_no_older_than_its_newest_date() {
    let case = |rotated: &str, used: &str| {
        let header = CSV.lines().next().unwrap();
        let row = |name: &str, rotated: &str, used: &str| {
            let cells = header.split(',').map(|column| match column {
                "user" => name,
                "arn" => "arn:aws:iam::111122223333:user/x",
                "access_key_1_active" => "true",
                "access_key_1_last_rotated" => rotated,
                "access_key_1_last_used_date" => used,
                "access_key_2_active" => "false",
                _ => "N/A",
            });
            cells
                .collect::<Vec<_>>()
                .join(",")
                .replace("user/x", &format!("user/{name}"))
        };
        let text = format!("{header}\n{}\n", row("ci", rotated, used));
        let seen = seen(text, &terms());
        let paper = paper(&seen, "key-age").clone();
        (paper.deviations, paper.undecided)
    };
    let (found, open) = case("2026-01-01T00:00:00+00:00", "2026-11-20T08:00:00+00:00");
    assert_eq!((found.len(), open.len()), (1, 0));
    let text = &found[0].finding;
    assert!(
        text.contains("323 days old") && text.contains("2026-11-20, the newest date"),
        "{text}"
    );
    let (found, open) = case("2026-10-01T00:00:00+00:00", "2026-11-20T08:00:00+00:00");
    assert_eq!((found.len(), open.len()), (0, 1), "it may be older by now");
    let (found, open) = case("2026-01-01T00:00:00+00:00", "2031-11-20T08:00:00+00:00");
    assert_eq!(
        (found.len(), open.len()),
        (0, 1),
        "a date after the assessment proves nothing"
    );
}

#[test]
fn a_password_lies_unused_at_least_until_the_newest_date_of_a_report_without_a_day() {
    let mut own = terms();
    let decided = vec!["AC-10".to_owned()];
    own.controls.insert("password-use".to_owned(), decided);
    let read = seen(CSV, &own);
    assert_eq!(read.as_of, None);
    // Nobody used the one in row 7 since March, and the file is no older than 20 November.
    assert_eq!(deviating(&read, "password-use"), [7]);
    let finding = &paper(&read, "password-use").deviations[0].finding;
    assert_eq!(
        finding,
        "password not used for 263 days, counted to 2026-11-20, the newest date in the file: the file's own day is no earlier"
    );
    let count = open(&read, "password-use").len();
    // A report that may be from before the window says nothing of it.
    own.window_start = "2026-11-21".parse().unwrap();
    let before = seen(CSV, &own);
    assert!(deviating(&before, "password-use").is_empty());
    assert_eq!(open(&before, "password-use").len(), count + 1);
    let reason = &paper(&before, "password-use").undecided[0].reason;
    assert!(reason.contains("that day would decide"), "{reason}");
}
