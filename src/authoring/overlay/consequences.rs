//! What goes with what is removed: nothing is left that names it.

use std::collections::{BTreeMap, BTreeSet};

use super::changes::retire_question;
use super::{Work, id_of, is_one_of};
use crate::authoring::node::{Data, Mark, Node};
use crate::error::shown;

/// Controls that are gone, and where that was asked for.
type Gone = BTreeMap<String, Option<Mark>>;

fn gone(removals: &[Node]) -> Gone {
    removals
        .iter()
        .map(|r| (id_of(r).to_owned(), r.mark.clone()))
        .collect()
}

/// Takes removed controls out of dependencies, questions, rules and domains.
pub(super) fn controls_removed(work: &mut Work, removals: &[Node]) {
    let gone = gone(removals);
    if gone.is_empty() {
        return;
    }
    dependencies(work, &gone);
    domains(work, &gone);
    questions(work, &gone);
    rules(work, &gone, BTreeMap::new());
}

/// Takes removed red flags out of the rules that count them.
pub(super) fn flags_removed(work: &mut Work, removals: &[Node]) {
    let flags = gone(removals);
    if !flags.is_empty() {
        rules(work, &BTreeMap::new(), flags);
    }
}

/// The texts of a list that are gone, taken out of it; the first of them, if there was one.
fn strip(node: &mut Node, key: &str, gone: &Gone) -> Option<(String, Option<Mark>)> {
    node.get(key)?;
    let names: BTreeSet<String> = gone.keys().cloned().collect();
    let list = node.list_mut(key)?;
    let first = list.iter().find(|n| is_one_of(n, &names))?;
    let first = first.as_text()?.to_owned();
    list.retain(|n| !is_one_of(n, &names));
    let mark = gone.get(&first).cloned().flatten();
    if node.mark.is_none() {
        node.mark.clone_from(&mark);
    }
    Some((first, mark))
}

fn dependencies(work: &mut Work, gone: &Gone) {
    let mut told = Vec::new();
    for group in work.catalogue.list_mut("controls").into_iter().flatten() {
        for control in group.list_mut("controls").into_iter().flatten() {
            if let Some((name, mark)) = strip(control, "dependsOn", gone) {
                let id = shown(id_of(control));
                told.push((
                    mark,
                    format!("`{id}` no longer depends on `{}`", shown(&name)),
                ));
            }
        }
    }
    for (mark, message) in told {
        work.note(mark.as_ref(), message);
    }
}

/// A domain without controls is no domain.
fn domains(work: &mut Work, gone: &Gone) {
    let mut empty = Vec::new();
    let first = gone.values().next().cloned().flatten();
    if let Some(groups) = work.catalogue.list_mut("controls") {
        for group in groups.iter_mut().filter(|g| g.mark.is_none()) {
            group.mark.clone_from(&first);
        }
        for group in groups.iter().filter(|g| g.list_at("controls").is_empty()) {
            empty.extend(group.text_at("domain").map(str::to_owned));
        }
        groups.retain(|group| !group.list_at("controls").is_empty());
    }
    if let Some(domains) = work.catalogue.list_mut("domains") {
        domains.retain(|domain| !empty.iter().any(|id| id == id_of(domain)));
    }
    for id in empty {
        let message = format!(
            "the domain `{}` has no controls left and goes too",
            shown(&id)
        );
        work.note(first.as_ref(), message);
    }
}

fn questions(work: &mut Work, gone: &Gone) {
    let mut told = Vec::new();
    let mut left_alone = Vec::new();
    for question in work
        .questionnaire
        .list_mut("questions")
        .into_iter()
        .flatten()
    {
        let Some((name, mark)) = strip(question, "controls", gone) else {
            continue;
        };
        let id = id_of(question).to_owned();
        if question.list_at("controls").is_empty() {
            left_alone.push((id, name, mark));
            continue;
        }
        told.push((
            mark,
            format!(
                "the question `{}` no longer speaks for `{}`",
                shown(&id),
                shown(&name)
            ),
        ));
        let decides = question.text_at("decides").map(str::to_owned);
        if decides.is_some_and(|d| gone.contains_key(&d)) {
            question.take("decides");
        }
    }
    for (mark, message) in told {
        work.note(mark.as_ref(), message);
    }
    for (id, name, mark) in left_alone {
        if let Some(list) = work.questionnaire.list_mut("questions") {
            list.retain(|q| id_of(q) != id);
        }
        let removal = Node {
            mark: mark.clone(),
            data: Data::Null,
        };
        retire_question(work, &id, &removal);
        let message = format!(
            "the question `{}` speaks for `{}` alone and goes too; its id is retired",
            shown(&id),
            shown(&name)
        );
        work.note(mark.as_ref(), message);
    }
}

/// Takes controls and red flags out of the tests of rules; a rule that can no longer be raised goes.
fn rules(work: &mut Work, controls: &Gone, mut flags: Gone) {
    let mut told = Vec::new();
    loop {
        let mut lost: Gone = BTreeMap::new();
        let mut unspoken: Gone = BTreeMap::new();
        for (key, what) in [
            ("redFlags", "red flag"),
            ("contradictions", "contradiction"),
        ] {
            let Some(list) = work.catalogue.list_mut(key) else {
                continue;
            };
            list.retain_mut(|rule| {
                let about = strip(rule, "controls", controls);
                let mut named = None;
                let left = rule
                    .get("when")
                    .map(|when| pruned(when, controls, &flags, &mut named));
                // A flag that is gone needs nothing against it.
                strip(rule, "against", &flags);
                let enough = about.is_none() || rule.list_at("controls").len() >= wanted(rule);
                let Some((name, mark)) = named.or(about) else {
                    return true;
                };
                let id = id_of(rule).to_owned();
                match left {
                    Some(None) => {}
                    left if enough => {
                        let message = format!(
                            "the {what} `{}` no longer looks at `{}`",
                            shown(&id),
                            shown(&name)
                        );
                        told.push((mark, message));
                        if let Some(Some(when)) = left {
                            rule.set("when", when);
                        }
                        return true;
                    }
                    _ => {}
                }
                let message = format!(
                    "the {what} `{}` rests on `{}` and goes too",
                    shown(&id),
                    shown(&name)
                );
                told.push((mark.clone(), message));
                if key == "redFlags" {
                    lost.insert(id, mark);
                } else {
                    let against = rule.list_at("against").iter();
                    let against =
                        against.filter_map(|n| Some((n.as_text()?.to_owned(), mark.clone())));
                    unspoken.extend(against);
                }
                false
            });
        }
        lost.extend(without_data(work, unspoken, &mut told));
        if lost.is_empty() {
            break;
        }
        flags.extend(lost);
    }
    for (mark, message) in told {
        work.note(mark.as_ref(), message);
    }
}

/// How many controls a rule needs.
fn wanted(rule: &Node) -> usize {
    let least = rule.get("shown").and_then(|test| test.get("atLeast"));
    let least = least.and_then(|n| n.value().as_u64()).unwrap_or(1);
    usize::try_from(least).unwrap_or(usize::MAX)
}

/// Red flags against which nothing on file could speak any more: taken out, for none is left without.
///
/// * `unspoken`: those that lost a contradiction.
fn without_data(work: &mut Work, unspoken: Gone, told: &mut Vec<(Option<Mark>, String)>) -> Gone {
    let against: BTreeSet<String> = work
        .catalogue
        .list_at("contradictions")
        .iter()
        .flat_map(|rule| rule.list_at("against"))
        .filter_map(|n| n.as_text().map(str::to_owned))
        .collect();
    let mut lost = unspoken;
    lost.retain(|id, _| !against.contains(id));
    if let Some(list) = work.catalogue.list_mut("redFlags") {
        lost.retain(|id, _| list.iter().any(|flag| id_of(flag) == id));
        list.retain(|flag| !lost.contains_key(id_of(flag)));
    }
    for (id, mark) in &lost {
        let message = format!(
            "the red flag `{}` has no contradiction left in which files speak, and goes too",
            shown(id)
        );
        told.push((mark.clone(), message));
    }
    lost
}

/// A test without what is gone; nothing if it cannot hold any more.
///
/// * `named`: becomes what was taken out, the first of it.
fn pruned(
    test: &Node,
    controls: &Gone,
    flags: &Gone,
    named: &mut Option<(String, Option<Mark>)>,
) -> Option<Node> {
    if let Some(id) = test.text_at("control")
        && let Some(mark) = controls.get(id)
    {
        named.get_or_insert_with(|| (id.to_owned(), mark.clone()));
        return None;
    }
    let mut left = test.clone();
    let mut parts = |node: &Node| -> Vec<Node> {
        node.list()
            .iter()
            .filter_map(|part| pruned(part, controls, flags, named))
            .collect()
    };
    if let Some(all) = test.get("all") {
        let kept = parts(all);
        if kept.len() < all.list().len() {
            return None;
        }
        left.get_mut("all")?.data = Data::List(kept);
    }
    if let Some(any) = test.get("any") {
        let kept = parts(any);
        if kept.is_empty() {
            return None;
        }
        left.get_mut("any")?.data = Data::List(kept);
    }
    if let Some(several) = test.get("atLeast") {
        let kept = several.get("of").map(&mut parts).unwrap_or_default();
        if kept.len() < count(several) {
            return None;
        }
        left.get_mut("atLeast")?.get_mut("of")?.data = Data::List(kept);
    }
    if let Some(counted) = test.get("flags") {
        let found = left.get_mut("flags")?;
        if let Some(lost) = strip(found, "of", flags) {
            named.get_or_insert(lost);
        }
        if found.list_at("of").len() < count(counted) {
            return None;
        }
    }
    Some(left)
}

fn count(node: &Node) -> usize {
    let count = node.get("count").and_then(|n| n.value().as_u64());
    count
        .and_then(|n| usize::try_from(n).ok())
        .unwrap_or(usize::MAX)
}
