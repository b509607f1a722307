//! Values as deterministic CBOR (RFC 8949 §4.2.1).
//!
//! Every value is a definite array of its kind and, but for null, one payload:
//! `[0]` null, `[1, bool]`, `[2, text]` number as canonical decimal text, `[3, text]`,
//! `[4, text]` date, `[5, text]` time, `[6, text]` date-time (all three ISO 8601),
//! `[7, int]` days-and-time duration in seconds, `[8, int]` years-and-months duration in months,
//! `[9, [value…]]`, `[10, {text: value}]` with keys in the bytewise order of their encoding, which
//! is by length and then by bytes. What is read must be exactly what would be written.

use crate::{Context, Number, Value};
use minicbor::data::Type;
use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};
use std::fmt::Display;
use std::str::FromStr;

/// Deepest nesting of lists and contexts that is read.
pub const MAX_DECODED_DEPTH: usize = 64;
/// Most values inside one value that are read.
pub const MAX_DECODED_ITEMS: usize = 100_000;
/// Longest single text that is read, in bytes.
pub const MAX_DECODED_TEXT: usize = 1024 * 1024;

impl<C> Encode<C> for Number {
    fn encode<W: encode::Write>(
        &self,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), encode::Error<W::Error>> {
        e.str(&self.to_string())?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Number {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
        canonical(d)
    }
}

impl<C> Encode<C> for Value {
    fn encode<W: encode::Write>(
        &self,
        e: &mut Encoder<W>,
        ctx: &mut C,
    ) -> Result<(), encode::Error<W::Error>> {
        if self.is_null() {
            return e.array(1)?.u8(0)?.ok();
        }
        e.array(2)?;
        match self {
            Self::Null => e.u8(0)?.ok(),
            Self::Bool(b) => e.u8(1)?.bool(*b)?.ok(),
            Self::Number(n) => e.u8(2)?.str(&n.to_string())?.ok(),
            Self::Text(t) => e.u8(3)?.str(t)?.ok(),
            Self::Date(d) => e.u8(4)?.str(&d.to_string())?.ok(),
            Self::Time(t) => e.u8(5)?.str(&t.to_string())?.ok(),
            Self::DateTime(d) => e.u8(6)?.str(&d.to_string())?.ok(),
            Self::Days(s) => e.u8(7)?.i64(*s)?.ok(),
            Self::Months(m) => e.u8(8)?.i64(*m)?.ok(),
            Self::List(items) => {
                e.u8(9)?.array(items.len() as u64)?;
                items.iter().try_for_each(|item| item.encode(e, ctx))
            }
            Self::Context(entries) => {
                e.u8(10)?;
                variables::encode(entries, e, ctx)
            }
        }
    }
}

impl<'b, C> Decode<'b, C> for Value {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
        let mut left = MAX_DECODED_ITEMS;
        read(d, MAX_DECODED_DEPTH, &mut left)
    }
}

/// Named values as the bare map of kind 10, for `#[cbor(with = "feel::cbor::variables")]`.
pub mod variables {
    use super::{
        Context, Decoder, Encode, Encoder, MAX_DECODED_DEPTH, MAX_DECODED_ITEMS, key_order,
        read_context,
    };

    /// Writes the map.
    ///
    /// # Errors
    /// What the writer says.
    pub fn encode<C, W: minicbor::encode::Write>(
        context: &Context,
        e: &mut Encoder<W>,
        ctx: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.map(context.len() as u64)?;
        let mut sorted: Vec<_> = context.iter().collect();
        sorted.sort_by(|(a, _), (b, _)| key_order(a, b));
        sorted.into_iter().try_for_each(|(name, value)| {
            e.str(name)?;
            value.encode(e, ctx)
        })
    }

    /// Reads the map.
    ///
    /// # Errors
    /// When it is not what [`encode`] writes, or passes a limit.
    pub fn decode<C>(d: &mut Decoder<'_>, _: &mut C) -> Result<Context, minicbor::decode::Error> {
        let mut left = MAX_DECODED_ITEMS;
        read_context(d, MAX_DECODED_DEPTH, &mut left)
    }
}

fn key_order(a: &str, b: &str) -> std::cmp::Ordering {
    a.len().cmp(&b.len()).then_with(|| a.cmp(b))
}

fn read(d: &mut Decoder<'_>, depth: usize, left: &mut usize) -> Result<Value, decode::Error> {
    *left = left
        .checked_sub(1)
        .ok_or_else(|| decode::Error::message("value has too many items"))?;
    let parts = counted(d, |d| definite(d.array()?))?;
    let kind = counted(d, |d| Ok(u64::from(d.u8()?)))?;
    if parts != if kind == 0 { 1 } else { 2 } {
        return Err(decode::Error::message("value array of the wrong length"));
    }
    Ok(match kind {
        0 => Value::Null,
        1 => Value::Bool(d.bool()?),
        2 => Value::Number(canonical(d)?),
        3 => Value::Text(text(d)?.to_owned()),
        4 => Value::Date(canonical(d)?),
        5 => Value::Time(canonical(d)?),
        6 => Value::DateTime(canonical(d)?),
        7 => Value::Days(integer(d)?),
        8 => Value::Months(integer(d)?),
        9 => Value::List(read_list(d, depth, left)?),
        10 => Value::Context(read_context(d, depth, left)?),
        _ => return Err(decode::Error::message("unknown kind of value")),
    })
}

fn read_list(
    d: &mut Decoder<'_>,
    depth: usize,
    left: &mut usize,
) -> Result<Vec<Value>, decode::Error> {
    let depth = deeper(depth)?;
    let count = counted(d, |d| definite(d.array()?))?;
    (0..count).map(|_| read(d, depth, left)).collect()
}

fn read_context(
    d: &mut Decoder<'_>,
    depth: usize,
    left: &mut usize,
) -> Result<Context, decode::Error> {
    let depth = deeper(depth)?;
    let count = counted(d, |d| definite(d.map()?))?;
    let mut context = Context::new();
    let mut last: Option<&str> = None;
    for _ in 0..count {
        let name = text(d)?;
        if last.is_some_and(|before| key_order(before, name).is_ge()) {
            return Err(decode::Error::message("context keys out of order"));
        }
        last = Some(name);
        context.insert(name.to_owned(), read(d, depth, left)?);
    }
    Ok(context)
}

fn deeper(depth: usize) -> Result<usize, decode::Error> {
    depth
        .checked_sub(1)
        .ok_or_else(|| decode::Error::message("value nests too deep"))
}

fn definite(length: Option<u64>) -> Result<u64, decode::Error> {
    length.ok_or_else(|| decode::Error::message("indefinite length"))
}

/// Reads a number of things, which must stand in its shortest form.
fn counted(
    d: &mut Decoder<'_>,
    read: impl FnOnce(&mut Decoder<'_>) -> Result<u64, decode::Error>,
) -> Result<u64, decode::Error> {
    let at = d.position();
    let count = read(d)?;
    shortest(d.position() - at, count)?;
    Ok(count)
}

fn integer(d: &mut Decoder<'_>) -> Result<i64, decode::Error> {
    let at = d.position();
    let value = d.i64()?;
    // A negative number n stands as -1 - n (RFC 8949 §3.1).
    let stands = if value < 0 { !value } else { value };
    shortest(d.position() - at, stands.unsigned_abs())?;
    Ok(value)
}

/// Refuses a head of more bytes than its number needs (RFC 8949 §4.2.1).
fn shortest(bytes: usize, number: u64) -> Result<(), decode::Error> {
    let needed = match number {
        0..=23 => 1,
        24..=0xff => 2,
        0x100..=0xffff => 3,
        0x1_0000..=0xffff_ffff => 5,
        _ => 9,
    };
    if bytes == needed {
        Ok(())
    } else {
        Err(decode::Error::message("not in the shortest form"))
    }
}

fn text<'b>(d: &mut Decoder<'b>) -> Result<&'b str, decode::Error> {
    if d.datatype()? != Type::String {
        return Err(decode::Error::message("definite text expected"));
    }
    let at = d.position();
    let text = d.str()?;
    let length = u64::try_from(text.len()).unwrap_or(u64::MAX);
    shortest(d.position() - at - text.len(), length)?;
    if text.len() > MAX_DECODED_TEXT {
        return Err(decode::Error::message("text too long"));
    }
    Ok(text)
}

/// Reads a text form and refuses every spelling but the one that is written.
fn canonical<T: FromStr + Display>(d: &mut Decoder<'_>) -> Result<T, decode::Error> {
    let text = text(d)?;
    let value: T = text
        .parse()
        .map_err(|_| decode::Error::message("text is not of its kind"))?;
    if value.to_string() == text {
        Ok(value)
    } else {
        Err(decode::Error::message("text is not canonical"))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn any_value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::Bool),
            (any::<i64>(), 0_u32..10).prop_map(|(n, scale)| Value::Number(
                crate::Number::new(n.into(), -i32::try_from(scale).unwrap()).unwrap()
            )),
            ".{0,6}".prop_map(Value::Text),
            (1_i16..9999, 1_i8..13, 1_i8..29)
                .prop_map(|(y, m, d)| Value::Date(jiff::civil::date(y, m, d))),
            (0_i8..24, 0_i8..60, 0_i8..60, 0..1_000_000_000)
                .prop_map(|(h, m, s, n)| Value::Time(jiff::civil::time(h, m, s, n))),
            any::<i64>().prop_map(Value::Days),
            any::<i64>().prop_map(Value::Months),
        ];
        leaf.prop_recursive(4, 32, 5, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Value::List),
                prop::collection::btree_map(".{0,4}", inner, 0..5).prop_map(Value::Context),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(value in any_value()) {
            let bytes = minicbor::to_vec(&value).unwrap();
            let back: Value = minicbor::decode(&bytes).unwrap();
            prop_assert_eq!(&back, &value);
            prop_assert_eq!(minicbor::to_vec(&back).unwrap(), bytes);
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            if let Ok(value) = minicbor::decode::<Value>(&bytes) {
                let again = minicbor::to_vec(&value).unwrap();
                prop_assert!(bytes.starts_with(&again) || again.len() < bytes.len());
            }
        }
    }

    #[test]
    fn bytes_are_fixed_and_bad_ones_refused() {
        fn check(bytes: &[u8], expected: Option<Value>) {
            assert_eq!(
                minicbor::decode::<Value>(bytes).ok(),
                expected,
                "{bytes:02x?}"
            );
        }
        let context = Value::Context(Context::from([
            ("b".into(), Value::Null),
            ("aa".into(), Value::Bool(true)),
        ]));
        let bytes = b"\x82\x0a\xa2\x61b\x81\x00\x62aa\x82\x01\xf5";
        assert_eq!(minicbor::to_vec(&context).unwrap(), bytes);
        check(bytes, Some(context));
        check(b"\x82\x0a\xa2\x62aa\x82\x01\xf5\x61b\x81\x00", None);
        check(b"\x82\x0a\xa2\x61b\x81\x00\x61b\x81\x00", None);
        check(
            b"\x82\x02\x631.5",
            Some(Value::Number("1.5".parse().unwrap())),
        );
        check(b"\x82\x02\x641.50", None);
        check(b"\x82\x04\x6a2026-13-01", None);
        check(b"\x81\x01", None);
        check(b"\x82\x0b\x00", None);
        check(b"\x82\x09\x9f\xff", None);
        check(b"\x82\x09\x9b\x7f\xff\xff\xff\xff\xff\xff\xff", None);
        let deep = [
            b"\x82\x09\x81".repeat(MAX_DECODED_DEPTH + 1),
            b"\x81\x00".to_vec(),
        ]
        .concat();
        check(&deep, None);
    }
}
