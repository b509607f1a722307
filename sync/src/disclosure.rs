//! What is signed without being said (`docs/formats/disclosure.md`, decision
//! 0020): in signed and chained bytes stands only a salted hash of what is
//! personal; the words themselves travel beside, and can be left out of a copy
//! without breaking one signature or one link of a chain.
//!
//! This room does not know what is personal. Whoever seals says which entries of
//! maps are, each as its key and its value in CBOR.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use minicbor::Encoder;

use crate::Hash;
use crate::cbor::{self, ByteLists, NotDeterministic, Walk};

/// The tag before the hash that stands for a value: that of a redacted element
/// in SD-CWT (draft-ietf-spice-sd-cwt §5).
pub const COVERED_TAG: u8 = 60;
/// Bytes of the random number that keeps a value from being guessed by its hash.
pub const SALT_BYTES: usize = 16;
/// Disclosures beside one operation or record.
pub const DISCLOSURES_MAX: usize = 1_000;
/// Bytes of one disclosure.
pub const DISCLOSURE_BYTES_MAX: usize = 64 * 1024;
/// Deepest nesting of what is covered: values of forms nest deeper than our own formats do.
pub const CONTENT_DEPTH_MAX: usize = 160;
/// Characters from which on a text is looked for within others.
const QUOTED_MIN: usize = 4;
/// Most bytes of a content in which something is looked for.
const CONTENT_BYTES_MAX: usize = 256 * 1024;

/// The key of an entry of a map.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// Of one of our own structures.
    Number(u64),
    /// Of the answers of a form.
    Text(String),
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "#{number}"),
            Self::Text(text) => f.write_str(text),
        }
    }
}

/// Why what stands beside signed bytes does not belong to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// Not deterministic CBOR.
    #[error(transparent)]
    Form(#[from] NotDeterministic),
    /// Not [salt, value, key].
    #[error("no disclosure")]
    Shape,
    /// One comes twice, or they are not in the order of their bytes.
    #[error("out of order or twice")]
    Order,
    /// None of the hashes is its own.
    #[error("it opens nothing")]
    Opens,
    /// More than [`DISCLOSURES_MAX`].
    #[error("too many")]
    Many,
}

impl Misfit {
    /// A word for the facts of the error that carries it.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Form(error) => error.code(),
            Self::Shape => "shape",
            Self::Order => "order",
            Self::Opens => "opens-nothing",
            Self::Many => "many",
        }
    }
}

/// What opens one hash: the CBOR of [salt, value, key].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Disclosure {
    bytes: Vec<u8>,
    key: Key,
    value: Vec<u8>,
}

impl Disclosure {
    /// What opens the entry with `value` (CBOR) under `key`.
    #[must_use]
    pub fn new(salt: [u8; SALT_BYTES], key: Key, value: &[u8]) -> Self {
        let mut bytes = Vec::with_capacity(value.len() + 32);
        bytes.push(0x83);
        bytes.extend(cbor::encode(&minicbor::bytes::ByteArray::from(salt)));
        bytes.extend_from_slice(value);
        bytes.extend(key_bytes(&key));
        Self {
            bytes,
            key,
            value: value.to_vec(),
        }
    }

    /// Reads one that came with signed bytes.
    ///
    /// # Errors
    /// [`Misfit::Form`], [`Misfit::Shape`].
    pub fn read(bytes: &[u8]) -> Result<Self, Misfit> {
        let mut walk = Walk::checked(bytes, DISCLOSURE_BYTES_MAX, CONTENT_DEPTH_MAX)?;
        let shape = |_| Misfit::Shape;
        if walk.head()? != (4, 3) || walk.head()? != (2, SALT_BYTES as u64) {
            return Err(Misfit::Shape);
        }
        walk.take(SALT_BYTES)?;
        let value = walk.slice()?.to_vec();
        let key = walk.slice()?;
        let mut decoder = minicbor::Decoder::new(key);
        let key = match key.first().map(|first| first >> 5) {
            Some(0) => Key::Number(decoder.u64().map_err(shape)?),
            Some(3) => Key::Text(decoder.str().map_err(shape)?.to_owned()),
            _ => return Err(Misfit::Shape),
        };
        if covers_something(&value)? {
            return Err(Misfit::Shape);
        }
        Ok(Self {
            bytes: bytes.to_vec(),
            key,
            value,
        })
    }

    /// The bytes that travel.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The hash that stands in its place: SHA-256 of the bytes.
    #[must_use]
    pub fn hash(&self) -> Hash {
        Hash::of(&self.bytes)
    }

    /// Under which key the value stands.
    #[must_use]
    pub fn key(&self) -> &Key {
        &self.key
    }

    /// The value, CBOR.
    #[must_use]
    pub fn value(&self) -> &[u8] {
        &self.value
    }
}

fn key_bytes(key: &Key) -> Vec<u8> {
    match key {
        Key::Number(number) => cbor::encode(number),
        Key::Text(text) => cbor::encode(text),
    }
}

/// Disclosures in the order of their bytes, each once: their salts come first, so
/// that the order says nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Disclosures(BTreeSet<Disclosure>);

impl Disclosures {
    /// None at all.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Disclosure> {
        self.0.iter()
    }

    /// Those that `keep` wants.
    #[must_use]
    pub fn filter(&self, keep: &dyn Fn(&Disclosure) -> bool) -> Self {
        Self(self.0.iter().filter(|one| keep(one)).cloned().collect())
    }

    /// The bytes of each, as they travel.
    #[must_use]
    pub fn to_list(&self) -> Vec<Vec<u8>> {
        self.0.iter().map(|one| one.bytes.clone()).collect()
    }

    /// Reads those that came.
    ///
    /// # Errors
    /// [`Misfit`], also when they are none: nothing is then written beside.
    pub fn from_list<B: AsRef<[u8]>>(list: &[B]) -> Result<Self, Misfit> {
        if list.len() > DISCLOSURES_MAX {
            return Err(Misfit::Many);
        }
        let mut found = BTreeSet::new();
        let mut before: Option<&[u8]> = None;
        for bytes in list {
            let bytes = bytes.as_ref();
            if before.is_some_and(|before| before >= bytes) {
                return Err(Misfit::Order);
            }
            before = Some(bytes);
            found.insert(Disclosure::read(bytes)?);
        }
        match before {
            Some(_) => Ok(Self(found)),
            None => Err(Misfit::Shape),
        }
    }
}

/// Disclosures as they stand in a map; nothing where there is nothing to say.
pub(crate) fn beside(disclosures: &Disclosures) -> Option<ByteLists> {
    Some(ByteLists(disclosures.to_list())).filter(|list| !list.0.is_empty())
}

/// What stood in a map, read.
pub(crate) fn read_beside(list: Option<ByteLists>) -> Result<Disclosures, Misfit> {
    list.map_or_else(
        || Ok(Disclosures::none()),
        |list| Disclosures::from_list(&list.0),
    )
}

impl FromIterator<Disclosure> for Disclosures {
    fn from_iter<I: IntoIterator<Item = Disclosure>>(all: I) -> Self {
        Self(all.into_iter().collect())
    }
}

/// A content with hashes in place of what is personal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Covered {
    /// What is signed or chained.
    pub content: Vec<u8>,
    /// Those disclosures that open something in it.
    pub disclosures: Disclosures,
}

/// Puts hashes in the place of every entry of a map that is what a disclosure
/// says, wherever it stands in `content`.
///
/// # Errors
/// When `content` is not deterministic CBOR; never without disclosures.
pub fn cover(content: &[u8], disclosures: &Disclosures) -> Result<Covered, NotDeterministic> {
    if disclosures.is_empty() {
        return Ok(Covered {
            content: content.to_vec(),
            disclosures: Disclosures::none(),
        });
    }
    let mut known = BTreeMap::new();
    for one in disclosures.iter() {
        // Of two that say the same the first stands for both.
        known
            .entry((key_bytes(&one.key), one.value.clone()))
            .or_insert(one);
    }
    let mut used = BTreeSet::new();
    let content = rewrite(content, &mut |key, value| {
        let Some(one) = known.get(&(key.to_vec(), value.to_vec())) else {
            return Swap::Keep;
        };
        used.insert((*one).clone());
        Swap::Put(hidden(&one.hash()))
    })?;
    Ok(Covered {
        content,
        disclosures: Disclosures(used),
    })
}

/// A content as it was before it was covered, as far as it is disclosed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uncovered {
    /// The content. Under a text key, what is not disclosed is not there; under a
    /// number, where a structure needs something, it is the empty text.
    pub content: Vec<u8>,
    /// What is not disclosed.
    pub blackened: Vec<Key>,
}

/// Puts what is disclosed in the place of its hashes.
///
/// # Errors
/// [`Misfit::Opens`] when a disclosure opens nothing; [`Misfit::Form`] when there
/// are disclosures and `content` is not deterministic CBOR.
pub fn uncover(content: &[u8], disclosures: &Disclosures) -> Result<Uncovered, Misfit> {
    if disclosures.is_empty() && !content.windows(HIDDEN.len()).any(|some| some == HIDDEN) {
        return Ok(Uncovered {
            content: content.to_vec(),
            blackened: Vec::new(),
        });
    }
    let known: BTreeMap<Hash, &Disclosure> =
        disclosures.iter().map(|one| (one.hash(), one)).collect();
    let (mut opened, mut blackened) = (BTreeSet::new(), Vec::new());
    let rewritten = rewrite(content, &mut |key, value| {
        let Some(hash) = hidden_hash(value) else {
            return Swap::Keep;
        };
        match known.get(&hash) {
            Some(one) if key_bytes(&one.key) == key => {
                opened.insert(hash);
                Swap::Put(one.value.clone())
            }
            _ => match read_key(key) {
                Some(Key::Text(text)) => {
                    blackened.push(Key::Text(text));
                    Swap::Drop
                }
                Some(number) => {
                    blackened.push(number);
                    Swap::Put(vec![0x60])
                }
                None => Swap::Keep,
            },
        }
    });
    match rewritten {
        Ok(_) if opened.len() < disclosures.len() => Err(Misfit::Opens),
        Ok(content) => Ok(Uncovered { content, blackened }),
        // Bytes of another form hold nothing of this; who reads them will say so.
        Err(_) if disclosures.is_empty() => Ok(Uncovered {
            content: content.to_vec(),
            blackened: Vec::new(),
        }),
        Err(error) => Err(error.into()),
    }
}

/// Whether a content says, somewhere in it, one of the texts of `wanted`: as it
/// stands, or quoted when it is long enough. What is asked before a copy is called
/// blackened.
#[must_use]
pub fn tells(content: &[u8], wanted: &BTreeSet<String>) -> bool {
    let quoted = |text: &String| {
        let long = |one: &&String| one.chars().count() >= QUOTED_MIN;
        wanted.iter().filter(long).any(|one| text.contains(one))
    };
    texts(content).is_some_and(|texts| {
        texts
            .iter()
            .any(|text| wanted.contains(text) || quoted(text))
    })
}

/// Every text in deterministic CBOR; none when it is not.
#[must_use]
pub fn texts(content: &[u8]) -> Option<BTreeSet<String>> {
    let mut walk = Walk::checked(content, CONTENT_BYTES_MAX, CONTENT_DEPTH_MAX).ok()?;
    let mut found = BTreeSet::new();
    while !walk.is_at_end() {
        let (major, length) = walk.head().ok()?;
        if major == 2 || major == 3 {
            let bytes = walk.take(usize::try_from(length).ok()?).ok()?;
            if major == 3 {
                found.extend(std::str::from_utf8(bytes).ok().map(str::to_owned));
            }
        }
    }
    Some(found)
}

/// The head of tag 60, and of a byte string of 32 bytes: what every hash begins with.
const HIDDEN: [u8; 4] = [0xd8, COVERED_TAG, 0x58, 32];

fn hidden(hash: &Hash) -> Vec<u8> {
    [&HIDDEN[..], &hash.0].concat()
}

fn hidden_hash(value: &[u8]) -> Option<Hash> {
    Hash::from_slice(value.strip_prefix(&HIDDEN)?)
}

fn read_key(key: &[u8]) -> Option<Key> {
    let mut decoder = minicbor::Decoder::new(key);
    match key.first()? >> 5 {
        0 => decoder.u64().ok().map(Key::Number),
        3 => decoder.str().ok().map(|text| Key::Text(text.to_owned())),
        _ => None,
    }
}

/// Whether a hash stands for something within `value`: nothing is covered twice.
fn covers_something(value: &[u8]) -> Result<bool, NotDeterministic> {
    let mut walk = Walk::checked(value, DISCLOSURE_BYTES_MAX, CONTENT_DEPTH_MAX)?;
    while !walk.is_at_end() {
        let (major, number) = walk.head()?;
        match major {
            2 | 3 => {
                walk.take(usize::try_from(number).unwrap_or(usize::MAX))?;
            }
            6 if number == u64::from(COVERED_TAG) => return Ok(true),
            _ => {}
        }
    }
    Ok(false)
}

/// What becomes of an entry of a map.
enum Swap {
    Keep,
    Put(Vec<u8>),
    Drop,
}

type Choose<'c> = dyn FnMut(&[u8], &[u8]) -> Swap + 'c;

/// The same item with some entries of its maps swapped.
fn rewrite(content: &[u8], choose: &mut Choose<'_>) -> Result<Vec<u8>, NotDeterministic> {
    let mut walk = Walk::checked(content, CONTENT_BYTES_MAX, CONTENT_DEPTH_MAX)?;
    let mut out = Vec::with_capacity(content.len());
    one_item(&mut walk, &mut out, choose)?;
    Ok(out)
}

fn one_item(
    walk: &mut Walk<'_>,
    out: &mut Vec<u8>,
    choose: &mut Choose<'_>,
) -> Result<(), NotDeterministic> {
    let from = walk.at();
    let (major, number) = walk.head()?;
    match major {
        2 | 3 => {
            walk.take(usize::try_from(number).unwrap_or(usize::MAX))?;
        }
        5 => return one_map(walk, number, out, choose),
        _ => {}
    }
    out.extend_from_slice(walk.since(from));
    match major {
        4 => (0..number).try_for_each(|_| one_item(walk, out, choose)),
        6 => one_item(walk, out, choose),
        _ => Ok(()),
    }
}

fn one_map(
    walk: &mut Walk<'_>,
    pairs: u64,
    out: &mut Vec<u8>,
    choose: &mut Choose<'_>,
) -> Result<(), NotDeterministic> {
    let (mut kept, mut entries) = (0u64, Vec::new());
    for _ in 0..pairs {
        let key = walk.slice()?;
        let mut ahead = walk.clone();
        let value = ahead.slice()?;
        match choose(key, value) {
            Swap::Drop => *walk = ahead,
            Swap::Put(bytes) => {
                entries.extend_from_slice(key);
                entries.extend(bytes);
                kept += 1;
                *walk = ahead;
            }
            Swap::Keep => {
                entries.extend_from_slice(key);
                one_item(walk, &mut entries, choose)?;
                kept += 1;
            }
        }
    }
    // A Vec takes every byte.
    let _ = Encoder::new(&mut *out).map(kept);
    out.extend(entries);
    Ok(())
}
