//! Authored files and folders, opened for `lint` and `compile`.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use tickmark::authoring::document::Given;
use tickmark::authoring::shape::PARTS;
use tickmark::authoring::text::{MAX_BYTES, Source};

use super::locales;
use super::output::{Outcome, Trouble};

/// The endings of authored files.
pub(super) const ENDINGS: [&str; 3] = ["yaml", "yml", "json"];

/// What the paths of a command line stand for.
pub(super) fn given(paths: &[PathBuf]) -> Outcome<Vec<Given>> {
    paths.iter().map(|path| one(path)).collect()
}

fn one(path: &Path) -> Outcome<Given> {
    if let Some(folder) = locales::root(path) {
        let meant = (path != folder).then_some(path);
        if meant.is_none_or(Path::is_file) {
            return locales::files(&folder, meant).map(Given::Locale);
        }
    }
    if path.is_dir() {
        if !is_catalogue(path) {
            return Err(Trouble::Usage(format!(
                "{}: no catalogue or locale: there is no framework.yaml or language.yaml in this folder",
                path.display()
            )));
        }
        let files = folder(path)?;
        return Ok(Given::Catalogue { files, meant: None });
    }
    if let Some(root) = around(path) {
        let meant = Some(path.display().to_string());
        let files = folder(&root)?;
        return Ok(Given::Catalogue { files, meant });
    }
    source(path).map(Given::File)
}

/// The file that another one names: beside it, if the name is not absolute.
pub(super) fn beside(file: &str, name: &str) -> Result<Source, String> {
    let folder = Path::new(file).parent().unwrap_or(Path::new(""));
    source(&folder.join(name)).map_err(|trouble| match trouble {
        Trouble::Usage(text) => text,
        Trouble::In(path, error) | Trouble::Unmapped(path, error, _) => {
            format!("{}: {error}", path.display())
        }
    })
}

fn is_catalogue(folder: &Path) -> bool {
    ENDINGS
        .iter()
        .any(|ending| folder.join(format!("framework.{ending}")).is_file())
}

/// The folder of the catalogue that a file is part of, if it is.
fn around(path: &Path) -> Option<PathBuf> {
    let folder = path.parent()?;
    if folder.file_name().is_some_and(|name| name == "controls") {
        let root = folder.parent()?;
        return is_catalogue(root).then(|| root.to_owned());
    }
    let stem = path.file_stem()?.to_str()?;
    (PARTS.contains(&stem) && is_catalogue(folder)).then(|| folder.to_owned())
}

/// The files of a catalogue, in the order of their names; the controls last.
fn folder(root: &Path) -> Outcome<Vec<Source>> {
    let mut files = within(root)?;
    let controls = root.join("controls");
    if controls.is_dir() {
        files.extend(within(&controls)?);
    }
    files.iter().map(|path| source(path)).collect()
}

pub(super) fn within(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)
        .map_err(|why| Trouble::Usage(format!("{}: {why}", folder.display())))?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .filter(|path| {
            let ending = path.extension().and_then(|e| e.to_str());
            path.is_file() && ending.is_some_and(|e| ENDINGS.contains(&e))
        })
        .collect();
    files.sort();
    Ok(files)
}

pub(super) fn source(path: &Path) -> Outcome<Source> {
    let trouble = |why: std::io::Error| Trouble::Usage(format!("{}: {why}", path.display()));
    // One byte more than is read tells that there is more.
    let most = u64::try_from(MAX_BYTES)
        .unwrap_or(u64::MAX)
        .saturating_add(1);
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(trouble)?;
    file.take(most).read_to_end(&mut bytes).map_err(trouble)?;
    Ok(Source {
        name: path.display().to_string(),
        bytes,
    })
}

/// Whether a path is in the folder of a catalogue, or in that of its controls.
pub(super) fn in_a_catalogue(path: &Path) -> bool {
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let whole = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    whole.ancestors().take(2).any(is_catalogue)
}
