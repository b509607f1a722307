//! What can be said of signed bytes without looking at any history.

use sync::card::CardRefused;
use sync::certificate::{Identity, Roots, Untrusted};
use sync::disclosure::{Disclosures, Key};
use sync::envelope::{self, Opened, Proof, Refused};
use sync::{Facts, OpId, clock};

use crate::cards::Cards;

/// An operation whose author is proven.
#[derive(Debug, Clone)]
pub struct Proven {
    /// Its name ([`envelope::id_of`]).
    pub id: OpId,
    /// The signed bytes.
    pub bytes: Vec<u8>,
    /// What it says.
    pub operation: envelope::Operation,
    /// What of it is only a hash in what was signed.
    pub disclosures: Disclosures,
    /// What of it is not disclosed.
    pub blackened: Vec<Key>,
    /// Who signed, and with what.
    pub proof: Proof,
    /// Why it waits for a person, although its author is proven: what is known of
    /// a card's revocation. Code and facts.
    pub doubt: Option<(String, Facts)>,
}

/// Signed bytes after the first look.
#[derive(Debug, Clone)]
pub enum Examined {
    /// Its author is proven; whether the certificate is revoked is not asked yet.
    Proven(Box<Proven>),
    /// It is refused for what it is.
    Refused {
        /// Its name ([`envelope::id_of`]).
        id: OpId,
        /// Why.
        code: String,
        /// The facts for the sentence.
        facts: Facts,
        /// Whom its certificate names, as far as it can be read: proves nothing.
        claimed: Option<Box<Identity>>,
    },
}

impl Examined {
    /// Its name ([`envelope::id_of`]).
    #[must_use]
    pub fn id(&self) -> OpId {
        match self {
            Self::Proven(proven) => proven.id,
            Self::Refused { id, .. } => *id,
        }
    }
}

/// What is looked at with.
pub struct Trust<'a> {
    /// The agency's own roots.
    pub roots: &'a Roots,
    /// The authorities of cards.
    pub cards: &'a Cards,
}

/// Proves who signed. `now` is our time, ms.
#[must_use]
pub fn examine(bytes: Vec<u8>, trust: &Trust<'_>, now: i64) -> Examined {
    let opened = match envelope::open(&bytes) {
        Ok(opened) => opened,
        Err(why) => return refused(&bytes, None, &why),
    };
    match prove(&opened, trust, now) {
        Ok((proof, doubt)) => Examined::Proven(Box::new(Proven {
            id: opened.id,
            bytes,
            operation: opened.operation,
            disclosures: opened.disclosures,
            blackened: opened.blackened,
            proof,
            doubt,
        })),
        Err(why) => refused(&bytes, opened.claimed().ok(), &why),
    }
}

fn refused(bytes: &[u8], claimed: Option<Identity>, why: &Refused) -> Examined {
    Examined::Refused {
        id: envelope::id_of(bytes),
        code: why.code().to_owned(),
        facts: why.facts(),
        claimed: claimed.map(Box::new),
    }
}

type Found = (Proof, Option<(String, Facts)>);

fn prove(opened: &Opened, trust: &Trust<'_>, now: i64) -> Result<Found, Refused> {
    let nobody = |_: &str| false;
    let at = opened.operation.at;
    let proof = match opened.prove(trust.roots, now, &nobody) {
        // Signed while the certificate held, pushed later: the time of signing counts.
        Err(ended) if at < now && has_ended(&ended) => opened.prove(trust.roots, at, &nobody)?,
        other => other?,
    };
    if clock::far_off(at, now) {
        let (at_ms, now_ms) = (at, now);
        return Err(Refused::Clock { at_ms, now_ms });
    }
    let doubt = match opened.card_chain() {
        None => None,
        Some(chain) => card(chain, at, trust, now)?,
    };
    Ok((proof, doubt))
}

fn has_ended(why: &Refused) -> bool {
    matches!(
        why,
        Refused::Certificate(Untrusted::Time { .. })
            | Refused::Card(
                CardRefused::Time { .. } | CardRefused::Certificate(Untrusted::Time { .. })
            )
    )
}

/// Whether a card was revoked when it signed; why it waits when that is not known.
fn card(
    chain: &[Vec<u8>],
    at: i64,
    trust: &Trust<'_>,
    now: i64,
) -> Result<Option<(String, Facts)>, Refused> {
    match trust.cards.look(chain, at, now) {
        Err(fault) => {
            tracing::error!(code = fault.code(), "lists of revocation: {fault}");
            Ok(Some(("crl-missing".to_owned(), Facts::new())))
        }
        Ok(Ok(None)) => Ok(None),
        Ok(Ok(Some(revoked))) => {
            let facts = Facts::from([("at".to_owned(), revoked.to_string())]);
            Ok(Some(("card-revoked".to_owned(), facts)))
        }
        Ok(Err(why @ (Untrusted::NoList { .. } | Untrusted::StaleList { .. }))) => {
            Ok(Some((why.code().to_owned(), why.facts())))
        }
        Ok(Err(why)) => Err(Refused::Card(CardRefused::Certificate(why))),
    }
}
