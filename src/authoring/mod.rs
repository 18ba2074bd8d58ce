//! Authored files to compiled content: read with places, checked, changed by overlays, written.
//!
//! Only the command line needs it. Bytes come in and go out; no file is opened here, but through the
//! hand that the caller lends.

pub mod document;
pub mod lint;
pub mod locale;
pub mod located;
pub mod node;
pub mod overlay;
mod plain;
pub mod saved;
pub mod schema;
pub mod shape;
pub mod text;

pub use document::{Given, Opened, draft};
pub use located::{Located, Note};
pub use text::Source;
