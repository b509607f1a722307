//! Puts the report of a case file together.

use std::collections::{BTreeMap, BTreeSet};

use office::Pack;
use office::case::Authority;
use office::operation::Attachment;
use office::pack::PackRef;
use sync::case_file::{Names, Opened, Part, Proof, Revocation};
use sync::disclosure::Key;
use sync::envelope::SignedWith;
use sync::{Facts, Hash, OpId};

use super::report::{Answer, FileLine, Left, Named, Report, Saw, Step, Told, Verdict, Version};
use super::said::{self, Given, Said};
use crate::answers;
use crate::texts::Texts;

/// Puts the report together.
pub(super) fn of(opened: &Opened, proof: Proof, language: &str) -> Report {
    let said = said::read(opened, &proof);
    let teller = Teller {
        opened,
        proof: &proof,
        said: &said,
        names: opened
            .part(Part::Names)
            .and_then(|bytes| Names::read(bytes).ok())
            .unwrap_or_default(),
        language,
    };
    let (versions, steps, paper) = (teller.versions(), teller.steps(), teller.paper());
    let mut gaps = teller.gaps(&versions, paper.as_ref());
    let exporter = proof.exporter.as_ref().map(|by| teller.named(&by.person));
    let left_out = teller.left_out();
    let manifest = &opened.manifest;
    let mut faults: Vec<Told> = proof.faults.into_iter().map(Told::from).collect();
    faults.extend(said.faults.into_iter().map(Told::from));
    gaps.splice(0..0, proof.gaps.into_iter().map(Told::from));
    let verdict = match (faults.is_empty(), gaps.is_empty()) {
        (false, _) => Verdict::Broken,
        (true, false) => Verdict::Gaps,
        (true, true) => Verdict::Whole,
    };
    Report {
        verdict,
        agency: manifest.agency.clone(),
        case: manifest.head.stream.trim_start_matches("case/").to_owned(),
        number: said.number,
        file_number: said.file_number,
        packs: said
            .packs
            .iter()
            .map(|(service, pack)| (service.clone(), pack.version))
            .collect(),
        exporter,
        made: manifest.at,
        records: manifest.head.seq,
        head: manifest.head.hash.to_hex(),
        root: proof.root.map(|root| root.to_hex()),
        root_is_given: proof.root_is_given,
        versions,
        steps,
        paper,
        stamp: proof.stamp.map(|one| (one.stamp.at, one.stamp.by)),
        stamp_root: proof.stamp_roots.first().map(Hash::to_hex),
        stamp_root_is_given: proof.stamp_root_is_given,
        left_out,
        faults,
        gaps,
    }
}

struct Teller<'a> {
    opened: &'a Opened,
    proof: &'a Proof,
    said: &'a Said,
    names: Names,
    language: &'a str,
}

impl Teller<'_> {
    fn named(&self, id: &str) -> Named {
        let name = self.names.people.get(id).map_or(id, String::as_str);
        Named {
            id: id.to_owned(),
            name: name.to_owned(),
        }
    }

    fn versions(&self) -> Vec<Version> {
        let given = self.said.given.iter().zip(1..);
        given
            .map(|(given, number)| Version {
                number,
                seq: given.seq,
                hash: given.hash.to_hex(),
                answers: self.answers(given),
                files: given.files.iter().map(|file| self.file(file)).collect(),
            })
            .collect()
    }

    /// The version of the service that held when answers were given.
    fn pack(&self) -> Option<Pack> {
        let (_, PackRef { sha256, .. }) = self.said.packs.first()?;
        let bytes = self.opened.part(Part::Pack(Hash(*sha256)))?;
        Pack::read(bytes).ok()
    }

    fn answers(&self, given: &Given) -> Vec<Answer> {
        let pack = self.pack();
        let texts = pack.as_ref().map(Texts::of);
        let fields = pack
            .as_ref()
            .map(|pack| pack.form.fields())
            .unwrap_or_default();
        let label = |key: &str| {
            let text = texts
                .as_ref()
                .and_then(|texts| texts.get(self.language, &answers::text_key(key)));
            let field = fields.iter().find(|field| field.path == key);
            let label = field.map(|field| field.label.as_str());
            text.or(label)
                .filter(|text| !text.is_empty())
                .unwrap_or(key)
                .to_owned()
        };
        let value = |key: &str, value: &feel::Value| {
            let text = answers::text(value);
            let field = fields.iter().find(|field| field.path == key);
            let choices = field.and_then(|field| field.options.fixed());
            let choice = choices
                .unwrap_or_default()
                .iter()
                .find(|choice| choice.value == text);
            match (choice, self.names.people.get(&text)) {
                (Some(choice), _) => choice.label.clone(),
                (None, Some(name)) => format!("{name} ({text})"),
                (None, None) => text,
            }
        };
        let shown = given.answers.iter().map(|(key, said)| Answer {
            key: key.clone(),
            label: label(key),
            value: Some(value(key, said)),
        });
        let hidden = given.blackened.iter().filter_map(|key| match key {
            Key::Text(key) => Some(Answer {
                key: key.clone(),
                label: label(key),
                value: None,
            }),
            Key::Number(_) => None,
        });
        let mut all: Vec<_> = shown.chain(hidden).collect();
        let place = |key: &str| fields.iter().position(|field| field.path == key);
        all.sort_by_key(|answer| (place(&answer.key).unwrap_or(usize::MAX), answer.key.clone()));
        all.dedup_by(|a, b| a.key == b.key);
        all
    }

    fn place(&self, part: Part, sha256: &Hash) -> &'static str {
        let found = self.opened.hash(part);
        if found.is_some_and(|(_, hash)| hash == *sha256) {
            "here"
        } else if self.opened.manifest.left_out.files.contains(sha256) {
            "left-out"
        } else {
            "missing"
        }
    }

    fn file(&self, file: &Attachment) -> FileLine {
        let sha256 = Hash(file.sha256);
        FileLine {
            name: file.name.clone(),
            bytes: file.bytes,
            sha256: sha256.to_hex(),
            place: self.place(Part::File(sha256), &sha256),
        }
    }

    fn paper(&self) -> Option<FileLine> {
        let paper = self.said.paper.as_ref()?;
        let sha256 = Hash(paper.sha256);
        Some(FileLine {
            name: Part::Paper.to_string(),
            bytes: paper.bytes,
            sha256: sha256.to_hex(),
            place: self.place(Part::Paper, &sha256),
        })
    }

    /// One step for each operation, in the order of its first record.
    fn steps(&self) -> Vec<Step> {
        let mut order: Vec<(Option<OpId>, Vec<u64>)> = Vec::new();
        for link in &self.proof.links {
            let id = link.record.as_ref().map(|record| record.operation);
            match order
                .iter_mut()
                .find(|(known, _)| known.is_some() && *known == id)
            {
                Some((_, records)) => records.push(link.seq),
                None => order.push((id, vec![link.seq])),
            }
        }
        order
            .into_iter()
            .map(|(id, records)| self.step(id, records))
            .collect()
    }

    fn step(&self, id: Option<OpId>, records: Vec<u64>) -> Step {
        let first = records.first().copied().unwrap_or_default();
        let link = self.proof.links.iter().find(|link| link.seq == first);
        let last = records.last().copied().unwrap_or_default();
        let stamp = self.proof.stamp.as_ref().filter(|stamp| stamp.seq >= last);
        let mut step = Step {
            at: link.and_then(|link| Some(link.record.as_ref()?.at)),
            operation: id.map(|id| id.to_hex()),
            what: "left-out",
            by: None,
            acting_for: None,
            right: "",
            title: String::new(),
            device: String::new(),
            key: "",
            certificate: String::new(),
            signed: None,
            words: String::new(),
            values: Facts::new(),
            saw: None,
            signature: "left-out",
            why: None,
            revoked_later: None,
            revocation_known: false,
            word: link.and_then(|link| link.word),
            stamped: stamp.map(|stamp| stamp.stamp.at),
            records,
        };
        if let Some(id) = id {
            self.shut(&mut step, &id);
            self.signed(&mut step, &id);
        }
        step
    }

    /// What the record says of the station that was closed.
    fn shut(&self, step: &mut Step, id: &OpId) {
        let Some(shut) = self.said.shut.get(id) else {
            return;
        };
        let closed = &shut.closed;
        step.by = closed.by.as_ref().map(|by| self.named(by.as_str()));
        step.acting_for = closed.acting_for.as_ref().map(|by| self.named(by.as_str()));
        step.title.clone_from(&closed.title);
        step.words.clone_from(&closed.opinion);
        step.right = match closed.right.as_ref().map(|right| right.authority) {
            Some(Authority::Own) => "own",
            Some(Authority::Deputy) => "deputy",
            Some(Authority::Vacant) => "vacant",
            Some(Authority::HandedOn) => "handed-on",
            None => "",
        };
    }

    fn signed(&self, step: &mut Step, id: &OpId) {
        let Some(signature) = self.proof.operations.get(id) else {
            return;
        };
        let asked = &signature.opened.operation;
        step.by = Some(self.named(&asked.actor));
        step.acting_for = asked.acting_for.as_ref().map(|by| self.named(by));
        step.device.clone_from(&asked.device);
        step.signed = Some(asked.at);
        if let Some(content) = self.said.contents.get(id) {
            step.what = said::what(content, self.said.shut.get(id));
            let words = said::words(content);
            if !words.is_empty() {
                step.words = words;
            }
            step.values = said::mended(content);
        }
        step.signature = if signature.proof.is_some() {
            "valid"
        } else {
            "wrong"
        };
        if let Some(proof) = &signature.proof {
            step.key = match proof.signed_with {
                SignedWith::Device => "device",
                SignedWith::Card => "card",
            };
            step.certificate.clone_from(&proof.serial);
        } else {
            let name = Part::Operation(*id).to_string();
            let why = self.proof.faults.iter().find(|fault| fault.part == name);
            step.why = why.cloned().map(Told::from);
        }
        match signature.revocation {
            Revocation::Good => step.revocation_known = true,
            Revocation::Later(since) => {
                step.revocation_known = true;
                step.revoked_later = Some(since);
            }
            Revocation::Unknown => {}
        }
        step.saw = self.saw(&asked.seen);
    }

    fn saw(&self, seen: &[sync::event::StreamHead]) -> Option<Saw> {
        let stream = &self.opened.manifest.head.stream;
        let head = seen.iter().find(|head| head.stream == *stream)?;
        let versions = self.said.given.iter().filter(|given| given.seq <= head.seq);
        let last = versions.clone().next_back();
        Some(Saw {
            seq: head.seq,
            version: versions.count(),
            files: last.map_or(0, |given| given.files.len()),
        })
    }

    fn left_out(&self) -> Left {
        let out = &self.opened.manifest.left_out;
        let mut missing = BTreeMap::new();
        for one in &out.missing {
            *missing.entry(one.what.clone()).or_insert(0) += 1;
        }
        Left {
            records: out.records.iter().map(|record| record.seq).collect(),
            operations: out.operations.len(),
            files: out.files.len(),
            fields: out.fields.clone(),
            missing,
        }
    }

    /// Files and versions that are neither here nor left out.
    fn gaps(&self, versions: &[Version], paper: Option<&FileLine>) -> Vec<Told> {
        let told = |part: String, code: &str, sha256: String| Told {
            part,
            code: code.to_owned(),
            facts: Facts::from([("sha256".to_owned(), sha256)]),
        };
        let files = versions
            .iter()
            .flat_map(|version| &version.files)
            .chain(paper);
        let absent: BTreeSet<&String> = files
            .filter(|file| file.place == "missing")
            .map(|file| &file.sha256)
            .collect();
        let files = absent.into_iter().map(|sha256| {
            told(
                format!("files/{sha256}"),
                "case-file-file-missing",
                sha256.clone(),
            )
        });
        let packs: BTreeSet<_> = self
            .said
            .packs
            .iter()
            .map(|(_, pack)| Hash(pack.sha256))
            .collect();
        let packs = packs
            .into_iter()
            .filter(|sha256| self.opened.part(Part::Pack(*sha256)).is_none())
            .map(|sha256| {
                told(
                    Part::Pack(sha256).to_string(),
                    "case-file-pack-missing",
                    sha256.to_hex(),
                )
            });
        files.chain(packs).collect()
    }
}
