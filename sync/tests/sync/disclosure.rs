//! What is personal is signed as a salted hash and travels beside.

use proptest::prelude::*;
use sync::Hash;
use sync::disclosure::{Disclosure, Disclosures, Key, Misfit, cover, tells, uncover};
use sync::envelope::{self, Operation, Refused, open, seal_disclosing};
use sync::event::{self, Head, Record, extend};

use crate::agency::{Agency, NOW, Subject};
use crate::envelope::{key, operation};

/// {"kind": [3, "sick"], "reason": [3, "headache"]} within a map of numbers.
pub fn content() -> Vec<u8> {
    let mut out = Vec::new();
    let mut e = minicbor::Encoder::new(&mut out);
    e.map(2).unwrap().u8(1).unwrap().str("case-1").unwrap();
    e.u8(3).unwrap().map(2).unwrap();
    for (name, value) in [("kind", "sick"), ("reason", "headache")] {
        e.str(name).unwrap().array(2).unwrap();
        e.u8(3).unwrap().str(value).unwrap();
    }
    out
}

fn value(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut e = minicbor::Encoder::new(&mut out);
    e.array(2).unwrap().u8(3).unwrap().str(text).unwrap();
    out
}

fn disclosure(salt: u8, name: &str, said: &str) -> Disclosure {
    Disclosure::new([salt; 16], Key::Text(name.into()), &value(said))
}

pub fn both() -> Disclosures {
    [
        disclosure(1, "kind", "sick"),
        disclosure(2, "reason", "headache"),
    ]
    .into_iter()
    .collect()
}

fn asked() -> Operation {
    Operation {
        content: content(),
        ..operation()
    }
}

/// A signed operation and the record that it became.
pub fn golden(agency: &Agency) -> (Vec<u8>, Vec<u8>) {
    let signed = seal_disclosing(&asked(), &both(), &key(agency)).unwrap();
    let (record, _) =
        Record::seal(&Head::EMPTY, "case/1", signed.id, NOW, &content(), &both()).unwrap();
    (signed.bytes, record)
}

fn named(names: &[&str]) -> Vec<Key> {
    names.iter().map(|name| Key::Text((*name).into())).collect()
}

#[test]
fn a_blackened_copy_has_the_name_and_the_signature_of_the_whole() {
    let agency = Agency::new(1);
    let (signed, record) = golden(&agency);
    let whole = open(&signed).unwrap();
    assert_eq!(whole.operation, asked());
    assert!(whole.blackened.is_empty());
    let check = |keep: &[&str], left: &[&str]| {
        let keep = |one: &Disclosure| keep.contains(&one.key().to_string().as_str());
        let copy = envelope::blacken(&signed, &keep).unwrap();
        let opened = open(&copy).unwrap();
        assert_eq!(opened.id, whole.id);
        assert_eq!(envelope::id_of(&copy), envelope::id_of(&signed));
        assert_eq!(opened.blackened, named(left));
        opened.verify(&agency.roots(), NOW, &|_| false).unwrap();
        for (name, text) in [("kind", "sick"), ("reason", "headache")] {
            let there = copy.windows(text.len()).any(|w| w == text.as_bytes());
            assert_eq!(there, !left.contains(&name), "{text}");
        }
        let copied = event::blacken(&record, &keep).unwrap();
        let (read, head) = extend("case/1", &Head::EMPTY, &copied).unwrap();
        assert_eq!(head, extend("case/1", &Head::EMPTY, &record).unwrap().1);
        assert_eq!(event::hash_of(&copied), head.hash);
        assert_eq!(read.blackened, named(left));
    };
    check(&["kind", "reason"], &[]);
    check(&["kind"], &["reason"]);
    check(&["reason"], &["kind"]);
    check(&[], &["kind", "reason"]);
}

#[test]
fn without_disclosures_nothing_is_another() {
    let agency = Agency::new(1);
    let signed = envelope::seal(&asked(), &key(&agency)).unwrap();
    assert_eq!(signed.id, Hash::of(&signed.bytes));
    assert_eq!(open(&signed.bytes).unwrap().operation, asked());
    for bytes in [&b"no envelope"[..], &[], &content(), &signed.bytes[1..]] {
        assert_eq!(envelope::id_of(bytes), Hash::of(bytes));
        assert_eq!(event::hash_of(bytes), Hash::of(bytes));
    }
}

/// The envelope with other bytes in the list beside.
fn beside(list: &[Vec<u8>]) -> Vec<u8> {
    use coset::cbor::Value;
    use coset::{CoseSign1, TaggedCborSerializable as _};
    let agency = Agency::new(1);
    let (signed, _) = golden(&agency);
    let mut sign1 = CoseSign1::from_tagged_slice(&signed).unwrap();
    sign1.unprotected.rest[0].1 = Value::Array(list.iter().cloned().map(Value::Bytes).collect());
    sign1.to_tagged_vec().unwrap()
}

#[test]
fn what_does_not_belong_beside_is_refused() {
    let ours = both().to_list();
    assert!(open(&beside(&ours)).is_ok());
    let check = |list: &[Vec<u8>], expected: &str| {
        let refused = open(&beside(list)).unwrap_err();
        assert_eq!(refused.code(), "operation-disclosure");
        assert_eq!(refused.facts()["problem"], expected);
    };
    let bytes = |one: Disclosure| one.bytes().to_vec();
    check(&[], "shape");
    check(&[ours[0].clone(), ours[0].clone()], "order");
    check(&[ours[1].clone(), ours[0].clone()], "order");
    check(&[bytes(disclosure(9, "kind", "sick"))], "opens-nothing");
    check(&[bytes(disclosure(1, "kind", "annual"))], "opens-nothing");
    check(
        &[
            bytes(disclosure(1, "kind", "sick")),
            bytes(disclosure(3, "more", "x")),
        ],
        "opens-nothing",
    );
    check(&[vec![0x18, 0x01]], "cbor-form");
    check(&[vec![0x83, 1, 2, 3]], "shape");
    let covered = [&[0xd8, 60, 0x58, 32][..], &[0; 32]].concat();
    check(
        &[bytes(Disclosure::new([1; 16], Key::Number(1), &covered))],
        "shape",
    );
    let many: Vec<_> = (0..=1000u16).map(|n| n.to_be_bytes().to_vec()).collect();
    check(&many, "many");
}

#[test]
fn only_operations_disclose() {
    let agency = Agency::new(1);
    let server = agency.issue(50, &Subject::server());
    let verdict = crate::verdict::verdict(Hash([1; 32]), sync::verdict::Decision::Accepted);
    let bytes = verdict.sign(&server).unwrap();
    use coset::cbor::Value;
    use coset::{CoseSign1, Label, TaggedCborSerializable as _};
    let mut sign1 = CoseSign1::from_tagged_slice(&bytes).unwrap();
    let list = Value::Array(vec![Value::Bytes(vec![1])]);
    sign1.unprotected.rest.insert(0, (Label::Int(17), list));
    let refused = sync::verdict::open(&sign1.to_tagged_vec().unwrap()).unwrap_err();
    assert_eq!(refused.code(), "verdict-shape");
}

#[test]
fn a_number_that_a_structure_needs_becomes_an_empty_text() {
    let name = Disclosure::new(
        [4; 16],
        Key::Number(1),
        &minicbor::to_vec("case-1").unwrap(),
    );
    let covered = cover(&content(), &[name].into_iter().collect()).unwrap();
    let said = uncover(&covered.content, &Disclosures::none()).unwrap();
    assert_eq!(said.blackened, [Key::Number(1)]);
    assert!(tells(&said.content, &["sick".to_owned()].into()));
    assert!(!tells(&said.content, &["case-1".to_owned()].into()));
    assert!(tells(&said.content, &["eadac".to_owned()].into()), "quoted");
    assert!(
        !tells(&said.content, &["ick".to_owned()].into()),
        "too short"
    );
}

#[test]
fn a_record_with_foreign_words_does_not_continue_a_stream() {
    let (_, record) = golden(&Agency::new(1));
    let foreign: Disclosures = [disclosure(7, "kind", "sick")].into_iter().collect();
    let (other, _) = Record::seal(
        &Head::EMPTY,
        "case/1",
        Hash([5; 32]),
        NOW,
        &content(),
        &foreign,
    )
    .unwrap();
    let ours = Record::read(&record).unwrap().disclosures;
    assert_eq!(ours, both());
    let list = minicbor::to_vec(
        ours.to_list()
            .into_iter()
            .map(minicbor::bytes::ByteVec::from)
            .collect::<Vec<_>>(),
    )
    .unwrap();
    let swapped = event::blacken(&other, &|_| false).unwrap();
    // Seven entries become eight; key 8 comes last.
    let forged = [&[0xa8][..], &swapped[1..], &[8], &list].concat();
    let refused = Record::read(&forged).unwrap_err();
    assert_eq!(refused.code(), "event-disclosure");
    assert_eq!(refused.facts()["problem"], "opens-nothing");
}

type Told = Vec<(String, String, [u8; 16], bool)>;

fn told() -> impl Strategy<Value = Told> {
    let one = ("[a-z]{1,6}", "\\PC{0,12}", any::<[u8; 16]>(), any::<bool>());
    proptest::collection::btree_map("[a-z]{1,6}", one, 0..8).prop_map(|map| {
        let entry = |(name, (_, said, salt, kept)): (String, _)| (name, said, salt, kept);
        map.into_iter().map(entry).collect()
    })
}

fn map(told: &Told) -> Vec<u8> {
    let mut told: Vec<_> = told.iter().collect();
    told.sort_by_key(|(name, ..)| (name.len(), name.clone()));
    let mut out = Vec::new();
    let mut e = minicbor::Encoder::new(&mut out);
    e.map(told.len() as u64).unwrap();
    for (name, said, ..) in told {
        e.str(name).unwrap().array(2).unwrap();
        e.u8(3).unwrap().str(said).unwrap();
    }
    out
}

proptest! {
    #[test]
    fn covering_loses_nothing_and_blackening_changes_no_name(told in told()) {
        let all: Disclosures = told
            .iter()
            .map(|(name, said, salt, _)| Disclosure::new(*salt, Key::Text(name.clone()), &value(said)))
            .collect();
        let content = map(&told);
        let covered = cover(&content, &all).unwrap();
        prop_assert_eq!(&uncover(&covered.content, &covered.disclosures).unwrap().content, &content);
        let agency = Agency::new(1);
        let operation = Operation { content: content.clone(), ..operation() };
        let signed = seal_disclosing(&operation, &all, &key(&agency)).unwrap();
        let (record, head) = Record::seal(&Head::EMPTY, "case/1", signed.id, NOW, &content, &all).unwrap();
        let kept = |one: &Disclosure| told.iter().any(|(name, .., kept)| *kept && one.key() == &Key::Text(name.clone()));
        let copy = open(&envelope::blacken(&signed.bytes, &kept).unwrap()).unwrap();
        prop_assert_eq!(copy.id, signed.id);
        prop_assert!(copy.verify(&agency.roots(), NOW, &|_| false).is_ok());
        let left: Told = told.iter().filter(|(.., kept)| *kept).cloned().collect();
        prop_assert_eq!(copy.operation.content, map(&left));
        prop_assert_eq!(copy.blackened.len(), told.len() - left.len());
        let copy = event::blacken(&record, &kept).unwrap();
        prop_assert_eq!(extend("case/1", &Head::EMPTY, &copy).unwrap().1, head);
    }

    #[test]
    fn foreign_bytes_never_panic(content in proptest::collection::vec(any::<u8>(), 0..200), list in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..40), 0..4)) {
        let _ = uncover(&content, &Disclosures::none()).map_err(|misfit: Misfit| misfit.word());
        if let Ok(disclosures) = Disclosures::from_list(&list) {
            let _ = cover(&content, &disclosures);
            let _ = uncover(&content, &disclosures);
        }
        let _: Result<_, Refused> = open(&content);
        let _ = envelope::id_of(&content);
        let _ = event::hash_of(&content);
    }
}
