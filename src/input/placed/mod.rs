//! JSON values as typed documents, with the place of what does not fit.
//!
//! `serde_path_to_error` does the same for any format, by wrapping each visitor of each type: 127 KB of code in the
//! browser's module, where documents are read only from values in memory. A deserializer that knows its place needs none of
//! it, and the code of each type is there once, the catalogue's with places too.

mod parts;

use std::fmt;

use serde::Deserializer;
use serde::de::{self, DeserializeOwned, Unexpected, Visitor};
use serde_json::Value;

use parts::{Items, Keys, Variant};

/// What did not fit, and where.
#[derive(Debug)]
pub(crate) struct Misfit {
    /// JSON Pointer; absent until a place is known.
    at: Option<String>,
    message: String,
}

impl Misfit {
    /// JSON Pointer of the value, or of the key that is not known.
    pub(crate) fn place(&self) -> &str {
        self.at.as_deref().unwrap_or_default()
    }

    /// The innermost place counts.
    fn at(mut self, place: &Place<'_>) -> Self {
        if self.at.is_none() {
            let mut text = String::new();
            place.write(&mut text);
            self.at = Some(text);
        }
        self
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Misfit {}

impl de::Error for Misfit {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self {
            at: None,
            message: message.to_string(),
        }
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::custom(match found {
            // JSON's own word.
            Unexpected::Unit => format!("invalid type: null, expected {expected}"),
            found => format!("invalid type: {found}, expected {expected}"),
        })
    }
}

/// Where a value stands.
enum Place<'p> {
    Root,
    Key(&'p Place<'p>, &'p str),
    Item(&'p Place<'p>, usize),
}

impl Place<'_> {
    fn write(&self, text: &mut String) {
        match self {
            Self::Root => {}
            Self::Key(home, key) => {
                home.write(text);
                text.push('/');
                text.push_str(&key.replace('~', "~0").replace('/', "~1"));
            }
            Self::Item(home, item) => {
                home.write(text);
                text.push('/');
                text.push_str(&item.to_string());
            }
        }
    }
}

/// The value as its type.
pub(crate) fn placed<T: DeserializeOwned>(value: &Value) -> Result<T, Misfit> {
    let place = Place::Root;
    T::deserialize(Reader {
        value,
        place: &place,
    })
    .map_err(|why| why.at(&place))
}

/// A value at its place.
#[derive(Clone, Copy)]
struct Reader<'v, 'p> {
    value: &'v Value,
    place: &'p Place<'p>,
}

impl<'de> Deserializer<'de> for Reader<'de, '_> {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Number(number) => match (number.as_u64(), number.as_i64()) {
                (Some(value), _) => visitor.visit_u64(value),
                (None, Some(value)) => visitor.visit_i64(value),
                (None, None) => visitor.visit_f64(number.as_f64().unwrap_or(f64::NAN)),
            },
            Value::String(text) => visitor.visit_borrowed_str(text),
            Value::Array(items) => {
                let mut items = Items {
                    items: items.iter(),
                    read: 0,
                    place: self.place,
                };
                let made = visitor.visit_seq(&mut items)?;
                match items.items.len() {
                    0 => Ok(made),
                    left => {
                        let length = items.read + left;
                        Err(de::Error::invalid_length(
                            length,
                            &"fewer elements in array",
                        ))
                    }
                }
            }
            Value::Object(map) => visitor.visit_map(Keys::of(map, self.place)),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.value {
            Value::Bool(value) => visitor.visit_bool(*value),
            other => Err(another(other, &visitor)),
        }
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.value {
            Value::Number(number) => match (number.as_u64(), number.as_i64()) {
                (Some(value), _) => visitor.visit_u64(value),
                (None, Some(value)) => visitor.visit_i64(value),
                (None, None) => visitor.visit_f64(number.as_f64().unwrap_or(f64::NAN)),
            },
            other => Err(another(other, &visitor)),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.value {
            Value::String(text) => visitor.visit_borrowed_str(text),
            other => Err(another(other, &visitor)),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.value {
            Value::Array(items) => visitor.visit_seq(&mut Items {
                items: items.iter(),
                read: 0,
                place: self.place,
            }),
            other => Err(another(other, &visitor)),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.value {
            Value::Object(map) => visitor.visit_map(Keys::of(map, self.place)),
            other => Err(another(other, &visitor)),
        }
    }

    /// An object alone: a list in its place would be read by the order of the keys.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        self.deserialize_map(visitor)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.deserialize_u64(visitor)
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.deserialize_u64(visitor)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.deserialize_u64(visitor)
    }

    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.deserialize_u64(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.deserialize_u64(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.value {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        match self.value {
            Value::String(name) => visitor.visit_enum(Variant {
                name,
                content: None,
                place: self.place,
            }),
            Value::Object(map) => {
                let mut entries = map.iter();
                match (entries.next(), entries.next()) {
                    (Some((name, content)), None) => visitor.visit_enum(Variant {
                        name,
                        content: Some(content),
                        place: self.place,
                    }),
                    _ => Err(de::Error::invalid_value(
                        Unexpected::Map,
                        &"map with a single key",
                    )),
                }
            }
            other => Err(another(other, &"string or map")),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i128 u16 u128 f32 char bytes byte_buf unit unit_struct tuple tuple_struct
    }
}

/// Another kind of value than its place has.
#[inline(never)]
fn another(value: &Value, expected: &dyn de::Expected) -> Misfit {
    de::Error::invalid_type(kind(value), expected)
}

/// What stands there, in serde's words.
fn kind(value: &Value) -> Unexpected<'_> {
    match value {
        Value::Null => Unexpected::Unit,
        Value::Bool(value) => Unexpected::Bool(*value),
        Value::Number(number) => match (number.as_u64(), number.as_i64()) {
            (Some(value), _) => Unexpected::Unsigned(value),
            (None, Some(value)) => Unexpected::Signed(value),
            (None, None) => Unexpected::Float(number.as_f64().unwrap_or(f64::NAN)),
        },
        Value::String(text) => Unexpected::Str(text),
        Value::Array(_) => Unexpected::Seq,
        Value::Object(_) => Unexpected::Map,
    }
}
