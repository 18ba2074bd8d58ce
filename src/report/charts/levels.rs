//! Levels by domain: what is supported as a bar, what is claimed as a mark above it, what the examination asks for as a
//! line.

use super::drawing::{Anchor, Drawing, Ink, WIDTH, cut};
use crate::assessment::level::{Level, LevelRange};
use crate::report::language::{Language, said, word};
use crate::report::view::scene::Scene;

/// Where level 0 and level 5 stand.
const FROM: f64 = 194.0;
const TO: f64 = WIDTH - 40.0;
/// Letters of a domain's name that have room before level 0, also where letters are wide.
const NAME: usize = 22;
/// Letters of two names of levels that have room beside each other; longer ones stand on two lines.
const BESIDE: usize = 25;
/// Half of what a letter is wide, at most.
const HALF_LETTER: f64 = 3.9;
/// Height of a domain, of what stands above the first and of what stands below the last.
const ROW: f64 = 34.0;
const HEAD: f64 = 30.0;
const FOOT: f64 = 34.0;

pub(super) fn drawn(scene: &Scene<'_>) -> Option<String> {
    let (domains, language) = (&scene.assessment.domains, scene.language);
    if domains.is_empty() {
        return None;
    }
    let rows = f64::from(u32::try_from(domains.len()).unwrap_or(u32::MAX));
    let bottom = HEAD + ROW * rows;
    let mut drawing = Drawing::default();
    let names: Vec<String> = (0..=5)
        .map(Level::new)
        .map(|level| format!("{} {}", level.number(), language.level_name(level)))
        .collect();
    let letters = |name: &String| name.chars().count();
    let pairs = names.iter().zip(names.iter().skip(1));
    let crowded = pairs.map(|(a, b)| letters(a) + letters(b)).max() > Some(BESIDE);
    for (level, name) in (0..=5).map(Level::new).zip(&names) {
        let x = at(level);
        drawing.line((x, HEAD), (x, bottom), Ink::Faint, 1.0);
        let y = match (crowded, level.number() % 2) {
            (false, _) => HEAD - 10.0,
            (true, 0) => HEAD - 6.0,
            (true, _) => HEAD - 19.0,
        };
        // The last one ends where the picture does.
        let room = f64::from(u32::try_from(letters(name)).unwrap_or(u32::MAX)) * HALF_LETTER;
        drawing.label(x.min(WIDTH - room), y, Anchor::Middle, name);
    }
    let views = scene.assessment.views.iter();
    let mut views = views.filter(|v| v.report_type == scene.engagement.profile.report_type);
    let asked = views.next().map(|view| view.asks);
    if let Some(asked) = asked {
        drawing.limit(at(asked), HEAD, bottom + 6.0);
    }
    let mut said = Vec::new();
    for (place, domain) in (0_u32..).zip(domains) {
        let middle = HEAD + ROW * (f64::from(place) + 0.5);
        let name = scene.domain_name(&domain.id);
        drawing.label(FROM - 12.0, middle + 4.5, Anchor::End, &cut(&name, NAME));
        let LevelRange { low, high } = domain.supported;
        drawing.bar(at(Level::ABSENT), at(low), middle - 4.0, 12.0, Ink::Full);
        drawing.bar(at(low), at(high), middle - 4.0, 12.0, Ink::Half);
        if let Some(claimed) = domain.claimed {
            let y = middle - 10.0;
            if claimed.low != claimed.high {
                drawing.line((at(claimed.low), y), (at(claimed.high), y), Ink::Full, 1.5);
                drawing.diamond(at(claimed.low), y, 4.0);
            }
            drawing.diamond(at(claimed.high), y, 4.0);
        }
        said.push(format!("{name} {}", language.levels(domain.supported)));
    }
    legend(language, &mut drawing, bottom + FOOT - 8.0, asked);
    let says = said!(
        language,
        "Supported: {domains}. The table below has the figures.",
        domains = said.join("; ")
    );
    let title = language.word(word!("Level of each domain"));
    Some(drawing.picture(bottom + FOOT, &title, &says))
}

fn legend(language: Language<'_>, drawing: &mut Drawing, y: f64, asked: Option<Level>) {
    let mut x = FROM;
    drawing.bar(x, x + 18.0, y - 10.0, 10.0, Ink::Full);
    x = labelled(drawing, (x, y), 24.0, &language.word(word!("supported")));
    drawing.bar(x, x + 18.0, y - 10.0, 10.0, Ink::Half);
    x = labelled(drawing, (x, y), 24.0, &language.word(word!("possible")));
    drawing.diamond(x + 6.0, y - 5.0, 4.0);
    x = labelled(drawing, (x, y), 18.0, &language.word(word!("claimed"))) + 2.0;
    if let Some(asked) = asked {
        drawing.limit(x + 6.0, y - 12.0, y + 2.0);
        let text = said!(language, "asked for: level {level}", level = asked.number());
        drawing.label(x + 16.0, y, Anchor::Start, &text);
    }
}

/// A label beside its mark; where the next mark can stand.
fn labelled(drawing: &mut Drawing, (x, y): (f64, f64), mark: f64, text: &str) -> f64 {
    drawing.label(x + mark, y, Anchor::Start, text);
    let letters = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    x + mark + 8.0 * (f64::from(letters) + 1.0)
}

fn at(level: Level) -> f64 {
    FROM + (TO - FROM) * f64::from(level.number()) / 5.0
}
