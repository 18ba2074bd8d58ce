//! The strip of exceptions: a dot a control, the highest chance first, each with the chances between which it lies if all
//! is as claimed or only what is supported holds.

use super::drawing::{Anchor, Drawing, Ink, WIDTH, cut};
use crate::report::language::{said, word};
use crate::report::view::scene::Scene;
use crate::risk::forecast::Band;

/// Where the first dot may stand and the last.
const FROM: f64 = 62.0;
const TO: f64 = WIDTH - 78.0;
/// Where a chance of 1 and of 0 stand.
const TOP: f64 = 14.0;
const BOTTOM: f64 = 174.0;
/// What stands below: ids, written upwards, and the note.
const IDS: f64 = 62.0;
const FOOT: f64 = 24.0;
/// Dots with their ids below (J): as many as have room for letters that can be read on paper.
const NAMED: usize = 24;
/// From one dot to the next: with an id below, and at most.
const STEP: f64 = 14.5;
const WIDEST: f64 = 34.0;
/// Letters of an id that have room.
const LETTERS: usize = 8;

pub(super) fn drawn(scene: &Scene<'_>) -> Option<String> {
    let controls = scene.by_chance();
    let highest = *controls.first()?;
    let mut drawing = Drawing::default();
    let bands = &scene.engagement.catalogue.priors.bands;
    let language = scene.language;
    for (chance, name) in [(0.0, "0 %"), (0.5, "50 %"), (1.0, "100 %")] {
        drawing.line((FROM - 8.0, at(chance)), (TO, at(chance)), Ink::Faint, 1.0);
        drawing.label(FROM - 14.0, at(chance) + 4.5, Anchor::End, name);
    }
    for limit in [bands.elevated, bands.high] {
        drawing.across(at(limit), FROM - 8.0, TO + 8.0);
    }
    let ends = [
        (Band::Low, 0.0, bands.elevated),
        (Band::Elevated, bands.elevated, bands.high),
        (Band::High, bands.high, 1.0),
    ];
    for (band, from, to) in ends {
        let middle = at(f64::midpoint(from, to)) + 4.5;
        drawing.label(TO + 14.0, middle, Anchor::Start, &language.band(band));
    }
    let steps = Steps::of(controls.len());
    for (place, control) in controls.iter().enumerate() {
        let (x, room) = steps.at(place);
        let noted = &control.noted;
        let low = noted.if_claims_hold.min(noted.only_what_is_shown);
        let high = noted.if_claims_hold.max(noted.only_what_is_shown);
        let width = (room * 0.3).clamp(0.8, 3.0);
        drawing.line((x, at(high)), (x, at(low)), Ink::Half, width);
        drawing.dot(x, at(noted.headline), (room * 0.32).clamp(1.2, 4.5));
        if place < NAMED {
            drawing.upwards(x + 4.5, BOTTOM + 10.0, &cut(&control.id, LETTERS));
        }
    }
    if controls.len() > NAMED {
        let (first, _) = steps.at(NAMED);
        let rest = match controls.len() - NAMED {
            1 => language.word(word!("one more")),
            more => said!(language, "{more} more, in order", more = more),
        };
        drawing.label(first + 4.0, BOTTOM + 22.0, Anchor::Start, &rest);
    }
    let below = BOTTOM + IDS + FOOT - 8.0;
    let note = language.word(word!(
        "● as predicted; the line: from every answer holds to only what is supported"
    ));
    drawing.label(FROM - 8.0, below, Anchor::Start, &note);
    let high = controls.iter();
    let high = high.filter(|c| scene.band(c.noted.headline) == Band::High);
    let all = scene.forecast.headline;
    let says = said!(
        language,
        "{high} of {all} controls are in the band {band}; {control} has the highest chance, {chance}. Together about {expected} exceptions, likely {range}. The table below has the figures.",
        high = high.count(),
        all = controls.len(),
        band = language.band(Band::High),
        control = highest.id,
        chance = language.percent(highest.noted.headline),
        expected = language.expected(all.expected),
        range = language.range(&all.low, &all.high)
    );
    let title = language.word(word!(
        "Chance that an exception is noted, a dot a control, the highest first"
    ));
    Some(drawing.picture(BOTTOM + IDS + FOOT, &title, &says))
}

fn at(chance: f64) -> f64 {
    BOTTOM - (BOTTOM - TOP) * chance
}

/// How far dots stand from each other: those with an id below, and the others, which share what is left.
struct Steps {
    named: usize,
    wide: f64,
    narrow: f64,
}

impl Steps {
    fn of(controls: usize) -> Self {
        let count = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX)).max(1.0);
        let named = controls.min(NAMED);
        let (room, rest) = (TO - FROM, controls - named);
        let wide = match rest {
            0 => (room / count(named)).min(WIDEST),
            _ => STEP,
        };
        let narrow = ((room - wide * count(named)) / count(rest)).min(STEP);
        Self {
            named,
            wide,
            narrow,
        }
    }

    /// Where a dot stands, and how much room it has.
    fn at(&self, place: usize) -> (f64, f64) {
        let count = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
        let named = count(self.named);
        match place.checked_sub(self.named) {
            None => (FROM + self.wide * (count(place) + 0.5), self.wide),
            Some(place) => {
                let x = FROM + self.wide * named + self.narrow * (count(place) + 0.5);
                (x, self.narrow)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dot_has_a_place_of_its_own_from_left_to_right() {
        for controls in [1, 6, NAMED, NAMED + 1, 57, 400] {
            let steps = Steps::of(controls);
            let mut before = FROM;
            for place in 0..controls {
                let (x, room) = steps.at(place);
                assert!(x > before && room > 0.0, "{place} of {controls}");
                assert!(x < TO, "{place} of {controls} at {x}");
                assert!(place >= NAMED || room >= 13.0, "an id needs room: {room}");
                before = x;
            }
        }
    }
}
