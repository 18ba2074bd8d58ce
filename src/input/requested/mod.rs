//! What the auditor of an examination has asked for: the auditor's own list, each request with the controls it is about.

mod columns;
mod matching;
mod table;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::engagement::Engagement;
use crate::date::Date;

pub use matching::{Suggestion, Why};
pub use table::{Listed, listed};

/// Most requests of a list (J): lists for a SOC 2 have fifty to three hundred.
pub const MOST_REQUESTS: usize = 2000;
/// Longest text of a request, in characters (J): a paragraph; a longer cell is a whole document.
pub const LONGEST_REQUEST: usize = 2000;
/// Longest id, owner or status, in characters (J).
pub const LONGEST_WORD: usize = 200;

/// A request of the auditor.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AuditorRequest {
    /// The auditor's own id of it, unique in the list.
    pub id: String,
    /// What is asked for, in the auditor's words.
    pub request: String,
    /// The day by which it is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// Who is to provide it, as the list says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// How far it is, as the list says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// The controls that it is about; none where nobody has found one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub controls: Vec<String>,
    /// Whether somebody has looked at these controls; else they are a suggestion.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub confirmed: bool,
}

/// A list as it goes into an assessment, beside the one that was there.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Taken {
    /// The requests, in the order of the list.
    pub requests: Vec<AuditorRequest>,
    /// Why each of the controls is suggested, by the id of the request.
    pub suggestions: BTreeMap<String, Vec<Suggestion>>,
    /// Ids of those requests of the earlier list that are in this one no more, also where another request has the id now.
    pub gone: Vec<String>,
    /// What of the list could not be read, a sentence each.
    pub remarks: Vec<String>,
}

/// What a control in scope is known by, to whoever looks for what a request is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Told {
    /// Its id.
    pub control: String,
    /// What it is called.
    pub name: String,
    /// The criteria that it is for, the one it is for above all at the front.
    pub criteria: Vec<String>,
    /// What is usually asked for of it, and where the complete list comes from.
    pub asked: Vec<String>,
}

/// The controls in scope, in the order of the catalogue.
#[must_use]
pub fn told(engagement: &Engagement<'_>) -> Vec<Told> {
    let all = engagement.catalogue.controls.iter().map(|(_, c)| c);
    all.filter(|c| engagement.in_scope(c))
        .map(|c| Told {
            control: c.id.clone(),
            name: c.name.clone(),
            criteria: [&c.primary]
                .into_iter()
                .chain(&c.secondary)
                .cloned()
                .collect(),
            asked: c.request.iter().chain(&c.source).cloned().collect(),
        })
        .collect()
}

/// A list with controls suggested. Of a request with the same id and text what somebody confirmed stays, and what the list says
/// nothing of: its day, who provides it, how far it is.
///
/// * `controls`: those in scope, as [`told`] gives them.
/// * `before`: the list that was there.
#[must_use]
pub fn taken(list: Listed, controls: &[Told], before: &[AuditorRequest]) -> Taken {
    let matcher = matching::Matcher::new(controls);
    let mut suggestions = BTreeMap::new();
    let mut remarks = list.remarks;
    let known = known(&list.rows, before);
    let mut requests = Vec::new();
    for (row, known) in list.rows.into_iter().zip(&known) {
        let mut request = row.request;
        let known = known.and_then(|place| before.get(place));
        if let Some(known) = known {
            request.due = request.due.or(known.due);
            request.owner = request.owner.or_else(|| known.owner.clone());
            request.status = request.status.or_else(|| known.status.clone());
        }
        match known.filter(|r| r.confirmed) {
            Some(known) => {
                request.controls.clone_from(&known.controls);
                request.confirmed = true;
            }
            None => {
                let found = matcher.suggest(&request.request, &row.hints);
                request.controls = found.iter().map(|s| s.control.clone()).collect();
                suggestions.insert(request.id.clone(), found);
            }
        }
        requests.push(request);
    }
    let gone = (0..)
        .zip(before)
        .filter(|(place, _)| !known.contains(&Some(*place)));
    let gone: Vec<&AuditorRequest> = gone.map(|(_, r)| r).collect();
    for other in gone.iter().filter(|r| !is_made_here(&r.id)) {
        if requests.iter().any(|r| r.id == other.id) {
            remarks.push(format!(
                "{} is another request in this list. Before it was: \"{}\" What was put down for that is not taken over.",
                other.id, other.request
            ));
        }
    }
    Taken {
        gone: gone.into_iter().map(|r| r.id.clone()).collect(),
        suggestions,
        remarks,
        requests,
    }
}

/// For each row the place of the same request in the list that was there: of the same id and text; else of the same text, where
/// one of both ids was made here. Such an id says nothing: with one row more in the list it is another.
fn known(rows: &[table::ListedRow], before: &[AuditorRequest]) -> Vec<Option<usize>> {
    let mut found = vec![None; rows.len()];
    let mut is_used = vec![false; before.len()];
    for by_text in [false, true] {
        for (found, row) in found.iter_mut().zip(rows).filter(|(f, _)| f.is_none()) {
            let is_same = |(r, is_used): (&AuditorRequest, &bool)| {
                let same_id = match by_text {
                    false => r.id == row.request.id,
                    true => row.is_unnamed || is_made_here(&r.id),
                };
                same_id && !is_used && r.request == row.request.request
            };
            *found = before.iter().zip(&is_used).position(is_same);
            if let Some(is_used) = found.and_then(|place| is_used.get_mut(place)) {
                *is_used = true;
            }
        }
    }
    found
}

/// Whether an id is one that a list without ids gets here, from the numbers of its rows.
fn is_made_here(id: &str) -> bool {
    let number = id.strip_prefix("row-").unwrap_or_default();
    !number.is_empty() && number.chars().all(|c| c.is_ascii_digit())
}

/// An id that is free, and the number behind it, for one that is not: `R-3 (2)`. What is too long for a number is made shorter.
pub(crate) fn numbered(id: &str, is_free: impl Fn(&str) -> bool) -> (String, u32) {
    let mut number = 2_u32;
    loop {
        let behind = format!(" ({number})");
        let room = LONGEST_WORD.saturating_sub(behind.chars().count());
        let found: String = id.chars().take(room).chain(behind.chars()).collect();
        if is_free(&found) || number == u32::MAX {
            return (found, number);
        }
        number += 1;
    }
}
