//! What can be said of signed bytes without looking at any history.

use sync::certificate::{Roots, Untrusted};
use sync::envelope::{self, Opened, Refused};
use sync::{Facts, OpId};

/// An operation whose author is proven.
#[derive(Debug, Clone)]
pub struct Proven {
    /// SHA-256 of the signed bytes.
    pub id: OpId,
    /// The signed bytes.
    pub bytes: Vec<u8>,
    /// What it says.
    pub operation: envelope::Operation,
    /// Serial number of the certificate.
    pub serial: String,
}

/// Signed bytes after the first look.
#[derive(Debug, Clone)]
pub enum Examined {
    /// Its author is proven; whether the certificate is revoked is not asked yet.
    Proven(Box<Proven>),
    /// It is refused for what it is.
    Refused {
        /// SHA-256 of the bytes.
        id: OpId,
        /// Why.
        code: String,
        /// The facts for the sentence.
        facts: Facts,
    },
}

impl Examined {
    /// SHA-256 of the signed bytes.
    #[must_use]
    pub fn id(&self) -> OpId {
        match self {
            Self::Proven(proven) => proven.id,
            Self::Refused { id, .. } => *id,
        }
    }
}

/// Proves who signed. `now` is our time, ms.
#[must_use]
pub fn examine(bytes: Vec<u8>, roots: &Roots, now: i64) -> Examined {
    match prove(&bytes, roots, now) {
        Ok((opened, serial)) => Examined::Proven(Box::new(Proven {
            id: opened.id,
            bytes,
            operation: opened.operation,
            serial,
        })),
        Err(why) => Examined::Refused {
            id: OpId::of(&bytes),
            code: why.code().to_owned(),
            facts: why.facts(),
        },
    }
}

fn prove(bytes: &[u8], roots: &Roots, now: i64) -> Result<(Opened, String), Refused> {
    let opened = envelope::open(bytes)?;
    let nobody = |_: &str| false;
    let named = match opened.verify(roots, now, &nobody) {
        // Signed while the certificate held, pushed later: the time of signing counts.
        Err(Refused::Certificate(Untrusted::Time { .. })) if opened.operation.at < now => {
            opened.verify(roots, opened.operation.at, &nobody)?
        }
        other => other?,
    };
    Ok((opened, named.serial))
}
