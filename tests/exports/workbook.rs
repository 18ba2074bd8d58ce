//! The workbook, read with calamine.

use std::io::{Cursor, Read};

use calamine::{Data, Range, Reader, Xlsx};

use super::*;

fn book(worked: &Worked) -> (Vec<u8>, Xlsx<Cursor<Vec<u8>>>) {
    let bytes = worked
        .outcome
        .workbook(&worked.engagement, &worked.advice)
        .unwrap();
    (bytes.clone(), Xlsx::new(Cursor::new(bytes)).unwrap())
}

/// The cells of a column below its name.
fn column(range: &Range<Data>, name: &str) -> Vec<Data> {
    let header = range.rows().next().unwrap();
    let at = header
        .iter()
        .position(|c| *c == Data::String(name.to_owned()))
        .unwrap();
    range.rows().skip(1).map(|row| row[at].clone()).collect()
}

#[test]
fn every_sheet_has_its_rows_with_days_as_days() {
    let mut assessment = with_evidence("acme/full");
    assessment["register"] = with_register()["register"].clone();
    let worked = Worked::out(assessment);
    let (_, mut book) = book(worked);
    assert_eq!(
        book.sheet_names(),
        ["Summary", "Register", "Requests", "Calendar", "Deviations"]
    );
    let register = book.worksheet_range("Register").unwrap();
    assert_eq!(
        register.rows().count() - 1,
        worked.outcome.plan.register.len()
    );
    let ids = column(&register, "id");
    let at = ids
        .iter()
        .position(|c| *c == Data::String("AC-02".to_owned()))
        .unwrap();
    match &column(&register, "due")[at] {
        Data::DateTime(day) => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            assert_eq!((year, month, day), (2026, 12, 15));
        }
        other => panic!("{other:?}"),
    }
    assert!(matches!(
        column(&register, "likelihood")[at],
        Data::Float(_)
    ));
    let calendar = book.worksheet_range("Calendar").unwrap();
    let tasks = worked.advice.calendar.tasks.len() + worked.advice.calendar.overdue.len();
    assert_eq!(calendar.rows().count() - 1, tasks);
    assert!(
        column(&calendar, "due")
            .iter()
            .all(|c| matches!(c, Data::DateTime(_)))
    );
    let papers = worked
        .engagement
        .evidence
        .iter()
        .flat_map(|e| &e.workpapers);
    let deviations: usize = papers.map(|p| p.deviations.len()).sum();
    let sheet = book.worksheet_range("Deviations").unwrap();
    assert!(deviations > 0);
    assert_eq!(sheet.rows().count() - 1, deviations);
}

#[test]
fn no_cell_is_a_formula_and_each_sheet_stands_still_below_its_header() {
    for (text, worked) in hostile::all() {
        let (bytes, mut book) = book(worked);
        for name in book.sheet_names() {
            assert_eq!(
                book.worksheet_formula(&name).unwrap().used_cells().count(),
                0,
                "{name}"
            );
        }
        let register = book.worksheet_range("Register").unwrap();
        let said = column(&register, "response");
        let letters = |t: &str| -> String {
            t.chars()
                .filter(|c| c.is_alphanumeric())
                .take(5000)
                .collect()
        };
        assert!(
            said.iter()
                .any(|c| letters(&c.to_string()) == letters(text)),
            "{text:.40}"
        );
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        for i in 2..=5 {
            let mut sheet = String::new();
            let mut file = archive
                .by_name(&format!("xl/worksheets/sheet{i}.xml"))
                .unwrap();
            file.read_to_string(&mut sheet).unwrap();
            assert!(
                !sheet.contains("<f>")
                    && sheet.contains("state=\"frozen\"")
                    && sheet.contains("<autoFilter")
            );
        }
    }
}
