//! Bytes to text: UTF-8 and UTF-16, with and without a byte-order mark.

use std::borrow::Cow;

use super::refused;
use crate::error::{Code, Problem};

/// Most bytes of one file that are read: 50 MB.
///
/// The largest AWS account that a quota allows, 5,000 users, makes a report of
/// 2 MB. A browser's tab holds a file several times over while reading it, so
/// beyond this the tab is at risk rather than the file unread.
pub const MAX_BYTES: usize = 50_000_000;

/// How many bytes are looked at to find UTF-16 without a byte-order mark.
const LOOKED_AT: usize = 4096;

/// A file as text.
#[derive(Debug)]
pub(in crate::evidence) struct Decoded<'a> {
    /// The text, without byte-order mark.
    pub(in crate::evidence) text: Cow<'a, str>,
}

/// The text of a file.
///
/// # Errors
///
/// `empty-file` (also for blanks alone), `too-large`, `not-text`, and
/// `truncated` when the last character is not complete.
pub(in crate::evidence) fn decode(bytes: &[u8]) -> Result<Decoded<'_>, Problem> {
    if bytes.is_empty() {
        return Err(refused(Code::EmptyFile, "the file is empty"));
    }
    if bytes.len() > MAX_BYTES {
        let message = format!(
            "the file has {} bytes; at most {MAX_BYTES} are read",
            bytes.len()
        );
        return Err(refused(Code::TooLarge, message)
            .help("Export fewer rows, or only the report that is needed."));
    }
    if let Some((what, help)) = known_binary(bytes) {
        return Err(refused(Code::NotText, format!("the file is {what}, not text")).help(help));
    }
    let decoded = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => Decoded { text: utf8(rest)? },
        [0xFF, 0xFE, rest @ ..] => Decoded {
            text: utf16(rest, u16::from_le_bytes)?,
        },
        [0xFE, 0xFF, rest @ ..] => Decoded {
            text: utf16(rest, u16::from_be_bytes)?,
        },
        _ => match guess_utf16(bytes) {
            Some(Order::Little) => Decoded {
                text: utf16(bytes, u16::from_le_bytes)?,
            },
            Some(Order::Big) => Decoded {
                text: utf16(bytes, u16::from_be_bytes)?,
            },
            None => Decoded { text: utf8(bytes)? },
        },
    };
    if decoded.text.contains('\0') {
        return Err(refused(
            Code::NotText,
            "the file has zero bytes inside, so it is not text",
        )
        .help(SAVE_AS_UTF8));
    }
    if decoded.text.trim().is_empty() {
        return Err(refused(
            Code::EmptyFile,
            "the file has blanks and line ends only",
        ));
    }
    Ok(decoded)
}

const SAVE_AS_UTF8: &str = "Save it as CSV in UTF-8, or drop the file as it was exported.";

/// Kinds of file that are dropped by mistake, by their first bytes.
pub(in crate::evidence) fn known_binary(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    match bytes {
        [b'P', b'K', 3 | 5, 4 | 6, ..] => Some((
            "a zip archive or a spreadsheet",
            "Unpack it, or save the sheet as CSV in UTF-8, and drop that file.",
        )),
        [0x1F, 0x8B, ..] => Some(("gzip", "Unpack it and drop the file inside.")),
        [b'%', b'P', b'D', b'F', ..] => Some((
            "a PDF",
            "Drop the export itself: a print of it cannot be tested.",
        )),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => Some((
            "an old spreadsheet",
            "Save the sheet as CSV in UTF-8 and drop that file.",
        )),
        [0x89, b'P', b'N', b'G', ..] | [0xFF, 0xD8, 0xFF, ..] => Some((
            "a picture",
            "Drop the export itself: a picture of it cannot be tested.",
        )),
        _ => None,
    }
}

fn utf8(bytes: &[u8]) -> Result<Cow<'_, str>, Problem> {
    std::str::from_utf8(bytes)
        .map(Cow::Borrowed)
        .map_err(|why| match why.error_len() {
            None => refused(
                Code::Truncated,
                "the file ends in the middle of a character",
            ),
            Some(_) => refused(
                Code::NotText,
                format!(
                    "byte {} is not UTF-8; UTF-8 and UTF-16 are read",
                    why.valid_up_to() + 1
                ),
            )
            .help(SAVE_AS_UTF8),
        })
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Cow<'_, str>, Problem> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(refused(
            Code::Truncated,
            "the file ends in the middle of a character",
        ));
    }
    let mut text = String::with_capacity(pairs.len());
    let mut units = char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).peekable();
    while let Some(character) = units.next() {
        match character {
            Ok(character) => text.push(character),
            Err(_) if units.peek().is_none() => {
                return Err(refused(
                    Code::Truncated,
                    "the file ends in the middle of a character",
                ));
            }
            Err(_) => {
                let message = format!("character {} is not UTF-16", text.chars().count() + 1);
                return Err(refused(Code::NotText, message).help(SAVE_AS_UTF8));
            }
        }
    }
    Ok(Cow::Owned(text))
}

enum Order {
    Little,
    Big,
}

/// The byte order of UTF-16 without a mark: exports are ASCII almost
/// throughout, so nearly every second byte of them is zero.
fn guess_utf16(bytes: &[u8]) -> Option<Order> {
    let (pairs, _) = bytes.get(..LOOKED_AT).unwrap_or(bytes).as_chunks::<2>();
    let first = pairs.iter().filter(|[a, _]| *a == 0).count();
    let second = pairs.iter().filter(|[_, b]| *b == 0).count();
    let most = |count: usize| count * 10 >= pairs.len() * 7;
    let few = |count: usize| count * 10 <= pairs.len();
    match pairs.len() {
        0 => None,
        _ if most(second) && few(first) => Some(Order::Little),
        _ if most(first) && few(second) => Some(Order::Big),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16le(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn each_encoding_gives_the_same_text() {
        let be: Vec<u8> = "user,arn\r\n"
            .encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect();
        let cases: [(Vec<u8>, &str); 6] = [
            (b"user,arn\r\n".to_vec(), "UTF-8"),
            (b"\xEF\xBB\xBFuser,arn\r\n".to_vec(), "UTF-8 with BOM"),
            (utf16le("user,arn\r\n"), "UTF-16LE"),
            (utf16le("\u{feff}user,arn\r\n"), "UTF-16LE with BOM"),
            (be.clone(), "UTF-16BE"),
            ([vec![0xFE, 0xFF], be].concat(), "UTF-16BE with BOM"),
        ];
        for (bytes, encoding) in cases {
            let decoded = decode(&bytes).unwrap();
            assert_eq!(decoded.text.as_ref(), "user,arn\r\n", "{encoding}");
        }
    }

    #[test]
    fn what_is_not_text_is_told_apart() {
        let code = |bytes: &[u8]| decode(bytes).unwrap_err().code;
        assert_eq!(code(b""), Code::EmptyFile);
        assert_eq!(code(b" \r\n "), Code::EmptyFile);
        assert_eq!(code(b"\xEF\xBB\xBF"), Code::EmptyFile);
        assert_eq!(code(b"PK\x03\x04rest"), Code::NotText);
        assert_eq!(code(b"Jos\xE9,x"), Code::NotText);
        assert_eq!(code(b"ab\0cd,efgh"), Code::NotText);
        assert_eq!(code(b"caf\xC3"), Code::Truncated);
        assert_eq!(
            code(&[utf16le("user,arn"), vec![b'x']].concat()),
            Code::Truncated
        );
        assert_eq!(code(b"\xFF\xFEu\0s\0\x3D\xD8"), Code::Truncated);
        assert_eq!(code(b"\xFF\xFEu\0\x3D\xD8s\0e\0"), Code::NotText);
    }
}
