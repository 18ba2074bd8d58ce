//! Changes that know nothing of what the bytes mean, and those of encodings.

use super::planted::Rng;

fn place(bytes: &[u8], rng: &mut Rng) -> usize {
    rng.below(bytes.len() + 1)
}

/// A range of at most `longest` bytes.
fn range(bytes: &[u8], longest: usize, rng: &mut Rng) -> std::ops::Range<usize> {
    let start = place(bytes, rng);
    let length = rng.below(longest.min(bytes.len() - start) + 1);
    start..start + length
}

/// Changes single bytes, or ranges of them.
pub(crate) fn change(bytes: &mut Vec<u8>, other: &[u8], rng: &mut Rng) -> &'static str {
    let any = |rng: &mut Rng| u8::try_from(rng.below(256)).unwrap();
    let telling = |rng: &mut Rng| rng.pick(b",;\t|\"'\n\r\0{}[]:\\ \x80\xFF\xC3/-0");
    match rng.below(9) {
        0 if !bytes.is_empty() => {
            for _ in 0..=rng.below(4) {
                let at = rng.below(bytes.len());
                bytes[at] ^= 1 << rng.below(8);
            }
            "bits"
        }
        1 if !bytes.is_empty() => {
            for _ in 0..=rng.below(4) {
                let at = rng.below(bytes.len());
                bytes[at] = telling(rng);
            }
            "bytes"
        }
        2 => {
            for _ in 0..=rng.below(4) {
                let at = place(bytes, rng);
                let byte = if rng.below(2) == 0 {
                    any(rng)
                } else {
                    telling(rng)
                };
                bytes.insert(at, byte);
            }
            "inserted"
        }
        3 => {
            let gone = range(bytes, 64, rng);
            bytes.drain(gone);
            "removed"
        }
        4 => {
            let again = range(bytes, 4096, rng);
            let copy = bytes[again].to_vec();
            let at = place(bytes, rng);
            bytes.splice(at..at, copy);
            "doubled"
        }
        5 => {
            let length = place(bytes, rng);
            bytes.truncate(length);
            "cut"
        }
        6 => {
            let kept = place(bytes, rng);
            bytes.truncate(kept);
            bytes.extend_from_slice(&other[place(other, rng)..]);
            "spliced"
        }
        7 => {
            let hole = range(bytes, 64, rng);
            let from = range(other, 4096, rng);
            bytes.splice(hole, other[from].to_vec());
            "mixed"
        }
        _ => {
            let at = place(bytes, rng);
            bytes.splice(at..at, super::hostile::cell(rng).into_bytes());
            "hostile"
        }
    }
}

/// The same text in other bytes, where it is text.
pub(crate) fn encode(bytes: &mut Vec<u8>, rng: &mut Rng) -> &'static str {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return "no text";
    };
    let (name, changed): (_, Vec<u8>) = match rng.below(9) {
        0 => ("BOM", [b"\xEF\xBB\xBF", text.as_bytes()].concat()),
        1 => (
            "UTF-16LE",
            text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        ),
        2 => {
            let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
            ("UTF-16BE", units.flat_map(u16::to_be_bytes).collect())
        }
        3 => {
            let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
            (
                "UTF-16LE with mark",
                units.flat_map(u16::to_le_bytes).collect(),
            )
        }
        4 => {
            // A half of a pair, and an odd byte at the end.
            let mut units: Vec<u16> = std::iter::once(0xFEFF).chain(text.encode_utf16()).collect();
            units.insert(rng.below(units.len() + 1), rng.pick(&[0xD800, 0xDC00]));
            let mut bytes: Vec<u8> = units.into_iter().flat_map(u16::to_le_bytes).collect();
            bytes.push(b'x');
            ("half a pair", bytes)
        }
        5 => {
            let of = |c: char| u8::try_from(u32::from(c)).unwrap_or(0x80);
            ("windows-1252", text.chars().map(of).collect())
        }
        6 => ("CRLF", text.replace('\n', "\r\n").into_bytes()),
        7 => ("CR", text.replace('\n', "\r").into_bytes()),
        _ => {
            let mut left = rng.below(4);
            let of = |c: char| match c {
                '\n' if left > 0 => {
                    left -= 1;
                    "\r\n".to_owned()
                }
                c => c.to_string(),
            };
            (
                "mixed line ends",
                text.chars().map(of).collect::<String>().into_bytes(),
            )
        }
    };
    *bytes = changed;
    name
}
