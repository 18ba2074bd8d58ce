//! The fixes by week: when each has to be begun and from when it works, beside the window.

use super::drawing::{Anchor, Drawing, Ink, WIDTH};
use crate::date::Date;
use crate::plan::fixes::{Fix, Fixes};
use crate::report::language::{counted, said, word};
use crate::report::view::scene::Scene;
use crate::sorting::Sorting;

/// Where the first and the last day stand.
const FROM: f64 = 90.0;
const TO: f64 = WIDTH - 40.0;
const ROW: f64 = 20.0;
const HEAD: f64 = 30.0;
const FOOT: f64 = 30.0;
/// Fixes that are drawn (J): as many as the table tells in full.
const MOST: usize = 12;
/// Weeks between two lines, at most about ten lines.
const LINES: i64 = 10;

pub(super) fn drawn(scene: &Scene<'_>, fixes: &Fixes) -> Option<String> {
    let of = |control: &String| fixes.fixes.iter().find(|f| f.control == *control);
    let order = fixes.chosen.order.iter();
    let mut chosen: Vec<&Fix> = order
        .filter_map(|step| of(&step.control))
        .take(MOST)
        .collect();
    // Long work first: it has to be begun first.
    chosen.in_order_by(|a, b| (a.start, b.end, &a.control).cmp(&(b.start, a.end, &b.control)));
    let first = scene.engagement.as_of;
    let end = scene.engagement.window().end;
    let last = chosen
        .iter()
        .map(|f| f.end)
        .max()?
        .max(end.min(fixes.until));
    let days = last.days_after(first).max(7);
    let at = |day: Date| {
        let share = day.days_after(first).clamp(0, days) as f64 / days as f64;
        FROM + (TO - FROM) * share
    };
    let rows = f64::from(u32::try_from(chosen.len()).unwrap_or(u32::MAX));
    let bottom = HEAD + ROW * rows;
    let mut drawing = Drawing::default();
    let weeks = days / 7;
    let language = scene.language;
    let every = weeks.div_euclid(LINES) + 1;
    let mut week = 0;
    while week <= weeks {
        let x = at(first.plus_days(week * 7));
        drawing.line((x, HEAD), (x, bottom), Ink::Faint, 1.0);
        let name = match week {
            0 => language.word(word!("today")),
            week => said!(language, "week {week}", week = week),
        };
        drawing.label(x, HEAD - 10.0, Anchor::Middle, &name);
        week += every;
    }
    if end <= last {
        drawing.limit(at(end), HEAD - 4.0, bottom + 6.0);
    }
    for (place, fix) in (0_u32..).zip(&chosen) {
        let top = HEAD + ROW * f64::from(place);
        drawing.label(FROM - 12.0, top + 14.5, Anchor::End, &fix.control);
        drawing.bar(at(fix.start), at(fix.end), top + 4.0, 12.0, Ink::Full);
        // What may still be left for later, with the same use.
        if let Some(latest) = fix.last_start.filter(|day| *day > fix.start) {
            let lead = fix.end.days_after(fix.start);
            drawing.bar(
                at(fix.end),
                at(latest.plus_days(lead)),
                top + 8.0,
                4.0,
                Ink::Half,
            );
        }
    }
    let mut note = language.word(word!(
        "dark: lead time if begun now; light: until when it still helps"
    ));
    if end <= last {
        note += &language.word(word!("; dashes: the window ends"));
    }
    drawing.label(FROM, bottom + FOOT - 8.0, Anchor::Start, &note);
    let longest = chosen.iter().max_by_key(|f| (f.end, &f.control))?;
    let says = counted!(
        language,
        u32::try_from(chosen.len()).unwrap_or(u32::MAX),
        "{count} fix; {control} takes longest, until {day}. The table below has the days.",
        "{count} fixes; {control} takes longest, until {day}. The table below has the days.",
        control = longest.control,
        day = language.day(longest.end)
    );
    let title = language.word(word!("The fixes by week"));
    Some(drawing.picture(bottom + FOOT, &title, &says))
}
