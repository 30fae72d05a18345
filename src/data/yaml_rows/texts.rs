//! Rows in a block of YAML → their texts as they are written: `1.50` has two decimals, `1e3` is no `1000.0`.
//!
//! serde_yaml gives the text of a scalar to whoever asks for a text, whatever it would read as. What the texts mean is
//! not known here.

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// The texts of the field `key` of a block, row by row; rows are mappings (`by_name`) or lists. `None` where they are not
/// all of one form, or where a cell is no text.
pub(super) fn read(block: &str, key: &str, by_name: bool) -> Option<Vec<WrittenRow>> {
    FieldSeed { key, by_name }.deserialize(serde_yaml::Deserializer::from_str(block)).ok()?
}

/// One row: its names, which lists do not have, and its texts.
pub(super) type WrittenRow = Vec<(String, String)>;

/// Reads the field of a block, and of each of its rows the texts.
struct FieldSeed<'a> {
    key: &'a str,
    by_name: bool,
}

struct RowsSeed {
    by_name: bool,
}

struct RowSeed {
    by_name: bool,
}

impl<'de> DeserializeSeed<'de> for FieldSeed<'_> {
    type Value = Option<Vec<WrittenRow>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for FieldSeed<'_> {
    type Value = Option<Vec<WrittenRow>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a mapping")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        while let Some(key) = map.next_key::<String>()? {
            if key == self.key {
                found = Some(map.next_value_seed(RowsSeed { by_name: self.by_name })?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

impl<'de> DeserializeSeed<'de> for RowsSeed {
    type Value = Vec<WrittenRow>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for RowsSeed {
    type Value = Vec<WrittenRow>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of rows")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<Self::Value, A::Error> {
        let mut all = Vec::new();
        while let Some(row) = rows.next_element_seed(RowSeed { by_name: self.by_name })? {
            all.push(row);
        }
        Ok(all)
    }
}

impl<'de> DeserializeSeed<'de> for RowSeed {
    type Value = WrittenRow;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<WrittenRow, D::Error> {
        if self.by_name { deserializer.deserialize_map(self) } else { deserializer.deserialize_seq(self) }
    }
}

impl<'de> Visitor<'de> for RowSeed {
    type Value = WrittenRow;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a row")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<WrittenRow, A::Error> {
        let mut row = Vec::new();
        while let Some((key, text)) = map.next_entry::<String, Option<String>>()? {
            row.push((key, text.unwrap_or_default()));
        }
        Ok(row)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<WrittenRow, A::Error> {
        let mut row = Vec::new();
        while let Some(text) = seq.next_element::<Option<String>>()? {
            row.push((String::new(), text.unwrap_or_default()));
        }
        Ok(row)
    }
}
