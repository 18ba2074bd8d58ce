//! The time of day in a cell, with what stands after it: fraction, AM or PM, offset, zone.

/// Milliseconds in a day.
pub(super) const DAY: i64 = 86_400_000;

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    /// Milliseconds since midnight. A leap second is the first of the next day.
    pub(super) of_day: u32,
    /// Minutes east of UTC, where the cell says them.
    pub(super) offset: Option<i16>,
}

/// The clock in what follows a day: `T09:00`, ` 09:00`, `, at 9 am`, ` um 14:05`. `None` where something else follows.
pub(super) fn behind(rest: &str) -> Option<Option<Clock>> {
    let text = match rest.trim_start_matches([' ', ',']) {
        "" => return Some(None),
        text => text
            .strip_prefix("at ")
            .or_else(|| text.strip_prefix("um "))
            .or_else(|| rest.strip_prefix(['T', 't']))
            .unwrap_or(text),
    };
    // `2026` and `12:00` do not touch.
    (text.len() < rest.len()).then_some(())?;
    clock(text.trim_start().as_bytes()).map(Some)
}

/// The time of day that `text` is from its first to its last byte.
///
/// `14:05`, `20:20:00.43042`, `1:25:31 PM`, `9 am`, `9:10 a. m.`; then at most
/// one of `Z`, `UTC`, `GMT`, `-0500`, `+00:00`, `+00`, `GMT+0100`, and after a
/// numeric offset a zone's name, which the offset overrules (`+0000 CET`). A
/// name alone (`MST`) is ambiguous: the time stays without offset. Fractions
/// are cut to milliseconds. Allocates nothing.
pub(super) fn clock(text: &[u8]) -> Option<Clock> {
    let (hour, rest) = up_to_two_digits(text)?;
    let (minute, second, fraction, rest) = match rest {
        [b':', m1, m2, rest @ ..] => {
            let minute = two_digits(*m1, *m2)?;
            match rest {
                [b':', s1, s2, rest @ ..] => {
                    let (fraction, rest) = thousandths(rest)?;
                    (Some(minute), two_digits(*s1, *s2)?, fraction, rest)
                }
                _ => (Some(minute), 0, 0, rest),
            }
        }
        _ => (None, 0, 0, rest),
    };
    let (hour, rest) = match half(rest.trim_ascii_start()) {
        Some((afternoon, rest)) => (of_half(hour, afternoon)?, rest),
        // A number alone is no time of day.
        None if minute.is_none() => return None,
        None => (hour, rest),
    };
    let minute = minute.unwrap_or(0);
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    Some(Clock {
        of_day: ((hour * 60 + minute) * 60 + second) * 1000 + fraction,
        offset: offset(rest)?,
    })
}

/// The value of two ASCII digits.
pub(super) fn two_digits(tens: u8, ones: u8) -> Option<u32> {
    (tens.is_ascii_digit() && ones.is_ascii_digit())
        .then(|| u32::from(tens - b'0') * 10 + u32::from(ones - b'0'))
}

fn up_to_two_digits(text: &[u8]) -> Option<(u32, &[u8])> {
    match text {
        [tens, ones, rest @ ..] if ones.is_ascii_digit() => Some((two_digits(*tens, *ones)?, rest)),
        [ones, rest @ ..] => Some((two_digits(b'0', *ones)?, rest)),
        [] => None,
    }
}

/// The first three digits of a fraction, 0 where there is none, and what follows it.
fn thousandths(text: &[u8]) -> Option<(u32, &[u8])> {
    let [b'.' | b',', digits @ ..] = text else {
        return Some((0, text));
    };
    let (mut value, mut weight, mut rest) = (0, 100, digits);
    while let [digit @ b'0'..=b'9', after @ ..] = rest {
        value += u32::from(digit - b'0') * weight;
        weight /= 10;
        rest = after;
    }
    (rest.len() < digits.len()).then_some((value, rest))
}

/// Whether `AM` or `PM` comes first (true for PM), and what follows it.
fn half(text: &[u8]) -> Option<(bool, &[u8])> {
    let (afternoon, rest) = match text {
        [b'a' | b'A', rest @ ..] => (false, rest),
        [b'p' | b'P', rest @ ..] => (true, rest),
        _ => return None,
    };
    let rest = rest.strip_prefix(b".").unwrap_or(rest);
    let [b'm' | b'M', rest @ ..] = rest.trim_ascii_start() else {
        return None;
    };
    let rest = rest.strip_prefix(b".").unwrap_or(rest);
    match rest {
        [next, ..] if next.is_ascii_alphanumeric() => None,
        _ => Some((afternoon, rest)),
    }
}

fn of_half(hour: u32, afternoon: bool) -> Option<u32> {
    match (hour, afternoon) {
        (12, false) => Some(0),
        (0..=11, false) | (12, true) => Some(hour),
        (1..=11, true) => Some(hour + 12),
        _ => None,
    }
}

/// The offset in minutes in what follows a time of day; `None` when that is no offset and no zone.
fn offset(text: &[u8]) -> Option<Option<i16>> {
    let text = text.trim_ascii_start();
    let text = strip_word(text, b"Uhr").unwrap_or(text);
    match text {
        [] => Some(None),
        [b'Z' | b'z'] => Some(Some(0)),
        [b'+' | b'-', ..] => numeric(text).map(Some),
        _ => match strip_word(text, b"UTC").or_else(|| strip_word(text, b"GMT")) {
            Some([]) => Some(Some(0)),
            Some(rest) => numeric(rest).map(Some),
            None => is_abbreviation(text).then_some(None),
        },
    }
}

fn strip_word<'a>(text: &'a [u8], word: &[u8]) -> Option<&'a [u8]> {
    let (start, rest) = text.split_at_checked(word.len())?;
    let ends = !rest.first().is_some_and(u8::is_ascii_alphabetic);
    (ends && start.eq_ignore_ascii_case(word)).then(|| rest.trim_ascii_start())
}

/// `+HH`, `+HHMM` or `+HH:MM`, with nothing but a zone's name after it.
fn numeric(text: &[u8]) -> Option<i16> {
    let (sign, digits) = match text {
        [b'+', digits @ ..] => (1, digits),
        [b'-', digits @ ..] => (-1, digits),
        _ => return None,
    };
    let (hours, rest) = up_to_two_digits(digits)?;
    let (minutes, rest) = match rest {
        [b':', m1, m2, rest @ ..] => (two_digits(*m1, *m2)?, rest),
        [m1 @ b'0'..=b'9', m2, rest @ ..] => (two_digits(*m1, *m2)?, rest),
        _ => (0, rest),
    };
    let said = text.strip_suffix(rest)?;
    let name = rest.trim_ascii_start();
    let named = name.is_empty()
        // Go writes an offset without a name twice.
        || name == said
        || (name.len() < rest.len() && is_abbreviation(name))
        || matches!(name, [b'(', inside @ .., b')']
            if inside.iter().all(|b| b.is_ascii_alphabetic() || *b == b' '));
    (named && hours < 24 && minutes < 60).then_some(())?;
    Some(sign * i16::try_from(hours * 60 + minutes).ok()?)
}

/// Whether this looks like `CET` or `MST`: two to five capitals.
fn is_abbreviation(text: &[u8]) -> bool {
    (2..=5).contains(&text.len()) && text.iter().all(u8::is_ascii_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(u32, u32, u32, Option<i16>)> {
        let Clock { of_day, offset } = clock(text.as_bytes())?;
        let minutes = of_day / 60_000;
        Some((minutes / 60, minutes % 60, of_day % 60_000, offset))
    }

    #[test]
    fn clocks_as_exports_write_them() {
        for (text, hour, minute, ms, offset) in [
            ("14:05", 14, 5, 0, None),
            ("9:26 AM", 9, 26, 0, None),
            ("9 pm", 21, 0, 0, None),
            ("12:00 AM", 0, 0, 0, None),
            ("12:40:24.178 PM", 12, 40, 24_178, None),
            ("9:10 p. m.", 21, 10, 0, None),
            ("20:20:00.43042 +0000 UTC", 20, 20, 430, Some(0)),
            ("20:20:00.430421999 +0000 CET", 20, 20, 430, Some(0)),
            ("20:20:00,5-0530", 20, 20, 500, Some(-330)),
            ("10:24:08 MST", 10, 24, 8_000, None),
            ("10:24:08 AMT", 10, 24, 8_000, None),
            ("10:24 UTC", 10, 24, 0, Some(0)),
            (
                "10:24:00 GMT+0100 (Central European Standard Time)",
                10,
                24,
                0,
                Some(60),
            ),
            ("10:24:00+00", 10, 24, 0, Some(0)),
            ("10:24:00 +0200 +0200", 10, 24, 0, Some(120)),
            ("14:05 Uhr", 14, 5, 0, None),
            ("23:59:60Z", 24, 0, 0, Some(0)),
        ] {
            assert_eq!(read(text), Some((hour, minute, ms, offset)), "{text}");
        }
        for text in [
            "",
            "9",
            "24:00",
            "9:60",
            "9:5",
            "13:00 PM",
            "0:10 PM",
            "10:24 then",
            "10:24:08.",
            "10:24 +24:00",
            "10:24 +0060",
            "10:24 ++",
            "10:24Zz",
            "10:24 (x",
            "1:2:3",
            "100:00",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
