//! For tests: small files, and the workpapers that come of them.

use std::collections::BTreeMap;

use super::PROCEDURES;
use crate::evidence::binder::Binder;
use crate::evidence::inspection::Inspection;
use crate::evidence::reading::{Choices, Intake};
use crate::evidence::terms::Terms;
use crate::evidence::workpaper::Workpaper;

/// From May to October 2026 in Berlin, seen on 10 November. Every procedure decides a control of its own name.
pub(super) fn terms() -> Terms {
    let day = |text: &str| text.parse().unwrap();
    Terms {
        controls: PROCEDURES
            .iter()
            .map(|p| ((*p).to_owned(), vec![(*p).to_owned()]))
            .collect(),
        as_of: day("2026-11-10"),
        window_start: day("2026-05-01"),
        window_end: day("2026-10-31"),
        policies: Vec::new(),
        time_zone: Some("Europe/Berlin".to_owned()),
        periods: BTreeMap::new(),
        last_pseudonym: 0,
        superseded: Vec::new(),
        stated_as_of: None,
    }
}

/// What comes of files, each with the day that it shows and its text.
pub(super) fn results(terms: &Terms, files: &[(&str, &str)]) -> Vec<Inspection> {
    let mut binder = Binder::new();
    for (place, (as_of, text)) in files.iter().enumerate() {
        let choices = Choices {
            as_of: as_of.parse().ok(),
            ..Choices::default()
        };
        let mut intake = Intake::new(&format!("file-{place}"), choices);
        intake.push(text.as_bytes());
        binder.add(intake).unwrap();
    }
    binder.results(terms)
}

/// Every workpaper of a procedure.
pub(super) fn papers(procedure: &str, terms: &Terms, files: &[(&str, &str)]) -> Vec<Workpaper> {
    let papers = results(terms, files).into_iter().flat_map(|s| s.workpapers);
    papers.filter(|p| p.procedure == procedure).collect()
}

/// The only workpaper of a procedure.
pub(super) fn paper(procedure: &str, files: &[(&str, &str)]) -> Workpaper {
    let mut papers = papers(procedure, &terms(), files);
    assert_eq!(papers.len(), 1, "{procedure}");
    papers.remove(0)
}

/// Tested, deviations, undecided, left out.
pub(super) fn counts(paper: &Workpaper) -> (u32, usize, usize, u32) {
    let out = paper.excluded.iter().map(|e| e.count).sum();
    let open = u32::try_from(paper.undecided.len()).unwrap();
    assert_eq!(paper.population, paper.tested + open + out);
    (
        paper.tested,
        paper.deviations.len(),
        paper.undecided.len(),
        out,
    )
}
