//! The calendar, read with the icalendar package of Python.

use std::collections::BTreeSet;

use super::*;

fn read(files: &[String]) -> Value {
    let bytes: Vec<&[u8]> = files.iter().map(String::as_bytes).collect();
    read_by("read_ics.py", &bytes)
}

fn ics(assessment: Value) -> String {
    Worked::out(assessment).text(Export::Calendar)
}

fn named<'v>(events: &'v Value, summary: &str) -> &'v Value {
    let mut events = events.as_array().unwrap().iter();
    let found = events.find(|e| e["summary"].as_str().unwrap().contains(summary));
    found.unwrap_or_else(|| panic!("no event says {summary}"))
}

#[test]
fn a_calendar_holds_tasks_due_days_window_and_mock_audit() {
    let worked = Worked::out(with_register());
    let read = read(&[worked.text(Export::Calendar)]);
    let events = &read["calendars"][0]["events"];
    let calendar = &worked.advice.calendar;
    let accepted = 1;
    let due = 3;
    let steps = worked.advice.mock_audit.steps.len();
    assert_eq!(
        events.as_array().unwrap().len(),
        calendar.tasks.len() + calendar.overdue.len() + accepted + due + 2 + steps
    );
    let begins = named(events, "the window begins");
    assert_eq!(begins["start"], "2026-09-15");
    assert_eq!(begins["end"], "2026-09-16");
    assert_eq!(begins["stamp"], "2026-11-21T00:00:00+00:00");
    assert_eq!(named(events, "the window ends")["start"], "2027-03-14");
    let gap = named(events, "close the gap AC-02");
    assert_eq!(gap["start"], "2026-12-15");
    assert_eq!(gap["alarms"], json!([-7.0 * 86_400.0]));
    assert_eq!(gap["categories"], json!(["SOC 2"]));
    assert_eq!(gap["transparent"], "TRANSPARENT");
    assert!(
        gap["description"]
            .as_str()
            .unwrap()
            .contains("Owner: CTO\n")
    );
    assert!(named(events, "✗ overdue: close the gap AC-04")["alarms"] == json!([]));
    assert_eq!(
        named(events, "last day of the accepted risk of VN-01")["start"],
        "2027-01-31"
    );
    assert_eq!(named(events, "mock audit: Sample")["start"], "2027-01-29");
    let task = calendar
        .tasks
        .iter()
        .find(|t| t.control == "AC-04")
        .unwrap();
    let label = task.period.label.clone().unwrap();
    assert_eq!(
        named(events, &format!("({label})"))["alarms"],
        json!([-7.0 * 86_400.0])
    );
}

#[test]
fn lines_are_folded_and_end_as_they_should() {
    for (_, worked) in hostile::all() {
        let text = worked.text(Export::Calendar);
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
        assert!(text.split("\r\n").all(|line| line.len() <= 75));
        assert!(
            !text
                .replace("\r\n", "")
                .contains(|c: char| c.is_control() && c != '\t')
        );
    }
}

#[test]
fn no_text_of_a_person_becomes_a_line_of_its_own() {
    let plain = Worked::out(hostile::assessment("plain"));
    let expected = read(&[plain.text(Export::Calendar)]);
    let count = |v: &Value| v["calendars"][0]["events"].as_array().unwrap().len();
    for (text, worked) in hostile::all() {
        let read = read(&[worked.text(Export::Calendar)]);
        assert_eq!(count(&read), count(&expected), "{text:.40}");
        let gap = named(&read["calendars"][0]["events"], "close the gap AC-02");
        let letters = |t: &str| -> String { t.chars().filter(|c| c.is_alphanumeric()).collect() };
        assert!(letters(gap["description"].as_str().unwrap()).contains(&letters(text)));
    }
}

#[test]
fn a_later_export_takes_the_place_of_an_earlier_one() {
    let before = with_register();
    let mut after = with_register();
    after["asOf"] = json!("2026-12-05");
    after["register"][0]["due"] = json!("2027-01-20");
    after["register"][0]["status"] = json!("ready-for-retest");
    let files = [ics(before), ics(after)];
    let read = read(&files);
    let events = |i: usize| read["calendars"][i]["events"].as_array().unwrap().clone();
    let uids = |i: usize| -> BTreeSet<String> {
        let all = events(i);
        let uids: BTreeSet<String> = all
            .iter()
            .map(|e| e["uid"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(uids.len(), all.len(), "an id is there twice");
        uids
    };
    let (old, new) = (uids(0), uids(1));
    assert!(old.intersection(&new).count() > 20);
    let merged = read["merged"].as_object().unwrap();
    assert_eq!(merged.len(), old.union(&new).count());
    let gap = merged.values().filter(|e| {
        e["summary"]
            .as_str()
            .unwrap()
            .contains("close the gap AC-02")
    });
    let gap: Vec<&Value> = gap.collect();
    assert_eq!(gap.len(), 1);
    assert_eq!(gap[0]["start"], "2027-01-20");
    // Read the wrong way round, the later one still holds.
    let [first, second] = files;
    assert_eq!(self::read(&[second, first])["merged"], read["merged"]);
}

#[test]
fn calendars_of_two_companies_share_no_event() {
    let mut other = with_register();
    other["profile"]["organisation"] = json!("Other");
    let read = read(&[ics(with_register()), ics(other)]);
    let count = |i: usize| read["calendars"][i]["events"].as_array().unwrap().len();
    assert_eq!(
        read["merged"].as_object().unwrap().len(),
        count(0) + count(1)
    );
}
