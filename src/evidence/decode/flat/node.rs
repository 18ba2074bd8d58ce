//! A JSON value whose keys keep their order, and as much of a list as a cut text holds.

use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use crate::evidence::decode::elements::text_of;

/// A JSON value whose keys keep their order.
#[derive(Debug)]
pub(super) enum Node {
    /// Neither list nor object.
    Single(Value),
    List(Vec<Node>),
    /// An object. A key can stand twice.
    Record(Vec<(String, Node)>),
}

impl Node {
    /// Whether it is a list of objects that holds one.
    pub(super) fn is_records(&self) -> bool {
        let is_record = |item: &Node| matches!(item, Self::Record(_));
        matches!(self, Self::List(items) if !items.is_empty() && items.iter().all(is_record))
    }

    /// The items of a list.
    pub(super) fn items(self) -> Vec<Node> {
        match self {
            Self::List(items) => items,
            _ => Vec::new(),
        }
    }

    /// The text of a cell: single values as they are, nothing for null, those of a list with commas between them, and
    /// anything deeper as JSON.
    pub(super) fn text(self) -> String {
        match self {
            Self::Single(value) => text_of(&value).unwrap_or_default(),
            Self::List(items) if items.iter().all(|i| matches!(i, Self::Single(_))) => {
                let texts: Vec<String> = items.into_iter().map(Self::text).collect();
                texts.join(", ")
            }
            deeper => deeper.value().to_string(),
        }
    }

    fn value(self) -> Value {
        match self {
            Self::Single(value) => value,
            Self::List(items) => Value::Array(items.into_iter().map(Self::value).collect()),
            Self::Record(entries) => {
                let entries = entries.into_iter().map(|(key, node)| (key, node.value()));
                Value::Object(entries.collect::<Map<_, _>>())
            }
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Whole)
    }
}

struct Whole;

impl<'de> Visitor<'de> for Whole {
    type Value = Node;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("a JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Single(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Single(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Single(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Single(value.into()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Single(value.into()))
    }

    fn visit_string<E>(self, value: String) -> Result<Node, E> {
        Ok(Node::Single(value.into()))
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Single(Value::Null))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Node::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Node::Record(entries))
    }
}

/// The items that stand whole in the beginning of a list, or of a list of objects under a key of an object.
pub(super) fn beginning(text: &str) -> Vec<Node> {
    let mut items = Vec::new();
    let mut from = serde_json::Deserializer::from_str(text);
    // That it ends in the middle is why it is read so.
    let _ = Cut {
        items: &mut items,
        outside: true,
    }
    .deserialize(&mut from);
    items
}

/// Keeps what was read of a list when its text ends.
struct Cut<'n> {
    items: &'n mut Vec<Node>,
    /// Whether the list can be under a key.
    outside: bool,
}

impl<'de> DeserializeSeed<'de> for Cut<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Cut<'_> {
    type Value = ();

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        Whole.expecting(to)
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(item) = list.next_element()? {
            self.items.push(item);
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while map.next_key::<String>()?.is_some() {
            let mut items = Vec::new();
            let seed = Cut {
                items: &mut items,
                outside: false,
            };
            let ended = map.next_value_seed(seed);
            let is_list = matches!(items.first(), Some(Node::Record(_)));
            if is_list && self.outside && self.items.is_empty() {
                self.items.append(&mut items);
            }
            ended?;
        }
        Ok(())
    }
}
