//! Calendars as iCalendar (RFC 5545), written by hand: the crate that writes them is 128 KB on the wire, mostly for a
//! clock that nothing here may read; tests read what is written with a reader of others.

use super::text::clean;
use crate::date::Date;

/// Octets of the longest line, its end apart.
const LINE: usize = 75;

/// Something on one day.
pub(super) struct Event {
    /// The same in every export of the same thing.
    pub(super) uid: String,
    pub(super) day: Date,
    pub(super) summary: String,
    pub(super) description: String,
    /// Whether it reminds, seven days before.
    pub(super) reminds: bool,
    /// Whether it was in an earlier export and is no more: a program that has it takes it away.
    pub(super) cancelled: bool,
}

/// A calendar of days.
///
/// * `as_of`: when it was made; what was made on a later day takes the place of it.
pub(super) fn calendar(name: &str, category: &str, as_of: Date, events: &[Event]) -> String {
    let mut text = String::new();
    let mut line = |content: &str| push_line(&mut text, content);
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line(concat!(
        "PRODID:-//Tickmark//tickmark ",
        env!("CARGO_PKG_VERSION"),
        "//EN"
    ));
    line("CALSCALE:GREGORIAN");
    line("METHOD:PUBLISH");
    line(&format!("X-WR-CALNAME:{}", escaped(name)));
    let stamp = format!("DTSTAMP:{}T000000Z", basic(as_of));
    let sequence = format!("SEQUENCE:{}", as_of.days_since_epoch().max(0));
    for event in events {
        line("BEGIN:VEVENT");
        line(&format!("UID:{}", event.uid));
        line(&stamp);
        line(&sequence);
        line(&format!("DTSTART;VALUE=DATE:{}", basic(event.day)));
        // The end is the first day that is no longer of it; the last day that there is has none.
        let next = event.day.plus_days(1);
        if next > event.day {
            line(&format!("DTEND;VALUE=DATE:{}", basic(next)));
        }
        line(&format!("SUMMARY:{}", escaped(&event.summary)));
        line(&format!("DESCRIPTION:{}", escaped(&event.description)));
        line(&format!("CATEGORIES:{}", escaped(category)));
        line("TRANSP:TRANSPARENT");
        if event.cancelled {
            line("STATUS:CANCELLED");
        }
        if event.reminds {
            line("BEGIN:VALARM");
            line("ACTION:DISPLAY");
            line(&format!("DESCRIPTION:{}", escaped(&event.summary)));
            line("TRIGGER:-P7D");
            line("END:VALARM");
        }
        line("END:VEVENT");
    }
    line("END:VCALENDAR");
    text
}

/// The day without dashes.
fn basic(day: Date) -> String {
    let (year, month, day) = day.parts();
    format!("{year:04}{month:02}{day:02}")
}

/// A text as a value: what has a meaning there is escaped.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '\\' | ';' | ',' => {
                escaped.push('\\');
                escaped.push(c);
            }
            '\n' => escaped.push_str("\\n"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// A content line, folded: the lines after the first begin with a blank, and no character is split.
fn push_line(text: &mut String, content: &str) {
    let mut used = 0;
    for c in content.chars() {
        if used + c.len_utf8() > LINE {
            text.push_str("\r\n ");
            used = 1;
        }
        text.push(c);
        used += c.len_utf8();
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_between_characters() {
        let mut text = String::new();
        push_line(&mut text, &"ä€😀".repeat(100));
        assert!(text.lines().all(|line| line.len() <= LINE), "{text}");
        assert_eq!(text.replace("\r\n ", ""), "ä€😀".repeat(100) + "\r\n");
    }

    #[test]
    fn values_are_escaped() {
        assert_eq!(escaped("a\\b;c,d\r\ne\u{202e}"), "a\\\\b\\;c\\,d\\ne");
    }
}
