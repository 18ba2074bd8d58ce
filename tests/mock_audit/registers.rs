//! The mock audit: registers.
