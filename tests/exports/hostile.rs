//! Texts of people that try to be more than text.

use super::*;

/// What nobody should be able to say with a name.
pub(super) const PAYLOADS: [&str; 12] = [
    "=HYPERLINK(\"https://example.com\",\"x\")",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "a\"b\",\"c\r\n=d\",e;f",
    "\u{202e}txt.exe\u{2066}",
    "BEGIN:VEVENT\r\nEND:VCALENDAR\r\n;\\,",
    "$(touch owned) `touch owned` \"; touch owned; '",
    "---\ntitle: \"x\"\n-->\n# <b>@jane</b> #12 [a](http://b.c) | x",
    "ä€😀\u{fffd}\u{feff}\u{a0}",
];

/// A saved assessment of Acme with this text in every field that takes a text of a person.
pub(super) fn assessment(text: &str) -> Value {
    let mut acme = with_evidence("acme/full");
    let slot = &mut acme["profile"];
    slot["organisation"] = json!(text);
    slot["owners"] =
        json!([{ "control": "AC-01", "owner": text }, { "control": "AC-05", "owner": text }]);
    for answer in acme["answers"].as_array_mut().unwrap() {
        answer["note"] = json!(text);
        if let Some(unknown) = answer.get_mut("unknown") {
            unknown["ask"] = json!(text);
        }
        if let Some(reason) = answer.get_mut("notApplicable") {
            reason["reason"] = json!(text);
        }
    }
    for entry in acme["evidence"].as_array_mut().unwrap() {
        entry["title"] = json!(text);
        entry["link"] = json!(text);
        entry["note"] = json!(text);
        if let Some(file) = entry.get_mut("file") {
            file["name"] = json!(text);
        }
        for paper in entry["workpapers"].as_array_mut().unwrap() {
            paper["objective"] = json!(text);
            for deviation in paper
                .get_mut("deviations")
                .and_then(Value::as_array_mut)
                .into_iter()
                .flatten()
            {
                deviation["finding"] = json!(text);
            }
        }
    }
    acme["register"] = json!([
        { "control": "AC-02", "owner": text, "response": text, "due": "2026-12-15",
          "accepted": { "reason": text, "until": "2027-01-31", "by": text } },
        { "control": "HR-05", "owner": text, "response": text }
    ]);
    acme
}

/// The same company with each of the texts, and with one of a megabyte in its register.
pub(super) fn all() -> &'static [(String, &'static Worked)] {
    static ALL: OnceLock<Vec<(String, &'static Worked)>> = OnceLock::new();
    ALL.get_or_init(|| {
        let short = PAYLOADS.iter().map(|p| ((*p).to_owned(), assessment(p)));
        let long = format!("={}", "\u{e4}\"\n,;".repeat(1 << 18));
        let mut acme = assessment("plain");
        acme["register"][0]["response"] = json!(long);
        acme["register"][0]["owner"] = json!(long);
        short
            .chain([(long, acme)])
            .map(|(text, assessment)| (text, Worked::out(assessment)))
            .collect()
    })
}
