//! One element of JSON, read by the paths of its values.

use std::borrow::Cow;

use serde_json::Value;

use super::registry::{Reading, at_element};
use crate::evidence::canonical::{At, Show, Stamp};
use crate::evidence::decode::elements::{path, text_of};
use crate::evidence::decode::times::Dialect;
use crate::evidence::decode::values::{Flag, tri};

/// An element, or a value inside one, whose places are named by paths of keys.
#[derive(Clone, Copy)]
pub(super) struct Element<'v> {
    /// Number of the element in its file.
    pub(super) number: u32,
    /// What is read.
    pub(super) value: &'v Value,
    /// The paths that the format cites.
    keys: &'static [&'static str],
    /// What stands before the paths of a value inside the element, with its point.
    prefix: &'static str,
}

impl<'v> Element<'v> {
    pub(super) fn new(number: u32, value: &'v Value, keys: &'static [&'static str]) -> Self {
        Self {
            number,
            value,
            keys,
            prefix: "",
        }
    }

    /// A value inside the element.
    pub(super) fn inside(self, value: &'v Value, prefix: &'static str) -> Self {
        Self {
            value,
            prefix,
            ..self
        }
    }

    /// Whether there is something at a path, be it null.
    pub(super) fn has(self, keys: &str) -> bool {
        path(self.value, keys).is_some()
    }

    /// The text at a path; empty where there is none.
    pub(super) fn text(self, keys: &str) -> Cow<'v, str> {
        match path(self.value, keys) {
            Some(Value::String(text)) => Cow::Borrowed(text.as_str()),
            Some(other) => text_of(other).map_or(Cow::Borrowed(""), Cow::Owned),
            None => Cow::Borrowed(""),
        }
    }

    /// The text at a path, where it is not blank.
    pub(super) fn some(self, keys: &str) -> Option<String> {
        let text = self.text(keys);
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// The first text that is there, of several paths.
    pub(super) fn any(self, keys: &[&str]) -> Option<String> {
        keys.iter().find_map(|keys| self.some(keys))
    }

    /// The whole number at a path, be it written as text.
    pub(super) fn count(self, keys: &str) -> Option<u64> {
        self.text(keys).parse().ok()
    }

    /// The flag at a path.
    pub(super) fn flag(self, keys: &str) -> Flag {
        tri(&self.text(keys))
    }

    /// The elements of the array at a path.
    pub(super) fn items(self, keys: &str) -> &'v [Value] {
        path(self.value, keys)
            .and_then(Value::as_array)
            .map_or(&[], Vec::as_slice)
    }

    /// The number of a path among those that are cited.
    fn place(self, keys: &str) -> Option<usize> {
        let is = |name: &&&str| name.strip_prefix(self.prefix) == Some(keys);
        self.keys.iter().position(|name| is(&name))
    }

    /// The time at a path.
    pub(super) fn stamp(self, keys: &str, reading: &mut Reading, dialect: &Dialect) -> Stamp {
        let place = self.place(keys).unwrap_or(usize::MAX);
        reading.stamp(place, &self.text(keys), dialect)
    }

    /// Where it stands, with what can be cited of it; paths where nothing stands are left out.
    pub(super) fn at(self, cited: &[(&str, Show)]) -> At {
        let texts: Vec<_> = cited
            .iter()
            .filter(|(keys, _)| self.has(keys))
            .filter_map(|(keys, show)| {
                let place = u16::try_from(self.place(keys)?).ok()?;
                Some((place, *show, self.text(keys)))
            })
            .collect();
        at_element(
            self.number,
            texts
                .iter()
                .map(|(place, show, text)| (*place, *show, text.as_ref())),
        )
    }
}

/// The kind of an object's value: whether it has every one of these keys.
pub(super) fn has_keys(value: &Value, keys: &[&str]) -> bool {
    keys.iter().all(|key| value.get(key).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_by_path() {
        let value = serde_json::json!({"a": {"b": "x "}, "n": 7, "t": true, "z": null, "list": [{"s": "1"}]});
        let element = Element::new(3, &value, &["a.b", "list.s"]);
        assert_eq!(element.text("a.b"), "x ");
        assert_eq!(element.some("a.b").as_deref(), Some("x"));
        assert_eq!(element.count("n"), Some(7));
        assert_eq!(element.flag("t"), Flag::Yes);
        assert_eq!(element.flag("z"), Flag::Unknown);
        assert_eq!(element.any(&["z", "n"]).as_deref(), Some("7"));
        let inner = element.inside(&element.items("list")[0], "list.");
        let at = inner.at(&[("s", Show::Text), ("none", Show::Text)]);
        assert_eq!(at.row, 3);
        let cells: Vec<_> = at.cells.each().map(|(p, t)| (p.column, t)).collect();
        assert_eq!(cells, [(1, "1")]);
        assert!(has_keys(&value, &["a", "n"]) && !has_keys(&value, &["a", "q"]));
    }
}
