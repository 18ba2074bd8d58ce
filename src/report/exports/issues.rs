//! One Markdown file a gap, for code hosts, and the script that opens an issue for each.

use super::gap::{GapRow, foot, gaps};
use super::input::ExportInput;
use super::text::{code, day, slug, title};
use crate::report::markdown::escaped;

/// The script. It is the same for everybody: no text of a person is in it.
const SCRIPT: &str = include_str!("create.sh");

/// A file of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name: letters, digits, `.`, `-` and `_`.
    pub name: String,
    /// What is in it.
    pub text: String,
    /// Whether it is to be run.
    pub is_script: bool,
}

/// A file for each gap, in their order, and the script.
#[must_use]
pub fn files(input: &ExportInput) -> Vec<File> {
    let gaps = gaps(input);
    let files = gaps.iter().map(|gap| File {
        name: format!("{}.md", code(&gap.control.id)),
        text: file(gap, input),
        is_script: false,
    });
    let script = File {
        name: "create.sh".to_owned(),
        text: SCRIPT.to_owned(),
        is_script: true,
    };
    files.chain([script]).collect()
}

/// The file of a gap: front matter, the marker by which its issue is found again, and the text.
fn file(gap: &GapRow<'_>, input: &ExportInput) -> String {
    let framework = slug(&input.framework.id).to_lowercase();
    let code = code(&gap.control.id);
    // Between quotes in which nothing has a meaning: the script reads it as it stands.
    let title = title(&gap.title(), 200)
        .replace('"', "'")
        .replace('\\', "/");
    let due = match gap.line.due {
        Some(_) => format!("due: {}\n", day(gap.line.due)),
        None => String::new(),
    };
    format!(
        "---\ntitle: \"{title}\"\nlabels: [{framework}, {}-gap, {}]\ngap: {code}\n{due}---\n<!-- tickmark-gap: {code} -->\n\n{}",
        gap.kind(),
        gap.control.severity.as_str(),
        body(gap, input)
    )
}

/// The text of an issue, in Markdown.
pub(super) fn body(gap: &GapRow<'_>, input: &ExportInput) -> String {
    let an_examiner = &input.framework.an_examiner;
    let mut text = String::new();
    for (heading, paragraphs) in gap.told(an_examiner) {
        text.push_str(&format!("## {heading}\n\n"));
        match paragraphs.as_slice() {
            [one] => text.push_str(&format!("{}\n", quiet(one))),
            several => {
                for paragraph in several {
                    text.push_str(&format!("- {}\n", quiet(paragraph)));
                }
            }
        }
        text.push('\n');
    }
    for line in foot(input).lines() {
        text.push_str(&format!("{}\n\n", quiet(line)));
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

/// The text as Markdown shows it, calling nobody and linking nothing: a code host makes mentions, references and
/// addresses out of bare text.
fn quiet(text: &str) -> String {
    let mut quiet = String::with_capacity(text.len());
    // The three characters before, in small letters.
    let mut before = [' '; 3];
    for c in escaped(text).chars() {
        let calls = matches!(before, [_, _, '@' | '#'] | ['g', 'h', '-']);
        if (c.is_ascii_alphanumeric() && calls) || (c == '.' && before == ['w'; 3]) {
            // A word joiner: nothing to see, and no mention.
            quiet.push('\u{2060}');
        }
        quiet.push(c);
        let [_, second, third] = before;
        before = [second, third, c.to_ascii_lowercase()];
    }
    quiet
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_called_and_nothing_is_linked() {
        assert_eq!(
            quiet("ask @jane, see #12"),
            "ask @\u{2060}jane, see #\u{2060}12"
        );
        assert_eq!(quiet("www.a.b GH-7"), "www\u{2060}.a.b GH-\u{2060}7");
        assert_eq!(quiet("# a <b> - c"), "\\# a \\<b\\> - c");
        assert_eq!(quiet("x".repeat(40).as_str()), "x".repeat(40));
    }
}
