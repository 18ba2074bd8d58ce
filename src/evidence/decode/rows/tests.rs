//! Rows as they are found in chunks.

use super::*;
use proptest::prelude::*;

type Rows = Vec<(u32, Vec<String>)>;

fn read(chunks: &[&str]) -> Result<Rows, Problem> {
    let mut found = Vec::new();
    let mut sink = |row: Row<'_>| {
        let cells = (0..row.len()).map(|i| row.cell(i).to_owned()).collect();
        found.push((row.number, cells));
    };
    let mut reader = RowReader::new(b',', 0);
    for chunk in chunks {
        reader.push(chunk, &mut sink)?;
    }
    reader.finish(&mut sink)?;
    Ok(found)
}

fn numbers(text: &str) -> Vec<u32> {
    read(&[text]).unwrap().iter().map(|(n, _)| *n).collect()
}

#[test]
fn rows_have_the_numbers_of_a_spreadsheet() {
    assert_eq!(numbers("a,b\n1,2\n\n3,4\n"), [1, 2, 4]);
    assert_eq!(numbers("a,b\n1,2\n\n\n3,4"), [1, 2, 5]);
    assert_eq!(numbers("\n\na\n1"), [3, 4]);
    assert_eq!(numbers("a,b\n\"x\ny\nz\",2\n3,4\n"), [1, 2, 3]);
    assert_eq!(numbers("a\n1\n\n\n"), [1, 2]);
    assert_eq!(numbers(""), [0_u32; 0]);
}

#[test]
fn cells_are_without_blanks_around_them() {
    let rows = read(&["a, \"b \"\"c\"\"\" ,\n"]).unwrap();
    assert_eq!(rows[0].1, ["a", "\"b \"\"c\"\"\"", ""]);
    assert_eq!(read(&["\"a,b\",c"]).unwrap()[0].1, ["a,b", "c"]);
}

#[test]
fn an_open_quote_is_located() {
    let at = |text: &str| read(&[text]).unwrap_err().message;
    let says = |row: u32| format!("a quote opens in row {row} and is never closed");
    assert_eq!(at("a,b\n1,2\n3,\"4\n5,6\n"), says(3));
    assert_eq!(at("a,b\n\"1\n2\",2\n\n3,\"4"), says(4));
    let long = format!("a,b\n1,\"{}\n", "x\n".repeat(600));
    assert_eq!(at(&long), says(2));
    let longer = format!("a,b\n1,\"{}", "x".repeat(LONGEST_ROW * 2));
    assert_eq!(at(&longer), says(2));
    // Closed far below by the quote of another row.
    let swallowing = format!("a,b\n1,\"2\n{}4,\"5\"\n", "3,3\n".repeat(600));
    assert_eq!(at(&swallowing), says(2));
}

proptest! {
    #[test]
    fn chunks_change_nothing(text in "[a\", ;\né]{0,60}", cut in 0_usize..60) {
        let cut = (0..=cut.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap();
        let (a, b) = text.split_at(cut);
        let (whole, parts) = (read(&[&text]), read(&[a, b]));
        prop_assert_eq!(whole.as_ref().ok(), parts.as_ref().ok());
        if let Ok(rows) = whole {
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .from_reader(text.as_bytes());
            let theirs: Vec<Vec<String>> = reader
                .records()
                .map(|r| r.unwrap().iter().map(|c| c.trim().to_owned()).collect())
                .collect();
            let ours: Vec<Vec<String>> = rows.into_iter().map(|(_, cells)| cells).collect();
            prop_assert_eq!(ours, theirs);
        }
    }
}

#[test]
fn a_line_without_end_is_refused_by_its_row() {
    let long = "x".repeat(LONGEST_ROW);
    for chunks in [
        vec![format!("a,b\n1,2\n{long}{long}")],
        vec!["a,b\n1,2\n3".to_owned(), long.clone(), long.clone()],
        vec!["a,b\n1,2\n3".to_owned(), format!("{long}\n4,5\n")],
    ] {
        let chunks: Vec<&str> = chunks.iter().map(String::as_str).collect();
        let why = read(&chunks).unwrap_err();
        assert_eq!(why.code, Code::TooLarge);
        assert_eq!(why.message, "row 3 has more than 1048576 bytes");
    }
    let wide = format!("a\n{}\n", ",".repeat(MOST_CELLS));
    assert_eq!(
        read(&[&wide]).unwrap_err().message,
        "row 2 has more than 20000 cells"
    );
    let quoted = format!("a\n\"\"{}\n", ",".repeat(MOST_CELLS));
    assert_eq!(
        read(&[&quoted]).unwrap_err().message,
        "row 2 has more than 20000 cells"
    );
}

#[test]
fn the_same_cells_are_told_as_the_same_row() {
    let hashes = |text: &str| {
        let mut found = Vec::new();
        let mut reader = RowReader::new(b',', 0);
        let hasher = foldhash::quality::FixedState::default();
        let mut line = String::new();
        let mut sink = |row: Row<'_>| found.push(row.hash_with(&hasher, &mut line));
        reader.push(text, &mut sink).unwrap();
        reader.finish(&mut sink).unwrap();
        found
    };
    let same = hashes("a,b c\n\"a\",b c\na,\"b c\"\n");
    assert_eq!(same, [same[0]; 3]);
    let inner = hashes("a,b\"c\na,\"b\"\"c\"\n");
    assert_eq!(inner[0], inner[1]);
    let other = hashes("\"a,b\",c\na,\"b,c\"\na,b,c\n\"a\n\",b\n\"a\",\"\nb\"\n");
    for (i, one) in other.iter().enumerate() {
        assert!(!other[..i].contains(one), "{i}");
    }
}

#[test]
fn a_row_that_is_too_long_is_refused_in_the_same_words_in_any_chunks() {
    let told = |text: &str, length: usize| {
        let mut reader = RowReader::new(b',', 1);
        let mut rows = 0;
        for chunk in text.as_bytes().chunks(length) {
            let text = std::str::from_utf8(chunk).unwrap();
            if let Err(why) = reader.push(text, &mut |_| rows += 1) {
                return Err((why.code, why.message));
            }
        }
        let end = reader.finish(&mut |_| rows += 1);
        end.map(|_| rows).map_err(|why| (why.code, why.message))
    };
    let x = |n: usize| "x".repeat(n);
    for text in [
        format!("a,b\n{},c\nd,e\n", x(LONGEST_ROW * 3 / 2)),
        format!("a,b\n{},\"{}\"\nd,e\n", x(700_000), x(500_000)),
        format!("a,b\n{},\"{}\"\nd,e\n", x(LONGEST_ROW * 3 / 2), x(10)),
        format!("a,b\n{},x\"y\nd,e\n", x(LONGEST_ROW - 100)),
        format!("a,b\n{}\nd,e\n", x(LONGEST_ROW - 1)),
        format!("a,b\n{}\nd,e\n", x(LONGEST_ROW)),
        format!("a,b\n{}", x(LONGEST_ROW)),
        format!("a,b\n\"{}\",\"\nd,e\n", "\"\"".repeat(LONGEST_ROW / 2)),
    ] {
        let whole = told(&text, text.len());
        for length in [65_536, 400_000, 600_000, LONGEST_ROW] {
            assert_eq!(told(&text, length), whole, "in chunks of {length}");
        }
    }
}

#[test]
fn a_long_row_with_quotes_is_refused_alike_in_any_chunks() {
    let long = "x".repeat(LONGEST_ROW);
    for text in [
        format!("a,b\n\"1\",{long}\n2,3\n"),
        format!("a,b\n\"1\",\"2\",{long}"),
        format!("a,b\n1,{long},\"2\"\n"),
        format!("a,b\n1,\"{long}\",2\n"),
    ] {
        let whole = read(&[&text]).unwrap_err();
        for length in [5, 9, 1000, 65_536, LONGEST_ROW] {
            // Small chunks at the beginning, and then larger ones: a byte at a time would take a minute.
            let (first, rest) = text.split_at(length);
            let mut chunks = vec![first];
            let mut from = rest;
            while !from.is_empty() {
                let (now, later) = from.split_at(from.len().min(length.max(40_000)));
                chunks.push(now);
                from = later;
            }
            let parts = read(&chunks).unwrap_err();
            assert_eq!(parts, whole, "in chunks of {length}");
        }
    }
}
