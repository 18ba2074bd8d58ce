//! Workbooks built here, part by part.

use super::super::archive::tests::zipped;
use super::*;
use proptest::prelude::*;

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The parts of a workbook of two sheets, of which the second is hidden.
fn parts(first: &str, properties: &str) -> Vec<(&'static str, String)> {
    let sheet = |rows: &str| {
        format!(
            "<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData>{rows}</sheetData></worksheet>"
        )
    };
    vec![
        ("[Content_Types].xml", "<Types/>".into()),
        ("_rels/.rels", format!("<Relationships><Relationship Id=\"a\" Type=\"{RELATIONS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>")),
        ("xl/workbook.xml", format!("<workbook>{properties}<sheets><sheet name=\"Tabelle1\" r:id=\"r1\"/><sheet name=\"old\" state=\"hidden\" r:id=\"r2\"/></sheets></workbook>")),
        ("xl/_rels/workbook.xml.rels", format!("<Relationships><Relationship Id=\"r1\" Type=\"{RELATIONS}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"{RELATIONS}/worksheet\" Target=\"/xl/worksheets/sheet2.xml\"/></Relationships>")),
        ("xl/styles.xml", "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"22\"/><xf numFmtId=\"46\"/></cellXfs></styleSheet>".into()),
        ("xl/sharedStrings.xml", "<sst count=\"2\" uniqueCount=\"2\"><si><t>user</t></si><si><r><t>an</t></r><r><t>n &amp; é</t></r></si></sst>".into()),
        ("xl/worksheets/sheet1.xml", sheet(first)),
        ("xl/worksheets/sheet2.xml", sheet("")),
        ("docProps/core.xml", "<cp:coreProperties><dcterms:created xsi:type=\"dcterms:W3CDTF\">2026-01-05T08:30:00Z</dcterms:created><dcterms:modified>ann@example.org</dcterms:modified></cp:coreProperties>".into()),
    ]
}

fn packed(parts: &[(&'static str, String)]) -> Vec<u8> {
    let files: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(name, text)| (*name, text.as_bytes()))
        .collect();
    zipped(&files)
}

fn book(rows: &str) -> Vec<u8> {
    packed(&parts(rows, ""))
}

fn first(rows: &str) -> Result<Vec<Vec<String>>, Problem> {
    sheets(&book(rows)).map(|mut book| book.sheets.remove(0).rows)
}

#[test]
fn cells_are_read_as_they_are_shown() {
    let rows = "\
        <row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"C2\" t=\"s\"><v>1</v></c></row>\
        <row r=\"4\"><c r=\"A4\"><v>182758849647</v></c><c r=\"B4\"><v>1.5</v></c><c r=\"C4\" t=\"b\"><v>1</v></c>\
        <c r=\"D4\" s=\"1\"><v>45292</v></c><c r=\"E4\" s=\"2\"><v>45292.354166666664</v></c>\
        <c r=\"F4\" s=\"2\"><v>0.5</v></c><c r=\"G4\" s=\"3\"><v>1.5</v></c>\
        <c r=\"H4\" t=\"inlineStr\"><is><t>007</t></is></c><c r=\"I4\" t=\"e\"><v>#REF!</v></c>\
        <c r=\"J4\" t=\"e\"><v>#SPILL!</v></c><c r=\"K4\" t=\"str\"><f>A1</f><v>x</v></c><c r=\"L4\" s=\"1\"/>\
        <c r=\"M4\" s=\"2\"><v>45291.9999999999</v></c><c r=\"N4\" s=\"1\"><v>0</v></c></row>";
    let bytes = book(rows);
    assert!(is_xlsx(&bytes));
    let workbook = sheets(&bytes).unwrap();
    let about: Vec<(&str, bool)> = workbook
        .sheets
        .iter()
        .map(|sheet| (sheet.name.as_str(), sheet.hidden))
        .collect();
    assert_eq!(about, [("Tabelle1", false), ("old", true)]);
    assert_eq!(workbook.created.as_deref(), Some("2026-01-05T08:30:00Z"));
    // What is no time is not shown.
    assert_eq!(workbook.modified, None);
    let rows = &workbook.sheets[0].rows;
    assert_eq!(rows.len(), 4);
    assert_eq!(rows[1], ["user", "", "ann & é"]);
    assert!(rows[0].is_empty() && rows[2].is_empty());
    assert_eq!(
        rows[3],
        [
            "182758849647",
            "1.5",
            "true",
            "2024-01-01",
            "2024-01-01T08:30:00",
            "12:00:00",
            "36:00:00",
            "007",
            "",
            "",
            "x",
            "",
            "2024-01-01",
            "0"
        ]
    );
}

#[test]
fn a_workbook_that_counts_from_1904_has_the_same_days() {
    let rows = "<row r=\"1\"><c r=\"A1\" s=\"1\"><v>43830</v></c></row>";
    let bytes = packed(&parts(rows, "<workbookPr date1904=\"1\"/>"));
    assert_eq!(sheets(&bytes).unwrap().sheets[0].rows, [["2024-01-01"]]);
}

#[test]
fn what_would_fill_the_memory_is_refused() {
    let far = "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
    assert_eq!(first(far).unwrap().len(), 1_048_576);
    let wide: String = (1..=700)
        .map(|row| format!("<row r=\"{row}\"><c r=\"XFD{row}\"><v>1</v></c></row>"))
        .collect();
    assert_eq!(first(&wide).unwrap_err().code, Code::TooLarge);
    let outside = "<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>";
    assert_eq!(first(outside).unwrap_err().code, Code::IncompleteFormat);

    let mut lying = parts("", "");
    for count in ["uniqueCount=\"99999999999999\"", "uniqueCount = '20000000'"] {
        lying[5].1 = format!("<sst {count}></sst>");
        assert_eq!(
            sheets(&packed(&lying)).unwrap_err().code,
            Code::TooLarge,
            "{count}"
        );
    }
    let mut budget = Budget { cells: 1, text: 1 };
    assert_eq!(budget.spend(0, 2).unwrap_err().code, Code::TooLarge);
}

#[test]
fn other_files_are_no_spreadsheets() {
    assert!(!is_xlsx(b"a,b\n"));
    assert!(!is_xlsx(&zipped(&[("a.csv", b"a,b\n")])));
    let bytes = book("");
    assert!(!is_xlsx(&bytes[..bytes.len() / 2]));
    let cut = "<row r=\"1\"><c r=\"A1\"><v>1</v></c>".to_owned();
    let mut parts = parts("", "");
    parts[6].1 = format!("<worksheet><sheetData>{cut}");
    assert_eq!(sheets(&packed(&parts)).unwrap_err().code, Code::Truncated);
    parts.remove(3);
    assert_eq!(
        sheets(&packed(&parts)).unwrap_err().code,
        Code::IncompleteFormat
    );
}

#[test]
fn odd_cells_do_not_bring_it_down() {
    for cell in [
        "<c r=\"ZZZZZZZZZZZ1\"><v>1</v></c>",
        "<c r=\"A99999999999999\"><v>1</v></c>",
        "<c t=\"n\"><v>+1</v></c>",
        "<c t=\"n\"><v>inf</v></c>",
        "<c t=\"n\"><v>+infinity</v></c>",
        "<c t=\"n\"><v>1_</v></c>",
        "<c s=\"1\"><v>1e300</v></c>",
        "<c s=\"1\"><v>-1</v></c>",
        "<c s=\"99999999999999999999\"><v>1</v></c>",
        "<c t=\"s\"><v>9</v></c>",
        "<c r=\"\"><v>9</v></c>",
    ] {
        let _ = first(&format!("<row>{cell}</row>"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn no_bytes_bring_it_down(
        part in 0..9_usize,
        at in any::<prop::sample::Index>(),
        with in "[<>/\"=&;A-Z0-9.+-]{0,4}",
        raw in any::<prop::sample::Index>(),
        byte in prop::option::of(any::<u8>()),
    ) {
        let rows = "<row r=\"1\"><c r=\"A1\" s=\"1\"><v>45292</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row>";
        let mut parts = parts(rows, "<workbookPr date1904=\"1\"/>");
        let text = &mut parts[part].1;
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let at = *at.get(&places);
        let end = text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
        text.replace_range(at..end, &with);
        let mut bytes = packed(&parts);
        if let Some(byte) = byte {
            let raw = raw.index(bytes.len());
            bytes[raw] = byte;
        }
        let _ = sheets(&bytes);
    }
}
