//! The container: a ZIP (APPNOTE 6.3) of which every byte follows from the names
//! and contents of its parts: stored, no dates, no comments, the parts in their
//! order and nothing between them.

/// One stored file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub name: String,
    pub size: u64,
    pub crc: u32,
    /// Where its local header begins.
    pub offset: u64,
}

/// Bytes of a local header without the name.
pub(super) const LOCAL_BYTES: u64 = 30;
/// The value that sends a reader to the wider field (ZIP64).
const WIDE: u32 = u32::MAX;
const WIDE_VERSION: u16 = 45;
const VERSION: u16 = 20;
/// Names are UTF-8 (general purpose bit 11).
const FLAGS: u16 = 0x0800;
/// 1 January 1980, the first day that ZIP knows.
const DATE: u16 = 0x0021;

impl Entry {
    /// Where its bytes begin.
    pub fn begin(&self) -> u64 {
        self.offset + LOCAL_BYTES + self.name.len() as u64
    }

    /// Where the next one begins.
    pub fn end(&self) -> u64 {
        self.begin() + self.size
    }

    /// No part is as large as a wide size would need.
    fn small(&self) -> u32 {
        u32::try_from(self.size).unwrap_or(WIDE)
    }

    /// The fields that both headers have.
    fn common(&self, out: &mut Vec<u8>) {
        for field in [FLAGS, 0, 0, DATE] {
            out.extend(field.to_le_bytes());
        }
        for field in [self.crc, self.small(), self.small()] {
            out.extend(field.to_le_bytes());
        }
        let length = u16::try_from(self.name.len()).unwrap_or(u16::MAX);
        out.extend(length.to_le_bytes());
    }

    pub fn local(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(64);
        out.extend(0x0403_4b50_u32.to_le_bytes());
        out.extend(VERSION.to_le_bytes());
        self.common(&mut out);
        out.extend(0_u16.to_le_bytes());
        out.extend(self.name.as_bytes());
        out
    }

    pub fn central(&self) -> Vec<u8> {
        let narrow = u32::try_from(self.offset).ok().filter(|at| *at != WIDE);
        let version = narrow.map_or(WIDE_VERSION, |_| VERSION);
        let mut out = Vec::with_capacity(128);
        out.extend(0x0201_4b50_u32.to_le_bytes());
        out.extend(VERSION.to_le_bytes());
        out.extend(version.to_le_bytes());
        self.common(&mut out);
        let extra: u16 = if narrow.is_some() { 0 } else { 12 };
        out.extend(extra.to_le_bytes());
        // No comment, disk 0, no attributes.
        out.extend([0; 10]);
        out.extend(narrow.unwrap_or(WIDE).to_le_bytes());
        out.extend(self.name.as_bytes());
        if narrow.is_none() {
            out.extend(1_u16.to_le_bytes());
            out.extend(8_u16.to_le_bytes());
            out.extend(self.offset.to_le_bytes());
        }
        out
    }
}

/// What follows the directory of `count` entries and `size` bytes at `offset`.
pub(super) fn end(count: u64, offset: u64, size: u64) -> Vec<u8> {
    let mut out = Vec::with_capacity(98);
    let narrow = u32::try_from(offset).ok().filter(|at| *at != WIDE);
    if narrow.is_none() {
        out.extend(0x0606_4b50_u32.to_le_bytes());
        out.extend(44_u64.to_le_bytes());
        out.extend(WIDE_VERSION.to_le_bytes());
        out.extend(WIDE_VERSION.to_le_bytes());
        out.extend([0; 8]);
        for field in [count, count, size, offset] {
            out.extend(field.to_le_bytes());
        }
        out.extend(0x0706_4b50_u32.to_le_bytes());
        out.extend(0_u32.to_le_bytes());
        out.extend((offset + size).to_le_bytes());
        out.extend(1_u32.to_le_bytes());
    }
    let few = u16::try_from(count).unwrap_or(u16::MAX);
    out.extend(0x0605_4b50_u32.to_le_bytes());
    out.extend([0; 4]);
    out.extend(few.to_le_bytes());
    out.extend(few.to_le_bytes());
    out.extend(u32::try_from(size).unwrap_or(WIDE).to_le_bytes());
    out.extend(narrow.unwrap_or(WIDE).to_le_bytes());
    out.extend(0_u16.to_le_bytes());
    out
}

/// CRC-32 (ISO 3309), as ZIP wants it; it proves nothing.
#[derive(Debug, Clone, Copy)]
pub(super) struct Crc(u32);

const TABLE: [u32; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let mut crc = byte as u32;
        let mut bit = 0;
        while bit < 8 {
            crc = if crc & 1 == 1 {
                0xedb8_8320 ^ (crc >> 1)
            } else {
                crc >> 1
            };
            bit += 1;
        }
        table[byte] = crc;
        byte += 1;
    }
    table
};

impl Crc {
    pub fn new() -> Self {
        Self(u32::MAX)
    }

    pub fn update(&mut self, bytes: &[u8]) {
        for byte in bytes {
            let place = usize::from(self.0.to_le_bytes()[0] ^ byte);
            self.0 = TABLE[place] ^ (self.0 >> 8);
        }
    }

    pub fn finish(self) -> u32 {
        !self.0
    }

    pub fn of(bytes: &[u8]) -> u32 {
        let mut crc = Self::new();
        crc.update(bytes);
        crc.finish()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_check_value_of_crc_32() {
        assert_eq!(Crc::of(b"123456789"), 0xcbf4_3926);
        assert_eq!(Crc::of(b""), 0);
    }

    /// APPNOTE §4.5.3, §4.3.14: past four gigabytes the wide fields are used.
    #[test]
    fn a_large_file_has_wide_fields() {
        let entry = |offset| Entry {
            name: "paper.pdf".to_owned(),
            size: 5,
            crc: 7,
            offset,
        };
        let narrow = entry(0xffff_fffe).central();
        let wide = entry(0xffff_ffff).central();
        assert_eq!(narrow.len(), 46 + 9);
        assert_eq!(wide.len(), 46 + 9 + 12);
        assert_eq!(wide[42..46], [0xff; 4]);
        assert_eq!(wide[59..], 0xffff_ffff_u64.to_le_bytes());
        assert_eq!(end(1, 100, 50).len(), 22);
        assert_eq!(end(1, 0x1_0000_0000, 50).len(), 56 + 20 + 22);
    }
}
