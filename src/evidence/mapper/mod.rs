//! Tables that no format recognises: what they could be, and how they are read once somebody has said what each column is.
//!
//! A mapping gives the columns of a file the names under which the reader of a kind knows them; from there on the file
//! is read like any other. What is suggested is tested by nobody until it is confirmed. A list of JSON objects is a table
//! too, whose columns are its keys (`decode/flat.rs`).

mod apply;
mod look;
mod nulls;
mod preview;
mod suggest;
mod uses;

#[cfg(test)]
mod tests;

pub use apply::check_mapping;
pub(super) use apply::{fits, open, remembered};
pub use look::{FieldOffer, KindOffer, SampleRow, Table, look};
pub use preview::{Preview, PreviewRow, ReadAs, ReadCell, preview};
pub use uses::{Feeds, feeds};
