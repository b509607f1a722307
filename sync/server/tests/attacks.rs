//! What an attacker, a thief or a broken clock sends: refused or held with a code,
//! written down where it is an attack, and nothing else disturbed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod practice;

use agency_server::ingest::Origin;
use agency_server::storage::Register as _;
use agency_server::{Agency, admin, cards};
use office::Content;
use office::ids::{CaseId, PersonId, StationId};
use office::operation::{Seal, Withdraw};
use practice::{Device, NINE, Site, net, new_unit, proven};
use rcgen::{
    CertificateParams, CertificateRevocationListParams, DistinguishedName, DnType, IsCa, Issuer,
    KeyIdMethod, KeyPair, KeyUsagePurpose, PKCS_ECDSA_P256_SHA256, RevokedCertParams, SerialNumber,
    date_time_ymd,
};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use sync::Hash;
use sync::card::Binding;
use sync::disclosure::Disclosures;
use sync::envelope::{SignFailed, Signer, seal_with_card};
use sync::key::Algorithm;
use sync::verdict::Decision;

const HOUR: i64 = 60 * 60 * 1000;
const DAY: i64 = 24 * HOUR;

fn withdraw() -> Content {
    Content::Withdraw(Withdraw {
        case: CaseId::new("00").unwrap(),
        reason: String::new(),
    })
}

/// An authority of cards, and cards of it.
struct Authority {
    issuer: Issuer<'static, KeyPair>,
    root: Vec<u8>,
}

struct Card {
    key: KeyPair,
    chain: Vec<Vec<u8>>,
}

impl Signer for Card {
    fn certificate_chain(&self) -> &[Vec<u8>] {
        &self.chain
    }

    fn algorithm(&self) -> Algorithm {
        Algorithm::Es256
    }

    fn sign(&self, bytes: &[u8]) -> Result<Vec<u8>, SignFailed> {
        let random = SystemRandom::new();
        let kind = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let pair = EcdsaKeyPair::from_pkcs8(kind, self.key.serialized_der(), &random).unwrap();
        Ok(pair.sign(&random, bytes).unwrap().as_ref().to_vec())
    }
}

impl Authority {
    fn new(name: &str) -> Self {
        let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap();
        let mut params = CertificateParams::default();
        params.distinguished_name = DistinguishedName::new();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let root = params.self_signed(&key).unwrap().der().to_vec();
        Self {
            issuer: Issuer::new(params, key),
            root,
        }
    }

    fn card(&self, serial: u64, until: (i32, u8)) -> Card {
        let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap();
        let mut params = CertificateParams::default();
        params.distinguished_name = DistinguishedName::new();
        params.distinguished_name.push(DnType::CommonName, "甲員");
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.serial_number = Some(SerialNumber::from(serial));
        params.not_before = date_time_ymd(2020, 1, 1);
        params.not_after = date_time_ymd(until.0, until.1, 1);
        let leaf = params.signed_by(&key, &self.issuer).unwrap();
        Card {
            key,
            chain: vec![leaf.der().to_vec(), self.root.clone()],
        }
    }

    /// A list that says a serial number has been revoked since 1 January 2026.
    fn list(&self, serial: u64, until_year: i32) -> Vec<u8> {
        let revoked = RevokedCertParams {
            serial_number: SerialNumber::from(serial),
            revocation_time: date_time_ymd(2026, 1, 1),
            reason_code: None,
            invalidity_date: None,
        };
        let params = CertificateRevocationListParams {
            this_update: date_time_ymd(until_year - 1, 6, 1),
            next_update: date_time_ymd(until_year, 6, 1),
            crl_number: SerialNumber::from(1),
            issuing_distribution_point: None,
            revoked_certs: vec![revoked],
            key_identifier_method: KeyIdMethod::Sha256,
        };
        params.signed_by(&self.issuer).unwrap().der().to_vec()
    }
}

fn file(site: &Site, name: &str, bytes: &[u8]) -> std::path::PathBuf {
    let path = site.folder().path().join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

fn bind(site: &Site, card: &Card, person: &str) -> Vec<u8> {
    let path = file(site, "card.der", &card.chain[0]);
    let person = PersonId::new(person).unwrap();
    let hash = cards::add(&site.folder(), &person, &path, NINE - HOUR / 2).unwrap();
    let store = site.folder().store().unwrap();
    store.card(&hash).unwrap().unwrap().binding
}

async fn say(agency: &Agency, by: &Device, bytes: Vec<u8>) -> (Decision, String) {
    let origin = Origin {
        place: "192.0.2.7".to_owned(),
        person: by.person.clone(),
        device: by.name.clone(),
    };
    let examined = vec![agency.examine(bytes)];
    let answers = agency.ingest.push_from(origin, examined).await.unwrap();
    let verdict = proven(agency.authority.root(), &answers[0]);
    (verdict.decision, verdict.code)
}

fn attempts(agency: &Agency) -> Vec<(String, String, String)> {
    let kept = agency.store.attempts(0, 1_000).unwrap();
    let line = |kept: agency_server::storage::StoredAttempt| {
        let one = kept.attempt;
        assert_eq!((one.place.as_str(), one.at > 0), ("192.0.2.7", true));
        (one.code, one.by_device, one.device)
    };
    kept.into_iter().map(line).collect()
}

/// Everything that the table needs.
struct Scene {
    site: Site,
    agency: Agency,
    honest: Device,
    thief: Device,
    foreign: Device,
}

impl Scene {
    async fn new() -> Self {
        let site = Site::with_people().await;
        let agency = site.open();
        let honest = Device::enrol(&site, &agency, "p0012");
        let thief = Device::enrol(&site, &agency, "p0013");
        let elsewhere = Site::with_people().await;
        let theirs = elsewhere.open();
        let foreign = Device::enrol(&elsewhere, &theirs, "p0012");
        Self {
            site,
            agency,
            honest,
            thief,
            foreign,
        }
    }

    fn honest_bytes(&self, at: i64) -> Vec<u8> {
        self.honest.seal(&withdraw(), at).bytes
    }

    /// Says it, and holds verdict and audit log to what is expected.
    async fn row(&self, what: &str, bytes: Vec<u8>, decision: Decision, code: &str, attack: bool) {
        let before = attempts(&self.agency).len();
        let found = say(&self.agency, &self.thief, bytes).await;
        assert_eq!(found, (decision, code.to_owned()), "{what}");
        let written: Vec<_> = attempts(&self.agency).split_off(before);
        let codes: Vec<_> = written.iter().map(|(code, ..)| code.as_str()).collect();
        let expected = if attack { vec![code] } else { vec![] };
        assert_eq!(codes, expected, "{what}");
        let by_the_sender = written.iter().all(|(_, by, _)| *by == self.thief.name);
        assert!(by_the_sender, "{what}");
    }
}

/// Their signatures are sound; what they ask for or say to have seen is not.
#[tokio::test]
async fn what_no_honest_program_asks_for() {
    use Decision::Refused;
    let scene = Scene::new().await;
    let heads = scene.agency.store.heads("", 1_000).unwrap();
    let mut other = scene.thief.operation(&withdraw(), NINE);
    other.seen = vec![sync::event::StreamHead {
        stream: "case/00".to_owned(),
        seq: 1,
        hash: Hash([7; 32]),
    }];
    let bytes = sync::envelope::seal(&other, &scene.thief).unwrap().bytes;
    let row = "a history that is another one";
    scene
        .row(row, bytes, Refused, "operation-seen-other", true)
        .await;

    let ask = |principal: &str, deputy: &str| {
        let person = |id: &str| office::ids::PersonId::new(id).unwrap();
        let from = office::civil::wall(NINE + 86_400_000).date();
        Content::AskDeputy(office::operation::AskDeputy {
            deputation: office::ids::DeputationId::new(format!("{principal}-{deputy}")).unwrap(),
            principal: person(principal),
            deputy: person(deputy),
            from: from.at(8, 0, 0, 0),
            to: from.at(17, 0, 0, 0),
            services: Vec::new(),
            reserved: Vec::new(),
            order: 1,
            reason: "出差".to_owned(),
        })
    };
    for (row, content, code) in [
        (
            "oneself as deputy",
            ask("p0013", "p0013"),
            "deputation-self",
        ),
        (
            "another's deputy",
            ask("p0012", "p0013"),
            "deputation-not-yours",
        ),
    ] {
        let bytes = scene.thief.seal(&content, NINE).bytes;
        scene.row(row, bytes, Refused, code, true).await;
    }
    assert_eq!(
        scene.agency.store.heads("", 1_000).unwrap(),
        heads,
        "nothing else is disturbed"
    );
}

#[tokio::test]
async fn forged_replayed_reordered_and_foreign_signatures() {
    use Decision::Refused;
    let scene = Scene::new().await;
    let heads = scene.agency.store.heads("", 1_000).unwrap();
    let (one, two) = (scene.honest_bytes(NINE), scene.honest_bytes(NINE + 1));
    // An Ed25519 signature is the end of the envelope.
    let place = one.len() - 64;
    let swapped = [&one[..place], &two[two.len() - 64..]].concat();
    scene
        .row(
            "another's signature",
            swapped,
            Refused,
            "operation-signature",
            true,
        )
        .await;
    let mut flipped = one.clone();
    flipped[place] ^= 1;
    scene
        .row("one bit", flipped, Refused, "operation-signature", true)
        .await;
    let stolen = Device {
        chain: scene.honest.chain.clone(),
        ..Device::enrol(&scene.site, &scene.agency, "p0013")
    };
    let mut named = stolen.operation(&withdraw(), NINE);
    (named.actor, named.device) = (scene.honest.person.clone(), scene.honest.name.clone());
    let forged = sync::envelope::seal(&named, &stolen).unwrap().bytes;
    scene
        .row(
            "another's certificate",
            forged,
            Refused,
            "operation-signature",
            true,
        )
        .await;
    let forged = sync::envelope::seal(&named, &scene.thief).unwrap().bytes;
    scene
        .row("another's name", forged, Refused, "operation-differs", true)
        .await;
    let foreign = scene.foreign.seal(&withdraw(), NINE).bytes;
    scene
        .row(
            "another agency",
            foreign,
            Refused,
            "certificate-of-another",
            true,
        )
        .await;
    scene
        .row("no operation", vec![0xa0], Refused, "operation-shape", true)
        .await;
    scene
        .row("no CBOR", vec![0xff; 40], Refused, "cbor-form", true)
        .await;

    // The same again is answered alike. From another's device it is a copy.
    let first = say(&scene.agency, &scene.honest, one.clone()).await;
    let lines = attempts(&scene.agency).len();
    assert_eq!(say(&scene.agency, &scene.honest, one.clone()).await, first);
    assert_eq!(attempts(&scene.agency).len(), lines);
    assert_eq!(say(&scene.agency, &scene.thief, one).await, first);
    let copied = attempts(&scene.agency).pop().unwrap();
    let expected = (
        "operation-replayed".to_owned(),
        scene.thief.name.clone(),
        scene.honest.name.clone(),
    );
    assert_eq!(copied, expected);

    undisturbed(&scene, &heads).await;
}

#[tokio::test]
async fn certificates_and_clocks() {
    use Decision::{Held, Refused};
    let scene = Scene::new().await;
    let heads = scene.agency.store.heads("", 1_000).unwrap();
    let year = 365 * DAY;
    let row = async |what, at, decision, code, attack| {
        let bytes = scene.honest_bytes(at);
        scene.row(what, bytes, decision, code, attack).await;
    };
    row(
        "a year ahead",
        NINE + year,
        Refused,
        "operation-clock",
        true,
    )
    .await;
    row(
        "a year behind",
        NINE - year,
        Refused,
        "operation-clock",
        true,
    )
    .await;
    row(
        "two days ahead",
        NINE + 2 * DAY,
        Refused,
        "operation-clock",
        true,
    )
    .await;
    // An hour is somebody's clock: the office decides.
    row("an hour ahead", NINE + HOUR, Refused, "case-unknown", false).await;
    row(
        "offline for a month",
        NINE - HOUR,
        Refused,
        "case-unknown",
        false,
    )
    .await;

    let (before, after) = (scene.honest_bytes(NINE - 1), scene.honest_bytes(NINE));
    admin::revoke(&scene.site.folder(), &scene.honest.name, NINE).unwrap();
    let what = "signed before it was revoked";
    scene
        .row(what, before.clone(), Held, "certificate-revoked", true)
        .await;
    let what = "signed after it was revoked";
    scene
        .row(what, after, Refused, "certificate-revoked", true)
        .await;

    // A person looks at what is held, and lets it go on.
    let id = Hash::of(&before);
    let folder = scene.site.folder();
    assert_eq!(scene.agency.decide_held(true).await.unwrap(), 0);
    admin::release(&folder, &id.to_hex(), "電腦已尋回", NINE).unwrap();
    assert_eq!(scene.agency.decide_held(true).await.unwrap(), 1);
    let verdict = scene.agency.store.verdict(&id).unwrap().unwrap();
    assert_eq!(
        (verdict.decision, verdict.code.as_str()),
        (Refused, "case-unknown")
    );
    let again = admin::release(&folder, &id.to_hex(), "again", NINE).unwrap_err();
    assert_eq!(again.code(), "office-refused");
    let list = scene.agency.crl().unwrap();
    let list = sync::crl::Crl::read(&list).unwrap();
    list.verify(&[scene.agency.authority.root().to_vec()])
        .unwrap();
    assert_eq!(list.len(), 1);

    scene.site.hands.set(NINE + 100 * DAY);
    let late = scene.thief.seal(&withdraw(), NINE + 100 * DAY).bytes;
    scene
        .row("it has ended", late, Refused, "certificate-time", true)
        .await;
    scene.site.hands.set(NINE);
    undisturbed(&scene, &heads).await;
}

#[tokio::test]
async fn cards_that_are_not_taken() {
    use Decision::{Held, Refused};
    let mut scene = Scene::new().await;
    let folder = scene.site.folder();
    let authority = Authority::new("示範憑證管理中心");
    let unknown = Authority::new("沒有人認得的中心");
    let root = file(&scene.site, "root.der", &authority.root);
    cards::trust(&folder, &root).unwrap();
    scene.agency = reopened(&scene.site, scene.agency);
    let heads = scene.agency.store.heads("", 1_000).unwrap();

    let good = authority.card(1, (2031, 1));
    let binding = bind(&scene.site, &good, "p0012");
    let signs = |content: &Content, card: &Card, binding: &[u8], at| {
        let operation = scene.honest.operation(content, at);
        let signed = seal_with_card(
            &operation,
            &Disclosures::none(),
            &scene.honest,
            card,
            binding,
        );
        signed.unwrap().bytes
    };
    let seal = |card: &Card, binding: &[u8], at| signs(&withdraw(), card, binding, at);
    let sealing = Content::Seal(Seal {
        case: CaseId::new("00").unwrap(),
        station: StationId::new("1-1-1").unwrap(),
        reason: String::new(),
    });
    let early = signs(&sealing, &good, &binding, NINE);
    let what = "no list of revocation yet";
    scene
        .row(what, early.clone(), Held, "crl-missing", false)
        .await;
    let what = "no list, and nothing that needs one";
    let bytes = seal(&good, &binding, NINE + 1);
    scene.row(what, bytes, Refused, "case-unknown", false).await;
    let stale = file(&scene.site, "old.crl", &authority.list(2, 2026));
    cards::add_list(&folder, &stale).unwrap();
    let bytes = signs(&sealing, &good, &binding, NINE + 1);
    scene
        .row("an old list", bytes, Held, "crl-stale", false)
        .await;
    let list = file(&scene.site, "new.crl", &authority.list(2, 2028));
    cards::add_list(&folder, &list).unwrap();
    assert_eq!(scene.agency.decide_held(true).await.unwrap(), 2);
    let verdict = scene
        .agency
        .store
        .verdict(&Hash::of(&early))
        .unwrap()
        .unwrap();
    assert_eq!(verdict.code, "case-unknown");
    let bytes = seal(&good, &binding, NINE + 2);
    scene
        .row("a good card", bytes, Refused, "case-unknown", false)
        .await;

    let revoked = authority.card(2, (2031, 1));
    let bytes = seal(&revoked, &bind(&scene.site, &revoked, "p0012"), NINE);
    scene
        .row("a revoked card", bytes, Refused, "card-revoked", true)
        .await;
    let another = bind(&scene.site, &authority.card(3, (2031, 1)), "p0012");
    let bytes = seal(&good, &another, NINE);
    scene
        .row(
            "another card's binding",
            bytes,
            Refused,
            "card-of-another",
            true,
        )
        .await;
    let theirs = authority.card(4, (2031, 1));
    let bytes = seal(&theirs, &bind(&scene.site, &theirs, "p0013"), NINE);
    scene
        .row(
            "a colleague's card",
            bytes,
            Refused,
            "card-of-another",
            true,
        )
        .await;
    let stranger = unknown.card(5, (2031, 1));
    let forced = Binding {
        agency: "demo-archives".to_owned(),
        person: "p0012".to_owned(),
        card: Hash::of(&stranger.chain[0]),
        root: Hash::of(&unknown.root),
        from: NINE - HOUR / 2,
        until: NINE + DAY,
    };
    let signed = forced.sign(scene.agency.authority.verdict_key()).unwrap();
    let bytes = seal(&stranger, &signed, NINE);
    scene
        .row("an unknown authority", bytes, Refused, "card-issuer", true)
        .await;
    let forged = forced.sign(&scene.thief).unwrap();
    let bytes = seal(&stranger, &forged, NINE);
    scene
        .row(
            "a binding of their own",
            bytes,
            Refused,
            "card-binding",
            true,
        )
        .await;

    let store = folder.store().unwrap();
    let sha256 = Hash::of(&good.chain[0]);
    assert!(store.withdraw_card(&sha256, NINE).unwrap());
    let bytes = seal(&good, &binding, NINE - 1);
    scene
        .row(
            "signed before it was withdrawn",
            bytes,
            Held,
            "card-withdrawn",
            true,
        )
        .await;
    let bytes = seal(&good, &binding, NINE);
    scene
        .row("signed after", bytes, Refused, "card-withdrawn", true)
        .await;
    undisturbed(&scene, &heads).await;
}

#[tokio::test]
async fn cards_that_are_not_bound() {
    let site = Site::with_people().await;
    let folder = site.folder();
    let (authority, unknown) = (Authority::new("中心"), Authority::new("別的中心"));
    let root = file(&site, "root.der", &authority.root);
    cards::trust(&folder, &root).unwrap();
    let person = PersonId::new("p0012").unwrap();
    let add = |der: &[u8]| {
        let path = file(&site, "card.der", der);
        let refused = cards::add(&folder, &person, &path, NINE).unwrap_err();
        refused.facts()["detail"].clone()
    };
    let foreign = add(&unknown.card(1, (2031, 1)).chain[0]);
    assert!(foreign.starts_with("certificate-of-another"), "{foreign}");
    let ended = add(&authority.card(1, (2026, 1)).chain[0]);
    assert!(ended.starts_with("certificate-time"), "{ended}");
    assert!(add(b"no card").starts_with("certificate-unreadable"));
    let leaf = file(&site, "leaf.der", &authority.card(1, (2031, 1)).chain[0]);
    let refused = cards::trust(&folder, &leaf).unwrap_err();
    assert!(refused.facts()["detail"].starts_with("certificate-usage"));
    let list = file(&site, "other.crl", &unknown.list(1, 2028));
    let refused = cards::add_list(&folder, &list).unwrap_err();
    assert!(refused.facts()["detail"].starts_with("crl-issuer"));
}

/// Over the network: what a revoked computer may still do, and what is written down.
#[tokio::test]
async fn a_revoked_computer_hands_over_and_is_shut_out() {
    let site = Site::with_people().await;
    let server = net::start(&site).await;
    let computer = net::Computer::enrol(&site, &server, "p0012").await;
    let unsent = computer.device.seal(&withdraw(), NINE - 1).bytes;
    admin::revoke(&site.folder(), &computer.device.name, NINE).unwrap();

    let verdicts = computer.push(vec![unsent]).await;
    let verdict = (verdicts[0].decision, verdicts[0].code.as_str());
    assert_eq!(verdict, (Decision::Held, "certificate-revoked"));
    for _ in 0..3 {
        let answer = net::problem(computer.get("/v1/cards").await).await;
        assert_eq!(answer.1, "certificate-revoked");
    }
    let list = computer.get("/v1/crl").await.bytes().await.unwrap();
    let list = sync::crl::Crl::read(&list).unwrap();
    let root = server.agency().authority.root().to_vec();
    list.verify(std::slice::from_ref(&root)).unwrap();
    let mut lists = sync::crl::Crls::default();
    lists.add(list, &[root]).unwrap();
    let found = lists.look(&computer.device.chain, NINE, NINE).unwrap_err();
    assert_eq!(found.code(), "certificate-revoked");

    // Once for the operation, once for all the knocking of the hour.
    let kept = server.agency().store.attempts(0, 100).unwrap();
    let lines: Vec<_> = kept.iter().map(|kept| &kept.attempt).collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    for line in lines {
        assert_eq!(line.code, "certificate-revoked");
        assert_eq!(line.place, "127.0.0.1");
        assert_eq!(line.by_device, computer.device.name);
    }
    server.stop().await;
}

#[tokio::test]
async fn a_guessed_code_is_written_down() {
    let site = Site::with_people().await;
    let server = net::start(&site).await;
    let invitation = admin::invite(&site.folder(), "p0012", NINE).unwrap();
    let (ticket, _) = invitation.code.split_once('-').unwrap();
    let root = server.agency().authority.root().to_vec();
    let guessed = format!("{ticket}-0000000000000000");
    let (key, name) = (practice::new_key(), practice::device_name());
    let answer = net::enrol(server.address(), &root, &guessed, &key, &name).await;
    assert_eq!(net::problem(answer).await.1, "enrol-code-wrong");
    let kept = server.agency().store.attempts(0, 100).unwrap();
    let codes: Vec<_> = kept.iter().map(|kept| kept.attempt.code.as_str()).collect();
    assert_eq!(codes, ["enrol-code-wrong"]);
    server.stop().await;
}

/// TLS turns it away before anything can be said; the audit log has it all the same.
#[tokio::test]
async fn a_certificate_of_another_agency_does_not_come_in() {
    let (site, elsewhere) = (Site::with_people().await, Site::with_people().await);
    let theirs = elsewhere.open();
    let foreign = Device::enrol(&elsewhere, &theirs, "p0012");
    let server = net::start(&site).await;
    let root = server.agency().authority.root().to_vec();
    let client = net::client(&root, Some(&foreign));
    let hello = net::url(server.address(), "/v1/hello");
    let asked = client.get(hello).send().await;
    assert!(asked.is_err(), "{asked:?}");
    let attempts = || server.agency().store.attempts(0, 100).unwrap();
    // It is written once the client was turned away.
    while attempts().is_empty() {
        tokio::task::yield_now().await;
    }
    let kept = attempts();
    let codes: Vec<_> = kept.iter().map(|kept| kept.attempt.code.as_str()).collect();
    assert_eq!(codes, ["certificate-foreign"]);
    server.stop().await;
}

#[tokio::test]
async fn the_audit_log_is_not_rewritten() {
    let scene = Scene::new().await;
    let bytes = scene.foreign.seal(&withdraw(), NINE).bytes;
    say(&scene.agency, &scene.thief, bytes).await;
    say(&scene.agency, &scene.thief, vec![0xa0]).await;
    let path = scene.site.folder().path().join("agency.db");
    let database = rusqlite::Connection::open(path).unwrap();
    for sql in ["DELETE FROM audit", "UPDATE audit SET line = x'a0'"] {
        let refused = database.execute(sql, []).unwrap_err();
        assert!(refused.to_string().contains("audit log"), "{refused}");
    }
    admin::verify(&scene.site.folder()).unwrap();
    let sql = "DROP TRIGGER audit_is_not_deleted; DELETE FROM audit WHERE position = 1";
    database.execute_batch(sql).unwrap();
    let damaged = admin::verify(&scene.site.folder()).unwrap_err();
    assert!(damaged.to_string().contains("audit log"), "{damaged}");
}

fn reopened(site: &Site, agency: Agency) -> Agency {
    drop(agency);
    site.open()
}

/// What was true is true, and an honest operation still becomes so.
async fn undisturbed(scene: &Scene, heads: &[sync::event::StreamHead]) {
    assert_eq!(scene.agency.store.heads("", 1_000).unwrap(), heads);
    let unit = new_unit(&scene.site.authority(), "u-new", NINE);
    let (decision, code) = say(&scene.agency, &scene.honest, unit.bytes).await;
    assert_eq!((decision, code.as_str()), (Decision::Accepted, ""));
    admin::verify(&scene.site.folder()).unwrap();
}
