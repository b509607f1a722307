//! A small agency in memory that keeps every event, as the server does.

use std::collections::BTreeMap;
use std::sync::Arc;

use feel::Value;
use jiff::civil::{DateTime, date};
use office::ids::{CaseId, OperationId, PackId, PersonId, StationId};
use office::leave::{Band, Kept, Service, grants};
use office::operation::{
    Answers, Approve, Attachment, Correct, File, Key, Paper, Return, Submit, Withdraw,
};
use office::org::{Deputies, Holding, HoldingKind, OrgEvent, Person, Post, Unit};
use office::pack::{self, PackRef};
use office::{
    Actor, Content, Decision, Event, Fault, Operation, Pack, State, Stream, World, calendar, civil,
    decide,
};

/// What a stream holds: its events with time and operation.
type History = Vec<(Event, i64, OperationId)>;

#[derive(Clone)]
pub struct Agency {
    pub histories: BTreeMap<Stream, History>,
    states: BTreeMap<Stream, Arc<State>>,
    packs: BTreeMap<PackRef, Arc<Pack>>,
    pub pack_ref: PackRef,
    operations: u8,
    key: Key,
    /// The time of what the next signer had seen of the case; as of now when nothing is said.
    pub saw: Option<i64>,
    pub now: i64,
}

impl World for Agency {
    fn state(&self, stream: &Stream) -> Result<Option<Arc<State>>, Fault> {
        Ok(Some(
            self.states
                .get(stream)
                .cloned()
                .unwrap_or_else(|| Arc::new(State::empty(stream))),
        ))
    }

    fn pack(&self, pack: &PackRef) -> Result<Option<Arc<Pack>>, Fault> {
        Ok(self.packs.get(pack).cloned())
    }
}

/// The office as a person's computer sees it: some streams are hidden.
pub struct Seen<'a>(pub &'a Agency, pub PersonId);

impl World for Seen<'_> {
    fn state(&self, stream: &Stream) -> Result<Option<Arc<State>>, Fault> {
        let seen = office::scope::may_see(self.0, &self.1, stream, self.0.now)?;
        let new_case = matches!(stream, Stream::Case(_)) && !self.0.histories.contains_key(stream);
        if seen || new_case {
            self.0.state(stream)
        } else {
            Ok(None)
        }
    }

    fn pack(&self, pack: &PackRef) -> Result<Option<Arc<Pack>>, Fault> {
        self.0.pack(pack)
    }
}

pub fn person(id: &str) -> PersonId {
    PersonId::new(id).unwrap()
}

fn pack_files(folder: &str) -> BTreeMap<String, Vec<u8>> {
    fn collect(
        root: &std::path::Path,
        folder: &std::path::Path,
        files: &mut BTreeMap<String, Vec<u8>>,
    ) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path
                .strip_prefix(root)
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned();
            if path.is_dir() {
                collect(root, &path, files);
            } else if !name.starts_with("scenarios") {
                files.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files = BTreeMap::new();
    collect(&root, &root, &mut files);
    files
}

fn read_pack(files: &BTreeMap<String, Vec<u8>>) -> (PackRef, Arc<Pack>) {
    let bytes = pack::bundle(files);
    let pack = Pack::read(&bytes).unwrap_or_else(|e| panic!("{e}"));
    let sha256 = ring::digest::digest(&ring::digest::SHA256, &bytes);
    let pack_ref = PackRef {
        version: pack.manifest.version,
        sha256: sha256.as_ref().try_into().unwrap(),
    };
    (pack_ref, Arc::new(pack))
}

/// The leave pack of the first version, whose flow leads from head to head.
const FLOW_LED: &str = "tests/packs/leave-1";

/// 2026-11-24 09:00 in Taipei.
pub const MORNING: DateTime = date(2026, 11, 24).at(9, 0, 0, 0);

impl Agency {
    /// Units: agency > plan (企劃科) > plan-1 (一股); personnel, archives.
    pub fn open() -> Self {
        Self::open_by(FLOW_LED, organisation())
    }

    /// The same with the leave pack of today, which leads along a route.
    pub fn open_along() -> Self {
        Self::open_by("../packs/leave", organisation())
    }

    /// The same where signatures are those of the person's card.
    pub fn open_with_cards() -> Self {
        let mut files = pack_files("../packs/leave");
        let manifest = files.get_mut("pack.toml").unwrap();
        manifest.extend(b"\n[route]\ncard = true\n");
        Self::open_with(&files, organisation())
    }

    /// The leave pack of today whose form asks for more, before its first text field.
    pub fn open_filling(more: &str) -> Self {
        let mut files = pack_files("../packs/leave");
        let form = String::from_utf8(files["form.json"].clone()).unwrap();
        let asking = form.replacen("{\n      \"type\": \"textfield\",", more, 1);
        assert_ne!(form, asking);
        files.insert("form.json".to_owned(), asking.into_bytes());
        Self::open_with(&files, organisation())
    }

    /// The same without the unit that does the work of an office.
    pub fn open_without(office: &str) -> Self {
        let mut changes = organisation();
        changes.retain(|change| !matches!(change, OrgEvent::OfficePut(name, _) if name == office));
        Self::open_by(FLOW_LED, changes)
    }

    fn open_by(folder: &str, changes: Vec<OrgEvent>) -> Self {
        Self::open_with(&pack_files(folder), changes)
    }

    fn open_with(files: &BTreeMap<String, Vec<u8>>, changes: Vec<OrgEvent>) -> Self {
        let (pack_ref, pack) = read_pack(files);
        let mut agency = Self {
            histories: BTreeMap::new(),
            states: BTreeMap::new(),
            packs: BTreeMap::from([(pack_ref.clone(), Arc::clone(&pack))]),
            pack_ref: pack_ref.clone(),
            operations: 0,
            key: Key::Device,
            saw: None,
            now: civil::instant(MORNING),
        };
        agency.agency(Content::Organise(office::operation::Organise { changes }));
        let year = calendar::read(include_str!("../../data/calendar-2026.toml")).unwrap();
        agency.agency(Content::PublishCalendar(
            office::operation::PublishCalendar { year },
        ));
        let id = PackId::new("leave").unwrap();
        agency.agency(Content::PublishPack(office::operation::PublishPack {
            id,
            pack: pack_ref,
        }));
        for (id, first_post) in PEOPLE.map(|(id, _, _, first_post)| (id, first_post)) {
            let service = Service {
                first_post: first_post.parse().unwrap(),
                credited_months: 0,
            };
            let granted = grants(&service, 2026, &[] as &[Kept], &pack.rules).unwrap();
            let open = office::operation::OpenAccount {
                person: person(id),
                entries: granted,
            };
            agency.agency(Content::OpenAccount(open));
        }
        agency
    }

    /// Publishes the leave pack as its next version, with another flow.
    pub fn publish_next(&mut self, flow: impl Fn(&str) -> String) {
        self.publish_changed("flow.bpmn", flow);
    }

    /// The same with another of its files changed.
    pub fn publish_changed(&mut self, path: &str, change: impl Fn(&str) -> String) {
        let mut files = pack_files(FLOW_LED);
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        let next = self.pack_ref.version + 1;
        let manifest = text(&files["pack.toml"]);
        let manifest = manifest.replacen(
            &format!("version = {}", next - 1),
            &format!("version = {next}"),
            1,
        );
        files.insert("pack.toml".to_owned(), manifest.into_bytes());
        let old = text(&files[path]);
        let new = change(&old);
        assert_ne!(old, new, "{path}");
        files.insert(path.to_owned(), new.into_bytes());
        let (pack_ref, pack) = read_pack(&files);
        self.packs.insert(pack_ref.clone(), pack);
        self.pack_ref = pack_ref.clone();
        let id = PackId::new("leave").unwrap();
        let publish = office::operation::PublishPack { id, pack: pack_ref };
        self.agency(Content::PublishPack(publish));
    }

    /// The flow of a version that was published.
    pub fn flow(&self, version: u32) -> &workflow_engine::plan::Plan {
        let mut packs = self.packs.iter();
        let found = packs.find(|(known, _)| known.version == version);
        &found.unwrap().1.flow
    }

    fn agency(&mut self, content: Content) {
        self.ask_agency(content).unwrap_or_else(|e| panic!("{e}"));
    }

    pub fn ask_agency(&mut self, content: Content) -> Result<(), String> {
        self.ask_as(Actor::Agency, None, content)
    }

    /// Signs, decides and, when accepted, makes true; as text what happened.
    pub fn ask(&mut self, who: &str, content: Content) -> Result<(), String> {
        self.ask_as(Actor::Person(person(who)), None, content)
    }

    /// Signs by the person's card.
    pub fn ask_by_card(&mut self, who: &str, content: Content) -> Result<(), String> {
        self.ask_by(Key::Card, who, content)
    }

    /// Signs by a key.
    pub fn ask_by(&mut self, key: Key, who: &str, content: Content) -> Result<(), String> {
        self.key = key;
        let told = self.ask(who, content);
        self.key = Key::Device;
        told
    }

    pub fn ask_for(&mut self, who: &str, acting_for: &str, content: Content) -> Result<(), String> {
        self.ask_as(
            Actor::Person(person(who)),
            Some(person(acting_for)),
            content,
        )
    }

    fn ask_as(
        &mut self,
        actor: Actor,
        acting_for: Option<PersonId>,
        content: Content,
    ) -> Result<(), String> {
        self.now += 60_000;
        self.decide_signed(actor, acting_for, content, (self.now - 1_000, None))
    }

    /// What a person signed at an instant for another, having seen the agency's word of
    /// another instant, and what is decided only now.
    pub fn ask_late_for(
        &mut self,
        (who, acting_for): (&str, &str),
        content: Content,
        (signed, seen): (i64, Option<i64>),
    ) -> Result<(), String> {
        let actor = Actor::Person(person(who));
        self.decide_signed(actor, Some(person(acting_for)), content, (signed, seen))
    }

    /// What a person signed at an instant and what is decided only now.
    pub fn ask_late(&mut self, who: &str, content: Content, signed: i64) -> Result<(), String> {
        self.decide_signed(Actor::Person(person(who)), None, content, (signed, None))
    }

    fn decide_signed(
        &mut self,
        actor: Actor,
        acting_for: Option<PersonId>,
        content: Content,
        (signed, not_before): (i64, Option<i64>),
    ) -> Result<(), String> {
        self.operations += 1;
        let content = Content::from_bytes(&content.to_bytes()).unwrap();
        let id = OperationId([self.operations; 32]);
        let operation = Operation {
            id,
            actor,
            acting_for,
            at: signed,
            key: self.key,
            not_before,
            saw: self.saw,
            content,
        };
        match decide(self, &operation, self.now).unwrap() {
            Decision::Refused(refusal) => Err(refusal.to_string()),
            Decision::Accepted(changes) => {
                for change in changes {
                    let event =
                        Event::from_bytes(&change.event.to_bytes()).expect("events read back");
                    assert_eq!(event, change.event);
                    let state = self.states.entry(change.stream.clone());
                    let state = state.or_insert_with(|| Arc::new(State::empty(&change.stream)));
                    Arc::make_mut(state).apply(&event, self.now, id);
                    self.histories
                        .entry(change.stream)
                        .or_default()
                        .push((event, self.now, id));
                }
                self.replays();
                Ok(())
            }
        }
    }

    /// Replaying the events gives the state; a cached state reads back the same.
    fn replays(&self) {
        for (stream, history) in &self.histories {
            let replayed = State::replay(
                stream,
                history.iter().map(|(event, at, id)| (event, *at, *id)),
            );
            assert_eq!(&replayed, &*self.states[stream], "{stream}");
            assert_eq!(
                State::from_cache(&replayed.to_cache()).as_ref(),
                Some(&replayed),
                "{stream}"
            );
        }
    }

    pub fn case(&self, id: &str) -> Arc<office::case::Case> {
        match &*self.states[&Stream::Case(CaseId::new(id).unwrap())] {
            State::Case(Some(case)) => Arc::clone(case),
            _ => panic!("no case {id}"),
        }
    }

    pub fn state_of(&self, stream: &str) -> Arc<State> {
        let stream: Stream = stream.parse().unwrap();
        Arc::clone(&self.states[&stream])
    }

    pub fn left(&self, who: &str, pot: &str) -> i64 {
        match &*self.states[&Stream::Account(person(who))] {
            State::Account(account) => account
                .pots(civil::wall(self.now).date())
                .into_iter()
                .filter(|p| p.pot.as_str() == pot)
                .map(|p| p.left)
                .sum(),
            _ => panic!("no account {who}"),
        }
    }

    /// The open stations as text: `role@who`.
    pub fn waits(&self, id: &str) -> Vec<String> {
        let State::Org(org) = &*self.states[&Stream::Org] else {
            panic!("no org")
        };
        let on = civil::wall(self.now).date();
        self.case(id)
            .open_stations()
            .map(|s| {
                let people: Vec<_> = org
                    .at_desk(&s.desk, on)
                    .iter()
                    .map(ToString::to_string)
                    .collect();
                format!("{:?}@{}", s.role, people.join("+"))
            })
            .collect()
    }

    pub fn open_station(&self, id: &str, role: office::case::Role) -> StationId {
        self.case(id)
            .open_stations()
            .find(|s| s.role == role)
            .expect("an open station")
            .id
            .clone()
    }
}

/// Id, name, post, first post.
const PEOPLE: [(&str, &str, &str, &str); 9] = [
    ("p1", "處長", "post-agency", "1996-03-01"),
    ("p5", "科長甲", "post-plan", "2005-08-01"),
    ("p10", "股長乙", "post-plan-1", "2012-02-01"),
    ("p12", "科員丙", "post-clerk-a", "2018-01-02"),
    ("p13", "科員丁", "post-clerk-b", "2020-06-01"),
    ("p22", "技士戊", "post-general", "2019-04-01"),
    ("p31", "人事己", "post-personnel", "2010-01-04"),
    ("p32", "人事庚", "post-personnel-2", "2015-05-01"),
    ("p40", "檔案辛", "post-archives", "2011-09-01"),
];

fn organisation() -> Vec<OrgEvent> {
    use office::ids::{PostId, UnitId};
    let unit = |id: &str, name: &str, above: Option<&str>| {
        let above = above.map(|a| UnitId::new(a).unwrap());
        OrgEvent::UnitPut(Unit {
            id: UnitId::new(id).unwrap(),
            name: name.into(),
            above,
        })
    };
    let post = |id: &str, unit: &str, title: &str, grade: u8, heads: Option<&str>| {
        OrgEvent::PostPut(Post {
            id: PostId::new(id).unwrap(),
            unit: UnitId::new(unit).unwrap(),
            title: title.into(),
            grade,
            heads: heads.map(|h| UnitId::new(h).unwrap()),
        })
    };
    let mut changes = vec![
        OrgEvent::Named("示範機關".into()),
        unit("u-agency", "處本部", None),
        unit("u-plan", "企劃科", Some("u-agency")),
        unit("u-plan-1", "企劃科一股", Some("u-plan")),
        unit("u-general", "秘書室", Some("u-agency")),
        unit("u-personnel", "人事室", Some("u-agency")),
        unit("u-archives", "檔案室", Some("u-agency")),
        post("post-agency", "u-agency", "處長", 12, Some("u-agency")),
        post("post-plan", "u-plan", "科長", 9, Some("u-plan")),
        post("post-plan-1", "u-plan-1", "股長", 8, Some("u-plan-1")),
        post("post-clerk-a", "u-plan-1", "科員", 7, None),
        post("post-clerk-b", "u-plan-1", "科員", 7, None),
        post("post-general", "u-general", "技士", 7, None),
        post("post-personnel", "u-personnel", "科員", 7, None),
        post("post-personnel-2", "u-personnel", "科員", 7, None),
        post("post-archives", "u-archives", "管理師", 8, None),
    ];
    for (id, name, post, first_post) in PEOPLE {
        let first_post = first_post.parse().unwrap();
        changes.push(OrgEvent::PersonPut(Person {
            id: person(id),
            name: name.into(),
            first_post,
            credited_months: 0,
        }));
        changes.push(OrgEvent::HoldingPut(Holding {
            person: person(id),
            post: PostId::new(post).unwrap(),
            from: first_post,
            until: civil::NO_END,
            kind: HoldingKind::Regular,
        }));
    }
    for (post, deputies) in [
        ("post-clerk-a", &["p13", "p10"][..]),
        ("post-plan-1", &["p12"]),
        ("post-plan", &["p10"]),
    ] {
        changes.push(OrgEvent::DeputiesPut(Deputies {
            post: PostId::new(post).unwrap(),
            people: deputies.iter().map(|d| person(d)).collect(),
            from: date(2026, 1, 1),
            until: civil::NO_END,
        }));
    }
    changes.push(OrgEvent::OfficePut(
        "personnel".into(),
        UnitId::new("u-personnel").unwrap(),
    ));
    changes.push(OrgEvent::OfficePut(
        "archives".into(),
        UnitId::new("u-archives").unwrap(),
    ));
    let bands = Band::read(include_str!("../../data/bands.toml")).unwrap();
    changes.push(OrgEvent::BandPut(bands["flexible-0800"].clone()));
    changes
}

pub fn answers(kind: &str, from: DateTime, to: DateTime, deputy: &str) -> Answers {
    let when = [
        ("from".to_owned(), Value::DateTime(from)),
        ("to".to_owned(), Value::DateTime(to)),
    ];
    Answers::from([
        ("kind".to_owned(), Value::text(kind)),
        ("when".to_owned(), Value::Context(when.into())),
        ("deputy".to_owned(), Value::text(deputy)),
        ("reason".to_owned(), Value::text("家庭事務")),
    ])
}

impl Agency {
    pub fn submit(&self, case: &str, answers: Answers) -> Content {
        let attachments: Vec<Attachment> = Vec::new();
        Content::Submit(Submit {
            case: CaseId::new(case).unwrap(),
            pack: self.pack_ref.clone(),
            answers,
            attachments,
        })
    }
}

pub fn approve(case: &str, station: StationId) -> Content {
    Content::Approve(Approve {
        case: CaseId::new(case).unwrap(),
        station,
        opinion: String::new(),
        provisional: None,
        filled: None,
    })
}

pub fn send_back(case: &str, station: StationId, reason: &str) -> Content {
    Content::Return(Return {
        case: CaseId::new(case).unwrap(),
        station,
        reason: reason.into(),
        to: None,
        mode: None,
        siblings: None,
    })
}

pub fn correct(case: &str, station: StationId, answers: Answers) -> Content {
    Content::Correct(Correct {
        case: CaseId::new(case).unwrap(),
        station,
        answers,
        attachments: Vec::new(),
    })
}

pub fn withdraw(case: &str) -> Content {
    Content::Withdraw(Withdraw {
        case: CaseId::new(case).unwrap(),
        reason: String::new(),
    })
}

pub fn file(case: &str, station: StationId, number: &str) -> Content {
    let paper = Paper {
        sha256: [7; 32],
        bytes: 30_000,
        pages: 1,
    };
    Content::File(File {
        case: CaseId::new(case).unwrap(),
        station,
        paper,
        number: number.into(),
    })
}
