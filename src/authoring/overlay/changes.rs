//! Adding, removing and changing the elements of a list.

use std::collections::BTreeSet;

use super::{Work, consequences, id_of};
use crate::authoring::located::{Located, problem};
use crate::authoring::node::{Data, Entry, Mark, Node};
use crate::error::{Code, Problem, did_you_mean, shown};

/// A list that an overlay can change.
pub(super) struct Section {
    /// Its key, in the overlay as in the content.
    pub(super) key: &'static str,
    what: &'static str,
    code: Code,
}

const fn section(key: &'static str, what: &'static str, code: Code) -> Section {
    Section { key, what, code }
}

/// In the order in which they are changed: what is named before what names it.
pub(super) const SECTIONS: [Section; 9] = [
    section("areas", "an area of the priors", Code::UnknownName),
    section("domains", "a control domain", Code::UnknownName),
    section("policyValues", "a policy value", Code::UnknownName),
    section("populations", "a population", Code::UnknownName),
    section("scoping", "a scoping fact", Code::UnknownName),
    section("controls", "a control", Code::UnknownControl),
    section("redFlags", "a red flag", Code::UnknownName),
    section("contradictions", "a contradiction", Code::UnknownName),
    section("questions", "a question", Code::UnknownQuestion),
];

/// Applies one section of an overlay: removals, then changes, then additions.
pub(super) fn apply(work: &mut Work, section: &Section, found: &Node) {
    let mut removed = BTreeSet::new();
    for removal in found.list_at("remove") {
        silent(work, removal);
        if !again(work, removal, "remove", &mut removed) {
            remove(work, section, removal);
        }
    }
    if section.key == "controls" {
        consequences::controls_removed(work, found.list_at("remove"));
    } else if section.key == "redFlags" {
        consequences::flags_removed(work, found.list_at("remove"));
    }
    let mut changed = BTreeSet::new();
    for change in found.list_at("change") {
        if again(work, change, "change", &mut changed) {
            continue;
        }
        if let Some(target) = element(work, section, change) {
            let before = target.clone();
            merge(target, change);
            let after = target.clone();
            if section.key == "questions" {
                work.problems.extend(revision(&before, &after, change));
            }
        } else {
            unknown(work, section, change);
        }
    }
    for addition in found.list_at("add") {
        add(work, section, addition);
    }
}

/// Says that the id of `named` stands in this list for the second time, if it does.
fn again<'n>(work: &mut Work, named: &'n Node, list: &str, seen: &mut BTreeSet<&'n str>) -> bool {
    let Some(id) = named.text_at("id") else {
        return false;
    };
    let twice = !seen.insert(id);
    if twice {
        let message = format!(
            "`{}` is there twice in `{list}`; once is allowed",
            shown(id)
        );
        let found = problem("", Code::Duplicate, message);
        work.problem(named.place("/id", false).as_ref(), found);
    }
    twice
}

/// Says that a reason says nothing, if it does not.
fn silent(work: &mut Work, removal: &Node) {
    if removal
        .text_at("reason")
        .is_some_and(|r| r.trim().is_empty())
    {
        let found = problem("", Code::MissingText, "`reason` says nothing");
        work.problem(removal.place("/reason", false).as_ref(), found);
    }
}

/// The lists that hold the elements of a section: one, or for controls one a domain.
fn lists<'w>(work: &'w mut Work, key: &str) -> Vec<&'w mut Vec<Node>> {
    match key {
        "questions" => work.questionnaire.list_mut(key).into_iter().collect(),
        "areas" => match work.catalogue.get_mut("priors") {
            Some(priors) => priors.list_mut(key).into_iter().collect(),
            None => Vec::new(),
        },
        "controls" => match work.catalogue.list_mut(key) {
            Some(groups) => groups.iter_mut().filter_map(|g| g.list_mut(key)).collect(),
            None => Vec::new(),
        },
        _ => work.catalogue.list_mut(key).into_iter().collect(),
    }
}

fn element<'w>(work: &'w mut Work, section: &Section, named: &Node) -> Option<&'w mut Node> {
    let id = named.text_at("id")?;
    let mut all = lists(work, section.key).into_iter().flatten();
    all.find(|node| id_of(node) == id)
}

/// Says that no element has the id of `named`, at the key that names it.
fn unknown(work: &mut Work, section: &Section, named: &Node) {
    missing(work, section, named, "id");
}

fn missing(work: &mut Work, section: &Section, named: &Node, key: &str) {
    let Some(id) = named.get(key) else {
        let message = format!("the key `{key}` is missing");
        let mut found = problem("", Code::WrongShape, message);
        if let Some(id) = named.as_text() {
            found = found.help(format!("Write `{{ id: {}, … }}`.", shown(id)));
        }
        work.problem(named.mark.as_ref(), found);
        return;
    };
    let Some(text) = id.as_text() else {
        let found = problem("", Code::WrongShape, "an id is a text");
        let found = found.help("Put it in quotes.");
        work.problem(id.mark.as_ref(), found);
        return;
    };
    let message = format!("`{}` is not {} of the base", shown(text), section.what);
    let known = lists(work, section.key);
    let help = did_you_mean(text, known.iter().flat_map(|l| l.iter().map(id_of)));
    let found = problem("", section.code, message);
    work.problem(id.mark.as_ref(), Problem { help, ..found });
}

fn remove(work: &mut Work, section: &Section, removal: &Node) {
    let id = id_of(removal);
    let mut found = false;
    for list in lists(work, section.key) {
        let before = list.len();
        list.retain(|node| id_of(node) != id);
        found |= list.len() < before;
    }
    if !found {
        unknown(work, section, removal);
        return;
    }
    match section.key {
        "questions" => retire_question(work, id, removal),
        "controls" => {
            let framework = work.catalogue.get("framework");
            let since = framework
                .and_then(|f| f.text_at("version"))
                .unwrap_or_default();
            let retired = serde_json::json!({ "id": id, "since": since });
            push_retired(&mut work.catalogue, retired.into());
        }
        "domains" => still_used(work, id, removal),
        _ => {}
    }
}

/// Puts the id of a question among the retired ones.
pub(super) fn retire_question(work: &mut Work, id: &str, removal: &Node) {
    // What was replaced by it is replaced by what replaces it.
    let new = removal.list_at("replacedBy").to_vec();
    for earlier in work.questionnaire.list_mut("retired").into_iter().flatten() {
        if earlier.get("replacedBy").is_none() {
            continue;
        }
        if let Some(list) = earlier.list_mut("replacedBy")
            && let Some(at) = list.iter().position(|n| n.as_text() == Some(id))
        {
            list.splice(at..=at, new.clone());
        }
    }
    let mut retired = Node::from(serde_json::json!({ "id": id, "since": work.version }));
    if let Some(new) = removal.get("replacedBy") {
        retired.set("replacedBy", new.clone());
    }
    retired.mark.clone_from(&removal.mark);
    push_retired(&mut work.questionnaire, retired);
}

fn push_retired(owner: &mut Node, retired: Node) {
    if let Some(list) = owner.list_mut("retired") {
        list.push(retired);
    }
}

/// A domain goes only after its controls, in an overlay of its own or before this one.
fn still_used(work: &mut Work, id: &str, removal: &Node) {
    let groups = work.catalogue.list_at("controls");
    let group = groups.iter().find(|g| g.text_at("domain") == Some(id));
    let names: Vec<String> = group
        .map(|g| {
            g.list_at("controls")
                .iter()
                .map(|c| shown(id_of(c)))
                .collect()
        })
        .unwrap_or_default();
    if !names.is_empty() {
        let message = format!(
            "the domain `{}` still has controls: {}",
            shown(id),
            names.join(", ")
        );
        let found = problem("", Code::Dangling, message)
            .help("Remove its controls only: a domain left without controls goes with them.");
        work.problem(removal.mark.as_ref(), found);
    }
}

fn add(work: &mut Work, section: &Section, addition: &Node) {
    let mut new = addition.clone();
    let after = new.take("after");
    let domain = (section.key == "controls").then(|| new.take("domain"));
    let Data::Map(_) = &new.data else {
        let found = problem("", Code::WrongShape, "an element to add is an object");
        work.problem(addition.mark.as_ref(), found);
        return;
    };
    if let Some(after) = after {
        let wanted = after.as_text().unwrap_or_default().to_owned();
        let domain = domain.flatten();
        let place = |list: &Vec<Node>| list.iter().position(|node| id_of(node) == wanted);
        let mut there = lists(work, section.key)
            .into_iter()
            .filter_map(|list| place(list).map(|at| (list, at)));
        match there.next() {
            Some((list, at)) => list.insert((at + 1).min(list.len()), new),
            None => {
                drop(there);
                missing(work, section, addition, "after");
                return;
            }
        }
        if let Some(domain) = domain {
            in_its_domain(work, addition, &domain, &wanted);
        }
        return;
    }
    if section.key == "controls" {
        add_control(work, addition, domain.flatten(), new);
    } else if let Some(list) = lists(work, section.key).into_iter().next() {
        list.push(new);
    }
}

/// A control that follows another stands in the domain of that other.
fn in_its_domain(work: &mut Work, addition: &Node, domain: &Node, after: &str) {
    let groups = work.catalogue.list_at("controls");
    let group = groups
        .iter()
        .find(|g| g.list_at("controls").iter().any(|c| id_of(c) == after));
    let actual = group.and_then(|g| g.text_at("domain")).unwrap_or_default();
    if domain.as_text() != Some(actual) {
        let message = format!(
            "`{}` stands in the domain `{}`",
            shown(after),
            shown(actual)
        );
        let found = problem("", Code::UnknownName, message);
        let mark = domain.mark.as_ref().or(addition.mark.as_ref());
        work.problem(mark, found);
    }
}

fn add_control(work: &mut Work, addition: &Node, domain: Option<Node>, new: Node) {
    let Some(domain) = domain else {
        let found = problem("", Code::WrongShape, "the key `domain` is missing");
        work.problem(addition.mark.as_ref(), found);
        return;
    };
    let Some(groups) = work.catalogue.list_mut("controls") else {
        return;
    };
    let group = groups
        .iter_mut()
        .find(|g| g.text_at("domain") == domain.as_text());
    if let Some(list) = group.and_then(|g| g.list_mut("controls")) {
        list.push(new);
        return;
    }
    // Whether there is such a domain is looked at with the whole content.
    let mut group = Node::from(Data::Map(std::collections::BTreeMap::new()));
    group.mark.clone_from(&addition.mark);
    group.set("domain", domain);
    group.set("controls", Data::List(vec![new]).into());
    groups.push(group);
}

/// Changes the given keys only; `null` takes a key out. A list is replaced whole, and so are `when` and `shown`: half
/// of a test means something else.
pub(super) fn merge(target: &mut Node, change: &Node) {
    if target.mark.is_none() {
        target.mark.clone_from(&change.mark);
    }
    let (Data::Map(into), Data::Map(from)) = (&mut target.data, &change.data) else {
        *target = change.clone();
        return;
    };
    for (name, entry) in from {
        if matches!(entry.value.data, Data::Null) {
            into.remove(name);
            continue;
        }
        match into.get_mut(name) {
            Some(Entry { key, value }) if name != "when" && name != "shown" => {
                key.clone_from(&entry.key);
                merge(value, &entry.value);
            }
            _ => {
                into.insert(name.clone(), entry.clone());
            }
        }
    }
}

/// Whether the revision of a question goes up with its words.
fn revision(before: &Node, after: &Node, change: &Node) -> Option<Located> {
    let rev = |node: &Node| node.get("rev").and_then(|n| n.value().as_u64());
    let (old, new) = (rev(before)?, rev(after)?);
    let value = |node: &Node, key: &str| node.get(key).map(Node::value);
    let mark = |key: &str| -> Option<Mark> { change.place(&format!("/{key}"), false) };
    if new < old {
        let message = format!("revision {new} comes after revision {old}; revisions go up");
        return Some(Located {
            mark: mark("rev"),
            problem: problem("/rev", Code::OutOfRange, message),
        });
    }
    let reworded = ["text", "options"]
        .into_iter()
        .find(|key| value(before, key) != value(after, key))?;
    (new == old).then(|| {
        let message = format!(
            "`{reworded}` of `{}` is changed and its revision stays {old}; did the meaning change?",
            shown(id_of(after))
        );
        let help = "Raise `rev` if an answer to the old words may be wrong under the new ones: saved \
                    answers are then looked at again.";
        Located {
            mark: mark(reworded),
            problem: problem(format!("/{reworded}"), Code::RevisionKept, message).help(help),
        }
    })
}
