use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use sync::outbox::{Entry, NotPossible, Outbox, RETRY_CAP_MS, State};
use sync::verdict::Decision;
use sync::{Hash, OpId};

use crate::verdict::{proven, verdict};

fn id(number: u8) -> OpId {
    Hash([number; 32])
}

fn streams(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn outbox(operations: &[&[&str]]) -> Outbox {
    let mut outbox = Outbox::default();
    for (number, names) in (1..).zip(operations) {
        outbox.add(id(number), 100, streams(names)).unwrap();
    }
    outbox
}

fn answer(outbox: &mut Outbox, number: u8, decision: Decision) -> Option<State> {
    outbox
        .on_verdict(&proven(&verdict(id(number), decision)))
        .map(|moved| moved.to)
}

#[test]
fn a_refused_operation_keeps_back_its_own_streams_alone() {
    let mut outbox = outbox(&[&["a", "b"], &["b"], &["c"]]);
    assert_eq!(outbox.next_batch(1, 1000, 0), [id(1)]);
    assert_eq!(outbox.next_batch(9, 1000, 0), [], "one batch at a time");
    assert_eq!(
        answer(&mut outbox, 1, Decision::Refused),
        Some(State::Refused)
    );
    assert_eq!(outbox.blocked_by(&id(2)), Some(id(1)));
    assert_eq!(outbox.blocked_by(&id(3)), None);
    assert_eq!(outbox.next_batch(9, 1000, 0), [id(3)]);
    assert_eq!(
        answer(&mut outbox, 3, Decision::Accepted),
        Some(State::Accepted)
    );
    assert_eq!(outbox.next_batch(9, 1000, 0), []);
    outbox.withdraw(&id(1)).unwrap();
    assert_eq!(outbox.next_batch(9, 1000, 0), [id(2)]);
}

#[test]
fn it_follows_what_is_written() {
    use Decision as D;
    use State as S;
    let check = |answered: Option<Decision>, written: Option<State>, expected: Option<State>| {
        let mut outbox = outbox(&[&["a"]]);
        assert_eq!(outbox.next_batch(9, 1000, 0), [id(1)]);
        if let Some(decision) = answered {
            answer(&mut outbox, 1, decision);
        }
        outbox.follow(&written.map(|state| (id(1), state)).into_iter().collect());
        let state = outbox.entry(&id(1)).map(|entry| entry.state);
        assert_eq!(state, expected, "{answered:?} {written:?}");
    };
    check(None, Some(S::Waiting), Some(S::Sending));
    check(None, Some(S::Sending), Some(S::Sending));
    check(None, Some(S::Accepted), Some(S::Accepted));
    check(None, None, None);
    check(Some(D::Accepted), Some(S::Accepted), Some(S::Accepted));
    check(Some(D::Accepted), Some(S::Sending), Some(S::Waiting));
    check(Some(D::Accepted), None, None);
    check(Some(D::Refused), Some(S::Waiting), Some(S::Waiting));
    check(Some(D::Held), Some(S::Held), Some(S::Held));
    check(Some(D::Held), None, None);
}

#[test]
fn what_was_dropped_is_never_sent_and_keeps_nothing_back() {
    let mut outbox = outbox(&[&["a"], &["a"]]);
    assert_eq!(outbox.next_batch(1, 1000, 0), [id(1)]);
    outbox.follow(&BTreeMap::from([(id(2), State::Waiting)]));
    assert_eq!(outbox.next_batch(9, 1000, 0), [id(2)]);
    assert_eq!(outbox.add(id(1), 1, streams(&[])), Ok(3));
}

#[test]
fn held_ones_wait_for_their_word() {
    let mut outbox = outbox(&[&["a"], &["a"]]);
    assert_eq!(outbox.next_batch(1, 1000, 0), [id(1)]);
    assert_eq!(answer(&mut outbox, 1, Decision::Held), Some(State::Held));
    assert_eq!(outbox.next_batch(9, 1000, 0), []);
    assert!(outbox.withdraw(&id(1)).is_err());
    assert_eq!(answer(&mut outbox, 1, Decision::Held), None);
    assert_eq!(
        answer(&mut outbox, 1, Decision::Accepted),
        Some(State::Accepted)
    );
    assert_eq!(
        answer(&mut outbox, 1, Decision::Refused),
        None,
        "yes is yes"
    );
    assert_eq!(
        answer(&mut outbox, 77, Decision::Accepted),
        None,
        "not ours"
    );
    assert_eq!(outbox.next_batch(9, 1000, 0), [id(2)]);
}

#[test]
fn batches_have_limits() {
    let mut outbox = outbox(&[&["a"], &["b"], &["c"]]);
    assert_eq!(outbox.next_batch(9, 250, 0), [id(1), id(2)]);
    outbox.on_failure(0, 0, None);
    assert_eq!(
        outbox.next_batch(9, 10, 0),
        [id(1)],
        "a large one goes alone"
    );
    outbox.on_failure(0, 0, None);
    assert_eq!(outbox.next_batch(0, 1000, 0), []);
}

#[test]
fn failures_wait_with_jitter_and_lose_nothing() {
    let mut outbox = outbox(&[&["a"]]);
    for (failures, ceiling) in [
        1000, 2000, 4000, 8000, 16000, 32000, 64000, 120_000, 120_000,
    ]
    .into_iter()
    .enumerate()
    {
        outbox.on_reachable();
        assert_eq!(outbox.next_batch(9, 1000, 50), [id(1)]);
        let at = outbox.on_failure(50, u64::MAX - failures as u64, None);
        assert!((50..=50 + ceiling).contains(&at), "{failures}: {at}");
        assert_eq!(outbox.next_batch(9, 1000, at - 1), []);
        let highest = outbox
            .clone()
            .on_failure(50, (2 * ceiling).min(RETRY_CAP_MS) as u64, None);
        assert_eq!(highest, 50 + (2 * ceiling).min(RETRY_CAP_MS));
    }
    assert_eq!(
        outbox.on_failure(50, 0, Some(99_000)),
        99_000,
        "Retry-After"
    );
    assert_eq!(outbox.next_batch(9, 1000, 99_000), [id(1)]);
    assert_eq!(
        answer(&mut outbox, 1, Decision::Accepted),
        Some(State::Accepted)
    );
    assert_eq!(outbox.retry_at(), None);
}

#[test]
fn what_has_left_cannot_be_taken_back() {
    let mut outbox = outbox(&[&["a"], &["b"]]);
    assert_eq!(outbox.withdraw(&id(9)), Err(NotPossible::Unknown(id(9))));
    assert_eq!(outbox.withdraw(&id(2)).unwrap().to, State::Withdrawn);
    assert_eq!(outbox.next_batch(9, 1000, 0), [id(1)]);
    outbox.on_failure(0, 0, None);
    let late = NotPossible::TooLate {
        id: id(1),
        state: State::Waiting,
    };
    assert_eq!(outbox.withdraw(&id(1)), Err(late));
    assert_eq!(
        outbox.add(id(1), 1, streams(&["a"])),
        Err(NotPossible::Twice(id(1)))
    );
}

#[test]
fn restored_after_a_crash_what_was_sending_waits() {
    let entry = |order, state| Entry {
        id: id(order as u8),
        order,
        bytes: 10,
        streams: streams(&["a"]),
        state,
        sent: false,
    };
    let mut outbox = Outbox::restore([entry(4, State::Sending), entry(6, State::Waiting)]).unwrap();
    assert!(outbox.entry(&id(4)).unwrap().sent);
    assert_eq!(outbox.next_batch(9, 1000, 0), [id(4), id(6)]);
    assert_eq!(outbox.add(id(9), 1, streams(&[])), Ok(7));
    let disorder = Outbox::restore([entry(4, State::Waiting), entry(3, State::Waiting)]);
    assert_eq!(disorder.unwrap_err().code(), "outbox-order");
}

#[test]
fn states_have_names() {
    for (state, name) in State::NAMES {
        assert_eq!((state.name(), State::from_name(name)), (name, Some(state)));
    }
    assert_eq!(State::from_name("lost"), None);
}

#[derive(Debug, Clone)]
enum Step {
    Add(BTreeSet<String>),
    Batch(usize),
    Answer(usize, Decision),
    Fail(u64),
    Withdraw(usize),
    Follow(usize),
    Crash,
    Later(i64),
}

fn step() -> impl Strategy<Value = Step> {
    let names = prop::collection::btree_set("[a-d]", 1..3);
    let decision = prop_oneof![
        4 => Just(Decision::Accepted),
        2 => Just(Decision::Refused),
        1 => Just(Decision::Held)
    ];
    prop_oneof![
        4 => names.prop_map(Step::Add),
        4 => (1usize..4).prop_map(Step::Batch),
        5 => (any::<usize>(), decision).prop_map(|(which, decision)| Step::Answer(which, decision)),
        2 => any::<u64>().prop_map(Step::Fail),
        1 => any::<usize>().prop_map(Step::Withdraw),
        1 => any::<usize>().prop_map(Step::Follow),
        1 => Just(Step::Crash),
        2 => (0i64..200_000).prop_map(Step::Later),
    ]
}

/// What the outside world knows.
#[derive(Default)]
struct World {
    outbox: Outbox,
    now: i64,
    made: u8,
    accepted: BTreeMap<OpId, u32>,
    ended: BTreeSet<OpId>,
}

impl World {
    fn pick(&self, which: usize) -> Option<OpId> {
        let ids: Vec<_> = self.outbox.entries().map(|entry| entry.id).collect();
        (!ids.is_empty()).then(|| ids[which % ids.len()])
    }

    /// Something may be sent: nothing is on its way, the wait is over, and one
    /// that waits shares no stream with an earlier refused or held one.
    fn sendable(&self) -> bool {
        let idle = self
            .outbox
            .entries()
            .all(|entry| entry.state != State::Sending);
        let awake = self.outbox.retry_at().is_none_or(|at| at <= self.now);
        idle && awake
            && self.outbox.entries().any(|entry| {
                entry.state == State::Waiting && self.outbox.blocked_by(&entry.id).is_none()
            })
    }

    fn run(&mut self, step: Step) {
        match step {
            Step::Add(names) => {
                self.made += 1;
                self.outbox.add(id(self.made), 10, names).unwrap();
            }
            Step::Batch(most) => {
                let sendable = self.sendable();
                let batch = self.outbox.next_batch(most, 1000, self.now);
                assert_eq!(sendable, !batch.is_empty(), "never idle while sendable");
                assert!(batch.len() <= most);
                for sent in &batch {
                    assert!(
                        !self.ended.contains(sent),
                        "what has ended is not sent again"
                    );
                }
            }
            Step::Answer(which, decision) => {
                let sent = |entry: &&Entry| entry.sent;
                let ids: Vec<_> = self
                    .outbox
                    .entries()
                    .filter(sent)
                    .map(|one| one.id)
                    .collect();
                if ids.is_empty() {
                    return;
                }
                let chosen = ids[which % ids.len()];
                let moved = self.outbox.on_verdict(&proven(&verdict(chosen, decision)));
                if moved.is_some_and(|moved| moved.to == State::Accepted) {
                    *self.accepted.entry(chosen).or_default() += 1;
                    self.ended.insert(chosen);
                }
            }
            Step::Fail(random) => {
                let at = self.outbox.on_failure(self.now, random, None);
                assert!((self.now..=self.now + RETRY_CAP_MS).contains(&at));
            }
            Step::Withdraw(which) => {
                if let Some(chosen) = self.pick(which) {
                    let unsent = self.outbox.entry(&chosen).is_some_and(|one| !one.sent);
                    let before = self.outbox.entry(&chosen).map(|one| one.state);
                    let done = self.outbox.withdraw(&chosen).is_ok();
                    let may = (unsent && before == Some(State::Waiting))
                        || before == Some(State::Refused);
                    assert_eq!(done, may);
                    if done {
                        self.ended.insert(chosen);
                    }
                }
            }
            Step::Follow(which) => {
                let gone = self.pick(which).filter(|id| self.ended.contains(id));
                let here = self.outbox.entries().map(|entry| (entry.id, entry.state));
                let written: BTreeMap<_, _> = here.filter(|(id, _)| Some(*id) != gone).collect();
                self.outbox.follow(&written);
                assert_eq!(self.outbox.entries().count(), written.len());
            }
            Step::Crash => {
                let entries: Vec<_> = self.outbox.entries().cloned().collect();
                self.outbox = Outbox::restore(entries).unwrap();
            }
            Step::Later(ms) => self.now += ms,
        }
    }

    /// Every operation that was made is here, or has ended.
    fn nothing_is_lost(&self) {
        for number in 1..=self.made {
            let here = self
                .outbox
                .entries()
                .filter(|entry| entry.id == id(number))
                .count();
            let ended = self.ended.contains(&id(number));
            assert!(
                here == 1 || (here == 0 && ended),
                "operation {number}: {here} times here"
            );
        }
        assert!(
            self.accepted.values().all(|times| *times == 1),
            "accepted once"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn never_idle_while_sendable_nothing_lost_nothing_doubled(
        steps in prop::collection::vec(step(), 1..60)
    ) {
        let mut world = World::default();
        for step in steps {
            world.run(step);
            world.nothing_is_lost();
        }
    }
}
