//! Entries put into a manifest: ids that are free, and what is read of a file beside what is said of it.

use std::collections::BTreeMap;

use super::{Covers, Entry};

/// Where new entries come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::input) enum From {
    /// Files that were read just now: what they show takes the place of what they showed before.
    Files,
    /// A manifest: what it says takes the place of what was said before, and of nothing that was read.
    Manifest,
}

/// Whether an entry lists a file by this name without anything read from it.
pub(in crate::input) fn is_listing(entry: &Entry, name: &str) -> bool {
    entry.format.is_none() && entry.file.as_ref().is_some_and(|f| f.name == name)
}

/// New entries with ids that are free, and the manifest with them in it.
///
/// An entry with the same digest takes the place of the one before; so does a file that was read of a listing of its
/// name.
pub(in crate::input) fn added(
    present: &[Entry],
    new: Vec<Entry>,
    from: From,
) -> (Vec<Entry>, Vec<Entry>) {
    let mut manifest = present.to_vec();
    let mut places = Vec::with_capacity(new.len());
    let mut renamed: BTreeMap<String, String> = BTreeMap::new();
    for mut entry in new {
        let given = entry.id.clone();
        let place = manifest.iter().position(|e| is_same(e, &entry));
        let at = if let Some((i, known)) = place.and_then(|i| Some((i, manifest.get_mut(i)?))) {
            entry.id.clone_from(&known.id);
            *known = joined(known, entry.clone(), from);
            entry.id.clone_from(&known.id);
            i
        } else {
            let mut n = 2;
            while manifest.iter().any(|e| e.id == entry.id) {
                entry.id = format!("{given}-{n}");
                n += 1;
            }
            manifest.push(entry.clone());
            manifest.len() - 1
        };
        places.push(at);
        renamed.insert(given, entry.id);
    }
    if from == From::Manifest {
        for place in &places {
            if let Some(entry) = manifest.get_mut(*place) {
                refer(entry, &renamed);
            }
        }
    }
    let entries = places.iter().filter_map(|i| manifest.get(*i).cloned());
    (entries.collect(), manifest)
}

fn is_same(known: &Entry, new: &Entry) -> bool {
    let digest = |e: &Entry| e.file.as_ref().and_then(|f| f.sha256.clone());
    let name = new.file.as_ref().map_or("", |f| f.name.as_str());
    let same_digest = digest(new).is_some() && digest(known) == digest(new);
    same_digest || (new.format.is_some() && is_listing(known, name))
}

/// References to entries that were given other ids.
fn refer(entry: &mut Entry, renamed: &BTreeMap<String, String>) {
    let screenshot = entry
        .completeness
        .as_mut()
        .and_then(|c| c.screenshot.as_mut());
    for reference in [entry.supersedes.as_mut(), screenshot]
        .into_iter()
        .flatten()
    {
        if let Some(id) = renamed.get(reference) {
            reference.clone_from(id);
        }
    }
}

/// What is known of a file after both.
fn joined(earlier: &Entry, new: Entry, from: From) -> Entry {
    let was_read = earlier.format.is_some();
    match from {
        From::Files => of_both(new, earlier),
        From::Manifest if was_read && new.workpapers.is_empty() => {
            let mut entry = of_both(earlier.clone(), &new);
            if entry.as_of.is_none() {
                (entry.as_of, entry.as_of_basis) = (new.as_of, new.as_of_basis);
            }
            entry
        }
        From::Manifest => new,
    }
}

/// What was read in one, with what is said in the other.
fn of_both(read: Entry, said: &Entry) -> Entry {
    // A file that nobody gave a title is named after its format.
    let untitled = said.format.as_ref().is_some_and(|f| f.name == said.title);
    let title = if untitled { &read.title } else { &said.title }.clone();
    let mut controls = read.controls.clone();
    let tested = |id: &String| said.workpapers.iter().any(|w| w.control == *id);
    for id in said.controls.iter().filter(|id| !tested(id)) {
        if !controls.contains(id) {
            controls.push(id.clone());
        }
    }
    let mut entry = Entry {
        id: read.id,
        kind: read.kind,
        file: read.file,
        format: read.format,
        as_of: read.as_of,
        as_of_basis: read.as_of_basis,
        numbering: read.numbering,
        rows: read.rows,
        system: read.system,
        workpapers: read.workpapers,
        title,
        controls,
        covers: covers(read.covers, said.covers.as_ref()),
        ..said.clone()
    };
    if let (Some(file), Some(other)) = (&mut entry.file, &said.file) {
        file.media_type = file.media_type.take().or_else(|| other.media_type.clone());
        file.container = file.container.take().or_else(|| other.container.clone());
    }
    if let (Some(rows), Some(other)) = (&mut entry.rows, &said.rows)
        && rows.columns_ignored.is_empty()
    {
        rows.columns_ignored.clone_from(&other.columns_ignored);
    }
    entry
}

fn covers(read: Option<Covers>, said: Option<&Covers>) -> Option<Covers> {
    let stated = said.and_then(|c| c.stated);
    let found = read.and_then(|c| c.found);
    (stated.is_some() || found.is_some()).then_some(Covers { stated, found })
}
