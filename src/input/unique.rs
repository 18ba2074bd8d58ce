//! A JSON value in which no key stands twice: of two, a reader would see one and count the other.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// How the message of a second key begins; the key follows.
const TWICE: &str = "twice: ";

/// The value of a JSON text, each key of an object once.
pub(super) fn value(text: &str) -> Result<Value, serde_json::Error> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = Unique.deserialize(&mut reader)?;
    reader.end()?;
    Ok(value)
}

/// The key that stands twice, if that is what is wrong, with its line and column.
pub(super) fn twice(why: &serde_json::Error) -> Option<(String, usize, usize)> {
    let message = why.to_string();
    let place = format!(" at line {} column {}", why.line(), why.column());
    let key = message.strip_prefix(TWICE)?.strip_suffix(&place)?;
    // The reader stands on the quote that ends the key.
    let column = why.column().saturating_sub(key.len() + 1).max(1);
    Some((key.to_owned(), why.line(), column))
}

struct Unique;

impl<'de> DeserializeSeed<'de> for Unique {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Value, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Unique {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, found: bool) -> Result<Value, E> {
        Ok(Value::Bool(found))
    }

    fn visit_i64<E>(self, found: i64) -> Result<Value, E> {
        Ok(Value::Number(found.into()))
    }

    fn visit_u64<E>(self, found: u64) -> Result<Value, E> {
        Ok(Value::Number(found.into()))
    }

    fn visit_f64<E>(self, found: f64) -> Result<Value, E> {
        Ok(Number::from_f64(found).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, found: &str) -> Result<Value, E> {
        Ok(Value::String(found.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = parts.next_element_seed(Unique)? {
            list.push(value);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            if map.contains_key(&key) {
                return Err(A::Error::custom(format_args!("{TWICE}{key}")));
            }
            map.insert(key, entries.next_value_seed(Unique)?);
        }
        Ok(Value::Object(map))
    }
}
