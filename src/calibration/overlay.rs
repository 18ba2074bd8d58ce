//! Updated base rates as an overlay: a file of its own, compiled over content that stays as it is.

use super::update::{AreaRate, Calibration, WEIGHT};
use crate::authoring::overlay::{OVERLAY_FORMAT, OVERLAY_VERSION};
use crate::input::policy::Priors;

/// What the overlay begins with.
#[derive(Clone, Copy, Debug)]
pub struct Base<'a> {
    /// The questionnaire.
    pub questionnaire: &'a str,
    /// The file of its content, beside the overlay; the library's without one.
    pub content: Option<&'a str>,
    /// The priors that are updated.
    pub priors: &'a Priors,
}

/// The overlay, as YAML: the areas whose rate moves, with where the rate comes from now.
///
/// It changes the rates, their sources and grades, and says beside the priors that they were updated; nothing else.
#[must_use]
pub fn overlay(found: &Calibration, base: Base<'_>) -> String {
    let mut text = format!(
        "# Base rates updated with {}, by `tickmark calibrate`. Judgement: read the table that it printed.\n\
         format: {OVERLAY_FORMAT}\nversion: {OVERLAY_VERSION}\nbase: {}\n",
        engagements(found.engagements),
        quoted(base.questionnaire)
    );
    if let Some(content) = base.content {
        text.push_str(&format!("baseContent: {}\n", quoted(content)));
    }
    text.push_str(&format!(
        "questionnaire:\n  id: {}\n  version: 1.0.0\n",
        quoted(&own_id(base.questionnaire))
    ));
    let moved: Vec<&AreaRate> = found.areas.iter().filter(|a| is_moved(a)).collect();
    if moved.is_empty() {
        return text;
    }
    if !base.priors.anchor.is_empty() {
        let anchor = format!(
            "{}; and updated with {} of our own",
            base.priors.anchor,
            engagements(found.engagements)
        );
        text.push_str(&format!("priors:\n  anchor: {}\n", quoted(&anchor)));
    }
    text.push_str("areas:\n  change:\n");
    for area in moved {
        let source = format!(
            "{} noted of {} tested in {} of our own, {} expected; updates {}, which weighs as {WEIGHT} engagements",
            area.noted,
            area.controls,
            engagements(found.engagements),
            rounded(area.expected, 1),
            rounded(area.before, 4)
        );
        text.push_str(&format!(
            "    - id: {}\n      exception: {}\n      source: {}\n      trust: J\n",
            quoted(&area.id),
            rounded(area.after, 4),
            quoted(&source)
        ));
    }
    text
}

/// Whether the rate is another one to the digits that are written.
fn is_moved(area: &AreaRate) -> bool {
    rounded(area.after, 4) != rounded(area.before, 4)
}

fn engagements(number: u32) -> String {
    match number {
        1 => "1 engagement".to_owned(),
        n => format!("{n} engagements"),
    }
}

/// The id of the questionnaire that comes out: a slug of at most 64 letters.
fn own_id(base: &str) -> String {
    const END: &str = "-own-rates";
    let kept: String = base.chars().take(64 - END.len()).collect();
    format!("{kept}{END}")
}

fn rounded(value: f64, digits: usize) -> String {
    format!("{value:.digits$}")
}

/// A text in quotes, as JSON writes it: YAML reads it too.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
