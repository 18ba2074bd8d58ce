//! What the auditor of an examination has asked for: the auditor's own list, each request with the controls it is about.

mod columns;
mod matching;
mod table;

use std::collections::{BTreeMap, BTreeSet};

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
    /// Ids of the earlier list that are in this one no more.
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

/// A list with controls suggested. What somebody confirmed of a request with the same id and text stays.
///
/// * `controls`: those in scope, as [`told`] gives them.
/// * `before`: the list that was there.
#[must_use]
pub fn taken(list: Listed, controls: &[Told], before: &[AuditorRequest]) -> Taken {
    let matcher = matching::Matcher::new(controls);
    let mut suggestions = BTreeMap::new();
    let mut requests = Vec::new();
    for row in list.rows {
        let mut request = row.request;
        // An id that was made here says nothing: with one row more in the list it is another.
        let same = |r: &&AuditorRequest| {
            r.request == request.request && (r.id == request.id || row.is_unnamed)
        };
        match before.iter().find(same).filter(|r| r.confirmed) {
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
    let ids: BTreeSet<&str> = requests.iter().map(|r| r.id.as_str()).collect();
    let gone = before.iter().filter(|r| !ids.contains(r.id.as_str()));
    Taken {
        gone: gone.map(|r| r.id.clone()).collect(),
        suggestions,
        remarks: list.remarks,
        requests,
    }
}
