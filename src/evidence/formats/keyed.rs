//! Places in an element of JSON, by the numbers of their keys: `security_advisory.severity`, `acknowledgements.0.at`.

use std::borrow::Cow;

use serde_json::Value;

use super::registry::{Reading, at_element};
use crate::evidence::canonical::{At, Show, Stamp};
use crate::evidence::decode::times::Dialect;
use crate::evidence::decode::values::{Flag, nothing, tri};

/// One element, with the places that its format reads.
#[derive(Clone, Copy)]
pub(super) struct Keyed<'a> {
    /// Its number, from 1.
    pub(super) number: u32,
    /// The element.
    pub(super) value: &'a Value,
    /// Paths with points between their steps.
    pub(super) keys: &'static [&'static str],
}

impl<'a> Keyed<'a> {
    /// What stands at a place; nothing for null.
    pub(super) fn get(self, place: usize) -> Option<&'a Value> {
        let path = self.keys.get(place)?;
        let mut value = self.value;
        for step in path.split('.') {
            value = match value {
                Value::Array(list) => list.get(step.parse::<usize>().ok()?)?,
                other => other.get(step)?,
            };
        }
        (!value.is_null()).then_some(value)
    }

    /// The text, number or flag at a place; empty where there is none.
    pub(super) fn text(self, place: usize) -> Cow<'a, str> {
        match self.get(place) {
            Some(Value::String(text)) => Cow::Borrowed(text.trim()),
            Some(value @ (Value::Bool(_) | Value::Number(_))) => Cow::Owned(value.to_string()),
            _ => Cow::Borrowed(""),
        }
    }

    /// Whether something is written at a place: unknown where the element has no such key.
    pub(super) fn filled(self, place: usize) -> Flag {
        match self.get(place) {
            None => Flag::Unknown,
            Some(Value::String(text)) if nothing(text, &[]).is_some() => Flag::No,
            Some(Value::Array(list)) if list.is_empty() => Flag::Unknown,
            Some(_) => Flag::Yes,
        }
    }

    /// The flag at a place: JSON's own, or in words.
    pub(super) fn flag(self, place: usize) -> Flag {
        tri(&self.text(place))
    }

    /// The time at a place.
    pub(super) fn stamp(self, reading: &mut Reading, place: usize, dialect: &Dialect) -> Stamp {
        match self.get(place) {
            Some(_) => reading.stamp(place, &self.text(place), dialect),
            None => Stamp::NONE,
        }
    }

    /// Where the element stands, with the places to cite that hold something.
    pub(super) fn at(self, cited: &[(usize, Show)]) -> At {
        let texts: Vec<_> = cited
            .iter()
            .map(|(place, show)| (*place, *show, self.text(*place)))
            .collect();
        let cells = texts.iter().filter(|(_, _, text)| !text.is_empty());
        at_element(
            self.number,
            cells.filter_map(|(place, show, text)| {
                Some((u16::try_from(*place).ok()?, *show, text.as_ref()))
            }),
        )
    }
}
