//! Tests of these formats.
