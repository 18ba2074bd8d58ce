//! What the two kinds of examination ask of the same controls: design on a day, or operation through a window.

use serde::Serialize;

use super::level::Level;
use super::{ClaimKind, ControlAssessment};

/// How the controls that were asked about stand against one kind of examination.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct TypeView {
    /// 1: design on one day. 2: operation through the window.
    #[serde(rename = "type")]
    pub report_type: u8,
    /// The level that it asks of every control.
    pub asks: Level,
    /// Controls whose supported level reaches it for certain.
    pub there: u32,
    /// Controls that may reach it, depending on what is not known.
    pub possible: u32,
    /// Controls that do not reach it, whatever is not known.
    pub below: Vec<String>,
}

/// The level that an examination of a type asks of every control.
#[must_use]
pub fn asks(report_type: u8) -> Level {
    match report_type {
        1 => Level::DESIGNED,
        _ => Level::OPERATED,
    }
}

pub(super) fn views(controls: &[ControlAssessment]) -> Vec<TypeView> {
    [1, 2]
        .into_iter()
        .map(|report_type| {
            let asks = asks(report_type);
            let mut view = TypeView {
                report_type,
                asks,
                there: 0,
                possible: 0,
                below: Vec::new(),
            };
            for control in controls
                .iter()
                .filter(|c| c.claim.kind != ClaimKind::NotAsked)
            {
                if control.supported.low >= asks {
                    view.there += 1;
                } else if control.supported.high >= asks {
                    view.possible += 1;
                } else {
                    view.below.push(control.id.clone());
                }
            }
            view
        })
        .collect()
}
