//! Files in a zip archive that no clock has touched, written by hand: the crate that writes archives brings compressors of its own to
//! the browser, and this one compresses as links do. A test reads what is written with that crate.

use miniz_oxide::deflate::compress_to_vec;

use super::issues::File;

/// The highest level of the compressor.
const TIGHTEST: u8 = 10;
/// The version of the format that is needed to read it: 2.0, for compressed files.
const VERSION: u16 = 20;
/// Raw deflate.
const DEFLATED: u16 = 8;
/// 1980-01-01, the first day that the format knows.
const FIRST_DAY: u16 = 0x0021;
/// A plain file of Unix, in the upper half of its attributes.
const PLAIN: u32 = 0o100_000;

/// Bytes with the lowest first.
#[derive(Default)]
struct Bytes(Vec<u8>);

impl Bytes {
    fn two(&mut self, values: &[u16]) {
        let bytes = values.iter().flat_map(|v| v.to_le_bytes());
        self.0.extend(bytes);
    }

    fn four(&mut self, values: &[u32]) {
        let bytes = values.iter().flat_map(|v| v.to_le_bytes());
        self.0.extend(bytes);
    }

    fn len(&self) -> Option<u32> {
        u32::try_from(self.0.len()).ok()
    }
}

/// The archive; nothing where it would have 4 GiB, or a file a name of more than 65,535 bytes.
pub(super) fn archive(files: &[File]) -> Option<Vec<u8>> {
    let (mut bytes, mut directory) = (Bytes::default(), Bytes::default());
    for file in files {
        let (name, content) = (file.name.as_bytes(), file.text.as_bytes());
        let packed = compress_to_vec(content, TIGHTEST);
        let sizes = [
            crc32(content),
            u32::try_from(packed.len()).ok()?,
            u32::try_from(content.len()).ok()?,
        ];
        let length = u16::try_from(name.len()).ok()?;
        let at = bytes.len()?;
        bytes.four(&[0x0403_4b50]);
        bytes.two(&[VERSION, 0, DEFLATED, 0, FIRST_DAY]);
        bytes.four(&sizes);
        bytes.two(&[length, 0]);
        bytes.0.extend_from_slice(name);
        bytes.0.extend_from_slice(&packed);
        let mode = PLAIN | if file.is_script { 0o755 } else { 0o644 };
        directory.four(&[0x0201_4b50]);
        // Made on Unix, whose permissions it carries.
        directory.two(&[0x0300 | VERSION, VERSION, 0, DEFLATED, 0, FIRST_DAY]);
        directory.four(&sizes);
        directory.two(&[length, 0, 0, 0, 0]);
        directory.four(&[mode << 16, at]);
        directory.0.extend_from_slice(name);
    }
    let (at, size) = (bytes.len()?, directory.len()?);
    let count = u16::try_from(files.len()).ok()?;
    bytes.0.append(&mut directory.0);
    bytes.four(&[0x0605_4b50]);
    bytes.two(&[0, 0, count, count]);
    bytes.four(&[size, at]);
    bytes.two(&[0]);
    Some(bytes.0)
}

/// The check of an archive: CRC-32 with the polynomial of Ethernet, a bit at a time.
fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            let carry = if crc & 1 == 1 { 0xEDB8_8320 } else { 0 };
            crc = (crc >> 1) ^ carry;
        }
    }
    !crc
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_is_that_of_the_standard() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
        assert_eq!(crc32(b""), 0);
    }
}
