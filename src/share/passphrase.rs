//! A link under a passphrase: PBKDF2-HMAC-SHA-256 makes the key, AES-256-GCM encrypts and authenticates.
//!
//! The parameters stand before what is encrypted and are authenticated with it, so that later links can have others. Salt and
//! IV come from the caller, since this library has no randomness; both must be drawn anew for each link.

use aes_gcm::aead::{Aead, Payload};
use aes_gcm::{Aes256Gcm, KeyInit};
use pbkdf2::pbkdf2_hmac_array;
use sha2::Sha256;

use crate::error::{Code, Document, Problem};

/// Rounds of PBKDF2 that a link is written with: what OWASP advises for HMAC-SHA-256.
pub const ITERATIONS: u32 = 600_000;
/// Most rounds that are worked through when a link is read, some seconds of them (J): a header that asks for more would hold the
/// reader up.
pub const MOST_ITERATIONS: u32 = 2_000_000;
/// Bytes of a salt.
pub const SALT: usize = 16;
/// Bytes of an IV.
pub const IV: usize = 12;

/// PBKDF2-HMAC-SHA-256 with AES-256-GCM, the only way so far.
const WAY: u8 = 1;
/// Bytes of the number of rounds.
const ROUNDS: usize = 4;
/// Bytes of the way, the number of rounds, salt and IV.
const HEADER: usize = 1 + ROUNDS + SALT + IV;

/// What a link is encrypted with.
#[derive(Clone, Copy)]
pub struct Sealing<'a> {
    /// The passphrase, in Unicode normalisation form C: keyboards differ in how they write the same letter.
    pub passphrase: &'a str,
    /// From a source of randomness, new for each link.
    pub salt: [u8; SALT],
    /// The same.
    pub iv: [u8; IV],
}

/// Encrypts.
///
/// * `before`: what stands before in the link, and is authenticated with it.
pub(super) fn seal(plain: &[u8], before: &str, sealing: &Sealing<'_>) -> Result<Vec<u8>, Problem> {
    if sealing.passphrase.is_empty() {
        return Err(problem(Code::Passphrase, "the passphrase is empty")
            .help("Six words that nobody would guess are a good one."));
    }
    let mut out = vec![WAY];
    out.extend_from_slice(&ITERATIONS.to_be_bytes());
    out.extend_from_slice(&sealing.salt);
    out.extend_from_slice(&sealing.iv);
    let aad = [before.as_bytes(), &out].concat();
    let cipher = cipher(sealing.passphrase, &sealing.salt, ITERATIONS);
    let payload = Payload {
        msg: plain,
        aad: &aad,
    };
    let sealed = cipher.encrypt(&sealing.iv.into(), payload);
    out.extend(sealed.map_err(|_| problem(Code::TooLarge, "there is too much to encrypt"))?);
    Ok(out)
}

/// Decrypts what [`seal`] gave.
pub(super) fn open(sealed: &[u8], before: &str, passphrase: &str) -> Result<Vec<u8>, Problem> {
    let damaged = || {
        problem(
            Code::Damaged,
            "this link was damaged: what it is encrypted with cannot be read",
        )
    };
    let (header, sealed) = sealed.split_at_checked(HEADER).ok_or_else(damaged)?;
    let (way, rest) = header.split_first().ok_or_else(damaged)?;
    let (rounds, rest) = rest.split_first_chunk::<ROUNDS>().ok_or_else(damaged)?;
    let (salt, rest) = rest.split_first_chunk::<SALT>().ok_or_else(damaged)?;
    let iv: [u8; IV] = rest.try_into().map_err(|_| damaged())?;
    if *way != WAY {
        let message = format!("this link is encrypted in way {way}; this release knows way {WAY}");
        return Err(problem(Code::NewerVersion, message)
            .help("Open it with the release that made it, or a later one."));
    }
    let rounds = u32::from_be_bytes(*rounds);
    if !(1..=MOST_ITERATIONS).contains(&rounds) {
        let message = format!(
            "this link asks for {rounds} rounds to make its key; 1 to {MOST_ITERATIONS} are allowed"
        );
        return Err(problem(Code::OutOfRange, message)
            .help("No link of Tickmark asks for so many; ask whoever sent it for another."));
    }
    let aad = [before.as_bytes(), header].concat();
    let payload = Payload {
        msg: sealed,
        aad: &aad,
    };
    let opened = cipher(passphrase, salt, rounds).decrypt(&iv.into(), payload);
    opened.map_err(|_| {
        problem(Code::Passphrase, "this passphrase does not open the link")
            .help("Capitals and blanks count. Nobody can open it without; ask whoever sent it.")
    })
}

fn cipher(passphrase: &str, salt: &[u8; SALT], rounds: u32) -> Aes256Gcm {
    let key: [u8; 32] = pbkdf2_hmac_array::<Sha256, 32>(passphrase.as_bytes(), salt, rounds);
    Aes256Gcm::new(&key.into())
}

fn problem(code: Code, message: impl Into<String>) -> Problem {
    Problem::new(Document::Link, "", code, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(hex: &str) -> Vec<u8> {
        (0..hex.len())
            .step_by(2)
            .map(|i| u8::from_str_radix(&hex[i..i + 2], 16).unwrap())
            .collect()
    }

    /// RFC 7914, section 11.
    #[test]
    fn the_key_is_that_of_the_rfc() {
        let one = pbkdf2_hmac_array::<Sha256, 64>(b"passwd", b"salt", 1);
        let expected = "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc\
                        49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783";
        assert_eq!(one.to_vec(), bytes(expected));
        let many = pbkdf2_hmac_array::<Sha256, 64>(b"Password", b"NaCl", 80_000);
        let expected = "4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56\
                        a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d";
        assert_eq!(many.to_vec(), bytes(expected));
    }

    /// The GCM specification of McGrew and Viega, which NIST SP 800-38D takes over, test case 16.
    #[test]
    fn the_cipher_is_that_of_the_specification() {
        let key: [u8; 32] =
            bytes("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308")
                .try_into()
                .unwrap();
        let iv: [u8; 12] = bytes("cafebabefacedbaddecaf888").try_into().unwrap();
        let plain = bytes(
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
        );
        let aad = bytes("feedfacedeadbeeffeedfacedeadbeefabaddad2");
        let sealed = Aes256Gcm::new(&key.into())
            .encrypt(
                &iv.into(),
                Payload {
                    msg: &plain,
                    aad: &aad,
                },
            )
            .unwrap();
        let expected = "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662\
                        76fc6ece0f4e1768cddf8853bb2d551b";
        assert_eq!(sealed, bytes(expected));
    }

    fn sealing(passphrase: &str) -> Sealing<'_> {
        Sealing {
            passphrase,
            salt: [7; SALT],
            iv: [9; IV],
        }
    }

    #[test]
    fn only_the_passphrase_opens_and_what_stands_before_is_authenticated() {
        let sealed = seal(b"plain", "t1fp.", &sealing("six words")).unwrap();
        assert_eq!(open(&sealed, "t1fp.", "six words").unwrap(), b"plain");
        assert_eq!(
            open(&sealed, "t1fp.", "Six words").unwrap_err().code,
            Code::Passphrase
        );
        assert_eq!(
            open(&sealed, "t1sp.", "six words").unwrap_err().code,
            Code::Passphrase
        );
        let mut salted = sealed.clone();
        salted[6] ^= 1;
        assert_eq!(
            open(&salted, "t1fp.", "six words").unwrap_err().code,
            Code::Passphrase
        );
        assert_eq!(
            seal(b"plain", "t1fp.", &sealing("")).unwrap_err().code,
            Code::Passphrase
        );
    }

    #[test]
    fn a_header_that_asks_for_too_much_is_refused_at_once() {
        let mut sealed = vec![1, 0xff, 0xff, 0xff, 0xff];
        sealed.extend([0; SALT + IV + 20]);
        assert_eq!(
            open(&sealed, "t1fp.", "p").unwrap_err().code,
            Code::OutOfRange
        );
        sealed[0] = 2;
        assert_eq!(
            open(&sealed, "t1fp.", "p").unwrap_err().code,
            Code::NewerVersion
        );
        assert_eq!(
            open(&sealed[..20], "t1fp.", "p").unwrap_err().code,
            Code::Damaged
        );
    }
}
