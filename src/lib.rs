//! SOC 2 readiness, worked out where the reader is.

/// Civil dates and instants.
pub mod date;
/// Problems with inputs, located.
pub mod error;
/// Dropped files to workpapers.
pub mod evidence;
/// The chance that an auditor notes exceptions, and the opinion that follows.
pub mod risk;
/// Probability distributions and one integral.
pub mod stats;
