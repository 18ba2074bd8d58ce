//! The auditor's own list of requests: read as it comes, matched to controls the same way every time, and first in what is written.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping"
)]

use std::fs;
use std::process::Command;

use serde_json::{Value, json};
use tickmark::error::{Code, Error};
use tickmark::evaluate;
use tickmark::input::answers::AssessmentFile;
use tickmark::input::requested::{AuditorRequest, Listed, Taken, Why, listed, told};
use tickmark::input::{self, Engagement};
use tickmark::report::Format;
use tickmark::report::exports::Export;
use tickmark::share::merge::{Prefer, Respondent, merge};
use tickmark::share::preview::{Parcel, preview};
use tickmark::share::shared::Shared;
use tickmark::share::unnamed::unnamed;

const LIST: &str = "Acme,,,,\n\
    PBC list,,,,\n\
    Request #,Description,Due Date,Assigned To,Status,Criteria\n\
    R-1,Evidence of the periodic user access reviews with reviewer and sign-off,10/02/2026,Head of IT,Open,\n\
    R-2,Complete list of leavers,10/13/2026,,Open,CC6.2\n\
    R-3,Walk us through the lobby,soon,,,\n\
    R-3,Approval of the incident response plan,2026-10-05,,Received,\n\
    ,Anything about VM-01,,,,\n\
    R-9,,,,,\n\
    R-10,\"=HYPERLINK(\"\"http://x\"\",\"\"y\"\")<script>alert(1)</script> | **b**\",,,,\n";

fn acme() -> Value {
    serde_json::from_str(&fs::read_to_string("examples/acme/full.json").unwrap()).unwrap()
}

fn read(value: Value) -> AssessmentFile {
    input::assessment_file(value, input::content().unwrap()).unwrap()
}

fn engaged(value: Value) -> Engagement<'static> {
    input::engagement(read(value), input::content().unwrap()).unwrap()
}

fn taken(list: Listed, engagement: &Engagement<'_>) -> Taken {
    let before = &engagement.source.auditor_requests;
    input::requested::taken(list, &told(engagement), before)
}

fn found() -> Taken {
    taken(listed(LIST.as_bytes()).unwrap(), &engaged(acme()))
}

fn with(requests: &[AuditorRequest]) -> Value {
    let mut value = acme();
    value["auditorRequests"] = serde_json::to_value(requests).unwrap();
    value
}

fn of<'t>(found: &'t Taken, id: &str) -> &'t AuditorRequest {
    found.requests.iter().find(|r| r.id == id).unwrap()
}

#[test]
fn a_list_is_read_as_it_comes_and_what_could_not_be_read_is_told() {
    let found = found();
    let ids: Vec<&str> = found.requests.iter().map(|r| r.id.as_str()).collect();
    assert_eq!(ids, ["R-1", "R-2", "R-3", "R-3 (2)", "row-8", "R-10"]);
    assert_eq!(
        found.remarks,
        [
            "Row 6: in column 3 stands no day, so none was taken; allowed: 2026-10-02, 2 October 2026, 2.10.2026.",
            "Row 7 has the id of a row before; \"(2)\" stands behind it here.",
            "Row 9 asks for nothing, and was left out.",
        ]
    );
    let first = of(&found, "R-1");
    // The column settles that the month stands first.
    assert_eq!(first.due.unwrap().to_string(), "2026-10-02");
    assert_eq!(first.owner.as_deref(), Some("Head of IT"));
    assert_eq!(first.status.as_deref(), Some("Open"));

    // Other delimiters and encodings say the same.
    let tabs = LIST
        .replace(
            "\"=HYPERLINK(\"\"http://x\"\",\"\"y\"\")<script>alert(1)</script> | **b**\"",
            "x",
        )
        .replace(',', "\t");
    let again = listed(tabs.as_bytes()).unwrap();
    let utf_16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(tabs.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    assert_eq!(listed(&utf_16).unwrap(), again);
    assert_eq!(again.remarks, found.remarks);
    let latin = listed(b"id;request;due\n1;Pr\xfcfung der Zugriffe;2.10.2026\n").unwrap();
    let one = taken(latin, &engaged(acme())).requests;
    assert_eq!(
        (
            one[0].request.as_str(),
            one[0].due.unwrap().to_string().as_str()
        ),
        ("Prüfung der Zugriffe", "2026-10-02")
    );
    let pasted = taken(
        listed("List of leavers\n\nFirewall rules\n".as_bytes()).unwrap(),
        &engaged(acme()),
    );
    assert_eq!(
        pasted
            .requests
            .iter()
            .map(|r| r.id.as_str())
            .collect::<Vec<_>>(),
        ["row-1", "row-3"]
    );
    let either = listed(b"id,request,due\n1,a list,3/4/2026\n").unwrap();
    assert_eq!(
        either.remarks,
        ["Row 2: 3/4/2026 can be two days, so none was taken; write it 2026-10-02."]
    );
}

/// The id, text and day of each request of a list, and what was told of it.
fn read_as(list: &[u8]) -> (Vec<[String; 3]>, Vec<String>) {
    let found = taken(listed(list).unwrap(), &engaged(acme()));
    let each = found.requests.into_iter();
    let each = each.map(|r| {
        let due = r.due.map_or_else(String::new, |d| d.to_string());
        [r.id, r.request, due]
    });
    (each.collect(), found.remarks)
}

fn rows(all: &[[&str; 3]]) -> Vec<[String; 3]> {
    all.iter().map(|row| row.map(str::to_owned)).collect()
}

#[test]
fn the_worked_company_s_list_is_read_whole_and_every_request_is_given_its_control() {
    let list = fs::read("examples/acme/requests.csv").unwrap();
    let found = taken(listed(&list).unwrap(), &engaged(acme()));
    assert_eq!(found.remarks, [] as [String; 0]);
    let expected = [
        ("A-01", "AC-02"),
        ("A-02", "AC-06"),
        ("A-03", "AC-06"),
        ("A-04", "AC-04"),
        ("B-01", "CM-01"),
        ("B-02", "CM-04"),
        ("C-01", "IR-01"),
        ("C-02", "BC-02"),
        ("D-01", "VN-04"),
        ("E-01", "GV-05"),
        ("E-02", "GV-01"),
        ("F-01", "GV-03"),
    ];
    let first = found.requests.iter();
    let first: Vec<(&str, &str)> = first
        .map(|r| (r.id.as_str(), r.controls[0].as_str()))
        .collect();
    assert_eq!(first, expected);
    assert!(
        found
            .requests
            .iter()
            .all(|r| r.due.is_some() && r.owner.is_some())
    );
}

#[test]
fn what_a_spreadsheet_saves_or_copies_is_read_with_and_without_names_of_columns() {
    // As Excel saves it where a comma stands in numbers.
    let excel = "\u{feff}Ref;Request;Due date;Comment\r\n1;\"Policies,\r\nsigned; \"\"final\"\"\";02.10.2026;x\r\n2;'=1+1;;\r\n";
    assert_eq!(
        read_as(excel.as_bytes()),
        (
            rows(&[
                ["1", "Policies, signed; \"final\"", "2026-10-02"],
                ["2", "=1+1", ""]
            ]),
            vec!["Columns that are not read: \"Comment\".".to_owned()]
        )
    );
    // Columns of controls have many names.
    let hinted = listed(b"Request,SOC 2 Criteria,Control #\nLeavers,CC6.2,\nSomething,,VM-01\n");
    let hinted = taken(hinted.unwrap(), &engaged(acme()));
    let why = |at: usize| hinted.suggestions[&hinted.requests[at].id][0].why;
    assert_eq!((why(0), why(1)), (Why::Criterion, Why::Control));
    let three = rows(&[
        ["R-1", "List of leavers, with dates", "2026-10-02"],
        ["R-2", "Firewall rules", ""],
    ]);
    let told = "No row names the columns in words known here; taken were column 1 for the id, 2 for the request, 3 for the day.";
    for list in [
        "R-1\tList of leavers, with dates\t2026-10-02\nR-2\tFirewall rules\t\n",
        "R-1,\"List of leavers, with dates\",2026-10-02\nR-2,Firewall rules,\n",
        "Wo\tWas\tWann\nR-1\tList of leavers, with dates\t2026-10-02\nR-2\tFirewall rules\t\n",
    ] {
        assert_eq!(
            read_as(list.as_bytes()),
            (three.clone(), vec![told.to_owned()]),
            "{list}"
        );
    }
    // A column of texts beside another: the longer ones are the requests, and no line is lost.
    let (found, _) = read_as(
        b"Logical access\tQuarterly reviews of who may do what\nChange\tA list of all changes\n",
    );
    assert_eq!(
        found,
        rows(&[
            ["row-1", "Quarterly reviews of who may do what", ""],
            ["row-2", "A list of all changes", ""]
        ])
    );
    // Commas of prose make no columns.
    let prose = "SOC 2 report of the year before, if any\nPolicies, signed\n";
    assert_eq!(
        read_as(prose.as_bytes()).0,
        rows(&[
            ["row-1", "SOC 2 report of the year before, if any", ""],
            ["row-2", "Policies, signed", ""]
        ])
    );
    // What no eye can see is no part of a text.
    let (hidden, _) = read_as("request\nList\u{202e} of\u{200b} leavers\u{7}\n".as_bytes());
    assert_eq!(hidden[0][1], "List of leavers");
}

#[test]
fn a_long_list_is_read_and_one_that_is_too_long_is_refused_in_a_sentence() {
    let row = |n: usize| {
        format!(
            "{n},\"{}\"\n",
            "Evidence of access reviews. ".repeat(20).trim()
        )
    };
    let long: String = (0..1900).map(row).collect();
    assert!(long.len() > 1_000_000, "{}", long.len());
    let (found, _) = read_as(format!("id,request\n{long}").as_bytes());
    assert_eq!(found.len(), 1900);
    let message = |list: String| match listed(list.as_bytes()) {
        Err(Error::Input(problems)) => problems[0].message.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        message("request\n".to_owned() + &"a\n".repeat(2001)),
        "the list has 2001 rows; up to 2000 are read"
    );
    assert_eq!(
        message("id,request\n7,".to_owned() + &"x".repeat(2001)),
        "row 2: the request has 2001 characters; allowed: up to 2000"
    );
}

#[test]
fn what_somebody_wrote_is_text_in_every_report() {
    let hostile =
        "<img src=x onerror=alert(1)> ![a](http://x/y) [b](javascript:c) | `d` {{ e }} {% f %}";
    let list = format!("id,request,owner\n\"{hostile}\",\"{hostile}\",\"{hostile}\"\n");
    let requests = taken(listed(list.as_bytes()).unwrap(), &engaged(acme())).requests;
    assert_eq!(requests[0].request, hostile);
    let engagement = engaged(with(&requests));
    let outcome = evaluate(&engagement);
    let html = outcome.report(&engagement, Format::Html).unwrap();
    assert!(html.contains("&lt;img src=x onerror=alert(1)&gt;"));
    for markup in ["<img src=x", "href=\"javascript:", "http://x/y\""] {
        assert!(!html.contains(markup), "{markup}");
    }
    let text = outcome.report(&engagement, Format::Markdown).unwrap();
    assert!(!text.contains("![a]") && !text.contains(" [b]("), "{text}");
}

#[test]
fn files_of_several_people_have_each_request_once_and_what_somebody_confirmed() {
    let mut theirs = found().requests;
    theirs[0].confirmed = true;
    theirs[0].controls = vec!["AC-01".to_owned()];
    theirs.truncate(2);
    let own = AuditorRequest {
        id: "Z-1".to_owned(),
        request: "More".to_owned(),
        ..AuditorRequest::default()
    };
    theirs.push(own.clone());
    let respondent = |name: &str, requests: &[AuditorRequest]| Respondent {
        name: name.to_owned(),
        file: read(with(requests)),
    };
    let (one, other) = (
        respondent("a.json", &found().requests),
        respondent("b.json", &theirs),
    );
    let content = input::content().unwrap();
    let merged = |all: &[Respondent]| {
        merge(all, content, Prefer::Open)
            .unwrap()
            .file
            .auditor_requests
    };
    let both = merged(&[one.clone(), other.clone()]);
    assert_eq!(both, merged(&[other, one]));
    let mut expected = found().requests;
    expected[0] = theirs[0].clone();
    expected.push(own);
    assert_eq!(both, expected);
}

/// A request with an id, a text, and controls that somebody confirmed.
fn confirmed(id: &str, request: &str, controls: &[&str]) -> AuditorRequest {
    AuditorRequest {
        id: id.to_owned(),
        request: request.to_owned(),
        controls: controls.iter().map(|c| (*c).to_owned()).collect(),
        confirmed: true,
        ..AuditorRequest::default()
    }
}

#[test]
fn several_peoples_requests_are_all_kept_and_what_they_put_down_differently_is_told() {
    let respondent = |name: &str, requests: &[AuditorRequest]| Respondent {
        name: name.to_owned(),
        file: read(with(requests)),
    };
    let content = input::content().unwrap();
    let merged = |all: &[Respondent]| merge(all, content, Prefer::Open).unwrap();
    // Both have entered a third request by hand, and found another control for the first.
    let (restore, chart) = ("Restore test", "Organisation chart");
    let a = [
        confirmed("1", "Policies", &["AC-01"]),
        confirmed("3", restore, &["AV-02"]),
    ];
    let mut b = [
        confirmed("1", "Policies", &["AC-04"]),
        confirmed("3", chart, &["GV-01"]),
    ];
    b[1].status = Some("Open".to_owned());
    let (a, b) = (respondent("a.json", &a), respondent("b.json", &b));
    let mut found = merged(&[a.clone(), b.clone()]);
    assert_eq!(found, merged(&[b.clone(), a.clone()]));
    let texts: Vec<_> = found.file.auditor_requests.iter().collect();
    let told: Vec<_> = texts
        .iter()
        .map(|r| (r.id.as_str(), r.request.as_str(), r.confirmed))
        .collect();
    assert_eq!(
        told,
        [
            ("1", "Policies", false),
            ("3", chart, true),
            ("3 (2)", restore, true)
        ]
    );
    assert_eq!(texts[0].controls, ["AC-01", "AC-04"]);
    assert_eq!(
        found.remarks,
        [
            "Several requests are called 3: all of them are kept, and \"Restore test\" is called 3 (2) here."
        ]
    );
    assert_eq!(found.conflicts.len(), 1);
    let conflict = &found.conflicts[0];
    assert_eq!(conflict.profile.as_deref(), Some("requests/1"));
    assert_eq!(
        conflict
            .said
            .iter()
            .map(|s| (s.by.join(" "), s.says["controls"].clone()))
            .collect::<Vec<_>>(),
        [
            ("a.json".to_owned(), json!(["AC-01"])),
            ("b.json".to_owned(), json!(["AC-04"]))
        ]
    );
    found.settle(0, 1).unwrap();
    let settled = &found.file.auditor_requests[0];
    assert_eq!(
        (settled.confirmed, settled.controls.as_slice()),
        (true, ["AC-04".to_owned()].as_slice())
    );
    assert!(found.settle(0, 2).is_err());
    // Merged once more with either nothing is there twice.
    let once = respondent("c.json", &found.file.auditor_requests);
    for other in [a, b] {
        let again = merged(&[once.clone(), other]).file.auditor_requests;
        let ids: Vec<&str> = again.iter().map(|r| r.id.as_str()).collect();
        assert_eq!(ids, ["1", "3", "3 (2)"]);
    }
    // What only one put down is taken; what two put down differently is told, and in neither's words.
    let mut here = confirmed("1", "Policies", &["AC-01"]);
    let mut there = confirmed("1", "Policies", &["AC-01"]);
    (here.owner, there.status) = (Some("CTO".to_owned()), Some("Open".to_owned()));
    let two = |here: &AuditorRequest, there: &AuditorRequest| {
        merged(&[
            respondent("a.json", std::slice::from_ref(here)),
            respondent("b.json", std::slice::from_ref(there)),
        ])
    };
    let found = two(&here, &there);
    assert!(found.conflicts.is_empty() && found.remarks.is_empty());
    let one = &found.file.auditor_requests[0];
    assert_eq!(
        (one.owner.as_deref(), one.status.as_deref(), one.confirmed),
        (Some("CTO"), Some("Open"), true)
    );
    there.owner = Some("CISO".to_owned());
    let found = two(&here, &there);
    assert_eq!(found.conflicts.len(), 1);
    assert_eq!(found.file.auditor_requests[0].owner, None);
    assert!(found.file.auditor_requests[0].confirmed);
}

#[test]
fn the_command_says_where_files_differ_over_requests() {
    let folder = std::env::temp_dir().join(format!("tickmark-asked-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let written = |name: &str, requests: &[AuditorRequest]| {
        let path = folder.join(name);
        fs::write(&path, with(requests).to_string()).unwrap();
        path
    };
    let a = written(
        "a.json",
        &[
            confirmed("1", "Policies", &["AC-01"]),
            confirmed("3", "Chart", &[]),
        ],
    );
    let b = written(
        "b.json",
        &[
            confirmed("1", "Policies", &["AC-04"]),
            confirmed("3", "Restore", &[]),
        ],
    );
    let mut command = Command::new(env!("CARGO_BIN_EXE_tickmark"));
    let done = command.arg("merge").arg(&a).arg(&b).output().unwrap();
    let said = String::from_utf8(done.stderr).unwrap();
    assert_eq!(done.status.code(), Some(1), "{said}");
    assert!(said.contains("\nthe examiner's request 1\n"), "{said}");
    assert!(said.contains("\"Restore\" is called 3 (2) here."), "{said}");
    assert!(!said.contains("No two files contradict"), "{said}");
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_newer_list_tells_what_of_the_earlier_is_gone_and_keeps_what_it_says_nothing_of() {
    let list = |text: &str| listed(text.as_bytes()).unwrap();
    let engagement = engaged(acme());
    // A request of one's own has the number that the newer list gives another.
    let mut before = taken(list("id,request\n1,Policies\n2,Leavers\n"), &engagement).requests;
    before.push(confirmed("3", "What we found ourselves", &["AC-01"]));
    before[0].owner = Some("Head of IT".to_owned());
    before[0].status = Some("Sent".to_owned());
    before[0].due = Some("2026-10-02".parse().unwrap());
    before[0].confirmed = true;
    let newer = "id,request,due\n1,Policies,\n2,Leavers,\n3,Restore test,\n";
    let found = taken(list(newer), &engaged(with(&before)));
    assert_eq!(found.gone, ["3"]);
    assert_eq!(
        found.remarks,
        [
            "3 is another request in this list. Before it was: \"What we found ourselves\" What was put down for that is not taken over."
        ]
    );
    // It has no column of owners and no day for it, so those that were entered stay.
    assert_eq!(found.requests[0], before[0]);
    assert!(!found.requests[2].confirmed);
    // What it does say holds.
    let said = "id,request,due,owner\n1,Policies,2026-10-09,CTO\n2,Leavers,,\n3,What we found ourselves,,\n";
    let found = taken(list(said), &engaged(with(&before)));
    let first = &found.requests[0];
    assert_eq!(first.due.unwrap().to_string(), "2026-10-09");
    assert_eq!(
        (first.owner.as_deref(), first.status.as_deref()),
        (Some("CTO"), Some("Sent"))
    );
    assert_eq!((found.gone.len(), found.remarks.len()), (0, 0));
    // Ids that were made here mean nothing, in either direction.
    let mut plain = taken(list("Policies\nLeavers\nLeavers\n"), &engagement).requests;
    plain[1].confirmed = true;
    let found = taken(list("Joiners\nLeavers\nLeavers\n"), &engaged(with(&plain)));
    assert_eq!(found.gone, ["row-1"]);
    assert!(found.requests[1].confirmed && !found.requests[2].confirmed);
    let found = taken(
        list("id,request\nR-1,Policies\nR-2,Leavers\n"),
        &engaged(with(&plain)),
    );
    assert_eq!(found.gone, ["row-3"]);
    assert!(found.requests[1].confirmed);
}

#[test]
fn an_id_that_is_there_twice_stays_short_enough() {
    let long = "x".repeat(200);
    let list = format!("id,request\n{long},Policies\n{long},Leavers\n{long},Joiners\n");
    let found = taken(listed(list.as_bytes()).unwrap(), &engaged(acme())).requests;
    let ids: Vec<&str> = found.iter().map(|r| r.id.as_str()).collect();
    let short = |n: u32| format!("{} ({n})", "x".repeat(196));
    assert_eq!(ids, [long.clone(), short(2), short(3)]);
    assert_eq!(input::problems(with(&found), input::content().unwrap()), []);
}

#[test]
fn a_remark_about_a_day_shows_nothing_of_the_cell() {
    for name in ["Mueller", "Anna.Schmidt"] {
        let list = format!("id,request,due\n1,Policies,{name}\n");
        let remarks = listed(list.as_bytes()).unwrap().remarks;
        assert!(
            remarks[0].starts_with("Row 2: in column 3 stands no day"),
            "{remarks:?}"
        );
        assert!(!remarks.join(" ").contains(name), "{remarks:?}");
    }
}

#[test]
fn a_list_that_is_wide_or_long_is_refused_before_its_columns_are_looked_at() {
    let refused = |list: &str| {
        let begun = super::clock::Clock::start();
        let found = match listed(list.as_bytes()) {
            Err(Error::Input(problems)) => problems[0].message.clone(),
            other => panic!("{other:?}"),
        };
        (found, begun.elapsed().as_secs_f64())
    };
    let wide = format!("x{}\n", "\t".repeat(2000));
    let (message, seconds) = refused(&(wide.clone() + &"a\n".repeat(200_000)));
    assert_eq!(message, "the list has 200001 rows; up to 2000 are read");
    // 3 s without optimisation; a column looked at in every row of such a list takes minutes.
    assert!(seconds < 15.0, "{seconds} s");
    let (message, _) = refused(&wide.repeat(400));
    assert_eq!(
        message,
        "no column of the list is known to hold the requests"
    );
    // A table whose columns are named may be wider; what stands behind is not read, and told.
    let named = format!(
        "id,request{}\n1,Policies{}\n",
        ",".repeat(200),
        ",x".repeat(200)
    );
    let found = listed(named.as_bytes()).unwrap();
    assert_eq!(
        found.remarks,
        ["Columns that are not read: all after column 100."]
    );
}

#[test]
fn controls_are_suggested_by_ids_and_words_and_never_invented() {
    let found = found();
    let controls = |id: &str| of(&found, id).controls.clone();
    let why = |id: &str| {
        found.suggestions[id]
            .iter()
            .map(|s| s.why)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        controls("R-1")[0],
        "AC-04",
        "{:?}",
        found.suggestions["R-1"]
    );
    assert_eq!(
        controls("R-2")[0],
        "AC-06",
        "{:?}",
        found.suggestions["R-2"]
    );
    assert!(why("R-2").iter().all(|w| *w == Why::Criterion));
    assert_eq!(controls("R-3"), [""; 0], "{:?}", found.suggestions["R-3"]);
    assert_eq!(
        controls("R-3 (2)")[0],
        "IR-01",
        "{:?}",
        found.suggestions["R-3 (2)"]
    );
    assert_eq!(
        (controls("row-8"), why("row-8")),
        (vec!["VM-01".to_owned()], vec![Why::Control])
    );
    assert!(
        found
            .requests
            .iter()
            .all(|r| !r.confirmed && r.controls.len() <= 3)
    );
    assert_eq!(found, self::found(), "the same list, the same suggestions");

    // Each item that we would ask for leads back to its control, in nearly every case.
    let engagement = engaged(acme());
    let (mut back, mut all) = (0, 0);
    for (_, control) in &engagement.catalogue.controls {
        for item in control
            .request
            .iter()
            .filter(|_| engagement.in_scope(control))
        {
            let suggested = taken(
                listed(format!("request\n\"{}\"\n", item.replace('"', "\"\"")).as_bytes()).unwrap(),
                &engagement,
            );
            all += 1;
            back += u32::from(suggested.requests[0].controls.contains(&control.id));
        }
    }
    assert!(all > 100 && back * 100 >= all * 95, "{back} of {all}");

    // What somebody confirmed stays with the same id and text, and what is gone is told.
    let mut known = found.requests.clone();
    known[0].controls = vec!["AC-01".to_owned()];
    known[0].confirmed = true;
    known[1].confirmed = true;
    known.push(AuditorRequest {
        id: "R-77".to_owned(),
        request: "gone".to_owned(),
        ..AuditorRequest::default()
    });
    let other = LIST.replace("Complete list of leavers", "Complete list of joiners");
    let again = taken(listed(other.as_bytes()).unwrap(), &engaged(with(&known)));
    assert_eq!(
        (
            of(&again, "R-1").confirmed,
            of(&again, "R-1").controls.as_slice()
        ),
        (true, ["AC-01".to_owned()].as_slice())
    );
    assert!(!of(&again, "R-2").confirmed);
    // R-2 asks for something else now: what was confirmed is not, and what it asked for before is told.
    assert_eq!(again.gone, ["R-2", "R-77"]);
    assert!(
        again.remarks.contains(
            &"R-2 is another request in this list. Before it was: \"Complete list of leavers\" What was put down for that is not taken over."
                .to_owned()
        ),
        "{:?}",
        again.remarks
    );
    // Ids that were made here move with the rows.
    let mut plain = taken(listed(b"Policies\nLeavers\n").unwrap(), &engagement).requests;
    plain[1].confirmed = true;
    let more = listed(b"Joiners\nPolicies\nLeavers\n").unwrap();
    let moved = taken(more, &engaged(with(&plain)));
    let confirmed = moved.requests.iter().map(|r| (r.id.as_str(), r.confirmed));
    let expected = [("row-1", false), ("row-2", false), ("row-3", true)];
    assert_eq!(confirmed.collect::<Vec<_>>(), expected);
}

#[test]
fn the_auditors_requests_come_first_and_ours_after() {
    let mut requests = found().requests;
    requests[0].confirmed = true;
    let engagement = engaged(with(&requests));
    let outcome = evaluate(&engagement);
    let advice = outcome.advice(&engagement, Default::default());
    let report = outcome.report(&engagement, Format::Markdown).unwrap();
    let section = report.split("Request list").last().unwrap();
    let (theirs, ours) = section
        .split_once("**Usually asked for, and not in that list:**")
        .unwrap();
    assert!(theirs.contains("| R-1 | Evidence of the periodic user access reviews with reviewer and sign-off | 2 October 2026 | Head of IT | Open | AC-04"), "{theirs}");
    assert!(theirs.contains("△ IR-01"), "{theirs}");
    // A suggestion takes nothing away.
    let ours = ours.split("\n## ").next().unwrap();
    let left: Vec<&str> = advice.not_asked_for().map(|r| r.control).collect();
    assert!(left.len() > 20 && !left.contains(&"AC-04"), "{left:?}");
    assert!(!ours.contains("\n| AC-04 "), "{ours}");
    assert!(left.contains(&"IR-01"), "{left:?}");
    for id in left {
        assert!(ours.contains(&format!("\n| {id} ")), "{id}: {ours}");
    }
    for html in [
        outcome.report(&engagement, Format::Html).unwrap(),
        report.clone(),
    ] {
        assert!(
            !html.contains("<script>alert(1)"),
            "a text of others is text"
        );
    }
    let without = engaged(acme());
    let plain = evaluate(&without);
    assert!(
        !plain
            .report(&without, Format::Markdown)
            .unwrap()
            .contains("Usually asked for")
    );

    let csv = outcome
        .export(&engagement, &advice, Export::Requests)
        .unwrap();
    let mut rows = csv::Reader::from_reader(csv.as_slice());
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    assert_eq!(
        (&rows[0][0], &rows[0][2], &rows[0][12]),
        (
            "R-1",
            of(&found(), "R-1").controls.join("; ").as_str(),
            "2026-10-02"
        )
    );
    assert_eq!(&rows[0][9], "Head of IT");
    assert!(rows[5][1].starts_with("'="), "{}", &rows[5][1]);
    assert!(
        rows[6..]
            .iter()
            .all(|row| &row[2] != "AC-04" && row[0].contains('/'))
    );
    let incident = rows.iter().position(|row| row[2].contains("△ IR-01"));
    assert!(incident.is_some_and(|at| at < 6), "{rows:?}");
    assert!(rows[6..].iter().any(|row| &row[2] == "IR-01"), "{rows:?}");
    let ics = String::from_utf8(
        outcome
            .export(&engagement, &advice, Export::Calendar)
            .unwrap(),
    )
    .unwrap();
    let ics = ics.replace("\r\n ", "");
    assert!(ics.contains("DTSTART;VALUE=DATE:20261002\r\nDTEND;VALUE=DATE:20261003\r\nSUMMARY:request R-1: Evidence of the periodic"), "{ics}");
    assert!(ics.contains("\\nControls: AC-04"), "{ics}");
    assert!(
        ics.contains("\\nControls\\, suggested by words: IR-01"),
        "{ics}"
    );
}

#[test]
fn a_link_leaves_them_out_and_says_so() {
    let (file, left_out) = unnamed(&read(with(&found().requests)));
    assert_eq!((file.auditor_requests.len(), left_out.requests), (0, 6));
    let shared = Shared::Full(Box::new(file));
    let said = preview(&Parcel {
        shared: &shared,
        left_out,
        sealed: false,
        length: 9,
    });
    assert!(
        said.contains(
            &"Left out: 6 requests of the examiner, whose list that is and no work of yours."
                .to_owned()
        ),
        "{said:?}"
    );
}

#[test]
fn what_cannot_be_is_refused_by_its_place() {
    let content = input::content().unwrap();
    let problems = |requests: Value| {
        let mut value = acme();
        value["auditorRequests"] = requests;
        let found = input::problems(value, content);
        found
            .into_iter()
            .map(|p| (p.at, p.code))
            .collect::<Vec<_>>()
    };
    let at = |rest: &str| format!("/auditorRequests/{rest}");
    assert_eq!(
        problems(json!([{"id": "1", "request": " "}])),
        [(at("0/request"), Code::MissingText)]
    );
    assert_eq!(
        problems(json!([{"id": "1", "request": "a"}, {"id": "1", "request": "b"}])),
        [(at("1/id"), Code::Duplicate)]
    );
    // A later catalogue may have taken a control out; the list is kept.
    assert_eq!(
        problems(json!([{"id": "1", "request": "a", "controls": ["AC-99"]}])),
        []
    );
    assert_eq!(
        problems(json!([{"id": "1", "request": "a", "controls": ["AC-01", "AC-01"]}])),
        [(at("0/controls/1"), Code::Duplicate)]
    );
    assert_eq!(
        problems(json!([{"id": "1", "request": "x".repeat(2001)}])),
        [(at("0/request"), Code::TooLarge)]
    );
    let refused = |bytes: &[u8]| match listed(bytes) {
        Err(Error::Input(problems)) => problems[0].code,
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(b""), Code::EmptyFile);
    assert_eq!(refused(b"a\0b\0\0c"), Code::NotText);
    assert_eq!(refused(b"name;size\na;1\n"), Code::WrongDocument);
    assert_eq!(refused(&vec![b'x'; 4_000_001]), Code::TooLarge);
    assert_eq!(
        refused(("request\n".to_owned() + &"a\n".repeat(2001)).as_bytes()),
        Code::TooLarge
    );
    assert_eq!(
        refused(("request\n".to_owned() + &"x".repeat(2001)).as_bytes()),
        Code::TooLarge
    );
    assert_eq!(refused(b"id,request\n1,\"never closed\n"), Code::Truncated);
}

#[test]
fn the_command_writes_the_assessment_and_says_what_was_found() {
    let folder = std::env::temp_dir().join(format!("tickmark-requests-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let (list, to) = (folder.join("pbc.csv"), folder.join("out.json"));
    fs::write(&list, LIST).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_tickmark"));
    let done = command
        .arg("requests")
        .arg("examples/acme/full.json")
        .arg(&list)
        .arg("-o")
        .arg(&to)
        .output()
        .unwrap();
    let said = String::from_utf8(done.stderr).unwrap();
    assert_eq!(done.status.code(), Some(0), "{said}");
    assert!(said.starts_with("6 requests, "), "{said}");
    assert!(
        said.contains("  △ VM-01 Vulnerability scanning: names it\n"),
        "{said}"
    );
    assert!(said.contains("  ? no control found\n"), "{said}");
    let written: Value = serde_json::from_str(&fs::read_to_string(&to).unwrap()).unwrap();
    assert_eq!(
        written["auditorRequests"],
        serde_json::to_value(found().requests).unwrap()
    );
    fs::remove_dir_all(&folder).unwrap();
}
