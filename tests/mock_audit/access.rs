//! The mock audit: access.
