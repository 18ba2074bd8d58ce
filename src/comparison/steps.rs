//! The way from the earlier assessment to the later one, a change at a time.

use super::{Cause, Figures, Moved, Part, Side, figures};
use crate::input::answers::{Answer, AssessmentFile};
use crate::input::content::Content;
use crate::input::manifest::Entry;
use crate::sorting::Sorting;

/// The parts of the difference, in the order of the steps.
///
/// A document between the two may be one that the checks refuse, such as answers of a window that the
/// new profile does not have; then its step and the next are one part.
pub(super) fn path(before: Side<'_>, after: Side<'_>, start: Figures, end: Figures) -> Vec<Part> {
    let mut here = start;
    let mut causes = Vec::new();
    let mut parts = Vec::new();
    let mut file = before.file.clone();
    for cause in [Cause::Content, Cause::Time, Cause::Profile, Cause::Answers] {
        take(&mut file, cause, after.file);
        causes.push(cause);
        if let Some(reached) = figures(file.clone(), after.content) {
            parts.push(Part {
                causes: std::mem::take(&mut causes),
                change: reached - here,
            });
            here = reached;
        }
    }
    causes.push(Cause::Evidence);
    parts.push(Part {
        causes,
        change: end - here,
    });
    parts
}

/// Takes what a step changes from the later document.
fn take(file: &mut AssessmentFile, cause: Cause, later: &AssessmentFile) {
    match cause {
        // The content is no part of the document: it is worked out with that of the later one from here on.
        Cause::Content => {}
        Cause::Time => file.as_of = later.as_of,
        Cause::Profile => file.profile = later.profile.clone(),
        Cause::Answers => {
            file.questionnaire = later.questionnaire.clone();
            file.answers = later.answers.clone();
        }
        Cause::Evidence => file.evidence = later.evidence.clone(),
    }
}

/// The part of each answer that changed, the ones that moved the chance of a modified opinion most first.
pub(super) fn by_answer(before: Side<'_>, after: Side<'_>) -> Vec<Moved> {
    if before.file.questionnaire.id != after.file.questionnaire.id {
        return Vec::new();
    }
    let mut file = before.file.clone();
    take(&mut file, Cause::Time, after.file);
    take(&mut file, Cause::Profile, after.file);
    file.questionnaire = after.file.questionnaire.clone();
    let later = &after.file.answers;
    let changed = changed(&file.answers, later, |a: &Answer| &a.question);
    let put = |file: &mut AssessmentFile, id: &str| {
        replace(&mut file.answers, later, id, |a: &Answer| &a.question);
    };
    each(&file, after.content, &changed, put)
}

/// The part of each piece of evidence that came, went or changed, in the same order.
pub(super) fn by_entry(before: Side<'_>, after: Side<'_>) -> Vec<Moved> {
    let mut file = after.file.clone();
    file.evidence = before.file.evidence.clone();
    let later = &after.file.evidence;
    let changed = changed(&file.evidence, later, |e: &Entry| &e.id);
    let put = |file: &mut AssessmentFile, id: &str| {
        replace(&mut file.evidence, later, id, |e: &Entry| &e.id);
    };
    each(&file, after.content, &changed, put)
}

/// Ids of what is in one list only, or not the same in both: in the order of the later list, then of the earlier.
fn changed<T: PartialEq>(earlier: &[T], later: &[T], id: fn(&T) -> &String) -> Vec<String> {
    let find = |list: &[T], wanted: &str| list.iter().position(|one| id(one) == wanted);
    let new = later.iter().filter(|one| {
        let before = find(earlier, id(one)).and_then(|i| earlier.get(i));
        before != Some(*one)
    });
    let gone = earlier.iter().filter(|one| find(later, id(one)).is_none());
    new.chain(gone).map(|one| id(one).clone()).collect()
}

/// Puts what the later list has under an id into this one, or takes it away.
fn replace<T: Clone>(list: &mut Vec<T>, later: &[T], wanted: &str, id: fn(&T) -> &String) {
    let new = later.iter().find(|one| id(one) == wanted);
    match (list.iter_mut().find(|one| id(one) == wanted), new) {
        (Some(old), Some(new)) => *old = new.clone(),
        (None, Some(new)) => list.push(new.clone()),
        (_, None) => list.retain(|one| id(one) != wanted),
    }
}

/// The mean change of each id, put in from the first to the last and from the last to the first; nothing
/// where a document on the way cannot be worked out.
fn each(
    file: &AssessmentFile,
    content: &Content,
    ids: &[String],
    put: impl Fn(&mut AssessmentFile, &str),
) -> Vec<Moved> {
    let walk = |order: &mut dyn Iterator<Item = &String>| -> Option<Vec<Moved>> {
        let mut file = file.clone();
        let mut here = figures(file.clone(), content)?;
        let mut moved = Vec::new();
        for id in order {
            put(&mut file, id);
            let reached = figures(file.clone(), content)?;
            moved.push(Moved {
                id: id.clone(),
                change: reached - here,
            });
            here = reached;
        }
        Some(moved)
    };
    let (Some(forth), Some(mut back)) = (walk(&mut ids.iter()), walk(&mut ids.iter().rev())) else {
        return Vec::new();
    };
    back.reverse();
    let mut moved: Vec<Moved> = forth
        .into_iter()
        .zip(back)
        .map(|(a, b)| Moved {
            id: a.id,
            change: a.change.mean(b.change),
        })
        .collect();
    let weight = |m: &Moved| (m.change.qualified_or_adverse.abs(), m.change.expected.abs());
    moved.in_order_by(|a, b| {
        let (a, b) = (weight(a), weight(b));
        b.0.total_cmp(&a.0).then(b.1.total_cmp(&a.1))
    });
    moved
}
