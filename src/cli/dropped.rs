//! Evidence files and folders as they are named on the command line: read in chunks, tested together.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use tickmark::date::Date;
use tickmark::error::{Code, Error};
use tickmark::evidence::{
    ArchivedFile, Binder, Choices, Intake, Mapping, Sniffed, Table, Unread, archive_members, look,
    sniff,
};
use tickmark::input::answers::AssessmentFile;
use tickmark::input::content::Content;
use tickmark::input::{self, Received};

use super::output::{Outcome, Trouble};

/// Bytes taken at a time.
const CHUNK: usize = 1 << 20;
/// Largest file that can be a manifest of evidence, in bytes: larger ones are not looked through for one.
const LARGEST_MANIFEST: u64 = 5_000_000;

/// One of the files named, in the order in which they were.
enum Named {
    /// A manifest of evidence.
    Manifest(PathBuf, Vec<u8>),
    /// A file in the binder, by its digest.
    File(String),
}

/// What files gave.
pub(super) struct Gave {
    /// One result each in the order in which they were named; the last holds the whole manifest.
    pub(super) received: Vec<Received>,
    /// Files inside archives that were not read, where others beside them were.
    pub(super) refused: Vec<Trouble>,
}

/// The results of files of which each has to be read.
pub(super) fn all_received(
    paths: &[PathBuf],
    file: &AssessmentFile,
    content: &Content,
) -> Outcome<Vec<Received>> {
    let gave = received(paths, file, None, None, content)?;
    match gave.refused.into_iter().next() {
        Some(first) => Err(first),
        None => Ok(gave.received),
    }
}

/// What the files gave.
///
/// * `day`: the day that files show which do not say it themselves.
/// * `mapping`: what the columns of the one file named are; of an archive, those of the tables in it that have them.
pub(super) fn received(
    paths: &[PathBuf],
    file: &AssessmentFile,
    day: Option<Date>,
    mapping: Option<&Mapping>,
    content: &Content,
) -> Outcome<Gave> {
    let paths = files_of(paths)?;
    // Manifests first: they say which day a file shows that does not say it itself.
    let mut listed = file.clone();
    let mut manifests = Vec::new();
    for path in &paths {
        if let Some(bytes) = manifest(path)? {
            listed.evidence = one_manifest(path, &bytes, &listed, content)?.evidence;
            manifests.push((path, bytes));
        }
    }
    let mut binder = Binder::new();
    let (mut named, mut refused) = (Vec::new(), Vec::new());
    for path in &paths {
        match manifests.iter_mut().find(|(p, _)| *p == path) {
            Some((_, bytes)) => named.push(Named::Manifest(path.clone(), std::mem::take(bytes))),
            None => {
                let said = Said {
                    day,
                    mapping,
                    listed: &listed,
                };
                let digests = read(path, &mut binder, &said, &mut refused)?;
                named.extend(digests.into_iter().map(Named::File));
            }
        }
    }
    let digests: Vec<String> = named
        .iter()
        .filter_map(|n| match n {
            Named::File(digest) => Some(digest.clone()),
            Named::Manifest(..) => None,
        })
        .collect();
    let terms = input::terms(&listed, &content.catalogue, &digests);
    let mut results = binder.results(&terms);
    let mut file = file.clone();
    let mut all = Vec::new();
    for one in named {
        let seen = match one {
            Named::Manifest(path, bytes) => vec![one_manifest(&path, &bytes, &file, content)?],
            Named::File(digest) => {
                let place = results.iter().position(|r| r.file.sha256 == digest);
                let found = place.map(|p| results.remove(p));
                input::file_results(found.into_iter().collect(), &file)
            }
        };
        for seen in seen {
            file.evidence.clone_from(&seen.evidence);
            all.push(seen);
        }
    }
    Ok(Gave {
        received: all,
        refused,
    })
}

/// The bytes of a file that is a manifest of evidence.
pub(super) fn manifest(path: &Path) -> Outcome<Option<Vec<u8>>> {
    let trouble = |why| unreadable(path, &why);
    if fs::metadata(path).map_err(trouble)?.len() > LARGEST_MANIFEST {
        return Ok(None);
    }
    let bytes = fs::read(path).map_err(trouble)?;
    Ok((sniff(&bytes) == Sniffed::Manifest).then_some(bytes))
}

fn one_manifest(
    path: &Path,
    bytes: &[u8],
    file: &AssessmentFile,
    content: &Content,
) -> Outcome<Received> {
    input::receive(&name_of(path), bytes, file, None, content)
        .map_err(|e| Trouble::In(path.into(), e))
}

/// What is said of files beside what stands in them.
#[derive(Clone, Copy)]
struct Said<'a> {
    day: Option<Date>,
    mapping: Option<&'a Mapping>,
    listed: &'a AssessmentFile,
}

impl Said<'_> {
    fn begin(&self, name: &str) -> Intake {
        let choices = Choices {
            as_of: self.day.or(input::listed_day(self.listed, name)),
            mapping: self.mapping.cloned(),
            known: input::known_mappings(self.listed),
            ..Choices::default()
        };
        Intake::new(name, choices)
    }

    /// A file among others: what was said of columns is said of whichever has them.
    fn begin_among(&self, name: &str) -> Intake {
        let mut known = input::known_mappings(self.listed);
        known.extend(self.mapping.cloned());
        let choices = Choices {
            as_of: self.day.or(input::listed_day(self.listed, name)),
            known,
            ..Choices::default()
        };
        Intake::new(name, choices)
    }

    /// The same with what was said of the very file before: it can be something else than its columns look like.
    fn before(&self, digest: &str) -> Option<Said<'_>> {
        let mapping = input::mapping_of(self.listed, digest);
        mapping
            .filter(|_| self.mapping.is_none())
            .map(|mapping| Said {
                mapping: Some(mapping),
                ..*self
            })
    }
}

/// Puts a file, or the files of an archive, into the binder. Gives their digests; the same file twice is one file.
///
/// * `refused`: takes what is wrong with files of an archive in which another can be read.
fn read(
    path: &Path,
    binder: &mut Binder,
    said: &Said<'_>,
    refused: &mut Vec<Trouble>,
) -> Outcome<Vec<String>> {
    let trouble = |why| unreadable(path, &why);
    let mut begins = [0; 2];
    let taken = File::open(path)
        .and_then(|mut file| file.read(&mut begins))
        .map_err(trouble)?;
    if begins.get(..taken) == Some(b"PK") {
        let bytes = fs::read(path).map_err(trouble)?;
        let members = archive_members(&bytes).map_err(|e| Trouble::In(path.into(), e))?;
        if let Some(members) = members {
            return inside(path, members, binder, said, refused);
        }
    }
    let found = one(path, binder, said)?;
    if let Some(said) = said.before(&found.digest) {
        one(path, binder, &said)?;
    }
    Ok(found.new.into_iter().collect())
}

/// The files of an archive. Where none of them can be read, the first refusal is that of the archive.
fn inside(
    path: &Path,
    members: Vec<ArchivedFile>,
    binder: &mut Binder,
    said: &Said<'_>,
    refused: &mut Vec<Trouble>,
) -> Outcome<Vec<String>> {
    let alone = members.len() == 1;
    let take = |binder: &mut Binder, name: &str, bytes: &[u8], said: &Said<'_>| {
        let mut intake = match alone {
            true => said.begin(name),
            false => said.begin_among(name),
        };
        intake.push(bytes);
        added(&path.join(name), binder.add(intake), || {
            Ok(look(bytes, true))
        })
    };
    let (mut digests, mut troubles, mut read) = (Vec::new(), Vec::new(), 0_u32);
    for (name, bytes) in members {
        match take(binder, &name, &bytes, said) {
            Ok(found) => {
                if let Some(said) = said.before(&found.digest) {
                    let mut intake = said.begin(&name);
                    intake.push(&bytes);
                    added(&path.join(&name), binder.add(intake), || Ok(None))?;
                }
                digests.extend(found.new);
                read += 1;
            }
            Err(trouble) => troubles.push(trouble),
        }
    }
    if read == 0 && !troubles.is_empty() {
        return Err(troubles.swap_remove(0));
    }
    refused.append(&mut troubles);
    Ok(digests)
}

/// A file that is in the binder.
struct Added {
    digest: String,
    /// Its digest, where it was not there before.
    new: Option<String>,
}

fn one(path: &Path, binder: &mut Binder, said: &Said<'_>) -> Outcome<Added> {
    let trouble = |why| unreadable(path, &why);
    let mut source = File::open(path).map_err(trouble)?;
    let mut intake = said.begin(&name_of(path));
    let mut chunk = vec![0; CHUNK];
    loop {
        let taken = source.read(&mut chunk).map_err(trouble)?;
        if taken == 0 || intake.is_over() {
            break;
        }
        intake.push(chunk.get(..taken).unwrap_or_default());
    }
    added(path, binder.add(intake), || look_at(path))
}

/// The beginning of a table on disk.
fn look_at(path: &Path) -> Outcome<Option<Table>> {
    /// Bytes that are enough of a text.
    const ENOUGH: u64 = 300_000;
    let trouble = |why| unreadable(path, &why);
    let mut bytes = Vec::new();
    let source = File::open(path).map_err(trouble)?;
    source
        .take(ENOUGH)
        .read_to_end(&mut bytes)
        .map_err(trouble)?;
    let size = fs::metadata(path).map_err(trouble)?.len();
    if bytes.starts_with(b"PK") {
        bytes = fs::read(path).map_err(trouble)?;
    }
    Ok(look(&bytes, size <= ENOUGH))
}

fn added(
    path: &Path,
    read: Result<String, Unread>,
    look: impl FnOnce() -> Outcome<Option<Table>>,
) -> Outcome<Added> {
    match read {
        Ok(digest) => Ok(Added {
            new: Some(digest.clone()),
            digest,
        }),
        Err(Unread::Same(digest)) => Ok(Added { digest, new: None }),
        Err(Unread::Refused(why)) => {
            let table = match is_unknown(&why) {
                true => look()?,
                false => None,
            };
            Err(match table {
                Some(table) => Trouble::Unmapped(path.into(), why, Box::new(table)),
                None => Trouble::In(path.into(), why),
            })
        }
    }
}

/// Whether no format recognised the file.
fn is_unknown(why: &Error) -> bool {
    matches!(why, Error::Input(problems) if problems.iter().any(|p| p.code == Code::UnknownFormat))
}

fn unreadable(path: &Path, why: &std::io::Error) -> Trouble {
    Trouble::Usage(format!("{}: {why}", path.display()))
}

fn name_of(path: &Path) -> String {
    let name = path.file_name();
    name.map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// The files themselves: those of a folder in the order of their names, hidden ones left out.
fn files_of(paths: &[PathBuf]) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    for path in paths {
        if !path.is_dir() {
            found.push(path.clone());
            continue;
        }
        let trouble = |why| unreadable(path, &why);
        let mut inside = Vec::new();
        for entry in fs::read_dir(path).map_err(trouble)? {
            inside.push(entry.map_err(trouble)?.path());
        }
        inside.retain(|p| !name_of(p).starts_with('.'));
        inside.sort();
        found.extend(files_of(&inside)?);
    }
    Ok(found)
}
