//! How many inputs a property is tried on, where the usual 256 would take long.

/// `quick`, or as many as `PROPTEST_CASES` says: `make soak` asks for many.
pub(crate) fn cases(quick: u32) -> u32 {
    #[expect(clippy::disallowed_methods, reason = "a test, not the library")]
    let asked = std::env::var("PROPTEST_CASES");
    asked.ok().and_then(|n| n.parse().ok()).unwrap_or(quick)
}
