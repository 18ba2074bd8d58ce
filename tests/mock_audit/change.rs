//! The mock audit: change.
