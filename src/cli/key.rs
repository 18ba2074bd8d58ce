//! The key of pseudonyms, as a file beside everything else.

use std::path::Path;

use tickmark::evidence::Workpaper;
use tickmark::evidence::key::{Key, KeyLine, Names, written};
use tickmark::input::Received;
use tickmark::input::manifest::Entry;

use super::bytes;
use super::output::{Outcome, Trouble, print};

/// Writes who stands behind the pseudonyms and rows of these files.
pub(super) fn write(path: &Path, all: &[Received]) -> Outcome<()> {
    let lines: Vec<KeyLine> = all
        .iter()
        .flat_map(|received| {
            let name = received.entries.first().and_then(|e| e.file.as_ref());
            let name = name.map_or("", |file| file.name.as_str());
            received.key.iter().map(|key| KeyLine {
                file: name.to_owned(),
                key: key.clone(),
            })
        })
        .collect();
    print(Some(path), &written(&lines)).map(|_| ())
}

/// Reads the names of a key, of those who are cited in this evidence.
pub(super) fn read(path: &Path, evidence: &[Entry]) -> Outcome<Names> {
    let text = String::from_utf8_lossy(&bytes(path)?).into_owned();
    let cited = evidence.iter().flat_map(|entry| {
        let numbering = entry.numbering.as_deref();
        let pseudonyms = entry.workpapers.iter().flat_map(Workpaper::pseudonyms);
        pseudonyms.filter_map(move |pseudonym| Some((numbering?, pseudonym)))
    });
    Key::read(&text)
        .and_then(|key| key.names(cited))
        .map_err(|why| Trouble::In(path.into(), why))
}
