//! Evidence.
pub mod workpaper;
