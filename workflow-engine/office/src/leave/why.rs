//! Why something is as it is.

use std::collections::BTreeMap;

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

/// A code with its facts, of which the texts make a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cbor(map)]
pub struct Why {
    /// Stable, kebab-case.
    #[n(1)]
    pub code: String,
    /// As in a [`Refusal`](crate::Refusal).
    #[cbor(n(2), with = "facts")]
    pub facts: BTreeMap<String, String>,
}

impl Why {
    /// A reason without facts.
    #[must_use]
    pub fn new(code: &str) -> Self {
        Self {
            code: code.to_owned(),
            facts: BTreeMap::new(),
        }
    }

    /// The same reason with one more fact.
    #[must_use]
    pub fn with(mut self, fact: &str, value: impl std::fmt::Display) -> Self {
        self.facts.insert(fact.to_owned(), value.to_string());
        self
    }
}

/// Texts by text, the keys in the order of their encoded bytes (RFC 8949 §4.2.1).
mod facts {
    use std::collections::BTreeMap;

    use minicbor::{Decoder, Encoder};

    const MAX_FACTS: u64 = 32;

    pub(super) fn encode<C, W: minicbor::encode::Write>(
        facts: &BTreeMap<String, String>,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        let mut entries: Vec<_> = facts.iter().collect();
        entries.sort_by_key(|(key, _)| (key.len(), key.as_str()));
        e.map(entries.len() as u64)?;
        for (key, value) in entries {
            e.str(key)?.str(value)?;
        }
        Ok(())
    }

    pub(super) fn decode<C>(
        d: &mut Decoder<'_>,
        _: &mut C,
    ) -> Result<BTreeMap<String, String>, minicbor::decode::Error> {
        let count = d.map()?.filter(|count| *count <= MAX_FACTS);
        let count = count.ok_or_else(|| {
            minicbor::decode::Error::message("facts: not a map of a fitting length")
        })?;
        (0..count)
            .map(|_| Ok((d.str()?.to_owned(), d.str()?.to_owned())))
            .collect()
    }
}
