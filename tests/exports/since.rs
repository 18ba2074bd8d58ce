//! Exports with earlier assessments: what became of each gap, by its id.

use tickmark::comparison::Side;
use tickmark::comparison::trend::{self, Trend};

use super::tables::{cell, of, rows};
use super::*;

/// Acme two months ago, and a month ago, when its register said other things.
fn trend_to(now: &Value) -> Trend {
    let content = input::content().unwrap();
    let on = |day: &str| {
        let mut file = now.clone();
        file["asOf"] = json!(day);
        // What was looked at after that day would be refused.
        file["answers"] = json!([]);
        file["evidence"] = json!([]);
        file
    };
    let mut before = now.clone();
    before["register"] = json!([
        { "control": "AC-02", "status": "open", "owner": "IT", "due": "2026-12-01" },
        { "control": "CM-01", "status": "in-progress", "due": "2026-12-05" },
        { "control": "VN-02", "accepted": { "reason": "Few.", "until": "2026-12-20" } }
    ]);
    let file = |value: Value| input::assessment_file(value, content).unwrap();
    let (first, before, mut today) = (file(on("2026-09-20")), file(before), file(now.clone()));
    today.as_of = today.as_of.plus_days(1);
    let side = |file| Side { file, content };
    trend::history(&[side(&before), side(&first)], side(&today))
        .unwrap()
        .1
}

fn since(export: Export, worked: &Worked, trend: &Trend) -> Vec<u8> {
    let bytes = worked
        .outcome
        .export_since(&worked.engagement, &worked.advice, export, trend);
    bytes.unwrap()
}

#[test]
fn the_register_tells_what_became_of_each_gap() {
    let now = with_register();
    let (worked, trend) = (Worked::out(now.clone()), trend_to(&now));
    let plain = rows(&worked.export(Export::Register));
    for column in ["since", "firstSeen", "statusBefore", "dueBefore"] {
        assert!(
            plain.iter().all(|row| cell(row, column).is_empty()),
            "{column}"
        );
    }
    let table = rows(&since(Export::Register, worked, &trend));
    assert_eq!(table.len(), plain.len());
    let row = of(&table, "id", "AC-02");
    assert_eq!(cell(row, "since"), "open before");
    assert_eq!(cell(row, "firstSeen"), "2026-11-21");
    assert_eq!(
        (cell(row, "statusBefore"), cell(row, "dueBefore")),
        ("open", "2026-12-01")
    );
    // What this assessment says stays what it says.
    assert_eq!(
        (cell(row, "status"), cell(row, "due")),
        ("in progress", "2026-12-15")
    );
    assert_eq!(cell(of(&table, "id", "HR-05"), "since"), "");
}

#[test]
fn a_gap_that_is_closed_has_a_row() {
    let now = with_register();
    let mut one_day = now.clone();
    one_day["profile"]["type"] = json!(1);
    one_day["register"] = json!([]);
    let content = input::content().unwrap();
    let file = |value: Value| input::assessment_file(value, content).unwrap();
    let (before, mut today) = (file(now), file(one_day));
    today.as_of = today.as_of.plus_days(1);
    let side = |file| Side { file, content };
    let trend = trend::history(&[side(&before)], side(&today)).unwrap().1;
    let worked = Worked::out(json!(today));
    let table = rows(&since(Export::Register, worked, &trend));
    let closed: Vec<_> = table
        .iter()
        .filter(|row| cell(row, "since") == "closed")
        .collect();
    assert_eq!(
        closed.len(),
        trend.before().unwrap().gaps.len() - trend.now().unwrap().gaps.len()
    );
    for row in &closed {
        assert_eq!(cell(row, "gapToday"), "no");
        assert!(!cell(row, "title").is_empty());
    }
    // Its day is taken out of the calendar.
    let calendar = since(Export::Calendar, worked, &trend);
    let read = read_by(
        "read_ics.py",
        &[&calendar, &worked.export(Export::Calendar)],
    );
    let events = |i: usize| read["calendars"][i]["events"].as_array().unwrap().clone();
    let cancelled = |i: usize| {
        events(i)
            .into_iter()
            .filter(|e| e["status"] == "CANCELLED")
            .count()
    };
    let told = trend.before().unwrap();
    let days = told.register.iter().filter(|e| told.has_gap(&e.control));
    let days: usize = days
        .map(|e| usize::from(e.due.is_some()) + usize::from(e.accepted.is_some()))
        .sum();
    assert_eq!((cancelled(0), cancelled(1)), (days, 0));
    assert_eq!(events(0).len(), events(1).len() + days);
    // Under the ids that they had.
    let had = Worked::out(json!(before)).text(Export::Calendar);
    for event in events(0).iter().filter(|e| e["status"] == "CANCELLED") {
        assert!(
            had.replace("\r\n ", "")
                .contains(event["uid"].as_str().unwrap())
        );
    }
}

#[test]
fn trackers_and_issues_tell_it_in_a_sentence() {
    let now = with_register();
    let (worked, trend) = (Worked::out(now.clone()), trend_to(&now));
    let told = "Since 21 November 2026: open before; then open, due 1 December 2026, owner IT";
    for export in [Export::Jira, Export::Linear, Export::Asana] {
        let text = String::from_utf8(since(export, worked, &trend)).unwrap();
        assert_eq!(text.matches(told).count(), 1, "{export:?}");
        assert!(!worked.text(export).contains("Since 21"), "{export:?}");
    }
    let files = worked
        .outcome
        .issues_since(&worked.engagement, &worked.advice, Some(&trend));
    let file = files.iter().find(|f| f.name == "AC-02.md").unwrap();
    assert!(file.text.contains(told), "{}", file.text);
}

#[test]
fn a_workbook_has_a_sheet_of_where_things_stood() {
    use calamine::{Reader, Xlsx};
    let now = with_register();
    let (worked, trend) = (Worked::out(now.clone()), trend_to(&now));
    let book = worked
        .outcome
        .workbook_since(&worked.engagement, &worked.advice, Some(&trend));
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(book.unwrap())).unwrap();
    let sheet = book.worksheet_range("Trend").unwrap();
    assert_eq!(sheet.height(), 1 + trend.points.len());
    let number = |row: usize, column: usize| sheet[(row, column)].to_string();
    for (i, point) in trend.points.iter().enumerate() {
        assert_eq!(number(i + 1, 6), point.gaps.len().to_string());
        assert_eq!(number(i + 1, 5), point.outlook.high.to_string());
    }
}

#[test]
fn an_export_that_says_nothing_of_earlier_assessments_takes_none() {
    let now = with_register();
    let (worked, trend) = (Worked::out(now.clone()), trend_to(&now));
    for export in [
        Export::Requests,
        Export::Controls,
        Export::OscalResults,
        Export::OscalPlan,
    ] {
        let found = worked
            .outcome
            .export_since(&worked.engagement, &worked.advice, export, &trend);
        let told = found.unwrap_err().to_string();
        assert!(told.contains("takes no earlier assessment"), "{told}");
    }
}
