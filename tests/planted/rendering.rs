//! One file written in many ways: order of rows, delimiter, encoding, line ending.

use super::rng::Rng;
use super::sheet::{Body, Cell, Sheet};

/// How text becomes bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    Utf8,
    Utf8Bom,
    /// With its mark of byte order.
    Utf16Le,
    /// What it does not have becomes `?`. JSON, which is never written in it, stays UTF-8.
    Windows1252,
}

/// One way to write a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rendering {
    /// Order of the records; none: as they were made.
    pub(crate) shuffle_seed: Option<u64>,
    /// Of tables; JSON has none.
    pub(crate) delimiter: u8,
    pub(crate) encoding: Encoding,
    /// Line endings outside cells.
    pub(crate) crlf: bool,
}

impl Rendering {
    /// As the vendor writes it.
    pub(crate) fn of(format: &str) -> Self {
        let delimiter = if format == "prowler-csv" { b';' } else { b',' };
        Self {
            shuffle_seed: None,
            delimiter,
            encoding: Encoding::Utf8,
            crlf: false,
        }
    }
}

/// The record at each place.
pub(crate) fn order(sheet: &Sheet, rendering: &Rendering) -> Vec<usize> {
    match rendering.shuffle_seed {
        Some(seed) => Rng::new(seed, 99).order(sheet.records()),
        None => (0..sheet.records()).collect(),
    }
}

/// The file in bytes, records in this order.
pub(crate) fn bytes(sheet: &Sheet, rendering: &Rendering, order: &[usize]) -> Vec<u8> {
    let newline = if rendering.crlf { "\r\n" } else { "\n" };
    let (text, json) = match &sheet.body {
        Body::Table { header, rows, cli } => {
            let mut text = String::new();
            let header: Vec<Cell> = header.iter().map(|h| Cell::Borrowed(*h)).collect();
            line(&mut text, &header, rendering.delimiter, newline);
            for at in order {
                line(&mut text, &rows[*at], rendering.delimiter, newline);
            }
            if *cli {
                let content = base64(text.as_bytes());
                let as_of = super::clock::AS_OF_INSTANT;
                let answer = serde_json::json!({"Content": content, "ReportFormat": "text/csv", "GeneratedTime": as_of});
                (answer.to_string() + newline, true)
            } else {
                (text, false)
            }
        }
        Body::Json {
            before,
            between,
            after,
            elements,
        } => {
            let mut text = before.clone();
            for (i, at) in order.iter().enumerate() {
                if i > 0 {
                    text.push_str(&between.replace('\n', newline));
                }
                text.push_str(&elements[*at]);
            }
            text.push_str(&after.replace('\n', newline));
            (text, true)
        }
    };
    match rendering.encoding {
        Encoding::Utf8Bom => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        Encoding::Utf16Le => {
            let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
            units.flat_map(u16::to_le_bytes).collect()
        }
        Encoding::Windows1252 if !json => text.chars().map(windows_1252).collect(),
        Encoding::Utf8 | Encoding::Windows1252 => text.into_bytes(),
    }
}

fn line(text: &mut String, cells: &[Cell], delimiter: u8, newline: &str) {
    for (i, cell) in cells.iter().enumerate() {
        if i > 0 {
            text.push(char::from(delimiter));
        }
        let special = |b: u8| b == delimiter || matches!(b, b'"' | b'\n' | b'\r' | b',' | b';');
        if cell.bytes().any(special) {
            text.push('"');
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(cell);
        }
    }
    text.push_str(newline);
}

/// The byte of a character in windows-1252.
fn windows_1252(c: char) -> u8 {
    match c {
        '\0'..='\x7F' | '\u{A0}'..='\u{FF}' => u8::try_from(u32::from(c)).unwrap(),
        'Š' => 0x8A,
        'š' => 0x9A,
        '–' => 0x96,
        '’' => 0x92,
        '€' => 0x80,
        _ => b'?',
    }
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len() / 3 * 4 + 4);
    for chunk in bytes.chunks(3) {
        let of = |i: usize| u32::from(chunk.get(i).copied().unwrap_or(0));
        let group = of(0) << 16 | of(1) << 8 | of(2);
        for i in 0..4 {
            if i <= chunk.len() {
                let digit = group >> (18 - 6 * i) & 63;
                text.push(char::from(DIGITS[digit as usize]));
            } else {
                text.push('=');
            }
        }
    }
    text
}
