//! risk
pub mod forecast;
