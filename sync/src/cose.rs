//! COSE_Sign1 (RFC 9052 §4.2), tagged, as operations, verdicts and cards use it.
//!
//! Protected header: algorithm (that of the leaf's key) and content type.
//! Unprotected header: x5chain (RFC 9360), in operations the disclosures, and
//! nothing else. The chain is also the external additional data of the signature,
//! so not one byte of the whole but the disclosures can be changed without
//! breaking it: a copy with other certificates would else be a new operation id.
//! Disclosures are held to the hashes in what is signed.

use coset::cbor::Value;
use coset::iana::{EnumI64 as _, HeaderParameter};
use coset::{CoseSign1, CoseSign1Builder, Header, HeaderBuilder, TaggedCborSerializable as _};

use crate::cbor::{self, NotDeterministic, Walk, check_deterministic};
use crate::certificate::{self, CHAIN_MAX, Untrusted};
use crate::envelope::{SignFailed, Signer};
use crate::key::Algorithm;

/// The label of the disclosures in the unprotected header: `sd_claims` of
/// draft-ietf-spice-sd-cwt.
const DISCLOSED: u64 = 17;

/// Which kind of thing was signed, and how large the whole may be.
pub(crate) struct Kind {
    pub content_type: &'static str,
    pub max: usize,
    /// Whether disclosures may stand beside.
    pub discloses: bool,
}

/// An envelope whose form is right; the signature is not checked yet.
#[derive(Debug, Clone)]
pub(crate) struct Envelope {
    pub payload: Vec<u8>,
    pub chain: Vec<Vec<u8>>,
    pub algorithm: Algorithm,
    /// The disclosures, as they came.
    pub beside: Option<Vec<Vec<u8>>>,
    to_be_signed: Vec<u8>,
    signature: Vec<u8>,
}

#[derive(Debug)]
pub(crate) enum Fault {
    Form(NotDeterministic),
    Shape(&'static str),
    Chain(usize),
}

/// Why a signature does not hold.
#[derive(Debug)]
pub(crate) enum Unsigned {
    Certificate(Untrusted),
    /// The algorithm is not one of the leaf's key.
    Algorithm {
        algorithm: Algorithm,
        key: String,
    },
    Wrong,
}

impl Envelope {
    /// Whether the leaf of the chain signed this, by an algorithm of its key.
    pub fn signed(&self) -> Result<(), Unsigned> {
        let leaf = self.chain.first();
        let leaf = leaf.ok_or(Unsigned::Certificate(Untrusted::Missing))?;
        let key = certificate::read(leaf).and_then(|leaf| certificate::key_of(&leaf));
        let key = key.map_err(Unsigned::Certificate)?;
        let algorithm = self.algorithm;
        if !algorithm.fits(key.kind) {
            let key = key.kind.name();
            return Err(Unsigned::Algorithm { algorithm, key });
        }
        if key.signed(algorithm, &self.to_be_signed, &self.signature) {
            Ok(())
        } else {
            Err(Unsigned::Wrong)
        }
    }
}

pub(crate) fn seal(
    kind: &Kind,
    payload: Vec<u8>,
    signer: &dyn Signer,
) -> Result<Vec<u8>, SignFailed> {
    seal_beside(kind, payload, &[], signer)
}

/// Signs, with disclosures beside what is signed.
pub(crate) fn seal_beside(
    kind: &Kind,
    payload: Vec<u8>,
    beside: &[Vec<u8>],
    signer: &dyn Signer,
) -> Result<Vec<u8>, SignFailed> {
    let (sign1, bound) = begun(kind, beside, signer);
    finished(
        sign1
            .payload(payload)
            .try_create_signature(&bound, |bytes| signer.sign(bytes))?,
    )
}

/// Signs what lies elsewhere (detached content, RFC 9052 §2).
pub(crate) fn seal_detached(
    kind: &Kind,
    content: &[u8],
    signer: &dyn Signer,
) -> Result<Vec<u8>, SignFailed> {
    let (sign1, bound) = begun(kind, &[], signer);
    finished(sign1.try_create_detached_signature(content, &bound, |bytes| signer.sign(bytes))?)
}

fn begun(kind: &Kind, beside: &[Vec<u8>], signer: &dyn Signer) -> (CoseSign1Builder, Vec<u8>) {
    let chain = chain_value(signer.certificate_chain());
    let bound = value_bytes(&chain);
    let mut unprotected = HeaderBuilder::new();
    if !beside.is_empty() {
        let list = beside.iter().cloned().map(Value::Bytes).collect();
        unprotected = unprotected.value(DISCLOSED.cast_signed(), Value::Array(list));
    }
    let unprotected = unprotected
        .value(HeaderParameter::X5Chain.to_i64(), chain)
        .build();
    let sign1 = CoseSign1Builder::new()
        .protected(protected(kind, signer.algorithm()))
        .unprotected(unprotected);
    (sign1, bound)
}

fn finished(sign1: CoseSign1Builder) -> Result<Vec<u8>, SignFailed> {
    sign1
        .build()
        .to_tagged_vec()
        .map_err(|error| SignFailed::new("sign-failed", error.to_string()))
}

pub(crate) fn open(kind: &Kind, bytes: &[u8]) -> Result<Envelope, Fault> {
    let (sign1, algorithm) = read(kind, bytes)?;
    let (beside, chain, bound) = unprotected_of(kind, &sign1.unprotected)?;
    let payload = sign1.payload.clone().ok_or(Fault::Shape("payload"))?;
    Ok(Envelope {
        beside,
        to_be_signed: sign1.tbs_data(&bound),
        signature: sign1.signature,
        payload,
        chain,
        algorithm,
    })
}

/// Opens what was signed by [`seal_detached`] over `content`.
pub(crate) fn open_detached(kind: &Kind, bytes: &[u8], content: &[u8]) -> Result<Envelope, Fault> {
    let (sign1, algorithm) = read(kind, bytes)?;
    if sign1.payload.is_some() {
        return Err(Fault::Shape("payload"));
    }
    let (beside, chain, bound) = unprotected_of(kind, &sign1.unprotected)?;
    Ok(Envelope {
        beside,
        to_be_signed: sign1.tbs_detached_data(content, &bound),
        signature: sign1.signature,
        payload: Vec::new(),
        chain,
        algorithm,
    })
}

fn read(kind: &Kind, bytes: &[u8]) -> Result<(CoseSign1, Algorithm), Fault> {
    check_deterministic(bytes, kind.max).map_err(Fault::Form)?;
    let sign1 = CoseSign1::from_tagged_slice(bytes).map_err(|_| Fault::Shape("envelope"))?;
    let header = &sign1.protected.header;
    let algorithm = Algorithm::ALL
        .into_iter()
        .find(|algorithm| *header == protected(kind, *algorithm));
    let algorithm = algorithm.ok_or(Fault::Shape("protected header"))?;
    Ok((sign1, algorithm))
}

fn protected(kind: &Kind, algorithm: Algorithm) -> Header {
    HeaderBuilder::new()
        .algorithm(algorithm.cose())
        .content_type(kind.content_type.to_owned())
        .build()
}

/// RFC 9360 §2: one certificate is a byte string, more are an array of them.
fn chain_value(chain: &[Vec<u8>]) -> Value {
    match chain {
        [one] => Value::Bytes(one.clone()),
        more => Value::Array(more.iter().cloned().map(Value::Bytes).collect()),
    }
}

type Unprotected = (Option<Vec<Vec<u8>>>, Vec<Vec<u8>>, Vec<u8>);

fn unprotected_of(kind: &Kind, header: &Header) -> Result<Unprotected, Fault> {
    let shape = || Fault::Shape("unprotected header");
    let alone = Header {
        rest: header.rest.clone(),
        ..Header::default()
    } == *header;
    let is = |label: &coset::Label, number: i64| *label == coset::Label::Int(number);
    let (beside, value) = match header.rest.as_slice() {
        [(label, value)] if is(label, HeaderParameter::X5Chain.to_i64()) => (None, value),
        [(first, list), (second, value)]
            if kind.discloses
                && is(first, DISCLOSED.cast_signed())
                && is(second, HeaderParameter::X5Chain.to_i64()) =>
        {
            (Some(list_of(list)?), value)
        }
        _ => return Err(shape()),
    };
    if !alone {
        return Err(shape());
    }
    let (chain, bound) = chain_of(value)?;
    Ok((beside, chain, bound))
}

fn list_of(value: &Value) -> Result<Vec<Vec<u8>>, Fault> {
    let shape = || Fault::Shape("disclosures");
    let list = value.as_array().ok_or_else(shape)?;
    let bytes = |one: &Value| one.as_bytes().cloned().ok_or_else(shape);
    list.iter().map(bytes).collect()
}

fn chain_of(value: &Value) -> Result<(Vec<Vec<u8>>, Vec<u8>), Fault> {
    let chain = match value {
        Value::Bytes(one) => vec![one.clone()],
        Value::Array(more) if more.len() >= 2 => more
            .iter()
            .map(|one| one.as_bytes().cloned().ok_or(Fault::Shape("x5chain")))
            .collect::<Result<_, _>>()?,
        _ => return Err(Fault::Shape("x5chain")),
    };
    if chain.len() > CHAIN_MAX {
        return Err(Fault::Chain(chain.len()));
    }
    Ok((chain, value_bytes(value)))
}

#[expect(clippy::expect_used, reason = "a Vec as writer never fails")]
fn value_bytes(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    coset::cbor::into_writer(value, &mut bytes).expect("byte strings in an array can be written");
    bytes
}

/// The whole without its disclosures: what an id is the hash of. None when there
/// are none, or when it is no such envelope.
pub(crate) fn bare(bytes: &[u8]) -> Option<Vec<u8>> {
    let parts = Parts::of(bytes)?;
    Some(parts.with(&cbor::without(parts.unprotected, DISCLOSED)?))
}

/// The whole with these disclosures (CBOR) in place of its own.
pub(crate) fn disclosing(bytes: &[u8], list: Option<&[u8]>) -> Option<Vec<u8>> {
    let bare = bare(bytes).unwrap_or_else(|| bytes.to_vec());
    let Some(list) = list else { return Some(bare) };
    let parts = Parts::of(&bare)?;
    Some(parts.with(&cbor::with(parts.unprotected, DISCLOSED, list)?))
}

/// An envelope around its unprotected header.
struct Parts<'b> {
    before: &'b [u8],
    unprotected: &'b [u8],
    after: &'b [u8],
}

impl<'b> Parts<'b> {
    fn of(bytes: &'b [u8]) -> Option<Self> {
        let mut walk = Walk::checked(bytes, usize::MAX, cbor::DEPTH_MAX).ok()?;
        if walk.head().ok()? != (6, 18) || walk.head().ok()? != (4, 4) {
            return None;
        }
        walk.slice().ok()?;
        let before = walk.since(0);
        let unprotected = walk.slice().ok()?;
        let after = bytes.get(walk.at()..)?;
        Some(Self {
            before,
            unprotected,
            after,
        })
    }

    fn with(&self, unprotected: &[u8]) -> Vec<u8> {
        [self.before, unprotected, self.after].concat()
    }
}
