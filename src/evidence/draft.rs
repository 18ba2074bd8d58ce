//! A workpaper in the making: its verdicts point at records, and names become pseudonyms when it is done.

use super::canonical::{At, Show};
use super::draw::Item;
use super::identity::{Pseudonyms, identity};
use super::mentioned::Mentioned;
use super::reading::FileRead;
use super::workpaper::{
    Cell, Deviation, Excluded, Parameter, PeriodFound, Span, Undecided, Workpaper,
};
use crate::date::Date;

/// What is cited for a verdict.
#[derive(Clone, Debug)]
pub(super) enum Cite<'a> {
    /// The cells that a record kept.
    Record {
        /// The file, by its place in the binder.
        file: usize,
        /// Where.
        at: &'a At,
    },
    /// One cell that is made again from what was kept.
    Cell {
        /// The file, by its place in the binder.
        file: usize,
        /// Its row.
        row: u32,
        /// Name of the column.
        column: &'static str,
        /// What stands there.
        text: String,
        /// How it may be shown.
        show: Show,
    },
}

/// One item that deviates or could not be decided.
#[derive(Clone, Debug)]
pub(super) struct Found<'a> {
    /// Row of the item in the file of the workpaper.
    pub(super) row: u32,
    /// A sentence part for a deviation, a sentence for what is open.
    pub(super) text: String,
    /// Whether it rests on a default alone.
    pub(super) assumed: bool,
    /// What is cited.
    pub(super) cites: Vec<Cite<'a>>,
}

/// A workpaper in the making.
#[derive(Debug)]
pub(super) struct Draft<'a> {
    pub(super) procedure: &'static str,
    /// The file whose items are tested.
    pub(super) file: usize,
    pub(super) observation: bool,
    pub(super) objective: String,
    pub(super) criteria: String,
    pub(super) system: String,
    pub(super) as_of: Option<Date>,
    pub(super) parameters: Vec<Parameter>,
    pub(super) window: Option<Span>,
    pub(super) excluded: Vec<Excluded>,
    pub(super) tested: u32,
    pub(super) deviations: Vec<Found<'a>>,
    pub(super) undecided: Vec<Found<'a>>,
    pub(super) limits: Vec<String>,
    pub(super) periods: Vec<PeriodFound>,
    /// What can be drawn: items tested and undecided.
    pub(super) items: Vec<Item>,
}

impl<'a> Draft<'a> {
    /// A workpaper in which nothing has been done yet.
    pub(super) fn new(
        procedure: &'static str,
        file: usize,
        objective: impl Into<String>,
        criteria: impl Into<String>,
    ) -> Self {
        Self {
            procedure,
            file,
            observation: false,
            objective: objective.into(),
            criteria: criteria.into(),
            system: String::new(),
            as_of: None,
            parameters: Vec::new(),
            window: None,
            excluded: Vec::new(),
            tested: 0,
            deviations: Vec::new(),
            undecided: Vec::new(),
            limits: Vec::new(),
            periods: Vec::new(),
            items: Vec::new(),
        }
    }

    /// Leaves an item out.
    pub(super) fn leave_out(&mut self, reason: &str) {
        match self.excluded.iter_mut().find(|e| e.reason == reason) {
            Some(known) => known.count += 1,
            None => self.excluded.push(Excluded {
                reason: reason.to_owned(),
                count: 1,
            }),
        }
    }

    /// An item that is in order.
    pub(super) fn in_order(&mut self, item: Item) {
        self.tested += 1;
        self.items.push(item);
    }

    /// An item that deviates.
    pub(super) fn deviates(&mut self, item: Item, found: Found<'a>) {
        self.tested += 1;
        self.items.push(item);
        self.deviations.push(found);
    }

    /// An item that could not be decided.
    pub(super) fn open(&mut self, item: Item, found: Found<'a>) {
        self.items.push(item);
        self.undecided.push(found);
    }

    /// Says a limit once.
    pub(super) fn limit(&mut self, text: impl Into<String>) {
        let text = text.into();
        if !self.limits.contains(&text) {
            self.limits.push(text);
        }
    }

    /// Every identity that it cites, or mentions in what it cites.
    pub(super) fn identities(&self, people: &Mentioned) -> Vec<String> {
        let of = |show: Show, text: &str| match show {
            Show::Person if text.is_empty() => Vec::new(),
            Show::Person => vec![identity(text)],
            Show::Text => people.identities(text).collect(),
        };
        let found = self.deviations.iter().chain(&self.undecided);
        found
            .flat_map(|f| &f.cites)
            .flat_map(|cite| match cite {
                Cite::Record { at, .. } => at
                    .cells
                    .each()
                    .flat_map(|(place, text)| of(place.show, text))
                    .collect(),
                Cite::Cell { text, show, .. } => of(*show, text),
            })
            .collect()
    }

    /// The workpaper, without the control that it decides.
    pub(super) fn finished(
        mut self,
        files: &[FileRead],
        (people, names): (&Mentioned, &Pseudonyms),
    ) -> (Workpaper, Vec<Item>) {
        for found in [&mut self.deviations, &mut self.undecided] {
            found.sort_by_key(|f| f.row);
        }
        let own = self.file;
        let mut sources: Vec<String> = Vec::new();
        let all = self.deviations.iter().chain(&self.undecided);
        for cite in all.flat_map(|f| &f.cites) {
            let (Cite::Record { file, .. } | Cite::Cell { file, .. }) = cite;
            let name = files.get(*file).map(|f| &f.facts.name);
            if let Some(name) = name.filter(|n| *file != own && !sources.contains(n)) {
                sources.push(name.clone());
            }
        }
        sources.sort_unstable();
        let cells = |found: &Found<'_>| cells(found, own, files, (people, names));
        let tested = self.tested;
        let open = count(self.undecided.len());
        let left_out: u32 = self.excluded.iter().map(|e| e.count).sum();
        let paper = Workpaper {
            procedure: self.procedure.to_owned(),
            control: String::new(),
            observation: self.observation,
            objective: self.objective,
            criteria: self.criteria,
            sources,
            periods: self.periods,
            system: self.system,
            as_of: self.as_of,
            parameters: self.parameters,
            window: self.window,
            population: tested.saturating_add(open).saturating_add(left_out),
            excluded: self.excluded,
            tested,
            deviations: self
                .deviations
                .iter()
                .map(|f| Deviation {
                    row: f.row,
                    finding: f.text.clone(),
                    assumed: f.assumed,
                    cells: cells(f),
                })
                .collect(),
            more_deviations: 0,
            undecided: self
                .undecided
                .iter()
                .map(|f| Undecided {
                    row: f.row,
                    reason: f.text.clone(),
                    cells: cells(f),
                })
                .collect(),
            more_undecided: 0,
            limits: self.limits,
        };
        (paper, self.items)
    }
}

fn cells(
    found: &Found<'_>,
    own: usize,
    files: &[FileRead],
    (people, names): (&Mentioned, &Pseudonyms),
) -> Vec<Cell> {
    let mut cells = Vec::new();
    for cite in &found.cites {
        let (file, row) = match cite {
            Cite::Record { file, at } => (*file, at.row),
            Cite::Cell { file, row, .. } => (*file, *row),
        };
        let read = files.get(file);
        let elsewhere = (file != own)
            .then(|| read.map(|f| f.facts.name.clone()))
            .flatten();
        let other_row = (file != own || row != found.row).then_some(row);
        let mut add = |column: &str, text: &str, show: Show| {
            cells.push(Cell {
                file: elsewhere.clone(),
                row: other_row,
                column: column.to_owned(),
                value: match show {
                    Show::Person if text.is_empty() => String::new(),
                    Show::Person => names.of(&identity(text)),
                    Show::Text => people.concealed(text, names),
                },
            });
        };
        match cite {
            Cite::Record { at, .. } => {
                for (place, text) in at.cells.each() {
                    let column = read.map_or("", |f| f.column(place.column));
                    add(column, text, place.show);
                }
            }
            Cite::Cell {
                column, text, show, ..
            } => add(column, text, *show),
        }
    }
    cells
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
