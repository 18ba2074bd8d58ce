//! The strip of exceptions: every control that is forecast, the one with the highest chance first.

use serde::Serialize;

use super::Scene;
use crate::report::language::said;
use crate::risk::forecast::{Band, ControlForecast};
use crate::sorting::Sorting;

/// Controls that the table tells in full (J): a third of a page. The others follow in a line.
const IN_FULL: usize = 12;

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct StripView {
    controls: u32,
    bands: Vec<StripBandView>,
    rows: Vec<StripRowView>,
    rest: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct StripBandView {
    band: String,
    controls: u32,
    dots: String,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct StripRowView {
    number: usize,
    control: String,
    name: String,
    band: String,
    noted: String,
    if_claims_hold: String,
    only_what_is_shown: String,
}

impl Scene<'_> {
    /// The controls that are forecast in the order of the strip: by chance, then by id.
    pub(in crate::report) fn by_chance(&self) -> Vec<&ControlForecast> {
        let mut controls: Vec<&ControlForecast> = self.forecast.controls.iter().collect();
        controls.in_order_by(|a, b| {
            let by_chance = b.noted.headline.total_cmp(&a.noted.headline);
            by_chance.then_with(|| a.id.cmp(&b.id))
        });
        controls
    }

    /// The band that a chance lies in.
    pub(in crate::report) fn band(&self, chance: f64) -> Band {
        Band::of(chance, self.engagement.catalogue.priors.bands)
    }

    pub(super) fn strip(&self) -> StripView {
        let controls = self.by_chance();
        let (told, rest) = controls.split_at(controls.len().min(IN_FULL));
        let band = |band: Band| {
            let within = controls.iter();
            let within = within.filter(|c| self.band(c.noted.headline) == band);
            let dots: String = within.map(|_| '●').collect();
            StripBandView {
                band: self.language.band(band),
                controls: super::number(dots.chars().count()),
                dots,
            }
        };
        StripView {
            controls: super::number(controls.len()),
            bands: [Band::High, Band::Elevated, Band::Low].map(band).into(),
            rows: (1..)
                .zip(told)
                .map(|(number, c)| StripRowView {
                    number,
                    control: c.id.clone(),
                    name: self
                        .catalogue_control(&c.id)
                        .map(|k| k.name.clone())
                        .unwrap_or_default(),
                    band: self.language.band(self.band(c.noted.headline)),
                    noted: self.language.percent(c.noted.headline),
                    if_claims_hold: self.language.percent(c.noted.if_claims_hold),
                    only_what_is_shown: self.language.percent(c.noted.only_what_is_shown),
                })
                .collect(),
            rest: self.by_figure(rest, told.last()),
        }
    }

    /// Controls by their chance: those with that of the last row are counted, the others named once a figure.
    fn by_figure(&self, rest: &[&ControlForecast], last: Option<&&ControlForecast>) -> Vec<String> {
        let figure = |c: &&ControlForecast| self.language.percent(c.noted.headline);
        let told = last.map(figure);
        let groups = rest.chunk_by(|a, b| figure(a) == figure(b));
        groups
            .map(|group| {
                let chance = group.first().map(figure);
                let names = match chance == told {
                    true => said!(self.language, "{more} more", more = group.len()),
                    false => {
                        let ids: Vec<&str> = group.iter().map(|c| c.id.as_str()).collect();
                        ids.join(", ")
                    }
                };
                format!("{}: {names}", chance.unwrap_or_default())
            })
            .collect()
    }
}
