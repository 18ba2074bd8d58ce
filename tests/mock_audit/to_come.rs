//! What is dated after the day of a file, or of the assessment where the file has none, has not been done; and what is not
//! over is not missed.

use super::*;

/// A window that runs on after the day of the assessment.
const TODAY: &str = "2026-11-21";

fn terms() -> Terms {
    let period = |id: &str, start: &str, end: &str, due: &str| DuePeriod {
        id: id.to_owned(),
        label: id.to_owned(),
        start: day(start),
        end: day(end),
        due: day(due),
    };
    let year = period("year", "2026-03-15", "2027-03-14", "2027-03-14");
    let quarters = vec![
        period("2026-q3", "2026-07-01", "2026-09-30", "2026-10-15"),
        period("2026-q4", "2026-10-01", "2026-12-31", "2027-01-15"),
    ];
    let weeks = (0..8).map(|n| {
        let start = day("2026-11-09").plus_days(7 * n);
        period(
            &format!("week {n}"),
            &start.to_string(),
            &start.plus_days(6).to_string(),
            &start.plus_days(6).to_string(),
        )
    });
    Terms {
        as_of: day(TODAY),
        window_start: day("2026-09-15"),
        window_end: day("2027-03-14"),
        periods: BTreeMap::from([
            ("restore-test".to_owned(), vec![year]),
            ("risk-register".to_owned(), quarters),
            ("log-review".to_owned(), weeks.collect()),
        ]),
        ..super::terms()
    }
}

/// What a procedure says of one file: items that deviate and that are open, each with its row and words.
fn of(text: &str, as_of: Option<&str>, procedure: &str) -> (Vec<String>, Vec<String>, Workpaper) {
    let choices = Choices {
        as_of: as_of.map(day),
        ..Choices::default()
    };
    let mut intake = Intake::new("file.csv", choices);
    intake.push(text.as_bytes());
    let mut binder = Binder::new();
    binder.add(intake).unwrap();
    let mut results = binder.results(&terms());
    let papers = std::mem::take(&mut results[0].workpapers);
    let paper = papers
        .into_iter()
        .find(|p| p.procedure == procedure && (!p.observation || procedure == "record-signals"))
        .unwrap_or_else(|| panic!("no {procedure}"));
    let deviations = paper.deviations.iter();
    let open = paper.undecided.iter();
    (
        deviations
            .map(|d| format!("{}: {}", d.row, d.finding))
            .collect(),
        open.map(|u| format!("{}: {}", u.row, u.reason)).collect(),
        paper.clone(),
    )
}

fn vendors(rows: &str) -> String {
    format!(
        "Vendor,Tier,Data access,Onboarded,Last review,Next due,Report type,Report period end,Opinion,Exceptions,Owner\n{rows}"
    )
}

#[test]
fn a_vendor_is_judged_by_no_day_that_has_not_come() {
    let told = |rows: &str, as_of| {
        let (deviations, open, paper) = of(&vendors(rows), as_of, "vendor-review");
        (deviations, open, paper.tested, paper.excluded)
    };
    let recent = "AWS,Critical,All,2022-01-01,2026-03-01,,SOC 2 Type 2,2025-12-31,,,it\n";
    for as_of in [None, Some(TODAY)] {
        let (deviations, open, tested, _) = told(recent, as_of);
        assert!(
            deviations.is_empty() && open.is_empty(),
            "{deviations:?} {open:?}"
        );
        assert_eq!(tested, 1);
    }
    let old = "AWS,Critical,All,2022-01-01,2025-03-01,,SOC 2 Type 2,2024-12-31,,,it\n";
    let (deviations, ..) = told(old, Some(TODAY));
    assert_eq!(
        deviations,
        ["2: last reviewed 630 days before 2026-11-21, which is more than 365"]
    );
    // Without a day the register may be as old as its newest review.
    let (deviations, open, ..) = told(old, None);
    assert!(
        deviations.is_empty() && open[0].contains("On which day the register was made"),
        "{open:?}"
    );
    let beside =
        format!("{old}Slack,Critical,Chat,2022-01-01,2026-10-01,,SOC 2 Type 2,2026-06-30,,,it\n");
    assert_eq!(told(&beside, None).0.len(), 1);
    let (deviations, open, tested, excluded) = told(
        "New,Critical,,2026-12-15,,,,,,,it\nFut,Critical,,2022-01-01,2027-01-15,,SOC 2 Type 2,2026-06-30,,,it\n",
        None,
    );
    assert!(deviations.is_empty(), "{deviations:?}");
    assert_eq!(tested, 0);
    assert!(open[0].contains("dated after 2026-11-21"), "{open:?}");
    assert_eq!(excluded[0].reason, "taken on after the day of the register");
}

#[test]
fn a_vendor_is_judged_by_its_newest_row_and_a_report_that_there_was() {
    let (deviations, open, paper) = of(
        &vendors(
            "NoEnd,Critical,Chat,2022-01-01,2026-10-01,,SOC 2 Type 2,,,,it\n\
             Fut,Critical,Chat,2022-01-01,2026-10-01,,SOC 2 Type 2,2027-06-30,,,it\n\
             AWS,Critical,,2022-01-01,2026-10-01,,SOC 2 Type 2,2026-06-30,,,it\n\
             aws,Critical,,2022-01-01,2024-03-01,,SOC 2 Type 2,2023-12-31,,,it\n",
        ),
        Some(TODAY),
        "vendor-review",
    );
    assert!(deviations.is_empty(), "{deviations:?}");
    assert!(open[0].starts_with("2: When the period of the assurance report ended is not written"));
    assert!(open[1].starts_with("3: The period of the assurance report ends after the review"));
    assert_eq!((open.len(), paper.tested), (2, 1));
    assert!(
        paper
            .limits
            .iter()
            .any(|l| l.contains("opinions and exceptions"))
    );
}

#[test]
fn a_period_that_is_not_over_is_not_missed() {
    let header = "System,Started,Ended,Result,Recovery point,Validated,Owner,Target minutes\n";
    let (deviations, open, _) = of(
        &format!("{header}db,2026-02-01,2026-02-01,Success,2026-01-31,Yes,it,60\n"),
        None,
        "restore-test",
    );
    assert!(deviations.is_empty(), "{deviations:?}");
    assert!(open[0].contains("was not over"), "{open:?}");
    let (_, open, paper) = of(
        &format!("{header}db,2027-01-01,2027-01-01,Success,2026-12-31,Yes,it,60\n"),
        None,
        "restore-test",
    );
    assert!(
        open[0].contains("dated after the day of the file"),
        "{open:?}"
    );
    assert_eq!(paper.tested, 0);
}

#[test]
fn an_entry_of_next_year_covers_no_week() {
    let (deviations, open, paper) = of(
        "Date,Reviewer,Scope,Result,Follow-up\n\
         2026-11-09,it,CloudTrail,No findings,\n\
         2026-11-16,it,CloudTrail,No findings,\n\
         2027-01-11,it,CloudTrail,No findings,\n",
        None,
        "log-review",
    );
    assert!(deviations.is_empty(), "{deviations:?}");
    assert_eq!((paper.tested, open.len()), (2, 6));
    assert!(paper.limits[0].starts_with("Entries dated after the day of the file"));
}

#[test]
fn one_day_of_review_serves_one_quarter() {
    let header =
        "Risk ID,Description,Owner,Likelihood,Impact,Score,Treatment,Status,Reviewed,Approved\n";
    let told = |reviewed: &[&str]| {
        let rows = reviewed.iter().enumerate();
        let rows = rows.map(|(n, day)| format!("R{n},Lock,it,3,4,12,Mitigate,Open,{day},{day}\n"));
        let text = format!("{header}{}", rows.collect::<String>());
        let (_, _, paper) = of(&text, Some(TODAY), "risk-register");
        let states = paper.periods.iter();
        states.map(|p| format!("{:?}", p.state)).collect::<Vec<_>>()
    };
    assert_eq!(told(&["2026-10-01", "2026-10-01"]), ["OnTime", "Undecided"]);
    assert_eq!(told(&["2026-10-01", "2026-11-02"]), ["OnTime", "OnTime"]);
    assert_eq!(told(&["2027-02-01"]), ["Missed", "Undecided"]);
}

#[test]
fn an_incident_that_has_not_come_or_was_reviewed_before_it_is_open() {
    let header =
        "Incident ID,Title,Opened,Acknowledged,Contained,Resolved,Severity,Owner,Postmortem\n";
    let text = format!(
        "{header}INC-1,A,2026-10-01 10:00,,,2026-10-02 10:30,SEV1,it,2026-09-20\n\
         INC-2,B,2026-12-08 10:00,,,2026-12-09 10:30,SEV1,it,2026-12-12\n\
         INC-3,C,2026-11-18 10:00,,,2026-11-19 10:30,SEV1,it,\n"
    );
    let (deviations, open, paper) = of(&text, None, "incident-review");
    assert!(deviations.is_empty(), "{deviations:?}");
    assert!(open[0].contains("before the incident began"), "{open:?}");
    assert!(
        open[1].starts_with("3: It has a time after 2026-11-21"),
        "{open:?}"
    );
    assert_eq!(
        (open.len(), paper.tested, paper.excluded.len()),
        (2, 0, 1),
        "{:?}",
        paper.excluded
    );
    let (_, open, _) = of(&text, None, "incident-handling");
    assert!(
        open.iter().any(|o| o.starts_with("3: It has a time")),
        "{open:?}"
    );
    let (_, open, _) = of(&text, None, "record-signals");
    assert!(
        open.iter().any(
            |o| o.starts_with("3: It holds a time after 2026-11-21, the day of the assessment")
        ),
        "{open:?}"
    );
    assert!(!open.iter().any(|o| o.starts_with("4:")), "{open:?}");
}

/// A change that was merged at a time, with a review before that.
fn merged(number: u32, at: &str) -> String {
    format!(
        r#"{{"number":{number},"title":"x","author":{{"login":"ines","is_bot":false}},"baseRefName":"main","createdAt":"2026-09-20T09:00:00Z",
        "mergedAt":"{at}T10:00:00Z","state":"MERGED","url":"https://github.com/example/app/pull/{number}","statusCheckRollup":[],
        "reviews":[{{"author":{{"login":"max"}},"state":"APPROVED","submittedAt":"2026-09-21T08:00:00Z"}}]}}"#
    )
}

#[test]
fn a_merge_that_has_not_come_is_asked_about_and_not_judged() {
    let text = |days: &[&str]| {
        let all = days.iter().zip(1..).map(|(at, n)| merged(n, at));
        format!("[{}]", all.collect::<Vec<_>>().join(","))
    };
    let all = text(&["2026-10-01", "2026-12-01", "2026-11-22"]);
    for (as_of, of) in [
        (None, "the day of the assessment"),
        (Some(TODAY), "the day of the file"),
    ] {
        for procedure in ["change-approval", "checks-at-merge", "ticket-to-deploy"] {
            let (open, paper) = of_changes(&all, as_of, procedure);
            let asked: Vec<_> = open.iter().filter(|o| o.starts_with("2: ")).collect();
            assert_eq!(asked.len(), 1, "{procedure}: {open:?}");
            assert!(
                asked[0].contains(of) && asked[0].contains("would decide"),
                "{asked:?}"
            );
            // A day more may be another zone.
            assert!(
                !open.iter().any(|o| o.starts_with("3: The merge is dated")),
                "{open:?}"
            );
            assert_eq!(paper.population, 3);
        }
    }
}

fn of_changes(text: &str, as_of: Option<&str>, procedure: &str) -> (Vec<String>, Workpaper) {
    let choices = Choices {
        as_of: as_of.map(day),
        ..Choices::default()
    };
    let mut intake = Intake::new("pulls.json", choices);
    intake.push(text.as_bytes());
    let mut binder = Binder::new();
    binder.add(intake).unwrap();
    let papers = binder.results(&terms()).remove(0).workpapers;
    let paper = papers
        .into_iter()
        .find(|p| p.procedure == procedure)
        .unwrap();
    let open = paper.undecided.iter();
    let open = open.map(|u| format!("{}: {}", u.row, u.reason)).collect();
    (open, paper)
}
