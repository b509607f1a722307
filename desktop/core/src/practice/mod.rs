//! An agency in memory, for measurements and tests: it decides with the same
//! code as the agency's server, chains, signs, and hands its streams to a core
//! without a network. It keeps nothing and serves nobody.

mod authority;
mod people;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use office::decide::Change;
use office::ids::{OperationId, PersonId};
use office::operation::{Organise, PublishCalendar, PublishPack};
use office::pack::PackRef;
use office::{
    Actor, Content, Decision, Fault, Operation, Pack, Refusal, State, Stream, World, decide, scope,
};
use serde_json::{Value, json};
use sync::cbor::ByteLists;
use sync::disclosure::Disclosures;
use sync::event::{self, Head, Record, StreamHead};
use sync::verdict::{Decision as Outcome, Verdict};
use sync::wire::PulledStream;
use sync::{Hash, OpId, envelope};
use vault::{Cost, Enrolment, Passphrase, Unlock, Vault};

use crate::{Core, CoreOptions, Failure};
use authority::Authority;
pub use people::{
    ADMINISTRATOR, APPLICANT, ARCHIVIST, CHIEF, COLLEAGUE, DEPUTY, HEAD, OUTSIDER, PERSONNEL,
};

/// Opens every practice vault.
pub const PASSPHRASE: &str = "practice makes perfect";
/// What trying the passphrase costs: as little as may be.
pub const COST: Cost = Cost {
    memory_kib: 64,
    passes: 1,
    lanes: 1,
};
const AGENCY: &str = "practice";
const AGENCY_NAME: &str = "練習機關";

/// The agency.
pub struct Practice {
    /// The agency's time, ms.
    pub now: i64,
    authority: Authority,
    states: BTreeMap<Stream, Arc<State>>,
    heads: BTreeMap<Stream, Head>,
    records: BTreeMap<Stream, Vec<Vec<u8>>>,
    operations: BTreeMap<OpId, Vec<u8>>,
    packs: BTreeMap<PackRef, (Vec<u8>, Arc<Pack>)>,
    verdicts: BTreeMap<OpId, Vec<u8>>,
    count: u64,
}

impl World for Practice {
    fn state(&self, stream: &Stream) -> Result<Option<Arc<State>>, Fault> {
        Ok(Some(
            self.states
                .get(stream)
                .cloned()
                .unwrap_or_else(|| Arc::new(State::empty(stream))),
        ))
    }

    fn pack(&self, pack: &PackRef) -> Result<Option<Arc<Pack>>, Fault> {
        Ok(self.packs.get(pack).map(|(_, pack)| Arc::clone(pack)))
    }
}

impl Practice {
    /// An agency of a few people that offers the service whose source lies in
    /// `pack`, at `now` (ms).
    ///
    /// # Errors
    /// What reading the pack and deciding says.
    pub fn begin(pack: &Path, now: i64) -> Result<Self, Failure> {
        Self::begin_without(&[], pack, now)
    }

    /// The same where nobody does the work of these offices.
    ///
    /// # Errors
    /// As [`Practice::begin`].
    pub fn begin_without(offices: &[&str], pack: &Path, now: i64) -> Result<Self, Failure> {
        let mut practice = Self {
            now,
            authority: Authority::new(AGENCY, now)?,
            states: BTreeMap::new(),
            heads: BTreeMap::new(),
            records: BTreeMap::new(),
            operations: BTreeMap::new(),
            packs: BTreeMap::new(),
            verdicts: BTreeMap::new(),
            count: 0,
        };
        for changes in people::organisation(AGENCY_NAME, offices) {
            practice.agency(Content::Organise(Organise { changes }))?;
        }
        for year in people::calendar()? {
            practice.agency(Content::PublishCalendar(PublishCalendar { year }))?;
        }
        practice.publish(pack)?;
        for open in people::accounts()? {
            practice.agency(Content::OpenAccount(open))?;
        }
        Ok(practice)
    }

    /// The work of an office is given to its unit.
    ///
    /// # Errors
    /// `name-unreadable` for an office that this agency does not have.
    pub fn assign(&mut self, office: &str) -> Result<(), Failure> {
        let changes = vec![people::office_of(office)?];
        self.agency(Content::Organise(Organise { changes }))
    }

    /// Publishes a version of a service from its source folder.
    ///
    /// # Errors
    /// When the folder cannot be read, or it is no pack.
    pub fn publish(&mut self, folder: &Path) -> Result<(), Failure> {
        let mut files = BTreeMap::new();
        read_folder(folder, folder, &mut files)?;
        let bytes = office::pack::bundle(&files);
        let pack = Pack::read(&bytes)?;
        let reference = PackRef {
            version: pack.manifest.version,
            sha256: Hash::of(&bytes).0,
        };
        let id = pack.manifest.id.clone();
        self.packs
            .insert(reference.clone(), (bytes, Arc::new(pack)));
        self.agency(Content::PublishPack(PublishPack {
            id,
            pack: reference,
        }))
    }

    /// The version of a service that new cases use.
    #[must_use]
    pub fn pack_ref(&self) -> Option<PackRef> {
        self.packs.keys().next_back().cloned()
    }

    /// The agency itself asks for something.
    ///
    /// # Errors
    /// What the decision refuses.
    pub fn agency(&mut self, content: Content) -> Result<(), Failure> {
        self.count += 1;
        let id = OperationId(Hash::of(&self.count.to_be_bytes()).0);
        let operation = Operation {
            id,
            actor: Actor::Agency,
            acting_for: None,
            at: self.now,
            key: office::operation::Key::Device,
            not_before: None,
            saw: None,
            content,
        };
        let decided = self.decide(&operation, &Disclosures::none())?;
        decided.map(drop).map_err(Failure::from)
    }

    fn decide(
        &mut self,
        operation: &Operation,
        disclosures: &Disclosures,
    ) -> Result<Result<Vec<StreamHead>, Refusal>, Failure> {
        match decide(self, operation, self.now)? {
            Decision::Refused(refusal) => Ok(Err(refusal)),
            Decision::Accepted(changes) => {
                self.written(&changes, operation.id, disclosures).map(Ok)
            }
        }
    }

    /// Makes events true, whoever decided them.
    ///
    /// # Errors
    /// `event-*` when a record is too large.
    pub fn write(
        &mut self,
        changes: &[Change],
        operation: OperationId,
    ) -> Result<Vec<StreamHead>, Failure> {
        self.written(changes, operation, &Disclosures::none())
    }

    fn written(
        &mut self,
        changes: &[Change],
        operation: OperationId,
        disclosures: &Disclosures,
    ) -> Result<Vec<StreamHead>, Failure> {
        let mut heads = Vec::new();
        for change in changes {
            let head = self
                .heads
                .get(&change.stream)
                .copied()
                .unwrap_or(Head::EMPTY);
            let name = change.stream.to_string();
            let (bytes, head) = Record::seal(
                &head,
                &name,
                Hash(operation.0),
                self.now,
                &change.event.to_bytes(),
                disclosures,
            )?;
            heads.push(StreamHead::new(&name, head));
            self.heads.insert(change.stream.clone(), head);
            self.records
                .entry(change.stream.clone())
                .or_default()
                .push(bytes);
            let state = self
                .states
                .entry(change.stream.clone())
                .or_insert_with(|| Arc::new(State::empty(&change.stream)));
            Arc::make_mut(state).apply(&change.event, self.now, operation);
        }
        Ok(heads)
    }

    /// Decides a signed operation as the server does; answers with the signed
    /// verdict, for a second copy with the first one.
    ///
    /// # Errors
    /// What is wrong with the signature.
    pub fn receive(&mut self, bytes: &[u8]) -> Result<Vec<u8>, Failure> {
        let opened = envelope::open(bytes)?;
        if let Some(verdict) = self.verdicts.get(&opened.id) {
            return Ok(verdict.clone());
        }
        opened.verify(self.authority.roots(), self.now, &|_| false)?;
        self.accept(&opened, bytes)
    }

    /// Decides an operation without looking who signed it, as only a server
    /// would that somebody else has taken over.
    ///
    /// # Errors
    /// What cannot be read in it.
    pub fn receive_from_anybody(&mut self, bytes: &[u8]) -> Result<Vec<u8>, Failure> {
        let opened = envelope::open(bytes)?;
        self.accept(&opened, bytes)
    }

    /// The latest of the own times that somebody had seen, ms.
    fn last_seen(&self, seen: &[StreamHead]) -> Option<i64> {
        let time = |head: &StreamHead| {
            let stream: Stream = head.stream.parse().ok()?;
            let place = usize::try_from(head.seq.checked_sub(1)?).ok()?;
            let bytes = self.records.get(&stream)?.get(place)?;
            let same = event::hash_of(bytes) == head.hash;
            same.then(|| Record::read(bytes).ok()).flatten()
        };
        seen.iter().filter_map(time).map(|record| record.at).max()
    }

    fn accept(&mut self, opened: &envelope::Opened, bytes: &[u8]) -> Result<Vec<u8>, Failure> {
        let said = &opened.operation;
        let acting_for = said.acting_for.clone().map(PersonId::new).transpose();
        let content = Content::from_bytes(&said.content)?;
        let case = content
            .case()
            .map(|case| Stream::Case(case.clone()).to_string());
        let is_case = |head: &&StreamHead| Some(&head.stream) == case.as_ref();
        let of_case: Vec<StreamHead> = said.seen.iter().filter(is_case).cloned().collect();
        let operation = Operation {
            id: OperationId(opened.id.0),
            actor: Actor::read(&said.actor)?,
            acting_for: acting_for.map_err(|_| Failure::new("operation-actor"))?,
            at: said.at,
            key: office::operation::Key::Device,
            not_before: self.last_seen(&said.seen),
            saw: self.last_seen(of_case.as_slice()),
            content,
        };
        let decided = self.decide(&operation, &opened.disclosures)?;
        self.operations.insert(opened.id, bytes.to_vec());
        let (decision, events, code, facts) = match decided {
            Ok(events) => (Outcome::Accepted, events, String::new(), BTreeMap::new()),
            Err(refusal) => (Outcome::Refused, Vec::new(), refusal.code, refusal.facts),
        };
        let operation = opened.id;
        let verdict = Verdict {
            operation,
            decision,
            duplicate: false,
            at: self.now,
            events,
            code,
            facts,
            epoch: 1,
        };
        let signed = self.authority.sign(&verdict)?;
        self.verdicts.insert(operation, signed.clone());
        Ok(signed)
    }

    /// A new computer of a person, enrolled here, with nothing on it yet.
    ///
    /// # Errors
    /// What making the vault says.
    pub fn computer(
        &self,
        home: &Path,
        person: &str,
        options: &CoreOptions,
    ) -> Result<Arc<Core>, Failure> {
        let core = Core::start(CoreOptions {
            home: home.to_path_buf(),
            ..options.clone()
        })?;
        let by = Unlock::Passphrase(Passphrase::new(PASSPHRASE.to_owned()));
        let vault = Vault::create(&core.vault_place(), &by, COST)?;
        let key = vault.write(|tx| tx.make_device_key())?;
        let enrolment = Enrolment {
            agency: AGENCY.to_owned(),
            agency_name: AGENCY_NAME.to_owned(),
            person: person.to_owned(),
            person_name: person.to_owned(),
            device: key.device().to_owned(),
            servers: vec!["https://127.0.0.1:1".to_owned()],
            roots: self.authority.roots().certificates().to_vec(),
            chain: vec![self.authority.device(
                &key.request(Some(person))?,
                person,
                key.device(),
            )?],
            at: self.now,
        };
        vault.write(|tx| tx.set_enrolment(&enrolment))?;
        core.begin(vault)?;
        Ok(core)
    }

    /// Hands everything that the person of a computer may see to it, and fetches
    /// the files that it asks for.
    ///
    /// # Errors
    /// What taking it in says.
    pub fn deliver(&self, core: &Core) -> Result<(), Failure> {
        self.hand_over(core, &|bytes| bytes.to_vec())
    }

    /// The same with one byte of every pack changed on the way.
    ///
    /// # Errors
    /// `blob-changed`, when a pack is fetched at all.
    pub fn deliver_spoiled(&self, core: &Core) -> Result<(), Failure> {
        self.hand_over(core, &|bytes| {
            let mut spoiled = bytes.to_vec();
            if let Some(last) = spoiled.last_mut() {
                *last ^= 1;
            }
            spoiled
        })
    }

    /// From now on every signed operation is handed out with a byte changed.
    pub fn spoil_signatures(&mut self) {
        for bytes in self.operations.values_mut() {
            if let Some(last) = bytes.last_mut() {
                *last ^= 1;
            }
        }
    }

    fn hand_over(&self, core: &Core, on_the_way: &dyn Fn(&[u8]) -> Vec<u8>) -> Result<(), Failure> {
        let session = core.session()?;
        let accepted = session.accepted();
        let mut pulled = Vec::new();
        let mut seen = BTreeSet::new();
        for (stream, records) in &self.records {
            if !scope::may_see(self, session.me(), stream, self.now)? {
                continue;
            }
            seen.insert(stream.clone());
            let here = usize::try_from(session.world().head(stream).seq).unwrap_or(usize::MAX);
            let news: Vec<Vec<u8>> = records.iter().skip(here).cloned().collect();
            if !news.is_empty() {
                pulled.push(self.pulled(stream, news)?);
            }
        }
        let here: Vec<Stream> = session.known.memory().heads.keys().cloned().collect();
        let gone: Vec<String> = here
            .iter()
            .filter(|s| !seen.contains(*s))
            .map(ToString::to_string)
            .collect();
        session.revoke(&gone)?;
        session.take(&pulled)?;
        session.caught_up(&accepted)?;
        for wanted in session.wanted()? {
            let pack = self
                .packs
                .iter()
                .find(|(reference, _)| Hash(reference.sha256).to_hex() == wanted.sha256);
            if let Some((_, (bytes, _))) = pack {
                session.keep_blob(
                    &wanted,
                    &on_the_way(bytes),
                    "application/vnd.antou.pack+cbor",
                )?;
            }
        }
        Ok(())
    }

    fn pulled(&self, stream: &Stream, records: Vec<Vec<u8>>) -> Result<PulledStream, Failure> {
        let (mut operations, mut words) = (BTreeMap::new(), BTreeMap::new());
        for bytes in &records {
            let id = Record::read(bytes)?.operation;
            if let Some(signed) = self.operations.get(&id) {
                operations.insert(id, signed.clone());
            }
            if let Some(word) = self.verdicts.get(&id) {
                words.insert(id, word.clone());
            }
        }
        let operations = operations.into_values().collect();
        let words: Vec<_> = words.into_values().collect();
        Ok(PulledStream {
            stream: stream.to_string(),
            records,
            operations,
            more: false,
            refused: None,
            verdicts: Some(ByteLists(words)),
        })
    }

    /// Everything that waits on a computer is signed and goes up, and the
    /// verdicts come back.
    ///
    /// # Errors
    /// What signing and the verdicts' way back say.
    pub fn collect(&mut self, core: &Core) -> Result<usize, Failure> {
        let session = core.session()?;
        session.seal_due(true)?;
        let ids = session
            .outbox()
            .next_batch(usize::MAX, usize::MAX, session.now());
        session.sending(&ids)?;
        let queue = session.queue();
        for id in &ids {
            let Some(signed) = queue.of(id).and_then(|queued| queued.signed.clone()) else {
                continue;
            };
            let verdict = self.receive(&signed)?;
            let opened = sync::verdict::open(&verdict)?;
            let at = opened.verdict.at;
            let verified = opened.verify(&session.identity.roots, at, &|_| false)?;
            session.take_verdicts(&[(verified, verdict.as_slice())])?;
        }
        Ok(ids.len())
    }

    /// The state of a case.
    #[must_use]
    pub fn case(&self, case: &office::ids::CaseId) -> Option<Arc<office::case::Case>> {
        match self
            .states
            .get(&Stream::Case(case.clone()))
            .map(|state| &**state)
        {
            Some(State::Case(Some(case))) => Some(Arc::clone(case)),
            _ => None,
        }
    }

    /// The person of a computer approves a case at the station that waits for
    /// them, and it goes up at once.
    ///
    /// # Errors
    /// `station-unknown` when none waits; what acting says.
    pub fn approve(&mut self, core: &Core, case: &str) -> Result<(), Failure> {
        let shown = core.call("case_open", json!({ "case": case }))?;
        let station = shown
            .get("station")
            .and_then(Value::as_str)
            .ok_or_else(|| Failure::new("station-unknown"))?;
        let act = json!({ "case": case, "station": station, "act": "approve", "opinion": "" });
        core.call("station_act", act)?;
        self.collect(core)?;
        self.deliver(core)
    }

    /// Copies the whole history of a case under other names, numbered from
    /// `first`, for a vault of many cases.
    ///
    /// # Errors
    /// What writing the events says.
    pub fn copy_case(&mut self, template: &str, first: usize, count: usize) -> Result<(), Failure> {
        let template = office::ids::CaseId::new(template)?;
        let source = self
            .records
            .get(&Stream::Case(template))
            .cloned()
            .unwrap_or_default();
        let mut events = Vec::new();
        for bytes in &source {
            events.push(crate::store::event(&Record::read(bytes)?)?);
        }
        for number in first..first + count {
            let id = office::ids::CaseId::new(format!("{number:032x}"))
                .map_err(|_| Failure::new("case-unknown"))?;
            let changes: Vec<Change> = events
                .iter()
                .map(|event| Change {
                    stream: Stream::Case(id.clone()),
                    event: people::renamed(event, &id, number),
                })
                .collect();
            self.count += 1;
            let operation = OperationId(Hash::of(&self.count.to_be_bytes()).0);
            self.write(&changes, operation)?;
        }
        Ok(())
    }
}

/// The files of a pack's source; scenarios stay in the source.
fn read_folder(
    root: &Path,
    folder: &Path,
    files: &mut BTreeMap<String, Vec<u8>>,
) -> Result<(), Failure> {
    let failed = |e: std::io::Error| crate::core::disk(&e);
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path
            .strip_prefix(root)
            .unwrap_or(&path)
            .to_string_lossy()
            .replace('\\', "/");
        if path.is_dir() {
            if name != "scenarios" {
                read_folder(root, &path, files)?;
            }
        } else {
            files.insert(name, std::fs::read(&path).map_err(failed)?);
        }
    }
    Ok(())
}
