//! Zip archives to the files inside, without ever inflating more than is allowed.

use std::io::{Cursor, Read};

use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use super::refused;
use crate::error::{Code, Problem};
use crate::evidence::visible::hides;

/// Most files of one archive that are read.
const FILES: usize = 500;
/// Most bytes that an archive may inflate to, all files together: 200 MB.
pub(super) const INFLATED: u64 = 200_000_000;
/// Most times its own size that a file may inflate to. Logs reach 30; what
/// exceeds this is made to exhaust memory.
const RATIO: u64 = 100;
/// From which inflated size the ratio is looked at: a short file of one letter has a high one too.
const RATIO_FROM: u64 = 1_000_000;
/// Longest name that is shown, in characters.
const NAME: usize = 200;

/// A file of an archive.
#[derive(Debug)]
pub(in crate::evidence) struct Member {
    /// Its path in the archive, for display; it decides nothing.
    pub(in crate::evidence) name: String,
    /// Its bytes.
    pub(in crate::evidence) bytes: Vec<u8>,
}

/// Whether the bytes set out to be a zip archive: also of a spreadsheet or a document.
pub(in crate::evidence) fn is_zip(bytes: &[u8]) -> bool {
    matches!(bytes, [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..])
}

/// The files of an archive, in its order.
///
/// Folders, links, hidden files and what macOS adds (`__MACOSX`) are left out.
/// A spreadsheet inside is a file like any other.
///
/// # Errors
///
/// `too-large` for more than 500 files, 200 MB inflated or a file that inflates
/// to more than a hundred times its size; `not-text` when it is encrypted or
/// packed in another way than zip's usual; `unknown-format` for archives inside
/// archives and what is no zip; `empty-file` when no file is inside;
/// `truncated` and `incomplete-format` when it is damaged.
pub(in crate::evidence) fn members(bytes: &[u8]) -> Result<Vec<Member>, Problem> {
    let mut archive = open(bytes)?;
    let wanted = wanted(&archive);
    if wanted.is_empty() {
        return Err(refused(Code::EmptyFile, "the archive has no files inside"));
    }
    if wanted.len() > FILES {
        let message = format!(
            "the archive has {} files; at most {FILES} are read",
            wanted.len()
        );
        return Err(refused(Code::TooLarge, message)
            .help("Drop the files that are needed, or an archive of them alone."));
    }
    let mut left = INFLATED;
    let mut members = Vec::with_capacity(wanted.len());
    for (at, name) in wanted {
        let mut content = Vec::new();
        inflate(&mut archive, at, &mut left, Some(RATIO), &mut |part| {
            content.extend_from_slice(part);
        })?;
        if is_zip(&content) && !is_office(&content) {
            let message = format!(
                "file {} of the archive is an archive itself; archives in archives are not read",
                at + 1
            );
            return Err(refused(Code::UnknownFormat, message)
                .help("Unpack the outer archive and drop what is inside."));
        }
        members.push(Member {
            name,
            bytes: content,
        });
    }
    Ok(members)
}

/// The table of contents of an archive.
pub(super) fn open(bytes: &[u8]) -> Result<ZipArchive<Cursor<&[u8]>>, Problem> {
    if !is_zip(bytes) {
        return Err(refused(
            Code::UnknownFormat,
            "the file is not a zip archive",
        ));
    }
    if bytes.len() as u64 > INFLATED {
        let message = format!(
            "the archive has {} bytes; at most {INFLATED} are read",
            bytes.len()
        );
        return Err(refused(Code::TooLarge, message)
            .help("Drop the files that are needed, or an archive of them alone."));
    }
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|why| damaged(&why, None))?;
    if archive.has_duplicate_names() {
        return Err(refused(
            Code::IncompleteFormat,
            "the archive has two files of the same name, of which only one could be read",
        )
        .help("Unpack it and drop the files one by one."));
    }
    Ok(archive)
}

/// Inflates one file of an archive into `sink`, counting what really comes out.
///
/// * `at`: its place in the archive, from 0.
/// * `left`: how many bytes may still come out; lowered by those that did.
/// * `ratio`: most times its packed size that it may inflate to.
pub(super) fn inflate(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    at: usize,
    left: &mut u64,
    ratio: Option<u64>,
    sink: &mut dyn FnMut(&[u8]),
) -> Result<(), Problem> {
    let file = at + 1;
    let archive_bytes = archive.clone().into_inner().into_inner().len() as u64;
    let (claimed, packed) = {
        let entry = archive
            .by_index_data(at)
            .map_err(|why| damaged(&why, Some(at)))?;
        if entry.encrypted() {
            return Err(refused(
                Code::NotText,
                format!("file {file} of the archive is encrypted"),
            )
            .help("Unpack it with its password and drop the files inside."));
        }
        if !matches!(
            entry.compression(),
            CompressionMethod::Stored | CompressionMethod::Deflated
        ) {
            return Err(repacked(&format!("file {file} of the archive")));
        }
        // What lies about its packed size cannot be larger than the archive.
        let packed = entry.compressed_size().clamp(1, archive_bytes.max(1));
        (entry.size(), packed)
    };
    if claimed > *left {
        let message = format!(
            "file {file} of the archive unpacks to {claimed} bytes; at most {INFLATED} are read of all files together"
        );
        return Err(refused(Code::TooLarge, message).help(TOO_LARGE));
    }
    let reader = archive
        .by_index(at)
        .map_err(|why| damaged(&why, Some(at)))?;
    // One byte more than it says: enough to find out that it lies.
    let mut reader = reader.take(claimed + 1);
    let mut buffer = vec![0_u8; 64 * 1024];
    let mut inflated = 0_u64;
    loop {
        let count = match reader.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => count,
            Err(why) if why.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(why) => return Err(damaged(&ZipError::Io(why), Some(at))),
        };
        inflated += count as u64;
        if inflated > claimed {
            break;
        }
        if let Some(ratio) = ratio
            && inflated > RATIO_FROM
            && inflated > ratio.saturating_mul(packed)
        {
            let message = format!(
                "file {file} of the archive unpacks to more than {ratio} times its {packed} bytes, as files do that are made to fill the memory"
            );
            return Err(refused(Code::TooLarge, message)
                .help("If the file is genuine, unpack the archive and drop the file itself."));
        }
        sink(buffer.get(..count).unwrap_or_default());
    }
    if inflated != claimed {
        let message = format!(
            "file {file} of the archive does not unpack to the {claimed} bytes that the archive says it has"
        );
        return Err(refused(Code::IncompleteFormat, message).help(AGAIN));
    }
    *left = left.saturating_sub(inflated);
    Ok(())
}

const TOO_LARGE: &str =
    "Unpack it and drop the files that are needed, filtered to the window if they are logs.";
const AGAIN: &str = "Make the archive again, or drop the files one by one.";

/// Place and name of each file that somebody meant to be inside.
fn wanted(archive: &ZipArchive<Cursor<&[u8]>>) -> Vec<(usize, String)> {
    (0..archive.len())
        .filter_map(|at| {
            let entry = archive.by_index_data(at).ok()?;
            let name = match entry.name() {
                Ok(name) => name.replace('\\', "/"),
                Err(_) => format!("file {}", at + 1),
            };
            let ignored = entry.is_dir()
                || entry.is_symlink()
                || name.ends_with('/')
                || name
                    .split('/')
                    .any(|part| part == "__MACOSX" || part.starts_with('.'));
            (!ignored).then(|| (at, name.chars().filter(|c| !hides(*c)).take(NAME).collect()))
        })
        .collect()
}

/// Whether a zip archive is a document of an office program, by a file that each of them has.
fn is_office(bytes: &[u8]) -> bool {
    let Ok(archive) = open(bytes) else {
        return false;
    };
    // Open Document has its type in the first file.
    archive.index_for_name("[Content_Types].xml").is_some()
        || archive.index_for_name("mimetype") == Some(0)
}

/// Why an archive, or one file of it, cannot be unpacked.
fn damaged(why: &ZipError, at: Option<usize>) -> Problem {
    let what = match at {
        Some(at) => format!("file {} of the archive", at + 1),
        None => "the archive".to_owned(),
    };
    match why {
        ZipError::UnsupportedArchive(text) if *text == ZipError::PASSWORD_REQUIRED => {
            refused(Code::NotText, format!("{what} is encrypted"))
                .help("Unpack it with its password and drop the files inside.")
        }
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => {
            repacked(&what)
        }
        ZipError::Io(why) if why.kind() == std::io::ErrorKind::UnexpectedEof => {
            refused(Code::Truncated, format!("{what} ends in the middle")).help(AGAIN)
        }
        // The table of contents stands at the end: without it, the end is missing.
        ZipError::InvalidArchive(_) if at.is_none() => refused(
            Code::Truncated,
            "the archive has no readable table of contents, which stands at its end",
        )
        .help(AGAIN),
        _ => refused(Code::IncompleteFormat, format!("{what} is damaged")).help(AGAIN),
    }
}

fn repacked(what: &str) -> Problem {
    let message =
        format!("{what} is packed in a way that is not read; stored and deflated files are");
    refused(Code::NotText, message).help("Unpack it and drop the files inside.")
}

#[cfg(test)]
pub(super) mod tests;
