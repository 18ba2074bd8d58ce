//! Flat JSON as a table: each element is a row, each key a column.
//!
//! The elements are those of an array, of the only array of objects under a key of an object, or values that follow each
//! other. A key of an object inside an element is a column `a.b`; what lies deeper is the cell's text as JSON.

mod node;

use std::collections::BTreeMap;

use serde_json::Deserializer;

use super::columns::Columns;
use super::elements::is_lines;
use super::rows::Row;
use node::{Node, beginning};

/// Most columns: more of them are keys that are ids, or addresses.
const MOST: usize = 20_000;

/// A table of elements.
#[derive(Debug, Default)]
pub(in crate::evidence) struct Flat {
    /// The keys, in the order in which they first stand in an element.
    pub(in crate::evidence) columns: Columns,
    /// Whether it is one object that stands alone, which need not be a record of a list.
    pub(in crate::evidence) alone: bool,
    names: Vec<String>,
    places: BTreeMap<String, usize>,
    rows: Vec<Element>,
}

/// The number of an element, and its values by the places of their columns.
#[derive(Debug)]
struct Element {
    number: u32,
    cells: BTreeMap<usize, String>,
}

impl Flat {
    /// The table of a text, of which the end may be missing; nothing for what is no list of objects.
    pub(in crate::evidence) fn read(text: &str) -> Option<Self> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let (alone, elements) = elements(text)?;
        let mut flat = Self {
            alone,
            ..Self::default()
        };
        for (number, element) in elements {
            let Node::Record(entries) = element else {
                return None;
            };
            flat.take(number, entries);
        }
        if flat.rows.is_empty() || flat.names.len() > MOST {
            return None;
        }
        flat.columns = Columns::new(flat.names.iter().map(String::as_str));
        Some(flat)
    }

    /// Hands over each element as a row: its cells up to the last that holds anything.
    pub(in crate::evidence) fn each(&self, sink: &mut dyn FnMut(Row<'_>)) {
        let (mut text, mut ends) = (String::new(), Vec::new());
        for Element { number, cells } in &self.rows {
            text.clear();
            ends.clear();
            for (place, cell) in cells.iter().filter(|(_, cell)| !cell.is_empty()) {
                ends.resize(*place, text.len());
                text.push_str(cell);
                ends.push(text.len());
            }
            sink(Row::of_cells(*number, &text, &ends));
        }
    }

    fn take(&mut self, number: u32, entries: Vec<(String, Node)>) {
        let mut cells = BTreeMap::new();
        for (key, value) in entries {
            match value {
                Node::Record(inner) => {
                    for (under, value) in inner {
                        cells.insert(self.place(format!("{key}.{under}")), value.text());
                    }
                }
                value => {
                    cells.insert(self.place(key), value.text());
                }
            }
        }
        self.rows.push(Element { number, cells });
    }

    fn place(&mut self, name: String) -> usize {
        let next = self.names.len();
        let place = *self.places.entry(name.clone()).or_insert(next);
        if place == next {
            self.names.push(name);
        }
        place
    }
}

/// The elements with their numbers, and whether it is one object that stands alone.
fn elements(text: &str) -> Option<(bool, Vec<(u32, Node)>)> {
    let by_line = is_lines(text);
    let mut stream = Deserializer::from_str(text).into_iter::<Node>();
    let (mut documents, mut line, mut counted) = (Vec::new(), 1, 0);
    while let Some(Ok(document)) = stream.next() {
        let end = stream.byte_offset();
        let passed = text.as_bytes().get(counted..end).unwrap_or_default();
        line += passed.iter().filter(|b| **b == b'\n').count();
        counted = end;
        documents.push((line, document));
    }
    if documents.len() > 1 {
        if documents.iter().all(|(_, d)| matches!(d, Node::List(_))) {
            let pages = documents.into_iter().map(|(_, page)| page);
            return Some((false, numbered(pages.flat_map(Node::items))));
        }
        return Some((
            false,
            match by_line {
                true => documents.into_iter().map(|(l, d)| (small(l), d)).collect(),
                false => numbered(documents.into_iter().map(|(_, d)| d)),
            },
        ));
    }
    let document = match documents.pop() {
        Some((_, document)) => document,
        // The end is missing.
        None => Node::List(beginning(text)),
    };
    match document {
        Node::List(items) => Some((false, numbered(items))),
        Node::Record(entries) => {
            let lists = entries.iter().filter(|(_, value)| value.is_records());
            match lists.count() {
                0 => Some((true, numbered([Node::Record(entries)]))),
                1 => {
                    let values = entries.into_iter().map(|(_, value)| value);
                    let mut lists = values.filter(Node::is_records);
                    Some((false, numbered(lists.next()?.items())))
                }
                _ => None,
            }
        }
        Node::Single(_) => None,
    }
}

/// Elements count from 1.
fn numbered(items: impl IntoIterator<Item = Node>) -> Vec<(u32, Node)> {
    let items = items.into_iter().enumerate();
    items.map(|(at, item)| (small(at + 1), item)).collect()
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Vec<String>, Vec<String>)> {
        let flat = Flat::read(text)?;
        let mut rows = Vec::new();
        let width = flat.columns.len();
        flat.each(&mut |row| {
            let cells: Vec<&str> = (0..width).map(|place| row.cell(place)).collect();
            rows.push(format!("{}: {}", row.number, cells.join("|")));
        });
        Some((flat.columns.names().to_vec(), rows))
    }

    #[test]
    fn keys_are_columns_in_the_order_in_which_they_first_stand() {
        let list = r#"[{"z": "a, \"b\"\n", "k": {"y": 1, "x": [true, "u"], "w": {"deep": [1]}}}, {"b": null, "z": 2.0, "k": 5}]"#;
        let (columns, rows) = read(list).unwrap();
        assert_eq!(columns, ["z", "k.y", "k.x", "k.w", "b", "k"]);
        assert_eq!(
            rows,
            ["1: a, \"b\"|1|true, u|{\"deep\":[1]}||", "2: 2|||||5"]
        );
        let wrapped = format!("{{\"total\": 2, \"tags\": [\"x\"], \"items\": {list}}}");
        assert_eq!(read(&wrapped), read(list));
        let pages = read("[{\"a\": 1}]\n[{\"a\": 2, \"b\": 3}]").unwrap();
        assert_eq!(pages.1, ["1: 1|", "2: 2|3"]);
        let lines = read("{\"a\": 1}\n\n{\"a\": 2, \"b\": 3}\n").unwrap();
        assert_eq!(lines.1, ["1: 1|", "3: 2|3"]);
    }

    #[test]
    fn what_is_no_list_of_objects_is_no_table() {
        for text in [
            "[]",
            "[1, 2]",
            "[{\"a\": 1}, 2]",
            "7",
            "{\"a\": [{\"b\": 1}], \"c\": [{\"d\": 1}]}",
            "[{}]x",
        ] {
            let read = read(text);
            assert!(read.is_none_or(|(columns, _)| columns.is_empty()), "{text}");
        }
        assert!(Flat::read("{\"a\": 1, \"b\": [2]}").unwrap().alone);
    }

    #[test]
    fn of_a_beginning_the_whole_elements_are_read() {
        let whole = r#"{"next": {"a": [1]}, "items": [{"a": 1, "b": 2}, {"a": 3, "b": 4}]}"#;
        for end in 0..whole.len() {
            let seen = read(&whole[..end]).map_or(0, |(_, rows)| rows.len());
            let first = whole.find("}, {\"a\": 3").unwrap() + 1;
            let second = whole.find("}]}").unwrap() + 1;
            let expected = usize::from(end >= first) + usize::from(end >= second);
            assert_eq!(seen, expected, "{}", &whole[..end]);
        }
    }
}
