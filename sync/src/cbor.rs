//! Deterministic CBOR (RFC 8949 §4.2.1): definite lengths, shortest heads, map
//! keys in bytewise order of their encoding and never twice. Floating point, big
//! numbers and `undefined` are not used by any of our formats and are refused.

use minicbor::{Decode, Encode};

use crate::Facts;

/// Deepest nesting of arrays, maps and tags in any of our formats.
pub const DEPTH_MAX: usize = 12;
/// Most data items in one body.
pub const ITEMS_MAX: usize = 200_000;

/// Why bytes are not deterministic CBOR within the limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotDeterministic {
    /// More bytes than the format allows.
    #[error("{size} bytes, at most {max}")]
    TooLarge {
        /// Bytes given.
        size: usize,
        /// Bytes allowed.
        max: usize,
    },
    /// Nested deeper than [`DEPTH_MAX`].
    #[error("nested too deep at byte {at}")]
    TooDeep {
        /// Offset of the offending item.
        at: usize,
    },
    /// More than [`ITEMS_MAX`] items.
    #[error("too many items")]
    TooMany,
    /// The bytes end within an item, or something follows the last one.
    #[error("not one whole item: trouble at byte {at}")]
    NotWhole {
        /// Offset of the offending item.
        at: usize,
    },
    /// A head that is longer than needed, an indefinite length, a float, a big
    /// number, `undefined`, a reserved value or text that is not UTF-8.
    #[error("not in deterministic form at byte {at}")]
    Form {
        /// Offset of the offending item.
        at: usize,
    },
    /// A map key out of order or given twice.
    #[error("map keys out of order at byte {at}")]
    Order {
        /// Offset of the offending key.
        at: usize,
    },
}

impl NotDeterministic {
    /// Stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "cbor-too-large",
            Self::TooDeep { .. } => "cbor-too-deep",
            Self::TooMany => "cbor-too-many",
            Self::NotWhole { .. } => "cbor-not-whole",
            Self::Form { .. } => "cbor-form",
            Self::Order { .. } => "cbor-order",
        }
    }

    /// Facts for the sentence: `at` (byte offset), `size`, `max`.
    #[must_use]
    pub fn facts(&self) -> Facts {
        match self {
            Self::TooLarge { size, max } => {
                crate::facts([("size", size.to_string()), ("max", max.to_string())])
            }
            Self::TooMany => crate::facts([("max", ITEMS_MAX.to_string())]),
            Self::TooDeep { at }
            | Self::NotWhole { at }
            | Self::Form { at }
            | Self::Order { at } => crate::facts([("at", at.to_string())]),
        }
    }
}

/// Checks that `bytes` (at most `max`) are exactly one deterministic item.
///
/// # Errors
/// The first departure from the form, with its offset.
pub fn check_deterministic(bytes: &[u8], max: usize) -> Result<(), NotDeterministic> {
    within(bytes, max)?;
    whole(bytes, DEPTH_MAX)
}

fn within(bytes: &[u8], max: usize) -> Result<(), NotDeterministic> {
    let size = bytes.len();
    if size > max {
        return Err(NotDeterministic::TooLarge { size, max });
    }
    Ok(())
}

fn whole(bytes: &[u8], depth_max: usize) -> Result<(), NotDeterministic> {
    let mut walk = Walk::new(bytes, depth_max);
    walk.item(0)?;
    if walk.at == bytes.len() {
        Ok(())
    } else {
        Err(NotDeterministic::NotWhole { at: walk.at })
    }
}

/// Reads one deterministic item of at most `max` bytes into `T`.
///
/// # Errors
/// [`Unreadable::Form`] when it is not deterministic, [`Unreadable::Shape`] when
/// it is not a `T`.
pub fn decode<'b, T: Decode<'b, ()>>(bytes: &'b [u8], max: usize) -> Result<T, Unreadable> {
    check_deterministic(bytes, max)?;
    minicbor::decode(bytes).map_err(|error| Unreadable::Shape(error.to_string()))
}

/// Writes `value`; deterministic as long as its fields have ascending keys.
#[must_use]
#[expect(clippy::expect_used, reason = "a Vec as writer never fails")]
pub fn encode<T: Encode<()>>(value: &T) -> Vec<u8> {
    minicbor::to_vec(value).expect("no Encode of ours makes an error of its own")
}

/// Why bytes could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Not deterministic CBOR, or over a limit.
    #[error(transparent)]
    Form(#[from] NotDeterministic),
    /// Deterministic, but not the map or array that was expected.
    #[error("unexpected shape: {0}")]
    Shape(String),
}

impl Unreadable {
    /// Stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Form(error) => error.code(),
            Self::Shape(_) => "cbor-shape",
        }
    }

    /// Facts for the sentence.
    #[must_use]
    pub fn facts(&self) -> Facts {
        match self {
            Self::Form(error) => error.facts(),
            Self::Shape(detail) => crate::facts([("detail", detail.clone())]),
        }
    }
}

/// A deterministic map without one of its keys, every other byte as it was; none
/// when it is no such map or has no such key.
pub(crate) fn without(map: &[u8], key: u64) -> Option<Vec<u8>> {
    let mut walk = Walk::new(map, DEPTH_MAX);
    let (5, pairs) = walk.head().ok()? else {
        return None;
    };
    let mut out = Vec::with_capacity(map.len());
    minicbor::Encoder::new(&mut out)
        .map(pairs.checked_sub(1)?)
        .ok()?;
    let mut found = false;
    for _ in 0..pairs {
        let from = walk.at;
        walk.item(1).ok()?;
        let name = map.get(from..walk.at)?;
        walk.item(1).ok()?;
        if minicbor::decode::<u64>(name).is_ok_and(|name| name == key) {
            found = true;
        } else {
            out.extend_from_slice(map.get(from..walk.at)?);
        }
    }
    (found && walk.at == map.len()).then_some(out)
}

/// A deterministic map with one entry more, in its place; none when it is no such
/// map or has the key.
pub(crate) fn with(map: &[u8], key: u64, value: &[u8]) -> Option<Vec<u8>> {
    let mut walk = Walk::new(map, DEPTH_MAX);
    let (5, pairs) = walk.head().ok()? else {
        return None;
    };
    let entry = [encode(&key).as_slice(), value].concat();
    let name = encode(&key);
    let mut out = Vec::with_capacity(map.len() + entry.len());
    minicbor::Encoder::new(&mut out)
        .map(pairs.checked_add(1)?)
        .ok()?;
    let mut placed = false;
    for _ in 0..pairs {
        let from = walk.at;
        walk.item(1).ok()?;
        let here = map.get(from..walk.at)?;
        if here == name {
            return None;
        }
        if !placed && here > name.as_slice() {
            out.extend_from_slice(&entry);
            placed = true;
        }
        walk.item(1).ok()?;
        out.extend_from_slice(map.get(from..walk.at)?);
    }
    if !placed {
        out.extend(entry);
    }
    (walk.at == map.len()).then_some(out)
}

/// A cursor over the items of deterministic CBOR.
#[derive(Clone)]
pub(crate) struct Walk<'b> {
    bytes: &'b [u8],
    at: usize,
    items: usize,
    depth_max: usize,
}

impl<'b> Walk<'b> {
    fn new(bytes: &'b [u8], depth_max: usize) -> Self {
        Self {
            bytes,
            at: 0,
            items: 0,
            depth_max,
        }
    }

    /// A cursor at the beginning of one item whose form is right.
    pub fn checked(
        bytes: &'b [u8],
        max: usize,
        depth_max: usize,
    ) -> Result<Self, NotDeterministic> {
        within(bytes, max)?;
        whole(bytes, depth_max)?;
        Ok(Self::new(bytes, depth_max))
    }

    pub fn at(&self) -> usize {
        self.at
    }

    pub fn is_at_end(&self) -> bool {
        self.at == self.bytes.len()
    }

    /// The bytes from an earlier place up to here.
    pub fn since(&self, from: usize) -> &'b [u8] {
        self.bytes.get(from..self.at).unwrap_or_default()
    }

    /// The bytes of the next item, whole.
    pub fn slice(&mut self) -> Result<&'b [u8], NotDeterministic> {
        let from = self.at;
        self.item(0)?;
        Ok(self.since(from))
    }

    pub fn take(&mut self, count: usize) -> Result<&'b [u8], NotDeterministic> {
        let from = self.at;
        let end = from
            .checked_add(count)
            .filter(|end| *end <= self.bytes.len())
            .ok_or(NotDeterministic::NotWhole { at: from })?;
        self.at = end;
        Ok(&self.bytes[from..end])
    }

    /// Major type and argument of the head at the cursor, in shortest form.
    pub fn head(&mut self) -> Result<(u8, u64), NotDeterministic> {
        let at = self.at;
        let first = self.take(1)?[0];
        let (major, low) = (first >> 5, first & 0x1f);
        let (width, floor) = match low {
            0..=23 => return Ok((major, u64::from(low))),
            24 => (1, 24),
            25 => (2, 1 << 8),
            26 => (4, 1 << 16),
            27 => (8, 1 << 32),
            _ => return Err(NotDeterministic::Form { at }),
        };
        let value = self
            .take(width)?
            .iter()
            .fold(0u64, |value, byte| value << 8 | u64::from(*byte));
        if value < floor || major == 7 {
            return Err(NotDeterministic::Form { at });
        }
        Ok((major, value))
    }

    fn item(&mut self, depth: usize) -> Result<(), NotDeterministic> {
        let at = self.at;
        if depth > self.depth_max {
            return Err(NotDeterministic::TooDeep { at });
        }
        self.items += 1;
        if self.items > ITEMS_MAX {
            return Err(NotDeterministic::TooMany);
        }
        let (major, value) = self.head()?;
        match major {
            0 | 1 => Ok(()),
            2 | 3 => self.string(at, major == 3, value),
            4 => (0..value).try_for_each(|_| self.item(depth + 1)),
            5 => self.map(depth, value),
            // A big number (tags 2 and 3) has a shorter form, or is larger than any of ours.
            6 if matches!(value, 2 | 3) => Err(NotDeterministic::Form { at }),
            6 => self.item(depth + 1),
            // 20 false, 21 true, 22 null
            _ if (20..=22).contains(&value) => Ok(()),
            _ => Err(NotDeterministic::Form { at }),
        }
    }

    fn string(&mut self, at: usize, text: bool, length: u64) -> Result<(), NotDeterministic> {
        let length = usize::try_from(length).map_err(|_| NotDeterministic::NotWhole { at })?;
        let body = self.take(length)?;
        if text && std::str::from_utf8(body).is_err() {
            return Err(NotDeterministic::Form { at });
        }
        Ok(())
    }

    fn map(&mut self, depth: usize, pairs: u64) -> Result<(), NotDeterministic> {
        let bytes = self.bytes;
        let mut before: Option<&[u8]> = None;
        for _ in 0..pairs {
            let at = self.at;
            self.item(depth + 1)?;
            let key = &bytes[at..self.at];
            if before.is_some_and(|before| before >= key) {
                return Err(NotDeterministic::Order { at });
            }
            before = Some(key);
            self.item(depth + 1)?;
        }
        Ok(())
    }
}

/// `#[cbor(with = "crate::cbor::byte_lists")]`: `Vec<Vec<u8>>` as byte strings.
pub mod byte_lists {
    use minicbor::bytes::ByteSlice;
    use minicbor::decode::Error as NotRead;
    use minicbor::encode::{Error as NotWritten, Write};
    use minicbor::{Decoder, Encoder};

    /// Writes an array of byte strings.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn encode<C, W: Write>(
        list: &[Vec<u8>],
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), NotWritten<W::Error>> {
        e.array(list.len() as u64)?;
        for bytes in list {
            e.bytes(bytes)?;
        }
        Ok(())
    }

    /// Reads an array of byte strings.
    ///
    /// # Errors
    /// When it is anything else.
    pub fn decode<C>(d: &mut Decoder<'_>, _: &mut C) -> Result<Vec<Vec<u8>>, NotRead> {
        d.array_iter::<&ByteSlice>()?
            .map(|bytes| bytes.map(|bytes| bytes.to_vec()))
            .collect()
    }
}

/// A list of byte strings, for fields that may be left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ByteLists(pub Vec<Vec<u8>>);

impl<C> Encode<C> for ByteLists {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut minicbor::Encoder<W>,
        ctx: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        byte_lists::encode(&self.0, e, ctx)
    }
}

impl<'b, C> Decode<'b, C> for ByteLists {
    fn decode(d: &mut minicbor::Decoder<'b>, ctx: &mut C) -> Result<Self, minicbor::decode::Error> {
        byte_lists::decode(d, ctx).map(Self)
    }
}

/// `#[cbor(with = "crate::cbor::text_map")]`: [`Facts`] as a map of texts,
/// sorted as RFC 8949 §4.2.1 sorts (shorter keys first).
pub mod text_map {
    use minicbor::decode::Error as NotRead;
    use minicbor::encode::{Error as NotWritten, Write};
    use minicbor::{Decoder, Encoder};

    use crate::Facts;

    /// Writes the map.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn encode<C, W: Write>(
        facts: &Facts,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), NotWritten<W::Error>> {
        let mut pairs: Vec<_> = facts.iter().collect();
        pairs.sort_by_key(|(key, _)| (key.len(), key.as_bytes()));
        e.map(pairs.len() as u64)?;
        for (key, value) in pairs {
            e.str(key)?.str(value)?;
        }
        Ok(())
    }

    /// Reads the map.
    ///
    /// # Errors
    /// When it is anything else.
    pub fn decode<C>(d: &mut Decoder<'_>, _: &mut C) -> Result<Facts, NotRead> {
        d.map_iter::<String, String>()?.collect()
    }
}
