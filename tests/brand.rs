//! Brands and templates: whose report it looks like, in whose words; what it says of itself stays, and nothing gets out.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping"
)]

use std::fs;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use tickmark::error::Error;
use tickmark::evaluate;
use tickmark::input;
use tickmark::report::{Brand, Format, Layout, Reader, Templates};

/// Acme's report for a reader.
fn report(reader: &Reader<'_>, format: Format) -> Result<String, Error> {
    let text = fs::read_to_string("examples/acme/quick.json").unwrap();
    let content = input::content().unwrap();
    let file = input::assessment_file(serde_json::from_str(&text).unwrap(), content).unwrap();
    let engagement = input::engagement(file, content).unwrap();
    let outcome = evaluate(&engagement);
    let advice = outcome.advice(&engagement, Default::default());
    outcome.report_with(&engagement, &advice, format, reader)
}

fn branded(keys: &Value) -> Result<Brand, Error> {
    let mut value = json!({ "format": "tickmark-brand", "version": 1 });
    for (key, one) in keys.as_object().unwrap() {
        value[key] = one.clone();
    }
    Brand::read(value)
}

fn with_brand(keys: &Value, format: Format) -> String {
    let brand = branded(keys).unwrap();
    let reader = Reader {
        brand: Some(&brand),
        ..Reader::default()
    };
    report(&reader, format).unwrap()
}

fn with_templates(files: &[(&str, &str)], format: Format) -> Result<String, Error> {
    let templates = Templates::new(
        files
            .iter()
            .map(|(n, t)| ((*n).to_owned(), (*t).to_owned())),
    )?;
    let layout = json!({ "format": "tickmark-layout", "version": 1, "sections":
        files.iter().map(|(n, _)| json!({ "id": n.trim_end_matches(".md") })).collect::<Vec<_>>() });
    let layout = Layout::read(layout, &templates)?;
    let reader = Reader {
        layout: Some(&layout),
        templates: Some(&templates),
        ..Reader::default()
    };
    report(&reader, format)
}

fn why(result: Result<String, Error>) -> String {
    match result {
        Err(Error::Template(why)) => why,
        other => panic!("{other:?}"),
    }
}

fn picture(kind: &str, bytes: &[u8]) -> String {
    format!("data:image/{kind};base64,{}", STANDARD.encode(bytes))
}

#[test]
fn a_brand_names_colours_and_speaks() {
    let keys = json!({
        "name": "Harbour", "reportTitle": "Readiness review", "preparedBy": "Ines", "preparedFor": "The board",
        "confidentiality": "Confidential", "footer": "Harbour Ltd.", "extraDisclaimer": "We keep no copy.",
        "accent": "#0a7d55", "words": { "examiner": "service auditor" },
        "contact": { "email": "ines@harbour.example", "url": "https://harbour.example" },
        "logo": picture("png", b"\x89PNG\r\n\x1a\nrest")
    });
    let html = with_brand(&keys, Format::Html);
    for told in [
        "<title>Readiness review: Acme</title>",
        "Prepared by Ines for The board.",
        "<strong>Confidential.</strong>",
        "Harbour Ltd.<br>",
        "<p>We keep no copy.</p>",
        "service auditor",
        "--accent: light-dark(#0a7d55, ",
        "img-src data:;",
        "<a href=\"mailto:ines@harbour.example\">",
        "<a href=\"https://harbour.example\">",
    ] {
        assert!(html.contains(told), "{told}");
    }
    // What the report says of itself stays.
    assert!(html.contains("Self-assessment. Not an attestation."));
    assert!(html.contains("it gives no assurance about the design or operation of any control"));
    assert!(!with_brand(&json!({ "name": "Harbour" }), Format::Html).contains("img-src"));
}

#[test]
fn what_a_brand_says_is_text_and_nothing_else() {
    let hostile = "<script>x</script>\" onload=\"y [z](javascript:a) {{ title }}";
    let keys = json!({
        "name": hostile, "reportTitle": hostile, "preparedBy": hostile, "preparedFor": hostile, "confidentiality": hostile,
        "footer": hostile, "extraDisclaimer": hostile, "words": { "examiner": hostile }, "contact": { "name": hostile }
    });
    let html = with_brand(&keys, Format::Html);
    assert!(!html.contains("<script") && !html.contains("href=\"javascript"));
    let mut tags = html
        .split('<')
        .skip(1)
        .filter_map(|rest| rest.split_once('>'));
    assert_eq!(tags.find(|(tag, _)| tag.contains("onload=")), None);
    assert!(html.contains("{{ title }}"));
}

#[test]
fn a_brand_that_cannot_be_is_refused_with_its_place() {
    let cases = [
        (
            json!({ "accent": "green" }),
            "/accent: `green` is not a colour; a colour is written #1f4e79",
        ),
        (
            json!({ "contact": { "url": "javascript:x" } }),
            "/contact/url: `javascript:x` does not begin with https://",
        ),
        (
            json!({ "contact": { "email": "x@y\"z" } }),
            "/contact/email: ",
        ),
        (
            json!({ "words": { "examinor": "x" } }),
            "/words/examinor: `examinor` is not a word that a brand can change",
        ),
        (
            json!({ "logo": "https://harbour.example/logo.png" }),
            "/logo: a logo begins with",
        ),
        (
            json!({ "logo": "data:image/png;base64,%" }),
            "/logo: what follows the comma is not base64",
        ),
        (
            json!({ "logo": picture("png", b"GIF89a") }),
            "/logo: the picture is of another kind than it says",
        ),
        (
            json!({ "logo": picture("png", &[0; 200_000]) }),
            "/logo: found 266690 bytes; allowed: 150000",
        ),
        (
            json!({ "name": "x".repeat(201) }),
            "/name: found 201 characters; allowed: 200",
        ),
        (
            json!({ "words": { "examiner": "x".repeat(201) } }),
            "/words/examiner: found 201 characters; allowed: 200",
        ),
        (json!({ "colour": "#000000" }), "/colour: "),
    ];
    for (keys, expected) in cases {
        let Err(Error::Input(problems)) = branded(&keys) else {
            panic!("{keys} was taken");
        };
        let told = format!("{}: {}", problems[0].at, problems[0].message);
        assert!(told.starts_with(expected), "{told}");
    }
}

#[test]
fn a_colour_that_cannot_be_read_is_changed_and_told() {
    let remarks = branded(&json!({ "accent": "#ffcc00" })).unwrap().remarks();
    assert_eq!(
        remarks,
        [
            "The accent #ffcc00 stands out 1.4 : 1 on light paper, and text needs 4.5 : 1: #8c7000 is used there."
        ]
    );
    let html = with_brand(&json!({ "accent": "#ffcc00" }), Format::Html);
    assert!(html.contains("--accent: light-dark(#8c7000, #ffcc00)"));
}

#[test]
fn templates_say_a_section_in_other_words_or_add_one() {
    let files = [
        (
            "memo.md",
            "{{ organisation }} has {{ register | length }} gaps.\n",
        ),
        (
            "our-view.md",
            "{% for g in gaps[:2] %}- {{ g.name }}\n{% endfor %}",
        ),
    ];
    let report = with_templates(&files, Format::Markdown).unwrap();
    assert!(report.contains("Acme has "), "{report}");
    assert!(
        report.contains("\n- Multi-factor authentication enforced"),
        "{report}"
    );
    assert!(report.contains("## Disclaimer"));
}

#[test]
fn what_templates_make_is_inert() {
    let files = [(
        "memo.md",
        "<script>alert(1)</script> [x](javascript:y) {{ organisation | safe }} <img src=x onerror=y>",
    )];
    let html = with_templates(&files, Format::Html).unwrap();
    assert!(
        !html.contains("<script") && !html.contains("href=\"javascript") && !html.contains("<img")
    );
}

#[test]
fn mistakes_in_templates_are_told_with_file_line_and_column() {
    for (text, place, said) in [
        (
            "one\n{{ nothing }}",
            "memo.md:2:4",
            "`nothing` is not defined",
        ),
        ("one\n\n{% if %}", "memo.md:3:", ""),
        ("{{ title | shout }}", "memo.md:1:", "shout"),
        ("{{ get_env(name=\"HOME\") }}", "memo.md:1:", "get_env"),
        ("{{ now() }}", "memo.md:1:", "now"),
        ("{% include \"/etc/passwd\" %}", "memo.md", "/etc/passwd"),
        ("{% include \"memo.md\" %}", "memo.md", "ircular"),
        (
            "a\n{%- set x = title -%}",
            "memo.md:2",
            "`set` is not there",
        ),
        (
            "{% component x() %}{% endcomponent x %}",
            "memo.md:1",
            "`component` is not there",
        ),
    ] {
        let told = why(with_templates(&[("memo.md", text)], Format::Markdown));
        assert!(
            told.contains(place) && told.contains(said),
            "{text}: {told}"
        );
    }
}

#[test]
fn what_grows_without_a_bound_is_refused() {
    let endless = "{% for i in range(end=100000) %}{{ disclaimer }}{% endfor %}";
    assert!(
        why(with_templates(&[("memo.md", endless)], Format::Markdown))
            .contains("more than 8000000 bytes")
    );
    let squares =
        "{{ disclaimer | replace(from=\"\", to=disclaimer) | replace(from=\"\", to=disclaimer) }}";
    assert!(
        why(with_templates(&[("memo.md", squares)], Format::Markdown))
            .contains("a filter would make a text of")
    );
    let joined = "{{ disclaimer | split(pat=\"\") | join(sep=disclaimer) | split(pat=\"\") | join(sep=disclaimer) }}";
    assert!(
        why(with_templates(&[("memo.md", joined)], Format::Markdown))
            .contains("a filter would make a text of")
    );
    let wide = "{{ disclaimer | replace(from=\" \", to=\"\\n\") | indent(width=100000000) }}";
    assert!(
        why(with_templates(&[("memo.md", wide)], Format::Markdown))
            .contains("a filter would make a text of")
    );
}

#[test]
fn names_and_sizes_of_templates_are_bounded() {
    let one = |name: &str, text: String| Templates::new([(name.to_owned(), text)]);
    for name in [
        "../memo.md",
        "Memo.md",
        "memo.txt",
        ".md",
        "disclaimer.md",
        "a b.md",
    ] {
        assert!(one(name, String::new()).is_err(), "{name}");
    }
    assert!(one("memo.md", "x".repeat(100_001)).is_err());
    let many = (0..101).map(|i| (format!("s{i}.md"), String::new()));
    assert!(Templates::new(many).is_err());
}
