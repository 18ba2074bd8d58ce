//! Tables of unknown systems: what is suggested, what is refused, and how they read once they are mapped.

mod json;
mod system;

use super::*;
use crate::error::Error;
use crate::evidence::formats::kinds::KINDS;
use crate::evidence::formats::samples::{format, records};
use crate::evidence::mapping::{MappedColumn, Mapping};
use crate::evidence::reading::{Choices, FileRead, Intake};

const TABLE: &str = "Konto;Wer;Letzte Anmeldung;Zwei-Faktor;Zustand;Bemerkung\n\
    1;ines@x.example;13/06/2026 08:00;ja;aktiv;\n\
    2;tom@x.example;02/06/2026 09:30;nein;gesperrt;geht im Mai\n\
    3;eva@x.example;unbekannt;ja;aktiv;\n";

fn mapped(kind: &str, columns: &[(&str, &str)]) -> Mapping {
    let columns = columns.iter().map(|(field, column)| MappedColumn {
        field: (*field).to_owned(),
        column: (*column).to_owned(),
    });
    Mapping {
        kind: kind.to_owned(),
        columns: columns.collect(),
        ..Mapping::default()
    }
}

fn accounts() -> Mapping {
    mapped(
        "accounts",
        &[
            ("login", "Wer"),
            ("last-login", "letzte  anmeldung"),
            ("mfa", "Zwei-Faktor"),
            ("state", "Zustand"),
        ],
    )
}

fn read(text: &str, choices: Choices) -> Result<FileRead, Error> {
    let mut intake = Intake::new("list.csv", choices);
    intake.push(text.as_bytes());
    intake.finish()
}

fn told(mapping: &Mapping) -> Vec<String> {
    let choices = Choices {
        mapping: Some(mapping.clone()),
        ..Choices::default()
    };
    match read(TABLE, choices) {
        Err(Error::Input(problems)) => problems.into_iter().map(|p| p.message).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_unknown_table_is_refused_and_looked_at() {
    assert!(read(TABLE, Choices::default()).is_err());
    let table = look(TABLE.as_bytes(), true).unwrap();
    assert_eq!(table.columns.len(), 6);
    assert_eq!((table.rows.len(), table.rows[0].row), (3, 2));
    assert_eq!(table.kinds.len(), KINDS.len());
    let best = &table.kinds[0];
    assert_eq!(
        (best.kind.as_str(), best.complete),
        ("accounts", true),
        "{best:#?}"
    );
    let column = |id: &str| {
        let mut fields = best.fields.iter();
        fields.find(|f| f.field == id).unwrap().column.as_deref()
    };
    // By its cells alone, by its name, by both.
    assert_eq!(column("login"), Some("Wer"));
    assert_eq!(column("last-login"), Some("Letzte Anmeldung"));
    assert_eq!(column("mfa"), Some("Zwei-Faktor"));
    assert_eq!(column("state"), Some("Zustand"));
    assert_eq!(column("privileged"), None);
}

#[test]
fn what_is_no_table_is_not_looked_at() {
    for text in [
        "",
        "{\"a\": 1}",
        "one column\n1\n",
        "<html><a,b>",
        "\u{0}\u{1},\n",
    ] {
        assert!(
            look(text.as_bytes(), true).is_none_or(|t| t.columns.len() > 1),
            "{text}"
        );
    }
    assert_eq!(look(b"PK\x03\x04", true), None);
    // A row that was cut is not looked at.
    let cut = look("a,b\n1,2\n3".as_bytes(), false).unwrap();
    assert_eq!(cut.rows.len(), 1);
}

#[test]
fn a_mapped_table_is_read_by_the_reader_of_its_kind() {
    let mut mapping = accounts();
    mapping.nulls = vec!["Unbekannt".to_owned()];
    let file = read(
        TABLE,
        Choices {
            mapping: Some(mapping.clone()),
            ..Choices::default()
        },
    )
    .unwrap();
    assert_eq!(format(&file), "account-list");
    let found = &records(&file).accounts;
    let times: Vec<String> = found.iter().map(|a| a.last_login.time.words()).collect();
    // One row of the column tells that the day stands first, and the word means nothing.
    assert_eq!(
        times,
        ["2026-06-13T08:00:00", "2026-06-02T09:30:00", "no time"]
    );
    assert_eq!(found[2].login, "eva@x.example");
    assert_eq!(found[0].at.row, 2);
    assert_eq!(file.column(1), "Wer");
    let (_, reading) = file.reading();
    assert_eq!(reading.mapped.as_ref(), Some(&mapping));
    assert!(reading.system.as_deref().unwrap().starts_with("list-"));
}

#[test]
fn the_same_columns_are_read_again_without_a_question_and_others_are_not() {
    let known = vec![mapped("roster", &[("name", "Wer")]), accounts()];
    let choices = |known: &[Mapping]| Choices {
        known: known.to_vec(),
        ..Choices::default()
    };
    // The mapping that reads most; a title above and one more column change nothing.
    let next = format!(
        "Export of May;;\n\n{}",
        TABLE.replace("Bemerkung", "Notiz;Neu")
    );
    for text in [TABLE, &next] {
        assert_eq!(
            format(&read(text, choices(&known)).unwrap()),
            "account-list"
        );
    }
    let renamed = TABLE.replace("Wer", "Login-Name");
    assert!(read(&renamed, choices(&known)).is_err());
    // What a format recognises is read by a mapping of its own kind alone.
    let training = "Email,Course,Completed,Status\na@x.example,Basics,2026-05-09,Done\n";
    let roster = mapped("roster", &[("email", "Email"), ("status", "Status")]);
    let other = mapped(
        "training",
        &[
            ("person", "Email"),
            ("course", "Status"),
            ("completed", "Completed"),
        ],
    );
    let plain = read(training, choices(&[roster])).unwrap();
    assert_eq!(format(&plain), "training-sheet");
    assert_eq!(plain.reading().1.mapped, None);
    let corrected = read(training, choices(&[other])).unwrap();
    assert_eq!(records(&corrected).trainings[0].course, "Done");
}

#[test]
fn what_is_wrong_with_a_mapping_is_said_in_sentences() {
    let mut missing = accounts();
    missing.columns[1].column = "Letzte Abmeldung".to_owned();
    assert_eq!(
        told(&missing),
        [
            "the file has no column `Letzte Abmeldung`; it has `Konto`, `Wer`, `Letzte Anmeldung`, `Zwei-Faktor`, \
          `Zustand`, `Bemerkung`"
        ]
    );
    let mut twice = accounts();
    twice.columns[1].field = "login".to_owned();
    assert_eq!(told(&twice), ["two columns are the Login; one is allowed"]);
    let mut again = accounts();
    again.columns[1].column = "wer".to_owned();
    assert_eq!(
        told(&again),
        ["the column `wer` is two fields; it can be one"]
    );
    let without = mapped("accounts", &[("state", "Zustand")]);
    assert_eq!(
        told(&without),
        ["no column is one of Login, Email, without which accounts cannot be read"]
    );
    let blank = mapped("accounts", &[("login", " ")]);
    assert_eq!(
        told(&blank),
        ["no column is named; the name in the header is needed"]
    );
    let kind = &check_mapping(&mapped("acounts", &[]), "/x")[0];
    assert_eq!(kind.at, "/x/kind");
    assert_eq!(kind.help.as_deref(), Some("Did you mean `accounts`?"));
    let field = &check_mapping(
        &mapped("accounts", &[("login", "a"), ("last-logon", "b")]),
        "",
    )[0];
    assert_eq!(
        (field.at.as_str(), field.help.as_deref()),
        ("/columns/1/field", Some("Did you mean `last-login`?"))
    );
    let json = read(
        "[1, 2]",
        Choices {
            mapping: Some(accounts()),
            ..Choices::default()
        },
    );
    assert!(matches!(json, Err(Error::Input(p)) if p[0].message.contains("JSON")));
}

#[test]
fn the_first_rows_are_shown_as_they_read() {
    let table = look(TABLE.as_bytes(), true).unwrap();
    let seen = preview(&table, &accounts());
    assert!(seen.problems.is_empty() && !seen.asks_order);
    assert_eq!(seen.fields, ["Login", "Last login", "MFA", "State"]);
    let states: Vec<ReadAs> = seen.rows[2].cells.iter().map(|c| c.state).collect();
    assert_eq!(
        states,
        [ReadAs::Read, ReadAs::Unclear, ReadAs::Read, ReadAs::Read]
    );
    assert_eq!(seen.rows[1].cells[1].reads, "2026-06-02T09:30:00");
    assert!(seen.rows.iter().all(|row| row.used));
    // Day and month could change places: asked, and shown as said.
    let open = look(b"Login,Seen\na@x.example,02/03/2026\n,04/05/2026\n", true).unwrap();
    let mut mapping = mapped("accounts", &[("login", "Login"), ("last-login", "Seen")]);
    let asked = preview(&open, &mapping);
    assert!(asked.asks_order);
    assert_eq!(asked.rows[0].cells[1].state, ReadAs::Open);
    assert!(!asked.rows[1].used);
    mapping.day_first = Some(true);
    assert_eq!(
        preview(&open, &mapping).rows[0].cells[1].reads,
        "2026-03-02"
    );
    assert_eq!(preview(&open, &accounts()).problems.len(), 4);
}

#[test]
fn names_of_any_length_and_number_are_looked_at_in_time() {
    // Comparing every letter of these with every letter of what they could mean took minutes.
    let long = format!("{},b\n1,2\n", "department of ".repeat(14_000));
    assert_eq!(look(long.as_bytes(), true).unwrap().columns.len(), 2);
    let many: Vec<String> = (0..15_000).map(|n| format!("x{n}")).collect();
    let wide = format!("{}\n1,2\n", many.join(","));
    assert_eq!(look(wide.as_bytes(), true).unwrap().columns.len(), 15_000);
}

#[test]
fn no_name_of_a_column_moves_the_words_of_a_message() {
    let strange = "Log\u{202e}in\u{7}";
    let twice = mapped("accounts", &[("login", strange), ("email", strange)]);
    let table = look(format!("{strange}x,b\n1,2\n").as_bytes(), true).unwrap();
    let told = [check_mapping(&twice, ""), preview(&table, &twice).problems].concat();
    assert!(
        told.iter()
            .any(|p| p.message.contains("Log\\u{202e}in\\u{7}")),
        "{told:?}"
    );
    for problem in told {
        let text = format!("{}{}", problem.message, problem.help.unwrap_or_default());
        assert!(!text.contains(['\u{202e}', '\u{7}']), "{text}");
    }
}
