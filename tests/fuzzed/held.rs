//! What holds for every input, whatever stands in it.

use std::collections::BTreeMap;

use tickmark::error::Error;
use tickmark::evidence::{
    Basis, Binder, Choices, Inspection, Intake, MappedColumn, Mapping, PROCEDURES, Parameter,
    Sniffed, Table, Terms, Unread, archive_members, check_mapping, look, preview, sniff,
};
use tickmark::input;

use super::planted::Rng;
use super::{hostile, told};

/// Files of the company with which an input is tested together.
pub(crate) struct Desk {
    pub(crate) binder: Binder,
    pub(crate) terms: Terms,
}

/// What came of an input.
#[derive(Default)]
pub(crate) struct Outcome {
    /// The format as which it was recognised.
    pub(crate) format: Option<String>,
    pub(crate) manifest: bool,
    /// Bytes that had to be unpacked.
    pub(crate) unpacked: usize,
}

pub(crate) fn terms(zone: Option<&str>) -> Terms {
    let of = |p: &&str| ((*p).to_owned(), vec![(*p).to_owned()]);
    let value = |(id, value): &(&str, u32)| Parameter {
        id: (*id).to_owned(),
        value: *value,
        basis: Basis::Stated,
    };
    Terms {
        controls: PROCEDURES.iter().map(of).collect(),
        as_of: "2026-11-21".parse().unwrap(),
        window_start: "2026-05-21".parse().unwrap(),
        window_end: "2026-11-20".parse().unwrap(),
        policies: [
            ("leaver-sla-hours", 24),
            ("key-max-age-days", 90),
            ("unused-days", 90),
        ]
        .iter()
        .map(value)
        .collect(),
        time_zone: zone.map(str::to_owned),
        periods: BTreeMap::new(),
        last_pseudonym: 0,
        stated_as_of: None,
        superseded: Default::default(),
    }
}

/// An intake that has taken the bytes; `cuts` are lengths of chunks, used in turn, and none are one chunk.
pub(crate) fn taken(bytes: &[u8], choices: &Choices, cuts: &[usize]) -> Intake {
    let mut intake = Intake::new("file", choices.clone());
    let mut rest = bytes;
    let mut cuts = cuts.iter().cycle();
    while !rest.is_empty() && !intake.is_over() {
        let length = cuts.next().map_or(rest.len(), |n| (*n).min(rest.len()));
        let (now, later) = rest.split_at(length);
        intake.push(now);
        rest = later;
    }
    intake
}

/// The file by itself.
pub(crate) fn alone(bytes: &[u8], choices: &Choices, cuts: &[usize]) -> Result<Inspection, Error> {
    let mut binder = Binder::new();
    match binder.add(taken(bytes, choices, cuts)) {
        Ok(_) => Ok(binder.results(&terms(None)).pop().unwrap()),
        Err(Unread::Refused(why)) => Err(why),
        Err(Unread::Same(_)) => panic!("the binder was empty"),
    }
}

/// What somebody would say of the columns: what is suggested for this kind, or for the likeliest.
pub(crate) fn mapping_of(table: &Table, format: &str) -> Option<Mapping> {
    let of = |name: &str| {
        match name {
            "account-list" => "accounts",
            "change-list" => "change",
            "ticket-list" => "ticket",
            "deployment-list" => "deployment",
            "device-list" => "device",
            "finding-list" => "finding",
            other => other,
        }
        .to_owned()
    };
    let kind = table.kinds.iter().find(|k| k.kind == of(format));
    let kind = kind.or(table.kinds.first())?;
    let fields = kind.fields.iter();
    let columns = fields.filter_map(|f| {
        Some(MappedColumn {
            field: f.field.clone(),
            column: f.column.clone()?,
        })
    });
    Some(Mapping {
        kind: kind.kind.clone(),
        system: None,
        columns: columns.collect(),
        day_first: None,
        nulls: Vec::new(),
    })
}

fn choices(table: Option<&Table>, mapped: Option<&str>, rng: &mut Rng) -> Choices {
    let mut choices = Choices {
        as_of: (rng.below(2) == 0).then(|| "2026-11-20".parse().unwrap()),
        day_first: rng.pick(&[None, None, Some(true), Some(false)]),
        ..Choices::default()
    };
    if mapped.is_none() && rng.below(12) > 0 {
        return choices;
    }
    let Some(mut mapping) = table.and_then(|table| mapping_of(table, mapped.unwrap_or_default()))
    else {
        return choices;
    };
    if rng.below(4) == 0 {
        mapping.nulls.push(hostile::cell(rng));
        mapping.day_first = rng.pick(&[None, Some(true), Some(false)]);
    }
    if rng.below(8) == 0 && !mapping.columns.is_empty() {
        let at = rng.below(mapping.columns.len());
        let one = &mut mapping.columns[at];
        let place = if rng.below(2) == 0 {
            &mut one.field
        } else {
            &mut one.column
        };
        *place = hostile::cell(rng);
    }
    match rng.below(3) {
        0 => choices.known.push(mapping),
        _ => choices.mapping = Some(mapping),
    }
    choices
}

fn cuts(length: usize, rng: &mut Rng) -> Vec<usize> {
    let least = length / 3000 + 1;
    (0..7)
        .map(|_| {
            let most = rng.pick(&[1, 16, 600, 5000, 70_000, 300_000]);
            least + rng.below(most)
        })
        .collect()
}

impl Desk {
    /// Puts the input through every door. Stops where something does not hold.
    pub(crate) fn hold(&mut self, bytes: &[u8], mapped: Option<&str>, rng: &mut Rng) -> Outcome {
        let mut outcome = Outcome {
            manifest: sniff(bytes) == Sniffed::Manifest,
            ..Outcome::default()
        };
        let table = match mapped.is_some() || rng.below(3) == 0 {
            true => look(bytes, rng.below(3) > 0),
            false => None,
        };
        self.doors(bytes, table.as_ref(), rng, &mut outcome);
        let choices = choices(table.as_ref(), mapped, rng);
        let cuts = cuts(bytes.len(), rng);
        self.together(bytes, &choices, &cuts, &mut outcome);
        if rng.below(6) == 0 && bytes.len() < 3_000_000 {
            let whole = alone(bytes, &choices, &[]);
            let pieces = alone(bytes, &choices, &cuts);
            assert_eq!(whole, pieces, "chunks of {cuts:?} change the result");
        }
        outcome
    }

    fn together(&mut self, bytes: &[u8], choices: &Choices, cuts: &[usize], outcome: &mut Outcome) {
        let before = self.binder.len();
        let digest = match self.binder.add(taken(bytes, choices, cuts)) {
            Ok(digest) => digest,
            Err(Unread::Same(_)) => return,
            Err(Unread::Refused(why)) => return told::refusal(&why),
        };
        let results = self.binder.results(&self.terms);
        assert_eq!(results.len(), before + 1);
        results.iter().for_each(told::inspection);
        outcome.format = results.last().map(|seen| seen.format.clone());
        serde_json::to_string(&results).unwrap();
        assert!(self.binder.remove(&digest));
        assert_eq!(self.binder.len(), before);
    }

    /// Every other function that takes bytes from outside.
    fn doors(&mut self, bytes: &[u8], table: Option<&Table>, rng: &mut Rng, outcome: &mut Outcome) {
        match archive_members(bytes) {
            Ok(None) => {}
            Ok(Some(members)) => {
                outcome.unpacked = members.iter().map(|(_, bytes)| bytes.len()).sum();
                for (name, bytes) in members.into_iter().take(3) {
                    told::plain(&name, "name of a file");
                    self.together(&bytes, &Choices::default(), &[65_536], outcome);
                }
            }
            Err(why) => told::refusal(&why),
        }
        if let Some(table) = table {
            let mut mapping = mapping_of(table, "").unwrap_or_default();
            let kinds = &table.kinds;
            let other = rng.below(kinds.len());
            if rng.below(2) == 0 {
                mapping.kind.clone_from(&kinds[other].kind);
                let fields = &kinds[other].fields;
                mapping.columns = fields
                    .iter()
                    .map(|f| MappedColumn {
                        field: f.field.clone(),
                        column: rng.pick(&[0, 1, 2, 9]).to_string(),
                    })
                    .zip(table.columns.iter())
                    .map(|(one, column)| MappedColumn {
                        column: column.clone(),
                        ..one
                    })
                    .collect();
            }
            let shown = preview(table, &mapping);
            shown.problems.iter().for_each(told::problem);
            serde_json::to_string(&(table, &shown)).unwrap();
            check_mapping(&mapping, "/x").iter().for_each(told::problem);
        }
        // What is no list of evidence is refused at its first byte.
        match input::manifest_file(bytes, input::content().unwrap()) {
            Ok(entries) => drop(serde_json::to_string(&entries).unwrap()),
            Err(why) => told::refusal(&why),
        }
    }
}
