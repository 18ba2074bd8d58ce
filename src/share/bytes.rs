//! The bytes of a link's body: whole numbers, texts and days, one after the other.

use crate::date::Date;

/// The body does not say what a body says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unreadable;

pub(super) type Taken<T> = Result<T, Unreadable>;

/// A body as it is written.
#[derive(Default)]
pub(super) struct Writer(Vec<u8>);

impl Writer {
    pub(super) fn done(self) -> Vec<u8> {
        self.0
    }

    pub(super) fn byte(&mut self, byte: u8) {
        self.0.push(byte);
    }

    pub(super) fn raw(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// A whole number: seven bits a byte, the lowest first, the eighth set while more follow (LEB128).
    pub(super) fn number(&mut self, n: impl Into<u64>) {
        let mut n = n.into();
        while n >= 0x80 {
            self.0.push((n & 0x7f) as u8 | 0x80);
            n >>= 7;
        }
        self.0.push(n as u8);
    }

    /// A whole number that can be negative: 0, −1, 1, −2 … as 0, 1, 2, 3 ….
    pub(super) fn signed(&mut self, n: i64) {
        self.number(((n << 1) ^ (n >> 63)) as u64);
    }

    pub(super) fn count(&mut self, n: usize) {
        self.number(u64::try_from(n).unwrap_or(u64::MAX));
    }

    /// Its length in bytes, then its UTF-8.
    pub(super) fn text(&mut self, text: &str) {
        self.count(text.len());
        self.raw(text.as_bytes());
    }

    /// 0 for nothing; 1 and the text.
    pub(super) fn perhaps(&mut self, text: Option<&str>) {
        self.byte(u8::from(text.is_some()));
        if let Some(text) = text {
            self.text(text);
        }
    }

    /// A day, as days after another.
    pub(super) fn day(&mut self, day: Date, after: Date) {
        self.signed(day.days_after(after));
    }

    /// How many, then each.
    pub(super) fn list<T>(&mut self, all: &[T], mut write: impl FnMut(&mut Self, &T)) {
        self.count(all.len());
        for one in all {
            write(self, one);
        }
    }
}

/// A body as it is read.
pub(super) struct Reader<'b>(&'b [u8]);

impl<'b> Reader<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self(bytes)
    }

    /// Whether all of it was read.
    pub(super) fn end(&self) -> Taken<()> {
        match self.0.is_empty() {
            true => Ok(()),
            false => Err(Unreadable),
        }
    }

    /// Bytes that are left.
    pub(super) fn left(&self) -> usize {
        self.0.len()
    }

    pub(super) fn raw(&mut self, length: usize) -> Taken<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(Unreadable)?;
        self.0 = rest;
        Ok(taken)
    }

    pub(super) fn byte(&mut self) -> Taken<u8> {
        self.raw(1)?.first().copied().ok_or(Unreadable)
    }

    /// 0 or 1.
    pub(super) fn flag(&mut self) -> Taken<bool> {
        match self.byte()? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(Unreadable),
        }
    }

    /// In its shortest form, so that one body says one thing.
    pub(super) fn long(&mut self) -> Taken<u64> {
        let mut n = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7f);
            if (shift == 63 && bits > 1) || (shift > 0 && byte == 0) {
                return Err(Unreadable);
            }
            n |= bits << shift;
            if byte < 0x80 {
                return Ok(n);
            }
        }
        Err(Unreadable)
    }

    pub(super) fn number<T: TryFrom<u64>>(&mut self) -> Taken<T> {
        T::try_from(self.long()?).map_err(|_| Unreadable)
    }

    pub(super) fn signed(&mut self) -> Taken<i64> {
        let n = self.long()?;
        let half = i64::try_from(n >> 1).map_err(|_| Unreadable)?;
        Ok(half ^ -i64::from(n & 1 == 1))
    }

    /// A count of things that take a byte each at least.
    pub(super) fn count(&mut self) -> Taken<usize> {
        let n: usize = self.number()?;
        if n > self.0.len() {
            return Err(Unreadable);
        }
        Ok(n)
    }

    pub(super) fn text(&mut self) -> Taken<String> {
        let length = self.count()?;
        let bytes = self.raw(length)?;
        let text = std::str::from_utf8(bytes).map_err(|_| Unreadable)?;
        Ok(text.to_owned())
    }

    pub(super) fn perhaps(&mut self) -> Taken<Option<String>> {
        match self.flag()? {
            true => self.text().map(Some),
            false => Ok(None),
        }
    }

    /// A day in the calendar that dates are written in.
    pub(super) fn day(&mut self, after: Date) -> Taken<Date> {
        let days = self.signed()?;
        let day = after.plus_days(days);
        // A day outside the years that are written is held at their end.
        match day.days_after(after) == days {
            true => Ok(day),
            false => Err(Unreadable),
        }
    }

    pub(super) fn list<T>(&mut self, mut read: impl FnMut(&mut Self) -> Taken<T>) -> Taken<Vec<T>> {
        let count = self.count()?;
        let mut all = Vec::new();
        for _ in 0..count {
            all.push(read(self)?);
        }
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_come_back(n in any::<u64>(), s in any::<i64>()) {
            let mut writer = Writer::default();
            writer.number(n);
            writer.signed(s);
            let bytes = writer.done();
            let mut reader = Reader::new(&bytes);
            prop_assert_eq!(reader.long(), Ok(n));
            prop_assert_eq!(reader.signed(), Ok(s));
            prop_assert_eq!(reader.end(), Ok(()));
        }

        #[test]
        fn noise_is_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..20)) {
            let epoch: Date = "1970-01-01".parse().unwrap();
            let mut reader = Reader::new(&bytes);
            let _ = reader.list(|r| Ok((r.perhaps()?, r.day(epoch)?, r.signed()?)));
        }
    }

    #[test]
    fn a_longer_form_of_a_number_is_none() {
        assert_eq!(Reader::new(&[0x80, 0]).long(), Err(Unreadable));
        assert_eq!(Reader::new(&[0xff; 10]).long(), Err(Unreadable));
        assert_eq!(Reader::new(&[0x80]).long(), Err(Unreadable));
    }
}
