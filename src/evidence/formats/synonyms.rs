//! Columns of sheets that people keep by hand: several names for one thing, and misspelt ones as questions.

use super::kinds::Field;
use crate::evidence::decode::columns::Columns;

/// Letters and digits of a name alone: `User_ID` and `user id` are one.
pub(super) fn key(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// The first of several names that is there, the usual one first.
pub(super) fn find(columns: &Columns, names: &[&str]) -> Option<usize> {
    let keys: Vec<String> = columns.names().iter().map(|n| key(n)).collect();
    let place = names.iter().find_map(|name| {
        let wanted = key(name);
        keys.iter().position(|k| *k == wanted)
    });
    columns.note(place);
    place
}

/// Questions about columns that may be misspelt: nothing is read from them.
///
/// * `wanted`: the fields for which no column was found.
/// * `used`: the columns that are read.
pub(super) fn misspelt(
    columns: &Columns,
    wanted: &[&Field],
    used: &[Option<usize>],
) -> Vec<String> {
    let mut found = Vec::new();
    for (place, name) in columns.names().iter().enumerate() {
        if used.contains(&Some(place)) {
            continue;
        }
        let written = key(name);
        let near = |field: &&&Field| field.names().any(|n| nearly(&written, &key(n)));
        if let Some(field) = wanted.iter().find(near) {
            let (name, what) = (cut(name), field.name);
            found.push(format!(
                "Is the column `{name}` the {what}? It is not read; if it is, rename it to `{what}` and drop the file again."
            ));
        }
    }
    found
}

fn cut(name: &str) -> String {
    name.chars().take(40).collect()
}

/// Whether one letter more, less or other makes the words the same. Short words are too near to each other.
fn nearly(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.len() < 5 || long.len() - short.len() > 1 || short == long {
        return false;
    }
    let same = short.iter().zip(&long).take_while(|(x, y)| x == y).count();
    let skip = usize::from(short.len() == long.len());
    short.get(same + skip..) == long.get(same + 1..)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::formats::kinds::Look;

    #[test]
    fn names_are_found_by_letters_and_near_ones_are_asked_about() {
        let columns = Columns::new(["User_ID", "Revies_id", "Decision"]);
        assert_eq!(find(&columns, &["user id"]), Some(0));
        assert_eq!(find(&columns, &["review id"]), None);
        let field = Field::new("id", "Review ID", &["review|review id"], Look::Text);
        let asked = misspelt(&columns, &[&field], &[Some(0), Some(2)]);
        assert_eq!(asked.len(), 1);
        assert!(asked[0].contains("`Revies_id`"), "{asked:?}");
        assert!(misspelt(&columns, &[&field], &[Some(1)]).is_empty());
        assert!(nearly("reviewr", "reviewer") && nearly("reviewerr", "reviewer"));
        assert!(!nearly("user", "users") && !nearly("system", "system"));
    }
}
