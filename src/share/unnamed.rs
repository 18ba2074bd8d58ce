//! A saved assessment as it is passed on: every place that is meant for a name is emptied, and those in which one stands as a
//! rule, or an address that opens something. Each is counted.

use crate::input::answers::AssessmentFile;
use crate::input::manifest::{Entry, StatedTerms};

/// What stands where a name has to stand.
pub const LEFT_OUT: &str = "(name left out)";

/// What stands where a text has to stand.
pub const LEFT_OUT_TEXT: &str = "(left out)";

/// How much was left out of a saved assessment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Names of people: who exported, reviewed, attested or owns evidence, and whom to ask.
    pub names: u32,
    /// Names of the organisation in lists of evidence, where the profile names none.
    pub organisations: u32,
    /// Addresses of evidence: they name hosts, and may hold what lets somebody in.
    pub links: u32,
    /// Texts around evidence in which people and systems are named: the menu or command and the filter of its source, how its
    /// rows were counted, what its reviewer decided, and the roles and words of those who confirm it.
    pub texts: u32,
    /// Requests of the auditor: a list of somebody else, with names in it.
    pub requests: u32,
    /// Keys that no document of ours has, and that can hold anything.
    pub keys: u32,
}

/// The saved assessment as it is passed on: answers with their notes, and what is known of evidence. Who someone is
/// stands in none of the places that are meant for it; pseudonyms in workpapers stay, since the key to them is another file.
/// Owners of controls stay as well: they are roles. Where the profile names no organisation, no list of evidence does.
#[must_use]
pub fn unnamed(file: &AssessmentFile) -> (AssessmentFile, LeftOut) {
    let mut file = file.clone();
    let mut left_out = LeftOut::default();
    for answer in &mut file.answers {
        if let Some(unknown) = &mut answer.unknown {
            left_out.name(unknown.ask.take().is_some());
        }
    }
    left_out.requests = u32::try_from(file.auditor_requests.len()).unwrap_or(u32::MAX);
    file.auditor_requests.clear();
    let is_nameless = file.profile.organisation.trim().is_empty();
    for entry in &mut file.evidence {
        without_names(entry, &mut left_out);
        without_texts(entry, &mut left_out);
        if let (true, Some(terms)) = (is_nameless, &mut entry.terms) {
            left_out.organisations += u32::from(terms.organisation.take().is_some());
        }
        entry
            .terms
            .take_if(|terms| *terms == StatedTerms::default());
    }
    (file, left_out)
}

fn without_names(entry: &mut Entry, left_out: &mut LeftOut) {
    left_out.name(entry.exported_by.take().is_some());
    left_out.name(entry.owner.take().is_some());
    let said = entry.attestations.iter_mut().map(|a| &mut a.by);
    let reviewed = entry.reviewer.iter_mut().map(|r| &mut r.name);
    for name in said.chain(reviewed) {
        left_out.name(name != LEFT_OUT);
        LEFT_OUT.clone_into(name);
    }
    left_out.keys(entry.extra.len());
    entry.extra.clear();
    if let Some(terms) = &mut entry.terms {
        left_out.keys(terms.extra.len());
        terms.extra.clear();
        if let Some(scope) = &mut terms.scope {
            left_out.keys(scope.extra.len());
            scope.extra.clear();
            for system in &mut scope.systems {
                left_out.name(system.owner.take().is_some());
            }
        }
    }
}

/// Without its address and the texts around it. Its own note stays, as notes of answers do.
fn without_texts(entry: &mut Entry, left_out: &mut LeftOut) {
    left_out.links += u32::from(entry.link.take().is_some());
    let source = entry.source.iter_mut();
    let source = source.flat_map(|s| [&mut s.report, &mut s.query]);
    let counted = entry.completeness.iter_mut().map(|c| &mut c.method);
    let reviewed = entry.reviewer.iter_mut().map(|r| &mut r.decision);
    let roles = entry.attestations.iter_mut().map(|a| &mut a.role);
    for text in source.chain(counted).chain(reviewed).chain(roles) {
        left_out.texts += u32::from(text.take().is_some());
    }
    for one in &mut entry.attestations {
        left_out.texts += u32::from(one.statement != LEFT_OUT_TEXT);
        LEFT_OUT_TEXT.clone_into(&mut one.statement);
    }
}

impl LeftOut {
    fn name(&mut self, was_there: bool) {
        self.names += u32::from(was_there);
    }

    fn keys(&mut self, count: usize) {
        self.keys += u32::try_from(count).unwrap_or(u32::MAX);
    }
}
