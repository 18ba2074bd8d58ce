//! Names in braces, in the place of which a sentence gets figures.

/// The names in braces of a text, in alphabetical order.
pub(super) fn named(text: &str) -> Vec<&str> {
    let parts = text.split('{').skip(1);
    let mut found: Vec<&str> = parts
        .filter_map(|part| part.split_once('}'))
        .map(|(name, _)| name)
        .collect();
    found.sort_unstable();
    found
}

/// How they are told in a message.
pub(super) fn told(names: &[&str]) -> String {
    if names.is_empty() {
        return "none".to_owned();
    }
    let braced: Vec<String> = names.iter().map(|name| format!("{{{name}}}")).collect();
    braced.join(", ")
}
