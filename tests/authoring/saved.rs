//! stub of saved tests
