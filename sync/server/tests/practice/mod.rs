//! An agency in a fresh folder, and devices that talk to it.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

pub mod net;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use agency_server::authority::{Authority, random};
use agency_server::clock::Clock;
use agency_server::{Agency, Folder, Settings, admin};
use office::Content;
use office::ids::UnitId;
use office::operation::{Organise, Under};
use office::org::{OrgEvent, Unit};
use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair, PKCS_ED25519};
use ring::signature::Ed25519KeyPair;
use sync::disclosure::{Disclosure, Disclosures, Key};
use sync::envelope::{Operation, SignFailed, Signed, Signer, seal, seal_disclosing};
use sync::verdict::{self, Verdict};
use sync::wire::{Enrol, Enrolled};

/// Tuesday 24 November 2026, 09:00 in Taipei.
pub const NINE: i64 = 1_795_482_000_000;

/// A clock that stands until it is set.
pub struct Hands(Arc<AtomicI64>);

impl Hands {
    pub fn set(&self, now: i64) {
        self.0.store(now, Ordering::SeqCst);
    }

    pub fn now(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }

    pub fn clock(&self) -> Clock {
        let hands = Arc::clone(&self.0);
        Arc::new(move || hands.load(Ordering::SeqCst))
    }
}

/// A folder with an agency, removed at the end.
pub struct Site {
    dir: tempfile::TempDir,
    pub hands: Hands,
}

pub fn demo(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("demo")
        .join(file)
}

/// The demo's agency file, its relative paths made absolute.
pub fn demo_text() -> String {
    let text = std::fs::read_to_string(demo("agency.toml")).unwrap();
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../workflow-engine/office/data");
    text.replace(
        "../../../workflow-engine/office/data",
        data.to_str().unwrap(),
    )
}

pub fn leave_pack() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../workflow-engine/packs/leave")
}

/// The first version of it, whose flow leads from head to head.
pub fn flow_led_pack() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../workflow-engine/office/tests/packs/leave-1")
}

impl Site {
    /// Keys and database, nothing else.
    pub fn empty() -> Self {
        Self::at(NINE)
    }

    pub fn at(now: i64) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let settings = Settings::new(
            "demo-archives",
            "示範市政府檔案服務處",
            "127.0.0.1:0".parse().unwrap(),
        );
        admin::init(&Folder::at(dir.path()), &settings, now).unwrap();
        Self {
            dir,
            hands: Hands(Arc::new(AtomicI64::new(now))),
        }
    }

    pub fn folder(&self) -> Folder {
        Folder::at(self.dir.path())
    }

    pub fn open(&self) -> Agency {
        Agency::open(&self.folder(), self.hands.clock()).unwrap().0
    }

    /// The people of the demo, without accounts and leave: no pack is needed.
    pub async fn with_people() -> Self {
        let site = Self::empty();
        site.import_people().await;
        site
    }

    pub async fn import_people(&self) {
        let text = demo_text();
        let (text, _) = text.split_once("\n[[leave]]").unwrap();
        let (before, after) = text.split_once("[accounts]").unwrap();
        let rest = after.split_once("\n[[").unwrap().1;
        let text = format!("{before}[[{rest}");
        let file = self.dir.path().join("agency.toml");
        std::fs::write(&file, text).unwrap();
        let (agency, thread) = Agency::open(&self.folder(), self.hands.clock()).unwrap();
        admin::import(&agency, &file).await.unwrap();
        drop(agency);
        thread.join().unwrap();
    }

    /// The whole demo: pack, people, calendar, accounts.
    pub async fn whole() -> Self {
        Self::with_pack(&leave_pack()).await
    }

    /// The same with the first version of the leave pack.
    pub async fn flow_led() -> Self {
        Self::with_pack(&flow_led_pack()).await
    }

    async fn with_pack(pack: &Path) -> Self {
        let site = Self::empty();
        let agency = site.open();
        admin::add_pack(&agency, pack, &[]).await.unwrap();
        admin::import(&agency, &demo("agency.toml")).await.unwrap();
        site
    }

    /// The key with which the agency itself signs.
    pub fn authority(&self) -> Authority {
        Authority::open(&self.folder(), "demo-archives").unwrap()
    }
}

/// A person's computer.
pub struct Device {
    pub person: String,
    pub name: String,
    pub key: KeyPair,
    pub chain: Vec<Vec<u8>>,
    pub root: Vec<u8>,
}

impl Signer for Device {
    fn certificate_chain(&self) -> &[Vec<u8>] {
        &self.chain
    }

    fn sign(&self, bytes: &[u8]) -> Result<Vec<u8>, SignFailed> {
        let key = Ed25519KeyPair::from_pkcs8_maybe_unchecked(self.key.serialized_der()).unwrap();
        Ok(key.sign(bytes).as_ref().to_vec())
    }
}

pub fn request(key: &KeyPair, device: &str) -> Vec<u8> {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params
        .distinguished_name
        .push(DnType::OrganizationalUnitName, device);
    params.serialize_request(key).unwrap().der().to_vec()
}

pub fn new_key() -> KeyPair {
    KeyPair::generate_for(&PKCS_ED25519).unwrap()
}

pub fn device_name() -> String {
    random::<8>()
        .unwrap()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

impl Device {
    pub fn from(person: &str, name: &str, key: KeyPair, enrolled: Enrolled) -> Self {
        Self {
            person: person.to_owned(),
            name: name.to_owned(),
            key,
            chain: enrolled.chain,
            root: enrolled.root,
        }
    }

    /// Enrols without the network.
    pub fn enrol(site: &Site, agency: &Agency, person: &str) -> Self {
        let invitation = admin::invite(&site.folder(), person, site.hands.now()).unwrap();
        let (key, name) = (new_key(), device_name());
        let enrol = Enrol {
            code: invitation.code,
            request: request(&key, &name),
            computer: "測試".to_owned(),
        };
        Self::from(person, &name, key, agency.enrol(&enrol).unwrap())
    }

    pub fn operation(&self, content: &Content, at: i64) -> Operation {
        Operation {
            agency: "demo-archives".to_owned(),
            actor: self.person.clone(),
            device: self.name.clone(),
            acting_for: None,
            at,
            seen: Vec::new(),
            content: content.to_bytes(),
            nonce: random().unwrap(),
            must_understand: Vec::new(),
        }
    }

    /// As a person's computer signs: what is personal is only a hash in it.
    pub fn seal(&self, content: &Content, at: i64) -> Signed {
        let personal = content.personal().into_iter();
        let disclosures: Disclosures = personal
            .map(|one| {
                let key = match one.under {
                    Under::Answer(name) => Key::Text(name),
                    Under::Number(number) => Key::Number(number),
                };
                Disclosure::new(random().unwrap(), key, &one.value)
            })
            .collect();
        seal_disclosing(&self.operation(content, at), &disclosures, self).unwrap()
    }
}

/// An operation that the agency signs and that becomes true without any pack:
/// a new unit.
pub fn new_unit(authority: &Authority, id: &str, at: i64) -> Signed {
    let unit = Unit {
        id: UnitId::new(id).unwrap(),
        name: format!("單位{id}"),
        above: None,
    };
    let content = Content::Organise(Organise {
        changes: vec![OrgEvent::UnitPut(unit)],
    });
    let operation = Operation {
        agency: "demo-archives".to_owned(),
        actor: "agency".to_owned(),
        device: authority.operation_device().to_owned(),
        acting_for: None,
        at,
        seen: Vec::new(),
        content: content.to_bytes(),
        nonce: random().unwrap(),
        must_understand: Vec::new(),
    };
    seal(&operation, authority.operation_key()).unwrap()
}

/// Pushes without the network; the verdicts are proven.
pub async fn push(agency: &Agency, operations: Vec<Vec<u8>>) -> Vec<Verdict> {
    let examined = operations
        .into_iter()
        .map(|bytes| agency.examine(bytes))
        .collect();
    let answers = agency.ingest.push(examined).await.unwrap();
    answers
        .iter()
        .map(|bytes| proven(agency.authority.root(), bytes))
        .collect()
}

pub fn proven(root: &[u8], bytes: &[u8]) -> Verdict {
    let roots = sync::certificate::Roots::new(vec![root.to_vec()]).unwrap();
    let opened = verdict::open(bytes).unwrap();
    let at = opened.verdict.at;
    opened
        .verify(&roots, at, &|_| false)
        .unwrap()
        .verdict()
        .clone()
}

/// A request for annual leave on a day and a half, as the form gives it.
pub fn leave_request(agency: &Agency, case: &str, deputy: &str) -> Content {
    use office::Reading as _;
    use office::ids::{CaseId, PackId};
    use office::operation::{Answers, Submit};
    let packs = agency.states.packs().unwrap().unwrap();
    let pack = packs.current[&PackId::new("leave").unwrap()].clone();
    let moment = |text: &str| text.parse::<jiff::civil::DateTime>().unwrap().into();
    let when = Answers::from([
        ("from".to_owned(), moment("2026-12-03T13:30:00")),
        ("to".to_owned(), moment("2026-12-04T17:30:00")),
    ]);
    let answers = Answers::from([
        ("when".to_owned(), when.into()),
        ("kind".to_owned(), "annual".into()),
        ("deputy".to_owned(), deputy.into()),
        ("reason".to_owned(), "返鄉探親".into()),
    ]);
    Content::Submit(Submit {
        case: CaseId::new(case).unwrap(),
        pack,
        answers,
        attachments: Vec::new(),
    })
}

/// The same request for the same days some weeks later.
pub fn weeks_later(request: &mut Content, weeks: i64) {
    let Content::Submit(submit) = request else {
        panic!("a request");
    };
    let days = jiff::Span::new().weeks(weeks);
    let Some(when) = submit.answers.get_mut("when") else {
        panic!("when");
    };
    let moved = ["from", "to"].map(|end| {
        let moment = when.get(end).unwrap().as_date_time().unwrap();
        let moment = moment.checked_add(days).unwrap();
        (end.to_owned(), moment.into())
    });
    *when = office::operation::Answers::from(moved).into();
}
