//! Pictures of the report as SVG, each beside the table that has its figures: levels, chances, weeks, trend.
//!
//! A template asks for one by a block of code in the language `tm-chart`, whose text is the name of the picture. In
//! Markdown there are none.

mod chances;
mod drawing;
mod levels;
mod trend;
mod weeks;

use super::view::scene::Scene;
use crate::comparison::trend::Trend;
use crate::plan::fixes::Fixes;

/// The language of a block of code that stands for a picture.
pub(super) const BLOCK: &str = "tm-chart";

/// The pictures of a report.
#[derive(Clone, Debug, Default)]
pub(super) struct Charts {
    levels: Option<String>,
    chances: Option<String>,
    weeks: Option<String>,
    trend: Option<String>,
}

impl Charts {
    /// The pictures that there is something to draw of.
    pub(super) fn of(scene: &Scene<'_>, fixes: &Fixes, over: Option<&Trend>) -> Self {
        Self {
            levels: levels::drawn(scene),
            chances: chances::drawn(scene),
            weeks: weeks::drawn(scene, fixes),
            trend: over.and_then(|over| trend::drawn(scene.language, over)),
        }
    }

    /// The picture of this name; none where there is nothing to draw, or no such picture.
    pub(super) fn named(&self, name: &str) -> Option<&str> {
        let picture = match name.trim() {
            "levels" => &self.levels,
            "chances" => &self.chances,
            "weeks" => &self.weeks,
            "trend" => &self.trend,
            _ => &None,
        };
        picture.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_has_a_name_and_is_not_there_otherwise() {
        let charts = Charts {
            weeks: Some("w".to_owned()),
            ..Charts::default()
        };
        assert_eq!(charts.named("weeks\n"), Some("w"));
        for other in ["levels", "chances", "", "weeks weeks", "Weeks"] {
            assert_eq!(charts.named(other), None, "{other}");
        }
    }
}
