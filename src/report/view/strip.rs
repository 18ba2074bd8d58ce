//! The strip of exceptions: every control that is forecast, the one with the highest chance first.

use serde::Serialize;

use super::Scene;
use crate::risk::forecast::{Band, ControlForecast};
use crate::sorting::Sorting;

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct StripView {
    controls: u32,
    bands: Vec<StripBandView>,
    /// Those that are noted for certain, by what is known of them.
    certain: Vec<String>,
    rows: Vec<StripRowView>,
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
        // In this order those that are certain come first.
        let certain = controls.partition_point(|c| c.noted.headline >= 1.0);
        let (certain, others) = controls.split_at(certain);
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
            certain: certain.iter().map(|c| c.id.clone()).collect(),
            rows: (certain.len() + 1..)
                .zip(others)
                .map(|(number, c)| StripRowView {
                    number,
                    control: c.id.clone(),
                    name: self
                        .catalogue_control(&c.id)
                        .map(|k| k.name.clone())
                        .unwrap_or_default(),
                    band: self.language.band(self.band(c.noted.headline)),
                    noted: self.language.chance(c.noted.headline),
                    if_claims_hold: self.language.chance(c.noted.if_claims_hold),
                    only_what_is_shown: self.language.chance(c.noted.only_what_is_shown),
                })
                .collect(),
        }
    }
}
