//! What operations and events of a case file say, held against each other.

use std::collections::BTreeMap;

use office::case::{CaseEvent, Closed, Role};
use office::ids::StationId;
use office::operation::{Answers, Attachment, Call, Mending, Paper};
use office::pack::PackRef;
use office::{Content, Event};
use sync::case_file::{Fault, Link, Opened, Part, Proof};
use sync::disclosure::Key;
use sync::{Facts, Hash, OpId};

/// The answers of a case from one record on.
pub(super) struct Given {
    pub seq: u64,
    pub hash: Hash,
    pub answers: Answers,
    pub files: Vec<Attachment>,
    pub blackened: Vec<Key>,
}

/// A signature that closed a station, as the record says it.
pub(super) struct Shut {
    pub role: Option<Role>,
    pub closed: Closed,
}

/// All that was read.
#[derive(Default)]
pub(super) struct Said {
    pub contents: BTreeMap<OpId, Content>,
    pub given: Vec<Given>,
    pub shut: BTreeMap<OpId, Shut>,
    pub packs: Vec<(String, PackRef)>,
    pub applicant: Option<String>,
    pub number: Option<String>,
    pub file_number: Option<String>,
    pub paper: Option<Paper>,
    pub faults: Vec<Fault>,
}

fn fault(part: Part, code: &str, facts: &[(&str, String)]) -> Fault {
    Fault {
        part: part.to_string(),
        code: code.to_owned(),
        facts: facts
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect(),
    }
}

/// Reads every operation and record.
pub(super) fn read(opened: &Opened, proof: &Proof) -> Said {
    let mut said = Said::default();
    for (id, signature) in &proof.operations {
        match Content::from_bytes(&signature.opened.operation.content) {
            Ok(content) => {
                said.contents.insert(*id, content);
            }
            Err(refusal) => said.faults.push(Fault {
                part: Part::Operation(*id).to_string(),
                code: refusal.code,
                facts: refusal.facts,
            }),
        }
    }
    let mut roles = BTreeMap::new();
    for link in &proof.links {
        said.record(link, proof, &mut roles);
    }
    said.seen(proof);
    said.case_of(opened);
    said
}

type Roles = BTreeMap<StationId, Role>;

impl Said {
    fn record(&mut self, link: &Link, proof: &Proof, roles: &mut Roles) {
        let Some(record) = &link.record else { return };
        let part = Part::Record(link.seq);
        let Some(event) = Event::from_bytes(&record.body) else {
            self.faults.push(fault(part, "event-unknown", &[]));
            return;
        };
        let Event::Case(event) = event else {
            self.faults.push(fault(part, "case-file-record-other", &[]));
            return;
        };
        match *event {
            CaseEvent::Submitted(x) => {
                self.packs.push((x.service.to_string(), x.pack));
                self.applicant = Some(x.applicant.to_string());
                self.number = x.number;
                self.given(link, &x.answers, &x.attachments);
            }
            CaseEvent::Corrected(x) => self.given(link, &x.answers, &x.attachments),
            CaseEvent::FilledIn(x) => self.filled(link, &x.answers),
            CaseEvent::WentOver(x) => {
                let service = self.packs.last().map(|(service, _)| service.clone());
                self.packs.push((service.unwrap_or_default(), x.pack));
            }
            CaseEvent::StationOpened(station) => {
                roles.insert(station.id, station.role);
            }
            CaseEvent::StationClosed(id, closed) if closed.by.is_some() => {
                let role = roles.get(&id).copied();
                self.signer(link, &closed, proof);
                self.shut.insert(record.operation, Shut { role, closed });
            }
            CaseEvent::FileNumberGiven(number) => self.file_number = Some(number),
            CaseEvent::Filed(paper, _) => self.paper = Some(paper),
            _ => {}
        }
    }

    /// What a station filled in is what it signed, as far as both are shown; the answers from then
    /// on are those before with it.
    fn filled(&mut self, link: &Link, filled: &Answers) {
        let before = self.given.last();
        let mut answers = before
            .map(|given| given.answers.clone())
            .unwrap_or_default();
        form_model::fill_in(&mut answers, filled);
        let (files, mut blackened) = before
            .map(|given| (given.files.clone(), given.blackened.clone()))
            .unwrap_or_default();
        let Some(record) = &link.record else { return };
        let signed = match self.contents.get(&record.operation) {
            Some(Content::Approve(x)) => x.filled.as_ref(),
            Some(Content::Decide(x)) => x.filled.as_ref(),
            _ => None,
        };
        let signed = signed.map(|signed| &signed.answers);
        let differs = filled.iter().find(|(path, value)| {
            let other = signed.and_then(|signed| signed.get(*path));
            other.is_some_and(|other| other != *value)
        });
        let field = differs.map(|(path, _)| path.clone());
        self.told_otherwise(link, field);
        blackened.extend(record.blackened.iter().cloned());
        self.given.push(Given {
            seq: link.seq,
            hash: link.hash,
            answers,
            files,
            blackened,
        });
    }

    fn told_otherwise(&mut self, link: &Link, field: Option<String>) {
        if let Some(field) = field {
            let facts = [("seq", link.seq.to_string()), ("field", field)];
            let part = Part::Record(link.seq);
            self.faults
                .push(fault(part, "case-file-answers-other", &facts));
        }
    }

    /// The answers of a record are those that were signed, as far as both are shown.
    fn given(&mut self, link: &Link, answers: &Answers, files: &[Attachment]) {
        let Some(record) = &link.record else { return };
        let signed = match self.contents.get(&record.operation) {
            Some(Content::Submit(x)) => Some((&x.answers, &x.attachments)),
            Some(Content::Correct(x)) => Some((&x.answers, &x.attachments)),
            _ => None,
        };
        if let Some((asked, attached)) = signed {
            let differs = answers
                .iter()
                .find(|(name, value)| asked.get(*name).is_some_and(|other| other != *value));
            let hashes = |files: &[Attachment]| -> Vec<[u8; 32]> {
                files.iter().map(|file| file.sha256).collect()
            };
            let field = match differs {
                Some((name, _)) => Some(name.clone()),
                None if hashes(files) != hashes(attached) => Some("attachments".to_owned()),
                None => None,
            };
            self.told_otherwise(link, field);
        }
        self.given.push(Given {
            seq: link.seq,
            hash: link.hash,
            answers: answers.clone(),
            files: files.to_vec(),
            blackened: record.blackened.clone(),
        });
    }

    /// Who closed a station, as the record says, is who signed.
    fn signer(&mut self, link: &Link, closed: &Closed, proof: &Proof) {
        let operation = link.record.as_ref().map(|record| record.operation);
        let signature = operation.and_then(|id| proof.operations.get(&id));
        let Some(signature) = signature else { return };
        let asked = &signature.opened.operation;
        let by = closed.by.as_ref().map(ToString::to_string);
        if by.as_deref() != Some(asked.actor.as_str()) {
            let facts = [
                ("seq", link.seq.to_string()),
                ("field", asked.actor.clone()),
            ];
            self.faults.push(fault(
                Part::Record(link.seq),
                "case-file-signer-other",
                &facts,
            ));
        }
    }

    /// What a signer had seen of this case is what stands here.
    fn seen(&mut self, proof: &Proof) {
        for (id, signature) in &proof.operations {
            let stream = proof
                .links
                .iter()
                .find_map(|link| Some(&link.record.as_ref()?.stream));
            let seen = signature.opened.operation.seen.iter();
            for head in seen.filter(|head| Some(&head.stream) == stream) {
                let there = proof.links.iter().find(|link| link.seq == head.seq);
                if there.is_none_or(|link| link.hash != head.hash) {
                    let facts = [("seq", head.seq.to_string())];
                    self.faults
                        .push(fault(Part::Operation(*id), "case-file-seen-other", &facts));
                }
            }
        }
    }

    /// Every operation is about this case.
    fn case_of(&mut self, opened: &Opened) {
        let stream = &opened.manifest.head.stream;
        for (id, content) in &self.contents {
            let ours = content.case().map(|case| format!("case/{case}"));
            if ours.as_ref() != Some(stream) {
                self.faults.push(fault(
                    Part::Operation(*id),
                    "case-file-operation-other",
                    &[],
                ));
            }
        }
    }
}

/// What was done, as the code of its sentence.
pub(super) fn what(content: &Content, shut: Option<&Shut>) -> &'static str {
    match content {
        Content::Submit(_) => "submit",
        Content::Approve(_) => match shut.and_then(|shut| shut.role) {
            Some(Role::Consent) => "consent",
            Some(Role::Note) => "note",
            Some(Role::Consult) => "consult",
            Some(Role::Vote) => "agree",
            _ => "approve",
        },
        Content::Return(_) => "return",
        Content::Correct(_) => "correct",
        Content::Withdraw(_) => "withdraw",
        Content::File(_) => "file",
        Content::Wake(_) => "wake",
        Content::Mend(_) => "mend",
        Content::GoOver(_) => "go-over",
        Content::Receive(_) => "receive",
        Content::Decide(_) => "decide",
        Content::Oppose(_) => "oppose",
        Content::TakeBack(_) => "take-back",
        Content::AddSign(add) => match add.call {
            Call::Sign => "add-sign",
            Call::Consult => "add-consult",
            Call::Delegate => "delegate",
        },
        Content::TakeOff(_) => "take-off",
        Content::Transfer(_) => "transfer",
        Content::Copy(_) => "copy",
        Content::Say(_) => "say",
        Content::Seal(_) => "seal",
        Content::Urge(_) => "urge",
        _ => "other",
    }
}

/// What was written with it: an opinion, a reason, a word.
pub(super) fn words(content: &Content) -> String {
    let text = match content {
        Content::Approve(x) => &x.opinion,
        Content::Return(x) => &x.reason,
        Content::Withdraw(x) => &x.reason,
        Content::Mend(x) => &x.reason,
        Content::GoOver(x) => &x.reason,
        Content::Decide(x) => &x.opinion,
        Content::Oppose(x) => &x.opinion,
        Content::TakeBack(x) => &x.reason,
        Content::AddSign(x) => &x.reason,
        Content::TakeOff(x) => &x.reason,
        Content::Transfer(x) => &x.reason,
        Content::Copy(x) => &x.word,
        Content::Say(x) => &x.opinion,
        Content::Seal(x) => &x.reason,
        _ => return String::new(),
    };
    text.clone()
}

/// Values that an administrator wrote into the flow, by name.
pub(super) fn mended(content: &Content) -> Facts {
    let Content::Mend(mend) = content else {
        return Facts::new();
    };
    let (Mending::Retry(_, values) | Mending::Set(_, values)) = &mend.mending else {
        return Facts::new();
    };
    let one = |(name, value): (&String, &feel::Value)| (name.clone(), crate::answers::text(value));
    values.iter().map(one).collect()
}
