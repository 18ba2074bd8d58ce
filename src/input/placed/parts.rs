//! What a value is made of: the items of a list, the entries of an object, one of several shapes.

use serde::Deserializer;
use serde::de::value::StrDeserializer;
use serde::de::{
    self, DeserializeSeed, EnumAccess, MapAccess, SeqAccess, Unexpected, VariantAccess, Visitor,
};
use serde_json::{Map, Value};

use super::{Misfit, Place, Reader, another};

/// The items of a list.
pub(super) struct Items<'v, 'p> {
    pub(super) items: std::slice::Iter<'v, Value>,
    pub(super) read: usize,
    pub(super) place: &'p Place<'p>,
}

impl<'de> SeqAccess<'de> for &mut Items<'de, '_> {
    type Error = Misfit;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Misfit> {
        let Some(value) = self.items.next() else {
            return Ok(None);
        };
        let place = Place::Item(self.place, self.read);
        self.read += 1;
        let made = seed.deserialize(Reader {
            value,
            place: &place,
        });
        made.map(Some).map_err(|why| why.at(&place))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

/// The entries of an object.
pub(super) struct Keys<'v, 'p> {
    pub(super) entries: serde_json::map::Iter<'v>,
    pub(super) entry: Option<(&'v str, &'v Value)>,
    pub(super) place: &'p Place<'p>,
}

impl<'v, 'p> Keys<'v, 'p> {
    pub(super) fn of(map: &'v Map<String, Value>, place: &'p Place<'p>) -> Self {
        Self {
            entries: map.iter(),
            entry: None,
            place,
        }
    }
}

impl<'de> MapAccess<'de> for Keys<'de, '_> {
    type Error = Misfit;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Misfit> {
        let Some((key, value)) = self.entries.next() else {
            return Ok(None);
        };
        self.entry = Some((key, value));
        let made = seed.deserialize(StrDeserializer::new(key));
        made.map(Some)
            .map_err(|why: Misfit| why.at(&Place::Key(self.place, key)))
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Misfit> {
        let Some((key, value)) = self.entry.take() else {
            return Err(de::Error::custom("a value without a key"));
        };
        let place = Place::Key(self.place, key);
        let made = seed.deserialize(Reader {
            value,
            place: &place,
        });
        made.map_err(|why| why.at(&place))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.entries.len())
    }
}

/// One of several shapes: its name, and what stands under it.
pub(super) struct Variant<'v, 'p> {
    pub(super) name: &'v str,
    pub(super) content: Option<&'v Value>,
    pub(super) place: &'p Place<'p>,
}

impl<'de, 'p> EnumAccess<'de> for Variant<'de, 'p> {
    type Error = Misfit;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), Misfit> {
        let made = seed.deserialize(StrDeserializer::new(self.name));
        made.map(|name| (name, self))
    }
}

impl<'de> Variant<'de, '_> {
    /// What stands under the name, read.
    fn read<T>(
        self,
        expected: &'static str,
        read: impl FnOnce(Reader<'de, '_>) -> Result<T, Misfit>,
    ) -> Result<T, Misfit> {
        let Some(value) = self.content else {
            return Err(de::Error::invalid_type(Unexpected::UnitVariant, &expected));
        };
        let place = Place::Key(self.place, self.name);
        let made = read(Reader {
            value,
            place: &place,
        });
        made.map_err(|why| why.at(&place))
    }
}

impl<'de> VariantAccess<'de> for Variant<'de, '_> {
    type Error = Misfit;

    fn unit_variant(self) -> Result<(), Misfit> {
        match self.content {
            None | Some(Value::Null) => Ok(()),
            Some(value) => Err(another(value, &"unit")),
        }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Misfit> {
        self.read("newtype variant", |reader| seed.deserialize(reader))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Misfit> {
        self.read("tuple variant", |reader| reader.deserialize_any(visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        self.read("struct variant", |reader| reader.deserialize_any(visitor))
    }
}
