//! stub of overlays tests
