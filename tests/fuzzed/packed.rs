//! Archives and spreadsheets: made here, changed inside, and with headers that lie.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;

use super::bytes;
use super::hostile;
use super::planted::Rng;

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// An archive of these files.
pub(crate) fn zipped(files: &[(String, Vec<u8>)], rng: &mut Rng) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let method = match rng.below(4) {
            0 => zip::CompressionMethod::Stored,
            _ => zip::CompressionMethod::Deflated,
        };
        let options = SimpleFileOptions::default().compression_method(method);
        // Two files of one name are refused by the writer too.
        if writer.start_file(name.as_str(), options).is_ok() {
            writer.write_all(bytes).unwrap();
        }
    }
    writer.finish().unwrap().into_inner()
}

/// The parts of a workbook with these rows in its first sheet.
pub(crate) fn parts(rows: &[Vec<String>], rng: &mut Rng) -> Vec<(String, Vec<u8>)> {
    let escaped = |text: &str| {
        let text: String = text
            .chars()
            .filter(|c| !c.is_control() || *c == '\n')
            .collect();
        text.replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('"', "&quot;")
    };
    let (mut strings, mut sheet) = (String::new(), String::new());
    let mut shared = 0;
    for (row, cells) in rows.iter().enumerate() {
        sheet.push_str(&format!("<row r=\"{}\">", row + 1));
        for (place, cell) in cells.iter().enumerate() {
            let at = format!("{}{}", column(place), row + 1);
            match (rng.below(6), cell.parse::<f64>()) {
                (0, _) => sheet.push_str(&format!(
                    "<c r=\"{at}\" t=\"inlineStr\"><is><t>{}</t></is></c>",
                    escaped(cell)
                )),
                (1, Ok(number)) => sheet.push_str(&format!(
                    "<c r=\"{at}\" s=\"{}\"><v>{number}</v></c>",
                    rng.below(5)
                )),
                _ => {
                    strings.push_str(&format!("<si><t>{}</t></si>", escaped(cell)));
                    sheet.push_str(&format!("<c r=\"{at}\" t=\"s\"><v>{shared}</v></c>"));
                    shared += 1;
                }
            }
        }
        sheet.push_str("</row>");
    }
    let texts = [
        ("[Content_Types].xml", "<Types/>".to_owned()),
        ("_rels/.rels", format!("<Relationships><Relationship Id=\"a\" Type=\"{RELATIONS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>")),
        ("xl/workbook.xml", "<workbook><workbookPr date1904=\"0\"/><sheets><sheet name=\"Sheet\" r:id=\"r1\"/><sheet name=\"old\" state=\"hidden\" r:id=\"r2\"/></sheets></workbook>".to_owned()),
        ("xl/_rels/workbook.xml.rels", format!("<Relationships><Relationship Id=\"r1\" Type=\"{RELATIONS}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"{RELATIONS}/worksheet\" Target=\"/xl/worksheets/sheet2.xml\"/></Relationships>")),
        ("xl/styles.xml", "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"22\"/><xf numFmtId=\"46\"/></cellXfs></styleSheet>".to_owned()),
        ("xl/sharedStrings.xml", format!("<sst count=\"{shared}\" uniqueCount=\"{shared}\">{strings}</sst>")),
        ("xl/worksheets/sheet1.xml", format!("<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData>{sheet}</sheetData></worksheet>")),
        ("xl/worksheets/sheet2.xml", "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData></worksheet>".to_owned()),
        ("docProps/core.xml", "<cp:coreProperties><dcterms:modified xsi:type=\"dcterms:W3CDTF\">2026-11-20T08:30:00Z</dcterms:modified></cp:coreProperties>".to_owned()),
    ];
    texts
        .into_iter()
        .map(|(name, text)| (name.to_owned(), text.into_bytes()))
        .collect()
}

/// The letters of a column.
fn column(place: usize) -> String {
    let letter = |n: usize| char::from(b'A' + u8::try_from(n % 26).unwrap());
    match place {
        0..26 => letter(place).to_string(),
        _ => format!("{}{}", column(place / 26 - 1), letter(place)),
    }
}

/// One change inside: of a part, or of which parts there are.
pub(crate) fn change(
    files: &mut Vec<(String, Vec<u8>)>,
    other: &[u8],
    rng: &mut Rng,
) -> &'static str {
    if files.is_empty() {
        return "empty";
    }
    let at = rng.below(files.len());
    match rng.below(12) {
        0 => {
            files.remove(at);
            "part dropped"
        }
        1 => {
            files[at].0 = rng
                .pick(&[
                    "",
                    "/",
                    "../x",
                    "a\\b",
                    "__MACOSX/x",
                    ".x",
                    "xl/workbook.xml",
                    "\u{202e}x",
                    "a/",
                    "XL\\WORKBOOK.XML",
                ])
                .to_owned();
            "part renamed"
        }
        2 => {
            let again = files[at].clone();
            files.push((format!("again-{}", again.0), again.1));
            "part doubled"
        }
        3 => {
            bytes::change(&mut files[at].1, other, rng);
            "part's bytes"
        }
        4 if rng.below(10) == 0 => {
            files[at].1 = vec![b'a'; rng.pick(&[1_100_000, 9_000_000])];
            "part of one letter"
        }
        _ => {
            let text = String::from_utf8_lossy(&files[at].1).into_owned();
            files[at].1 = xml(&text, rng).into_bytes();
            "part's text"
        }
    }
}

/// A text of tags with one of them changed.
fn xml(text: &str, rng: &mut Rng) -> String {
    /// References of cells and numbers that reach out of a sheet.
    const WORDS: &[&str] = &[
        "A1",
        "XFD1048576",
        "XFE1",
        "A1048577",
        "ZZZZZZZ99999999999",
        "A0",
        "0",
        "-1",
        "4294967295",
        "18446744073709551616",
        "1e999",
        "",
        "A",
        "1",
        "s",
        "b",
        "e",
        "d",
        "str",
        "inlineStr",
        "&#x0;",
        "&lol;",
        "&#x202e;",
        "r2",
        "rId99",
    ];
    let cut: Vec<usize> = text.match_indices(['<', '"']).map(|(at, _)| at).collect();
    if cut.len() < 4 {
        return hostile::cell(rng);
    }
    let first = rng.below(cut.len() - 1);
    let (from, to) = (
        cut[first],
        cut[(first + 1 + rng.below(3)).min(cut.len() - 1)],
    );
    match rng.below(5) {
        0 => format!("{}{}", &text[..from], &text[to..]),
        1 => format!("{}{}", &text[..to], &text[from..]),
        2 => {
            let times = rng.pick(&[2, 100, 20_000]);
            format!(
                "{}{}{}",
                &text[..from],
                text[from..to].repeat(times),
                &text[to..]
            )
        }
        3 => text.replacen(
            rng.pick(&["A1", "t=\"s\"", "<v>", "</c>", "\"1\"", "uniqueCount=\""]),
            rng.pick(WORDS),
            1 + rng.below(4),
        ),
        _ => format!("{}{}{}", &text[..=from], rng.pick(WORDS), &text[to..]),
    }
}

/// Makes a header of the archive lie.
pub(crate) fn lie(bytes: &mut [u8], rng: &mut Rng) -> &'static str {
    // Signature, then where a number stands and how long it is.
    const FIELDS: &[(&[u8; 4], usize, usize)] = &[
        (b"PK\x03\x04", 6, 2),
        (b"PK\x03\x04", 8, 2),
        (b"PK\x03\x04", 14, 4),
        (b"PK\x03\x04", 18, 4),
        (b"PK\x03\x04", 22, 4),
        (b"PK\x03\x04", 26, 2),
        (b"PK\x03\x04", 28, 2),
        (b"PK\x01\x02", 8, 2),
        (b"PK\x01\x02", 10, 2),
        (b"PK\x01\x02", 16, 4),
        (b"PK\x01\x02", 20, 4),
        (b"PK\x01\x02", 24, 4),
        (b"PK\x01\x02", 28, 2),
        (b"PK\x01\x02", 30, 2),
        (b"PK\x01\x02", 38, 4),
        (b"PK\x01\x02", 42, 4),
        (b"PK\x05\x06", 8, 2),
        (b"PK\x05\x06", 10, 2),
        (b"PK\x05\x06", 12, 4),
        (b"PK\x05\x06", 16, 4),
        (b"PK\x05\x06", 20, 2),
    ];
    let (signature, offset, length) = rng.pick(FIELDS);
    let places: Vec<usize> = bytes
        .windows(4)
        .enumerate()
        .filter(|(_, four)| four == signature)
        .map(|(at, _)| at + offset)
        .collect();
    if places.is_empty() {
        return "nothing";
    }
    let at = places[rng.below(places.len())];
    let number: u32 = rng.pick(&[
        0,
        1,
        8,
        9,
        14,
        99,
        100,
        65_535,
        1 << 20,
        200_000_000,
        200_000_001,
        u32::MAX - 1,
        u32::MAX,
    ]);
    for (place, byte) in number.to_le_bytes().iter().take(length).enumerate() {
        if let Some(to) = bytes.get_mut(at + place) {
            *to = *byte;
        }
    }
    "header lies"
}

/// A small archive of which much comes out.
pub(crate) fn bomb(rng: &mut Rng) -> (&'static str, Vec<u8>) {
    let header = [
        "Employee Name",
        "Work Email",
        "Start Date",
        "Termination Date",
        "Status",
    ]
    .map(str::to_owned);
    let mut files = parts(&[header.to_vec()], rng);
    let sheet = "xl/worksheets/sheet1.xml";
    let put = |files: &mut Vec<(String, Vec<u8>)>, name: &str, text: String| {
        if let Some(part) = files.iter_mut().find(|(n, _)| n == name) {
            part.1 = text.into_bytes();
        }
    };
    match rng.below(5) {
        0 => {
            let far = "<worksheet><sheetData><row r=\"1048576\"><c r=\"A1048576\"><v>1</v></c></row></sheetData></worksheet>";
            put(&mut files, sheet, far.to_owned());
            let sheets: String = (0..rng.pick(&[2, 9, 12, 300]))
                .map(|n| format!("<sheet name=\"s{n}\" r:id=\"r1\"/>"))
                .collect();
            put(
                &mut files,
                "xl/workbook.xml",
                format!("<workbook><sheets>{sheets}</sheets></workbook>"),
            );
            ("far cells", zipped(&files, rng))
        }
        1 => {
            // Many cells that show one long text.
            let length = rng.pick(&[1000, 30_000]);
            put(
                &mut files,
                "xl/sharedStrings.xml",
                format!("<sst><si><t>{}</t></si></sst>", "x".repeat(length)),
            );
            let wide = rng.pick(&[5, 30]);
            let cell = "<c t=\"s\"><v>0</v></c>".repeat(wide);
            let rows = format!("<row>{cell}</row>")
                .repeat(rng.pick(&[190_000_000, 210_000_000]) / length / wide);
            put(
                &mut files,
                sheet,
                format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"),
            );
            ("one text everywhere", zipped(&files, rng))
        }
        2 => {
            let rows = format!("<row>{}</row>", "<c><v>1</v></c>".repeat(100))
                .repeat(rng.pick(&[20_000, 99_000, 101_000]));
            put(
                &mut files,
                sheet,
                format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"),
            );
            ("millions of cells", zipped(&files, rng))
        }
        3 => {
            let part = vec![b'a'; 990_000];
            let many = (0..rng.pick(&[20, 190, 205])).map(|n| (format!("{n}.csv"), part.clone()));
            ("many of one letter", zipped(&many.collect::<Vec<_>>(), rng))
        }
        _ => {
            let many = (0..rng.pick(&[499, 500, 501, 5000]))
                .map(|n| (format!("{n}.csv"), b"a,b\n".to_vec()));
            ("many files", zipped(&many.collect::<Vec<_>>(), rng))
        }
    }
}
