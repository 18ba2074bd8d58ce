//! The rehearsal of a sample: for each control the items that would be pulled, drawn so that anybody can
//! draw them again ([`crate::evidence::draw`]).
//!
//! Where a file is at hand its rows are drawn; the periods of a periodic control and the quarters of a
//! setting follow from the window; of what is known by number only, the places in the company's own list,
//! oldest first.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::assessment::Assessment;
use crate::date::Date;
use crate::evidence::draw::{Item, Population, draw};
use crate::evidence::workpaper::Basis;
use crate::input::Engagement;
use crate::input::control::{Cadence, Control, Kind};
use crate::input::manifest::superseding;
use crate::input::periods::{Period, periods, quarters};
use crate::input::policy::PopulationUnit;
use crate::risk::Examination;
use crate::risk::examination::Examined;

/// A sample of every control that would be tested.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Rehearsal<'c> {
    /// What the draw depends on, beside control and key.
    pub seed: String,
    /// Id of the sampling policy.
    pub policy: &'c str,
    /// Its name.
    pub policy_name: &'c str,
    /// The day of the assessment: what comes after it is marked.
    pub as_of: Date,
    /// The controls, in catalogue order.
    pub controls: Vec<ControlSample<'c>>,
    /// Controls looked at without an occurrence in the window: there is nothing to pull.
    pub untested: Vec<String>,
    /// Controls in scope that nobody was asked about: how much there is to pull is not known.
    pub not_looked_at: Vec<String>,
    /// Files of another time than the window so far: nothing was drawn from them.
    pub set_aside: Vec<FileSetAside>,
}

/// The sample of one control.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ControlSample<'c> {
    /// The control.
    pub control: &'c str,
    /// Its name.
    pub name: &'c str,
    /// What one occurrence of it is; decides the size.
    pub kind: Kind,
    /// How often it is due, if it is periodic; decides the size.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cadence: Option<Cadence>,
    /// What is drawn from.
    pub from: DrawnFrom,
    /// Items to draw from: N.
    pub population: u32,
    /// Whether N follows from what the company gave, or from a default.
    pub basis: Basis,
    /// Items that would be pulled: n, at most N and 250. As many are in `items`.
    pub size: u32,
    /// The items, in the order of the draw.
    pub items: Vec<Drawn>,
    /// Files on record whose rows could be drawn from, were they at hand.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files_not_at_hand: Vec<String>,
    /// What would be asked for: noun phrases.
    pub request: &'c [String],
    /// What to have ready for each item: noun phrases.
    pub keep: &'c [String],
}

/// What a sample is drawn from, and by which key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DrawnFrom {
    /// Rows of files. The key is the identity of the account as in the file (its `arn`, or `user` where that is
    /// no ARN), with `#` and a number for one of several in a row.
    Rows,
    /// The periods due in the window. The key is the id of the period, such as `2026-q3`.
    Periods,
    /// Systems in each quarter of the window. The key is the number of the system and that of the
    /// quarter, such as `2/1`, both from 1, in the company's own order.
    Quarters,
    /// The company's own list, oldest first. The key is the place in it, from 1.
    List,
}

/// One item to pull.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(
    tag = "kind",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase"
)]
pub enum Drawn {
    /// A row of a file.
    Row {
        /// Name of the file.
        file: String,
        /// Line of the table; the header is row 1.
        row: u32,
        /// Which one, where a row holds several.
        #[serde(skip_serializing_if = "Option::is_none")]
        number: Option<u32>,
    },
    /// A period.
    Period {
        /// Its id.
        id: String,
        /// For people.
        label: String,
        /// Its last day.
        end: Date,
        /// Whether that is still ahead.
        to_come: bool,
    },
    /// A system in a quarter of the window.
    Quarter {
        /// Place of the system in the company's own list, from 1.
        system: u32,
        /// Quarter of the window, from 1.
        quarter: u32,
        /// First day of the quarter.
        start: Date,
        /// Its last day.
        end: Date,
        /// Whether it has not begun.
        to_come: bool,
    },
    /// An item of the company's own list, oldest first.
    Listed {
        /// Its place, from 1.
        place: u32,
        /// Whether the list is expected to be this long only later.
        to_come: bool,
    },
}

/// A file from which nothing was drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FileSetAside {
    /// Name of the file.
    pub file: String,
    /// The day that it shows; absent if that is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
}

/// The seed that stands in where nobody chose one: the organisation and the first day of the window, with
/// a space between, such as `Acme 2026-09-15`. Whoever tests chooses another.
#[must_use]
pub fn usual_seed(engagement: &Engagement<'_>) -> String {
    let profile = &engagement.profile;
    let seed = format!("{} {}", profile.organisation, profile.window.start);
    seed.trim().to_owned()
}

/// The samples of an engagement. Cannot fail.
///
/// * `populations`: of the files at hand. Those that do not show a day of the window so far are set aside;
///   of an item in several files the latest file is cited.
/// * `seed`: any text.
#[must_use]
pub fn rehearsal<'c>(
    engagement: &'c Engagement<'_>,
    assessment: &Assessment,
    populations: &[Population],
    seed: &str,
) -> Rehearsal<'c> {
    let examination = Examination::new(engagement, assessment);
    let counts = |p: &&Population| {
        let day = p.as_of.filter(|day| *day <= engagement.as_of);
        day.is_some_and(|day| engagement.window().holds(day))
    };
    let (usable, other): (Vec<&Population>, Vec<&Population>) =
        populations.iter().partition(counts);
    let mut set_aside: Vec<FileSetAside> = Vec::new();
    for population in other {
        let aside = FileSetAside {
            file: population.file.clone(),
            as_of: population.as_of,
        };
        if !set_aside.contains(&aside) {
            set_aside.push(aside);
        }
    }
    let sampler = Sampler {
        engagement,
        assessment,
        examination: &examination,
        populations: &usable,
        seed,
    };
    let controls = examination.controls.iter();
    Rehearsal {
        seed: seed.to_owned(),
        policy: &engagement.sampling_policy.id,
        policy_name: &engagement.sampling_policy.name,
        as_of: engagement.as_of,
        controls: controls.map(|examined| sampler.sample(examined)).collect(),
        untested: examination.untested.clone(),
        not_looked_at: assessment.not_looked_at.clone(),
        set_aside,
    }
}

struct Sampler<'a, 'c> {
    engagement: &'a Engagement<'c>,
    assessment: &'a Assessment,
    examination: &'a Examination<'c>,
    populations: &'a [&'a Population],
    seed: &'a str,
}

impl<'c> Sampler<'_, 'c> {
    fn sample(&self, examined: &Examined<'c>) -> ControlSample<'c> {
        let control = examined.control;
        let rows = self.rows(control);
        let (from, population, items) = if !rows.is_empty() {
            let keys: Vec<&str> = rows.iter().map(|(item, _)| item.key()).collect();
            let (n, places) = self.drawn(examined, keys.len(), &keys);
            (DrawnFrom::Rows, n, pick(&rows, &places, row))
        } else {
            match control.kind {
                Kind::Periodic => self.periods(examined),
                Kind::Configuration => self.quarters(examined),
                Kind::Occurrence | Kind::Document => self.listed(examined),
            }
        };
        let assessed = self.assessment.controls.iter();
        let occurrences = assessed.map(|c| (&c.id, &c.occurrences));
        let basis = occurrences.filter(|(id, _)| **id == control.id);
        let basis = match from {
            DrawnFrom::Rows => Basis::Stated,
            _ => basis.map(|(_, o)| o.basis).next().unwrap_or(Basis::Assumed),
        };
        ControlSample {
            control: &control.id,
            name: &control.name,
            kind: control.kind,
            cadence: examined.cadence,
            from,
            population,
            basis,
            size: count(items.len()),
            items,
            files_not_at_hand: self.files_not_at_hand(control),
            request: &control.request,
            keep: &control.keep,
        }
    }

    /// N, and the places drawn of that many keys.
    fn drawn<K: AsRef<str>>(
        &self,
        examined: &Examined<'_>,
        population: usize,
        keys: impl IntoIterator<Item = K>,
    ) -> (u32, Vec<usize>) {
        let population = count(population);
        let n = self.examination.items(examined, population);
        let n = usize::try_from(n).unwrap_or(usize::MAX);
        let places = draw(self.seed, &examined.control.id, keys, n);
        (population, places)
    }

    /// The items of the files for a control, each once, cited from the latest file, in the order of keys.
    fn rows(&self, control: &Control) -> Vec<(&Item, &Population)> {
        let mut found: BTreeMap<&str, (&Item, &Population)> = BTreeMap::new();
        let mut files: Vec<&Population> = self.populations.to_vec();
        files.retain(|p| p.control == control.id);
        files.sort_by(|a, b| (a.as_of, &a.file).cmp(&(b.as_of, &b.file)));
        for file in files {
            for item in &file.items {
                found.insert(item.key(), (item, file));
            }
        }
        found.into_values().collect()
    }

    fn periods(&self, examined: &Examined<'_>) -> (DrawnFrom, u32, Vec<Drawn>) {
        let (cadence, _) = self.engagement.cadence(examined.control);
        let all = periods(cadence, self.engagement.window());
        let keys = all.iter().map(Period::id);
        let (n, places) = self.drawn(examined, all.len(), keys);
        let as_of = self.engagement.as_of;
        let drawn = |period: &Period| Drawn::Period {
            id: period.id(),
            label: period.label(),
            end: period.end,
            to_come: period.end > as_of,
        };
        (DrawnFrom::Periods, n, pick(&all, &places, drawn))
    }

    fn quarters(&self, examined: &Examined<'_>) -> (DrawnFrom, u32, Vec<Drawn>) {
        let quarters = quarters(self.engagement.window());
        let pieces = count(quarters.len()).max(1);
        let systems = examined.facts.population.div_ceil(pieces).max(1);
        let as_of = self.engagement.as_of;
        let length = u64::from(systems) * u64::from(pieces);
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        let at = |place: usize| (place / quarters.len().max(1), place % quarters.len().max(1));
        let keys = (0..length).map(|place| {
            let (system, quarter) = at(place);
            format!("{}/{}", system + 1, quarter + 1)
        });
        let (n, places) = self.drawn(examined, length, keys);
        let items = places.into_iter().filter_map(|place| {
            let (system, quarter) = at(place);
            let days = quarters.get(quarter)?;
            Some(Drawn::Quarter {
                system: count(system).saturating_add(1),
                quarter: count(quarter).saturating_add(1),
                start: days.start,
                end: days.end,
                to_come: days.start > as_of,
            })
        });
        (DrawnFrom::Quarters, n, items.collect())
    }

    fn listed(&self, examined: &Examined<'_>) -> (DrawnFrom, u32, Vec<Drawn>) {
        let population = examined.facts.population;
        let catalogue = self.engagement.catalogue;
        let counted = examined.control.population.as_deref();
        let unit = counted
            .and_then(|id| catalogue.population(id))
            .map(|p| p.unit);
        let assessed = self.assessment.controls.iter();
        let so_far = assessed
            .filter(|c| c.id == examined.control.id)
            .map(|c| c.occurrences.due_so_far)
            // What is simply there is all there today.
            .find(|_| unit == Some(PopulationUnit::PerYear))
            .unwrap_or(population);
        let length = usize::try_from(population).unwrap_or(usize::MAX);
        let keys = (1..=population).map(|place| place.to_string());
        let (n, places) = self.drawn(examined, length, keys);
        let items = places.into_iter().map(|place| {
            let place = count(place).saturating_add(1);
            Drawn::Listed {
                place,
                to_come: place > so_far,
            }
        });
        (DrawnFrom::List, n, items.collect())
    }

    /// Files with a workpaper for the control that were not opened now.
    fn files_not_at_hand(&self, control: &Control) -> Vec<String> {
        let all = &self.engagement.evidence;
        let current = all.iter().filter(|e| superseding(all, &e.id).is_none());
        let tested = current.filter(|entry| {
            let mut papers = entry.workpapers.iter();
            papers.any(|w| w.control == control.id && w.population > 0 && !w.observation)
        });
        let names = tested.filter_map(|entry| Some(entry.file.as_ref()?.name.clone()));
        names
            .filter(|name| !self.populations.iter().any(|p| p.file == *name))
            .collect()
    }
}

fn row((item, population): &(&Item, &Population)) -> Drawn {
    Drawn::Row {
        file: population.file.clone(),
        row: item.row,
        number: item.number,
    }
}

/// The items at the places, in the order of these.
fn pick<T>(all: &[T], places: &[usize], drawn: impl Fn(&T) -> Drawn) -> Vec<Drawn> {
    let found = places.iter().filter_map(|place| all.get(*place));
    found.map(drawn).collect()
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
