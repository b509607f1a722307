//! COSE_Sign1 (RFC 9052 §4.2), tagged, as operations, verdicts and cards use it.
//!
//! Protected header: algorithm (that of the leaf's key) and content type. Unprotected header: x5chain
//! (RFC 9360) and nothing else. The chain is also the external additional data
//! of the signature, so not one byte of the whole can be changed without
//! breaking it: a copy with other certificates would else be a new operation id.

use coset::cbor::Value;
use coset::iana::{EnumI64 as _, HeaderParameter};
use coset::{CoseSign1, CoseSign1Builder, Header, HeaderBuilder, TaggedCborSerializable as _};

use crate::cbor::{NotDeterministic, check_deterministic};
use crate::certificate::{self, CHAIN_MAX, Untrusted};
use crate::envelope::{SignFailed, Signer};
use crate::key::Algorithm;

/// Which kind of thing was signed, and how large the whole may be.
pub(crate) struct Kind {
    pub content_type: &'static str,
    pub max: usize,
}

/// An envelope whose form is right; the signature is not checked yet.
#[derive(Debug, Clone)]
pub(crate) struct Envelope {
    pub payload: Vec<u8>,
    pub chain: Vec<Vec<u8>>,
    pub algorithm: Algorithm,
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
    let (sign1, bound) = begun(kind, signer);
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
    let (sign1, bound) = begun(kind, signer);
    finished(sign1.try_create_detached_signature(content, &bound, |bytes| signer.sign(bytes))?)
}

fn begun(kind: &Kind, signer: &dyn Signer) -> (CoseSign1Builder, Vec<u8>) {
    let chain = chain_value(signer.certificate_chain());
    let bound = value_bytes(&chain);
    let unprotected = HeaderBuilder::new()
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
    let (chain, bound) = chain_of(&sign1.unprotected)?;
    let payload = sign1.payload.clone().ok_or(Fault::Shape("payload"))?;
    Ok(Envelope {
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
    let (chain, bound) = chain_of(&sign1.unprotected)?;
    Ok(Envelope {
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

fn chain_of(header: &Header) -> Result<(Vec<Vec<u8>>, Vec<u8>), Fault> {
    let shape = Fault::Shape("unprotected header");
    let [(label, value)] = header.rest.as_slice() else {
        return Err(shape);
    };
    let label_is_x5chain = *label == coset::Label::Int(HeaderParameter::X5Chain.to_i64());
    let alone = Header {
        rest: header.rest.clone(),
        ..Header::default()
    } == *header;
    if !label_is_x5chain || !alone {
        return Err(shape);
    }
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
