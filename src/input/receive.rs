//! A dropped file to manifest entries: recognised, tested, and added to the assessment.

use std::collections::BTreeMap;

use serde::Serialize;

use super::answers::AssessmentFile;
use super::calendar;
use super::catalogue::Catalogue;
use super::content::Content;
use super::control::Kind;
use super::engagement::policy_value;
use super::manifest::{AsOfBasis, Entry, EvidenceKind, FileRef, FormatRef, Rows};
use super::{manifest_entries, read};
use crate::date::Date;
use crate::error::{Code, Document, Error, Problem};
use crate::evidence::draw::Population;
use crate::evidence::workpaper::Parameter;
use crate::evidence::{self, DuePeriod, Inspection, KeyRow, Sniffed, Terms};

/// What a dropped file gave.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Received {
    /// The entries for the manifest, with their final ids.
    pub entries: Vec<Entry>,
    /// The whole manifest with these entries in it.
    pub evidence: Vec<Entry>,
    /// Row numbers to account names. Shown where the file is, never saved.
    pub key: Vec<KeyRow>,
    /// What the reader could still tell, as questions.
    pub questions: Vec<String>,
    /// What can be drawn from the file while it is at hand. Never saved, nor sent.
    #[serde(skip)]
    pub populations: Vec<Population>,
}

/// Recognises a file, runs the procedures for it and puts the findings into the manifest of `file`.
///
/// The bytes are read here and kept nowhere. An entry with the same digest is
/// replaced; so is an entry that lists the file by name without its contents,
/// whose day is then taken as stated.
///
/// * `stated_as_of`: the day of the file as the reader gave it; a day in the
///   file itself wins.
///
/// # Errors
///
/// One problem that says what the file is, or why it cannot be read.
pub fn receive(
    name: &str,
    bytes: &[u8],
    file: &AssessmentFile,
    stated_as_of: Option<Date>,
    content: &Content,
) -> Result<Received, Error> {
    let (entries, key, questions, populations) = match evidence::sniff(bytes) {
        Sniffed::Manifest => {
            let entries = manifest(bytes, content)?;
            (entries, Vec::new(), Vec::new(), Vec::new())
        }
        _ => {
            let listed = file.evidence.iter().find(|e| is_listing(e, name));
            let day = stated_as_of.or(listed.and_then(|e| e.as_of));
            let seen = evidence::inspect(name, bytes, &terms(file, &content.catalogue, day))?;
            let id = listed.map_or_else(|| slug(&seen), |e| e.id.clone());
            let entries = vec![entry(id, &seen)];
            let mut questions = seen.questions;
            questions.extend(outside(seen.as_of, file));
            (entries, seen.key, questions, seen.populations)
        }
    };
    let (entries, evidence) = added(&file.evidence, entries);
    Ok(Received {
        entries,
        evidence,
        key,
        questions,
        populations,
    })
}

/// The question that a file of another time raises.
fn outside(day: Option<Date>, file: &AssessmentFile) -> Option<String> {
    let window = file.profile.window;
    let day = day.filter(|d| !window.holds(*d))?;
    Some(format!(
        "This file shows {day}, outside your window of {} to {}: the report lists it and counts \
         nothing in it. Is there an export from inside the window?",
        window.start, window.end
    ))
}

/// Whether an entry lists a file by this name without anything read from it.
fn is_listing(entry: &Entry, name: &str) -> bool {
    entry.format.is_none() && entry.file.as_ref().is_some_and(|f| f.name == name)
}

fn manifest(bytes: &[u8], content: &Content) -> Result<Vec<Entry>, Error> {
    let text = std::str::from_utf8(bytes).map_err(|_| {
        Problem::new(
            Document::Evidence,
            "",
            Code::NotText,
            "an evidence manifest is written in UTF-8",
        )
    })?;
    manifest_entries(read::json(text, Document::Evidence)?, content)
}

/// The terms of the procedures: the company's own values where it gave them.
fn terms(file: &AssessmentFile, catalogue: &Catalogue, stated_as_of: Option<Date>) -> Terms {
    let values = catalogue.policy_values.iter();
    let policies = values.filter_map(|value| {
        let sourced = policy_value(&file.profile, catalogue, &value.id)?;
        Some(Parameter {
            id: value.id.clone(),
            value: sourced.value,
            basis: sourced.basis,
        })
    });
    let mut controls = BTreeMap::new();
    for procedure in evidence::PROCEDURES {
        let tested = catalogue.tested_by(procedure).map(|c| c.id.clone());
        controls.insert(procedure.to_owned(), tested.collect());
    }
    Terms {
        controls,
        as_of: file.as_of,
        window_start: file.profile.window.start,
        window_end: file.profile.window.end,
        policies: policies.collect(),
        time_zone: file.profile.time_zone.clone(),
        periods: due(file, catalogue),
        last_pseudonym: 0,
        stated_as_of,
    }
}

/// The periods of each periodic control that a procedure decides.
fn due(file: &AssessmentFile, catalogue: &Catalogue) -> BTreeMap<String, Vec<DuePeriod>> {
    let procedures = evidence::PROCEDURES.iter();
    let tested = procedures.flat_map(|p| catalogue.tested_by(p));
    let periodic = tested.filter(|c| c.kind == Kind::Periodic);
    periodic
        .map(|c| (c.id.clone(), calendar::due(&file.profile, catalogue, c)))
        .collect()
}

fn slug(seen: &Inspection) -> String {
    format!("{}-{}", seen.format, seen.system)
}

fn entry(id: String, seen: &Inspection) -> Entry {
    Entry {
        id,
        title: seen.format_name.to_owned(),
        kind: EvidenceKind::CredentialReport,
        file: Some(FileRef {
            name: seen.file.name.clone(),
            sha256: Some(seen.file.sha256.clone()),
            bytes: Some(seen.file.bytes),
        }),
        format: Some(FormatRef {
            id: seen.format.to_owned(),
            name: seen.format_name.to_owned(),
            container: seen.container.to_owned(),
            trust: seen.trust.words().to_owned(),
        }),
        as_of: seen.as_of,
        as_of_basis: Some(match seen.as_of_basis {
            evidence::AsOfBasis::InFile => AsOfBasis::InFile,
            evidence::AsOfBasis::Stated => AsOfBasis::Stated,
            evidence::AsOfBasis::Unknown => AsOfBasis::Unknown,
        }),
        rows: Some(Rows {
            parsed: seen.rows.parsed,
            duplicates: seen.rows.duplicates,
            rejected: seen.rows.rejected,
        }),
        system: Some(seen.system.clone()),
        period: None,
        shows: None,
        controls: seen.supports.clone(),
        workpapers: seen.workpapers.clone(),
        note: None,
    }
}

/// New entries with ids that are free, and the manifest with them in it.
fn added(present: &[Entry], new: Vec<Entry>) -> (Vec<Entry>, Vec<Entry>) {
    let mut manifest = present.to_vec();
    let mut entries = Vec::with_capacity(new.len());
    for mut entry in new {
        let digest = entry.file.as_ref().and_then(|f| f.sha256.clone());
        let name = entry
            .file
            .as_ref()
            .map(|f| f.name.clone())
            .unwrap_or_default();
        let was_read = entry.format.is_some();
        let same = |e: &Entry| {
            let same_digest = digest.is_some()
                && e.file.as_ref().and_then(|f| f.sha256.as_ref()) == digest.as_ref();
            same_digest || (was_read && is_listing(e, &name))
        };
        if let Some(place) = manifest.iter_mut().find(|e| same(e)) {
            entry.id.clone_from(&place.id);
            place.clone_from(&entry);
        } else {
            let base = entry.id.clone();
            let mut n = 2;
            while manifest.iter().any(|e| e.id == entry.id) {
                entry.id = format!("{base}-{n}");
                n += 1;
            }
            manifest.push(entry.clone());
        }
        entries.push(entry);
    }
    (entries, manifest)
}
