//! An authored document as a tree in which every value knows where it was written.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::{Number, Value};

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// The file, as it was named.
    pub file: Rc<str>,
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
}

/// A value with its place; what was not read from a file has none.
#[derive(Clone, Debug)]
pub struct Node {
    /// Where it begins.
    pub mark: Option<Mark>,
    /// What it is.
    pub data: Data,
}

/// What a value is.
#[derive(Clone, Debug)]
pub enum Data {
    /// Nothing.
    Null,
    /// True or false.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// An object, by key.
    Map(BTreeMap<String, Entry>),
}

/// A key of an object with its value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Where the key stands.
    pub key: Option<Mark>,
    /// The value.
    pub value: Node,
}

impl Node {
    /// A text that stands nowhere.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Data::Text(text.into()).into()
    }

    /// The value with its keys in alphabetical order.
    #[must_use]
    pub fn value(&self) -> Value {
        match &self.data {
            Data::Null => Value::Null,
            Data::Bool(value) => Value::Bool(*value),
            Data::Number(value) => Value::Number(value.clone()),
            Data::Text(value) => Value::String(value.clone()),
            Data::List(list) => Value::Array(list.iter().map(Self::value).collect()),
            Data::Map(map) => Value::Object(
                map.iter()
                    .map(|(key, entry)| (key.clone(), entry.value.value()))
                    .collect(),
            ),
        }
    }

    /// The value of a key, if this is an object that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        match &self.data {
            Data::Map(map) => map.get(key).map(|entry| &entry.value),
            _ => None,
        }
    }

    /// The same, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Self> {
        match &mut self.data {
            Data::Map(map) => map.get_mut(key).map(|entry| &mut entry.value),
            _ => None,
        }
    }

    /// The text, if this is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match &self.data {
            Data::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The text of a key.
    #[must_use]
    pub fn text_at(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(Self::as_text)
    }

    /// The elements, if this is a list.
    #[must_use]
    pub fn list(&self) -> &[Self] {
        match &self.data {
            Data::List(list) => list,
            _ => &[],
        }
    }

    /// The elements of a key that is a list.
    #[must_use]
    pub fn list_at(&self, key: &str) -> &[Self] {
        self.get(key).map_or(&[], Self::list)
    }

    /// The elements of a key, to be changed; the key becomes an empty list where it was none.
    pub fn list_mut(&mut self, key: &str) -> Option<&mut Vec<Self>> {
        let Data::Map(map) = &mut self.data else {
            return None;
        };
        let entry = map.entry(key.to_owned()).or_insert_with(|| Entry {
            key: None,
            value: Data::List(Vec::new()).into(),
        });
        match &mut entry.value.data {
            Data::List(list) => Some(list),
            _ => None,
        }
    }

    /// Sets a key of an object.
    pub fn set(&mut self, key: &str, value: Self) {
        if let Data::Map(map) = &mut self.data {
            let key_mark = value.mark.clone();
            let entry = Entry {
                key: key_mark,
                value,
            };
            map.insert(key.to_owned(), entry);
        }
    }

    /// Takes a key out of an object.
    pub fn take(&mut self, key: &str) -> Option<Self> {
        match &mut self.data {
            Data::Map(map) => map.remove(key).map(|entry| entry.value),
            _ => None,
        }
    }

    /// The value at a JSON Pointer.
    #[must_use]
    pub fn at(&self, pointer: &str) -> Option<&Self> {
        let mut keys = pointer.split('/').skip(1);
        keys.try_fold(self, |node, key| match &node.data {
            Data::List(list) => list.get(key.parse::<usize>().ok()?),
            _ => node.get(&key.replace("~1", "/").replace("~0", "~")),
        })
    }

    /// Where the value at a JSON Pointer stands, or what is nearest around it.
    ///
    /// An object or list that is the value of a key is shown at its key.
    ///
    /// * `key`: whether the key itself is meant.
    #[must_use]
    pub fn place(&self, pointer: &str, key: bool) -> Option<Mark> {
        let mut node = self;
        let mut best = self.mark.clone();
        for part in pointer.split('/').skip(1) {
            let part = part.replace("~1", "/").replace("~0", "~");
            match &node.data {
                Data::Map(map) => {
                    let Some(entry) = map.get(&part) else { break };
                    node = &entry.value;
                    let scalar = !matches!(node.data, Data::List(_) | Data::Map(_));
                    let found = if scalar && !key {
                        node.mark.as_ref().or(entry.key.as_ref())
                    } else {
                        entry.key.as_ref().or(node.mark.as_ref())
                    };
                    best = found.cloned().or(best);
                }
                Data::List(list) => {
                    let found = part.parse().ok().and_then(|i: usize| list.get(i));
                    let Some(found) = found else { break };
                    node = found;
                    best = node.mark.clone().or(best);
                }
                _ => break,
            }
        }
        best
    }

    /// Every text with its JSON Pointer, in the order of the tree.
    pub fn texts<'n>(&'n self, at: &str, see: &mut impl FnMut(&str, &'n str)) {
        match &self.data {
            Data::Text(text) => see(at, text),
            Data::List(list) => {
                for (i, node) in list.iter().enumerate() {
                    node.texts(&format!("{at}/{i}"), see);
                }
            }
            Data::Map(map) => {
                for (key, entry) in map {
                    let key = key.replace('~', "~0").replace('/', "~1");
                    entry.value.texts(&format!("{at}/{key}"), see);
                }
            }
            _ => {}
        }
    }
}

impl From<Data> for Node {
    fn from(data: Data) -> Self {
        Self { mark: None, data }
    }
}

impl From<Value> for Node {
    fn from(value: Value) -> Self {
        let data = match value {
            Value::Null => Data::Null,
            Value::Bool(value) => Data::Bool(value),
            Value::Number(value) => Data::Number(value),
            Value::String(value) => Data::Text(value),
            Value::Array(list) => Data::List(list.into_iter().map(Self::from).collect()),
            Value::Object(map) => Data::Map(
                map.into_iter()
                    .map(|(key, value)| {
                        let value = value.into();
                        (key, Entry { key: None, value })
                    })
                    .collect(),
            ),
        };
        data.into()
    }
}
