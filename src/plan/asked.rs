//! What the auditor has asked for, with what is on file for it; and what is usually asked for beside it.

use serde::Serialize;

use super::requests::{OnFile, Request};
use crate::date::Date;
use crate::input::Engagement;
use crate::input::requested::AuditorRequest;

/// A request of the auditor's own list.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct AskedFor {
    /// The auditor's id of it.
    pub id: String,
    /// What is asked for, in the auditor's words.
    pub request: String,
    /// The day by which it is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// Who provides it: as the list says, else who sees to the first of its controls.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// How far it is, as the list says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// The controls in scope that it is about.
    pub controls: Vec<String>,
    /// Whether nobody has confirmed these controls.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub suggested: bool,
    /// What there is on file for its controls.
    pub state: OnFile,
    /// Ids of evidence on file that bears on them.
    pub evidence: Vec<String>,
}

/// The auditor's requests in the order of the list.
///
/// * `usual`: what is usually asked for, of every control in scope.
#[must_use]
pub fn asked_for(engagement: &Engagement<'_>, usual: &[Request<'_>]) -> Vec<AskedFor> {
    let all = engagement.source.auditor_requests.iter();
    all.map(|request| one(request, usual)).collect()
}

fn one(request: &AuditorRequest, usual: &[Request<'_>]) -> AskedFor {
    let ids = request.controls.iter();
    let ours: Vec<&Request<'_>> = ids
        .filter_map(|id| usual.iter().find(|u| u.control == id))
        .collect();
    let mut evidence: Vec<String> = Vec::new();
    for id in ours.iter().flat_map(|u| &u.evidence) {
        if !evidence.contains(id) {
            evidence.push(id.clone());
        }
    }
    let is = |state: OnFile| ours.iter().all(|u| u.state == state);
    let owner = ours.iter().find_map(|u| u.owner.clone());
    AskedFor {
        id: request.id.clone(),
        request: request.request.clone(),
        due: request.due,
        owner: request.owner.clone().or(owner),
        status: request.status.clone(),
        suggested: !request.confirmed && !ours.is_empty(),
        state: match (ours.is_empty() || is(OnFile::Nothing), is(OnFile::All)) {
            (true, _) => OnFile::Nothing,
            (_, true) => OnFile::All,
            _ => OnFile::Part,
        },
        controls: ours.iter().map(|u| u.control.to_owned()).collect(),
        evidence,
    }
}
