//! Flat JSON: looked at, mapped and read as a table is.

use proptest::prelude::*;

use super::*;

const LIST: &str = r#"[
    {"Konto": 1, "Wer": "ines@x.example", "Letzte Anmeldung": "13/06/2026 08:00", "sec": {"mfa": true}, "Zustand": "aktiv"},
    {"Konto": 2, "Wer": "tom@x.example", "Zustand": "gesperrt", "sec": {"mfa": false, "keys": ["a", "b"]}},
    {"Wer": "eva@x.example", "Letzte Anmeldung": null, "Zustand": "aktiv"}
]"#;

fn of_list() -> Mapping {
    let mut mapping = accounts();
    mapping.columns[2].column = "sec.mfa".to_owned();
    mapping
}

#[test]
fn a_list_of_objects_is_looked_at_like_a_table() {
    let table = look(LIST.as_bytes(), true).unwrap();
    let names = [
        "Konto",
        "Wer",
        "Letzte Anmeldung",
        "sec.mfa",
        "Zustand",
        "sec.keys",
    ];
    assert_eq!(table.columns, names);
    let best = &table.kinds[0];
    assert_eq!((best.kind.as_str(), best.complete), ("accounts", true));
    let login = best.fields.iter().find(|f| f.field == "login").unwrap();
    assert_eq!(login.column.as_deref(), Some("Wer"));
    assert_eq!((table.rows.len(), table.rows[1].row), (3, 2));
    assert_eq!(
        table.rows[1].cells,
        ["2", "tom@x.example", "", "false", "gesperrt", "a, b"]
    );
    let seen = preview(&table, &of_list());
    assert!(seen.problems.is_empty(), "{:?}", seen.problems);
    assert_eq!(seen.rows[0].cells[2].reads, "yes");
    assert_eq!((seen.rows[2].row, seen.rows[2].used), (3, true));
    // Of a beginning, the elements that are whole.
    let cut = look(&LIST.as_bytes()[..LIST.len() - 20], false).unwrap();
    assert_eq!((cut.rows.len(), &cut.columns), (2, &table.columns));
    // One object is no list, and a list of lists neither.
    assert_eq!(look(b"{\"a\": 1, \"b\": 2}", true), None);
    assert_eq!(look(b"[[1, 2], [3, 4]]", true), None);
}

#[test]
fn a_list_of_objects_is_read_by_a_mapping_and_again_by_itself() {
    let lines: String = LIST.lines().filter(|l| l.contains("Wer")).collect();
    let lines = lines.replace("},    {", "}\n{").trim().to_owned() + "\n";
    assert_eq!(lines.lines().count(), 3);
    let wrapped = format!("{{\"count\": 3, \"rows\": {LIST}}}");
    let said = Choices {
        mapping: Some(of_list()),
        ..Choices::default()
    };
    let known = Choices {
        known: vec![accounts(), of_list()],
        ..Choices::default()
    };
    for (text, container) in [
        (LIST, "JSON"),
        (&wrapped, "JSON"),
        (&lines, "lines of JSON"),
    ] {
        assert!(read(text, Choices::default()).is_err());
        for choices in [&said, &known] {
            let file = read(text, choices.clone()).unwrap();
            assert_eq!((format(&file), file.container), ("account-list", container));
            let found = &records(&file).accounts;
            let logins: Vec<&str> = found.iter().map(|a| a.login.as_str()).collect();
            assert_eq!(logins, ["ines@x.example", "tom@x.example", "eva@x.example"]);
            let rows: Vec<u32> = found.iter().map(|a| a.at.row).collect();
            assert_eq!(rows, [1, 2, 3]);
            assert_eq!(found[0].last_login.time.words(), "2026-06-13T08:00:00");
            assert_eq!(file.reading().1.mapped.as_ref(), Some(&of_list()));
            assert_eq!(file.recorded.ignored, ["Konto", "sec.keys"]);
        }
    }
    // One object is read by what was said, so that a list of one line is.
    let one = lines.lines().next().unwrap();
    assert_eq!(
        records(&read(one, known.clone()).unwrap()).accounts.len(),
        1
    );
    assert!(read(one, Choices::default()).is_err());
    // What a format recognises stays so, and what does not fit is refused as before.
    let other = "[{\"Wer\": \"a@x.example\"}]";
    assert!(
        matches!(read(other, known), Err(Error::Input(p)) if p[0].code.to_string() == "unknown-format")
    );
    let missing = read(other, said);
    assert!(
        matches!(missing, Err(Error::Input(p)) if p[0].message.contains("has no column `letzte"))
    );
}

const COLUMNS: [&str; 4] = ["Wer", "letzte  anmeldung", "Zwei-Faktor", "Zustand"];

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[a-c]{1,2}@x\\.example",
        "[0-3][0-9]/0[1-9]/2026( 0[0-9]:00)?",
        "(yes|no|true|active|disabled|unknown|N/A|46000|1\\.5)",
        "[a-cä\",;|'\n {}\\[\\]-]{0,9}",
    ]
}

fn written(rows: &[[String; 4]], lines: bool) -> String {
    let elements = rows.iter().enumerate().map(|(at, row)| {
        let entries = COLUMNS.iter().zip(row).filter_map(|(key, cell)| {
            let number = cell.parse::<f64>().ok().filter(|n| n.to_string() == *cell);
            let value = match (number, cell.as_str()) {
                (Some(number), _) => number.to_string(),
                (None, "true") => "true".to_owned(),
                // The first has every key, so that columns stand in one order.
                (None, "") if at > 0 && row[0].len() % 2 == 0 => return None,
                (None, "") => "null".to_owned(),
                (None, cell) => serde_json::to_string(cell).unwrap(),
            };
            Some(format!("{}: {value}", serde_json::to_string(key).unwrap()))
        });
        format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
    });
    let elements: Vec<String> = elements.collect();
    match lines {
        true => elements.join("\n"),
        false => format!("[{}]", elements.join(",\n")),
    }
}

proptest! {
    #[test]
    fn read_the_same(rows in prop::collection::vec([cell(), cell(), cell(), cell()], 1..12), lines in any::<bool>()) {
        let mut csv = format!("\"{}\"\n", COLUMNS.join("\",\""));
        for row in &rows {
            let cells = row.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")));
            csv.push_str(&(cells.collect::<Vec<_>>().join(",") + "\n"));
        }
        let choices = Choices { mapping: Some(accounts()), ..Choices::default() };
        let (table, list) = (read(&csv, choices.clone()), read(&written(&rows, lines), choices));
        match (table, list) {
            (Ok(mut table), Ok(list)) => {
                prop_assert_eq!(table.rows, list.rows);
                for account in &mut table.recorded.reading.records.accounts {
                    account.at.row -= 1;
                }
                let of = |file: &FileRead| {
                    let reading = &file.recorded.reading;
                    format!("{:?} {:?} {:?}", reading.records, reading.questions, file.recorded.open_orders)
                };
                prop_assert_eq!(of(&table), of(&list));
                prop_assert_eq!(table.recorded.ignored, list.recorded.ignored);
            }
            (Err(table), Err(list)) => prop_assert_eq!(table.to_string(), list.to_string()),
            (table, list) => prop_assert!(false, "{:?} {:?}", table.err(), list.err()),
        }
    }
}
