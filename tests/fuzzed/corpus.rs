//! What is mutated: the planted company's files in several renderings, the fixtures of other tests, the templates, and
//! small files of every other format, from `seeds.txt`.

use tickmark::evidence::{Choices, look, templates};

use super::cells::Sheet;
use super::held::{alone, mapping_of};
use super::planted::{Company, Encoding, Rendering, Rng};
use super::{bytes, hostile, json, packed};

/// A file to begin with.
pub(crate) struct Seed {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    /// The format as which it is recognised as it is, if at all.
    pub(crate) format: Option<String>,
    /// Whether it is read by what was said of its columns alone.
    pub(crate) mapped: bool,
}

/// Ids in `seeds.txt` that are kinds of list, read by a mapping alone.
const LISTS: &[&str] = &[
    "account-list",
    "change-list",
    "ticket-list",
    "deployment-list",
    "device-list",
    "finding-list",
];

/// Every file to begin with.
pub(crate) fn corpus() -> Vec<Seed> {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let company = Company::generate(5, 12, 1);
    let written = [
        (b',', Encoding::Utf8, false),
        (b';', Encoding::Utf16Le, true),
        (b'\t', Encoding::Windows1252, true),
    ];
    for (name, format) in company.names() {
        for (delimiter, encoding, crlf) in written {
            let rendering = match encoding {
                Encoding::Utf8 => Rendering::of(format),
                _ => Rendering {
                    shuffle_seed: Some(3),
                    delimiter,
                    encoding,
                    crlf,
                },
            };
            files.push((name.to_owned(), company.render(name, &rendering).0.bytes));
        }
    }
    for name in [
        "report.csv",
        "cli.json",
        "recorded.json",
        "sixteen-columns.csv",
    ] {
        let path = format!(
            "{}/tests/evidence/aws-credential-report/{name}",
            env!("CARGO_MANIFEST_DIR")
        );
        files.push((name.to_owned(), std::fs::read(path).unwrap()));
    }
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/manifest/full.json");
    files.push(("manifest".to_owned(), std::fs::read(manifest).unwrap()));
    let templates = templates().into_iter();
    files.extend(templates.map(|(name, text)| (name.to_owned(), text.into_bytes())));
    let mut all: Vec<Seed> = files
        .into_iter()
        .map(|(name, bytes)| seed(name, bytes, false))
        .collect();
    let mut wrong = Vec::new();
    for (name, text) in sections() {
        let mapped = LISTS.contains(&name);
        let made = seed(name.to_owned(), text.as_bytes().to_vec(), mapped);
        let stands_for_one = !name.contains(' ') && !["manifest", "assessment"].contains(&name);
        if stands_for_one && made.format.as_deref() != Some(name) {
            let why = alone(&made.bytes, &Choices::default(), &[]).err();
            wrong.push(format!("{name}: {:?} {why:?}", made.format));
        }
        all.push(made);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    all
}

/// Each section of `seeds.txt`: the id of its format, and its text.
fn sections() -> impl Iterator<Item = (&'static str, &'static str)> {
    let all = include_str!("seeds.txt")
        .split("== ")
        .filter(|s| !s.is_empty());
    all.map(|section| section.split_once('\n').unwrap())
}

fn seed(name: String, bytes: Vec<u8>, mapped: bool) -> Seed {
    let mut choices = Choices::default();
    if mapped {
        choices.mapping = look(&bytes, true).and_then(|table| mapping_of(&table, &name));
    }
    let format = alone(&bytes, &choices, &[]).ok().map(|seen| seen.format);
    Seed {
        name,
        bytes,
        format,
        mapped,
    }
}

/// An input, and how it was made.
pub(crate) struct Input {
    pub(crate) bytes: Vec<u8>,
    pub(crate) from: usize,
    pub(crate) steps: Vec<&'static str>,
}

/// The input of this number.
///
/// Numbers go through the files in turn; the first time each is changed once.
pub(crate) fn made(number: u64, rng: &mut Rng, seeds: &[Seed]) -> Input {
    let place = usize::try_from(number).unwrap();
    let (round, from) = (place / seeds.len(), place % seeds.len());
    let other = &seeds[rng.below(seeds.len())].bytes;
    let mut steps = Vec::new();
    let mut bytes = seeds[from].bytes.clone();
    if round > 0 && rng.below(1500) == 0 {
        let (step, bytes) = packed::bomb(rng);
        return Input {
            bytes,
            from,
            steps: vec![step],
        };
    }
    if round > 0 && rng.below(40) == 0 {
        return Input {
            bytes: hostile::file(rng),
            from,
            steps: vec!["hardly a file"],
        };
    }
    if round == 0 || rng.below(4) > 0 {
        let times = if round == 0 { 1 } else { 1 + rng.below(3) };
        structured(&mut bytes, other, times, rng, &mut steps);
    }
    while round > 0 && rng.below(3) == 0 {
        steps.push(bytes::change(&mut bytes, other, rng));
    }
    match rng.below(40) {
        _ if round == 0 => {}
        0..8 => steps.push(bytes::encode(&mut bytes, rng)),
        8..12 => {
            let name = rng
                .pick(&["a.csv", "b.json", "x/\u{202e}y.csv", "c.xlsx"])
                .to_owned();
            let mut files = vec![(name, bytes), ("other.csv".to_owned(), other.clone())];
            while rng.below(2) == 0 {
                steps.push(packed::change(&mut files, other, rng));
            }
            bytes = packed::zipped(&files, rng);
            if rng.below(8) == 0 {
                steps.push("zip in zip");
                bytes = packed::zipped(&[("inner.zip".to_owned(), bytes)], rng);
            }
            lies(&mut bytes, other, rng, &mut steps);
            steps.push("zip");
        }
        _ => {}
    }
    Input { bytes, from, steps }
}

fn lies(bytes: &mut Vec<u8>, other: &[u8], rng: &mut Rng, steps: &mut Vec<&'static str>) {
    if rng.below(2) == 0 {
        steps.push(packed::lie(bytes, rng));
    }
    if rng.below(6) == 0 {
        steps.push(bytes::change(bytes, other, rng));
    }
}

/// Changes that know what a table and JSON are.
fn structured(
    bytes: &mut Vec<u8>,
    other: &[u8],
    times: usize,
    rng: &mut Rng,
    steps: &mut Vec<&'static str>,
) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    if text.trim_start().starts_with(['{', '[']) {
        let Some(mut values) = json::values(text) else {
            return;
        };
        values
            .iter_mut()
            .for_each(|value| json::shorten(value, rng));
        while values.len() > 40 {
            values.truncate(values.len() / 2);
        }
        for _ in 0..times {
            steps.push(json::change(&mut values, rng));
        }
        let plain = times == 1 || rng.below(3) > 0;
        let (step, text) = json::written(&values, plain, rng);
        steps.push(step);
        *bytes = text.into_bytes();
        return;
    }
    let mut sheet = Sheet::of(text);
    if rng.below(20) > 0 {
        sheet.shorten(rng);
    }
    for _ in 0..times {
        steps.push(sheet.change(rng));
    }
    let cells: usize = sheet.rows.iter().map(Vec::len).sum();
    if rng.below(8) == 0 && cells < 30_000 {
        let mut parts = packed::parts(&sheet.rows, rng);
        while rng.below(3) > 0 {
            steps.push(packed::change(&mut parts, other, rng));
        }
        *bytes = packed::zipped(&parts, rng);
        lies(bytes, other, rng, steps);
        steps.push("spreadsheet");
        return;
    }
    let mut text = sheet.written(rng);
    if rng.below(12) == 0 {
        let above = rng.pick(&[
            "sep=;\n",
            "sep=,\r\n",
            "#TYPE System.Object\n",
            "\n\n",
            "Report\n\n",
            "\u{feff}",
            "a;b;c\n",
        ]);
        text.insert_str(0, above);
        steps.push("above the header");
    }
    *bytes = text.into_bytes();
}
