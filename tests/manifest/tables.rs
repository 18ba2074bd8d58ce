//! The list as a table: what is written is read again, and what is wrong is told by row and column.

use serde_json::Value;
use tickmark::input;
use tickmark::input::manifest::Entry;
use tickmark::input::manifest::table::written;

use super::{assessment, full, listed, refused};

fn read(text: &str) -> Vec<Entry> {
    let content = input::content().unwrap();
    input::manifest_file(text.as_bytes(), content).unwrap_or_else(|why| panic!("{why}\n{text}"))
}

fn json(entries: &[Entry]) -> Value {
    serde_json::to_value(entries).unwrap()
}

#[test]
fn what_is_written_is_read_again() {
    let mut file = assessment();
    listed(&mut file, &full());
    let text = written(&file.evidence, None);
    let mut wanted = file.evidence.clone();
    // What is said of the whole is written of the assessment.
    wanted[0].terms = None;
    assert_eq!(json(&read(&text)), json(&wanted));
    assert_eq!(read(&text), wanted);
    // A spreadsheet saves it its own way.
    let windows = format!("\u{feff}{}", text.replace("\"\n\"", "\"\r\n\""));
    assert_eq!(read(&windows), wanted);
    let again = written(&read(&text), None);
    assert_eq!(again, text);
}

#[test]
fn the_assessment_says_what_it_is_for() {
    let mut file = assessment();
    listed(&mut file, &full());
    let text = written(&file.evidence, Some(&file.profile));
    let entries = read(&text);
    let terms = entries[0].terms.as_ref().unwrap();
    assert_eq!(terms.organisation.as_deref(), Some("Acme"));
    assert_eq!(terms.window, Some(file.profile.window));
    assert_eq!(terms.time_zone, file.profile.time_zone);
}

#[test]
fn no_cell_is_a_formula() {
    let mut file = assessment();
    listed(&mut file, &full());
    for start in ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"] {
        let hostile = format!("{start}cmd|' /C calc'!A0");
        file.evidence[0].title.clone_from(&hostile);
        file.evidence[0].owner = Some(hostile.clone());
        file.evidence[0]
            .extra
            .insert(hostile.clone(), hostile.clone().into());
        let text = written(&file.evidence, None);
        for cell in text.split('"').skip(1).step_by(2) {
            assert!(!cell.starts_with(start), "{cell}");
        }
        file.evidence[0].extra.remove(&hostile);
    }
}

#[test]
fn the_empty_list_is_filled_in() {
    let templates = tickmark::evidence::templates();
    let (_, text) = templates
        .iter()
        .find(|(n, _)| *n == "evidence.csv")
        .unwrap();
    assert!(read(text).is_empty());
    let plain = text.replace('"', "");
    let header = plain.lines().next().unwrap();
    let row: Vec<&str> = header
        .split(',')
        .map(|name| match name {
            "id" => "ir-plan",
            "title" => "Plan",
            "kind" => "document",
            "file.name" => "plan.pdf",
            "controls" => "IR-01 ; IR-02",
            "containsPersonalData" => "No",
            "asOf" => "2026-06-01",
            _ => "",
        })
        .collect();
    for delimiter in [",", ";", "\t"] {
        let filled = format!("{plain}{}\n", row.join(","));
        let filled = match delimiter {
            ";" => filled
                .replace(';', "\u{1}")
                .replace(',', ";")
                .replace("IR-01 \u{1} IR-02", "\"IR-01 ; IR-02\""),
            other => filled.replace(',', other),
        };
        let found = read(&filled);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].controls, ["IR-01", "IR-02"]);
        assert_eq!(found[0].contains_personal_data, Some(false));
    }
}

#[test]
fn what_is_wrong_is_told_by_row_and_column() {
    let text = "\
id,Title,kind,file.name,file.bytes,asOf,controls,containsPersonalData,supersedes,organisation,exportedAt
a,A,document,a.pdf,12,2026-01-02,IR-01,yes,,Acme,
b,B,dokument,b.pdf,many,2026-02-30,IR-01,perhaps,,Other,

c,C,document,,5,,IR-99;IR-01,,c,,soon
,D,document,d.pdf,,,,,,,,beyond
";
    assert_eq!(
        refused(text.as_bytes()),
        [
            "wrong-shape : row 3, column `file.bytes`: this is no whole number, 0 or more, written in digits",
            "wrong-shape : row 3, column `containsPersonalData`: this is neither yes nor no",
            "wrong-shape : row 3, column `organisation`: another value than in row 2; it is said of the whole list, \
             and is the same in every row",
            "impossible-date : row 3, column `asOf`: `2026-02-30` is not a date: February 2026 has 28 days, not 30",
            "wrong-shape : row 5, column `file.name`: nothing stands here",
            "wrong-shape : row 6, column number 12: a cell stands here, and the header has no name for its column",
            "wrong-shape : row 6, column `id`: nothing stands here",
        ]
    );
    // What rows mean is looked at once all can be read.
    let text = text
        .replace(
            "b,B,dokument,b.pdf,many,2026-02-30,IR-01,perhaps,,Other,",
            "b,B,document,b.pdf,,,,,,,",
        )
        .replace("c,C,document,,5,", "c,C,document,c.pdf,5,")
        .replace(",D,document,d.pdf,,,,,,,,beyond\n", "");
    let found = refused(text.as_bytes());
    let starts: Vec<&str> = found
        .iter()
        .map(|p| p.split(": ").nth(1).unwrap())
        .collect();
    assert_eq!(
        starts,
        [
            "row 5, column `controls`",
            "row 5, column `exportedAt`",
            "row 5, column `supersedes`",
        ],
        "{found:#?}"
    );
    for (text, code) in [
        ("id,title,kind,file.name,Title\n", "duplicate"),
        ("id,title,kind,file.name,workpapers\n", "unknown-key"),
        (
            "format,version,id,title,kind\ntickmark-evidence,2,a,a,policy\n",
            "newer-version",
        ),
        (
            "format,version,id,title,kind\nother,1,a,a,policy\n",
            "wrong-document",
        ),
    ] {
        let found = refused(text.as_bytes());
        assert!(found[0].starts_with(code), "{found:?}");
        assert!(found[0].contains("row "), "{found:?}");
    }
}

#[test]
fn an_open_quote_is_told_with_its_row() {
    let rows =
        "id,title,kind,file.name\na,A,document,a.pdf\nb,\"B,document,b.pdf\nc,C,document,c.pdf\n";
    let why = refused(rows.as_bytes());
    assert_eq!(
        why,
        ["truncated : a quote opens in row 3 and is never closed"]
    );
    let fine = read(&rows.replace('"', ""));
    assert_eq!(
        fine.iter().map(|e| e.title.as_str()).collect::<Vec<_>>(),
        ["A", "B", "C"]
    );
}

#[test]
fn a_list_is_read_as_a_spreadsheet_saves_it() {
    let rows = "id;title;kind;file.name\na;Prüfung;document;a.pdf\n";
    let content = input::content().unwrap();
    let title = |bytes: &[u8]| {
        input::manifest_file(bytes, content).unwrap()[0]
            .title
            .clone()
    };
    let latin: Vec<u8> = rows
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    let wide = |text: &str| {
        text.encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect::<Vec<u8>>()
    };
    for bytes in [
        rows.as_bytes().to_vec(),
        latin,
        wide(&format!("\u{feff}{rows}")),
        wide(rows),
    ] {
        assert_eq!(title(&bytes), "Prüfung");
    }
    let mixed = [rows.as_bytes(), b"\xff\n"].concat();
    assert_eq!(
        refused(&mixed),
        ["not-text : a list of evidence is text, and some of these bytes are none"]
    );
}
