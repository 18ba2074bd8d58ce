//! stub of hostile tests
