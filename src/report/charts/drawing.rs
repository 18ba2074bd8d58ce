//! A drawing in ink: shapes take the colour of the text around them, so that it holds in the dark, on paper and where
//! colours are forced.
//!
//! Attributes alone and no style: a page's policy may forbid styles. Lengths are in units of the drawing, of which
//! [`WIDTH`] are its width; a letter of a label is about 6 wide.

use std::fmt::Write as _;

/// Width of every drawing. At 13 units a letter it can be read on paper, and scrolls on a small screen.
pub(super) const WIDTH: f64 = 680.0;
/// Size of letters.
const LETTERS: f64 = 13.0;

/// Where a label stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// How dark something is: certain, possible, or a line behind the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    Full,
    Half,
    Faint,
}

impl Ink {
    fn opacity(self) -> &'static str {
        match self {
            Self::Full => "1",
            Self::Half => "0.35",
            Self::Faint => "0.2",
        }
    }
}

/// The text, or its beginning where it has more letters than there is room for.
pub(super) fn cut(text: &str, letters: usize) -> String {
    if text.chars().count() <= letters {
        return text.to_owned();
    }
    let begin: String = text.chars().take(letters.saturating_sub(1)).collect();
    format!("{}…", begin.trim_end())
}

/// Shapes, from the back to the front.
#[derive(Clone, Debug, Default)]
pub(super) struct Drawing(String);

impl Drawing {
    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), ink: Ink, width: f64) {
        self.put(format_args!(
            "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" stroke=\"currentColor\" stroke-opacity=\"{}\" stroke-width=\"{}\"/>",
            short(from.0),
            short(from.1),
            short(to.0),
            short(to.1),
            ink.opacity(),
            short(width)
        ));
    }

    /// A line of dashes from top to bottom.
    pub(super) fn limit(&mut self, x: f64, top: f64, bottom: f64) {
        self.dashes((x, top), (x, bottom));
    }

    /// A line of dashes from the left to the right.
    pub(super) fn across(&mut self, y: f64, from: f64, to: f64) {
        self.dashes((from, y), (to, y));
    }

    /// A line of dashes from one place to another.
    pub(super) fn dashes(&mut self, from: (f64, f64), to: (f64, f64)) {
        self.put(format_args!(
            "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" stroke=\"currentColor\" stroke-opacity=\"0.6\" stroke-dasharray=\"3 3\"/>",
            short(from.0),
            short(from.1),
            short(to.0),
            short(to.1)
        ));
    }

    /// A bar; nothing where it has no length.
    pub(super) fn bar(&mut self, from: f64, to: f64, top: f64, height: f64, ink: Ink) {
        if to > from {
            self.put(format_args!(
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"currentColor\" fill-opacity=\"{}\"/>",
                short(from),
                short(top),
                short(to - from),
                short(height),
                ink.opacity()
            ));
        }
    }

    pub(super) fn dot(&mut self, x: f64, y: f64, radius: f64) {
        self.put(format_args!(
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"currentColor\"/>",
            short(x),
            short(y),
            short(radius)
        ));
    }

    /// A square on its corner, empty.
    pub(super) fn diamond(&mut self, x: f64, y: f64, radius: f64) {
        let point = |dx: f64, dy: f64| format!("{} {}", short(x + dx), short(y + dy));
        self.put(format_args!(
            "<path d=\"M{} L{} L{} L{} Z\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\"/>",
            point(0.0, -radius),
            point(radius, 0.0),
            point(0.0, radius),
            point(-radius, 0.0)
        ));
    }

    pub(super) fn label(&mut self, x: f64, y: f64, anchor: Anchor, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        self.put(format_args!(
            "<text x=\"{}\" y=\"{}\" text-anchor=\"{anchor}\">{}</text>",
            short(x),
            short(y),
            escaped(text)
        ));
    }

    /// A label that is read from below, and ends at its place.
    pub(super) fn upwards(&mut self, x: f64, y: f64, text: &str) {
        self.put(format_args!(
            "<text x=\"{0}\" y=\"{1}\" text-anchor=\"end\" transform=\"rotate(-90 {0} {1})\">{2}</text>",
            short(x),
            short(y),
            escaped(text)
        ));
    }

    /// The picture, with what it is and what it says for whoever does not see it.
    pub(super) fn picture(self, height: f64, title: &str, says: &str) -> String {
        format!(
            "<div class=\"tm-chart\" role=\"img\" tabindex=\"0\" aria-label=\"{}\">\n\
             <svg viewBox=\"0 0 {} {}\" width=\"{}\" height=\"{}\" font-size=\"{}\" fill=\"currentColor\" aria-hidden=\"true\" focusable=\"false\">{}</svg>\n\
             </div>\n",
            escaped(&format!("{title}. {says}")),
            short(WIDTH),
            short(height),
            short(WIDTH),
            short(height),
            short(LETTERS),
            self.0
        )
    }

    fn put(&mut self, shape: std::fmt::Arguments<'_>) {
        // Writing to a text does not go wrong.
        let _ = self.0.write_fmt(shape);
    }
}

/// A length with a tenth at most, the same bytes on every machine.
fn short(length: f64) -> String {
    let tenths = libm::round(length * 10.0) as i64;
    match (tenths / 10, tenths % 10) {
        (whole, 0) => whole.to_string(),
        _ if tenths < 0 => format!("-{}.{}", -tenths / 10, -tenths % 10),
        (whole, tenth) => format!("{whole}.{tenth}"),
    }
}

/// Text as it stands in an element or between quotation marks.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            c if c.is_control() => safe.push(' '),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_short_and_texts_are_harmless() {
        assert_eq!(
            [0.0, 12.0, 12.04, 0.25, -3.06, -0.04].map(short),
            ["0", "12", "12", "0.3", "-3.1", "0"]
        );
        let mut drawing = Drawing::default();
        drawing.label(1.0, 2.0, Anchor::Start, "<script>\u{202e}\"&\n");
        drawing.bar(3.0, 3.0, 0.0, 1.0, Ink::Full);
        let picture = drawing.picture(10.0, "A \"b\"", "<i>");
        assert!(picture.contains(">&lt;script&gt;&quot;&amp; </text>"));
        assert!(picture.contains("aria-label=\"A &quot;b&quot;. &lt;i&gt;\""));
        assert!(!picture.contains("<rect"));
    }
}
