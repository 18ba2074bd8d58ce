//! Where the company stood on several days: points supported, exceptions expected, open gaps, each with its range.

use super::drawing::{Anchor, Drawing, Ink, WIDTH};
use crate::comparison::trend::{Point, Trend};
use crate::report::language::{Language, said, word};

/// Where the first and the last day stand.
const FROM: f64 = 96.0;
const TO: f64 = WIDTH - 62.0;
/// Of each of the three: its title with room for a figure above the highest point, its lines, what is left below.
const TITLE: f64 = 40.0;
const LINES: f64 = 74.0;
const BELOW: f64 = 16.0;
/// Days and the note.
const FOOT: f64 = 60.0;
/// Days that have room beside each other; more stand on two lines.
const ON_ONE_LINE: usize = 7;

/// One of the three: what it is, the lowest, the middle and the highest of a day, and how that is written.
struct Panel {
    title: &'static str,
    /// The most that the scale has to hold at least.
    least: f64,
    of: fn(&Point) -> [f64; 3],
    said: fn(Language<'_>, &Point) -> String,
}

const PANELS: [Panel; 3] = [
    Panel {
        title: word!("Points supported, of 100"),
        least: 100.0,
        of: |p| {
            let (low, high) = p.supported;
            [low, f64::midpoint(low, high), high]
        },
        said: |l, p| l.points(p.supported.0, p.supported.1),
    },
    Panel {
        title: word!("◇ Exceptions expected"),
        least: 1.0,
        of: |p| {
            let o = p.outlook;
            [f64::from(o.low), o.expected, f64::from(o.high)]
        },
        said: |l, p| l.expected(p.outlook.expected),
    },
    Panel {
        title: word!("Open gaps"),
        least: 1.0,
        of: |p| [gaps(p); 3],
        said: |_, p| p.gaps.len().to_string(),
    },
];

fn gaps(point: &Point) -> f64 {
    f64::from(u32::try_from(point.gaps.len()).unwrap_or(u32::MAX))
}

pub(super) fn drawn(language: Language<'_>, trend: &Trend) -> Option<String> {
    let points = trend.points.as_slice();
    let (first, last) = (points.first()?, points.last()?);
    let mut drawing = Drawing::default();
    let mut top = 0.0;
    for panel in &PANELS {
        one(language, &mut drawing, panel, points, top);
        top += TITLE + LINES + BELOW;
    }
    for (place, point) in points.iter().enumerate() {
        let lower = if points.len() > ON_ONE_LINE && place % 2 == 1 {
            15.0
        } else {
            0.0
        };
        let day = format!("{}{}", point.day, trend.told_apart(point));
        drawing.label(at(place, points), top + 12.0 + lower, Anchor::Middle, &day);
    }
    let mut note = language.word(word!("upright: from the lowest to the highest"));
    if points.windows(2).any(breaks) {
        note += &language.word(word!("; dashes between days: not asked the same"));
    }
    drawing.label(0.0, top + FOOT - 10.0, Anchor::Start, &note);
    let says = said!(
        language,
        "From {start} to {end}: points supported {points} and {pointsNow}, exceptions expected about {expected} and {expectedNow}, open gaps {gaps} and {gapsNow}. The table below has the figures.",
        start = language.day(first.day),
        end = language.day(last.day),
        points = language.points(first.supported.0, first.supported.1),
        pointsNow = language.points(last.supported.0, last.supported.1),
        expected = language.expected(first.outlook.expected),
        expectedNow = language.expected(last.outlook.expected),
        gaps = first.gaps.len(),
        gapsNow = last.gaps.len()
    );
    let title = said!(
        language,
        "Where things stood, over {number} assessments",
        number = points.len()
    );
    Some(drawing.picture(top + FOOT, &title, &says))
}

fn one(language: Language<'_>, drawing: &mut Drawing, panel: &Panel, points: &[Point], top: f64) {
    let all = points.iter().flat_map(|p| (panel.of)(p));
    let most = all.fold(panel.least, f64::max);
    let bottom = top + TITLE + LINES;
    let height = |value: f64| bottom - LINES * (value / most).clamp(0.0, 1.0);
    drawing.label(0.0, top + 14.0, Anchor::Start, &language.word(panel.title));
    for value in [0.0, most] {
        let y = height(value);
        drawing.line((FROM - 24.0, y), (TO + 24.0, y), Ink::Faint, 1.0);
        let name = language.points(value, value);
        drawing.label(FROM - 32.0, y + 4.5, Anchor::End, &name);
    }
    for (place, pair) in points.windows(2).enumerate() {
        let [before, after] = pair else { continue };
        let middle = |p: &Point| height((panel.of)(p)[1]);
        let from = (at(place, points), middle(before));
        let to = (at(place + 1, points), middle(after));
        if breaks(pair) {
            drawing.dashes(from, to);
        } else {
            drawing.line(from, to, Ink::Half, 1.5);
        }
    }
    for (place, point) in points.iter().enumerate() {
        let x = at(place, points);
        let [low, middle, high] = (panel.of)(point);
        drawing.line((x, height(high)), (x, height(low)), Ink::Half, 3.0);
        drawing.dot(x, height(middle), 4.0);
        // Where the line at the top would strike it through, it stands below.
        let struck = (7.0..20.0).contains(&(height(high) - height(most)));
        let y = match struck {
            true => height(low) + 17.0,
            false => height(high) - 7.0,
        };
        drawing.label(x, y, Anchor::Middle, &(panel.said)(language, point));
    }
}

/// Whether two days that follow each other were not asked the same.
fn breaks(pair: &[Point]) -> bool {
    matches!(pair, [before, after] if !before.asks_as(after))
}

/// Where a day stands: they are as far from each other, whatever lies between.
fn at(place: usize, points: &[Point]) -> f64 {
    let count = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    FROM + (TO - FROM) * count(place) / count(points.len().saturating_sub(1).max(1))
}
