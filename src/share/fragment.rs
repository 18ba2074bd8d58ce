//! Links: `#t1<flags>.<payload>`, byte by byte in `docs/links.md`. What is behind `#` is sent to no server.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use sha2::{Digest, Sha256};

use super::bytes::{Reader, Unreadable};
use super::passphrase::{self, Sealing};
use super::shape::Shape;
use super::shared::{Redaction, Shared};
use super::{saved, small};
use crate::error::{Code, Document, Error, Problem, shown};
use crate::input::answers::ASSESSMENT_VERSION;

/// The version of links that are written.
pub const LINK_VERSION: u32 = 1;
/// Most characters of a whole address: what chats, mail and address bars carry without cutting it.
pub const LONGEST_LINK: usize = 2_000;

/// Most bytes of a body: the largest saved assessment that is read.
const LARGEST_BODY: usize = 8 << 20;
/// Most characters of what is read as a link.
const LONGEST_READ: usize = 16 << 20;
/// Bytes of the check.
const CHECK: usize = 4;
/// The highest level of the compressor.
const TIGHTEST: u8 = 10;

/// What stands behind `#` in a link.
///
/// * `shape`: of the questionnaire of a saved assessment; a summary needs none.
/// * `sealing`: what it is encrypted with, if it is.
///
/// # Errors
///
/// `wrong-shape` for what a link cannot carry: never is anything left out of it.
pub fn encode(
    shared: &Shared,
    shape: Option<&Shape>,
    sealing: Option<&Sealing<'_>>,
) -> Result<String, Error> {
    let not_carried = || {
        problem(
            Code::WrongShape,
            "this holds something that a link cannot carry",
        )
        .help("Send the file itself.")
    };
    let (kind, body) = match shared {
        Shared::Summary(summary) => {
            let gaps = summary.gaps.is_some();
            let body = small::write(summary);
            // What comes back is what went in, or nothing goes out.
            if small::read(&body, gaps).as_ref() != Ok(summary) {
                return Err(not_carried().into());
            }
            (if gaps { 'g' } else { 's' }, body)
        }
        Shared::Full(file) => {
            let shape = shape.filter(|s| s.id == file.questionnaire.id);
            let shape = shape
                .ok_or_else(|| unknown(&file.questionnaire.id, &file.questionnaire.version))?;
            let body = saved::write(file, shape);
            let mut from = Reader::new(&body);
            let back = saved::head(&mut from).and_then(|head| saved::rest(&mut from, head, shape));
            if back.as_ref() != Ok(file) {
                return Err(not_carried().into());
            }
            ('f', body)
        }
    };
    if body.len() > LARGEST_BODY {
        let message = format!(
            "this has {} bytes; up to {LARGEST_BODY} are carried",
            body.len()
        );
        return Err(problem(Code::TooLarge, message)
            .help("Send the file itself.")
            .into());
    }
    let packed = compress_to_vec(&body, TIGHTEST);
    let sealed = if sealing.is_some() { "p" } else { "" };
    let before = format!("t{LINK_VERSION}{kind}{sealed}.");
    let rest = match sealing {
        Some(sealing) => passphrase::seal(&packed, &before, sealing)?,
        None => packed,
    };
    let mut framed = super::bytes::Writer::default();
    framed.count(rest.len());
    framed.raw(&check(&before, &rest));
    framed.raw(&rest);
    Ok(before + &URL_SAFE_NO_PAD.encode(framed.done()))
}

/// The whole address.
///
/// * `base`: the address of a page that opens links; empty for what stands behind it alone.
///
/// # Errors
///
/// `too-large` for more than [`LONGEST_LINK`] characters, `wrong-shape` for an address that has a `#` already.
pub fn link(base: &str, fragment: &str) -> Result<String, Error> {
    if base.contains('#') || base.chars().any(|c| c.is_whitespace() || c.is_control()) {
        let message = "an address to put the link behind has neither `#` nor blanks";
        return Err(problem(Code::WrongShape, message).into());
    }
    let whole = format!("{base}#{fragment}");
    let length = whole.chars().count();
    if length > LONGEST_LINK {
        let message = format!(
            "the link would have {length} characters; up to {LONGEST_LINK} arrive everywhere"
        );
        return Err(problem(Code::TooLarge, message)
            .help("Write it into a file and send that, or share less: without notes and evidence it is short.")
            .into());
    }
    Ok(whole)
}

/// A link that arrived whole, before it is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrived {
    /// How much it holds.
    pub redaction: Redaction,
    /// Whether a passphrase is needed.
    pub sealed: bool,
    before: String,
    rest: Vec<u8>,
}

/// Looks at a link: a whole address, what stands behind `#`, or a file that holds one of them.
///
/// # Errors
///
/// `wrong-document` for what is no link, `truncated` for one that was cut short, `damaged`, `newer-version`, `too-large`.
pub fn arrived(text: &str) -> Result<Arrived, Error> {
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.len() > LONGEST_READ {
        let message = format!(
            "a link of {} bytes; up to {LONGEST_READ} are read",
            text.len()
        );
        return Err(problem(Code::TooLarge, message).into());
    }
    let behind = text.rsplit_once('#').map_or(text, |(_, behind)| behind);
    let none = || {
        problem(
            Code::WrongDocument,
            "this is no link of Tickmark: behind `#` such a link begins with `t1`",
        )
        .help("Copy the whole address, from `https` to its last character.")
    };
    let cut = || {
        problem(Code::Truncated, "this link was cut short")
            .help("Copy it again from where it was sent; nothing of it was used.")
    };
    let rest = behind.strip_prefix('t').ok_or_else(none)?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (version, rest) = rest.split_at_checked(digits).ok_or_else(none)?;
    if version.is_empty() {
        return Err(if rest.is_empty() { cut() } else { none() }.into());
    }
    let version: u32 = version.parse().unwrap_or(u32::MAX);
    if version > LINK_VERSION {
        let message =
            format!("this link is of version {version}; this release opens up to {LINK_VERSION}");
        return Err(problem(Code::NewerVersion, message)
            .help("Open it with the release that made it, or a later one.")
            .into());
    }
    let Some((flags, payload)) = rest.split_once('.') else {
        let begun = ["", "s", "g", "f", "sp", "gp", "fp"].contains(&rest);
        return Err(if begun { cut() } else { none() }.into());
    };
    let (kind, sealed) = match flags.strip_suffix('p') {
        Some(kind) => (kind, true),
        None => (flags, false),
    };
    let redaction = match kind {
        "s" => Redaction::Score,
        "g" => Redaction::Gaps,
        "f" => Redaction::Full,
        _ => return Err(damaged("its kind is none that is known").into()),
    };
    let before = format!("t{version}{flags}.");
    if before.len() + payload.len() != behind.len() {
        return Err(damaged("its version is written in another way").into());
    }
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    if !payload.bytes().all(plain) {
        return Err(damaged("it has a character that no link has").into());
    }
    // Whole groups of four characters can be read wherever it was cut.
    let groups = payload.get(..payload.len() / 4 * 4).unwrap_or_default();
    let begin = URL_SAFE_NO_PAD.decode(groups).unwrap_or_default();
    let mut from = Reader::new(&begin);
    let Ok(length) = from.number::<usize>() else {
        let short = begin.len() < 10;
        return Err(if short {
            cut()
        } else {
            damaged("it does not say how long it is")
        }
        .into());
    };
    let framed = begin.len() - from.left() + CHECK;
    let there = payload.len() / 4 * 3 + (payload.len() % 4 * 3 / 4);
    if there < framed.saturating_add(length) {
        return Err(cut().into());
    }
    if there > framed.saturating_add(length) {
        return Err(damaged("it is longer than it says").into());
    }
    let bytes = URL_SAFE_NO_PAD.decode(payload);
    let bytes = bytes.map_err(|_| damaged("its last character is none that a link ends with"))?;
    let rest = bytes.get(framed..).unwrap_or_default().to_vec();
    if bytes.get(framed - CHECK..framed) != Some(&check(&before, &rest)) {
        return Err(damaged("its check does not fit").into());
    }
    Ok(Arrived {
        redaction,
        sealed,
        before,
        rest,
    })
}

impl Arrived {
    /// Opens it.
    ///
    /// * `shapes`: of the questionnaires that are known.
    /// * `passphrase`: in Unicode normalisation form C, where there is one.
    ///
    /// # Errors
    ///
    /// `passphrase`, `unknown-questionnaire`, `newer-version`, `damaged`, `too-large`.
    pub fn open(&self, shapes: &[Shape], passphrase: Option<&str>) -> Result<Shared, Error> {
        let opened;
        let packed = match (self.sealed, passphrase) {
            (false, _) => &self.rest,
            (true, Some(passphrase)) => {
                opened = passphrase::open(&self.rest, &self.before, passphrase)?;
                &opened
            }
            (true, None) => {
                return Err(problem(Code::Passphrase, "this link needs a passphrase")
                    .help("Whoever sent it has it, and sends it by another way.")
                    .into());
            }
        };
        let body = decompress_to_vec_with_limit(packed, LARGEST_BODY).map_err(|why| {
            use miniz_oxide::inflate::TINFLStatus;
            if why.status == TINFLStatus::HasMoreOutput {
                let message = format!("what is in this link has more than {LARGEST_BODY} bytes");
                return problem(Code::TooLarge, message);
            }
            damaged("what is in it cannot be unpacked")
        })?;
        let gaps = match self.redaction {
            Redaction::Full => return full(&body, shapes),
            Redaction::Gaps => true,
            Redaction::Score => false,
        };
        let summary = small::read(&body, gaps).map_err(unreadable)?;
        Ok(Shared::Summary(Box::new(summary)))
    }
}

/// Opens a link: [`arrived`] and [`Arrived::open`].
///
/// # Errors
///
/// Theirs.
pub fn decode(text: &str, shapes: &[Shape], passphrase: Option<&str>) -> Result<Shared, Error> {
    arrived(text)?.open(shapes, passphrase)
}

fn full(body: &[u8], shapes: &[Shape]) -> Result<Shared, Error> {
    let mut from = Reader::new(body);
    let head = saved::head(&mut from).map_err(unreadable)?;
    if head.version() > ASSESSMENT_VERSION {
        let message = format!(
            "version {} of the saved assessment in this link was written by a later release; this one reads up to \
             {ASSESSMENT_VERSION}",
            head.version()
        );
        return Err(problem(Code::NewerVersion, message)
            .help("Open it with the release that made it, or a later one.")
            .into());
    }
    let asked = head.questionnaire();
    let shape = shapes.iter().find(|s| head.rests_on(s));
    let shape = shape.ok_or_else(|| unknown(&asked.id, &asked.version))?;
    let file = saved::rest(&mut from, head, shape).map_err(unreadable)?;
    Ok(Shared::Full(Box::new(file)))
}

/// The first bytes of the SHA-256 of what stands before the payload and of what is in it.
fn check(before: &str, rest: &[u8]) -> [u8; CHECK] {
    let digest = Sha256::new()
        .chain_update(before)
        .chain_update(rest)
        .finalize();
    let mut check = [0; CHECK];
    for (to, from) in check.iter_mut().zip(digest) {
        *to = from;
    }
    check
}

fn unknown(id: &str, version: &str) -> Problem {
    let message = format!(
        "the answers are to version {} of the questionnaire `{}`, whose questions are not known here as they were then",
        shown(version),
        shown(id)
    );
    problem(Code::UnknownQuestionnaire, message)
        .help("Ask whoever sent the link for the questionnaire: answers are not guessed.")
}

fn unreadable(_: Unreadable) -> Problem {
    damaged("what is in it is not as links are written")
}

fn damaged(how: &str) -> Problem {
    problem(Code::Damaged, format!("this link was damaged: {how}"))
        .help("Copy it again from where it was sent; nothing of it was used.")
}

fn problem(code: Code, message: impl Into<String>) -> Problem {
    Problem::new(Document::Link, "", code, message)
}
