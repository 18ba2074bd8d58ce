//! Readiness levels and ranges of them.

use serde::{Serialize, Serializer};

/// What a control, or a domain, is: 0 (absent) to 5 (enforced).
///
/// Gated, never averaged: see the table of the method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Level(u8);

impl Level {
    /// Nothing in place.
    pub const ABSENT: Self = Self(0);
    /// Someone does it, or it is only written.
    pub const INFORMAL: Self = Self(1);
    /// Designed and in place, as a Type 1 examination looks at it.
    pub const DESIGNED: Self = Self(2);
    /// Operated through the window, with evidence on file.
    pub const OPERATED: Self = Self(3);
    /// Own misses are detected and corrected.
    pub const MONITORED: Self = Self(4);
    /// No manual step is left.
    pub const ENFORCED: Self = Self(5);

    /// The level with this number; anything above 5 is 5.
    #[must_use]
    pub fn new(number: u8) -> Self {
        Self(number.min(5))
    }

    /// 0 to 5.
    #[must_use]
    pub fn number(self) -> u8 {
        self.0
    }

    /// The name of the level.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self.0 {
            0 => "Absent",
            1 => "Informal",
            2 => "Designed",
            3 => "Operated",
            4 => "Monitored",
            _ => "Enforced",
        }
    }
}

impl Serialize for Level {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(self.0)
    }
}

#[cfg(feature = "cli")]
impl schemars::JsonSchema for Level {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Level".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "integer",
            "minimum": 0,
            "maximum": 5,
            "description": "A readiness level, 0 (absent) to 5 (enforced)."
        })
    }
}

/// The levels that are possible: one, or a range where something is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct LevelRange {
    /// Lowest possible.
    pub low: Level,
    /// Highest possible; never below `low`.
    pub high: Level,
}

impl LevelRange {
    /// Every level: nothing is known.
    pub const ANY: Self = Self {
        low: Level::ABSENT,
        high: Level::ENFORCED,
    };

    /// Exactly one level.
    #[must_use]
    pub fn exactly(level: Level) -> Self {
        Self {
            low: level,
            high: level,
        }
    }

    /// Whether only one level is possible.
    #[must_use]
    pub fn is_known(self) -> bool {
        self.low == self.high
    }

    /// Level by level the lower of the two.
    #[must_use]
    pub fn lower_of(self, other: Self) -> Self {
        Self {
            low: self.low.min(other.low),
            high: self.high.min(other.high),
        }
    }
}
