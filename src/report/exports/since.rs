//! What became of a gap since earlier assessments, as exports say it.

use super::input::SinceTold;
use super::text::{clean, day};
use crate::comparison::trend::{Standing, Trend};
use crate::date::Date;
use crate::input::register::RegisterEntry;
use crate::report::language::ENGLISH;
use crate::report::view::register::status;

/// What became of the gap of one control.
pub(super) struct Since<'a> {
    standing: Standing,
    /// The day of the assessment before this one.
    before: Date,
    first_seen: Option<Date>,
    /// What management said of it then.
    said: Option<&'a RegisterEntry>,
}

impl<'a> Since<'a> {
    /// Nothing where there are no earlier assessments, or the gap is in neither the one before nor this one.
    fn of(trend: Option<&'a Trend>, control: &str) -> Option<Self> {
        let trend = trend?;
        let before = trend.before()?;
        Some(Self {
            standing: trend.standing(control)?,
            before: before.day,
            first_seen: trend.first_seen(control),
            said: before.register.iter().find(|e| e.control == control),
        })
    }

    /// As plain data.
    pub(super) fn data(trend: Option<&'a Trend>, control: &str) -> Option<SinceTold> {
        let since = Self::of(trend, control)?;
        Some(SinceTold {
            cells: since.cells(),
            told: since.told(),
        })
    }

    fn cells(&self) -> [String; 4] {
        [
            self.word().to_owned(),
            day(self.first_seen),
            self.said
                .map_or_else(String::new, |e| status(e.status).to_owned()),
            day(self.said.and_then(|e| e.due)),
        ]
    }

    fn word(&self) -> &'static str {
        match self.standing {
            Standing::Before => "open before",
            Standing::Again => "open again",
            Standing::New => "new",
            Standing::NewlyLookedAt => "not looked at before",
            Standing::Closed => "closed",
            Standing::NoLongerLookedAt => "no longer looked at",
        }
    }

    fn told(&self) -> String {
        let mut told = format!("Since {}: {}", ENGLISH.day(self.before), self.word());
        if let Some(first) = self.first_seen.filter(|first| *first < self.before) {
            told += &format!(", in every assessment from {}", ENGLISH.day(first));
        }
        if let Some(said) = self.said {
            told += &format!("; then {}", status(said.status));
            if let Some(due) = said.due {
                told += &format!(", due {}", ENGLISH.day(due));
            }
            if let Some(owner) = &said.owner {
                told += &format!(", owner {owner}");
            }
        }
        clean(&told)
    }
}
