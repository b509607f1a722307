//! Proves what a case file says: the chain of its records, who signed what was
//! asked, the agency's word on each, revocation and time stamp.

use std::collections::{BTreeMap, BTreeSet};

use super::manifest::{Elided, Manifest};
use super::part::Part;
use super::read::Opened;
use super::{CODES, Fault};
use crate::certificate::{self, Identity, Roots, Untrusted, Usage};
use crate::crl::{Crl, Crls};
use crate::envelope::{self, Refused};
use crate::event::{Record, StreamHead, hash_of};
use crate::stamped::StampProof;
use crate::timestamp::Stamp;
use crate::verdict::{self, Decision, Verdict};
use crate::wire::Body as _;
use crate::{Facts, Hash, OpId};

/// Whom the reader trusts. Where nothing is given, the file's own roots are taken,
/// and the reader must compare their fingerprints.
#[derive(Debug, Clone, Default)]
pub struct Trust {
    /// Roots of the agency, DER.
    pub roots: Vec<Vec<u8>>,
    /// Roots of time stamp services, DER.
    pub stamp_roots: Vec<Vec<u8>>,
}

/// One record in the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Its number.
    pub seq: u64,
    /// Its hash.
    pub hash: Hash,
    /// What it says; none where it was left out, or is changed.
    pub record: Option<Record>,
    /// The agency's time of its word on it, ms; none where there is no word here.
    pub word: Option<i64>,
}

/// What is known of the revocation of a signer's certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Revocation {
    /// Not revoked when the file was made.
    Good,
    /// Revoked after the signature: since when, ms.
    Later(i64),
    /// Not known: no list here, or one that had ended.
    Unknown,
}

/// A signed operation and what its signature proves.
#[derive(Debug, Clone)]
pub struct Signature {
    /// The operation.
    pub opened: envelope::Opened,
    /// Who signed, and with what; none when it is not proven, for a fault says why.
    pub proof: Option<envelope::Proof>,
    /// What is known of its certificates.
    pub revocation: Revocation,
    /// When the agency decided it, ms.
    pub word: Option<i64>,
}

/// A time stamp over a record and all before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamped {
    /// What the service says.
    pub stamp: Stamp,
    /// The last record that was there.
    pub seq: u64,
}

/// What a case file proves.
#[derive(Debug, Clone)]
pub struct Proof {
    /// SHA-256 of the root of the agency below which all was proven.
    pub root: Option<Hash>,
    /// Whether the reader gave it.
    pub root_is_given: bool,
    /// Who made the file, when that is proven.
    pub exporter: Option<Identity>,
    /// The chain.
    pub links: Vec<Link>,
    /// The operations.
    pub operations: BTreeMap<OpId, Signature>,
    /// The time stamp, when there is one that holds.
    pub stamp: Option<Stamped>,
    /// SHA-256 of the root of its service.
    pub stamp_roots: Vec<Hash>,
    /// Whether the reader gave that.
    pub stamp_root_is_given: bool,
    /// What does not hold.
    pub faults: Vec<Fault>,
    /// What could not be proven, though nothing speaks against it.
    pub gaps: Vec<Fault>,
}

impl Proof {
    /// Whether nothing is changed and nothing is wrong.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.faults.is_empty()
    }

    /// Whether all of it is proven, too.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.holds() && self.gaps.is_empty()
    }
}

/// Proves what an opened case file says, as of the time at which it was made.
#[must_use]
pub fn prove(opened: &Opened, trust: &Trust) -> Proof {
    let mut proving = Proving {
        opened,
        manifest: &opened.manifest,
        roots: Roots::default(),
        crls: Crls::default(),
        words: BTreeMap::new(),
        proof: Proof {
            root: None,
            root_is_given: !trust.roots.is_empty(),
            exporter: None,
            links: Vec::new(),
            operations: BTreeMap::new(),
            stamp: None,
            stamp_roots: Vec::new(),
            stamp_root_is_given: !trust.stamp_roots.is_empty(),
            faults: opened.faults.clone(),
            gaps: Vec::new(),
        },
    };
    proving.roots(trust);
    proving.exporter();
    proving.named_by_hash();
    proving.chain();
    proving.words();
    proving.operations();
    proving.stamp(trust);
    let mut proof = proving.proof;
    proof.faults.dedup();
    proof
}

struct Proving<'o> {
    opened: &'o Opened,
    manifest: &'o Manifest,
    roots: Roots,
    crls: Crls,
    words: BTreeMap<OpId, Verdict>,
    proof: Proof,
}

fn nobody(_: &str) -> bool {
    false
}

impl Proving<'_> {
    fn fault(&mut self, fault: Fault) {
        self.proof.faults.push(fault);
    }

    /// What is only said to be changed by its own code, and needs no second word.
    fn is_changed(&self, part: Part) -> bool {
        let name = part.to_string();
        let changed = |fault: &Fault| fault.part == name && CODES.contains(&fault.code.as_str());
        self.opened.faults.iter().any(changed)
    }

    fn all(&self, kind: fn(Part) -> bool) -> Vec<(Part, Vec<u8>)> {
        let parts = self.opened.kept().filter(|(part, _)| kind(*part));
        parts.map(|(part, bytes)| (part, bytes.to_vec())).collect()
    }

    fn roots(&mut self, trust: &Trust) {
        let own = self.all(|part| matches!(part, Part::Root(_)));
        let own: Vec<_> = own.into_iter().map(|(_, der)| der).collect();
        let first = Part::Root(1);
        if own.is_empty() && trust.roots.is_empty() {
            self.fault(Fault::new(first, "case-file-root-none"));
            return;
        }
        if !trust.roots.is_empty() && !own.iter().any(|root| trust.roots.contains(root)) {
            let found = own.first().map(|root| Hash::of(root)).unwrap_or_default();
            self.fault(Fault::new(first, "case-file-root").with("found", found));
        }
        let taken = if trust.roots.is_empty() {
            own
        } else {
            trust.roots.clone()
        };
        self.proof.root = taken.first().map(|root| Hash::of(root));
        match Roots::new(taken) {
            Ok(roots) => self.roots = roots,
            Err(untrusted) => self.fault(Fault::of(first, untrusted.code(), untrusted.facts())),
        }
    }

    fn exporter(&mut self) {
        let manifest = self.manifest;
        let chain = &self.opened.envelope.chain;
        match certificate::verify(chain, &self.roots, manifest.at, Usage::Operation, &nobody) {
            Ok(by) => {
                let named = (&by.agency, &by.person, &by.device);
                if named == (&manifest.agency, &manifest.person, &manifest.device) {
                    self.proof.exporter = Some(by);
                } else {
                    self.fault(Fault::new(Part::Manifest, "case-file-exporter"));
                }
            }
            Err(why) => self.fault(Fault::of(Part::Manifest, why.code(), why.facts())),
        }
    }

    /// A part that is named by a hash is the one of this hash.
    fn named_by_hash(&mut self) {
        for (part, listed) in self.manifest.named() {
            let other = match part {
                Part::File(sha256) | Part::Pack(sha256) => sha256 != listed.sha256,
                _ => false,
            };
            if other && !self.is_changed(part) {
                self.fault(Fault::new(part, "case-file-content"));
            }
        }
    }

    fn chain(&mut self) {
        let head = &self.manifest.head;
        let elided: BTreeMap<u64, Hash> = self
            .manifest
            .left_out
            .records
            .iter()
            .map(|Elided { seq, hash }| (*seq, *hash))
            .collect();
        let mut before = Hash::ZERO;
        for seq in 1..=head.seq {
            let part = Part::Record(seq);
            let link = match (self.opened.part(part), elided.get(&seq)) {
                (Some(_), Some(_)) => {
                    self.fault(Fault::new(part, "case-file-record-surplus"));
                    continue;
                }
                (None, Some(hash)) => Link {
                    seq,
                    hash: *hash,
                    record: None,
                    word: None,
                },
                (None, None) => {
                    self.fault(Fault::new(part, "case-file-record-missing").with("seq", seq));
                    before = Hash::ZERO;
                    continue;
                }
                (Some(bytes), None) => self.link(seq, bytes, before),
            };
            before = link.hash;
            self.proof.links.push(link);
        }
        if before != head.hash {
            self.fault(Fault::new(Part::Record(head.seq), "case-file-head").with("seq", head.seq));
        }
        let surplus = self.all(|part| matches!(part, Part::Record(_)));
        let past = |part: &Part| matches!(part, Part::Record(seq) if *seq > head.seq);
        for (part, _) in surplus.iter().filter(|(part, _)| past(part)) {
            self.fault(Fault::new(*part, "case-file-record-surplus"));
        }
        let beyond = elided.keys().filter(|seq| !(1..=head.seq).contains(*seq));
        for seq in beyond {
            self.fault(Fault::new(Part::Record(*seq), "case-file-record-surplus"));
        }
    }

    fn link(&mut self, seq: u64, bytes: &[u8], before: Hash) -> Link {
        let (part, hash) = (Part::Record(seq), hash_of(bytes));
        let record = match Record::read(bytes) {
            Ok(record) => record,
            Err(broken) => {
                self.fault(Fault::of(part, broken.code(), broken.facts()));
                return Link {
                    seq,
                    hash,
                    record: None,
                    word: None,
                };
            }
        };
        if record.stream != self.manifest.head.stream || record.seq != seq {
            self.fault(Fault::new(part, "case-file-record-other"));
        } else if record.previous != before {
            let facts = Facts::from([("seq".to_owned(), seq.to_string())]);
            self.fault(Fault::of(part, "event-chain", facts));
        }
        Link {
            seq,
            hash,
            record: Some(record),
            word: None,
        }
    }

    /// The agency's words: each is proven, and each record is named by one.
    fn words(&mut self) {
        for (part, bytes) in self.all(|part| matches!(part, Part::Verdict(_))) {
            let Part::Verdict(id) = part else { continue };
            let said = verdict::open(&bytes).and_then(|opened| {
                let at = opened.verdict.at;
                opened.verify(&self.roots, at, &nobody)
            });
            match said {
                Ok(word) if word.verdict().operation == id => {
                    self.words.insert(id, word.verdict().clone());
                }
                Ok(_) => self.fault(Fault::new(part, "case-file-verdict-other")),
                Err(doubted) => self.fault(Fault::of(part, doubted.code(), doubted.facts())),
            }
        }
        let stream = self.manifest.head.stream.clone();
        let mut named: BTreeMap<(u64, Hash), (OpId, i64)> = BTreeMap::new();
        for (id, word) in &self.words {
            if word.decision == Decision::Accepted {
                let ours = word.events.iter().filter(|head| head.stream == stream);
                named.extend(ours.map(|head| ((head.seq, head.hash), (*id, word.at))));
            }
        }
        self.words_that_fit(&named);
        let mut links = std::mem::take(&mut self.proof.links);
        let (mut silent, mut other) = (BTreeSet::new(), BTreeSet::new());
        for link in &mut links {
            let word = named.get(&(link.seq, link.hash));
            link.word = word.map(|(_, at)| *at);
            match (&link.record, word) {
                (Some(record), Some((id, _))) if record.operation != *id => {
                    other.insert(link.seq);
                }
                (_, Some(_)) => {}
                // The word is here, and names something else.
                (Some(record), None) if self.words.contains_key(&record.operation) => {
                    other.insert(link.seq);
                }
                (_, None) => {
                    silent.insert(link.seq);
                }
            }
        }
        self.proof.links = links;
        for seq in other {
            self.fault(Fault::new(Part::Record(seq), "case-file-verdict-other").with("seq", seq));
        }
        for seq in silent {
            let gap = Fault::new(Part::Record(seq), "case-file-verdict-missing").with("seq", seq);
            self.proof.gaps.push(gap);
        }
    }

    /// A word on something past the end says that the end was cut off; one on no
    /// record of this case does not belong here.
    fn words_that_fit(&mut self, named: &BTreeMap<(u64, Hash), (OpId, i64)>) {
        let head = self.manifest.head.seq;
        let past: BTreeMap<_, _> = named.iter().filter(|((seq, _), _)| *seq > head).collect();
        if let Some(((seq, _), _)) = past.last_key_value() {
            let seq = *seq;
            self.fault(
                Fault::new(Part::Manifest, "case-file-tail")
                    .with("head", head)
                    .with("seq", seq),
            );
        }
        let fitting: BTreeSet<OpId> = named.values().map(|(id, _)| *id).collect();
        let foreign: Vec<_> = self
            .words
            .keys()
            .filter(|id| !fitting.contains(id))
            .copied()
            .collect();
        for id in foreign {
            self.fault(Fault::new(Part::Verdict(id), "case-file-foreign"));
        }
    }

    fn operations(&mut self) {
        let left_out: BTreeSet<OpId> = self.manifest.left_out.operations.iter().copied().collect();
        let wanted: BTreeSet<OpId> = self
            .proof
            .links
            .iter()
            .filter_map(|link| Some(link.record.as_ref()?.operation))
            .collect();
        let mut read = Vec::new();
        for (part, bytes) in self.all(|part| matches!(part, Part::Operation(_))) {
            let Part::Operation(id) = part else { continue };
            let elsewhere = self.words.contains_key(&id);
            match envelope::open(&bytes) {
                Ok(opened) if opened.id != id => {
                    self.fault(Fault::new(part, "case-file-operation-other"));
                }
                Ok(_) if !wanted.contains(&id) && !elsewhere || left_out.contains(&id) => {
                    self.fault(Fault::new(part, "case-file-foreign"));
                }
                Ok(opened) => read.push((id, opened)),
                Err(refused) => self.fault(Fault::of(part, refused.code(), refused.facts())),
            }
        }
        self.lists(&read);
        for (id, opened) in read {
            let signature = self.signature(id, opened);
            self.proof.operations.insert(id, signature);
        }
        for id in wanted.difference(&left_out) {
            let part = Part::Operation(*id);
            if self.opened.part(part).is_none() {
                self.fault(Fault::new(part, "case-file-operation-missing"));
            }
        }
    }

    /// Lists of the agency, and of whoever stands in a card's chain.
    fn lists(&mut self, read: &[(OpId, envelope::Opened)]) {
        let chains = read.iter().flat_map(|(_, opened)| {
            let card = opened.card_chain().unwrap_or_default();
            opened.chain().iter().chain(card)
        });
        let mut authorities: BTreeSet<Vec<u8>> = chains.cloned().collect();
        authorities.extend(self.roots.certificates().iter().cloned());
        let authorities: Vec<_> = authorities.into_iter().collect();
        for (part, der) in self.all(|part| matches!(part, Part::List(_))) {
            let taken = Crl::read(&der).and_then(|list| self.crls.add(list, &authorities));
            if let Err(refused) = taken {
                self.fault(Fault::of(part, refused.code(), refused.facts()));
            }
        }
    }

    fn signature(&mut self, id: OpId, opened: envelope::Opened) -> Signature {
        let part = Part::Operation(id);
        let word = self.words.get(&id).map(|word| word.at);
        let at = opened.operation.at;
        let proven = match (opened.prove(&self.roots, at, &nobody), word) {
            // A clock that was behind the certificate's beginning: the agency's time counts.
            (Err(Refused::Certificate(Untrusted::Time { .. })), Some(word)) => {
                opened.prove(&self.roots, word, &nobody)
            }
            (proven, _) => proven,
        };
        let mut proof = match proven {
            Ok(_) if opened.operation.agency != self.manifest.agency => {
                self.fault(Fault::new(part, "case-file-operation-other"));
                None
            }
            Ok(proof) => Some(proof),
            Err(refused) => {
                self.fault(Fault::of(part, refused.code(), refused.facts()));
                None
            }
        };
        let revocation = match self.revocation(&opened, at) {
            Ok(known) => known,
            Err(why) if matches!(why, Untrusted::NoList { .. } | Untrusted::StaleList { .. }) => {
                self.proof
                    .gaps
                    .push(Fault::of(part, why.code(), why.facts()));
                Revocation::Unknown
            }
            // The agency took it for now, when the card's authority could not be asked. The device
            // signed it all the same.
            Err(why) if word.is_some() && self.is_of_the_card(&opened, at) => {
                let gap = Fault::of(part, "card-revoked", why.facts());
                self.proof.gaps.push(gap);
                Revocation::Unknown
            }
            Err(why) => {
                proof = None;
                self.fault(Fault::of(part, why.code(), why.facts()));
                Revocation::Unknown
            }
        };
        Signature {
            opened,
            proof,
            revocation,
            word,
        }
    }

    /// Whether it is the card alone that was revoked when it signed.
    fn is_of_the_card(&self, opened: &envelope::Opened, signed: i64) -> bool {
        let looked = |chain| self.crls.look(chain, signed, self.manifest.at);
        let card = opened.card_chain().map(looked);
        looked(opened.chain()).is_ok() && matches!(card, Some(Err(Untrusted::Revoked { .. })))
    }

    /// Asked as of the time at which the file was made: its lists held then.
    fn revocation(&self, opened: &envelope::Opened, signed: i64) -> Result<Revocation, Untrusted> {
        let mut since: Option<i64> = None;
        for chain in [Some(opened.chain()), opened.card_chain()]
            .into_iter()
            .flatten()
        {
            let later = self.crls.look(chain, signed, self.manifest.at)?;
            since = since.into_iter().chain(later).min();
        }
        Ok(since.map_or(Revocation::Good, Revocation::Later))
    }

    fn stamp(&mut self, trust: &Trust) {
        let own = self.all(|part| matches!(part, Part::StampRoot(_)));
        let own: Vec<_> = own.into_iter().map(|(_, der)| der).collect();
        let Some(bytes) = self.opened.part(Part::Stamp) else {
            return;
        };
        let roots = if trust.stamp_roots.is_empty() {
            own
        } else {
            trust.stamp_roots.clone()
        };
        self.proof.stamp_roots = roots.iter().map(|root| Hash::of(root)).collect();
        let proof = match StampProof::from_bytes(bytes) {
            Ok(proof) => proof,
            Err(garbled) => {
                self.fault(Fault::of(Part::Stamp, garbled.code(), garbled.facts()));
                return;
            }
        };
        let StreamHead { stream, seq, hash } = &proof.head;
        let ours = *stream == self.manifest.head.stream;
        if ours && *seq > self.manifest.head.seq {
            let head = self.manifest.head.seq;
            self.fault(
                Fault::new(Part::Manifest, "case-file-tail")
                    .with("head", head)
                    .with("seq", seq),
            );
            return;
        }
        let there = self
            .proof
            .links
            .iter()
            .any(|link| link.seq == *seq && link.hash == *hash);
        if !ours || !there {
            self.fault(Fault::new(Part::Stamp, "case-file-stamp-other"));
            return;
        }
        match proof.verify(&roots) {
            Ok(stamp) => self.proof.stamp = Some(Stamped { stamp, seq: *seq }),
            Err(refused) => {
                self.fault(Fault::of(Part::Stamp, refused.code(), refused.facts()));
            }
        }
    }
}
