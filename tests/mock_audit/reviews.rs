//! The mock audit: reviews.
