//! What an auditor will ask for, control by control, and what of it is on file.

use serde::{Deserialize, Serialize};

use crate::assessment::Assessment;
use crate::assessment::occurrences::Occurrences;
use crate::input::Engagement;
use crate::input::control::Control;
use crate::risk::forecast::Forecast;

/// A line of the request list.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Request<'c> {
    /// The control; also the id of the request.
    pub control: &'c str,
    /// What is asked for: noun phrases.
    pub items: &'c [String],
    /// Where the complete list comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<&'c str>,
    /// Items that would be drawn from that list; absent where none is drawn, or how many is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sample: Option<u32>,
    /// What there is on file.
    pub state: OnFile,
    /// Ids of evidence on file that bears on it.
    pub evidence: Vec<String>,
    /// Who sees to the control, where the profile says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
}

/// What there is on file for a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum OnFile {
    /// Everything that was due so far.
    All,
    /// Part of it, or something that could not be counted.
    Part,
    /// Nothing.
    Nothing,
}

/// The requests for every control in scope, in catalogue order.
#[must_use]
pub fn requests<'c>(
    engagement: &Engagement<'c>,
    assessment: &Assessment,
    forecast: &Forecast,
) -> Vec<Request<'c>> {
    let away = |id: &str| {
        let excluded = assessment.exclusions.iter();
        let pruned = assessment.pruned.iter();
        excluded.flat_map(|e| &e.controls).any(|c| c == id)
            || pruned.into_iter().any(|p| p.control == id)
    };
    let controls = engagement.catalogue.controls.iter().map(|(_, c)| c);
    controls
        .filter(|c| engagement.in_scope(c) && !away(&c.id))
        .map(|c| request(engagement, assessment, forecast, c))
        .collect()
}

fn request<'c>(
    engagement: &Engagement<'c>,
    assessment: &Assessment,
    forecast: &Forecast,
    control: &'c Control,
) -> Request<'c> {
    let assessed = assessment.controls.iter().find(|c| c.id == control.id);
    let evidence = assessed
        .map(|c| bearing(&c.occurrences))
        .unwrap_or_default();
    let drawn = forecast.controls.iter().find(|c| c.id == control.id);
    Request {
        control: &control.id,
        items: &control.request,
        source: control.source.as_deref(),
        sample: drawn.map(|f| f.sample).filter(|n| *n > 1),
        state: match assessed.map(|c| &c.occurrences) {
            Some(o) if o.shown.decided > 0 && o.shown.due >= o.due_so_far && !o.size_open => {
                OnFile::All
            }
            _ if evidence.is_empty() => OnFile::Nothing,
            _ => OnFile::Part,
        },
        evidence,
        owner: engagement.owner(&control.id).map(str::to_owned),
    }
}

/// Evidence that decided something, then what could not be counted; each once.
fn bearing(o: &Occurrences) -> Vec<String> {
    let decided = o.listed.iter().filter_map(|l| l.evidence.clone());
    let left = o.not_counted.iter().map(|n| n.evidence.clone());
    let mut found: Vec<String> = Vec::new();
    for id in decided.chain(left) {
        if !found.contains(&id) {
            found.push(id);
        }
    }
    found
}
