//! Values that nobody expects in a cell, and texts that are hardly text.

use super::planted::Rng;

/// Cells that have broken readers before.
const CELLS: &[&str] = &[
    "",
    " ",
    "0",
    "-0",
    "-1",
    "1",
    "true",
    "FALSE",
    "null",
    "N/A",
    "no_information",
    "Never logged in",
    "NaN",
    "Infinity",
    "1e308",
    "1e999",
    "4294967296",
    "9223372036854775807",
    "-9223372036854775808",
    "18446744073709551616",
    "99999999999999999999999999999999999999",
    "0.1",
    "45292",
    "45292.99999",
    "2958466",
    "-45292",
    "1777622400",
    "1777622400000",
    "2026-06-15",
    "2026-02-30",
    "0000-00-00",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999999Z",
    "10000-01-01",
    "-0001-01-01",
    "2026-06-15T12:40:24Z",
    "2026-06-15T12:40:24.178123456+14:00",
    "2026-06-15 24:00:00",
    "2026-06-15T23:59:60Z",
    "15.06.2026",
    "6/15/2026 12:40:24 PM",
    "6/15/2026, 12:40:24.178 AM",
    "01/02/2026",
    "13/13/2026",
    "99/99/9999",
    "31/12/99",
    "22/Sep/25 9:26 AM",
    "18/jul/26 9:10 AM",
    "Feb 03, 2026 07:00 AM",
    "Jan 2, 2026 03:04:05 UTC",
    "Feb 30, 2026",
    "2026-W20",
    "Q2 2026",
    "20260615",
    "2026-03-29T02:30:00",
    "=cmd|' /C calc'!A0",
    "+1",
    "@SUM(1)",
    "'-",
    "\u{202e}moc.elpmaxe@seni",
    "\u{2066}a\u{2069}\u{200f}",
    "\u{feff}",
    "\u{0}",
    "\u{1}\u{7f}\u{9b}",
    "\u{1b}[31m",
    "\u{fffd}",
    "\u{fffe}",
    "\u{10ffff}",
    "e\u{301}\u{301}\u{301}",
    "İSTANBUL",
    "ß",
    "ﬃ",
    "\u{2028}x\u{2029}",
    "a\r\nb",
    "\"",
    "\"\"",
    "'",
    ",",
    ";",
    "\t",
    "|",
    "\\",
    "\\ud800",
    "{}",
    "[]",
    "[{\"type\":\"User\"}]",
    "<root_account>",
    "<script>alert(1)</script>",
    "arn:aws:iam::111122223333:root",
    "a@b",
    "@",
    "#EXT#",
    "_#EXT#@x.onmicrosoft.com",
    "#12",
    "#99999999999999999999",
    "https://git.example/p/18446744073709551616",
    "ABC-99999999999999999999",
    "x[bot]",
    "sep=;",
    "#TYPE",
    "../../etc/passwd",
];

/// A hostile cell; now and then a long one.
pub(crate) fn cell(rng: &mut Rng) -> String {
    match rng.below(24) {
        0 => rng.pick(CELLS).repeat(rng.below(50) + 1),
        1 => {
            let digits = rng.below(40) + 1;
            rng.hex(digits)
        }
        2 => time(rng),
        3 => format!("{}{}", rng.pick(CELLS), rng.pick(CELLS)),
        4 if rng.below(40) == 0 => "x".repeat(rng.pick(&[70_000, 1 << 20, (1 << 20) + 1])),
        _ => rng.pick(CELLS).to_owned(),
    }
}

/// A time with numbers of any size in it.
fn time(rng: &mut Rng) -> String {
    let mut n = |high: i64| match rng.below(9) {
        0 => rng.pick(&[0, -1, 99, 999_999, i64::MAX]),
        _ => rng.between(1, high),
    };
    let (year, month, day) = (n(2400), n(13), n(32));
    let (hour, minute, second) = (n(24), n(60), n(61));
    match rng.below(6) {
        0 => format!("{year:04}-{month:02}-{day:02}"),
        1 => format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"),
        2 => format!("{day}/{month}/{year} {hour}:{minute}"),
        3 => format!("{month}/{day}/{year}, {hour}:{minute}:{second} PM"),
        4 => format!("{day}.{month}.{year}"),
        _ => format!("{year}-{month}-{day} {hour}:{minute}:{second}+{minute:02}:{hour:02}"),
    }
}

/// A whole file that is hardly any of what is read.
pub(crate) fn file(rng: &mut Rng) -> Vec<u8> {
    let n = rng.pick(&[1, 2, 100, 128, 129, 1000, 30_000]);
    match rng.below(16) {
        0 => "[".repeat(n).into_bytes(),
        1 => "{\"a\":".repeat(n).into_bytes(),
        2 => format!("{}1{}", "[".repeat(n), "]".repeat(n)).into_bytes(),
        3 => format!(
            "{}\n1\n",
            ",".repeat(rng.pick(&[1000, 19_999, 20_000, 200_001, 1_000_000]))
        )
        .into_bytes(),
        4 => "\n".repeat(n).into_bytes(),
        5 => " \r\n"
            .repeat(rng.pick(&[10, 90_000, 300_000]))
            .into_bytes(),
        6 => vec![0; n],
        7 => (0..n)
            .map(|_| u8::try_from(rng.below(256)).unwrap())
            .collect(),
        8 => format!(
            "{{\"log\":{{\"entries\":[{}]}}}}",
            "{\"request\":{},\"response\":{}},".repeat(n)
        )
        .into_bytes(),
        9 => "sep=;\n".repeat(n).into_bytes(),
        10 => "#TYPE x\n".repeat(n).into_bytes(),
        11 => format!("\"{}", "a\n".repeat(n)).into_bytes(),
        12 => "{}\n".repeat(n).into_bytes(),
        13 => "\"a\",\"b\"\n".repeat(n).into_bytes(),
        14 => format!("id,title,kind,format\n{}", "1,2,3,4\n".repeat(n)).into_bytes(),
        _ => {
            let starts: [&[u8]; 9] = [
                b"PK\x03\x04",
                b"PK\x05\x06",
                b"\xFF\xFE",
                b"\xFE\xFF",
                b"\xEF\xBB\xBF",
                b"\x1F\x8B",
                b"%PDF",
                b"\x89PNG",
                b"\xD0\xCF\x11\xE0",
            ];
            [rng.pick(&starts), b"user,arn\n1,2\n"].concat()
        }
    }
}
