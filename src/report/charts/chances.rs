//! A dot a control: the chance that an exception is noted, and between which chances it lies if all is as claimed or only
//! what is supported holds.

use super::drawing::{Anchor, Drawing, Ink, WIDTH};
use crate::report::view::scene::Scene;
use crate::report::words;
use crate::risk::forecast::{Band, ControlForecast};
use crate::sorting::Sorting;

/// Where a chance of 0 and of 1 stand.
const FROM: f64 = 90.0;
const TO: f64 = WIDTH - 80.0;
const ROW: f64 = 19.0;
const HEAD: f64 = 26.0;
const FOOT: f64 = 30.0;
/// Controls that are drawn (J): more do not fit on half a page; the rest are counted.
const MOST: usize = 24;

pub(super) fn drawn(scene: &Scene<'_>) -> Option<String> {
    let mut controls: Vec<&ControlForecast> = scene.forecast.controls.iter().collect();
    controls.in_order_by(|a, b| {
        let by_chance = b.noted.headline.total_cmp(&a.noted.headline);
        by_chance.then_with(|| a.id.cmp(&b.id))
    });
    let highest = *controls.first()?;
    let (drawn, rest) = controls.split_at(controls.len().min(MOST));
    let rows = f64::from(u32::try_from(drawn.len()).unwrap_or(u32::MAX));
    let bottom = HEAD + ROW * rows;
    let mut drawing = Drawing::default();
    let bands = &scene.engagement.catalogue.priors.bands;
    drawing.line((at(0.0), HEAD), (at(0.0), bottom), Ink::Faint, 1.0);
    drawing.line((at(1.0), HEAD), (at(1.0), bottom), Ink::Faint, 1.0);
    for limit in [bands.elevated, bands.high] {
        drawing.limit(at(limit), HEAD - 4.0, bottom);
    }
    let ends = [
        (Band::Low, 0.0, bands.elevated),
        (Band::Elevated, bands.elevated, bands.high),
        (Band::High, bands.high, 1.0),
    ];
    for (band, from, to) in ends {
        let middle = at(f64::midpoint(from, to));
        drawing.label(middle, HEAD - 10.0, Anchor::Middle, words::band(band));
    }
    for (place, control) in (0_u32..).zip(drawn) {
        let y = HEAD + ROW * (f64::from(place) + 0.5);
        let noted = &control.noted;
        drawing.label(FROM - 12.0, y + 4.5, Anchor::End, &control.id);
        let (low, high) = (
            noted.if_claims_hold.min(noted.only_what_is_shown),
            noted.if_claims_hold.max(noted.only_what_is_shown),
        );
        drawing.line((at(low), y), (at(high), y), Ink::Half, 3.0);
        drawing.dot(at(noted.headline), y, 4.5);
        let chance = words::percent(noted.headline);
        drawing.label(TO + 12.0, y + 4.5, Anchor::Start, &chance);
    }
    let below = bottom + FOOT - 8.0;
    let note = match rest.first() {
        Some(next) => format!(
            "and {} more, each at {} or less",
            rest.len(),
            words::percent(next.noted.headline)
        ),
        None => {
            "● as predicted; the line: from every answer holds to only what is supported".to_owned()
        }
    };
    drawing.label(FROM, below, Anchor::Start, &note);
    let high = controls.iter().filter(|c| c.noted.headline >= bands.high);
    let says = format!(
        "{} of {} controls are in the band {}; {} has the highest chance, {}. The table of every control has the figures.",
        high.count(),
        controls.len(),
        words::band(Band::High),
        highest.id,
        words::percent(highest.noted.headline)
    );
    let title = "Chance that an exception is noted, by control";
    Some(drawing.picture(bottom + FOOT, title, &says))
}

fn at(chance: f64) -> f64 {
    FROM + (TO - FROM) * chance
}
