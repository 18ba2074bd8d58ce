//! The part of the view about evidence: what is on file, and the workpapers.

use serde::Serialize;

use super::{Scene, listed};
use crate::evidence::workpaper::{Basis, Cell, Workpaper};
use crate::input::manifest::{Entry, remarks, superseding};
use crate::report::language::{Language, counted, said, word};
use crate::sorting::Sorting;

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct EvidenceView {
    title: String,
    file: String,
    sha256: String,
    as_of: String,
    controls: String,
    read: bool,
    container: String,
    rows: String,
    note: String,
    set_aside: String,
    superseded_by: String,
    said: Vec<String>,
    remarks: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct WorkpaperView {
    control: String,
    procedure: String,
    file: String,
    objective: String,
    criteria: String,
    observation: bool,
    sources: String,
    system: String,
    as_of: String,
    counted: bool,
    not_counted: String,
    population: u32,
    excluded: Vec<String>,
    tested: u32,
    deviations: Vec<String>,
    deviation_count: u32,
    undecided: Vec<String>,
    undecided_count: u32,
    more: u32,
    parameters: Vec<String>,
    limits: Vec<String>,
}

impl Scene<'_> {
    /// The evidence by title and file: in which order it was dropped means nothing.
    fn entries(&self) -> Vec<&Entry> {
        let mut entries: Vec<&Entry> = self.engagement.evidence.iter().collect();
        entries.in_order_of(|e| (&e.title, e.file.as_ref().map(|f| &f.name), &e.id));
        entries
    }

    /// Which parts of the report stay in English, where the rest is in another language and there are any.
    pub(super) fn in_english(&self) -> String {
        let mut all = self.engagement.evidence.iter();
        let any = all.any(|e| !e.workpapers.is_empty() || !self.remarks(e).is_empty());
        if self.language.is_english() || !any {
            return String::new();
        }
        self.language.word(word!(
            "What was found in files, and remarks about them, are in English: they were put down in it when the files were read, and a record stays as it was written. What you entered yourself stands as you wrote it."
        ))
    }

    pub(super) fn evidence(&self) -> Vec<EvidenceView> {
        self.entries()
            .into_iter()
            .map(|e| EvidenceView {
                title: e.title.clone(),
                file: e.file.as_ref().map(|f| f.name.clone()).unwrap_or_default(),
                sha256: e
                    .file
                    .as_ref()
                    .and_then(|f| f.sha256.clone())
                    .unwrap_or_default(),
                as_of: listed::day(self.language, e),
                controls: e.controls.join(", "),
                read: e.format.is_some(),
                container: e
                    .format
                    .as_ref()
                    .map(|f| f.container.clone())
                    .unwrap_or_default(),
                rows: e
                    .rows
                    .as_ref()
                    .map(|r| rows(self.language, r.parsed, r.duplicates, r.rejected))
                    .unwrap_or_default(),
                note: e.note.clone().unwrap_or_default(),
                set_aside: self.set_aside(&e.id),
                superseded_by: superseding(&self.engagement.evidence, &e.id)
                    .map(|by| by.title.clone())
                    .unwrap_or_default(),
                said: listed::said(self.language, e),
                remarks: self.remarks(e),
            })
            .collect()
    }

    /// Where what is said of it differs from what was read, or from the assessment.
    fn remarks(&self, entry: &Entry) -> Vec<String> {
        let engagement = self.engagement;
        let (all, profile) = (&engagement.evidence, &engagement.profile);
        let mut found = remarks::of_entry(entry, all, profile);
        if let Some(terms) = &entry.terms {
            found.extend(remarks::of_terms(terms, profile, engagement.catalogue));
        }
        found
    }

    /// What counted files showed, in a line each: for the first page.
    pub(super) fn shown(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for c in &self.assessment.controls {
            let items = c.occurrences.items;
            if items.tested > 0 {
                let off = items.tested - items.conforming;
                let control = self.named(&c.id);
                let o = &c.occurrences;
                let said = o.deviations.saturating_sub(o.shown.deviations);
                let language = self.language;
                lines.push(match (off, said) {
                    (0, 0) => counted!(
                        language,
                        items.tested,
                        "✓ {control}: none of {count} item tested deviates",
                        "✓ {control}: none of {count} items tested deviates",
                        control = control
                    ),
                    (0, said) => counted!(
                        language,
                        said,
                        "✓ {control}: none of {tested} deviates; by your answers {count} deviation all the same",
                        "✓ {control}: none of {tested} deviates; by your answers {count} deviations all the same",
                        control = control,
                        tested = self.items_tested(items.tested)
                    ),
                    _ => counted!(
                        language,
                        off,
                        "✗ {control}: {count} of {tested} deviates",
                        "✗ {control}: {count} of {tested} deviate",
                        control = control,
                        tested = self.items_tested(items.tested)
                    ),
                });
            }
        }
        lines
    }

    /// Why an entry was set aside, by control.
    fn set_aside(&self, evidence: &str) -> String {
        let found = self.assessment.set_aside.iter();
        found
            .filter(|s| s.what.evidence == evidence)
            .map(|s| {
                format!(
                    "{}: {}",
                    s.control,
                    self.language.not_counted(s.what.reason)
                )
            })
            .collect::<Vec<_>>()
            .join("; ")
    }

    pub(super) fn workpapers(&self) -> Vec<WorkpaperView> {
        self.entries()
            .into_iter()
            .flat_map(|e| e.workpapers.iter().map(move |w| (e, w)))
            .map(|(e, w)| self.workpaper(e, w))
            .collect()
    }

    pub(super) fn workpaper(&self, entry: &Entry, w: &Workpaper) -> WorkpaperView {
        let evidence = entry.id.as_str();
        let left_out = self
            .assessment
            .set_aside
            .iter()
            .filter(|s| s.control == w.control && s.what.evidence == evidence)
            .find(|s| s.what.as_of == w.as_of);
        let cells = |cells: &[Cell]| {
            // Each place is named once, before the first of its cells.
            let mut before: (Option<&String>, Option<u32>) = (None, None);
            let all = cells.iter().map(|c| {
                let here = (c.file.as_ref(), c.row);
                let place = match here {
                    _ if here == before => String::new(),
                    (Some(file), Some(row)) => format!("{file} row {row}: "),
                    (Some(file), None) => format!("{file}: "),
                    (None, Some(row)) => format!("row {row}: "),
                    (None, None) => String::new(),
                };
                before = here;
                format!("{place}{}={}", c.column, c.value)
            });
            all.collect::<Vec<_>>().join(", ")
        };
        WorkpaperView {
            control: self.named(&w.control),
            procedure: w.procedure.clone(),
            file: self.file_name(evidence),
            objective: w.objective.clone(),
            criteria: w.criteria.clone(),
            observation: w.observation,
            sources: w.sources.join(", "),
            system: w.system.clone(),
            as_of: w.as_of.map_or_else(
                || listed::day(self.language, entry),
                |d| self.language.day(d),
            ),
            counted: left_out.is_none(),
            not_counted: left_out
                .map(|s| self.language.not_counted(s.what.reason))
                .unwrap_or_default(),
            population: w.population,
            excluded: w
                .excluded
                .iter()
                .map(|x| format!("{}: {}", x.count, x.reason))
                .collect(),
            tested: w.tested,
            deviation_count: w.deviation_count(),
            undecided_count: w.undecided_count(),
            more: w.more_deviations.saturating_add(w.more_undecided),
            deviations: w
                .deviations
                .iter()
                .map(|d| cited(d.row, &d.finding, &cells(&d.cells)))
                .collect(),
            undecided: w
                .undecided
                .iter()
                .map(|u| cited(u.row, &u.reason, &cells(&u.cells)))
                .collect(),
            parameters: w
                .parameters
                .iter()
                .map(|p| match p.basis {
                    Basis::Stated => said!(
                        self.language,
                        "{name} = {value} (your own value)",
                        name = p.id,
                        value = p.value
                    ),
                    Basis::Assumed => {
                        said!(
                            self.language,
                            "△ {name} = {value} (assumed: you gave no value)",
                            name = p.id,
                            value = p.value
                        )
                    }
                })
                .collect(),
            limits: w
                .limits
                .iter()
                .cloned()
                .chain(remarks::short(entry))
                .collect(),
        }
    }
}

/// A finding with its row, and the cells where there are any.
fn cited(row: u32, text: &str, cells: &str) -> String {
    match cells {
        "" => format!("Row {row}: {text}"),
        cells => format!("Row {row}: {text} ({cells})"),
    }
}

fn rows(language: Language<'_>, parsed: u32, duplicates: u32, rejected: u32) -> String {
    let mut text = counted!(language, parsed, "{count} row read", "{count} rows read");
    if duplicates > 0 {
        text.push_str(&said!(
            language,
            ", {rows} identical to another and dropped",
            rows = duplicates
        ));
    }
    if rejected > 0 {
        text.push_str(&said!(language, ", {rows} not usable", rows = rejected));
    }
    text
}
