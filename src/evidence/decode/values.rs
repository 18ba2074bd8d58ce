//! Cells to values: flags of three states and moments, with the words that stand for nothing.

use crate::date::{Date, Instant};

/// A flag that a file may leave open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::evidence) enum Flag {
    /// Said to be so.
    Yes,
    /// Said not to be so.
    No,
    /// The source says that it does not tell this for the row (`not_supported`).
    NotSupported,
    /// Not said, or not readable: neither yes nor no.
    Unknown,
}

/// A day that a file may leave open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::evidence) enum When {
    /// That day, in UTC.
    On(Date),
    /// The source says that it has recorded none (`N/A`, `no_information`).
    NoneRecorded,
    /// Not said, or not readable.
    Unknown,
}

/// The words by which exports say that there is no value.
enum Null {
    NoneRecorded,
    NotSupported,
    Blank,
}

fn null(cell: &str) -> Option<Null> {
    let cell = cell.trim();
    if cell.is_empty() {
        Some(Null::Blank)
    } else if cell.eq_ignore_ascii_case("n/a") || cell.eq_ignore_ascii_case("no_information") {
        Some(Null::NoneRecorded)
    } else if cell.eq_ignore_ascii_case("not_supported") {
        Some(Null::NotSupported)
    } else {
        None
    }
}

/// The flag in a cell: `true` and `false` in any case; all else is not known.
pub(in crate::evidence) fn flag(cell: &str) -> Flag {
    let cell = cell.trim();
    if cell.eq_ignore_ascii_case("true") {
        Flag::Yes
    } else if cell.eq_ignore_ascii_case("false") {
        Flag::No
    } else if matches!(null(cell), Some(Null::NotSupported)) {
        Flag::NotSupported
    } else {
        Flag::Unknown
    }
}

/// The day in a cell: RFC 3339 with offset, as its day in UTC.
pub(in crate::evidence) fn when(cell: &str) -> When {
    match (Instant::parse(cell.trim()), null(cell)) {
        (Some(instant), _) => When::On(instant.date()),
        (None, Some(Null::NoneRecorded)) => When::NoneRecorded,
        (None, _) => When::Unknown,
    }
}

/// Whether a cell holds nothing but a flag, a moment, or a word for no value:
/// then it names no person and can be cited.
pub(in crate::evidence) fn is_flag_or_time(cell: &str) -> bool {
    null(cell).is_some()
        || matches!(flag(cell), Flag::Yes | Flag::No)
        || matches!(when(cell), When::On(_))
}

/// Whether a cell says that there is no value.
pub(in crate::evidence) fn is_null(cell: &str) -> bool {
    null(cell).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_is_never_no() {
        assert_eq!(flag("TRUE"), Flag::Yes);
        assert_eq!(flag(" False "), Flag::No);
        assert_eq!(flag("not_supported"), Flag::NotSupported);
        for cell in ["", "N/A", "no_information", "yes", "0", "tru"] {
            assert_eq!(flag(cell), Flag::Unknown, "{cell}");
        }
    }

    #[test]
    fn days_are_those_of_utc() {
        let day = |text: &str| When::On(text.parse().unwrap());
        assert_eq!(when("2026-10-06T15:47:11+00:00"), day("2026-10-06"));
        assert_eq!(when("2026-10-06T23:47:11-02:00"), day("2026-10-07"));
        assert_eq!(when("2026-10-06T15:47:11Z"), day("2026-10-06"));
        assert_eq!(when("n/a"), When::NoneRecorded);
        assert_eq!(when("no_information"), When::NoneRecorded);
        for cell in [
            "",
            "not_supported",
            "2026-10-06",
            "2026-10-06T15:47:11",
            "N/",
        ] {
            assert_eq!(when(cell), When::Unknown, "{cell}");
        }
    }
}
