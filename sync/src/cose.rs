//! COSE_Sign1 (RFC 9052 §4.2), tagged, EdDSA, as operations and verdicts use it.
//!
//! Protected header: algorithm and content type. Unprotected header: x5chain
//! (RFC 9360) and nothing else. The chain is also the external additional data
//! of the signature, so not one byte of the whole can be changed without
//! breaking it: a copy with other certificates would else be a new operation id.

use coset::cbor::Value;
use coset::iana::{Algorithm, EnumI64 as _, HeaderParameter};
use coset::{CoseSign1, CoseSign1Builder, Header, HeaderBuilder, TaggedCborSerializable as _};

use crate::cbor::{NotDeterministic, check_deterministic};
use crate::certificate::CHAIN_MAX;
use crate::envelope::{SignFailed, Signer};

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
    to_be_signed: Vec<u8>,
    signature: Vec<u8>,
}

#[derive(Debug)]
pub(crate) enum Fault {
    Form(NotDeterministic),
    Shape(&'static str),
    Chain(usize),
}

impl Envelope {
    /// Whether the leaf of the chain signed this.
    pub fn signature_is_right(&self) -> bool {
        self.chain.first().is_some_and(|leaf| {
            crate::certificate::signed(leaf, &self.to_be_signed, &self.signature)
        })
    }
}

pub(crate) fn seal(
    kind: &Kind,
    payload: Vec<u8>,
    signer: &dyn Signer,
) -> Result<Vec<u8>, SignFailed> {
    let chain = chain_value(signer.certificate_chain());
    let bound = value_bytes(&chain);
    let unprotected = HeaderBuilder::new()
        .value(HeaderParameter::X5Chain.to_i64(), chain)
        .build();
    CoseSign1Builder::new()
        .protected(protected(kind))
        .unprotected(unprotected)
        .payload(payload)
        .try_create_signature(&bound, |bytes| signer.sign(bytes))?
        .build()
        .to_tagged_vec()
        .map_err(|error| SignFailed(error.to_string()))
}

pub(crate) fn open(kind: &Kind, bytes: &[u8]) -> Result<Envelope, Fault> {
    check_deterministic(bytes, kind.max).map_err(Fault::Form)?;
    let sign1 = CoseSign1::from_tagged_slice(bytes).map_err(|_| Fault::Shape("envelope"))?;
    if sign1.protected.header != protected(kind) {
        return Err(Fault::Shape("protected header"));
    }
    let (chain, bound) = chain_of(&sign1.unprotected)?;
    let payload = sign1.payload.clone().ok_or(Fault::Shape("payload"))?;
    Ok(Envelope {
        to_be_signed: sign1.tbs_data(&bound),
        signature: sign1.signature,
        payload,
        chain,
    })
}

fn protected(kind: &Kind) -> Header {
    HeaderBuilder::new()
        .algorithm(Algorithm::EdDSA)
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
