//! Files that are no text, told by their first bytes, and how large a file may be.

/// Most bytes of one file that are read: 50 MB.
///
/// The largest AWS account that a quota allows, 5,000 users, makes a report of
/// 2 MB. A browser's tab holds a file several times over while reading it, so
/// beyond this the tab is at risk rather than the file unread.
pub const MAX_BYTES: usize = 50_000_000;

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
