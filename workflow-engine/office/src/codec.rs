//! Deterministic CBOR (RFC 8949 §4.2) for what lasts, and a looser form for
//! state that is only a cache and can be rebuilt from events.

use minicbor::{Decode, Encode};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The deterministic bytes of a value.
#[expect(
    clippy::expect_used,
    reason = "writing to a Vec cannot fail and no encoder here refuses a value"
)]
pub(crate) fn to_bytes<T: Encode<()>>(value: &T) -> Vec<u8> {
    minicbor::to_vec(value).expect("a Vec takes every byte")
}

/// The value of the bytes, if they are one value and nothing behind it.
pub(crate) fn from_bytes<T: for<'b> Decode<'b, ()>>(bytes: &[u8]) -> Option<T> {
    let mut decoder = minicbor::Decoder::new(bytes);
    let value = decoder.decode().ok()?;
    (decoder.position() == bytes.len()).then_some(value)
}

/// Bytes of a cached state.
pub(crate) fn to_cache<T: Serialize>(value: &T) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}

/// A cached state, if the bytes are one.
pub(crate) fn from_cache<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    serde_json::from_slice(bytes).ok()
}
