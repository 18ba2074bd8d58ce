//! What of a document people read: its words, and the ids that say whose they are.

use std::collections::BTreeMap;

use crate::authoring::node::{Data, Entry, Node};
use crate::input::locale::is_words;

/// What stands in an overlay for those who write it.
const NOT_READ: &str = "remove";

/// Whether the value of a key can hold words for people.
#[must_use]
pub fn is_read(key: &str) -> bool {
    key != NOT_READ
}

/// A document with its words and ids alone; nothing if it has no words.
#[must_use]
pub fn of(document: &Node) -> Option<Node> {
    within(document, false)
}

/// Whether a part of a document has words.
///
/// * `readable`: whether the texts here are words for people.
pub(super) fn any(node: &Node, readable: bool) -> bool {
    match &node.data {
        Data::Text(_) => readable,
        Data::List(list) => list.iter().any(|part| any(part, readable)),
        Data::Map(map) => map
            .iter()
            .any(|(key, entry)| is_read(key) && any(&entry.value, readable || is_words(key))),
        _ => false,
    }
}

/// * `readable`: whether the texts here are words for people.
fn within(node: &Node, readable: bool) -> Option<Node> {
    let data = match &node.data {
        Data::Text(text) if readable => Data::Text(text.clone()),
        Data::List(list) => {
            let parts: Vec<Option<Node>> = list.iter().map(|n| within(n, readable)).collect();
            if parts.iter().all(Option::is_none) {
                return None;
            }
            let with_id =
                |(part, whole): (Option<Node>, &Node)| part.unwrap_or_else(|| only_id(whole));
            Data::List(parts.into_iter().zip(list).map(with_id).collect())
        }
        Data::Map(map) => {
            let mut kept: BTreeMap<String, Entry> = BTreeMap::new();
            for (key, entry) in map.iter().filter(|(key, _)| is_read(key)) {
                let value = within(&entry.value, readable || is_words(key));
                kept.extend(value.map(|value| {
                    (
                        key.clone(),
                        Entry {
                            key: entry.key.clone(),
                            value,
                        },
                    )
                }));
            }
            if kept.is_empty() {
                return None;
            }
            kept.extend(map.get("id").map(|id| ("id".to_owned(), id.clone())));
            Data::Map(kept)
        }
        _ => return None,
    };
    Some(Node {
        mark: node.mark.clone(),
        data,
    })
}

/// An element without words, as it stands among others that have some.
fn only_id(whole: &Node) -> Node {
    let id = match &whole.data {
        Data::Map(map) => map.get("id").map(|id| ("id".to_owned(), id.clone())),
        _ => None,
    };
    Data::Map(id.into_iter().collect()).into()
}
