//! What files are measured against: the window, the company's own values, and what the reader says of a file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::procedures;
use super::workpaper::{Basis, Parameter};
use crate::date::Date;

/// The window and the company's own values that verdicts rest on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Terms {
    /// The controls that each procedure decides, by the procedure's id.
    pub controls: BTreeMap<String, Vec<String>>,
    /// Day of the assessment. Compared with the day of the file, never used in its place.
    pub as_of: Date,
    /// First day of the observation window.
    pub window_start: Date,
    /// Last day of the observation window; it belongs to it.
    pub window_end: Date,
    /// The company's own values and the defaults that stand in for them.
    pub policies: Vec<Parameter>,
    /// IANA name of the company's time zone; days without zone are days there.
    #[serde(default)]
    pub time_zone: Option<String>,
    /// The periods in which each periodic control is due, by the control's id.
    #[serde(default)]
    pub periods: BTreeMap<String, Vec<DuePeriod>>,
    /// Number of the last pseudonym in use.
    #[serde(default)]
    pub last_pseudonym: u32,
    /// The day on which the file was made, as the user says. What stands in the file wins.
    #[serde(default)]
    pub stated_as_of: Option<Date>,
    /// The files of which others take the place.
    #[serde(default)]
    pub superseded: Vec<Superseded>,
}

/// A file of which others take the place. It counts for nothing where one of them is tested beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Superseded {
    /// The file.
    pub file: ListedFile,
    /// Each that takes its place, over others too.
    pub by: Vec<ListedFile>,
}

/// A file as a list of evidence names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListedFile {
    /// SHA-256 of its bytes, where it is known.
    #[serde(default)]
    pub sha256: Option<String>,
    /// Its name, where nothing was read of it yet. It tells the file where it is the only one of that name.
    #[serde(default)]
    pub name: Option<String>,
}

/// A period in which something is due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DuePeriod {
    /// Id, such as `2026-q3`.
    pub id: String,
    /// For people.
    pub label: String,
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
    /// Last day on which it is in time: the end and the days of grace.
    pub due: Date,
}

impl Terms {
    /// For each of these files, by name and digest, whether another of them takes its place.
    pub(super) fn superseded_among(&self, files: &[(&str, &str)]) -> Vec<bool> {
        let is = |said: &ListedFile, (name, sha256): (&str, &str)| {
            let alone = || files.iter().filter(|(other, _)| *other == name).count() == 1;
            said.sha256.as_deref() == Some(sha256)
                || (said.name.as_deref() == Some(name) && alone())
        };
        let mut found = vec![false; files.len()];
        for one in &self.superseded {
            for (is_out, file) in found.iter_mut().zip(files) {
                let mut others = files.iter().filter(|other| other.1 != file.1);
                *is_out |= is(&one.file, *file)
                    && others.any(|other| one.by.iter().any(|by| is(by, *other)));
            }
        }
        found
    }

    /// A value of the company's own policy, or the default that stands in for it; nothing for a value that the
    /// framework does not know.
    pub(super) fn policy(&self, id: &str) -> Option<&Parameter> {
        self.policies.iter().find(|p| p.id == id)
    }

    /// The same, or a value that is usual (J) where the framework has none.
    pub(super) fn policy_or(&self, id: &str, usual: u32) -> Parameter {
        self.policy(id).cloned().unwrap_or(Parameter {
            id: id.to_owned(),
            value: usual,
            basis: Basis::Assumed,
        })
    }

    /// The controls that a procedure decides.
    pub(super) fn decided_by(&self, procedure: &str) -> &[String] {
        self.controls.get(procedure).map_or(&[], Vec::as_slice)
    }

    /// Every control that one of these procedures decides, once, in the order of the procedures.
    pub(super) fn tested(&self, wanted: &[&str]) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for procedure in procedures::PROCEDURES.iter().filter(|p| wanted.contains(p)) {
            for control in self.decided_by(procedure) {
                if !found.contains(control) {
                    found.push(control.clone());
                }
            }
        }
        found
    }
}
