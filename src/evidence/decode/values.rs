//! Cells to values: flags of three states and moments, with the words that stand for nothing.

use super::words::Folded;
use crate::date::{Date, Instant};

/// A flag that a file may leave open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::evidence) enum Flag {
    /// Said to be so.
    Yes,
    /// Said not to be so.
    No,
    /// The source says that it does not tell this for the row (`not_supported`).
    NotSupported,
    /// Not said, or not readable: neither yes nor no.
    #[default]
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

/// The flag in a cell of a format that writes flags in words: the words of
/// [`YES`] and [`NO`] in any case, with or without accents; `not_supported`
/// stays apart, and all else is not known.
pub(in crate::evidence) fn tri(cell: &str) -> Flag {
    let Some(word) = Folded::new(cell.trim()) else {
        return Flag::Unknown;
    };
    if word.is_any(YES) {
        Flag::Yes
    } else if word.is_any(NO) {
        Flag::No
    } else if word.is("not_supported") {
        Flag::NotSupported
    } else {
        Flag::Unknown
    }
}

/// Words for yes in en, de, es, fr, it, pt and nl, folded.
const YES: &[&str] = &[
    "true", "yes", "y", "1", "on", "enabled", "ja", "si", "oui", "sim",
];
/// Words for no in the same languages, folded.
const NO: &[&str] = &[
    "false", "no", "n", "0", "off", "disabled", "nein", "non", "nao", "nee",
];

/// A cell that stands for no value.
#[derive(Clone, Copy, Debug)]
pub(in crate::evidence) struct NullWord {
    /// The whole cell, in any case.
    pub(in crate::evidence) word: &'static str,
    /// Whether it stands for nothing only where a time is expected.
    pub(in crate::evidence) of_times: bool,
    /// Why it is read as nothing.
    pub(in crate::evidence) why: &'static str,
}

const fn anywhere(word: &'static str, why: &'static str) -> NullWord {
    NullWord {
        word,
        of_times: false,
        why,
    }
}

const fn as_time(word: &'static str, why: &'static str) -> NullWord {
    NullWord {
        word,
        of_times: true,
        why,
    }
}

/// The cells that stand for no value in every format. Dates that stand for
/// nothing in every spelling (1970-01-01, 0001-01-01) are known by their value,
/// in [`Time::parse`](super::times::Time::parse).
pub(in crate::evidence) const NULLS: &[NullWord] = &[
    anywhere("N/A", "not applicable, or none recorded"),
    as_time("NA", "not applicable"),
    anywhere("n.a.", "not applicable"),
    anywhere("NULL", "an empty field of a database"),
    anywhere("(null)", "an empty field of a program"),
    anywhere("\\N", "an empty field of a database dump"),
    anywhere("nil", "an empty field of a program"),
    anywhere("undefined", "an empty field of a program"),
    anywhere("none", "none recorded"),
    anywhere("(blank)", "a blank, named by the exporter"),
    anywhere("-", "a dash in place of a value"),
    anywhere("'-", "a dash, kept from being a formula"),
    anywhere("--", "a dash in place of a value"),
    anywhere("–", "a dash in place of a value"),
    anywhere("—", "a dash in place of a value"),
    anywhere("no_information", "the source has recorded none"),
    anywhere("not_supported", "the source does not record it here"),
    as_time("never", "it has not happened"),
    as_time("Never logged in", "no sign-in has happened"),
    as_time("N/A-StillEmployed", "employment has not ended"),
    as_time("0000-00-00", "a day that does not exist"),
    as_time("0000-00-00 00:00:00", "a day that does not exist"),
    as_time("00/00/0000", "a day that does not exist"),
    as_time("0", "the start of a count from 1970"),
    as_time("0.0", "the start of a count from 1970"),
];

/// Why a cell holds no value; `None` when it holds one. A blank cell, a word of
/// [`NULLS`] that is for all cells, or one that the format names in `extra`.
pub(in crate::evidence) fn nothing(cell: &str, extra: &[&str]) -> Option<&'static str> {
    null_word(cell, extra, false)
}

/// Why a cell holds no time; `None` when it may hold one. As [`nothing`], and
/// the words that stand for no time alone.
pub(in crate::evidence) fn no_time(cell: &str, extra: &[&str]) -> Option<&'static str> {
    null_word(cell, extra, true)
}

fn null_word(cell: &str, extra: &[&str], time: bool) -> Option<&'static str> {
    let cell = cell.trim();
    if cell.is_empty() {
        return Some("blank");
    }
    if extra.iter().any(|word| word.eq_ignore_ascii_case(cell)) {
        return Some("stands for no value in this format");
    }
    NULLS
        .iter()
        .find(|null| (time || !null.of_times) && null.word.eq_ignore_ascii_case(cell))
        .map(|null| null.why)
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
    fn flags_in_words() {
        for cell in [
            "yes", "YES", " Y ", "1", "on", "Enabled", "ja", "sí", "SÍ", "Sì", "si", "oui", "True",
            "sim",
        ] {
            assert_eq!(tri(cell), Flag::Yes, "{cell}");
        }
        for cell in [
            "no", "N", "0", "Off", "DISABLED", "nein", "Non", "false", "Não", "nee",
        ] {
            assert_eq!(tri(cell), Flag::No, "{cell}");
        }
        assert_eq!(tri("not_supported"), Flag::NotSupported);
        for cell in [
            "", "N/A", "NULL", "-", "2", "10", "enable", "unknown", "はい",
        ] {
            assert_eq!(tri(cell), Flag::Unknown, "{cell}");
        }
    }

    #[test]
    fn words_for_nothing_have_reasons() {
        for cell in [
            "",
            " n/a ",
            "null",
            "(Blank)",
            "'-",
            "-",
            "None",
            "no_information",
            "\\n",
        ] {
            assert!(nothing(cell, &[]).is_some(), "{cell}");
        }
        for cell in ["0", "never", "0000-00-00", "N/A-StillEmployed", "Ines"] {
            assert_eq!(nothing(cell, &[]), None, "{cell}");
        }
        assert_eq!(
            no_time("Never logged in", &[]),
            Some("no sign-in has happened")
        );
        assert!(nothing("Not set", &["not set"]).is_some());
        assert!(no_time("tomorrow", &["not set"]).is_none());
        assert!(NULLS.iter().all(|null| !null.why.is_empty()));
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
