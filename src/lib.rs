//! SOC 2 readiness, worked out where the reader is.

/// Civil dates and instants.
pub mod date;
/// Problems with inputs, located.
pub mod error;
/// Dropped files to workpapers.
pub mod evidence;
/// Documents to an engagement.
pub mod input;
/// Levels and score.
pub mod assessment;
/// What to do first.
pub mod plan;
/// Markdown and HTML.
pub mod report;
/// Forecast.
pub mod risk;
