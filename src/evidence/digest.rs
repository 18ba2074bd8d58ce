//! The digest by which a file is known.

use sha2::{Digest, Sha256};

/// SHA-256 of a file that comes in chunks.
#[derive(Clone, Debug, Default)]
pub struct FileDigest(Sha256);

impl FileDigest {
    /// Takes the next bytes.
    pub fn push(&mut self, chunk: &[u8]) {
        self.0.update(chunk);
    }

    /// The digest of all bytes, as 64 hexadecimal digits in lower case.
    #[must_use]
    pub fn finish(self) -> String {
        let digest = self.0.finalize();
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::FileDigest;
    use crate::evidence::{Binder, Choices, Intake, Unread};

    /// FIPS 180-2, appendix B.1.
    const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    #[test]
    fn chunks_make_no_difference() {
        let mut digest = FileDigest::default();
        for chunk in [b"a".as_slice(), b"", b"bc"] {
            digest.push(chunk);
        }
        assert_eq!(digest.finish(), ABC);
    }

    #[test]
    fn a_file_whose_digest_is_made_beside_is_known_by_it() {
        let text = "Date (UTC),Request ID,Correlation ID,Username,Status,Sign-in error code\n\
                    2026-06-01T00:00:00Z,1,1,a@acme.example,Success,0\n";
        let mut binder = Binder::new();
        let begun = || {
            let mut intake = Intake::digested_beside("sign-ins.csv", Choices::default());
            intake.push(text.as_bytes());
            intake
        };
        let Err(Unread::Refused(why)) = binder.add(begun()) else {
            panic!("a file without a digest was read");
        };
        assert_eq!(why.to_string(), "the digest of the file is not there");
        let mut intake = begun();
        for wrong in ["", "abc", &ABC.to_uppercase(), &ABC.replace('f', "g")] {
            assert!(intake.digested(wrong).is_err(), "{wrong}");
        }
        intake.digested(ABC).unwrap();
        assert_eq!(binder.add(intake).unwrap(), ABC);
        // What is refused before its end needs none.
        let mut picture = Intake::digested_beside("a.png", Choices::default());
        picture.push(b"\x89PNG\r\n\x1a\n");
        picture.push(&[0; 600]);
        assert!(picture.is_over());
        let Err(Unread::Refused(why)) = binder.add(picture) else {
            panic!("a picture was read");
        };
        assert!(why.to_string().contains("picture"), "{why}");
    }
}
