//! A dropped file to manifest entries: recognised, tested, and added to the assessment.

mod outside;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::answers::AssessmentFile;
use super::catalogue::Catalogue;
use super::content::Content;
use super::control::Kind;
use super::engagement::policy_value;
use super::manifest::joined::{From, added, is_listing};
use super::manifest::{AsOfBasis, Confidence, Covers, Entry, FileRef, FormatRef, Rows, remarks};
use super::manifest_file;
use super::placed::placed;
use super::{calendar, check};
use crate::date::Date;
use crate::error::{Code, Document, Error, Problem};
use crate::evidence::draw::Population;
use crate::evidence::workpaper::{Parameter, Span};
use crate::evidence::{
    self, Choices, DuePeriod, Inspection, KeyRow, ListedFile, Mapping, Sniffed, Superseded, Terms,
    Trust,
};
use crate::sorting::Gathering;

/// What a dropped file gave.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
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
    /// What a list of evidence states of the whole and this assessment does not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub differs: Vec<String>,
    /// Whether day or month stands first in the dates of the file has to be said.
    pub asks_order: bool,
    /// Whether the day that the file shows has to be said.
    pub asks_day: bool,
    /// What its columns were read as, where that can be changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mapping: Option<Mapping>,
    /// What can be drawn from the file while it is at hand. Never saved, nor sent.
    #[serde(skip)]
    pub populations: Vec<Population>,
}

/// Recognises a file, runs the procedures for it and puts the findings into the manifest of `file`.
///
/// The bytes are read here and kept nowhere. An entry with the same digest is
/// replaced; so is an entry that lists the file by name without its contents,
/// whose day is then taken as stated. Files that belong together, a roster and the accounts of its people, are put into
/// one [`evidence::Binder`] and handed to [`file_results`].
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
    if evidence::sniff(bytes) == Sniffed::Manifest {
        return receive_manifest(bytes, file, content);
    }
    let terms = terms(file, &content.catalogue, &[]);
    let stated_as_of = stated_as_of.or(listed_day(file, name));
    let mut choices = Choices {
        as_of: stated_as_of,
        known: known_mappings(file),
        ..Choices::default()
    };
    let mut seen = evidence::inspect_as(name, bytes, &terms, choices.clone())?;
    if let Some(said) =
        mapping_of(file, &seen.file.sha256).filter(|m| seen.mapping.as_ref() != Some(m))
    {
        choices.mapping = Some(said.clone());
        seen = evidence::inspect_as(name, bytes, &terms, choices)?;
    }
    let mut received = file_results(vec![seen], file);
    // INVARIANT: one inspection gives one result.
    Ok(received.pop().unwrap_or_default())
}

/// Puts the entries of a manifest of evidence into that of `file`.
///
/// # Errors
///
/// Every problem of the manifest, by its place in it.
pub fn receive_manifest(
    bytes: &[u8],
    file: &AssessmentFile,
    content: &Content,
) -> Result<Received, Error> {
    let new = manifest_file(bytes, content)?;
    let (entries, evidence) = added(&file.evidence, new, From::Manifest);
    check::waits(&evidence)?;
    let profile = &file.profile;
    let of = |e: &Entry| {
        let told = remarks::of_entry(e, &evidence, profile).into_iter();
        told.map(|text| format!("{}: {text}", e.title))
            .collect::<Vec<_>>()
    };
    let questions = entries.iter().flat_map(of).collect();
    let terms = entries.iter().filter_map(|e| e.terms.as_ref());
    let differs = terms.flat_map(|t| remarks::of_terms(t, profile, &content.catalogue));
    let differs = differs.collect();
    Ok(Received {
        entries,
        evidence,
        questions,
        differs,
        ..Received::default()
    })
}

/// What was found in files, as the module that reads them hands it over.
///
/// # Errors
///
/// One problem with the place where it is something else.
pub fn inspections(value: serde_json::Value) -> Result<Vec<Inspection>, Error> {
    placed(&value).map_err(|why| {
        let message = format!("these are no inspections: {why}");
        Problem::new(Document::Evidence, why.place(), Code::WrongShape, message).into()
    })
}

/// Puts what was found in files into the manifest of `file`: one result a file, each with the whole manifest as it
/// is with it and those before it.
#[must_use]
pub fn file_results(seen: Vec<Inspection>, file: &AssessmentFile) -> Vec<Received> {
    let mut manifest = file.evidence.clone();
    let mut received = Vec::with_capacity(seen.len());
    for seen in seen {
        let listed = manifest.iter().find(|e| is_listing(e, &seen.file.name));
        let id = listed.map_or_else(|| slug(&seen), |e| e.id.clone());
        let (entries, evidence) = added(&manifest, vec![entry(id, &seen)], From::Files);
        let another_time = outside::question(&seen, file);
        let mut questions = seen.questions;
        questions.extend(another_time);
        questions.extend(entries.iter().filter_map(remarks::rows));
        manifest.clone_from(&evidence);
        received.push(Received {
            entries,
            evidence,
            key: seen.key,
            questions,
            differs: Vec::new(),
            asks_order: seen.asks_order,
            asks_day: seen.asks_day,
            mapping: seen.mapping,
            populations: seen.populations,
        });
    }
    received
}

/// The day of a file that the manifest lists by its name, without its contents.
#[must_use]
pub fn listed_day(file: &AssessmentFile, name: &str) -> Option<Date> {
    let listed = file.evidence.iter().find(|e| is_listing(e, name));
    listed.and_then(|e| e.as_of)
}

/// What was said of the columns of files whose entries are in the manifest, the earliest first.
#[must_use]
pub fn known_mappings(file: &AssessmentFile) -> Vec<Mapping> {
    let formats = file.evidence.iter().filter_map(|e| e.format.as_ref());
    formats
        .filter_map(|format| format.mapping.clone())
        .collect()
}

/// What was said of the columns of the very file with this digest.
#[must_use]
pub fn mapping_of<'a>(file: &'a AssessmentFile, digest: &str) -> Option<&'a Mapping> {
    let is_it = |e: &&Entry| e.file.as_ref().and_then(|f| f.sha256.as_deref()) == Some(digest);
    file.evidence
        .iter()
        .find(is_it)?
        .format
        .as_ref()?
        .mapping
        .as_ref()
}

/// The terms of the procedures: the company's own values where it gave them.
///
/// * `again`: digests of the files that are tested now; pseudonyms in entries of other files stay in use.
#[must_use]
pub fn terms(file: &AssessmentFile, catalogue: &Catalogue, again: &[String]) -> Terms {
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
    for &procedure in evidence::PROCEDURES {
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
        last_pseudonym: last_pseudonym(&file.evidence, again),
        stated_as_of: None,
        superseded: superseded(&file.evidence),
    }
}

/// The files of which others take the place, over entries between them too.
fn superseded(evidence: &[Entry]) -> Vec<Superseded> {
    let listed = |entry: &Entry| {
        let file = entry.file.as_ref()?;
        Some(ListedFile {
            sha256: file.sha256.clone(),
            name: Some(file.name.clone()).filter(|name| is_listing(entry, name)),
        })
    };
    let mut found = Vec::new();
    for entry in evidence {
        let mut over: BTreeSet<&str> = [entry.id.as_str()].into();
        let mut by: Vec<&Entry> = Vec::new();
        loop {
            let next = |e: &&Entry| {
                let takes = e.supersedes.as_deref();
                takes.is_some_and(|id| over.contains(id)) && !over.contains(e.id.as_str())
            };
            let Some(next) = evidence.iter().find(next) else {
                break;
            };
            over.insert(&next.id);
            by.push(next);
        }
        let by: Vec<ListedFile> = by.into_iter().filter_map(listed).collect();
        if let Some(file) = listed(entry).filter(|_| !by.is_empty()) {
            found.push(Superseded { file, by });
        }
    }
    found
}

/// The largest number of a pseudonym in entries that are not made again.
fn last_pseudonym(evidence: &[Entry], again: &[String]) -> u32 {
    let stays = |entry: &&Entry| {
        let digest = entry.file.as_ref().and_then(|f| f.sha256.as_ref());
        digest.is_none_or(|d| !again.contains(d))
    };
    let papers = evidence.iter().filter(stays).flat_map(|e| &e.workpapers);
    let numbers = papers.filter_map(|paper| paper.last_pseudonym());
    numbers.max().unwrap_or(0)
}

/// The periods of each periodic control that a procedure decides.
fn due(file: &AssessmentFile, catalogue: &Catalogue) -> BTreeMap<String, Vec<DuePeriod>> {
    let procedures = evidence::PROCEDURES.iter();
    let tested = procedures.flat_map(|p| catalogue.tested_by(p));
    let periodic = tested.filter(|c| c.kind == Kind::Periodic);
    periodic
        .map(|c| (c.id.clone(), calendar::due(&file.profile, catalogue, c)))
        .keyed()
}

fn slug(seen: &Inspection) -> String {
    // A format of one system is named after it.
    match seen.system.as_str() {
        "" => seen.format.clone(),
        system if seen.format.contains(system) => seen.format.clone(),
        system => format!("{}-{system}", seen.format),
    }
}

/// The controls of which something was tested in a file, in the order of its workpapers. What it could show beside
/// other files, it does not bear on without them.
fn tested(seen: &Inspection) -> Vec<String> {
    let mut controls: Vec<String> = Vec::new();
    for paper in &seen.workpapers {
        if !controls.contains(&paper.control) {
            controls.push(paper.control.clone());
        }
    }
    controls
}

fn entry(id: String, seen: &Inspection) -> Entry {
    let mapping = seen
        .mapping
        .clone()
        .filter(|_| seen.trust == Trust::Confirmed);
    Entry {
        id,
        title: seen.format_name.clone(),
        kind: seen.kind,
        file: Some(FileRef {
            name: seen.file.name.clone(),
            sha256: Some(seen.file.sha256.clone()),
            bytes: Some(seen.file.bytes),
            media_type: None,
            encoding: Some(seen.encoding.clone()).filter(|e| !e.is_empty()),
            container: None,
        }),
        source: None,
        format: Some(FormatRef {
            id: seen.format.clone(),
            name: seen.format_name.clone(),
            container: seen.container.clone(),
            trust: seen.trust.words().to_owned(),
            confidence: Some(match mapping {
                Some(_) => Confidence::MappedByUser,
                None => Confidence::Fingerprint,
            }),
            mapping,
        }),
        as_of: seen.as_of,
        as_of_basis: Some(match seen.as_of_basis {
            evidence::AsOfBasis::InFile => AsOfBasis::InFile,
            evidence::AsOfBasis::Stated => AsOfBasis::Stated,
            evidence::AsOfBasis::Unknown => AsOfBasis::Unknown,
        }),
        numbering: seen.numbering.clone(),
        rows: Some(Rows {
            parsed: seen.rows.parsed,
            duplicates: seen.rows.duplicates,
            rejected: seen.rows.rejected,
            columns_ignored: seen.columns_ignored.clone(),
        }),
        covers: seen.period.map(|(start, end)| Covers {
            stated: None,
            found: Some(Span { start, end }),
        }),
        system: Some(seen.system.clone()).filter(|s| !s.is_empty()),
        period: None,
        shows: None,
        exported_by: None,
        exported_at: None,
        completeness: None,
        system_scope: Vec::new(),
        controls: tested(seen),
        criteria: Vec::new(),
        owner: None,
        reviewer: None,
        link: None,
        contains_personal_data: None,
        supersedes: None,
        attestations: Vec::new(),
        workpapers: seen.workpapers.clone(),
        note: None,
        terms: None,
        extra: BTreeMap::new(),
    }
}
